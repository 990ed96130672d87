/*
 * challenge.c
 *		What a refusal says in its WWW-Authenticate headers.
 *
 * A challenge is a scheme and parameters, name=token or name="text" with backslashes,
 * between commas; several stand in one header or in several.  Schemes are not told from
 * names: what is looked for is a name with "=" behind it, outside of quotes.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/challenge.h"

#define BLANKS " \t,"

/* Past a value that begins there, quoted or not. */
static const char *
skip_value(const char *at)
{
	if (*at != '"')
		return at + strcspn(at, BLANKS);
	for (at++; *at != '\0' && *at != '"'; at++)
		if (*at == '\\' && at[1] != '\0')
			at++;
	return *at == '"' ? at + 1 : at;
}

/* The value that begins there, without its quotes; malloc'd, or NULL. */
static char *
read_value(const char *at)
{
	const char *end = skip_value(at);
	size_t		len = (size_t) (end - at);
	bool		quoted = *at == '"';
	char	   *value;
	size_t		kept = 0;

	if (len > API_CHALLENGE_MAX || (value = malloc(len + 1)) == NULL)
		return NULL;
	for (at += quoted; at < end && !(quoted && *at == '"'); at++)
	{
		if (quoted && *at == '\\' && at + 1 < end)
			at++;
		value[kept++] = (unsigned char) *at < 0x20 || *at == 0x7F ? ' ' : *at;
	}
	value[kept] = '\0';
	return value;
}

/* Where the value of a parameter begins, or NULL. */
static const char *
find_parameter(const char *text, const char *name)
{
	size_t		len = strlen(name);

	for (;;)
	{
		size_t		word;

		text += strspn(text, BLANKS);
		if (*text == '\0')
			return NULL;
		word = strcspn(text, BLANKS "=\"");
		if (text[word] == '=' && word == len && strncasecmp(text, name, len) == 0)
			return text + len + 1;
		text = skip_value(text + word + (text[word] == '='));
	}
}

static char *
find_first(const ApiHeaders *headers, const char *name)
{
	for (int i = 0; i < headers->count; i++)
	{
		const char *at = NULL;
		char	   *value;

		if (strcasecmp(headers->items[i].name, "WWW-Authenticate") == 0)
			at = find_parameter(headers->items[i].value, name);
		value = at != NULL ? read_value(at) : NULL;
		if (value != NULL && *value != '\0')
			return value;
		free(value);
	}
	return NULL;
}

char *
api_challenge_complaint(const ApiHeaders *headers)
{
	char	   *said = find_first(headers, "error_description");

	return said != NULL ? said : find_first(headers, "error");
}
