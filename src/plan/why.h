/*
 * why.h
 *		Why a join with a foreign table loops, and is not batched: a closed set of reasons.
 */
#ifndef API_WHY_H
#define API_WHY_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/quals.h"

typedef enum ApiWhy
{
	API_WHY_NONE,				/* nothing is in the way */
	API_WHY_SETTING,
	API_WHY_OPTION,
	API_WHY_UNIQUE_KEY,			/* records of two keys may not be taken for repeats */
	API_WHY_TYPE,				/* right and full joins need the whole inner side */
	API_WHY_AGAIN,				/* rows that are locked or checked again want the inner side as a scan */
	API_WHY_LATERAL,			/* what is read ahead would depend on who asks */
	API_WHY_COMPUTED,			/* placeholder variables of the inner side: no plan node is there for them */
	API_WHY_WHOLE,				/* whole rows and system columns have no place in the scan tuple */
	API_WHY_VOLATILE,			/* keys and conditions of the join are evaluated as often as a loop does */
	API_WHY_ONCE,				/* a one-time condition stands above a plan node, which is core's to make */
	API_WHY_OUTER,				/* what the outer side computes or locks: as often as a loop, too */
	API_WHY_PART,				/* the inner side is more than the table */
	API_WHY_WITHIN,				/* the loop is that of a query around */
	API_WHY_GUARDED,			/* whether it is asked for a row is not known before */
	API_WHY_FIRST,				/* what is read ahead is read whole */
	API_WHY_COST,
	API_WHYS
} ApiWhy;

/* May a join of those two take the loop's place?  The inner one must be a table of ours. */
extern ApiWhy api_why_loops(PlannerInfo *root, const RelOptInfo *join, const RelOptInfo *outer,
							const RelOptInfo *inner, JoinType type, List *clauses);

/* Why a loop asks a scan of ours anew for each row; NONE: no loop does.  When its plan is made. */
extern ApiWhy api_why_of_scan(const PlannerInfo *root, const Path *scan, const ApiQuals *quals);

/* What EXPLAIN says of it. */
extern const char *api_why_text(ApiWhy why);

#endif							/* API_WHY_H */
