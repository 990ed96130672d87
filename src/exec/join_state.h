/*
 * join_state.h
 *		What a batched join is made of.  Private to exec/join*.c.
 */
#ifndef API_JOIN_STATE_H
#define API_JOIN_STATE_H

#include "postgres.h"

#include "exec/join_keys.h"
#include "exec/join_ring.h"
#include "nodes/execnodes.h"
#include "nodes/extensible.h"
#include "plan/spec.h"

typedef struct ApiJoinFigures
{
	int64		keys;			/* outer rows that have one */
	int64		distinct;		/* that were asked for */
	int64		batches;		/* times that outer rows were read ahead */
	int64		saved;			/* requests that rows before had made */
} ApiJoinFigures;

/* How fast an outer side gives its rows. */
typedef struct ApiPace
{
	bool		known;			/* there was a row since the start, or a rescan */
	int64		last_us;		/* that the last row took */
	int64		row_us;			/* that a row takes: the less of the last two, for one alone is no sign */
	int64		spent_us;		/* on the rows of the present go */
} ApiPace;

typedef struct ApiJoin
{
	CustomScanState css;
	ApiJoinSpec *spec;
	PlanState  *outer;
	Relation	inner;			/* NULL: not begun (plain EXPLAIN) */
	ApiFetch   *fetch;
	TupleTableSlot *outer_slot; /* of minimal tuples */
	TupleTableSlot *inner_slot; /* a row that comes: virtual */
	ExprState  *inner_qual;		/* of rows that come */
	Bitmapset  *inner_params;	/* that it looks at */
	bool		inner_subplans; /* or may, somewhere below */
	ExprState  *join_qual;
	int			ncolumns;		/* of the scan tuple */
	int		   *columns;		/* see ApiJoinSpec */

	/* reading ahead */
	ApiJoinKeys *keys;
	ApiJoinRing *ring;
	int			target;			/* rows that are read ahead next; grows to batch_size */
	int			low;			/* when fewer are left: half of the last target */
	int			most;			/* batch_size */
	int			sent;			/* rows of the ring whose keys were sent, from its front */
	int			window;			/* requests that may be on their way */
	Size		ring_bytes;		/* of the ring, at most */
	bool		outer_ended;
	bool		reading;		/* up to the target, with breaks in which rows are given */
	bool		unpushed;		/* keys were sent, and may not have left yet */

	/* the pace of the outer side: see join_pace.c */
	bool		given;			/* a row of the ring was joined */
	bool		waited;			/* for the very first one's key */
	ApiPace		pace;
	int			least;			/* keys that go out in a list while it is slow */

	/* the first row of the ring */
	bool		joining;		/* it is being joined */
	bool		matched;		/* with a row at least */
	int64		next;			/* its key's next row */

	ApiJoinFigures figures;
} ApiJoin;

/* ---- join_ahead.c ---- */

/* Set the columns of the scan tuple that an outer row, or an inner one, has; NULL: to NULL. */
extern void api_join_load_outer(ApiJoin *join, TupleTableSlot *outer);
extern void api_join_load_inner(ApiJoin *join, TupleTableSlot *inner);

/* The expression context, which looks at the scan tuple. */
extern ExprContext *api_join_context(const ApiJoin *join);

/*
 * Reads outer rows up to the target, or further while they come fast and all are wanted, if it
 * is time, and sends their keys; stops before that where the first row can be given and the outer
 * side is slow.
 */
extern void api_join_read_ahead(ApiJoin *join);

/*
 * Sends the keys of the ring in its order, as many as there is a place for.  fill: a list in
 * which there is room waits for outer rows to come, but for the first row's.
 */
extern void api_join_send_keys(ApiJoin *join, bool fill);

/* Takes one thing that comes, waiting for it or not; false: nothing does. */
extern bool api_join_take(ApiJoin *join, bool wait);

/* Lets the keys that were sent leave, for nothing may move before the next row is wanted. */
extern void api_join_push(ApiJoin *join);

/* Waits until a key is whole; raises its error. */
extern void api_join_await_key(ApiJoin *join, ApiJoinKey *key);

/* ---- join_pace.c ---- */

/*
 * The outer side's next row has taken that long.  Of a first row's time counts what the next ones
 * take, and not what comes before all (a sort).
 */
extern void api_pace_note(ApiPace *pace, const Plan *plan, int64 took);

/* Does it take so long that something is to be done meanwhile? */
extern bool api_pace_is_slow(const ApiPace *pace);

/* Of rows that are all wanted: is there time to read another one beyond the target in the same go? */
extern bool api_pace_has_time(const ApiPace *pace);

/* The outer side's next row, timed. */
extern TupleTableSlot *api_join_pull(ApiJoin *join);

/*
 * To be asked before each such read: true: the first row of the ring is to be given first,
 * and its key is whole.  Lets keys leave if the outer side is slow; may wait.
 */
extern bool api_join_yields(ApiJoin *join);

/* Is it known to have no row yet? */
extern bool api_join_waits(ApiJoin *join);

/* ---- join.c ---- */

/* Is the node a batched join? */
extern bool api_join_is(const PlanState *node);

/* ---- join_explain.c ---- */

/* ExplainCustomScan. */
extern void api_join_explain(CustomScanState *node, List *ancestors, struct ExplainState *es);

#endif							/* API_JOIN_STATE_H */
