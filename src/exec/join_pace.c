/*
 * join_pace.c
 *		Whether a batched join reads on, or gives a row.  See join.c.
 *
 * Reading ahead must not hold up what is there: a key that is to leave, and a row that could
 * be given.  Nobody knows whether the outer side will keep its reader waiting but where it is
 * a scan or a join of ours, which say so: then whatever comes first is waited for, its row or
 * the first row's key.  Of any other the last row's time tells.  If that was long, keys leave,
 * and the first row, once its key is whole, is given before another is read.
 *
 * Since a read blocks, a key that becomes whole meanwhile is late by as much as T, a row's
 * time.  So a key that is due within a tenth of T is waited for; and once, before there was
 * any row, as long as four times T: then the first row comes when its key does, or, with a key
 * that takes longer than that, a fifth late at most.
 */
#include "postgres.h"

#include "exec/join_state.h"
#include "exec/scan.h"
#include "executor/executor.h"

/* An outer row that takes longer is waited for. */
#define SLOW_US 1000

/* So long are rows read in one go that all are wanted: much less than a request takes. */
#define AHEAD_US 5000

/* ---- the outer side ---- */

/* Is the outer side a scan of ours? */
static bool
outer_is_scan(const ApiJoin *join)
{
	return IsA(join->outer, ForeignScanState) &&
		((ForeignScanState *) join->outer)->fdwroutine->IterateForeignScan == apiIterateForeignScan;
}

/* Is it known to have no row yet? */
static bool
outer_waits(const ApiJoin *join)
{
	if (outer_is_scan(join))
		return api_scan_waits((ForeignScanState *) join->outer);
	return api_join_is(join->outer) && api_join_waits((ApiJoin *) join->outer);
}

/* Of the time of a first row, what the next ones take. */
static int64
time_of_a_row(const Plan *plan, int64 first)
{
	double		row = (plan->total_cost - plan->startup_cost) / Max(plan->plan_rows, 1);

	return row <= 0 ? 0 : (int64) (first * (row / (plan->startup_cost + row)));
}

void
api_pace_note(ApiPace *pace, const Plan *plan, int64 took)
{
	if (!pace->known)
		pace->last_us = took = time_of_a_row(plan, took);
	pace->spent_us += took;
	pace->row_us = Min(took, pace->last_us);
	pace->last_us = took;
	pace->known = true;
}

bool
api_pace_is_slow(const ApiPace *pace)
{
	return pace->row_us >= SLOW_US;
}

bool
api_pace_has_time(const ApiPace *pace)
{
	return pace->spent_us < AHEAD_US;
}

TupleTableSlot *
api_join_pull(ApiJoin *join)
{
	int64		since = api_join_clock();
	TupleTableSlot *slot = ExecProcNode(join->outer);

	api_pace_note(&join->pace, join->outer->plan, api_join_clock() - since);
	return slot;
}

/* ---- the first row ---- */

/* Can it be given, or the i-th one? */
static bool
is_ready(const ApiJoin *join, int i)
{
	const ApiJoinKey *key = api_join_ring_row(join->ring, i)->key;

	return key == NULL || key->whole;
}

/* May the row that is being joined, and has been given, be given with another one? */
static bool
goes_on(const ApiJoin *join)
{
	const ApiJoinKey *key = api_join_ring_row(join->ring, 0)->key;

	return join->spec->type != JOIN_SEMI && join->spec->type != JOIN_ANTI && key != NULL &&
		(key->spilled || join->next < key->nrows);
}

bool
api_join_waits(ApiJoin *join)
{
	int			next = join->joining ? 1 : 0;

	while (api_join_keys_room(join->keys) && api_join_take(join, false))
		;
	if (join->joining && goes_on(join))
		return false;
	if (api_join_ring_count(join->ring) > next)
		return !is_ready(join, next);
	return !join->outer_ended && outer_waits(join);
}

/* How long it is waited for while another outer row could be read. */
static int64
patience(ApiJoin *join)
{
	int64		due = api_join_keys_due(join->keys, api_join_ring_row(join->ring, 0)->key);

	if (outer_is_scan(join))
		return 0;
	if (join->given || join->waited)
		return due <= join->pace.row_us / 10 ? Max(due + join->pace.row_us / 10, 0) : 0;
	join->waited = true;
	return join->pace.row_us * 4;
}

/*
 * Takes what came while the outer side was read, and lets keys leave.  Those that go out in
 * lists gather while a request is on its way, and twice as many each time, so that a slow
 * outer side costs few requests more.
 */
static void
send_slowly(ApiJoin *join)
{
	int64		before = join->figures.distinct;

	api_stream_look();
	while (!is_ready(join, 0) && api_join_take(join, false))
		;
	if (api_join_keys_pending(join->keys) == 0 &&
		api_join_ring_count(join->ring) - join->sent >= join->least)
		api_join_send_keys(join, false);
	if (join->figures.distinct > before)
		join->least = Min(join->least * 2, api_join_keys_most(join->keys));
	api_join_push(join);
}

bool
api_join_yields(ApiJoin *join)
{
	bool		waits;
	int64		until;

	if (api_join_ring_count(join->ring) == 0)
		return false;
	waits = outer_waits(join);
	if (!waits && !api_pace_is_slow(&join->pace))
		return false;
	send_slowly(join);
	if (is_ready(join, 0))
		return true;
	until = waits ? 0 : api_join_clock() + patience(join);
	for (;;)
	{
		int64		left = waits ? PG_INT64_MAX : until - api_join_clock();

		while (!is_ready(join, 0) && api_join_take(join, false))
			;
		if (is_ready(join, 0))
			return true;
		if (left <= 0 || !api_fetch_wait(join->fetch, left) || (waits && !outer_waits(join)))
			return false;
	}
}
