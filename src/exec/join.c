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
 * How far is read ahead begins with what is in flight at once and doubles up to
 * batch_size, so that a query that wants few rows asks for few keys.  A key that fails is
 * an error when its first row is reached, as in a loop.
 *
 * Who frees what: keys' rows and the ring live in the query's memory; what is on malloc
 * hangs on the fetch (see fetch.c).
 */
#include "postgres.h"

#include "access/table.h"
#include "base/raise.h"
#include "base/settings.h"
#include "exec/join.h"
#include "exec/join_state.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* Keys on their way, in windows: as many again wait for a place. */
#define PENDING_WINDOWS 2

/* ---- the scan tuple ---- */

/* Sets the outer side's columns. */
static void
load_outer(ApiJoin *join, TupleTableSlot *outer)
{
	TupleTableSlot *scan = join->css.ss.ss_ScanTupleSlot;
	int			i;

	slot_getallattrs(outer);
	ExecClearTuple(scan);
	for (i = 0; i < join->ncolumns; i++)
	{
		int			column = join->columns[i];

		if (column < 0)
			continue;
		scan->tts_values[i] = outer->tts_values[column - 1];
		scan->tts_isnull[i] = outer->tts_isnull[column - 1];
	}
}

/* Sets the inner side's columns; NULL: to NULL. */
static void
load_inner(ApiJoin *join, TupleTableSlot *inner)
{
	TupleTableSlot *scan = join->css.ss.ss_ScanTupleSlot;
	int			i;

	if (inner)
		slot_getallattrs(inner);
	ExecClearTuple(scan);
	for (i = 0; i < join->ncolumns; i++)
	{
		int			column = -join->columns[i];

		if (column < 0)
			continue;
		scan->tts_values[i] = inner ? inner->tts_values[column - 1] : (Datum) 0;
		scan->tts_isnull[i] = inner ? inner->tts_isnull[column - 1] : true;
	}
	ExecStoreVirtualTuple(scan);
}

static ExprContext *
context_of(const ApiJoin *join)
{
	ExprContext *context = join->css.ss.ps.ps_ExprContext;

	context->ecxt_scantuple = join->css.ss.ss_ScanTupleSlot;
	return context;
}

/* ---- reading ahead ---- */

/* The key of an outer row; NULL: its values can match nothing. */
static ApiJoinKey *
key_of(ApiJoin *join, TupleTableSlot *outer)
{
	ExprContext *context = context_of(join);
	ApiJoinKey *key;
	bool		is_new;

	ResetExprContext(context);
	load_outer(join, outer);
	load_inner(join, NULL);
	(void) api_fetch_bind(join->fetch);
	if (api_bindings_count(api_fetch_values(join->fetch)) == 0)
		return NULL;
	key = api_join_keys_use(join->keys, &is_new);
	join->figures.keys++;
	if (!is_new)
		join->figures.saved += api_bindings_count(key->asked->bindings);
	return key;
}

/* Sends the keys of the ring in its order, as many as there is a place for. */
static void
send_keys(ApiJoin *join)
{
	int			count = api_join_ring_count(join->ring);

	for (; join->sent < count; join->sent++)
	{
		ApiJoinKey *key = api_join_ring_row(join->ring, join->sent)->key;

		if (key == NULL || key->sent)
			continue;
		if (join->sent > 0 && (api_join_keys_pending(join->keys) >= join->window ||
							   !api_join_keys_room(join->keys)))
			break;
		api_join_keys_send(join->keys, key);
		join->figures.distinct++;
	}
}

/* Is it time to read outer rows? */
static bool
wants_outer(const ApiJoin *join)
{
	return !join->outer_ended && api_join_ring_count(join->ring) <= join->low &&
		(api_join_ring_count(join->ring) == 0 ||
		 api_join_ring_bytes(join->ring) <= join->ring_bytes / 2);
}

/* Reads outer rows up to the target, and sends their keys. */
static void
read_ahead(ApiJoin *join)
{
	MemoryContext memory = join->css.ss.ps.state->es_query_cxt;

	if (!wants_outer(join))
		return;
	join->figures.batches++;
	while (api_join_ring_count(join->ring) < join->target &&
		   api_join_ring_bytes(join->ring) <= join->ring_bytes)
	{
		TupleTableSlot *outer = ExecProcNode(join->outer);
		ApiJoinKey *key;
		MemoryContext old;

		CHECK_FOR_INTERRUPTS();
		if (TupIsNull(outer))
		{
			join->outer_ended = true;
			break;
		}
		key = key_of(join, outer);
		old = MemoryContextSwitchTo(memory);
		api_join_ring_push(join->ring, ExecCopySlotMinimalTuple(outer), key);
		MemoryContextSwitchTo(old);
		send_keys(join);
	}
	api_stream_push();
	join->low = join->target / 2;
	join->target = (int) Min((int64) join->target * 2, join->most);
}

