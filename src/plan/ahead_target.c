/*
 * ahead_target.c
 *		Sub-selects of a target list, whose keys are known when its rows are read ahead.
 *
 * A sub-select that hangs on a row is evaluated for that row, and waits.  Where it is certain
 * that each row's is, the node that reads ahead (exec/ahead) stands below the target list, and
 * tells the scans of the sub-select of the rows that come; it evaluates the target list itself,
 * row by row, as it gives them.  So rows, errors and their order are those of the loop.
 *
 * Certain is what stands in no CASE, COALESCE, AND or OR.  A level's paths are looked at when
 * they are finished, from the top, and copied where one changes, for parts of them may be
 * shared; their costs are lessened by what is saved.
 */
#include "postgres.h"

#include "base/params.h"
#include "base/settings.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/planner.h"
#include "optimizer/tlist.h"
#include "plan/acts.h"
#include "plan/ahead_paths.h"
#include "plan/ahead_target.h"
#include "plan/join_paths.h"
#include "plan/told.h"
#include "plan/waits.h"

static create_upper_paths_hook_type previous_hook;

/* The paths that have one input, whose rows they want as they come, or all. */
static const struct
{
	NodeTag		tag;
	Size		size;
	Size		input;			/* where it is */
	bool		all;			/* before they give one */
}			inputs[] = {
	{T_AggPath, sizeof(AggPath), offsetof(AggPath, subpath), true},
	{T_GroupPath, sizeof(GroupPath), offsetof(GroupPath, subpath), false},
	{T_IncrementalSortPath, sizeof(IncrementalSortPath), offsetof(IncrementalSortPath, spath.subpath), false},
	{T_LimitPath, sizeof(LimitPath), offsetof(LimitPath, subpath), false},
	{T_LockRowsPath, sizeof(LockRowsPath), offsetof(LockRowsPath, subpath), false},
	{T_ModifyTablePath, sizeof(ModifyTablePath), offsetof(ModifyTablePath, subpath), false},
	{T_ProjectionPath, sizeof(ProjectionPath), offsetof(ProjectionPath, subpath), false},
	{T_ProjectSetPath, sizeof(ProjectSetPath), offsetof(ProjectSetPath, subpath), false},
	{T_SortPath, sizeof(SortPath), offsetof(SortPath, subpath), true},
	{T_UpperUniquePath, sizeof(UpperUniquePath), offsetof(UpperUniquePath, subpath), false},
	{T_WindowAggPath, sizeof(WindowAggPath), offsetof(WindowAggPath, subpath), false}
};

/* A query level. */
typedef struct Level
{
	PlannerInfo *root;
	List	   *told;			/* numbers of sub-selects whose scans some path tells */
} Level;

static Path *improve(Level *level, Path *path, Cost *saved);

/* ---- what a target list asks ---- */

/* The sub-selects that a target evaluates for each row, and its input has not. */
static List *
asked_by(const PathTarget *target, const PathTarget *input)
{
	return api_subplans_always((Node *) list_difference(target->exprs, input->exprs));
}

static const Path *
path_of(PlannerInfo *root, const SubPlan *subplan)
{
	double		fraction = subplan->subLinkType == EXISTS_SUBLINK ? 1.0 :
		subplan->subLinkType == ANY_SUBLINK || subplan->subLinkType == ALL_SUBLINK ? 0.5 : 0.0;

	return get_cheapest_fractional_path(fetch_upper_rel(root, UPPERREL_FINAL, NULL), fraction);
}

/* What is saved by telling the scans of sub-selects of the rows that a path gives. */
static Cost
gain(const Level *level, const Path *outer, const List *subplans, List **told)
{
	Cost		saved = 0;
	ListCell   *lc;

	foreach(lc, subplans)
	{
		const SubPlan *subplan = lfirst_node(SubPlan, lc);
		PlannerInfo *root = list_nth(level->root->glob->subroots, subplan->plan_id - 1);
		ApiWaits	waits = {outer, level->root, subplan->args, subplan->parParam};
		Cost		gained;

		/* of an EXISTS not all rows are wanted */
		if (subplan->subLinkType == EXISTS_SUBLINK)
			continue;
		api_waits_add(root, path_of(root, subplan), &waits);
		gained = outer->rows * (waits.each - API_KEPT_ROW_COST) - API_BATCH_SHARE * waits.all;
		if (!waits.some || gained <= 0)
			continue;
		saved += gained;
		*told = list_append_unique_int(*told, subplan->plan_id);
	}
	return saved;
}

