/*
 * ordinal.c
 *		What a page says of its own place among the pages.  See ordinal.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rest/ordinal.h"

/* Is it one of these names, however its words are put together?  They end with NULL. */
static bool
is_one_of(const char *name, const char *const *names)
{
	char		plain[24];
	size_t		len = 0;

	for (; *name != '\0' && len < sizeof(plain) - 1; name++)
		if (*name != '_' && *name != '-')
			plain[len++] = *name;
	plain[len] = '\0';
	for (; *names != NULL; names++)
		if (strcasecmp(plain, *names) == 0)
			return true;
	return false;
}

void
api_ordinal_note(ApiOrdinal *ordinal, const char *name, const char *value, bool string)
{
	static const char *const numbers[] = {"page", "number", "pageNumber", "pageNo", "pageNum", "pageIndex", "current",
	"currentPage", NULL};
	static const char *const firsts[] = {"first", "isFirst", "firstPage", "isFirstPage", NULL};
	static const char *const befores[] = {"hasPrevious", "hasPreviousPage", "hasPrev", "hasPrevPage", NULL};
	bool		behind = strcasecmp(value, "false") == 0 ? is_one_of(name, firsts) :
		strcasecmp(value, "true") == 0 && is_one_of(name, befores);
	size_t		digits = strspn(value, "0123456789");

	if (is_one_of(name, numbers) && digits > 0 && digits <= 9 && value[digits] == '\0')
	{
		ordinal->numbered = true;
		ordinal->number = strtoll(value, NULL, 10);
	}
	ordinal->zero |= strcmp(value, "0") == 0 && is_one_of(name, numbers);
	if (!behind || ordinal->behind)
		return;
	ordinal->behind = true;
	snprintf(ordinal->seen, sizeof(ordinal->seen), string ? "\"%.40s\": \"%.8s\"" : "\"%.40s\": %.8s", name, value);
}
