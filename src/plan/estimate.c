/*
 * estimate.c
 *		What a scan costs.  See estimate.h.
 */
#include "postgres.h"

#include <math.h>

#include "base/compat.h"
#include "catalog/pg_type.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "plan/estimate.h"
#include "plan/spec.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* How many values a list or range has when nobody knows. */
#define GUESSED_VALUES 10.0

/* An integer constant? */
static bool
constant_integer(Node *node, double *value)
{
	Const	   *constant = (Const *) node;

	if (!IsA(node, Const) || constant->constisnull)
		return false;
	switch (getBaseType(constant->consttype))
	{
		case INT2OID:
			*value = DatumGetInt16(constant->constvalue);
			return true;
		case INT4OID:
			*value = DatumGetInt32(constant->constvalue);
			return true;
		case INT8OID:
			*value = (double) DatumGetInt64(constant->constvalue);
			return true;
	}
	return false;
}

/* The number of values in a range, as far as its first bounds tell. */
static double
estimate_range(const ApiQuals *quals, const ApiPushed *pushed)
{
	List	   *lowers = list_concat_copy(pushed->lower, pushed->lower_exclusive);
	List	   *uppers = list_concat_copy(pushed->upper, pushed->upper_exclusive);
	double		lower;
	double		upper;

	if (lowers == NIL || uppers == NIL ||
		!constant_integer(list_nth(quals->values, linitial_int(lowers)), &lower) ||
		!constant_integer(list_nth(quals->values, linitial_int(uppers)), &upper))
		return GUESSED_VALUES;
	return Max(upper - lower + 1, 1);
}

/* The number of requests: the product over the pushed columns. */
static double
estimate_requests(PlannerInfo *root, const ApiQuals *quals, double max_fanout)
{
	double		requests = 1;
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		ApiPushed  *pushed = lfirst(lc);

		if (pushed->kind == API_PUSH_ANY)
		{
			Node	   *array = list_nth(quals->values, pushed->expr);

			requests *= Max(API_ESTIMATE_ARRAY_LENGTH(root, array), 1);
		}
		else if (pushed->kind == API_PUSH_RANGE)
			requests *= estimate_range(quals, pushed);
	}
	return Min(requests, Max(max_fanout, 1));
}

/* What checking them costs. */
static void
cost_clauses(PlannerInfo *root, RelOptInfo *rel, const ApiQuals *quals, QualCost *cost)
{
	cost_qual_eval(cost, quals->all, root);
	cost->startup += rel->reltarget->cost.startup;
}

void
api_estimate_scan(PlannerInfo *root, RelOptInfo *rel, const ApiConfig *config,
				  const ApiQuals *quals, ApiEstimate *estimate)
{
	double		window = Max(config->limits.max_concurrency, 1);
	QualCost	cost;

	/* the option says how many rows a request gives; the local clauses filter them */
	estimate->requests = estimate_requests(root, quals, (double) config->max_fanout);
	estimate->tuples = clamp_row_est(config->rows * estimate->requests);
	estimate->rows = clamp_row_est(estimate->tuples *
								   clauselist_selectivity(root, quals->local, rel->relid,
														  JOIN_INNER, NULL));

	/* a first round trip, then as many as the window leaves */
	cost_clauses(root, rel, quals, &cost);
	estimate->startup = API_REQUEST_COST + cost.startup;
	estimate->total = estimate->startup + (ceil(estimate->requests / window) - 1) * API_REQUEST_COST +
		(cpu_tuple_cost + cost.per_tuple) * estimate->tuples +
		rel->reltarget->cost.per_tuple * estimate->rows;
}
