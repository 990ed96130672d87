/*
 * above.h
 *		The nodes above a node of a plan.
 */
#ifndef API_ABOVE_H
#define API_ABOVE_H

#include "postgres.h"

#include "nodes/plannodes.h"

/*
 * The nodes above it, from below upwards, as deparsing wants them, which finds there what sets
 * the parameters; those above the sub-select that it stands in, if it does, are not among them.
 */
extern List *api_above(const PlannedStmt *statement, const Plan *node);

#endif							/* API_ABOVE_H */
