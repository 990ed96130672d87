/*
 * ahead_paths.h
 *		Loops whose outer side reads ahead, and hands keys to the inner one.
 */
#ifndef API_AHEAD_PATHS_H
#define API_AHEAD_PATHS_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/* Offers such loops for a join that cannot be batched as a whole; may find none. */
extern void api_ahead_offer(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer,
							RelOptInfo *inner, JoinType type, JoinPathExtraData *extra);

/*
 * May rows of the relation, with those columns, be read ahead, as far as its plan node goes?
 * Of a result table with parts, what tells a row is finished by core for nodes of its own only.
 */
extern bool api_ahead_may_read(const RelOptInfo *rel, const List *exprs);

/*
 * The node that reads ahead over a path, whose order and costs it has.  subplans: the numbers of
 * the sub-selects in what is projected of its rows that it is for; NIL: it is for a loop.
 */
extern Path *api_ahead_path(Path *outer, List *subplans);

/* Is it such a node? */
extern bool api_ahead_reads(const Path *path);

#endif							/* API_AHEAD_PATHS_H */
