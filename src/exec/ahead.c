/*
 * ahead.c
 *		A node that reads ahead of a loop, or of sub-selects, and hands keys to their scans.
 *
 * Rows pass through in their order.  For each that is read ahead, the parameters that the
 * loop would set are set, and each scan that hangs on them is told of its key (exec/feed),
 * whose rows it keeps until the loop asks for them.  So the loop and its inner side are
 * core's: rows are locked, checked again, made null and thrown away as in any loop.
 *
 * Of sub-selects in its target list the same holds: that is evaluated for a row when the
 * row is given, and its parameters are what the sub-selects would be evaluated with.  A LIMIT
 * above that bounds the rows which are given bounds those that are read ahead.
 *
 * How far is read ahead begins with what is in flight at once and doubles up to
 * batch_size, or goes there at once where all rows are wanted and come fast.  A slow outer
 * side gives way: as soon as the first row's answers are there, the row is given.
 *
 * When a row is checked again (EvalPlanQual), rows pass through and nobody is told.
 */
#include "postgres.h"

#include "base/compat.h"
#include API_EXPLAIN_FORMAT_H
#include "base/settings.h"
#include "exec/ahead.h"
#include "exec/ahead_find.h"
#include "exec/explain.h"
#include "exec/join_state.h"
#include "exec/scan.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "plan/spec.h"

typedef struct ApiAhead
{
	CustomScanState css;
	PlanState  *outer;
	TupleTableSlot *row_slot;	/* of minimal tuples: the row that is given */
	bool		projects_late;	/* the ring has scan tuples; their target list has sub-selects */
	ApiJoinRing *ring;
	bool		looked;			/* for scans to hand keys to */
	bool		passes;			/* there is none */
	int			nfeeds;
	ApiFeed   **feeds;
	List	   *params;			/* of ApiAheadParam */

	/* reading ahead */
	bool		all_rows;		/* are wanted, as far as the query tells */
	int			target;			/* rows that are read ahead next; grows to batch_size */
	int			low;			/* when fewer are left: half of the last target */
	int			most;			/* batch_size */
	Size		ring_bytes;		/* of the ring, at most */
	bool		given;			/* the ring's first row was */
	bool		gave_way;		/* the outer side is slow */
	bool		waited;			/* for a first answer, while rows could be read */
	ApiPace		pace;
	bool		outer_ended;
	int64		read;			/* rows, since it began or began anew */
	int64		bound;			/* of them, those that a LIMIT above lets be read; -1: any number */

	int64		keys;			/* that were handed over */
	int64		batches;		/* times that rows were read ahead */
} ApiAhead;

/* ---- the ring ---- */

/* The keys of a row of the ring: one of each feed, or NULL. */
static ApiJoinKey **
keys_of(const ApiAhead *ahead, int i)
{
	return api_join_ring_row(ahead->ring, i)->key;
}

/* The first row of the ring is done. */
static void
leave_row(ApiAhead *ahead)
{
	ApiJoinKey **keys = keys_of(ahead, 0);
	int			i;

	api_join_ring_pop(ahead->ring);
	for (i = 0; i < ahead->nfeeds; i++)
	{
		if (keys[i])
			api_feed_give_back(ahead->feeds[i], keys[i]);
	}
	pfree(keys);
	ahead->given = false;
}

/* Has the first row of the ring all its answers? */
static bool
is_first_whole(const ApiAhead *ahead)
{
	ApiJoinKey **keys = keys_of(ahead, 0);
	int			i;

	for (i = 0; i < ahead->nfeeds; i++)
	{
		if (keys[i] && !keys[i]->whole)
			return false;
	}
	return true;
}

/* ---- handing keys over ---- */

/* Sets what the loop would set for a row; it sets them itself before it uses them. */
static void
set_params(const ApiAhead *ahead, TupleTableSlot *row)
{
	ParamExecData *values = ahead->css.ss.ps.state->es_param_exec_vals;
	ListCell   *lc;

	foreach(lc, ahead->params)
	{
		const ApiAheadParam *param = lfirst(lc);
		ParamExecData *value = &values[param->paramid];

		Assert(value->execPlan == NULL);
		value->value = slot_getattr(row, param->column, &value->isnull);
	}
}

