/*
 * ordinal.h
 *		What a page says of its own place among the pages.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_ORDINAL_H
#define API_ORDINAL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiOrdinal
{
	bool		zero;			/* it calls itself page 0 */
	bool		numbered;		/* it has a number */
	int64_t		number;			/* the last that it gives itself */
	bool		behind;			/* it says in words that there are pages before it */
	char		seen[80];		/* these words: "first": false; "" */
} ApiOrdinal;

/* A member that stands around the records, or in an object for paging. */
extern void api_ordinal_note(ApiOrdinal *ordinal, const char *name, const char *value, bool string);

#endif							/* API_ORDINAL_H */
