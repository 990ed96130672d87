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

/* Is it the outer side of such a loop? */
extern bool api_ahead_reads(const Path *path);

#endif							/* API_AHEAD_PATHS_H */
