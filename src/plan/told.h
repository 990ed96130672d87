/*
 * told.h
 *		What EXPLAIN says of the scans in the plan of a sub-select.
 */
#ifndef API_TOLD_H
#define API_TOLD_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/why.h"

/*
 * A sub-select is planned before the query around it, which knows why its scans are asked row
 * by row, or that they are not: that is written into its finished plan, for those that are
 * asked for a row whenever it is.  Other reasons, which they had of their own, stay.
 */
extern void api_told_set(const PlannerInfo *root, int plan_id, ApiWhy why);

#endif							/* API_TOLD_H */
