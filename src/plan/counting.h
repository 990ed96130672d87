/*
 * counting.h
 *		count(*) by the total that the first page declares.
 *
 * Only where each record is a row: the table's option count_from_total is on, no condition is
 * checked on a record's own value, nothing is passed over, and records are the elements of
 * one list.
 */
#ifndef API_COUNTING_H
#define API_COUNTING_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/* GetForeignUpperPaths: adds the path, if that is what the query level computes. */
extern void apiGetForeignUpperPaths(PlannerInfo *root, UpperRelationKind stage,
									RelOptInfo *input_rel, RelOptInfo *output_rel, void *extra);

#endif							/* API_COUNTING_H */