/* Does reading the level's rows, or groups of them, do anything?  See acts.h. */
static bool
rows_act(const Level *level, const List *exprs)
{
	PlannerInfo *root = level->root;

	return api_acts_when_read(root, root->all_baserels, exprs) ||
		api_acts_when_read(root, NULL, (List *) root->parse->havingQual);
}

/* Reads ahead over a path for what a target asks of its rows; as it is, if there is nothing to gain. */
static Path *
over(Level *level, Path *path, const PathTarget *target, Cost *saved)
{
	const List *exprs = path->pathtarget->exprs;
	List	   *asked = asked_by(target, path->pathtarget);
	List	   *told = NIL;

	if (asked == NIL || path->param_info != NULL || !api_ahead_may_read(path->parent, exprs) ||
		rows_act(level, exprs))
		return path;
	*saved += gain(level, path, asked, &told);
	if (told == NIL)
		return path;
	level->told = list_concat_unique_int(level->told, told);
	return api_ahead_path(path, told);
}

/* A path that saves so much; all: of what it does before it gives a row. */
static void
lessen(Path *path, Cost saved, bool all)
{
	path->total_cost = Max(path->total_cost - saved, 0);
	if (all)
		path->startup_cost -= saved;
	path->startup_cost = Max(Min(path->startup_cost, path->total_cost), 0);
}

/* ---- nodes that compute more than their target list ---- */

typedef struct Parts
{
	PathTarget *target;
	const List *known;			/* what the node has of its input */
} Parts;

/* What of an expression only the node can give. */
static bool
add_parts(Node *node, void *arg)
{
	Parts	   *parts = arg;

	if (node == NULL)
		return false;
	if (IsA(node, Var) || IsA(node, Aggref) || IsA(node, GroupingFunc) || IsA(node, WindowFunc) ||
		IsA(node, PlaceHolderVar) || list_member(parts->known, node))
	{
		add_new_column_to_pathtarget(parts->target, (Expr *) node);
		return false;
	}
	return expression_tree_walker(node, add_parts, arg);
}

/* The target without the expressions in which sub-selects are, but with what these are made of. */
static PathTarget *
without_subplans(PlannerInfo *root, const PathTarget *target, const List *known)
{
	Parts		parts = {create_empty_pathtarget(), known};
	ListCell   *lc;

	foreach(lc, target->exprs)
	{
		if (!contain_subplans(lfirst(lc)))
			add_column_to_pathtarget(parts.target, lfirst(lc),
									 get_pathtarget_sortgroupref(target, foreach_current_index(lc)));
	}
	foreach(lc, target->exprs)
	{
		if (contain_subplans(lfirst(lc)))
			(void) add_parts(lfirst(lc), &parts);
	}
	return set_pathtarget_cost_width(root, parts.target);
}

/* A node that groups, with the sub-selects of its target list above it. */
static Path *
split(Level *level, Path *path, Size size, const Path *input, Cost *saved)
{
	PathTarget *target = path->pathtarget;
	Path	   *below;
	Path	   *ahead;
	Path	   *above;
	Cost		gained = 0;

	if (asked_by(target, input->pathtarget) == NIL)
		return path;
	below = palloc(size);
	memcpy(below, path, size);
	below->pathtarget = without_subplans(level->root, target, input->pathtarget->exprs);
	ahead = over(level, below, target, &gained);
	if (ahead == below)
		return path;
	above = (Path *) create_projection_path(level->root, path->parent, ahead, target);
	above->startup_cost = path->startup_cost;
	above->total_cost = path->total_cost;
	lessen(above, gained, false);
	*saved += gained;
	return above;
}

/* ---- paths ---- */

/* With another input; input is where it is. */
static Path *
with_input(const Path *path, Size size, Size input, Path *other)
{
	char	   *copy = palloc(size);

	memcpy(copy, path, size);
	*(Path **) (copy + input) = other;
	return (Path *) copy;
}

/* A LIMIT has of what its input saves the share of the rows that it reads. */
static Cost
share(const Path *path, const Path *input, Cost saved)
{
	return !IsA(path, LimitPath) || input->rows <= 0 ? saved :
		saved * Min(1.0, path->rows / input->rows);
}

