/*
 * binding.h
 *		The values of the pushed parameters: one binding for each combination.
 *
 * Holds a list of texts for each parameter of an endpoint and counts through
 * their product, the last parameter fastest, without writing it out.  A
 * parameter with no list is unset in every binding.
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

/* A parameter that can have no value (= NULL, an empty list): no binding at all. */
extern void api_bindings_none(ApiBindings *bindings);

/* The number of combinations; INT64_MAX when it is beyond counting. */
extern int64_t api_bindings_count(const ApiBindings *bindings);

/* Which of a parameter's values binding number i has (-1: unset), and its text
 * (NULL: unset). */
extern int	api_bindings_index(const ApiBindings *bindings, int64_t i, int param);
extern const char *api_bindings_value(const ApiBindings *bindings, int64_t i, int param);

/* The same values in the same order?  Then their hashes are the same, too. */
extern bool api_bindings_equal(const ApiBindings *a, const ApiBindings *b);
extern uint64_t api_bindings_hash(const ApiBindings *bindings);

/* One share more, to be freed; gives bindings. */
extern ApiBindings *api_bindings_share(ApiBindings *bindings);

/* Frees a share, and with the last one all; NULL is ignored. */
extern void api_bindings_free(ApiBindings *bindings);

/* Whatever whoever asks knows them by; NULL at first. */
extern void api_bindings_set_tag(ApiBindings *bindings, void *tag);
extern void *api_bindings_tag(const ApiBindings *bindings);

#endif							/* API_BINDING_H */
