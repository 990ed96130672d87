/*
 * match.h
 *		A clause read as values that columns are to have.
 *
 * The simplest is "column = value".  A list of values, "a = 1 OR a IN (2, 3)", is one
 * column with several alternatives; pairs, "(a, b) IN ((1, 2), (3, 4))", are several
 * columns with one value each in every alternative.  A guard is what makes the clause true
 * whatever the columns have: in "$1 IS NULL OR a = $1" the first arm.
 */
#ifndef API_MATCH_H
#define API_MATCH_H

#include "postgres.h"

#include "access/stratnum.h"
#include "nodes/pathnodes.h"
#include "rest/columns.h"

typedef struct ApiMatch
{
	List	   *columns;		/* of const ApiColumn *, one or more, each once */
	List	   *rows;			/* of List of Expr, a value for each column; that of an only column
								 * may be an array, of which any element will do */
	StrategyNumber strategy;	/* column op value; equality if there is more than one value */
	bool		exact;			/* the clause says no more than this */
	Expr	   *guard;			/* or NULL */
	RestrictInfo *rinfo;		/* the clause */
} ApiMatch;

/* What clauses are matched for. */
typedef struct ApiMatcher
{
	PlannerInfo *root;
	const RelOptInfo *rel;
	const ApiColumns *columns;
	Relids		outer;			/* whose columns values may hold */
} ApiMatcher;

/*
 * Matches a clause of the matcher's table, in the current memory context.  NULL: it gives
 * no column a value, or none that may be sent.
 */
extern ApiMatch *api_match_clause(const ApiMatcher *matcher, RestrictInfo *rinfo);

/* Without what clauses add beside its column: whether that is NULL or what it is cast to. */
extern Node *api_match_strip(Node *node);

/* The match of one of several columns alone, which says less. */
extern ApiMatch *api_match_project(const ApiMatch *match, const ApiColumn *column);

/*
 * Is a range of the column asked for value by value?  So it is only where the API has no other
 * way: its column's placeholder, for dates only if it must be given.
 */
extern bool api_match_counts(const ApiColumn *column);

/* Is it one value for one column, whatever else holds? */
extern bool api_match_is_single(const ApiMatch *match);

#endif							/* API_MATCH_H */
