/*
 * need.h
 *		Which columns need a value: the one rule.
 *
 * A column of the path, and one with the option required, always needs one.  One that shows
 * what was sent needs one if a condition of the query level reads it (see plan/reads), for it
 * would be NULL there, or a partition's bound.  Where it is given out it is NULL where nothing
 * was sent, but for a column that is NOT NULL.  One of the records needs one if a condition
 * reads it and no record has it, which the end of the scan shows.
 */
#ifndef API_NEED_H
#define API_NEED_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/quals.h"
#include "plan/state.h"

/*
 * Learns, for the state of a table that is being planned, which columns need a value, and
 * which of them clauses of joins (state->clauses) give one.
 */
extern void api_need_init(ApiPlanState *state, PlannerInfo *root, RelOptInfo *rel);

/* Do the values give all columns one that need it, as far as a plan can tell? */
extern bool api_need_met(const ApiPlanState *state, const ApiQuals *quals);

/*
 * What the executor must look at, of columns that the values give none, or perhaps none: a
 * list of ApiNeed (see plan/spec).  quote: the conditions may be shown.
 */
extern List *api_need_list(PlannerInfo *root, RelOptInfo *rel, const ApiQuals *quals, bool quote);

#endif							/* API_NEED_H */
