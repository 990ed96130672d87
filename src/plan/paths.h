/*
 * paths.h
 *		The planner's side of a foreign table: sizes and paths.
 *
 * Sends no request.  Beside the path that needs nothing of other tables there is one for
 * each set of tables whose rows give values that are sent.  A value that is required and
 * missing is found by the executor, so that EXPLAIN always works; such a path is the last
 * that is chosen.
 */
#ifndef API_PATHS_H
#define API_PATHS_H

#include "postgres.h"

#include "foreign/fdwapi.h"

extern void apiGetForeignRelSize(PlannerInfo *root, RelOptInfo *rel, Oid relid);
extern void apiGetForeignPaths(PlannerInfo *root, RelOptInfo *rel, Oid relid);

#endif							/* API_PATHS_H */
