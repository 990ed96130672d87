/*
 * acts.h
 *		What reading a side of a join does beside giving rows.
 */
#ifndef API_ACTS_H
#define API_ACTS_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/*
 * Does reading rows of the relations, with those expressions for columns, do anything, by
 * volatile functions or locks, of which a reader that stops early would do less?  So do the
 * conditions that they are picked by; but random() and clock_timestamp() do nothing there.
 */
extern bool api_acts_when_read(PlannerInfo *root, Relids relids, const List *exprs);

#endif							/* API_ACTS_H */
