/*
 * graphql.c
 *		What a GraphQL document does.  See graphql.h.
 *
 * Operations stand outside of all braces and parentheses.  Strings and comments may hold
 * anything; a block string ends at its three quotes.
 */
#include <string.h>

#include "rest/graphql.h"

#define NAME_CHARS "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* Behind a string that begins here, or the document's end. */
static const char *
skip_string(const char *at)
{
	if (strncmp(at, "\"\"\"", 3) == 0)
	{
		for (at += 3; *at != '\0' && strncmp(at, "\"\"\"", 3) != 0; at++)
			if (strncmp(at, "\\\"\"\"", 4) == 0)
				at += 3;
		return *at != '\0' ? at + 3 : at;
	}
	for (at++; *at != '\0' && *at != '"' && *at != '\n'; at++)
		if (*at == '\\' && at[1] != '\0')
			at++;
	return *at != '\0' ? at + 1 : at;
}

static bool
is_word(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && strncmp(at, word, len) == 0;
}

bool
api_graphql_reads(const char *document)
{
	int			depth = 0;
	const char *at = document;

	while (*at != '\0')
	{
		size_t		len = strspn(at, NAME_CHARS);

		if (len > 0)
		{
			if (depth == 0 && (is_word(at, len, "mutation") || is_word(at, len, "subscription")))
				return false;
			at += len;
		}
		else if (*at == '"')
			at = skip_string(at);
		else if (*at == '#')
			at += strcspn(at, "\r\n");
		else
		{
			depth += (strchr("{(", *at) != NULL) - (strchr("})", *at) != NULL);
			at++;
		}
	}
	return true;
}
