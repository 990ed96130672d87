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
#include "plan/waits.h"

static const CustomPathMethods path_methods = {
	.CustomName = API_AHEAD_NAME,
	.PlanCustomPath = api_ahead_plan_make
};

bool
api_ahead_reads(const Path *path)
{
	return IsA(path, CustomPath) && ((const CustomPath *) path)->methods == &path_methods;
}

/* ---- the outer side ---- */

bool
api_ahead_may_read(const RelOptInfo *rel, const List *exprs)
{
	List	   *vars = pull_var_clause((Node *) exprs,
									   PVC_RECURSE_AGGREGATES | PVC_RECURSE_WINDOWFUNCS |
									   PVC_RECURSE_PLACEHOLDERS);
	ListCell   *lc;

	foreach(lc, vars)
	{
		if (((const Var *) lfirst(lc))->varno == ROWID_VAR)
			return false;
	}
	foreach(lc, rel->baserestrictinfo)
	{
		if (lfirst_node(RestrictInfo, lc)->pseudoconstant)
			return false;
	}
	return true;
}

/* May its rows be read ahead of a loop? */
static bool
may_read_ahead(PlannerInfo *root, const RelOptInfo *outer)
{
	return !IS_OTHER_REL(outer) && bms_is_empty(outer->lateral_relids) &&
		api_ahead_may_read(outer, outer->reltarget->exprs) &&
		!api_acts_when_read(root, outer->relids, outer->reltarget->exprs);
}

Path *
api_ahead_path(Path *outer, List *subplans)
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
	custom->custom_private = subplans;
	custom->methods = &path_methods;
	return &custom->path;
}

/* ---- the loop ---- */

static void
add_loop(PlannerInfo *root, RelOptInfo *joinrel, JoinType type, JoinPathExtraData *extra,
		 Path *outer, Path *inner)
{
	ApiWaits	waits = {outer, root};
	JoinCostWorkspace workspace;
	Path	   *ahead;
	Path	   *loop;

	api_waits_add(root, inner, &waits);
	if (!waits.some)
		return;
	ahead = api_ahead_path(outer, NIL);
	initial_cost_nestloop(root, &workspace, type, ahead, inner, extra);
	loop = (Path *) create_nestloop_path(root, joinrel, type, &workspace, extra, ahead, inner,
										 extra->restrictlist,
										 build_join_pathkeys(root, joinrel, type, outer->pathkeys), NULL);
	/* as of a batched join: a key gives no more rows than that */
	loop->rows = Min(loop->rows, clamp_row_est(outer->rows * Max(inner->rows, 1)));
	loop->startup_cost = outer->startup_cost + API_BATCH_SHARE * waits.first;
	loop->total_cost = outer->total_cost + API_BATCH_SHARE * waits.all +
		outer->rows * (Max(inner->total_cost - waits.each, 0) + API_KEPT_ROW_COST) +
		loop->rows * cpu_tuple_cost +
		loop->pathtarget->cost.startup + loop->pathtarget->cost.per_tuple * loop->rows;
	loop->startup_cost = Min(loop->startup_cost, loop->total_cost);
	add_path(joinrel, loop);
}

/* Is it a way to read the inner side for what the outer one gives? */
static bool
reads_for(const Path *path, const RelOptInfo *outer)
{
	return PATH_REQ_OUTER(path) != NULL && bms_is_subset(PATH_REQ_OUTER(path), outer->relids);
}

/* Are there scans to tell?  To be asked first: most joins are of others' tables, and have none. */
static bool
has_scans(PlannerInfo *root, const RelOptInfo *outer, const RelOptInfo *inner)
{
	ApiWaits	waits = {outer->cheapest_total_path, root};
	ListCell   *lc;

	foreach(lc, inner->cheapest_parameterized_paths)
	{
		if (!waits.some && reads_for(lfirst(lc), outer))
			api_waits_add(root, lfirst(lc), &waits);
	}
	return waits.some;
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

		if (reads_for(path, outer->parent))
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
		!has_scans(root, outer, inner) || !may_read_ahead(root, outer))
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
