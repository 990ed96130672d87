/*
 * partition.c
 *		The bound of a partition.  See partition.h.
 *
 * The bound is a check constraint's kin: what it cannot tell of a NULL passes.
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "exec/partition.h"
#include "executor/executor.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "utils/partcache.h"

struct ApiPartition
{
	Bitmapset  *columns;
	ExprState  *bound;
	ExprContext *context;
	TupleTableSlot *slot;		/* for values without a row */
};

static Bitmapset *
bound_columns(List *bound)
{
	Bitmapset  *attrs = NULL;
	Bitmapset  *columns = NULL;
	int			i = -1;

	pull_varattnos((Node *) bound, 1, &attrs);
	while ((i = bms_next_member(attrs, i)) >= 0)
	{
		if (i + FirstLowInvalidHeapAttributeNumber > 0)
			columns = bms_add_member(columns, i + FirstLowInvalidHeapAttributeNumber);
	}
	return columns;
}

ApiPartition *
api_partition_create(Relation relation)
{
	List	   *bound = relation->rd_rel->relispartition ? RelationGetPartitionQual(relation) : NIL;
	ApiPartition *partition;

	if (bound == NIL)
		return NULL;
	partition = palloc0(sizeof(ApiPartition));
	partition->columns = bound_columns(bound);
	partition->bound = ExecInitExpr(expression_planner(make_ands_explicit(bound)), NULL);
	partition->context = CreateStandaloneExprContext();
	partition->slot = MakeSingleTupleTableSlot(CreateTupleDescCopy(RelationGetDescr(relation)),
											   &TTSOpsVirtual);
	ExecStoreAllNullTuple(partition->slot);
	return partition;
}

const Bitmapset *
api_partition_columns(const ApiPartition *partition)
{
	return partition->columns;
}

void
api_partition_set(ApiPartition *partition, AttrNumber attnum, Datum value)
{
	partition->slot->tts_values[attnum - 1] = value;
	partition->slot->tts_isnull[attnum - 1] = false;
}

bool
api_partition_holds(ApiPartition *partition)
{
	return api_partition_has(partition, partition->slot);
}

bool
api_partition_has(ApiPartition *partition, TupleTableSlot *row)
{
	ResetExprContext(partition->context);
	partition->context->ecxt_scantuple = row;
	return ExecCheck(partition->bound, partition->context);
}

bool
api_partition_lacks(const ApiPartition *partition, const TupleTableSlot *row)
{
	int			i = -1;

	while ((i = bms_next_member(partition->columns, i)) >= 0)
	{
		if (!row->tts_isnull[i - 1])
			return false;
	}
	return true;
}
