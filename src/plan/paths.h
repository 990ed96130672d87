/*
 * paths.h
 *		The planner's side of a foreign table: sizes, paths, the plan node.
 *
 * Sends no request.  One path, without parameters from other tables: a value that
 * is required and missing is found by the executor, so that EXPLAIN always works.
 */
#ifndef API_PATHS_H
#define API_PATHS_H

#include "postgres.h"

#include "foreign/fdwapi.h"

extern void apiGetForeignRelSize(PlannerInfo *root, RelOptInfo *rel, Oid relid);
extern void apiGetForeignPaths(PlannerInfo *root, RelOptInfo *rel, Oid relid);
extern ForeignScan *apiGetForeignPlan(PlannerInfo *root, RelOptInfo *rel, Oid relid,
									  ForeignPath *best_path, List *tlist, List *scan_clauses,
									  Plan *outer_plan);

#endif							/* API_PATHS_H */