static Path *
improve_one(Level *level, Path *path, int kind, Cost *saved)
{
	Path	   *input = *(Path **) ((char *) path + inputs[kind].input);
	Path	   *better = improve(level, input, saved);

	*saved = share(path, input, *saved);
	if (IsA(path, ProjectionPath))
		better = over(level, better, path->pathtarget, saved);
	if (better != input)
	{
		path = with_input(path, inputs[kind].size, inputs[kind].input, better);
		lessen(path, *saved, inputs[kind].all);
	}
	if (IsA(path, AggPath) || IsA(path, GroupPath) || IsA(path, WindowAggPath))
		path = split(level, path, inputs[kind].size, better, saved);
	return path;
}

/* true: one of them is another now. */
static bool
improve_some(Level *level, List **paths, Cost *saved)
{
	List	   *some = NIL;
	bool		changed = false;
	ListCell   *lc;

	foreach(lc, *paths)
	{
		Cost		of_one;
		Path	   *better = improve(level, lfirst(lc), &of_one);

		changed |= better != lfirst(lc);
		some = lappend(some, better);
		*saved += of_one;
	}
	*paths = some;
	return changed;
}

static Path *
improve_append(Level *level, Path *path, Size size, List *paths, Size input, Cost *saved)
{
	if (!improve_some(level, &paths, saved))
		return path;
	path = with_input(path, size, input, (Path *) paths);
	lessen(path, *saved, false);
	return path;
}

/* The path, or a copy that saves so much. */
static Path *
improve(Level *level, Path *path, Cost *saved)
{
	*saved = 0;
	check_stack_depth();
	for (int i = 0; i < (int) lengthof(inputs); i++)
	{
		if (nodeTag(path) == inputs[i].tag)
			return improve_one(level, path, i, saved);
	}
	if (IsA(path, AppendPath))
		return improve_append(level, path, sizeof(AppendPath), ((AppendPath *) path)->subpaths,
							  offsetof(AppendPath, subpaths), saved);
	if (IsA(path, MergeAppendPath))
		return improve_append(level, path, sizeof(MergeAppendPath), ((MergeAppendPath *) path)->subpaths,
							  offsetof(MergeAppendPath, subpaths), saved);
	return path;
}

/* ---- levels ---- */

static bool
add_subplans(Node *node, void *subplans)
{
	if (node == NULL)
		return false;
	if (IsA(node, SubPlan))
		*(List **) subplans = lappend(*(List **) subplans, node);
	return expression_tree_walker(node, add_subplans, subplans);
}

/* Tells EXPLAIN why sub-selects of the target list loop; of those that some path tells, that is known later. */
static void
tell_why(const Level *level)
{
	List	   *target = level->root->processed_tlist;
	List	   *always = api_subplans_always((Node *) target);
	List	   *all = NIL;
	ListCell   *lc;

	(void) add_subplans((Node *) target, &all);
	foreach(lc, all)
	{
		const SubPlan *subplan = lfirst_node(SubPlan, lc);

		if (subplan->parParam == NIL || list_member_int(level->told, subplan->plan_id))
			continue;
		api_told_set(level->root, subplan->plan_id,
					 !list_member_ptr(always, subplan) ? API_WHY_GUARDED :
					 rows_act(level, NIL) ? API_WHY_OUTER :
					 API_WHY_COST);
	}
}

static void
look_at_level(PlannerInfo *root, UpperRelationKind stage, RelOptInfo *input, RelOptInfo *output,
			  void *extra)
{
	Level		level = {root, NIL};
	List	   *paths;
	Cost		saved = 0;
	ListCell   *lc;

	if (previous_hook)
		previous_hook(root, stage, input, output, extra);
	if (stage != UPPERREL_FINAL || !root->parse->hasSubLinks || !api_enable_batch_join)
		return;
	paths = output->pathlist;
	if (improve_some(&level, &paths, &saved))
	{
		output->pathlist = NIL;
		foreach(lc, paths)
			add_path(output, lfirst(lc));
	}
	tell_why(&level);
}

void
api_ahead_target_install(void)
{
	previous_hook = create_upper_paths_hook;
	create_upper_paths_hook = look_at_level;
}
