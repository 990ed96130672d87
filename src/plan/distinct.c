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

/* What was planned of the table of that entry; NULL: it is none of ours. */
static const ApiPlanState *
state_of(const PlannerInfo *root, const RangeTblEntry *entry)
{
	int			i;

	for (i = 1; i < root->simple_rel_array_size && entry->relkind == RELKIND_FOREIGN_TABLE; i++)
	{
		if (root->simple_rte_array[i] == entry && root->simple_rel_array[i] != NULL)
			return api_plan_state(root->simple_rel_array[i]);
	}
	return NULL;
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
	const ApiPlanState *state = state_of(root, entry);

	if (state != NULL && shows_values(state->config->columns, attnum))
		return true;
	if (state != NULL && attnum > 0 && api_answers_unique(&state->answers, attnum))
		values->isunique = true;
	return previous_hook ? previous_hook(root, entry, attnum, values) : false;
}

void
api_distinct_install(void)
{
	previous_hook = get_relation_stats_hook;
	get_relation_stats_hook = look_for_statistics;
}
