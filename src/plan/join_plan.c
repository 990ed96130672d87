/*
 * join_plan.c
 *		The plan node of a batched join, and its order form.
 *
 * The scan tuple of the node has the outer side's columns, and each column of the table
 * that anything above or in the join looks at.  Above an outer join a column may be null
 * where below it is not, and from PostgreSQL 16 on the two are written differently
 * (varnullingrels); the scan tuple has it once, as it is written above, and the join's own
 * clauses are rewritten to that.
 */
#include "postgres.h"

#include "base/compat.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/planmain.h"
#include "optimizer/restrictinfo.h"
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

/* The entry of the same variable, whatever may null it; NULL: there is none. */
static const Var *
find_var(const List *tlist, const Var *var, int *index)
{
	ListCell   *lc;

	foreach(lc, tlist)
	{
		const Var  *known = (const Var *) lfirst_node(TargetEntry, lc)->expr;

		*index = foreach_current_index(lc);
		if (IsA(known, Var) && known->varno == var->varno && known->varattno == var->varattno)
			return known;
	}
	return NULL;
}

/* Adds the variables that the expressions look at and that are not there. */
static void
add_variables(ScanTuple *tuple, Node *exprs, const Plan *outer, Index inner)
{
	List	   *vars = pull_var_clause(exprs, PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *lc;

	foreach(lc, vars)
	{
		Var		   *var = lfirst(lc);
		int			index;

		if (!IsA(var, Var) || find_var(tuple->tlist, var, &index) != NULL)
			continue;
		if (var->varno == (int) inner)
			add_column(tuple, copyObject((Expr *) var), -var->varattno);
		else if (find_var(outer->targetlist, var, &index) != NULL)
			add_column(tuple, copyObject((Expr *) var), index + 1);
	}
}

/* Adds what the outer side computes. */
static void
add_expressions(ScanTuple *tuple, const Plan *outer)
{
	ListCell   *lc;

	foreach(lc, outer->targetlist)
	{
		const TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (!IsA(entry->expr, Var))
			add_column(tuple, copyObject(entry->expr), entry->resno);
	}
}

/* Writes variables as the scan tuple has them. */
static Node *
rewrite_variables(Node *node, void *tlist)
{
	const Var  *known;
	int			index;

	if (node == NULL)
		return NULL;
	if (IsA(node, Var))
	{
		Var		   *var = copyObject((Var *) node);

		known = find_var(tlist, var, &index);
		if (known)
			API_COPY_NULLINGRELS(var, known);
		return (Node *) var;
	}
	return expression_tree_mutator(node, rewrite_variables, tlist);
}

/* Is a clause to be evaluated before another?  What hides rows first, then what is cheap. */
static bool
goes_before(PlannerInfo *root, RestrictInfo *a, RestrictInfo *b)
{
	QualCost	cost_a;
	QualCost	cost_b;

	if (a->security_level != b->security_level)
		return a->security_level < b->security_level;
	cost_qual_eval_node(&cost_a, (Node *) a, root);
	cost_qual_eval_node(&cost_b, (Node *) b, root);
	return cost_a.per_tuple < cost_b.per_tuple;
}

/* The clauses (RestrictInfos) as expressions, in the order in which to evaluate them. */
static List *
ordered_clauses(PlannerInfo *root, List *clauses)
{
	List	   *ordered = NIL;
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, lc);
		int			at = list_length(ordered);

		while (at > 0 && goes_before(root, clause, list_nth(ordered, at - 1)))
			at--;
		ordered = list_insert_nth(ordered, at, clause);
	}
	return extract_actual_clauses(ordered, false);
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
	spec->scan->requests = join->requests;
	spec->all_rows = root->tuple_fraction <= 0;
	/* where a failure would make a row, none is passed over */
	if (join->type == JOIN_ANTI)
		spec->scan->strict = true;
}

Plan *
api_join_plan_make(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist,
				   List *clauses, List *custom_plans)
{
	const ApiJoinPath *join = (const ApiJoinPath *) path;
	CustomScan *plan = makeNode(CustomScan);
	List	   *inner = ordered_clauses(root, list_difference_ptr(join->inner->baserestrictinfo,
																  join->quals->rechecked));
	List	   *joins = ordered_clauses(root, join->join_clauses);
	List	   *others = ordered_clauses(root, join->other_clauses);
	const Plan *outer = linitial(custom_plans);
	Index		relid = join->inner->relid;
	ScanTuple	tuple = {NIL, NIL};
	List	   *exprs;
	ApiJoinSpec spec = {0};

	fill_spec(&spec, root, join, joins);
	spec.nvalues = list_length(join->quals->values);
	spec.ninner = list_length(inner);
	exprs = list_concat(list_concat_copy(join->quals->values, inner), joins);

	/*
	 * What is looked at above the join first: it decides how a variable is written.  Not
	 * tlist: another may take its place later, of the same variables.
	 */
	add_variables(&tuple, (Node *) rel->reltarget->exprs, outer, relid);
	add_variables(&tuple, (Node *) others, outer, relid);
	add_variables(&tuple, (Node *) exprs, outer, relid);
	add_expressions(&tuple, outer);
	spec.columns = tuple.columns;
	plan->custom_exprs = (List *) rewrite_variables((Node *) exprs, tuple.tlist);

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