/* Puts a row into the ring, with its keys. */
static void
add_row(ApiAhead *ahead, TupleTableSlot *row)
{
	MemoryContext old = MemoryContextSwitchTo(ahead->css.ss.ps.state->es_query_cxt);
	ApiJoinKey **keys = palloc(sizeof(ApiJoinKey *) * ahead->nfeeds);
	MinimalTuple tuple = ExecCopySlotMinimalTuple(row);
	int			i;

	MemoryContextSwitchTo(old);
	set_params(ahead, row);
	for (i = 0; i < ahead->nfeeds; i++)
	{
		keys[i] = api_feed_hand(ahead->feeds[i]);
		ahead->keys += keys[i] != NULL;
	}
	api_join_ring_push(ahead->ring, tuple, keys);
}

/* ---- reading ahead ---- */

/* Takes what has come. */
static void
take(ApiAhead *ahead)
{
	int			i;

	for (i = 0; i < ahead->nfeeds; i++)
		api_feed_take(ahead->feeds[i]);
}

/* Waits that long at most for an answer that the first row lacks; false: there is none, or no time. */
static bool
wait_for_first(ApiAhead *ahead, int64 most_us)
{
	ApiJoinKey **keys = keys_of(ahead, 0);
	int			i;

	for (i = 0; i < ahead->nfeeds && most_us > 0; i++)
	{
		if (keys[i] && !keys[i]->whole)
			return api_feed_wait(ahead->feeds[i], most_us);
	}
	return false;
}

/*
 * Rows take long: lets all keys leave, and takes what has come.  true: the first row
 * can be given.  As the next row may take as long, an answer is waited for a little, and
 * before any row was given for longer: see join_pace.c.
 */
static bool
gives_way(ApiAhead *ahead)
{
	int64		took = ahead->pace.row_us;
	int64		until = api_join_clock() + (ahead->waited ? took / 10 : took * 4);
	int			i;

	for (i = 0; i < ahead->nfeeds; i++)
		api_feed_send(ahead->feeds[i], true);
	api_stream_look();
	do
		take(ahead);
	while (!is_first_whole(ahead) && wait_for_first(ahead, until - api_join_clock()));
	ahead->waited = true;
	return is_first_whole(ahead);
}

/* Have all rows been read that a LIMIT lets be?  If that wants more all the same, they come one by one. */
static bool
is_bounded(const ApiAhead *ahead)
{
	return ahead->bound >= 0 && ahead->read >= ahead->bound;
}

/* Is it time to read outer rows? */
static bool
wants_outer(const ApiAhead *ahead)
{
	int			count = api_join_ring_count(ahead->ring);

	if (ahead->outer_ended)
		return false;
	if (count == 0)
		return true;
	if ((ahead->gave_way && is_first_whole(ahead)) || is_bounded(ahead))
		return false;
	return (count <= ahead->low || ahead->gave_way) &&
		api_join_ring_bytes(ahead->ring) <= ahead->ring_bytes / 2;
}

/* A scan tuple as the node gives it. */
static TupleTableSlot *
project(ApiAhead *ahead, TupleTableSlot *scan)
{
	PlanState  *ps = &ahead->css.ss.ps;

	if (ps->ps_ProjInfo == NULL)
		return scan;
	ResetExprContext(ps->ps_ExprContext);
	ps->ps_ExprContext->ecxt_scantuple = scan;
	return ExecProject(ps->ps_ProjInfo);
}

/* The outer side's next row as a scan tuple; NULL: it has none. */
static TupleTableSlot *
next_outer(ApiAhead *ahead)
{
	TupleTableSlot *outer = ExecProcNode(ahead->outer);
	TupleTableSlot *scan = ahead->css.ss.ss_ScanTupleSlot;
	int			natts = scan->tts_tupleDescriptor->natts;

	CHECK_FOR_INTERRUPTS();
	if (TupIsNull(outer))
		return NULL;
	slot_getallattrs(outer);
	ExecClearTuple(scan);
	memcpy(scan->tts_values, outer->tts_values, sizeof(Datum) * natts);
	memcpy(scan->tts_isnull, outer->tts_isnull, sizeof(bool) * natts);
	return ExecStoreVirtualTuple(scan);
}

/* The next row as the ring has it. */
static TupleTableSlot *
next_row(ApiAhead *ahead)
{
	TupleTableSlot *scan = next_outer(ahead);

	return scan == NULL || ahead->projects_late ? scan : project(ahead, scan);
}

