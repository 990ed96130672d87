/*
 * ahead_plan.c
 *		The plan node that reads ahead on the outer side of a loop.
 *
 * Its scan tuple is the row of its child, whose conditions are evaluated there.
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "plan/ahead_plan.h"
#include "plan/spec.h"

Plan *
api_ahead_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist,
					List *clauses, List *custom_plans)
{
	CustomScan *plan = makeNode(CustomScan);
	const Plan *child = linitial(custom_plans);
	ListCell   *lc;

	foreach(lc, child->targetlist)
	{
		const TargetEntry *entry = lfirst_node(TargetEntry, lc);

		plan->custom_scan_tlist = lappend(plan->custom_scan_tlist,
										  makeTargetEntry(copyObject(entry->expr), entry->resno, NULL, false));
	}
	plan->scan.plan.targetlist = tlist;
	plan->flags = path->flags;
	plan->custom_plans = custom_plans;
	plan->custom_relids = rel->relids;
	plan->methods = GetCustomScanMethods(API_AHEAD_NAME, false);
	return (Plan *) plan;
}
