/*
 * paths.c
 *		The planner's side of a foreign table: sizes and paths.
 */
#include "postgres.h"

#include "base/compat.h"
#include "miscadmin.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "plan/match.h"
#include "plan/need.h"
#include "plan/paths.h"
#include "plan/state.h"

/* What a scan costs that can only fail: more than any other, and than core's disabled paths. */
#define IMPOSSIBLE_COST 1.0e13

/* The same where PostgreSQL counts the disabled nodes of a path before its cost. */
#define IMPOSSIBLE_NODES 1000

/* What a scan for values costs, of one that reads all, where only it lets other parts be read. */
#define SIBLING_COST 0.95

/* Most sets of other tables that are looked at. */
#define MAX_OUTER_SETS 32

/* The user whose mapping counts; InvalidOid: whoever runs the plan. */
static Oid
mapping_user(const RelOptInfo *rel)
{
	return OidIsValid(rel->userid) ? rel->userid : GetUserId();
}

/*
 * The option on_error takes subtransactions, and none can begin while the query has
 * parallel workers: it must have none.
 */
static void
forbid_workers(PlannerInfo *root)
{
	root->glob->parallelModeOK = false;
	for (; root != NULL; root = root->parent_root)
	{
		int			i;

		for (i = 1; i < root->simple_rel_array_size; i++)
		{
			if (root->simple_rel_array[i] != NULL)
				root->simple_rel_array[i]->consider_parallel = false;
		}
	}
}

ApiPlanState *
api_plan_state(const RelOptInfo *rel)
{
	if (rel->fdwroutine == NULL || rel->fdwroutine->GetForeignPaths != apiGetForeignPaths)
		return NULL;
	return rel->fdw_private;
}

/* ---- values from other tables ---- */

/* For generate_implied_equalities_for_column: arg is the column's number. */
static bool
is_column(PlannerInfo *root, RelOptInfo *rel, EquivalenceClass *ec, EquivalenceMember *em,
		  void *arg)
{
	Node	   *expr = api_match_strip((Node *) em->em_expr);

	return IsA(expr, Var) && ((Var *) expr)->varno == (int) rel->relid &&
		((Var *) expr)->varattno == *(AttrNumber *) arg;
}

/* Adds the clauses that would be sent, and may be without telling what is hidden. */
static List *
add_useful(List *useful, PlannerInfo *root, RelOptInfo *rel, List *clauses, bool movable)
{
	const ApiPlanState *state = rel->fdw_private;
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, lc);

		if ((movable || join_clause_is_movable_to(clause, rel)) &&
			restriction_is_securely_promotable(clause, rel) &&
			api_quals_match(root, rel, clause, state->config->columns) != NULL)
			useful = lappend(useful, clause);
	}
	return useful;
}

/* The join clauses that give values, written out or implied. */
static List *
useful_join_clauses(PlannerInfo *root, RelOptInfo *rel)
{
	const ApiColumns *columns = ((ApiPlanState *) rel->fdw_private)->config->columns;
	List	   *useful = add_useful(NIL, root, rel, rel->joininfo, false);
	int			i;

	for (i = 0; i < columns->natts && rel->has_eclass_joins; i++)
	{
		AttrNumber	attnum = columns->columns[i].attnum;

		if (columns->columns[i].param_number < 0)
			continue;
		useful = add_useful(useful, root, rel,
							generate_implied_equalities_for_column(root, rel, is_column, &attnum,
																   rel->lateral_referencers),
							true);
	}
	return useful;
}

/* Adds the sets of relations that clauses, alone or together, want; the first: what all want. */
static List *
outer_sets(List *sets, RelOptInfo *rel, List *clauses)
{
	ListCell   *lc;

	foreach(lc, clauses)
	{
		Relids		outer = api_quals_outer(rel, lfirst(lc));
		int			count = list_length(sets);
		int			i;

		for (i = 0; i < count && list_length(sets) < MAX_OUTER_SETS; i++)
		{
			Relids		both = bms_union(list_nth(sets, i), outer);
			ListCell   *seen;
			bool		is_new = true;

			foreach(seen, sets)
				is_new = is_new && !bms_equal(lfirst(seen), both);
			if (is_new)
				sets = lappend(sets, both);
		}
	}
	return sets;
}

/* ---- size ---- */

/* At least as many rows as that many keys have, where nobody knows how many the table has. */
static void
enlarge(ApiEstimate *estimate, const ApiAnswers *answers, double keys)
{
	double		rows = answers->key.rows.value * keys;

	if (answers->rows.from != API_FROM_DEFAULT || rows <= estimate->tuples)
		return;
	estimate->rows = clamp_row_est(estimate->rows * rows / estimate->tuples);
	estimate->tuples = clamp_row_est(rows);
}

