/*
 * join.c
 *		A join that gathers keys and asks for them concurrently, each once.
 *
 * Outer rows are read ahead into a ring, in their order.  Each has a key, the values that
 * are sent for it; equal keys are one, which is asked for once.  The rows that come for a
 * key are kept with it.  The first row of the ring is joined when its key is whole, with
 * the key's rows one after the other, by the same clauses as in a loop, and leaves the
 * ring; so rows come out in the outer side's order while later keys are on their way.
 *
 * Where the outer side is slow, rows that can be given are, before the next one is read (see
 * join_pace.c).  How far is read ahead begins with what is in flight at once and doubles up to
 * batch_size, so that a query that wants few rows asks for few keys; with lists it begins with
 * one.  Where all rows are wanted, those that come fast are read up to batch_size at once, so that
 * the keys behind repeated ones need not wait for an answer.  A list that is not full waits for
 * rows to come until the first row wants it.  A key that fails is an error when its first row is
 * reached, as in a loop.
 *
 * Who frees what: keys' rows and the ring live in the query's memory; what is on malloc
 * hangs on the fetch (see fetch.c).
 */
#include "postgres.h"

#include "access/table.h"
#include "base/params.h"
#include "base/settings.h"
#include "exec/join.h"
#include "exec/join_state.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "optimizer/clauses.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* Requests on their way, in windows: as many again wait for a place. */
#define PENDING_WINDOWS 2

/* ---- joining ---- */

/* The first row of the ring is done. */
static void
leave_row(ApiJoin *join)
{
	ApiJoinKey *key = api_join_ring_row(join->ring, 0)->key;

	join->joining = false;
	api_join_ring_pop(join->ring);
	if (join->sent > 0)
		join->sent--;
	if (key)
		api_join_keys_release(join->keys, key);
}

/* Goes to the next row of the ring, with its key whole; false: there is none. */
static bool
next_row(ApiJoin *join)
{
	const ApiJoinRow *row;

	/* what has come makes places for what is to be asked */
	while (api_join_keys_room(join->keys) && api_join_take(join, false))
		;
	api_join_read_ahead(join);
	if (api_join_ring_count(join->ring) == 0)
		return false;
	row = api_join_ring_row(join->ring, 0);
	if (row->key)
		api_join_await_key(join, row->key);
	api_join_push(join);
	ExecStoreMinimalTuple(row->tuple, join->outer_slot, false);
	api_join_load_outer(join, join->outer_slot);
	join->joining = join->given = true;
	join->matched = false;
	join->next = 0;
	return true;
}

