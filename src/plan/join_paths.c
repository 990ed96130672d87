/*
 * join_paths.c
 *		Joins that gather keys of the outer side and ask for them together.
 *
 * Wherever the planner may loop over an outer side and scan a foreign table of ours for
 * each row, a batched join may take the loop's place, with the same clauses.  Where it
 * could give other rows, or more requests than the loop, none is offered, and the loop
 * stays:
 *
 *	- what an outer join's inner side computes (placeholder variables) would have to be
 *	  computed below the join, and the join has no plan node there;
 *	- rows that are locked or checked again (FOR UPDATE, UPDATE ... FROM) want the inner
 *	  side as a scan;
 *	- lateral references and outer paths that want rows of others make what is read ahead
 *	  depend on who asks;
 *	- right and full joins need the whole inner side;
 *	- whole rows and system columns of the inner side have no place in the scan tuple;
 *	- volatile keys and conditions of the join, and what the outer side computes or locks,
 *	  must be done as often as a loop does; and a one-time condition stands above a plan
 *	  node, which is core's to make;
 *	- with unique_key, records of two keys may not be taken for repeats.
 */
#include "postgres.h"

#include <math.h>

#include "access/sysattr.h"
#include "base/compat.h"
#include "base/settings.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "plan/join_paths.h"
#include "plan/join_plan.h"
#include "plan/need.h"
#include "plan/spec.h"
#include "plan/state.h"
#include "utils/selfuncs.h"

/*
 * What a round of requests costs.  A loop pays for each row that there is beyond the
 * estimate, a batch hardly does: where both seem to cost the same, the batch is to win.
 */
#define ROUND_COST (0.9 * API_REQUEST_COST)

/* What a row costs that is kept, read ahead, and dealt out. */
#define KEPT_ROW_COST (2 * cpu_tuple_cost)

static set_join_pathlist_hook_type previous_hook;

static const CustomPathMethods path_methods = {
	.CustomName = API_JOIN_NAME,
	.PlanCustomPath = api_join_plan_make
};

/* ---- where it cannot be ---- */

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

/* Is there a clause that is a one-time condition, or volatile? */
static bool
has_odd_clauses(List *clauses)
{
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, lc);

		if (clause->pseudoconstant || contain_volatile_functions((Node *) clause->clause))
			return true;
	}
	return false;
}

/* The query of a CTE, or NULL. */
static Query *
cte_query(const PlannerInfo *root, const RangeTblEntry *entry)
{
	Index		level;
	ListCell   *lc;

	for (level = entry->ctelevelsup; level > 0 && root != NULL; level--)
		root = root->parent_root;
	foreach(lc, root ? root->parse->cteList : NIL)
	{
		const CommonTableExpr *cte = lfirst_node(CommonTableExpr, lc);

		if (strcmp(cte->ctename, entry->ctename) == 0)
			return castNode(Query, cte->ctequery);
	}
	return NULL;
}

/* Does an entry do anything for each row that is read of it, or of what it depends on? */
static bool
acts_for_rows(const RangeTblEntry *entry)
{
	switch (entry->rtekind)
	{
		case RTE_FUNCTION:
			return entry->lateral && contain_volatile_functions((Node *) entry->functions);
		case RTE_TABLEFUNC:
			return entry->lateral && contain_volatile_functions((Node *) entry->tablefunc);
		case RTE_VALUES:
			return contain_volatile_functions((Node *) entry->values_lists);
		default:
			return false;
	}
}

/*
 * Does reading the outer side do anything, by volatile functions or locks, of which a loop
 * that ends early would do less?
 */
static bool
acts_when_read(const PlannerInfo *root, const RelOptInfo *outer)
{
	int			relid = -1;

	while ((relid = bms_next_member(outer->relids, relid)) > 0)
	{
		const RangeTblEntry *entry = root->simple_rte_array[relid];
		Query	   *query = NULL;

		if (entry->rtekind == RTE_SUBQUERY)
			query = entry->subquery;
		else if (entry->rtekind == RTE_CTE)
			query = cte_query(root, entry);
		if (acts_for_rows(entry))
			return true;
		if (query && (query->rowMarks != NIL || contain_volatile_functions((Node *) query)))
			return true;
	}
	return contain_volatile_functions((Node *) outer->reltarget->exprs);
}

static bool
may_batch(const PlannerInfo *root, const RelOptInfo *join, const RelOptInfo *outer,
		  const RelOptInfo *inner, JoinType type, List *clauses)
{
	const ApiPlanState *state = api_plan_state(inner);

	return state != NULL &&
		state->config->batch_join && state->config->unique_key == NIL &&
		(type == JOIN_INNER || type == JOIN_UNIQUE_OUTER || type == JOIN_LEFT ||
		 type == JOIN_SEMI || type == JOIN_ANTI) &&
		!checks_again(root) &&
		!is_lateral(join) && !is_lateral(outer) && !is_lateral(inner) &&
		!has_placeholders(root, inner) && !wants_more_than_columns(root, inner) &&
		!has_odd_clauses(clauses) && !has_odd_clauses(inner->baserestrictinfo) &&
		!acts_when_read(root, outer);
}

/* ---- paths ---- */

/* Takes the clauses of the join apart, as far as it is an outer one. */
static void
sort_clauses(ApiJoinPath *join, const RelOptInfo *joinrel, List *clauses)
{
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst(lc);

		if (IS_OUTER_JOIN(join->type) && RINFO_IS_PUSHED_DOWN(clause, joinrel->relids))
			join->other_clauses = lappend(join->other_clauses, clause);
		else
			join->join_clauses = lappend(join->join_clauses, clause);
	}
}

