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
#include "plan/quals.h"
#include "rest/config.h"

/*
 * Is each record a row, so that records and rows are of one number?  quals: all clauses of a
 * scan, classified.
 */
extern bool api_counting_is_plain(const RelOptInfo *rel, const ApiConfig *config,
								  const ApiQuals *quals);

/* GetForeignUpperPaths: adds the path, if that is what the query level computes. */
extern void apiGetForeignUpperPaths(PlannerInfo *root, UpperRelationKind stage,
									RelOptInfo *input_rel, RelOptInfo *output_rel, void *extra);

#endif							/* API_COUNTING_H */
