/*
 * estimate.h
 *		What a scan costs: requests, rows, time.
 */
#ifndef API_ESTIMATE_H
#define API_ESTIMATE_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/quals.h"
#include "rest/config.h"

/* What one round trip costs, in units of a sequential page read. */
#define API_REQUEST_COST 100.0

/* What a scan for such values comes to. */
typedef struct ApiEstimate
{
	double		values;			/* combinations that are asked for */
	double		requests;		/* for them: of further pages nothing is known */
	double		tuples;			/* records */
	double		rows;			/* of them, those that pass the local clauses */
	Cost		startup;
	Cost		total;
} ApiEstimate;

/* quals: all the clauses of the scan, classified. */
extern void api_estimate_scan(PlannerInfo *root, RelOptInfo *rel, const ApiConfig *config,
							  const ApiQuals *quals, ApiEstimate *estimate);

/*
 * How many combinations of values clauses of joins (RestrictInfos, each of which gives a
 * column's) may give; for each column at least as many as the planner takes one to have of
 * which it knows nothing.
 */
extern double api_estimate_keys(PlannerInfo *root, RelOptInfo *rel,
								const ApiColumns *columns, List *clauses);

#endif							/* API_ESTIMATE_H */
