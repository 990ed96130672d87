/*
 * quals.h
 *		From WHERE clauses to values of request parameters.
 *
 * Values are known before a scan starts: constants, parameters, and what a row of other
 * tables gives, where the scan is asked for once for each such row.
 *
 * A column that feeds a parameter takes one clause: an equality before a list of
 * values, a list before a range.  Every clause, sent or not, stays in the plan to
 * be checked again by the executor.
 */
#ifndef API_QUALS_H
#define API_QUALS_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "rest/columns.h"

typedef struct ApiQuals
{
	List	   *pushed;			/* of ApiPushed, by column number */
	List	   *values;			/* of Expr: what their indexes mean; the plan's fdw_exprs */
	List	   *local;			/* RestrictInfos that shape no request */
	List	   *all;			/* RestrictInfos, those that do, too */
} ApiQuals;

/*
 * Classifies clauses (RestrictInfos) of a foreign table, whose values may hold columns of
 * the relations outer.  Sends nothing, evaluates nothing.  Allocates in the current
 * context.
 */
extern ApiQuals *api_quals_classify(PlannerInfo *root, RelOptInfo *rel, List *clauses,
									const ApiColumns *columns, Relids outer);

/* The relations whose columns a clause holds, but rel itself. */
extern Relids api_quals_outer(const RelOptInfo *rel, const RestrictInfo *clause);

/* The column whose value the clause would give, with what those relations give; NULL: none. */
extern const ApiColumn *api_quals_match(PlannerInfo *root, RelOptInfo *rel, RestrictInfo *clause,
										const ApiColumns *columns);

/* Do rows of other tables give any of the values? */
extern bool api_quals_from_outer(PlannerInfo *root, const ApiQuals *quals);

/* Do the values give all columns of the path one, and those of needed (attnums)? */
extern bool api_quals_suffice(const ApiQuals *quals, const ApiColumns *columns,
							  const Bitmapset *needed);

#endif							/* API_QUALS_H */
