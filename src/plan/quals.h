/*
 * quals.h
 *		From WHERE clauses to values of request parameters.
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
} ApiQuals;

/*
 * Classifies the restriction clauses (RestrictInfos) of a foreign table.  Sends
 * nothing, evaluates nothing.  Allocates in the current context.
 */
extern ApiQuals *api_quals_classify(RelOptInfo *rel, List *clauses, const ApiColumns *columns);

#endif							/* API_QUALS_H */
