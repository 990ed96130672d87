/*
 * ahead_plan.c
 *		The plan node that reads ahead of a loop, or of sub-selects.
 *
 * Its scan tuple is the row of its child, whose conditions are evaluated there.
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "plan/ahead_plan.h"
#include "plan/spec.h"
#include "plan/told.h"

Plan *
api_ahead_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist,
					List *clauses, List *custom_plans)
{
	CustomScan *plan = makeNode(CustomScan);
	const Plan *child = linitial(custom_plans);
	const ApiAheadSpec spec = {path->custom_private != NIL, root->tuple_fraction <= 0};
	ListCell   *lc;

	foreach(lc, path->custom_private)
		api_told_set(root, lfirst_int(lc), API_WHY_NONE);
	foreach(lc, child->targetlist)
	{
		const TargetEntry *entry = lfirst_node(TargetEntry, lc);

		plan->custom_scan_tlist = lappend(plan->custom_scan_tlist,
										  makeTargetEntry(copyObject(entry->expr), entry->resno, NULL, false));
	}
	plan->scan.plan.targetlist = tlist;
	plan->flags = path->flags;
	plan->custom_plans = custom_plans;
	plan->custom_private = api_ahead_spec_encode(&spec);
	plan->custom_relids = rel->relids;
	plan->methods = GetCustomScanMethods(API_AHEAD_NAME, false);
	return (Plan *) plan;
}
