/*
 * above.c
 *		The nodes above a node of a plan.  See above.h.
 *
 * A plan node does not know its parents: they are looked for from the top.
 */
#include "postgres.h"

#include "exec/above.h"
#include "miscadmin.h"

static bool look(Plan *plan, const Plan *wanted, List **above);

static bool
look_among(List *plans, const Plan *wanted, List **above)
{
	ListCell   *lc;

	foreach(lc, plans)
	{
		if (look(lfirst(lc), wanted, above))
			return true;
	}
	return false;
}

/* Its inputs that are no plain ones. */
static List *
other_inputs(Plan *plan)
{
	switch (nodeTag(plan))
	{
		case T_Append:
			return ((Append *) plan)->appendplans;
		case T_MergeAppend:
			return ((MergeAppend *) plan)->mergeplans;
		case T_SubqueryScan:
			return list_make1(((SubqueryScan *) plan)->subplan);
		case T_CustomScan:
			return ((CustomScan *) plan)->custom_plans;
		default:
			return NIL;
	}
}

/* Is it there, or below?  Then *above gets what is above it. */
static bool
look(Plan *plan, const Plan *wanted, List **above)
{
	if (plan == NULL || plan == wanted)
		return plan != NULL;
	check_stack_depth();
	if (!look(plan->lefttree, wanted, above) && !look(plan->righttree, wanted, above) &&
		!look_among(other_inputs(plan), wanted, above))
		return false;
	*above = lappend(*above, plan);
	return true;
}

List *
api_above(const PlannedStmt *statement, const Plan *node)
{
	List	   *above = NIL;

	if (!look(statement->planTree, node, &above))
		(void) look_among(statement->subplans, node, &above);
	return above;
}
