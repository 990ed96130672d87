/*
 * quals.h
 *		From WHERE clauses to values of request parameters.
 *
 * Values are known before a scan starts: constants, parameters, and what a row of other
 * tables gives, where the scan is asked for once for each such row.
 *
 * A column that feeds a parameter takes one clause: an equality before pairs, pairs before
 * a list of values, a list before a range.  Every clause, sent or not, is checked again on
 * the rows: by the executor, or by the scan itself.
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
	List	   *local;			/* RestrictInfos that shape no request, or say more than it */
	List	   *all;			/* RestrictInfos, those that do, too */
	List	   *sent;			/* RestrictInfos that give a column its value */
	List	   *rechecked;		/* of these, lists of which exec/recheck holds each row against its own part */
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

/*
 * The column whose value the clause would give, with what those relations give; of several
 * the first; NULL: none.
 */
extern const ApiColumn *api_quals_match(PlannerInfo *root, RelOptInfo *rel, RestrictInfo *clause,
										const ApiColumns *columns);

/* Do rows of other tables give any of the values? */
extern bool api_quals_from_outer(PlannerInfo *root, const ApiQuals *quals);

/* How well the values give a column one. */
typedef enum ApiGiven
{
	API_GIVEN_NOT,
	API_GIVEN_PERHAPS,			/* the executor will see, by the clause's guard */
	API_GIVEN
} ApiGiven;

extern ApiGiven api_quals_given(const ApiQuals *quals, AttrNumber attnum);

#endif							/* API_QUALS_H */
