/*
 * ahead_paths.c
 *		Loops whose outer side reads ahead, and hands keys to the inner one.
 *
 * A batched join (plan/join_paths) takes the place of a loop and its inner side.  Where
 * these must stay core's, for rows are locked or checked again, the inner side is more than
 * a table, or gives more than columns, a node on the outer side reads ahead and tells the
 * scans of the inner side of their keys (exec/ahead).  Nothing but time changes for the
 * loop: so what it computes, for whatever join, is as it was.
 *
 * The outer side is read further than a loop that ends early reads it: it must do nothing
 * but give rows.  What a path of the inner side asks for each row is told here for the
 * costs only; the executor finds it in the finished plan.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/settings.h"
#include "nodes/extensible.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "plan/acts.h"
#include "plan/ahead_paths.h"
#include "plan/ahead_plan.h"
#include "plan/join_paths.h"
#include "plan/spec.h"
#include "plan/state.h"
#include "utils/selfuncs.h"

/* What the scans of an inner path that are told of keys come to. */
typedef struct Waits
{
	const Path *outer;
	PlannerInfo *root;			/* of the loop */
	List	   *lateral;		/* what a sub-query around the scans takes of its rows */
	Cost		each;			/* of requests for one outer row, if nobody tells them */
	Cost		first;			/* until the first answer, if somebody does */
	Cost		all;			/* and for all keys: they wait together */
	bool		some;			/* there is one */
} Waits;

static const CustomPathMethods path_methods = {
	.CustomName = API_AHEAD_NAME,
	.PlanCustomPath = api_ahead_plan_make
};

bool
api_ahead_reads(const Path *path)
{
	return IsA(path, CustomPath) && ((const CustomPath *) path)->methods == &path_methods;
}

/* ---- the inner side ---- */

/* Is there a value that is set from without the query? */
static bool
holds_param(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, Param))
		return ((Param *) node)->paramkind == PARAM_EXEC;
	return expression_tree_walker(node, holds_param, context);
}

/* How many keys the outer rows give a scan. */
static double
estimate_keys(PlannerInfo *root, const ApiQuals *quals, const Waits *waits)
{
	double		rows = clamp_row_est(waits->outer->rows);
	List	   *values = NIL;
	ListCell   *lc;

	if (root != waits->root)
		return waits->lateral == NIL ? rows :
			estimate_num_groups(waits->root, waits->lateral, rows, NULL, NULL);
	foreach(lc, quals->values)
	{
		if (!bms_is_empty(pull_varnos(root, lfirst(lc))))
			values = lappend(values, lfirst(lc));
	}
	return values == NIL ? rows : estimate_num_groups(root, values, rows, NULL, NULL);
}

static void
add_scan(PlannerInfo *root, const Path *path, Waits *waits)
{
	const ApiPlanState *state = api_plan_state(path->parent);
	const ParamPathInfo *info = path->param_info;
	const ApiQuals *quals;
	ApiEstimate each;
	ApiEstimate all;

	if (state == NULL || !state->config->batch_join || state->config->unique_key != NIL)
		return;
	quals = api_quals_classify(root, path->parent,
							   info ? list_concat_copy(path->parent->baserestrictinfo, info->ppi_clauses) :
							   path->parent->baserestrictinfo, state->config->columns,
							   info ? info->ppi_req_outer : NULL);
	if (!api_quals_from_outer(root, quals) && !holds_param((Node *) quals->values, NULL))
		return;
	api_estimate_scan(root, path->parent, &state->answers, quals, &each);
	api_estimate_for_keys(root, path->parent, &state->answers, quals,
						  estimate_keys(root, quals, waits),
						  api_pushed_list(quals->pushed, state->config->columns), &all);
	waits->each += each.price.all;
	waits->first = Max(waits->first, all.price.first);
	waits->all = Max(waits->all, all.price.all);
	waits->some = true;
}

static void add_path_waits(PlannerInfo *root, const Path *path, Waits *waits);

static void
add_waits_of(PlannerInfo *root, const List *paths, Waits *waits)
{
	ListCell   *lc;

	foreach(lc, paths)
		add_path_waits(root, lfirst(lc), waits);
}

/* Adds the scans of a path that are asked for a row when it is. */
static void
add_path_waits(PlannerInfo *root, const Path *path, Waits *waits)
{
	switch (nodeTag(path))
	{
		case T_ForeignPath:
			add_scan(root, path, waits);
			break;
		case T_AppendPath:
			add_waits_of(root, ((const AppendPath *) path)->subpaths, waits);
			break;
		case T_MergeAppendPath:
			add_waits_of(root, ((const MergeAppendPath *) path)->subpaths, waits);
			break;
		case T_SubqueryScanPath:
			if (root == waits->root)
				waits->lateral = path->parent->lateral_vars;
			add_path_waits(path->parent->subroot, ((const SubqueryScanPath *) path)->subpath, waits);
			break;
		case T_ProjectionPath:
			add_path_waits(root, ((const ProjectionPath *) path)->subpath, waits);
			break;
		case T_SortPath:
			add_path_waits(root, ((const SortPath *) path)->subpath, waits);
			break;
		case T_AggPath:
			add_path_waits(root, ((const AggPath *) path)->subpath, waits);
			break;
		default:
			break;
	}
}

