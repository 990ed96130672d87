/*
 * bound.h
 *		The values of bindings as Datums: what a page was asked for with.
 */
#ifndef API_BOUND_H
#define API_BOUND_H

#include "postgres.h"

#include "rest/binding.h"
#include "rest/columns.h"

/* The values of bindings, as Datums of the columns' base types. */
typedef struct ApiBound ApiBound;

/* For nparams parameters without values, in the current memory context. */
extern ApiBound *api_bound_create(int nparams);

/*
 * Gives a parameter its values, in the order of the bindings' texts, of which group at most
 * go together.  They must live as long as bound; what it notes beside them is in the current memory context.
 */
extern void api_bound_set(ApiBound *bound, int param, const Datum *values, int64 count,
						  const ApiColumn *column, int group);

/*
 * The first of several that differ in one parameter alone, with the values of it of them
 * all; in the current memory context, and it lives as long as they do.
 */
extern ApiBound *api_bound_merge(const ApiBound *const *all, int count, int param,
								 const ApiColumn *column);

/* What a page was asked for with: a binding of those that bound belongs to. */
typedef struct ApiAsked
{
	const ApiBindings *bindings;
	int64		binding;
	const ApiBound *bound;
} ApiAsked;

/* The value of a parameter, of a list the first; false: none. */
extern bool api_asked_value(const ApiAsked *asked, int param, Datum *value);

/*
 * All *count values of a parameter that the page was asked for, without repeats and in
 * the ascending order of their type under the C collation; NULL: none.
 */
extern const Datum *api_asked_values(const ApiAsked *asked, int param, int *count);

#endif							/* API_BOUND_H */
