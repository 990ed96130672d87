/*
 * scalar.h
 *		What an envelope's value says to a pager: nothing, a count, a text.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SCALAR_H
#define API_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* A JSON text in a body; text NULL: absent. */
typedef struct ApiText
{
	const char *text;
	size_t		len;
} ApiText;

/* Counts beyond this are as good as this one. */
#define API_COUNT_MAX INT64_C(1000000000000000)

/* Is it null, false, 0, "", [] or {}? */
extern bool api_text_falsy(const char *text, size_t len);

/*
 * Is a token's text, decoded, one that stands for none: "", "0", "-1", "null", "None",
 * "false", "undefined"?
 */
extern bool api_token_void(const char *token);

/*
 * What a word says to the question whether it is so: true, yes, y, on and 1, or false, no, n, off
 * and 0, in any case.  1 or 0; -1: neither.
 */
extern int	api_word_truth(const char *word);

/* Is it null? */
extern bool api_text_null(const char *text, size_t len);

/*
 * Reads a count: an integer, or a string with one.  *unknown: it is null or
 * negative, which says that the API does not know.  false: it is no number.
 */
extern bool api_text_count(const char *text, size_t len, int64_t *count, bool *unknown);

/*
 * The text as a query item has it: a string decoded, any other value as it is
 * written.  malloc'd; NULL with err.
 */
extern char *api_text_plain(const char *text, size_t len, ApiError *err);

#endif							/* API_SCALAR_H */