/* ---- the outer side ---- */

/*
 * May its rows be read ahead of the loop?  Of a result table with parts, what tells a row
 * is finished by core for nodes of its own only.
 */
static bool
may_read_ahead(PlannerInfo *root, RelOptInfo *outer)
{
	List	   *vars = pull_var_clause((Node *) outer->reltarget->exprs,
									   PVC_RECURSE_AGGREGATES | PVC_RECURSE_WINDOWFUNCS |
									   PVC_RECURSE_PLACEHOLDERS);
	ListCell   *lc;

	foreach(lc, vars)
	{
		if (((const Var *) lfirst(lc))->varno == ROWID_VAR)
			return false;
	}
	foreach(lc, outer->baserestrictinfo)
	{
		if (lfirst_node(RestrictInfo, lc)->pseudoconstant)
			return false;
	}
	return !IS_OTHER_REL(outer) && bms_is_empty(outer->lateral_relids) &&
		!api_acts_when_read(root, outer);
}

static Path *
read_ahead(Path *outer)
{
	CustomPath *custom = makeNode(CustomPath);

	custom->path = *outer;
	custom->path.type = T_CustomPath;
	custom->path.pathtype = T_CustomScan;
	custom->path.parallel_aware = false;
	custom->path.parallel_safe = false;
	custom->path.parallel_workers = 0;
	custom->flags = API_CUSTOMPATH_PROJECTS;
	custom->custom_paths = list_make1(outer);
	custom->methods = &path_methods;
	return &custom->path;
}

/* ---- the loop ---- */

static void
add_loop(PlannerInfo *root, RelOptInfo *joinrel, JoinType type, JoinPathExtraData *extra,
		 Path *outer, Path *inner)
{
	Waits		waits = {outer, root};
	JoinCostWorkspace workspace;
	Path	   *ahead;
	Path	   *loop;

	add_path_waits(root, inner, &waits);
	if (!waits.some)
		return;
	ahead = read_ahead(outer);
	initial_cost_nestloop(root, &workspace, type, ahead, inner, extra);
	loop = (Path *) create_nestloop_path(root, joinrel, type, &workspace, extra, ahead, inner,
										 extra->restrictlist,
										 build_join_pathkeys(root, joinrel, type, outer->pathkeys), NULL);
	loop->startup_cost = outer->startup_cost + API_BATCH_SHARE * waits.first;
	loop->total_cost = outer->total_cost + API_BATCH_SHARE * waits.all +
		outer->rows * (Max(inner->total_cost - waits.each, 0) + API_KEPT_ROW_COST) +
		loop->rows * cpu_tuple_cost +
		loop->pathtarget->cost.startup + loop->pathtarget->cost.per_tuple * loop->rows;
	loop->startup_cost = Min(loop->startup_cost, loop->total_cost);
	add_path(joinrel, loop);
}

/* With each way to read the inner side for what the outer one gives. */
static void
add_loops(PlannerInfo *root, RelOptInfo *joinrel, JoinType type, JoinPathExtraData *extra,
		  Path *outer, RelOptInfo *inner)
{
	ListCell   *lc;

	foreach(lc, inner->cheapest_parameterized_paths)
	{
		Path	   *path = lfirst(lc);

		if (PATH_REQ_OUTER(path) != NULL &&
			bms_is_subset(PATH_REQ_OUTER(path), outer->parent->relids))
			add_loop(root, joinrel, type, extra, outer, path);
	}
}

void
api_ahead_offer(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
				JoinType type, JoinPathExtraData *extra)
{
	Path	   *cheapest = outer->cheapest_total_path;
	ListCell   *lc;

	if (!api_enable_batch_join || !enable_nestloop || !bms_is_empty(joinrel->lateral_relids) ||
		!may_read_ahead(root, outer))
		return;
	if (type == JOIN_UNIQUE_OUTER && cheapest->param_info == NULL)
		add_loops(root, joinrel, JOIN_INNER, extra,
				  (Path *) create_unique_path(root, outer, cheapest, extra->sjinfo), inner);
	if (type != JOIN_INNER && type != JOIN_LEFT && type != JOIN_SEMI && type != JOIN_ANTI)
		return;
	foreach(lc, outer->pathlist)
	{
		Path	   *path = lfirst(lc);

		if (path->param_info == NULL &&
			(path == cheapest || path == outer->cheapest_startup_path || path->pathkeys != NIL))
			add_loops(root, joinrel, type, extra, path, inner);
	}
}
