/*
 * join_paths.c
 *		Joins that gather keys of the outer side and ask for them together.
 *
 * Wherever the planner may loop over an outer side and scan a foreign table of ours for
 * each row, a batched join may take the loop's place, with the same clauses.  Where it
 * could give other rows, or more requests than the loop, none is offered, and the loop
 * stays: see plan/why.
 */
#include "postgres.h"

#include <math.h>

#include "base/compat.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "plan/ahead_paths.h"
#include "plan/join_paths.h"
#include "plan/join_plan.h"
#include "plan/need.h"
#include "plan/spec.h"
#include "plan/state.h"
#include "plan/why.h"
#include "utils/selfuncs.h"

static set_join_pathlist_hook_type previous_hook;

static const CustomPathMethods path_methods = {
	.CustomName = API_JOIN_NAME,
	.PlanCustomPath = api_join_plan_make
};

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
	double		keys = estimate_keys(root, join->quals, outer);
	Path	   *path = &join->path.path;
	ApiEstimate each;
	ApiEstimate all;
	QualCost	quals;

	api_estimate_scan(root, join->inner, &state->answers, join->quals, &each);
	api_estimate_for_keys(root, join->inner, &state->answers, join->quals, keys,
						  api_pushed_list(join->quals->pushed, state->config->columns), &all);
	join->requests = all.price.requests;
	/* a key gives no more rows than that, whatever is known of the columns by themselves */
	path->rows = Min(path->rows, clamp_row_est(outer->rows * Max(each.rows, 1)));
	cost_qual_eval(&quals, join->join_clauses, root);
	path->startup_cost = outer->startup_cost + API_BATCH_SHARE * all.price.first + quals.startup;
	path->total_cost = outer->total_cost + API_BATCH_SHARE * all.price.all + quals.startup +
		all.tuples * (cpu_tuple_cost + API_KEPT_ROW_COST) +
		outer->rows * (each.rows * quals.per_tuple + API_KEPT_ROW_COST) +
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
	API_COPY_DISABLED(&custom->path, outer);
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

/* false: none can be. */
static bool
offer_batch_join(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
				 JoinType type, const JoinPathExtraData *extra)
{
	bool		unique = type == JOIN_UNIQUE_OUTER;
	ApiJoinPath like;
	const ApiPlanState *state;

	/* most joins are of others' tables: what they cost here is all that they notice of this library */
	if (api_plan_state(inner) == NULL ||
		api_why_loops(root, joinrel, outer, inner, type, extra->restrictlist) != API_WHY_NONE)
		return false;
	like = (ApiJoinPath) {.type = unique ? JOIN_INNER : type,.inner = inner};
	sort_clauses(&like, joinrel, extra->restrictlist);
	state = api_plan_state(inner);
	like.quals = api_quals_classify(root, inner, sendable_clauses(inner, like.join_clauses),
									state->config->columns, outer->relids);
	if (api_quals_from_outer(root, like.quals) &&
		api_need_met(state, like.quals))
		add_join_paths(root, joinrel, &like, outer, unique ? extra->sjinfo : NULL);
	return true;
}

static void
look_at_join(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
			 JoinType type, JoinPathExtraData *extra)
{
	if (previous_hook)
		previous_hook(root, joinrel, outer, inner, type, extra);
	if (!offer_batch_join(root, joinrel, outer, inner, type, extra))
		api_ahead_offer(root, joinrel, outer, inner, type, extra);
}

void
api_join_paths_install(void)
{
	previous_hook = set_join_pathlist_hook;
	set_join_pathlist_hook = look_at_join;
}
