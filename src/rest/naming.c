/*
 * naming.c
 *		What the name of a member says to a pager.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "rest/naming.h"

/* A word ends where another begins: at a separator, or before a capital. */
bool
api_naming_split(const char *name, size_t len, ApiWords *words)
{
	size_t		at = 0;

	words->count = 0;
	for (size_t i = 0; i <= len; i++)
	{
		unsigned char c = i < len ? (unsigned char) name[i] : '_';
		bool		capital = isupper(c) && i > 0 && (islower((unsigned char) name[i - 1]) ||
													  (isupper((unsigned char) name[i - 1]) && i + 1 < len &&
													   islower((unsigned char) name[i + 1])));

		if (at > 0 && (capital || !isalnum(c)))
		{
			words->words[words->count++][at] = '\0';
			at = 0;
		}
		if (i == len || !isalnum(c))
			continue;
		if (words->count == API_NAMING_WORDS || at == API_NAMING_WORD - 1)
			return false;
		words->words[words->count][at++] = (char) tolower(c);
	}
	return true;
}

ApiNaming
api_naming_read(const char *name, size_t len, const ApiWords *noun)
{
	static const struct
	{
		const char *name;
		ApiNamingKind kind;
	}			known[] = {
		{"hasmore", API_NAMING_MORE}, {"more", API_NAMING_MORE}, {"islast", API_NAMING_LAST},
		{"done", API_NAMING_DONE}, {"nextcursor", API_NAMING_TOKEN}, {"nextpage", API_NAMING_TOKEN},
		{"nextpagetoken", API_NAMING_TOKEN}, {"next", API_NAMING_NEXT}, {"total", API_NAMING_TOTAL},
		{"totalcount", API_NAMING_TOTAL}, {"totalpages", API_NAMING_PAGES},
	};
	ApiNaming	naming = {.kind = API_NAMING_NONE};
	ApiWords	words;
	char		glued[API_NAMING_WORDS * API_NAMING_WORD] = "";

	(void) noun;
	if (name == NULL || !api_naming_split(name, len, &words))
		return naming;
	for (int i = 0; i < words.count; i++)
		strcat(glued, words.words[i]);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(glued, known[i].name) == 0)
			naming.kind = known[i].kind;
	naming.paging = naming.place = strcmp(glued, "meta") == 0 || strcmp(glued, "pagination") == 0;
	naming.sure = true;
	return naming;
}

bool
api_naming_generic(const ApiWords *noun)
{
	return noun->count == 1 && (strcmp(noun->words[0], "items") == 0 ||
								strcmp(noun->words[0], "data") == 0);
}