/* The table's clauses, and those of the join that may be sent. */
static List *
sendable_clauses(RelOptInfo *inner, List *join_clauses)
{
	List	   *clauses = list_copy(inner->baserestrictinfo);
	ListCell   *lc;

	foreach(lc, join_clauses)
	{
		RestrictInfo *clause = lfirst(lc);

		if (restriction_is_securely_promotable(clause, inner))
			clauses = lappend(clauses, clause);
	}
	return clauses;
}

/* How many different values the outer rows give. */
static double
estimate_keys(PlannerInfo *root, const ApiQuals *quals, const Path *outer)
{
	List	   *values = NIL;
	ListCell   *lc;

	foreach(lc, quals->values)
	{
		if (!bms_is_empty(pull_varnos(root, lfirst(lc))))
			values = lappend(values, lfirst(lc));
	}
	return estimate_num_groups(root, values, clamp_row_est(outer->rows), NULL, NULL);
}

static void
cost_join(PlannerInfo *root, ApiJoinPath *join, const Path *outer)
{
	const ApiPlanState *state = api_plan_state(join->inner);
	double		window = Max(state->config->limits.max_concurrency, 1);
	double		keys = estimate_keys(root, join->quals, outer);
	Path	   *path = &join->path.path;
	const ApiColumn *list = api_pushed_list(join->quals->pushed, state->config->columns);
	ApiEstimate each;
	QualCost	quals;
	double		rounds;

	/* what each key costs beside its round trips, which the window shares */
	api_estimate_scan(root, join->inner, state->config, join->quals, &each);
	/* a key gives no more rows than that, whatever is known of the columns by themselves */
	path->rows = Min(path->rows, clamp_row_est(outer->rows * Max(each.rows, 1)));
	rounds = ceil(ceil(keys / (list ? list->list_max : 1)) * each.requests / window);
	cost_qual_eval(&quals, join->join_clauses, root);
	path->startup_cost = outer->startup_cost + ROUND_COST + quals.startup;
	path->total_cost = outer->total_cost + quals.startup + rounds * ROUND_COST +
		keys * each.tuples * (cpu_tuple_cost + KEPT_ROW_COST) +
		outer->rows * (each.rows * quals.per_tuple + KEPT_ROW_COST) +
		path->rows * cpu_tuple_cost;
	path->startup_cost += path->pathtarget->cost.startup;
	path->total_cost += path->pathtarget->cost.startup +
		path->pathtarget->cost.per_tuple * path->rows;
}

static void
add_join_path(PlannerInfo *root, RelOptInfo *joinrel, const ApiJoinPath *like, Path *outer)
{
	ApiJoinPath *join = palloc(sizeof(ApiJoinPath));
	CustomPath *custom = &join->path;

	*join = *like;
	custom->path.type = T_CustomPath;
	custom->path.pathtype = T_CustomScan;
	custom->path.parent = joinrel;
	custom->path.pathtarget = joinrel->reltarget;
	custom->path.rows = joinrel->rows;
	custom->path.pathkeys = build_join_pathkeys(root, joinrel, join->type, outer->pathkeys);
	custom->flags = API_CUSTOMPATH_PROJECTS;
	custom->custom_paths = list_make1(outer);
	custom->methods = &path_methods;
	cost_join(root, join, outer);
	add_path(joinrel, (Path *) custom);
}

/*
 * Over the cheapest outer paths, and those whose order may be of use; for the rows of the
 * table that a set has (WHERE key IN (SELECT ...)), over the set without its repeats.
 */
static void
add_join_paths(PlannerInfo *root, RelOptInfo *joinrel, const ApiJoinPath *like,
			   RelOptInfo *outer, SpecialJoinInfo *unique)
{
	ListCell   *lc;

	if (unique)
	{
		Path	   *path = outer->cheapest_total_path;

		if (path->param_info == NULL)
			add_join_path(root, joinrel, like,
						  (Path *) create_unique_path(root, outer, path, unique));
		return;
	}
	foreach(lc, outer->pathlist)
	{
		Path	   *path = lfirst(lc);

		if (path->param_info == NULL &&
			(path == outer->cheapest_total_path || path == outer->cheapest_startup_path ||
			 path->pathkeys != NIL))
			add_join_path(root, joinrel, like, path);
	}
}

static void
offer_batch_join(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
				 JoinType type, const JoinPathExtraData *extra)
{
	bool		unique = type == JOIN_UNIQUE_OUTER;
	ApiJoinPath like = {.type = unique ? JOIN_INNER : type,.inner = inner};
	const ApiPlanState *state;

	if (!may_batch(root, joinrel, outer, inner, type, extra->restrictlist))
		return;
	sort_clauses(&like, joinrel, extra->restrictlist);
	state = api_plan_state(inner);
	like.quals = api_quals_classify(root, inner, sendable_clauses(inner, like.join_clauses),
									state->config->columns, outer->relids);
	if (api_quals_from_outer(root, like.quals) &&
		api_need_met(state, like.quals))
		add_join_paths(root, joinrel, &like, outer, unique ? extra->sjinfo : NULL);
}

static void
look_at_join(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
			 JoinType type, JoinPathExtraData *extra)
{
	if (previous_hook)
		previous_hook(root, joinrel, outer, inner, type, extra);
	if (api_enable_batch_join)
		offer_batch_join(root, joinrel, outer, inner, type, extra);
}

void
api_join_paths_install(void)
{
	previous_hook = set_join_pathlist_hook;
	set_join_pathlist_hook = look_at_join;
}
