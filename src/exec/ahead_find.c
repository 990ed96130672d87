/*
 * ahead_find.c
 *		Whom a node that reads ahead may hand keys.  See ahead_find.h.
 *
 * The planner puts the node on the outer side of a loop, or below a target list with
 * sub-selects; what is set for the inner side or the sub-select, and what stands there, is
 * known when the plan is finished.  So it is looked up there: values are then bound by the
 * scan itself, with the very expressions that it binds by when it is asked.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/params.h"
#include "common/int.h"
#include "exec/above.h"
#include "exec/ahead_find.h"
#include "exec/eager.h"
#include "exec/scan.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
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
	Bitmapset  *set;			/* parameters that the loop sets, or whoever evaluates the sub-select */
	Bitmapset  *around;			/* those that are the same for all its rows */
	bool		first_match;	/* the loop asks for no more than a first row */
	bool		part;			/* below an Append, which asks all its inputs anew */
	bool		pruned;			/* below what leaves inputs out by the values of a row */
	List	   *scans;
} Search;

/* Does an expression hold a parameter that is neither set for each row, nor the same for all? */
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
			!bms_is_member(((Param *) node)->paramid, search->around);
	return expression_tree_walker(node, hangs_on_others, arg);
}

/* Does an expression hold one that is set for each row? */
static bool
hangs_on_row(Node *node, void *arg)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXEC)
		return bms_is_member(((Param *) node)->paramid, ((const Search *) arg)->set);
	return expression_tree_walker(node, hangs_on_row, arg);
}

static void
add_scan(Search *search, const ForeignScan *plan)
{
	ForeignScanState *scan = api_eager_scan(search->estate, (const Plan *) plan);

	if (scan && (!search->pruned || api_fetch_asks_for_bound(api_scan_fetch(scan))) &&
		(search->part || hangs_on_row((Node *) plan->fdw_exprs, search)) &&
		!hangs_on_others((Node *) plan->fdw_exprs, search))
		search->scans = lappend(search->scans, scan);
}

static void add_scans(Search *search, const Plan *plan);

/* A LIMIT may end its input early, but for one that has been read whole when it gives a row. */
static bool
reads_all(const Limit *limit)
{
	const Const *count = (const Const *) limit->limitCount;
	const Plan *input = limit->plan.lefttree;

	if (IsA(input, Result) && input->lefttree && ((const Result *) input)->resconstantqual == NULL)
		input = input->lefttree;
	return IsA(input, Sort) &&
		(count == NULL || (IsA(count, Const) && (count->constisnull || DatumGetInt64(count->constvalue) > 0)));
}

/*
 * All inputs are asked where all rows are, and those that are asked at once.  Where inputs
 * may be left out by the values of a row, partitions that are asked for their bound's
 * columns leave out the same values.
 */
