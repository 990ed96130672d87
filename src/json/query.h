/*
 * query.h
 *		Paths into a response's envelope: ApiPath, and beyond it one filter and one
 *		comparison, as PostgreSQL's jsonpath writes them.
 *
 *		$.paging.next      $.data[last].id      $.links[*] ? (@.rel == "next").href
 *		$.end_of_stream == false                $.page < $.pages
 *
 * A filter compares with a literal; a comparison at the end with a literal or
 * another path, and its result is true or false, or nothing where a side is absent or
 * the two have no order.  Strings compare by == and != only; numbers as doubles or, where both are
 * integers, exactly.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_QUERY_H
#define API_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "json/path.h"
#include "json/scalar.h"

typedef struct ApiQuery ApiQuery;

/* NULL with API_ERR_OPTION_VALUE (says where it went wrong) or out of memory. */
extern ApiQuery *api_query_parse(const char *text, ApiError *err);

/* The paths from whose leading steps it is evaluated: one, or two where it compares
 * two paths.  They live as long as the query. */
extern int	api_query_prefixes(const ApiQuery *query, const ApiPath *prefixes[2]);

/* From now on a match that is null, false, 0, "", [] or {} is none. */
extern void api_query_skip_falsy(ApiQuery *query);

/*
 * Evaluates over the texts that stand behind the first steps[i] steps of the
 * prefixes (absent ones too).  Gives the first match, or found->text NULL; false
 * with err when it meets malformed JSON.
 */
extern bool api_query_find(const ApiQuery *query, const ApiText prefixes[2], const int steps[2],
						   ApiText *found, ApiError *err);

extern void api_query_free(ApiQuery *query);

/*
 * Splits a list at its commas outside quotes, brackets and parentheses.  Gives the
 * number of parts (malloc'd, without blanks around), or -1 with err.
 */
extern int	api_query_split(const char *text, char *parts[], int room, ApiError *err);

#endif							/* API_QUERY_H */
