/*
 * reads.h
 *		Who reads a column of a table other than to give it out.
 */
#ifndef API_READS_H
#define API_READS_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/*
 * The conditions of the query level (List of Node) that read the column, but for clauses of
 * sent (RestrictInfos) that give it its value: clauses of WHERE, ON and HAVING, of FILTER and
 * of WHEN in MERGE, and what sub-selects and LATERAL take of it.  Where it is given out, alone
 * or in a whole row, sorted, grouped or asked whether it is NULL, nothing reads it.
 */
extern List *api_reads_of(PlannerInfo *root, RelOptInfo *rel, AttrNumber attnum,
						  const List *sent);

/* Adds to found the clauses of the relation that ask no more than whether the column is NULL. */
extern List *api_reads_nulls(List *found, const RelOptInfo *rel, AttrNumber attnum);

/*
 * Does what the level gives out compute with the column: by an aggregate or a function, or by
 * sorting, grouping or telling rows apart?  A cast does not, nor does a whole row.
 */
extern bool api_reads_computing(PlannerInfo *root, RelOptInfo *rel, AttrNumber attnum);

#endif							/* API_READS_H */
