/*
 * join_paths.h
 *		Joins that gather keys of the outer side and ask for them together.
 */
#ifndef API_JOIN_PATHS_H
#define API_JOIN_PATHS_H

#include "postgres.h"

#include "nodes/extensible.h"
#include "nodes/pathnodes.h"
#include "plan/quals.h"

/*
 * What of the price of its requests a batch pays.  A loop pays for each row that there is
 * beyond the estimate, a batch hardly does: where both seem to cost the same, the batch is to
 * win.
 */
#define API_BATCH_SHARE 0.9

/* What a row costs that is kept, read ahead, and dealt out. */
#define API_KEPT_ROW_COST (2 * cpu_tuple_cost)

/* A path of such a join. */
typedef struct ApiJoinPath
{
	CustomPath	path;			/* its only child is the outer path */
	JoinType	type;
	RelOptInfo *inner;			/* the foreign table */
	List	   *join_clauses;	/* RestrictInfos */
	List	   *other_clauses;	/* RestrictInfos that filter what an outer join gave */
	double		requests;		/* an estimate */
	const ApiQuals *quals;		/* the table's clauses, and the join's that may be sent */
} ApiJoinPath;

/* Has the planner look at them: for _PG_init. */
extern void api_join_paths_install(void);

#endif							/* API_JOIN_PATHS_H */
