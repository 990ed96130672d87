/*
 * binds.h
 *		The bindings that a stream was asked for, and has not opened chains for yet.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_BINDS_H
#define API_BINDS_H

#include "rest/binding.h"

typedef struct ApiBinds
{
	struct ApiBindsPart *first; /* NULL: there are none */
	struct ApiBindsPart *last;
} ApiBinds;

/* Takes a share of bindings, also on failure; none of them is nothing to add. */
extern bool api_binds_add(ApiBinds *binds, ApiBindings *bindings, ApiError *err);

static inline bool
api_binds_any(const ApiBinds *binds)
{
	return binds->first != NULL;
}

/* The next binding, of which there must be one: gives a share, and its number. */
extern ApiBindings *api_binds_take(ApiBinds *binds, int64_t *binding);

extern void api_binds_free(ApiBinds *binds);

#endif							/* API_BINDS_H */
