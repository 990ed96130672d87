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
	int			window;			/* keys that may be on their way */
	Size		ring_bytes;		/* of the ring, at most */
	bool		outer_ended;

	/* the first row of the ring */
	bool		joining;		/* it is being joined */
	bool		matched;		/* with a row at least */
	int64		next;			/* its key's next row */

	ApiJoinFigures figures;
} ApiJoin;

/* ExplainCustomScan. */
extern void api_join_explain(CustomScanState *node, List *ancestors, struct ExplainState *es);

#endif							/* API_JOIN_STATE_H */