/* Is another row read in the same go?  See join_ahead.c. */
static bool
reads_on(const ApiAhead *ahead)
{
	int			count = api_join_ring_count(ahead->ring);

	if (api_join_ring_bytes(ahead->ring) > ahead->ring_bytes)
		return false;
	return count < ahead->target ||
		(ahead->all_rows && count < ahead->most && api_pace_has_time(&ahead->pace));
}

/* Reads rows up to the target, or on; false: the outer side is slow, and has given way. */
static bool
read_rows(ApiAhead *ahead)
{
	ahead->pace.spent_us = 0;
	while (reads_on(ahead))
	{
		int64		since = api_join_clock();
		TupleTableSlot *row = next_row(ahead);
		int64		took = api_join_clock() - since;

		if (row == NULL)
		{
			ahead->outer_ended = true;
			break;
		}
		api_pace_note(&ahead->pace, ahead->outer->plan, took);
		ahead->read++;
		add_row(ahead, row);
		if (is_bounded(ahead))
			break;
		if (api_pace_is_slow(&ahead->pace) && gives_way(ahead))
			return false;
	}
	return true;
}

static void
read_ahead(ApiAhead *ahead)
{
	if (!wants_outer(ahead))
		return;
	ahead->batches++;
	ahead->gave_way = !read_rows(ahead);
	if (ahead->gave_way)
		return;
	ahead->target = Max(ahead->target, api_join_ring_count(ahead->ring));
	ahead->low = ahead->target / 2;
	ahead->target = (int) Min((int64) ahead->target * 2, ahead->most);
}

/* ---- the node ---- */

/* Looks for scans to hand keys to. */
static void
look_for_scans(ApiAhead *ahead)
{
	EState	   *estate = ahead->css.ss.ps.state;
	MemoryContext old = MemoryContextSwitchTo(estate->es_query_cxt);
	ApiAheadPlan found = {NIL, NIL};
	ListCell   *lc;

	ahead->looked = true;
	if (estate->es_epq_active == NULL && estate->es_plannedstmt)
		api_ahead_find(&found, estate, (const CustomScan *) ahead->css.ss.ps.plan);
	ahead->params = found.params;
	ahead->feeds = palloc(sizeof(ApiFeed *) * Max(list_length(found.scans), 1));
	foreach(lc, found.scans)
	{
		ApiFeed    *feed = api_scan_feed(lfirst(lc));

		if (feed == NULL)
			continue;
		ahead->feeds[ahead->nfeeds++] = feed;
		ahead->target = Max(ahead->target, api_feed_window(feed));
	}
	ahead->target = Min(ahead->target, ahead->most);
	ahead->passes = ahead->nfeeds == 0;
	ahead->bound = ahead->projects_late && !ahead->passes ? api_ahead_bound(&ahead->css.ss.ps) : -1;
	MemoryContextSwitchTo(old);
}

/* The outer side has ended, and nothing is left of what was asked for. */
static TupleTableSlot *
end_rows(ApiAhead *ahead)
{
	int			i;

	for (i = 0; i < ahead->nfeeds; i++)
		api_feed_check_end(ahead->feeds[i]);
	return NULL;
}

/* Gives the first row of the ring; its keys are kept until the next is asked for. */
static TupleTableSlot *
give_row(ApiAhead *ahead)
{
	TupleTableSlot *slot = ahead->projects_late ? ahead->css.ss.ss_ScanTupleSlot :
		ahead->css.ss.ps.ps_ResultTupleSlot;
	int			natts = slot->tts_tupleDescriptor->natts;

	ExecStoreMinimalTuple(api_join_ring_row(ahead->ring, 0)->tuple, ahead->row_slot, false);
	slot_getallattrs(ahead->row_slot);
	ExecClearTuple(slot);
	memcpy(slot->tts_values, ahead->row_slot->tts_values, sizeof(Datum) * natts);
	memcpy(slot->tts_isnull, ahead->row_slot->tts_isnull, sizeof(bool) * natts);
	ahead->given = true;
	ExecStoreVirtualTuple(slot);
	return ahead->projects_late ? project(ahead, slot) : slot;
}

/* The outer side's next row, if nobody is told of it. */
static TupleTableSlot *
pass_row(ApiAhead *ahead)
{
	TupleTableSlot *scan = next_outer(ahead);

	return scan == NULL ? NULL : project(ahead, scan);
}

