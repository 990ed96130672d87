/*
 * estimate.c
 *		What a scan costs.  See estimate.h.
 */
#include "postgres.h"

#include <math.h>

#include "base/compat.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "plan/constant.h"
#include "plan/estimate.h"
#include "plan/spec.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* How many values a list or range has when nobody knows. */
#define GUESSED_VALUES 10.0

/* The number of values in a range, as far as its first bounds tell. */
static double
estimate_range(const ApiQuals *quals, const ApiPushed *pushed)
{
	List	   *lowers = list_concat_copy(pushed->lower, pushed->lower_exclusive);
	List	   *uppers = list_concat_copy(pushed->upper, pushed->upper_exclusive);
	int64		lower;
	int64		upper;

	if (lowers == NIL || uppers == NIL ||
		!api_constant_integer(list_nth(quals->values, linitial_int(lowers)), &lower) ||
		!api_constant_integer(list_nth(quals->values, linitial_int(uppers)), &upper))
		return GUESSED_VALUES;
	return Max((double) upper - (double) lower + 1, 1);
}

/* The number of values in a list. */
static double
estimate_list(PlannerInfo *root, const ApiQuals *quals, const ApiPushed *pushed)
{
	double		count = 0;
	ListCell   *lc;

	foreach(lc, pushed->exprs)
	{
		Node	   *value = list_nth(quals->values, lfirst_int(lc));

		count += OidIsValid(get_base_element_type(exprType(value))) ?
			API_ESTIMATE_ARRAY_LENGTH(root, value) : 1;
	}
	return Max(count, 1);
}

/* The number of values that a column is given, by which others have not counted already. */
static double
estimate_values(PlannerInfo *root, const ApiQuals *quals, const ApiPushed *pushed)
{
	switch (pushed->kind)
	{
		case API_PUSH_ANY:
			return estimate_list(root, quals, pushed);
		case API_PUSH_PAIRS:
			return pushed->leader == pushed->attnum ? list_length(pushed->exprs) : 1;
		case API_PUSH_RANGE:
			return estimate_range(quals, pushed);
		case API_PUSH_EQUAL:
			break;
	}
	return 1;
}

/*
 * The product over the pushed columns, of values and of the chains that hold them; for several
 * keys, the values of list go out together.
 */
static void
count_values(PlannerInfo *root, const ApiConfig *config, const ApiQuals *quals, double *values,
			 double *chains)
{
	double		most = Max((double) config->max_fanout, 1);
	ListCell   *lc;

	*values = *chains = 1;
	foreach(lc, quals->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);
		double		count = estimate_values(root, quals, pushed);

		*values *= count;
		*chains *= ceil(count / config->columns->columns[pushed->attnum - 1].list_max);
	}
	/* more is an error */
	*chains = Min(*chains, most);
	*values = Max(Min(*values, most), *chains);
}

/* What checking them costs. */
static void
cost_clauses(PlannerInfo *root, RelOptInfo *rel, const ApiQuals *quals, QualCost *cost)
{
	cost_qual_eval(cost, quals->all, root);
	cost->startup += rel->reltarget->cost.startup;
}

void
api_estimate_for_keys(PlannerInfo *root, RelOptInfo *rel, const ApiAnswers *answers,
					  const ApiQuals *quals, double keys, const ApiColumn *list,
					  ApiEstimate *estimate)
{
	double		chains;
	QualCost	cost;

	count_values(root, answers->config, quals, &estimate->values, &chains);
	chains *= ceil(keys / (list ? list->list_max : 1));
	estimate->values *= keys;
	estimate->tuples = api_answers_rows(answers, root, rel, quals) * estimate->values;
	if (answers->listed && answers->rows.from != API_FROM_DEFAULT)
		estimate->tuples = Min(estimate->tuples, answers->rows.value);
	estimate->tuples = clamp_row_est(estimate->tuples);
	estimate->rows = clamp_row_est(estimate->tuples *
								   clauselist_selectivity(root, quals->local, rel->relid,
														  JOIN_INNER, NULL));

	api_answers_price(answers, chains, estimate->tuples, quals->pushed == NIL, &estimate->price);
	cost_clauses(root, rel, quals, &cost);
	estimate->startup = estimate->price.first + cost.startup;
	estimate->total = estimate->price.all + cost.startup +
		(cpu_tuple_cost + cost.per_tuple) * estimate->tuples +
		rel->reltarget->cost.per_tuple * estimate->rows;
}

void
api_estimate_scan(PlannerInfo *root, RelOptInfo *rel, const ApiAnswers *answers,
				  const ApiQuals *quals, ApiEstimate *estimate)
{
	api_estimate_for_keys(root, rel, answers, quals, 1, NULL, estimate);
}

double
api_estimate_requests(const ApiEstimate *estimate, const ApiAnswers *answers, double limit)
{
	double		records = limit * estimate->tuples / estimate->rows;
	ApiPrice	price;

	if (limit <= 0 || records >= estimate->tuples)
		return estimate->price.requests;
	api_answers_price(answers, 1, records, false, &price);
	return Min(price.requests, estimate->price.requests);
}

/* How many values the side of a join clause has that is not the table's. */
static double
estimate_distinct(PlannerInfo *root, const RelOptInfo *rel, const RestrictInfo *clause)
{
	bool		is_left = bms_is_member((int) rel->relid, clause->left_relids);
	VariableStatData values;
	double		count;
	bool		is_default;

	if (!is_opclause(clause->clause) || bms_is_empty(clause->left_relids))
		return DEFAULT_NUM_DISTINCT;
	examine_variable(root, is_left ? get_rightop(clause->clause) : get_leftop(clause->clause), 0,
					 &values);
	count = get_variable_numdistinct(&values, &is_default);
	ReleaseVariableStats(values);
	return Max(count, DEFAULT_NUM_DISTINCT);
}

double
api_estimate_keys(PlannerInfo *root, RelOptInfo *rel, const ApiColumns *columns, List *clauses)
{
	double	   *counts = palloc0(sizeof(double) * Max(columns->natts, 1));
	double		keys = 1;
	ListCell   *lc;
	int			i;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst(lc);
		const ApiColumn *column = api_quals_match(root, rel, clause, columns);

		i = (int) (column - columns->columns);
		counts[i] = Max(counts[i], estimate_distinct(root, rel, clause));
	}
	for (i = 0; i < columns->natts; i++)
		keys *= Max(counts[i], 1);
	return clamp_row_est(keys);
}
