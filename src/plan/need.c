/*
 * need.c
 *		Which columns need a value.  See need.h.
 */
#include "postgres.h"

#include "access/table.h"
#include "plan/condition.h"
#include "plan/match.h"
#include "plan/need.h"
#include "plan/reads.h"
#include "plan/spec.h"
#include "utils/partcache.h"
#include "utils/rel.h"

/* Most conditions that an error names. */
#define MOST_CONDITIONS 3

/* ---- the rule ---- */

/* The columns that the bound of a partition reads. */
static Bitmapset *
bound_columns(Oid relid, int natts)
{
	Relation	relation = table_open(relid, NoLock);
	Bitmapset  *attnums = NULL;

	if (relation->rd_rel->relispartition)
		attnums = api_condition_reads(NULL, (Node *) RelationGetPartitionQual(relation), 1, natts);
	table_close(relation, NoLock);
	return attnums;
}

/* The columns of the relation that leave the query level. */
static bool
is_given_out(const RelOptInfo *rel, AttrNumber attnum)
{
	return bms_is_member(attnum, api_condition_reads(NULL, (Node *) rel->reltarget->exprs,
													 rel->relid, attnum));
}

/* Why a column that shows what was sent needs a value, as bits of ApiNeedReason. */
static int
reasons_of(const ApiPlanState *state, const RelOptInfo *rel, const ApiColumn *column,
		   const List *conditions)
{
	int			reasons = conditions != NIL ? API_NEED_CONDITION : 0;

	if (bms_is_member(column->attnum, state->bound))
		reasons |= API_NEED_BOUND;
	if (column->not_null && is_given_out(rel, column->attnum))
		reasons |= API_NEED_NOT_NULL;
	return reasons;
}

/*
 * Which parameters stand together with each: lacking[i * n + k], if number i is not sent
 * without number k.  What the path needs is given always.
 */
static void
find_lacking(ApiConfig *config, bool *set, bool *lacking, int n)
{
	ApiEndpoint *endpoint = api_config_endpoint(config);

	for (int i = 0; i < n; i++)
	{
		int			other;

		for (int k = 0; k < n; k++)
			set[k] = k == i || api_endpoint_place(endpoint, k) == API_PLACE_PATH;
		while ((other = api_endpoint_lacking(endpoint, set)) >= 0 && other < n && !set[other])
			set[other] = lacking[i * n + other] = true;
	}
	api_endpoint_free(endpoint);
}

/* Which columns must be given where another is: their placeholders stand in one text. */
static void
find_together(ApiPlanState *state)
{
	const ApiColumns *columns = state->config->columns;
	int			n = columns->nparams;
	bool	   *set = palloc0(n + 1);
	bool	   *lacking = palloc0((Size) n * n + 1);

	state->together = palloc0(sizeof(Bitmapset *) * (columns->natts + 1));
	find_lacking(state->config, set, lacking, n);
	for (int i = 0; i < columns->natts; i++)
		for (int k = 0; k < columns->natts; k++)
		{
			int			one = columns->columns[i].param_number;
			int			other = columns->columns[k].param_number;

			if (one >= 0 && other >= 0 && lacking[one * n + other])
				state->together[i + 1] = bms_add_member(state->together[i + 1], k + 1);
		}
	pfree(set);
	pfree(lacking);
}

void
api_need_init(ApiPlanState *state, PlannerInfo *root, RelOptInfo *rel)
{
	const ApiColumns *columns = state->config->columns;
	ListCell   *lc;
	int			i;

	state->bound = bound_columns(state->config->relid, columns->natts);
	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->required ||
			(column->source == API_SOURCE_PARAM &&
			 reasons_of(state, rel, column,
						api_reads_of(root, rel, column->attnum, NIL)) != 0))
			state->needed = bms_add_member(state->needed, column->attnum);
	}
	foreach(lc, state->clauses)
	{
		RestrictInfo *clause = lfirst(lc);
		ApiMatcher	matcher = {root, rel, columns, api_quals_outer(rel, clause)};
		const ApiMatch *match = api_match_clause(&matcher, clause);

		if (match->guard == NULL)
			state->joined = bms_add_member(state->joined,
										   ((const ApiColumn *) linitial(match->columns))->attnum);
	}
	if (state->joined != NULL && columns->nparams > 1)
		find_together(state);
}

