/*
 * binding.h
 *		The values of the pushed parameters: one binding for each combination.
 *
 * Holds a list of texts for each parameter of an endpoint and counts through
 * their product, the last parameter fastest, without writing it out.  A
 * parameter with no list is unset in every binding.  The list of a parameter that
 * takes several values at once is cut into groups, which are what the product
 * counts: a binding has one group of it, any other parameter's group is one value.
 * Parameters that are tied go along with one another: their lists are as long, and a
 * binding has the same place of each (pairs, not the product).
 * They are shared: by whoever asked, the chains that they open and the pages that
 * come, each of which frees its share.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_BINDING_H
#define API_BINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

typedef struct ApiBindings ApiBindings;

/* For nparams parameters, all unset: one binding. */
extern ApiBindings *api_bindings_create(int nparams, ApiError *err);

/* Appends a copy of value to a parameter's list; value is UTF-8. */
extern bool api_bindings_add(ApiBindings *bindings, int param, const char *value, ApiError *err);

/* Cuts a parameter's list into groups of at most size values; at first it is 1. */
extern void api_bindings_set_group(ApiBindings *bindings, int param, int size);

/*
 * Ties a parameter to another, its leader, which is tied to none; the lists must become as
 * long, in groups of one.
 */
extern void api_bindings_tie(ApiBindings *bindings, int param, int leader);

/* A parameter that can have no value (= NULL, an empty list): no binding at all. */
extern void api_bindings_none(ApiBindings *bindings);

/* The number of combinations; INT64_MAX when it is beyond counting. */
extern int64_t api_bindings_count(const ApiBindings *bindings);

/*
 * The group that binding number i has of a parameter: *count texts, of which the
 * first is number *first of the parameter's list.  NULL and no count: unset.
 */
extern const char *const *api_bindings_group(const ApiBindings *bindings, int64_t i, int param,
											 int *first, int *count);

/* Which of a parameter's values binding number i has (-1: unset), and its text
 * (NULL: unset); of a group the first. */
extern int	api_bindings_index(const ApiBindings *bindings, int64_t i, int param);
extern const char *api_bindings_value(const ApiBindings *bindings, int64_t i, int param);

/* The same values in the same order and groups?  Then their hashes are the same, too. */
extern bool api_bindings_equal(const ApiBindings *a, const ApiBindings *b);
extern uint64_t api_bindings_hash(const ApiBindings *bindings);

/* A hash of what binding number i has of some parameters, the bits of params. */
extern uint64_t api_bindings_hash_of(const ApiBindings *bindings, int64_t i, uint64_t params);

/* The same but for one parameter, of which both have one value? */
extern bool api_bindings_equal_but(const ApiBindings *a, const ApiBindings *b, int param);

/* A copy of the first of several that are, with the parameter's values of them all. */
extern ApiBindings *api_bindings_merge(const ApiBindings *const *all, int count, int param,
									   ApiError *err);

/* One share more, to be freed; gives bindings. */
extern ApiBindings *api_bindings_share(ApiBindings *bindings);

/* Frees a share, and with the last one all; NULL is ignored. */
extern void api_bindings_free(ApiBindings *bindings);

/* Whatever whoever asks knows them by; NULL at first. */
extern void api_bindings_set_tag(ApiBindings *bindings, void *tag);
extern void *api_bindings_tag(const ApiBindings *bindings);

#endif							/* API_BINDING_H */
