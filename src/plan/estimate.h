/*
 * estimate.h
 *		What a scan costs: requests, rows, time.
 */
#ifndef API_ESTIMATE_H
#define API_ESTIMATE_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/answers.h"
#include "plan/quals.h"

/* What a scan for such values comes to. */
typedef struct ApiEstimate
{
	double		values;			/* combinations that are asked for */
	double		tuples;			/* records */
	double		rows;			/* of them, those that pass the local clauses */
	ApiPrice	price;			/* of asking for them */
	Cost		startup;		/* of the scan */
	Cost		total;
} ApiEstimate;

/* quals: all the clauses of the scan, classified. */
extern void api_estimate_scan(PlannerInfo *root, RelOptInfo *rel, const ApiAnswers *answers,
							  const ApiQuals *quals, ApiEstimate *estimate);

/* Of so many such scans, that ask together; the values of list, if it is none, in lists. */
extern void api_estimate_for_keys(PlannerInfo *root, RelOptInfo *rel, const ApiAnswers *answers,
								  const ApiQuals *quals, double keys, const ApiColumn *list,
								  ApiEstimate *estimate);

/* The requests of a scan of which so many rows are read; 0: all. */
extern double api_estimate_requests(const ApiEstimate *estimate, const ApiAnswers *answers,
									double limit);

/*
 * How many combinations of values clauses of joins (RestrictInfos, each of which gives a
 * column's) may give; for each column at least as many as the planner takes one to have of
 * which it knows nothing.
 */
extern double api_estimate_keys(PlannerInfo *root, RelOptInfo *rel,
								const ApiColumns *columns, List *clauses);

#endif							/* API_ESTIMATE_H */