/* Would a value that is given not be sent, for want of another that a join gives? */
static bool
is_left_alone(const ApiPlanState *state, const ApiQuals *quals)
{
	for (int i = 1; state->together != NULL && i <= state->config->columns->natts; i++)
	{
		int			other = -1;

		while ((other = bms_next_member(state->together[i], other)) >= 0)
			if (api_quals_given(quals, (AttrNumber) other) == API_GIVEN_NOT &&
				bms_is_member(other, state->joined) &&
				api_quals_given(quals, (AttrNumber) i) != API_GIVEN_NOT)
				return true;
	}
	return false;
}

bool
api_need_met(const ApiPlanState *state, const ApiQuals *quals)
{
	int			attnum = -1;

	while ((attnum = bms_next_member(state->needed, attnum)) >= 0)
	{
		ApiGiven	given = api_quals_given(quals, (AttrNumber) attnum);

		/* rather a join's value than one that may turn out to be none */
		if (given == API_GIVEN_NOT ||
			(given == API_GIVEN_PERHAPS && bms_is_member(attnum, state->joined)))
			return false;
	}
	return !is_left_alone(state, quals);
}

/* ---- for the executor ---- */

static List *
texts_of(PlannerInfo *root, const List *conditions)
{
	List	   *texts = NIL;
	ListCell   *lc;

	foreach(lc, conditions)
	{
		if (list_length(texts) < MOST_CONDITIONS)
			texts = lappend(texts, makeString(api_condition_text(root, lfirst(lc))));
	}
	return texts;
}

/* Why to warn of a column without a value that no condition of the level reads. */
static int
reasons_to_warn(PlannerInfo *root, RelOptInfo *rel, const ApiColumn *column)
{
	if (!is_given_out(rel, column->attnum))
		return 0;
	if (root->parent_root != NULL)
		return API_NEED_SHOWN;
	if (column->source != API_SOURCE_PARAM)
		return 0;
	return api_reads_computing(root, rel, column->attnum) ? API_NEED_COMPUTED : API_NEED_OUT;
}

/* The conditions that an error is to name, and the reasons for one. */
static List *
look_at_column(PlannerInfo *root, RelOptInfo *rel, const ApiColumn *column,
			   const ApiQuals *quals, int *reasons)
{
	const ApiPlanState *state = rel->fdw_private;
	ApiGiven	given = api_quals_given(quals, column->attnum);
	List	   *conditions = NIL;

	if (column->required || column->source == API_SOURCE_PARAM || given == API_GIVEN_NOT)
		conditions = api_reads_of(root, rel, column->attnum, quals->sent);
	if (column->required)
	{
		*reasons = API_NEED_ALWAYS;
		conditions = api_reads_nulls(conditions, rel, column->attnum);
	}
	else if (column->source == API_SOURCE_PARAM)
		*reasons = reasons_of(state, rel, column, conditions);
	else if (column->source == API_SOURCE_RECORD && conditions != NIL)
		*reasons = API_NEED_RECORDS;
	if (*reasons == 0 && given == API_GIVEN_NOT)
		*reasons = reasons_to_warn(root, rel, column);
	return conditions;
}

/* Is it a column of a sub-query that is joined, for which the join might be thought to give it a value? */
static bool
is_joined_outside(const PlannerInfo *root, const RelOptInfo *rel, AttrNumber attnum)
{
	ListCell   *lc;

	if (root->parent_root == NULL || bms_membership(root->parent_root->all_baserels) != BMS_MULTIPLE)
		return false;
	foreach(lc, root->parse->targetList)
	{
		const Var  *var = (const Var *) api_match_strip((Node *) lfirst_node(TargetEntry, lc)->expr);

		if (var && IsA(var, Var) && var->varno == (int) rel->relid && var->varattno == attnum)
			return true;
	}
	return false;
}

List *
api_need_list(PlannerInfo *root, RelOptInfo *rel, const ApiQuals *quals, bool quote)
{
	const ApiPlanState *state = rel->fdw_private;
	const ApiColumns *columns = state->config->columns;
	List	   *needs = NIL;
	int			i;

	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];
		List	   *conditions;
		ApiNeed    *need;
		int			reasons = 0;

		if (column->param_number < 0 ||
			api_quals_given(quals, column->attnum) == API_GIVEN)
			continue;
		conditions = look_at_column(root, rel, column, quals, &reasons);
		if (reasons == 0)
			continue;
		need = palloc0(sizeof(ApiNeed));
		need->attnum = column->attnum;
		need->reasons = reasons;
		if (rel->top_parent_relids != NULL && bms_is_member(column->attnum, state->joined))
			need->reasons |= API_NEED_PARTS;
		if (quote && is_joined_outside(root, rel, column->attnum))
			need->reasons |= API_NEED_WITHIN;
		need->conditions = quote ? texts_of(root, conditions) : NIL;
		needs = lappend(needs, need);
	}
	return needs;
}
