/*
 * told.c
 *		What EXPLAIN says of the scans in the plan of a sub-select.  See told.h.
 *
 * The walk follows the executor's (exec/ahead_find): what it does not find is not told.
 */
#include "postgres.h"

#include "base/params.h"
#include "miscadmin.h"
#include "nodes/plannodes.h"
#include "plan/spec.h"
#include "plan/state.h"
#include "plan/told.h"
#include "plan/waits.h"

static void
set_scan(const PlannerInfo *root, ForeignScan *scan, ApiWhy why)
{
	ApiScanSpec *spec;

	if (api_plan_state(root->simple_rel_array[scan->scan.scanrelid]) == NULL ||
		api_waits_for_itself(root, api_params_all((Node *) scan->fdw_exprs)))
		return;
	spec = api_scan_spec_decode(scan->fdw_private);
	if (spec->loops == NULL || strcmp(spec->loops, api_why_text(API_WHY_WITHIN)) != 0)
		return;
	if (spec->limit > 0 || spec->limit_exprs >= 0)
		why = API_WHY_FIRST;
	spec->loops = api_why_text(why);
	scan->fdw_private = api_scan_spec_encode(spec);
}

/* Is all read of what is below, for a first row? */
static bool
reads_all(const Plan *plan)
{
	return IsA(plan, Sort) || (IsA(plan, Result) && plan->lefttree && IsA(plan->lefttree, Sort));
}

static void set_all(const PlannerInfo *root, const List *plans, ApiWhy why);

static void
set_plan(const PlannerInfo *root, Plan *plan, ApiWhy why)
{
	if (plan == NULL)
		return;
	check_stack_depth();
	switch (nodeTag(plan))
	{
		case T_ForeignScan:
			set_scan(root, (ForeignScan *) plan, why);
			break;
		case T_Append:
			set_all(root, ((Append *) plan)->appendplans, why);
			break;
		case T_MergeAppend:
			set_all(root, ((MergeAppend *) plan)->mergeplans, why);
			break;
		case T_CustomScan:
			set_all(root, ((CustomScan *) plan)->custom_plans, why);
			break;
		case T_Limit:
			set_plan(root, plan->lefttree, reads_all(plan->lefttree) ? why : API_WHY_FIRST);
			break;
		case T_SubqueryScan:
			set_plan(root->simple_rel_array[((SubqueryScan *) plan)->scan.scanrelid]->subroot,
					 ((SubqueryScan *) plan)->subplan, why);
			break;
		case T_Hash:
		case T_HashJoin:
		case T_MergeJoin:
			break;
		default:
			set_plan(root, plan->lefttree, why);
			break;
	}
}

static void
set_all(const PlannerInfo *root, const List *plans, ApiWhy why)
{
	ListCell   *lc;

	foreach(lc, plans)
		set_plan(root, lfirst(lc), why);
}

void
api_told_set(const PlannerInfo *root, int plan_id, ApiWhy why)
{
	set_plan(list_nth(root->glob->subroots, plan_id - 1),
			 list_nth(root->glob->subplans, plan_id - 1), why);
}
