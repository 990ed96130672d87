/*
 * join_plan.c
 *		The plan node of a batched join, and its order form.
 *
 * The scan tuple of the node has the outer side's columns, as its plan gives them, and
 * behind them each column of the table that anything above or in the join looks at.
 * PostgreSQL tells apart whether a column is looked at below or above an outer join, and
 * wants each to be found in the scan tuple as it is written (varnullingrels): one that is
 * looked at in both ways is there twice.
 */
#include "postgres.h"

#include "base/compat.h"
#include "optimizer/optimizer.h"
#include "optimizer/planmain.h"
#include "optimizer/restrictinfo.h"
#include "optimizer/tlist.h"
#include "nodes/makefuncs.h"
#include "plan/join_paths.h"
#include "plan/join_plan.h"
#include "plan/scan_plan.h"
#include "plan/state.h"

/* The scan tuple in the making. */
typedef struct ScanTuple
{
	List	   *tlist;			/* of TargetEntry */
	List	   *columns;		/* see ApiJoinSpec */
} ScanTuple;

static void
add_column(ScanTuple *tuple, Expr *expr, int column)
{
	AttrNumber	resno = (AttrNumber) (list_length(tuple->tlist) + 1);

	tuple->tlist = lappend(tuple->tlist, makeTargetEntry(expr, resno, NULL, false));
	tuple->columns = lappend_int(tuple->columns, column);
}

static ScanTuple
outer_columns(const Plan *outer)
{
	ScanTuple	tuple = {NIL, NIL};
	ListCell   *lc;

	foreach(lc, outer->targetlist)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);

		add_column(&tuple, copyObject(entry->expr), entry->resno);
	}
	return tuple;
}

/* The outer side's column that is the same variable, whatever may null it; 0: none. */
static int
find_outer(const ScanTuple *tuple, const Var *var)
{
	ListCell   *lc;

	foreach(lc, tuple->tlist)
	{
		const TargetEntry *entry = lfirst(lc);
		const Var  *known = (const Var *) entry->expr;

		if (IsA(known, Var) && known->varno == var->varno && known->varattno == var->varattno)
			return list_nth_int(tuple->columns, foreach_current_index(lc));
	}
	return 0;
}

/* Adds what the expressions look at and is not there. */
static void
add_columns(ScanTuple *tuple, Node *exprs, Index inner)
{
	List	   *vars = pull_var_clause(exprs, PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *lc;

	foreach(lc, vars)
	{
		Var		   *var = lfirst(lc);

		if (!IsA(var, Var) || tlist_member((Expr *) var, tuple->tlist))
			continue;
		add_column(tuple, copyObject((Expr *) var),
				   var->varno == (int) inner ? -var->varattno : find_outer(tuple, var));
	}
}

static void
fill_spec(ApiJoinSpec *spec, PlannerInfo *root, const ApiJoinPath *join, List *join_clauses)
{
	const ApiPlanState *state = api_plan_state(join->inner);

	spec->type = join->type;
	spec->relid = state->config->relid;
	spec->scan = palloc0(sizeof(ApiScanSpec));
	api_scan_spec_fill(spec->scan, root, join->inner, join->quals,
					   list_concat_copy(extract_actual_clauses(join->inner->baserestrictinfo, false),
										join_clauses));
	/* where a failure would make a row, none is passed over */
	spec->scan->strict |= join->type == JOIN_ANTI;
}

Plan *
api_join_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist,
				   List *clauses, List *custom_plans)
{
	const ApiJoinPath *join = (const ApiJoinPath *) path;
	CustomScan *plan = makeNode(CustomScan);
	List	   *inner = extract_actual_clauses(join->inner->baserestrictinfo, false);
	List	   *joins = extract_actual_clauses(join->join_clauses, false);
	List	   *others = extract_actual_clauses(join->other_clauses, false);
	ScanTuple	tuple = outer_columns(linitial(custom_plans));
	ApiJoinSpec spec = {0};

	fill_spec(&spec, root, join, joins);
	spec.nvalues = list_length(join->quals->values);
	spec.ninner = list_length(inner);
	plan->custom_exprs = list_concat(list_concat_copy(join->quals->values, inner), joins);
	add_columns(&tuple, (Node *) tlist, join->inner->relid);
	add_columns(&tuple, (Node *) others, join->inner->relid);
	add_columns(&tuple, (Node *) plan->custom_exprs, join->inner->relid);
	spec.columns = tuple.columns;

	plan->scan.plan.targetlist = tlist;
	plan->scan.plan.qual = others;
	plan->flags = path->flags;
	plan->custom_plans = custom_plans;
	plan->custom_scan_tlist = tuple.tlist;
	plan->custom_relids = rel->relids;
	plan->custom_private = api_join_spec_encode(&spec);
	plan->methods = GetCustomScanMethods(API_JOIN_NAME, false);
	return (Plan *) plan;
}
