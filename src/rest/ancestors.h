/*
 * ancestors.h
 *		Values that a wildcard of record_path matches, and that have no records.
 *
 * One that lacks the list has none, as long as others have it (see reader_way.c); but not
 * where it tells of an error instead, or has the list by another name.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ANCESTORS_H
#define API_ANCESTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "json/reader.h"

/*
 * Looks at those of a body that was read to its end, if it has some.  false with err: one that
 * lacks the list tells of an error.  beside: one whose list is empty does; doubt: one has a list
 * of a name that is near.  guesses: errors are looked for.
 */
extern bool api_ancestors_look(const ApiReader *reader, const ApiPath *records, const char *body, size_t len,
							   bool guesses, ApiError *beside, ApiError *doubt, ApiError *err);

#endif							/* API_ANCESTORS_H */
