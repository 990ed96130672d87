/*
 * why.c
 *		Why a join with a foreign table loops, and is not batched.
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "base/settings.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/restrictinfo.h"
#include "plan/acts.h"
#include "plan/ahead_paths.h"
#include "plan/state.h"
#include "plan/why.h"

static const char *const texts[API_WHYS] = {
	[API_WHY_NONE] = NULL,
	[API_WHY_SETTING] = "api_fdw.enable_batch_join is off",
	[API_WHY_OPTION] = "the table's option batch_join is off",
	[API_WHY_UNIQUE_KEY] = "the table has a unique_key, which tells repeats within a scan",
	[API_WHY_TYPE] = "the join needs all rows of the table",
	[API_WHY_AGAIN] = "rows that the query locks or writes may have to be checked again",
	[API_WHY_LATERAL] = "a side of the join depends on the other, or on a loop around it",
	[API_WHY_COMPUTED] = "the query computes with the table's columns below an outer join",
	[API_WHY_WHOLE] = "the query reads whole rows or system columns of the table",
	[API_WHY_VOLATILE] = "a condition is volatile",
	[API_WHY_ONCE] = "a condition is to be evaluated once",
	[API_WHY_OUTER] = "reading the outer rows calls volatile functions, or locks",
	[API_WHY_PART] = "the table is only a part of the loop's inner side",
	[API_WHY_WITHIN] = "a sub-query is evaluated for each row of the query around it",
	[API_WHY_GUARDED] = "a row may leave the sub-select out, which stands in CASE, COALESCE, AND or OR",
	[API_WHY_FIRST] = "not all rows of a value are wanted",
	[API_WHY_COST] = "the loop is expected to cost less"
};

const char *
api_why_text(ApiWhy why)
{
	return texts[why];
}

/* ---- joins ---- */

/* The table of which a partition is one, as the query has it; of any other, itself. */
static const RelOptInfo *
whole_table(const PlannerInfo *root, const RelOptInfo *rel)
{
	if (rel->top_parent_relids == NULL)
		return rel;
	return root->simple_rel_array[bms_singleton_member(rel->top_parent_relids)];
}

/* Does the inner side compute anything that the join would have to? */
static bool
has_placeholders(const PlannerInfo *root, const RelOptInfo *inner)
{
	Relids		relids = whole_table(root, inner)->relids;
	ListCell   *lc;

	foreach(lc, root->placeholder_list)
	{
		const PlaceHolderInfo *info = lfirst(lc);

		if (bms_overlap(info->ph_eval_at, relids) || bms_overlap(info->ph_var->phrels, relids))
			return true;
	}
	return false;
}

/* Does the query look at whole rows or system columns of the table? */
static bool
wants_more_than_columns(const PlannerInfo *root, const RelOptInfo *inner)
{
	const RelOptInfo *whole = whole_table(root, inner);
	Bitmapset  *attrs = NULL;
	int			attnum;

	for (attnum = whole->min_attr; attnum <= 0; attnum++)
	{
		if (!bms_is_empty(whole->attr_needed[attnum - whole->min_attr]))
			return true;
	}
	pull_varattnos((Node *) extract_actual_clauses(inner->baserestrictinfo, false),
				   inner->relid, &attrs);
	attnum = bms_next_member(attrs, -1);
	return attnum >= 0 && attnum + FirstLowInvalidHeapAttributeNumber <= 0;
}

/* May the executor look at a row again, once another has changed it? */
static bool
checks_again(const PlannerInfo *root)
{
	CmdType		command = root->parse->commandType;

	return root->rowMarks != NIL || (command != CMD_SELECT && command != CMD_INSERT);
}

static bool
is_lateral(const RelOptInfo *rel)
{
	return !bms_is_empty(rel->lateral_relids) || !bms_is_empty(rel->direct_lateral_relids);
}

/* Is there a clause that is volatile, or a one-time condition? */
static ApiWhy
odd_clause(List *clauses)
{
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, lc);

		if (clause->pseudoconstant)
			return API_WHY_ONCE;
		if (contain_volatile_functions((Node *) clause->clause))
			return API_WHY_VOLATILE;
	}
	return API_WHY_NONE;
}

/* What forbids it for the table altogether. */
static ApiWhy
why_forbidden(const RelOptInfo *rel)
{
	const ApiPlanState *state = api_plan_state(rel);

	if (!api_enable_batch_join)
		return API_WHY_SETTING;
	if (!state->config->batch_join)
		return API_WHY_OPTION;
	return state->config->unique_key != NIL ? API_WHY_UNIQUE_KEY : API_WHY_NONE;
}

/* What the table itself has against it, whatever the join. */
static ApiWhy
why_table(const PlannerInfo *root, const RelOptInfo *inner)
{
	ApiWhy		why = why_forbidden(inner);

	if (why != API_WHY_NONE)
		return why;
	if (checks_again(root))
		return API_WHY_AGAIN;
	if (is_lateral(inner))
		return API_WHY_LATERAL;
	if (has_placeholders(root, inner))
		return API_WHY_COMPUTED;
	if (wants_more_than_columns(root, inner))
		return API_WHY_WHOLE;
	return odd_clause(inner->baserestrictinfo);
}

