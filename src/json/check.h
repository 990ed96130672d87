/*
 * check.h
 *		Is a text JSON, to the letter?  Private to json.
 *
 * The reader frames what nobody wants; this checks every byte, where a value is
 * taken whole and nobody else checks it.  Core: no PostgreSQL, no memory.
 */
#ifndef API_CHECK_H
#define API_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* What there is in a well-formed text. */
typedef struct ApiCheckCounts
{
	size_t		members;		/* of all objects, repeated names counted too */
	size_t		big_integers;	/* integers that 64 bits may not hold */
} ApiCheckCounts;

/*
 * Checks one JSON value with white space around it, as RFC 8259 has it, nested
 * at most max_depth (up to API_READER_MAX_DEPTH).  Gives NULL, or where it is
 * wrong.  counts may be NULL.
 */
extern const char *api_json_check(const char *text, size_t len, int max_depth, ApiCheckCounts *counts);

#endif							/* API_CHECK_H */
