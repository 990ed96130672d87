/*
 * count.c
 *		The node that counts a table's records by what its API declares.
 *
 * It gives one row.  The first page's total is the count; a page without one, with one that
 * is a lower bound, or values that make several chains are counted record by record.
 */
#include "postgres.h"

#include "access/table.h"
#include "base/compat.h"
#include "exec/count.h"
#include API_EXPLAIN_FORMAT_H
#include "exec/explain.h"
#include "exec/fetch.h"
#include "executor/executor.h"
#include "nodes/extensible.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"

typedef struct ApiCount
{
	CustomScanState css;
	ApiCountSpec *spec;
	Relation	table;			/* NULL: not begun (plain EXPLAIN) */
	ApiFetch   *fetch;
	TupleTableSlot *row;		/* a record that is counted */
	bool		declared;		/* the count of the last time was the API's */
	bool		done;			/* its row was given */
} ApiCount;

static int64
count_records(ApiCount *count)
{
	int64		records = 0;

	(void) api_fetch_bind(count->fetch);
	api_fetch_open(count->fetch);
	count->declared = api_fetch_total(count->fetch, &records);
	if (count->declared)
		return records;
	while (api_fetch_next(count->fetch, count->row))
		records++;
	return records;
}

static TupleTableSlot *
exec_count(CustomScanState *node)
{
	ApiCount   *count = (ApiCount *) node;
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;
	ExprContext *context = node->ss.ps.ps_ExprContext;
	Datum		records;

	if (count->done)
		return NULL;
	ResetExprContext(context);
	records = Int64GetDatum(count_records(count));
	count->done = true;
	ExecClearTuple(slot);
	for (int i = 0; i < slot->tts_tupleDescriptor->natts; i++)
	{
		slot->tts_values[i] = records;
		slot->tts_isnull[i] = false;
	}
	ExecStoreVirtualTuple(slot);
	context->ecxt_scantuple = slot;
	return node->ss.ps.ps_ProjInfo ? ExecProject(node->ss.ps.ps_ProjInfo) : slot;
}

static void
begin_count(CustomScanState *node, EState *estate, int eflags)
{
	ApiCount   *count = (ApiCount *) node;
	CustomScan *plan = (CustomScan *) node->ss.ps.plan;
	MemoryContext old = MemoryContextSwitchTo(estate->es_query_cxt);

	count->spec = api_count_spec_decode(plan->custom_private);
	if ((eflags & EXEC_FLAG_EXPLAIN_ONLY) == 0)
	{
		count->table = table_open(count->spec->relid, NoLock);
		count->row = ExecInitExtraTupleSlot(estate, CreateTupleDescCopy(RelationGetDescr(count->table)),
											&TTSOpsVirtual);
		count->fetch = api_fetch_create(&node->ss.ps, count->spec->scan, plan->custom_exprs, count->table);
	}
	MemoryContextSwitchTo(old);
}

static void
end_count(CustomScanState *node)
{
	ApiCount   *count = (ApiCount *) node;

	if (count->table == NULL)
		return;
	api_fetch_warn(count->fetch);
	api_fetch_close(count->fetch);
	table_close(count->table, NoLock);
}

static void
rescan_count(CustomScanState *node)
{
	((ApiCount *) node)->done = false;
}

static void
explain_count(CustomScanState *node, List *ancestors, ExplainState *es)
{
	const ApiCount *count = (const ApiCount *) node;
	const CustomScan *plan = (const CustomScan *) node->ss.ps.plan;
	List	   *context = set_deparse_context_plan(es->deparse_cxt, (Plan *) plan, ancestors);

	api_explain_table(count->spec->relid, NULL, es);
	api_explain_request(count->spec->relid, count->spec->scan, plan->custom_exprs, context, false, es);
	if (es->analyze && count->fetch)
	{
		ExplainPropertyText("Counted By", count->declared ? "the API's total" : "records", es);
		api_explain_fetch(count->fetch, es);
	}
}

static const CustomExecMethods exec_methods = {
	.CustomName = API_COUNT_NAME,
	.BeginCustomScan = begin_count,
	.ExecCustomScan = exec_count,
	.EndCustomScan = end_count,
	.ReScanCustomScan = rescan_count,
	.ExplainCustomScan = explain_count
};

static Node *
create_count(CustomScan *plan)
{
	ApiCount   *count = (ApiCount *) newNode(sizeof(ApiCount), T_CustomScanState);

	(void) plan;
	count->css.methods = &exec_methods;
	return (Node *) count;
}

static const CustomScanMethods scan_methods = {
	.CustomName = API_COUNT_NAME,
	.CreateCustomScanState = create_count
};

void
api_count_register(void)
{
	RegisterCustomScanMethods(&scan_methods);
}
