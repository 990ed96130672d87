/*
 * where.h
 *		At which place of a scan something failed: the page and the values asked for.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_WHERE_H
#define API_WHERE_H

#include <stdint.h>

#include "base/error.h"
#include "rest/stream.h"

/*
 * "page 3, id=2": malloc'd UTF-8, "" if there is nothing to tell; NULL: no memory.
 * The page (counted from 0) is told where the chain has others: it is not the first, or
 * the options say how the table pages.  The values are those sent, by the parameters'
 * names, without secrets, each and all cut; none with hides_values.
 */
extern char *api_where_text(const ApiStreamSpec *spec, const ApiBindings *bindings,
							int64_t binding, int64_t page);

/* Has an error that is set tell so; one that does already stays. */
extern void api_where_note(const ApiStreamSpec *spec, const ApiBindings *bindings,
						   int64_t binding, int64_t page, ApiError *err);

#endif							/* API_WHERE_H */
