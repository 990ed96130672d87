/*
 * join_plan.h
 *		The plan node of a batched join, and its order form.
 */
#ifndef API_JOIN_PLAN_H
#define API_JOIN_PLAN_H

#include "postgres.h"

#include "nodes/extensible.h"

/* PlanCustomPath for an ApiJoinPath. */
extern Plan *api_join_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
								List *tlist, List *clauses, List *custom_plans);

#endif							/* API_JOIN_PLAN_H */
