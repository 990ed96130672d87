/*
 * constant.h
 *		Values that the planner knows, and those of ranges and arrays written out.
 */
#ifndef API_CONSTANT_H
#define API_CONSTANT_H

#include "postgres.h"

#include "nodes/params.h"
#include "nodes/primnodes.h"

/* Most values that a list holds which is written out. */
#define API_CONSTANT_MAX 10000

/* An integer, or a date as one? */
extern bool api_constant_integer(const Node *node, int64 *value);

/*
 * An array of the integers, or dates, from first to last, for a column of that type; there are
 * API_CONSTANT_MAX at most.
 */
extern Expr *api_constant_range(Oid columntype, int64 first, int64 last);

/*
 * The elements of an array (List of Expr), but for NULLs, or the one value that is none.
 * false: they are not known one by one.
 */
extern bool api_constant_elements(Expr *value, List **elements);

/* Is it what a parameter of the query has this time? */
extern bool api_constant_is_param(const Const *constant, ParamListInfo params);

#endif							/* API_CONSTANT_H */
