/*
 * scan_plan.h
 *		The plan node of a scan, and its order form.
 */
#ifndef API_SCAN_PLAN_H
#define API_SCAN_PLAN_H

#include "postgres.h"

#include "foreign/fdwapi.h"
#include "nodes/pathnodes.h"
#include "plan/quals.h"
#include "plan/spec.h"

extern ForeignScan *apiGetForeignPlan(PlannerInfo *root, RelOptInfo *rel, Oid relid,
									  ForeignPath *best_path, List *tlist, List *scan_clauses,
									  Plan *outer_plan);

/*
 * Fills in what a scan of rel is to ask, and read: the columns of rel's target and of the
 * clauses (expressions).  All rows are wanted.
 */
extern void api_scan_spec_fill(ApiScanSpec *spec, PlannerInfo *root, RelOptInfo *rel,
							   const ApiQuals *quals, List *clauses);

#endif							/* API_SCAN_PLAN_H */
