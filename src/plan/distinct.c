/*
 * distinct.c
 *		Tells the planner which columns have another value in each row.
 *
 * A column of which nothing is known has 200 values for the planner, so that each row of a
 * join by it finds a two hundredth of the table.  Of a key that is wrong by orders of
 * magnitude, and all that is planned above the join with it.  A table has its unique index
 * to tell; a foreign table has this.  It says no more than that: statistics, made by ANALYZE,
 * are still looked for, but for columns that show what a query sends.
 */
#include "postgres.h"

#include "catalog/pg_class.h"
#include "plan/answers.h"
#include "plan/distinct.h"
#include "plan/state.h"
#include "utils/selfuncs.h"

static get_relation_stats_hook_type previous_hook;

/* What is planned for that entry; NULL: nothing, or it is no foreign table and has none as parts. */
static const RelOptInfo *
rel_of(const PlannerInfo *root, const RangeTblEntry *entry)
{
	int			i;

	if (entry->relkind != RELKIND_FOREIGN_TABLE && entry->relkind != RELKIND_PARTITIONED_TABLE)
		return NULL;
	for (i = 1; i < root->simple_rel_array_size; i++)
	{
		if (root->simple_rte_array[i] == entry)
			return root->simple_rel_array[i];
	}
	return NULL;
}

/* Is it what the table is divided by, and nothing else is? */
static bool
divides(const RelOptInfo *rel, AttrNumber attnum)
{
	const Var  *key;

	if (rel->part_scheme == NULL || rel->part_scheme->partnatts != 1 ||
		list_length(rel->partexprs[0]) != 1)
		return false;
	key = linitial(rel->partexprs[0]);
	return IsA(key, Var) && key->varattno == attnum;
}

static bool is_unique(const PlannerInfo *root, const RelOptInfo *rel, AttrNumber attnum);

/* Of a table in parts: in each part that is read, and no value is in two of them. */
static bool
is_unique_in_parts(const PlannerInfo *root, const RelOptInfo *rel, AttrNumber attnum)
{
	bool		found = false;
	ListCell   *lc;

	if (!divides(rel, attnum))
		return false;
	foreach(lc, root->append_rel_list)
	{
		const AppendRelInfo *part = lfirst_node(AppendRelInfo, lc);
		const RelOptInfo *child = root->simple_rel_array[part->child_relid];
		const Var  *column;

		if (part->parent_relid != rel->relid || child == NULL || child->pathlist == NIL)
			continue;
		column = list_nth(part->translated_vars, attnum - 1);
		if (!is_unique(root, child, column->varattno))
			return false;
		found = true;
	}
	return found;
}

static bool
is_unique(const PlannerInfo *root, const RelOptInfo *rel, AttrNumber attnum)
{
	const ApiPlanState *state = api_plan_state(rel);

	return state ? api_answers_unique(&state->answers, attnum) :
		is_unique_in_parts(root, rel, attnum);
}

/* Does the column show what a query sends?  ANALYZE sends nothing, and has seen NULLs. */
static bool
shows_values(const ApiColumns *columns, AttrNumber attnum)
{
	return attnum > 0 && columns->columns[attnum - 1].source == API_SOURCE_PARAM;
}

static bool
look_for_statistics(PlannerInfo *root, RangeTblEntry *entry, AttrNumber attnum,
					VariableStatData *values)
{
	const RelOptInfo *rel = rel_of(root, entry);
	const ApiPlanState *state = rel ? api_plan_state(rel) : NULL;

	if (state != NULL && shows_values(state->config->columns, attnum))
		return true;
	if (rel != NULL && attnum > 0 && is_unique(root, rel, attnum))
		values->isunique = true;
	return previous_hook ? previous_hook(root, entry, attnum, values) : false;
}

void
api_distinct_install(void)
{
	previous_hook = get_relation_stats_hook;
	get_relation_stats_hook = look_for_statistics;
}