static TupleTableSlot *
exec_ahead(CustomScanState *node)
{
	ApiAhead   *ahead = (ApiAhead *) node;
	int			i;

	CHECK_FOR_INTERRUPTS();
	if (!ahead->looked)
		look_for_scans(ahead);
	if (ahead->passes)
		return pass_row(ahead);
	if (ahead->given)
		leave_row(ahead);
	take(ahead);
	read_ahead(ahead);
	if (api_join_ring_count(ahead->ring) == 0)
		return end_rows(ahead);
	for (i = 0; i < ahead->nfeeds; i++)
		api_feed_send(ahead->feeds[i], ahead->gave_way);
	/* nothing may move before the next row is wanted */
	for (i = 0; i < ahead->nfeeds; i++)
	{
		if (api_feed_has_sent(ahead->feeds[i]))
			api_stream_push();
	}
	return give_row(ahead);
}

static void
begin_ahead(CustomScanState *node, EState *estate, int eflags)
{
	ApiAhead   *ahead = (ApiAhead *) node;
	const CustomScan *plan = (const CustomScan *) node->ss.ps.plan;
	MemoryContext old = MemoryContextSwitchTo(estate->es_query_cxt);

	ahead->outer = ExecInitNode(linitial(plan->custom_plans), estate,
								eflags & ~(EXEC_FLAG_REWIND | EXEC_FLAG_BACKWARD | EXEC_FLAG_MARK));
	node->custom_ps = list_make1(ahead->outer);
	ahead->projects_late = api_ahead_is_for_target(plan);
	ahead->all_rows = api_ahead_spec_decode(plan->custom_private).all_rows;
	ahead->row_slot = ExecInitExtraTupleSlot(estate, ahead->projects_late ?
											 node->ss.ss_ScanTupleSlot->tts_tupleDescriptor :
											 ExecGetResultType(&node->ss.ps), &TTSOpsMinimalTuple);
	ahead->most = api_join_batch_size;
	ahead->ring = api_join_ring_create(ahead->most);
	ahead->ring_bytes = (Size) work_mem * 1024 / 4;
	MemoryContextSwitchTo(old);
}

static void
end_ahead(CustomScanState *node)
{
	ExecEndNode(((ApiAhead *) node)->outer);
}

/* Starts over: keys that are there, or on their way, are kept by the scans. */
static void
rescan_ahead(CustomScanState *node)
{
	ApiAhead   *ahead = (ApiAhead *) node;
	Bitmapset  *changed = node->ss.ps.chgParam;

	while (api_join_ring_count(ahead->ring) > 0)
		leave_row(ahead);
	ahead->outer_ended = ahead->pace.known = false;
	ahead->read = 0;
	if (ahead->looked && ahead->projects_late && !ahead->passes)
		ahead->bound = api_ahead_bound(&node->ss.ps);
	if (changed)
		UpdateChangedParamSet(ahead->outer, changed);
	if (ahead->outer->chgParam == NULL)
		ExecReScan(ahead->outer);
}

static void
explain_ahead(CustomScanState *node, List *ancestors, struct ExplainState *es)
{
	const ApiAhead *ahead = (const ApiAhead *) node;
	int64		distinct = 0;
	int			i;

	if (!es->analyze)
		return;
	for (i = 0; i < ahead->nfeeds; i++)
		distinct += api_feed_keys(ahead->feeds[i]);
	api_explain_figures((const ApiFigure[]) {
		{"Keys", false, ahead->keys},
		{"Distinct Keys", false, distinct},
		{"Batches", false, ahead->batches}
	}, 3, es);
}

static const CustomExecMethods exec_methods = {
	.CustomName = API_AHEAD_NAME,
	.BeginCustomScan = begin_ahead,
	.ExecCustomScan = exec_ahead,
	.EndCustomScan = end_ahead,
	.ReScanCustomScan = rescan_ahead,
	.ExplainCustomScan = explain_ahead
};

static Node *
create_ahead(CustomScan *plan)
{
	ApiAhead   *ahead = (ApiAhead *) newNode(sizeof(ApiAhead), T_CustomScanState);

	ahead->css.methods = &exec_methods;
	return (Node *) ahead;
}

static const CustomScanMethods scan_methods = {
	.CustomName = API_AHEAD_NAME,
	.CreateCustomScanState = create_ahead
};

void
api_ahead_register(void)
{
	RegisterCustomScanMethods(&scan_methods);
}
