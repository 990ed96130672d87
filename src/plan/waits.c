/*
 * waits.c
 *		What is waited for by scans that a loop asks for each row.  See waits.h.
 */
#include "postgres.h"

#include "base/params.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "plan/estimate.h"
#include "plan/spec.h"
#include "plan/state.h"
#include "plan/waits.h"
#include "utils/selfuncs.h"

bool
api_waits_for_itself(const PlannerInfo *root, const Bitmapset *params)
{
	ListCell   *lc;
	ListCell   *set;

	foreach(lc, root->init_plans)
	{
		foreach(set, lfirst_node(SubPlan, lc)->setParam)
		{
			if (bms_is_member(lfirst_int(set), params))
				return true;
		}
	}
	return false;
}

/* Is there a value that is set from without the query, for each row? */
static bool
is_set(const PlannerInfo *root, Node *values, const ApiWaits *waits)
{
	Bitmapset  *params = api_params_all(values);
	ListCell   *lc;

	if (waits->set == NIL)
		return !bms_is_empty(params);
	foreach(lc, waits->set)
	{
		if (bms_is_member(lfirst_int(lc), params))
			return !api_waits_for_itself(root, params);
	}
	return false;
}

/* How many keys the outer rows give a scan. */
static double
estimate_keys(PlannerInfo *root, const ApiQuals *quals, const ApiWaits *waits)
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
add_scan(PlannerInfo *root, const Path *path, ApiWaits *waits)
{
	const ApiPlanState *state = api_plan_state(path->parent);
	const ParamPathInfo *info = path->param_info;
	const ApiQuals *quals;
	ApiEstimate each;
	ApiEstimate all;
	bool		keyed;

	if (state == NULL || !state->config->batch_join || state->config->unique_key != NIL)
		return;
	quals = api_quals_classify(root, path->parent,
							   info ? list_concat_copy(path->parent->baserestrictinfo, info->ppi_clauses) :
							   path->parent->baserestrictinfo, state->config->columns,
							   info ? info->ppi_req_outer : NULL);
	/* a part that is read along with others, and takes no key, is asked once */
	keyed = api_quals_from_outer(root, quals) || is_set(root, (Node *) quals->values, waits);
	if (!keyed && info == NULL)
		return;
	api_estimate_scan(root, path->parent, &state->answers, quals, &each);
	api_estimate_for_keys(root, path->parent, &state->answers, quals,
						  keyed ? estimate_keys(root, quals, waits) : 1,
						  api_pushed_list(quals->pushed, state->config->columns), &all);
	waits->each += each.price.all;
	waits->first = Max(waits->first, all.price.first);
	waits->all = Max(waits->all, all.price.all);
	waits->some |= keyed;
}

static void
add_waits_of(PlannerInfo *root, const List *paths, ApiWaits *waits)
{
	ListCell   *lc;

	foreach(lc, paths)
		api_waits_add(root, lfirst(lc), waits);
}

/* Is all of its input read, and a row of it wanted? */
static bool
reads_all(const LimitPath *path)
{
	const Path *input = path->subpath;

	if (IsA(input, ProjectionPath))
		input = ((const ProjectionPath *) input)->subpath;
	return IsA(input, SortPath) && (path->limitCount == NULL || IsA(path->limitCount, Const)) &&
		path->path.rows > 0;
}

void
api_waits_add(PlannerInfo *root, const Path *path, ApiWaits *waits)
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
			api_waits_add(path->parent->subroot, ((const SubqueryScanPath *) path)->subpath, waits);
			break;
		case T_ProjectionPath:
			api_waits_add(root, ((const ProjectionPath *) path)->subpath, waits);
			break;
		case T_SortPath:
			api_waits_add(root, ((const SortPath *) path)->subpath, waits);
			break;
		case T_LimitPath:
			if (reads_all((const LimitPath *) path))
				api_waits_add(root, ((const LimitPath *) path)->subpath, waits);
			break;
		case T_AggPath:
			api_waits_add(root, ((const AggPath *) path)->subpath, waits);
			break;
		default:
			break;
	}
}
