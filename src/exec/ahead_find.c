/*
 * ahead_find.c
 *		Whom a node that reads ahead may hand keys.  See ahead_find.h.
 *
 * The planner puts the node on the outer side of a loop; what the loop sets for its inner
 * side, and what stands there, is known when the plan is finished.  So it is looked up
 * there: values are then bound by the scan itself, with the very expressions that it binds
 * by when it is asked.
 */
#include "postgres.h"

#include "base/compat.h"
#include "exec/above.h"
#include "exec/ahead_find.h"
#include "exec/eager.h"
#include "exec/scan.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "plan/spec.h"

/* ---- the loop ---- */

/* The loop of which the node is the outer side; NULL: it is of none. */
static const NestLoop *
find_loop(const PlannedStmt *statement, const Plan *node)
{
	const List *above = api_above(statement, node);
	const Plan *parent = above != NIL ? linitial(above) : NULL;

	return parent && IsA(parent, NestLoop) && parent->lefttree == node ? (const NestLoop *) parent : NULL;
}

/* ---- the scans ---- */

typedef struct Search
{
	EState	   *estate;
	const NestLoop *loop;
	Bitmapset  *set;			/* parameters that the loop sets */
	bool		first_match;	/* the loop asks for no more than a first row */
	bool		pruned;			/* below what leaves inputs out by the values of a row */
	List	   *scans;
} Search;

/* Does an expression hold a parameter that is neither the loop's, nor the same for all its rows? */
static bool
hangs_on_others(Node *node, void *arg)
{
	const Search *search = arg;

	if (node == NULL)
		return false;
	if (IsA(node, SubPlan) || IsA(node, AlternativeSubPlan))
		return true;
	if (IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXEC)
		return !bms_is_member(((Param *) node)->paramid, search->set) &&
			!bms_is_member(((Param *) node)->paramid, search->loop->join.plan.extParam);
	return expression_tree_walker(node, hangs_on_others, arg);
}

/* Does an expression hold one that the loop sets? */
static bool
hangs_on_loop(Node *node, void *arg)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXEC)
		return bms_is_member(((Param *) node)->paramid, ((const Search *) arg)->set);
	return expression_tree_walker(node, hangs_on_loop, arg);
}

static void
add_scan(Search *search, const ForeignScan *plan)
{
	ForeignScanState *scan = api_eager_scan(search->estate, (const Plan *) plan);

	if (scan && (!search->pruned || api_fetch_asks_for_bound(api_scan_fetch(scan))) &&
		hangs_on_loop((Node *) plan->fdw_exprs, search) &&
		!hangs_on_others((Node *) plan->fdw_exprs, search))
		search->scans = lappend(search->scans, scan);
}

static void add_scans(Search *search, const Plan *plan);

/*
 * All inputs are asked where all rows are, and those that are asked at once.  Where inputs
 * may be left out by the values of a row, partitions that are asked for their bound's
 * columns leave out the same values.
 */
static void
add_append(Search *search, const Append *append)
{
	bool		pruned = search->pruned;
	ListCell   *lc;

	search->pruned |= API_APPEND_PRUNES(append);
	foreach(lc, append->appendplans)
	{
		const Plan *plan = lfirst(lc);

		if (search->pruned || !search->first_match || plan->async_capable ||
			(append->nasyncplans == 0 && foreach_current_index(lc) == 0))
			add_scans(search, plan);
	}
	search->pruned = pruned;
}

/* Adds the scans that are asked for a row when a plan of the inner side is. */
static void
add_scans(Search *search, const Plan *plan)
{
	ListCell   *lc;

	if (plan == NULL)
		return;
	check_stack_depth();
	switch (nodeTag(plan))
	{
		case T_ForeignScan:
			add_scan(search, (const ForeignScan *) plan);
			break;
		case T_Append:
			add_append(search, (const Append *) plan);
			break;
		case T_MergeAppend:
			foreach(lc, API_APPEND_PRUNES((const MergeAppend *) plan) ? NIL :
					((const MergeAppend *) plan)->mergeplans)
				add_scans(search, lfirst(lc));
			break;
		case T_SubqueryScan:
			add_scans(search, ((const SubqueryScan *) plan)->subplan);
			break;
		case T_CustomScan:
			if (strcmp(((const CustomScan *) plan)->methods->CustomName, API_JOIN_NAME) == 0 ||
				strcmp(((const CustomScan *) plan)->methods->CustomName, API_AHEAD_NAME) == 0)
				add_scans(search, linitial(((const CustomScan *) plan)->custom_plans));
			break;
		case T_Result:
			if (((const Result *) plan)->resconstantqual == NULL)
				add_scans(search, plan->lefttree);
			break;
		case T_Agg:
		case T_Group:
		case T_IncrementalSort:
		case T_Material:
		case T_NestLoop:		/* whose outer side is asked first */
		case T_ProjectSet:
		case T_Sort:
		case T_Unique:
		case T_WindowAgg:
			add_scans(search, plan->lefttree);
			break;
		default:
			break;
	}
}

void
api_ahead_find(ApiAheadPlan *found, EState *estate, const Plan *plan)
{
	Search		search = {estate};
	ListCell   *lc;

	found->params = found->scans = NIL;
	search.loop = find_loop(estate->es_plannedstmt, plan);
	if (search.loop == NULL)
		return;
	foreach(lc, search.loop->nestParams)
	{
		const NestLoopParam *param = lfirst(lc);
		ApiAheadParam *mine = palloc(sizeof(ApiAheadParam));

		mine->paramid = param->paramno;
		mine->column = param->paramval->varattno;
		found->params = lappend(found->params, mine);
		search.set = bms_add_member(search.set, param->paramno);
	}
	search.first_match = search.loop->join.inner_unique ||
		search.loop->join.jointype == JOIN_SEMI || search.loop->join.jointype == JOIN_ANTI;
	add_scans(&search, search.loop->join.plan.righttree);
	found->scans = search.scans;
}
