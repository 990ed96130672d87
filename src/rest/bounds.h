/*
 * bounds.h
 *		Does a member say that the total beside it is no exact one?
 *
 * "relation": "gte", "total_is_approximate": true, "totalCapped": true, "is_exact": false.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_BOUNDS_H
#define API_BOUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "rest/search.h"

extern bool api_bounds_say(const char *name, const char *value);

/* The total that a page calls no exact one; -1: it has none. */
extern int64_t api_bounds_total(const ApiSearch *search);

#endif							/* API_BOUNDS_H */