/* The key's next row that joins is in the scan tuple; false: there is none. */
static bool
next_match(ApiJoin *join)
{
	const ApiJoinKey *key = api_join_ring_row(join->ring, 0)->key;
	ExprContext *context = api_join_context(join);
	TupleTableSlot *inner;

	while (key && (inner = api_join_keys_row(join->keys, key, join->next)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		join->next++;
		ResetExprContext(context);
		api_join_load_inner(join, inner);
		if (ExecQual(join->join_qual, context))
			return true;
	}
	return false;
}

/*
 * Joins the first row of the ring one step further: true, a row of the join is in the
 * scan tuple; false, it is done.
 */
static bool
join_row(ApiJoin *join)
{
	JoinType	type = join->spec->type;

	if (join->matched && (type == JOIN_SEMI || type == JOIN_ANTI))
		return false;
	if (next_match(join))
	{
		join->matched = true;
		return type != JOIN_ANTI;
	}
	if (join->matched || (type != JOIN_LEFT && type != JOIN_ANTI))
		return false;
	ResetExprContext(api_join_context(join));
	api_join_load_inner(join, NULL);
	join->matched = true;
	return true;
}

/* The scan tuple as the node's row; NULL: the clauses above the join drop it. */
static TupleTableSlot *
make_result(ApiJoin *join)
{
	PlanState  *ps = &join->css.ss.ps;
	ExprContext *context = api_join_context(join);

	if (!ExecQual(ps->qual, context))
	{
		InstrCountFiltered1(ps, 1);
		return NULL;
	}
	return ps->ps_ProjInfo ? ExecProject(ps->ps_ProjInfo) : context->ecxt_scantuple;
}

static TupleTableSlot *
exec_join(CustomScanState *node)
{
	ApiJoin    *join = (ApiJoin *) node;
	TupleTableSlot *result = NULL;

	while (result == NULL)
	{
		CHECK_FOR_INTERRUPTS();
		api_stream_poll();
		if (!join->joining && !next_row(join))
		{
			api_fetch_check_end(join->fetch);
			return NULL;
		}
		if (join_row(join))
			result = make_result(join);
		else
			leave_row(join);
	}
	return result;
}

/* ---- beginning and ending ---- */

/* Compiles the clauses, and learns where columns come from. */
static void
init_clauses(ApiJoin *join, const CustomScan *plan)
{
	const ApiJoinSpec *spec = join->spec;
	List	   *inner = list_copy_tail(plan->custom_exprs, spec->nvalues);
	List	   *joins = list_copy_tail(inner, spec->ninner);
	ListCell   *lc;

	inner = list_truncate(inner, spec->ninner);
	join->inner_qual = ExecInitQual(inner, &join->css.ss.ps);
	join->inner_subplans = contain_subplans((Node *) inner);
	join->inner_params = api_params_all((Node *) inner);
	join->join_qual = ExecInitQual(joins, &join->css.ss.ps);
	join->ncolumns = list_length(spec->columns);
	join->columns = palloc(sizeof(int) * Max(join->ncolumns, 1));
	foreach(lc, spec->columns)
		join->columns[foreach_current_index(lc)] = lfirst_int(lc);
}

static void
init_fetch(ApiJoin *join, CustomScan *plan)
{
	Size		memory = (Size) work_mem * 1024;
	List	   *values = list_truncate(list_copy(plan->custom_exprs), join->spec->nvalues);
	EState	   *estate = join->css.ss.ps.state;
	TupleDesc	desc;

	join->inner = table_open(join->spec->relid, NoLock);
	/* without its NOT NULL: columns that nobody reads are NULL */
	desc = CreateTupleDescCopy(RelationGetDescr(join->inner));
	join->inner_slot = ExecInitExtraTupleSlot(estate, desc, &TTSOpsVirtual);
	join->outer_slot = ExecInitExtraTupleSlot(estate, ExecGetResultType(join->outer),
											  &TTSOpsMinimalTuple);
	join->fetch = api_fetch_create(&join->css.ss.ps, join->spec->scan, values, join->inner);
	api_fetch_share(join->fetch);
	join->keys = api_join_keys_create(join->fetch, join->spec->scan,
									  ExecInitExtraTupleSlot(estate, desc, &TTSOpsMinimalTuple),
									  memory / 2);
	join->ring_bytes = memory / 4;
	join->most = api_join_batch_size;
	join->ring = api_join_ring_create(join->most);
	join->window = api_fetch_window(join->fetch) * PENDING_WINDOWS;
	join->target = Min(Max(api_fetch_window(join->fetch), api_join_keys_most(join->keys)), join->most);
	join->least = 1;
}

static void
begin_join(CustomScanState *node, EState *estate, int eflags)
{
	ApiJoin    *join = (ApiJoin *) node;
	CustomScan *plan = (CustomScan *) node->ss.ps.plan;
	MemoryContext old = MemoryContextSwitchTo(estate->es_query_cxt);

	join->spec = api_join_spec_decode(plan->custom_private);
	join->outer = ExecInitNode(linitial(plan->custom_plans), estate, eflags);
	node->custom_ps = list_make1(join->outer);
	init_clauses(join, plan);
	if ((eflags & EXEC_FLAG_EXPLAIN_ONLY) == 0)
		init_fetch(join, plan);
	MemoryContextSwitchTo(old);
}

static void
end_join(CustomScanState *node)
{
	ApiJoin    *join = (ApiJoin *) node;

	if (join->inner)
	{
		api_fetch_warn(join->fetch);
		api_join_keys_reset(join->keys);
		api_fetch_close(join->fetch);
		table_close(join->inner, NoLock);
	}
	ExecEndNode(join->outer);
}

/*
 * Starts over: keys that are there, or on their way, are asked for again only if a
 * parameter has changed that their rows depend on.  The values that are sent are the key.
 */
static void
rescan_join(CustomScanState *node)
{
	ApiJoin    *join = (ApiJoin *) node;
	Bitmapset  *changed = node->ss.ps.chgParam;

	while (api_join_ring_count(join->ring) > 0)
		leave_row(join);
	join->sent = 0;
	join->joining = false;
	join->outer_ended = false;
	join->reading = join->pace.known = false;
	join->least = 1;
	if (changed)
		UpdateChangedParamSet(join->outer, changed);
	if (changed && (join->inner_subplans || bms_overlap(changed, join->inner_params)))
	{
		api_fetch_stop(join->fetch);
		api_join_keys_reset(join->keys);
	}
	if (join->outer->chgParam == NULL)
		ExecReScan(join->outer);
}

static const CustomExecMethods exec_methods = {
	.CustomName = API_JOIN_NAME,
	.BeginCustomScan = begin_join,
	.ExecCustomScan = exec_join,
	.EndCustomScan = end_join,
	.ReScanCustomScan = rescan_join,
	.ExplainCustomScan = api_join_explain
};

bool
api_join_is(const PlanState *node)
{
	return IsA(node, CustomScanState) && ((const CustomScanState *) node)->methods == &exec_methods;
}

static Node *
create_join(CustomScan *plan)
{
	ApiJoin    *join = (ApiJoin *) newNode(sizeof(ApiJoin), T_CustomScanState);

	join->css.methods = &exec_methods;
	return (Node *) join;
}

static const CustomScanMethods scan_methods = {
	.CustomName = API_JOIN_NAME,
	.CreateCustomScanState = create_join
};

void
api_join_register(void)
{
	RegisterCustomScanMethods(&scan_methods);
}
