/*
 * spelling.h
 *		Members' names that are written in another way than a column's.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SPELLING_H
#define API_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the name without underscores and in lower case (ASCII) to out, which has room for
 * as many bytes; gives the bytes written.  What is made of underscores stays as it is. */
extern size_t api_spelling_fold(const char *name, size_t len, char *out);

/* Is that the name folded? */
extern bool api_spelling_folds_to(const char *name, size_t len, const char *folded, size_t folded_len);

/*
 * Are two names so near that one may be meant for the other: equal but for case,
 * underscores and other marks, or plural, or at an edit distance of two (of one in short
 * names)?
 */
extern bool api_spelling_near(const char *a, size_t a_len, const char *b, size_t b_len);

#endif							/* API_SPELLING_H */