void
apiGetForeignRelSize(PlannerInfo *root, RelOptInfo *rel, Oid relid)
{
	ApiPlanState *state = palloc0(sizeof(ApiPlanState));
	const ApiColumns *columns;
	const ApiQuals *quals;

	state->config = api_config_load(relid, mapping_user(rel));
	columns = state->config->columns;
	rel->fdw_private = state;
	if (state->config->on_error != API_ERROR_STOP)
		forbid_workers(root);

	/* statistics have pages, too */
	api_answers_load(&state->answers, state->config, mapping_user(rel),
					 rel->pages > 0 ? rel->tuples : -1);
	state->clauses = useful_join_clauses(root, rel);
	api_need_init(state, root, rel);
	quals = api_quals_classify(root, rel, rel->baserestrictinfo, columns, rel->lateral_relids);
	state->possible = api_need_met(state, quals);
	api_estimate_scan(root, rel, &state->answers, quals, &state->estimate);

	/* what can only be read for values from others has rows for these */
	if (!state->possible)
		enlarge(&state->estimate, &state->answers,
				api_estimate_keys(root, rel, columns, state->clauses));
	rel->tuples = state->estimate.tuples;
	rel->rows = state->estimate.rows;
}

/* ---- paths ---- */

static void
add_scan_path(PlannerInfo *root, RelOptInfo *rel, const ApiEstimate *estimate, Relids outer,
			  bool possible)
{
	Cost		penalty = possible ? 0 : IMPOSSIBLE_COST;

	add_path(rel, (Path *) API_CREATE_FOREIGNSCAN_PATH(root, rel, estimate->rows,
													   possible ? 0 : IMPOSSIBLE_NODES,
													   estimate->startup + penalty,
													   estimate->total + penalty, outer));
}

/*
 * The other parts of the table, or UNION ALL, that it is a part of, which can be read for values
 * from others only.  Then all parts must be read for these.
 */
static List *
needy_siblings(PlannerInfo *root, const RelOptInfo *rel)
{
	List	   *siblings = NIL;
	int			i;

	for (i = 1; i < root->simple_rel_array_size && rel->top_parent_relids != NULL; i++)
	{
		RelOptInfo *other = root->simple_rel_array[i];
		const ApiPlanState *state = other ? api_plan_state(other) : NULL;

		if (state != NULL && !state->possible && other != rel &&
			bms_equal(other->top_parent_relids, rel->top_parent_relids))
			siblings = lappend(siblings, other);
	}
	return siblings;
}

/*
 * A path for which the relations outer give values; none if they give none that is sent, but for
 * a part that is read with others which need one.
 */
static void
add_parameterized_path(PlannerInfo *root, RelOptInfo *rel, Relids outer, bool along)
{
	const ApiPlanState *state = rel->fdw_private;
	ParamPathInfo *info = get_baserel_parampathinfo(root, rel, outer);
	List	   *clauses = list_concat_copy(rel->baserestrictinfo, info->ppi_clauses);
	const ApiQuals *quals = api_quals_classify(root, rel, clauses, state->config->columns, outer);
	ApiEstimate estimate;

	if ((!along && !api_quals_from_outer(root, quals)) || !api_need_met(state, quals))
		return;
	api_estimate_scan(root, rel, &state->answers, quals, &estimate);
	info->ppi_rows = estimate.rows;
	/* the planner keeps it beside one that reads all only where it is cheaper */
	if (along)
		estimate.total = Min(estimate.total, SIBLING_COST * state->estimate.total);
	estimate.startup = Min(estimate.startup, estimate.total);
	add_scan_path(root, rel, &estimate, outer, true);
}

void
apiGetForeignPaths(PlannerInfo *root, RelOptInfo *rel, Oid relid)
{
	const ApiPlanState *state = rel->fdw_private;
	List	   *sets = outer_sets(list_make1(rel->lateral_relids), rel, state->clauses);
	List	   *siblings = state->possible ? needy_siblings(root, rel) : NIL;
	ListCell   *lc;

	foreach(lc, siblings)
		sets = outer_sets(sets, lfirst(lc), ((ApiPlanState *) ((RelOptInfo *) lfirst(lc))->fdw_private)->clauses);
	add_scan_path(root, rel, &state->estimate, rel->lateral_relids, state->possible);
	for_each_from(lc, sets, 1)
		add_parameterized_path(root, rel, lfirst(lc), siblings != NIL);
}
