/*
 * ahead_plan.h
 *		The plan node that reads ahead on the outer side of a loop.
 */
#ifndef API_AHEAD_PLAN_H
#define API_AHEAD_PLAN_H

#include "postgres.h"

#include "nodes/extensible.h"

/* PlanCustomPath. */
extern Plan *api_ahead_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path,
								 List *tlist, List *clauses, List *custom_plans);

#endif							/* API_AHEAD_PLAN_H */
