/*
 * names.h
 *		Names that stand apart from their values: {"columns": ["a", "b"], "rows": [[1, 2]]}.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_NAMES_H
#define API_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * The index of a name among the elements of the array whose text this is: strings,
 * or objects with a member "name".  -1: it is not among them; -2 with err
 * (API_ERR_RECORDS, API_ERR_JSON): the text is no array.
 */
extern int	api_names_find(const char *text, size_t len, const char *name, size_t name_len,
						   ApiError *err);

/*
 * The same for a name that differs in case and underscores, among those that may be taken:
 * -1: there is none; -2 with err: there are two, or the text is no array.
 */
typedef bool (*ApiNameMay) (void *arg, const char *name, size_t len);	/* with its quotes */
extern int	api_names_find_like(const char *text, size_t len, const char *name, size_t name_len,
								ApiNameMay may, void *arg, ApiError *err);

/* Calls emit, whatever it gives, for each of the names. */
extern void api_names_each(const char *text, size_t len, ApiNameMay emit, void *arg);

#endif							/* API_NAMES_H */
