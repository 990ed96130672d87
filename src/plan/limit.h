/*
 * limit.h
 *		What a LIMIT, or an EXISTS, wants of a scan.
 *
 * It is a budget for the first requests of the scan, whatever its clauses drop.  It is exact
 * where each record that the API gives becomes a row of the query level: there are no clauses,
 * or such as columns of the path and param_only ones satisfy by what was sent.
 */
#ifndef API_PLAN_LIMIT_H
#define API_PLAN_LIMIT_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/quals.h"
#include "plan/spec.h"
#include "rest/config.h"

/* Does each record become a row of the scan?  quals: all its clauses, classified. */
extern bool api_limit_is_exact(const RelOptInfo *rel, const ApiConfig *config, const ApiQuals *quals);

/* All rows are wanted. */
extern void api_limit_none(ApiScanSpec *spec);

/*
 * Fills in how many rows are wanted of the only relation that root scans, where nothing
 * above the scan has to see all of them.  Gives the plan's fdw_exprs: the values of quals,
 * then what LIMIT and OFFSET take from parameters.
 */
extern List *api_limit_fill(ApiScanSpec *spec, PlannerInfo *root, const RelOptInfo *rel,
							const ApiQuals *quals);

#endif							/* API_PLAN_LIMIT_H */