ApiWhy
api_why_loops(PlannerInfo *root, const RelOptInfo *join, const RelOptInfo *outer,
			  const RelOptInfo *inner, JoinType type, List *clauses)
{
	ApiWhy		why = why_table(root, inner);

	if (why == API_WHY_NONE)
		why = odd_clause(clauses);
	if (why != API_WHY_NONE)
		return why;
	if (type != JOIN_INNER && type != JOIN_UNIQUE_OUTER && type != JOIN_LEFT &&
		type != JOIN_SEMI && type != JOIN_ANTI)
		return API_WHY_TYPE;
	if (is_lateral(join) || is_lateral(outer))
		return API_WHY_LATERAL;
	return api_acts_when_read(root, outer->relids, outer->reltarget->exprs) ? API_WHY_OUTER : API_WHY_NONE;
}

/* ---- scans ---- */

/* Does an InitPlan of the query, or of one around it, set the parameter, once? */
static bool
is_set_once(const PlannerInfo *root, const Param *param)
{
	ListCell   *lc;

	for (; root; root = root->parent_root)
	{
		foreach(lc, root->init_plans)
		{
			if (list_member_int(lfirst_node(SubPlan, lc)->setParam, param->paramid))
				return true;
		}
	}
	return false;
}

/* Is a value that of a row of a query around? */
static bool
is_from_around(Node *node, void *root)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXEC)
		return !is_set_once(root, (Param *) node);
	return expression_tree_walker(node, is_from_around, root);
}

/* Of two loops over a table the one whose outer side has more of what loops around it read. */
static const JoinPath *
better_loop(const JoinPath *a, const JoinPath *b)
{
	return a == NULL || bms_is_subset(a->outerjoinpath->parent->relids,
									  b->outerjoinpath->parent->relids) ? b : a;
}

/* Is it that table, or what the table is a part of? */
static bool
is_inner(const RelOptInfo *side, const RelOptInfo *inner)
{
	return side == inner || bms_equal(side->relids, inner->top_parent_relids);
}

/* A loop that has the scan's table as its inner side, over what is there when it is planned; or NULL. */
static const JoinPath *
find_loop(const PlannerInfo *root, const RelOptInfo *inner, const RelOptInfo **join)
{
	const JoinPath *found = NULL;
	ListCell   *rel;
	ListCell   *lc;

	foreach(rel, root->join_rel_list)
	{
		foreach(lc, ((const RelOptInfo *) lfirst(rel))->pathlist)
		{
			const Path *path = lfirst(lc);
			const JoinPath *loop = (const JoinPath *) path;

			if (IsA(path, ProjectionPath))
				loop = (const JoinPath *) ((const ProjectionPath *) path)->subpath;
			if (!IsA(loop, NestPath) || !is_inner(loop->innerjoinpath->parent, inner) ||
				!bms_is_subset(loop->outerjoinpath->parent->relids, root->curOuterRels))
				continue;
			found = better_loop(found, loop);
			if (found == loop)
				*join = lfirst(rel);
		}
	}
	return found;
}

/* Is it that of a sub-query, over whose rows a loop around it reads ahead? */
static bool
is_told_of_keys(const PlannerInfo *root)
{
	ListCell   *rel;
	ListCell   *lc;

	foreach(rel, root->parent_root ? root->parent_root->join_rel_list : NIL)
	{
		foreach(lc, ((const RelOptInfo *) lfirst(rel))->pathlist)
		{
			const JoinPath *loop = lfirst(lc);

			if (IsA(loop, NestPath) && loop->innerjoinpath->parent->subroot == root &&
				api_ahead_reads(loop->outerjoinpath))
				return true;
		}
	}
	return false;
}

ApiWhy
api_why_of_scan(const PlannerInfo *root, const Path *scan, const ApiQuals *quals)
{
	const RelOptInfo *join = NULL;
	const JoinPath *loop;
	List	   *clauses;
	ApiWhy		why;

	if (scan->param_info == NULL)
	{
		if (!is_from_around((Node *) quals->values, (void *) root) || is_told_of_keys(root))
			return API_WHY_NONE;
		why = why_forbidden(scan->parent);
		return why == API_WHY_NONE ? API_WHY_WITHIN : why;
	}
	loop = find_loop(root, scan->parent, &join);
	if (loop && api_ahead_reads(loop->outerjoinpath))
		return API_WHY_NONE;
	if (loop == NULL || loop->innerjoinpath->parent != scan->parent)
		return API_WHY_PART;
	if (loop->path.param_info)
		return API_WHY_LATERAL;
	/* the loop has left clauses to the scan */
	clauses = list_concat_copy(loop->joinrestrictinfo, scan->param_info->ppi_clauses);
	why = api_why_loops((PlannerInfo *) root, join, loop->outerjoinpath->parent, scan->parent,
						loop->jointype, clauses);
	return why == API_WHY_NONE ? API_WHY_COST : why;
}