static void
add_append(Search *search, const Append *append)
{
	bool		part = search->part;
	bool		pruned = search->pruned;
	ListCell   *lc;

	search->part = true;
	search->pruned |= API_APPEND_PRUNES(append);
	foreach(lc, append->appendplans)
	{
		const Plan *plan = lfirst(lc);

		if (search->pruned || !search->first_match || plan->async_capable ||
			(append->nasyncplans == 0 && foreach_current_index(lc) == 0))
			add_scans(search, plan);
	}
	search->part = part;
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
		case T_Limit:
			if (reads_all((const Limit *) plan))
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

static ApiAheadParam *
param_of(int paramid, AttrNumber column)
{
	ApiAheadParam *param = palloc(sizeof(ApiAheadParam));

	param->paramid = paramid;
	param->column = column;
	return param;
}

static void
find_of_loop(ApiAheadPlan *found, EState *estate, const NestLoop *loop)
{
	Search		search = {estate};
	ListCell   *lc;

	foreach(lc, loop->nestParams)
	{
		const NestLoopParam *param = lfirst(lc);

		found->params = lappend(found->params, param_of(param->paramno, param->paramval->varattno));
		search.set = bms_add_member(search.set, param->paramno);
	}
	search.around = loop->join.plan.extParam;
	search.first_match = loop->join.inner_unique ||
		loop->join.jointype == JOIN_SEMI || loop->join.jointype == JOIN_ANTI;
	add_scans(&search, loop->join.plan.righttree);
	found->scans = search.scans;
}

/* ---- sub-selects ---- */

bool
api_ahead_is_for_target(const CustomScan *plan)
{
	return api_ahead_spec_decode(plan->custom_private).for_target;
}

/* The parameters that are set for it, of columns of the scan tuple; NIL: others, too. */
static List *
params_of(const SubPlan *subplan)
{
	List	   *params = NIL;
	ListCell   *id;
	ListCell   *arg;

	forboth(id, subplan->parParam, arg, subplan->args)
	{
		const Var  *var = lfirst(arg);

		if (!IsA(var, Var) || var->varno != INDEX_VAR)
			return NIL;
		params = lappend(params, param_of(lfirst_int(id), var->varattno));
	}
	return params;
}

static void
find_of_subplan(ApiAheadPlan *found, EState *estate, const SubPlan *subplan)
{
	Search		search = {estate};
	const Plan *plan = list_nth(estate->es_plannedstmt->subplans, subplan->plan_id - 1);
	List	   *params = params_of(subplan);
	ListCell   *lc;

	if (params == NIL)
		return;
	foreach(lc, subplan->parParam)
		search.set = bms_add_member(search.set, lfirst_int(lc));
	search.around = bms_difference(plan->extParam, search.set);
	search.first_match = subplan->subLinkType == EXISTS_SUBLINK ||
		subplan->subLinkType == ANY_SUBLINK || subplan->subLinkType == ALL_SUBLINK;
	add_scans(&search, plan);
	found->params = list_concat(found->params, params);
	found->scans = list_concat_unique_ptr(found->scans, search.scans);
}

/* ---- LIMIT ---- */

/* What LIMIT or OFFSET evaluates to, which it has done already; false: nobody knows. */
static bool
evaluate(PlanState *node, Node *count, int64 *value)
{
	bool		isnull;
	Datum		datum;

	if (contain_subplans(count) || contain_volatile_functions(count))
		return false;
	datum = ExecEvalExprSwitchContext(ExecInitExpr((Expr *) count, NULL), node->ps_ExprContext, &isnull);
	*value = isnull ? -1 : DatumGetInt64(datum);
	return true;
}

/* Does a node want for each of its rows one of its input, as a rule? */
static bool
wants_one_each(const Plan *plan)
{
	return IsA(plan, LockRows) || (IsA(plan, SubqueryScan) && plan->qual == NIL) ||
		(IsA(plan, Result) && plan->qual == NIL && ((const Result *) plan)->resconstantqual == NULL);
}

int64
api_ahead_bound(PlanState *node)
{
	ListCell   *lc;
	int64		count = -1;
	int64		offset = 0;

	foreach(lc, api_above(node->state->es_plannedstmt, node->plan))
	{
		const Limit *limit = lfirst(lc);

		if (wants_one_each(&limit->plan))
			continue;
		if (!IsA(limit, Limit) || limit->limitCount == NULL ||
			!evaluate(node, limit->limitCount, &count) || count < 0 ||
			(limit->limitOffset != NULL && !evaluate(node, limit->limitOffset, &offset)) ||
			pg_add_s64_overflow(count, Max(offset, 0), &count))
			return -1;
		return count;
	}
	return -1;
}

/* ---- all ---- */

void
api_ahead_find(ApiAheadPlan *found, EState *estate, const CustomScan *plan)
{
	const NestLoop *loop;
	ListCell   *lc;

	found->params = found->scans = NIL;
	if (api_ahead_is_for_target(plan))
	{
		foreach(lc, api_subplans_always((Node *) plan->scan.plan.targetlist))
			find_of_subplan(found, estate, lfirst(lc));
		return;
	}
	loop = find_loop(estate->es_plannedstmt, &plan->scan.plan);
	if (loop)
		find_of_loop(found, estate, loop);
}
