/*
 * words.h
 *		The words that names of members are made of.
 *
 * A name is cut at separators and capitals, and where that is not enough between words
 * that are known: total_count, totalCount, totalcount.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_WORDS_H
#define API_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define API_WORDS_MAX 8
#define API_WORD_BYTES 24

/* The words of a name, in lower case. */
typedef struct ApiWords
{
	int			count;
	char		words[API_WORDS_MAX][API_WORD_BYTES];
} ApiWords;

/* The same as words.c has them: letters say what each may be. */
typedef struct ApiParts
{
	int			count;
	const char *letters[API_WORDS_MAX]; /* NULL: it is only what the records are called */
	bool		own[API_WORDS_MAX]; /* the records are called so */
} ApiParts;

/* Cuts a name into words; false: it has too many, or one too long. */
extern bool api_words_split(const char *name, size_t len, ApiWords *split);

/* The letters of a word, or NULL: nobody knows it. */
extern const char *api_word_letters(const char *word);

/*
 * The words from first on, glued ones cut apart; noun: the name of the records' array, or
 * NULL.  false: one is not known; *unknown is the number of the first such, or -1.
 */
extern bool api_words_know(const ApiWords *split, int first, const ApiWords *noun, ApiParts *parts,
						   int *unknown);

#endif							/* API_WORDS_H */
