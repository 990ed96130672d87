/*
 * match_or.h
 *		A clause of several by OR, read as the values that columns may have.
 *		Private to plan/match*.c.
 */
#ifndef API_MATCH_OR_H
#define API_MATCH_OR_H

#include "postgres.h"

#include "nodes/primnodes.h"
#include "plan/match.h"

/* ---- match.c ---- */

/* A clause that is "column op value" itself; NULL: it is not. */
extern ApiMatch *api_match_simple(const ApiMatcher *matcher, Node *clause);

/* Can it be computed before the scan starts, with the same result at each row? */
extern bool api_match_is_value(const ApiMatcher *matcher, Node *node);

/* ---- match_or.c ---- */

/* The columns that each arm gives a value; NULL: there is none that all do. */
extern ApiMatch *api_match_or(const ApiMatcher *matcher, const BoolExpr *clause);

#endif							/* API_MATCH_OR_H */