/* ---- what comes ---- */

/* A row came for a key: kept, if it passes the clauses of the inner side alone. */
static void
take_row(ApiJoin *join, ApiJoinKey *key)
{
	ExprContext *context = context_of(join);

	if (join->inner_qual)
	{
		ResetExprContext(context);
		load_inner(join, join->inner_slot);
		if (!ExecQual(join->inner_qual, context))
			return;
	}
	api_join_keys_add(join->keys, key, join->inner_slot);
}

/* Takes one thing that comes, waiting for it or not; false: nothing does. */
static bool
take_event(ApiJoin *join, bool wait)
{
	ApiFetchKey *asked;

	ExecClearTuple(join->inner_slot);
	switch (api_fetch_event(join->fetch, join->inner_slot, wait, &asked))
	{
		case API_FETCH_ROW:
			take_row(join, asked->owner);
			return true;
		case API_FETCH_END:
			api_join_keys_end(join->keys, asked->owner);
			send_keys(join);
			return true;
		case API_FETCH_IDLE:
			break;
	}
	return false;
}

/* Waits until a key is whole; raises its error. */
static void
await_key(ApiJoin *join, ApiJoinKey *key)
{
	send_keys(join);
	while (!key->whole)
	{
		if (!take_event(join, true))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("a key of a batched join stands still")));
	}
	if (api_error_is_set(&key->asked->error))
		api_error_raise(&key->asked->error);
}

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
	while (api_join_keys_room(join->keys) && take_event(join, false))
		;
	read_ahead(join);
	if (api_join_ring_count(join->ring) == 0)
		return false;
	row = api_join_ring_row(join->ring, 0);
	if (row->key)
		await_key(join, row->key);
	ExecStoreMinimalTuple(row->tuple, join->outer_slot, false);
	load_outer(join, join->outer_slot);
	join->joining = true;
	join->matched = false;
	join->next = 0;
	return true;
}

/* The key's next row that joins is in the scan tuple; false: there is none. */
static bool
next_match(ApiJoin *join)
{
	const ApiJoinKey *key = api_join_ring_row(join->ring, 0)->key;
	ExprContext *context = context_of(join);
	TupleTableSlot *inner;

	while (key && (inner = api_join_keys_row(join->keys, key, join->next)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		join->next++;
		ResetExprContext(context);
		load_inner(join, inner);
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
	ResetExprContext(context_of(join));
	load_inner(join, NULL);
	join->matched = true;
	return true;
}

/* The scan tuple as the node's row; NULL: the clauses above the join drop it. */
static TupleTableSlot *
make_result(ApiJoin *join)
{
	PlanState  *ps = &join->css.ss.ps;
	ExprContext *context = context_of(join);

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
			api_fetch_warn(join->fetch);
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

	join->inner = table_open(join->spec->relid, NoLock);
	join->inner_slot = ExecInitExtraTupleSlot(estate, RelationGetDescr(join->inner),
											  &TTSOpsVirtual);
	join->outer_slot = ExecInitExtraTupleSlot(estate, ExecGetResultType(join->outer),
											  &TTSOpsMinimalTuple);
	join->fetch = api_fetch_create(&join->css.ss.ps, join->spec->scan, values, join->inner);
	api_fetch_share(join->fetch);
	join->keys = api_join_keys_create(join->fetch,
									  ExecInitExtraTupleSlot(estate,
															 RelationGetDescr(join->inner),
															 &TTSOpsMinimalTuple),
									  memory / 2);
	join->ring_bytes = memory / 4;
	join->most = api_batch_size;
	join->ring = api_join_ring_create(join->most);
	join->window = api_fetch_window(join->fetch) * PENDING_WINDOWS;
	join->target = Min(api_fetch_window(join->fetch), join->most);
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
		api_fetch_close(join->fetch);
		table_close(join->inner, NoLock);
	}
	ExecEndNode(join->outer);
}

/*
 * Starts over: keys that are there, or on their way, are asked for again only if a
 * parameter has changed that their rows may depend on.
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
	if (changed)
	{
		api_fetch_stop(join->fetch);
		api_join_keys_reset(join->keys);
		UpdateChangedParamSet(join->outer, changed);
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
