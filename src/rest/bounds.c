/*
 * bounds.c
 *		Does a member say that the total beside it is no exact one?  See bounds.h.
 *
 * Its name has one word that says so; all others are such as totals are called by.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/scalar.h"
#include "rest/bounds.h"
#include "rest/words.h"

/* Is the word one of those, which end with NULL? */
static bool
is_one_of(const char *word, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* What the word asks: 'v' is it vague, 'e' is it exact, 'r' how does it relate; 0: nothing. */
static char
question_of(const char *word)
{
	static const char *const vague[] = {"approximate", "approximated", "approximation", "approx", "estimate",
	"estimated", "estimation", "inexact", "capped", "lower", NULL};
	static const char *const exact[] = {"exact", "accurate", "precise", NULL};

	if (is_one_of(word, vague))
		return 'v';
	if (is_one_of(word, exact))
		return 'e';
	return strcmp(word, "relation") == 0 ? 'r' : 0;
}

static bool
is_at_least(const char *value)
{
	static const char *const words[] = {"gte", "gt", "ge", ">=", ">", "at_least", "atleast", "lower_bound",
	"approximate", "estimate", "estimated", NULL};

	for (int i = 0; words[i] != NULL; i++)
		if (strcasecmp(value, words[i]) == 0)
			return true;
	return false;
}

bool
api_bounds_say(const char *name, const char *value)
{
	static const char *const others[] = {"is", "are", "total", "totals", "count", "counts", "num", "number", "found",
		"hits", "results", "result", "records", "items", "matches", "size", "bound", "was", "has", "been", "of", "the",
	NULL};
	ApiWords	split;
	char		asks = 0;

	if (!api_words_split(name, strlen(name), &split))
		return false;
	for (int i = 0; i < split.count; i++)
	{
		char		question = question_of(split.words[i]);

		if (question == 0 && !is_one_of(split.words[i], others))
			return false;
		if (question != 0)
			asks = question;
	}
	switch (asks)
	{
		case 'v':
			return api_word_truth(value) == 1;
		case 'e':
			return api_word_truth(value) == 0;
		case 'r':
			return is_at_least(value);
		default:
			return false;
	}
}

int64_t
api_bounds_total(const ApiSearch *search)
{
	int64_t		total = -1;

	for (int i = 0; i < search->nsigns; i++)
	{
		const ApiSign *sign = &search->signs[i];
		size_t		len = strlen(sign->value);

		if (sign->lower && !sign->within && len > 0 && len < 19 && strspn(sign->value, "0123456789") == len &&
			(sign->naming.kind == API_NAMING_TOTAL || sign->naming.kind == API_NAMING_COUNT))
			total = strtoll(sign->value, NULL, 10);
	}
	return total;
}
