/*
 * doubts.c
 *		Signs that are not sure enough for an error.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rest/doubts.h"

#define FEW_RECORDS 5			/* pages have as many at least, if nobody asked for less */
#define FAR_TOTAL 30			/* times the records */

/* A number of a few digits; -1: it is none. */
static int64_t
read_short(const char *text, size_t len)
{
	if (len == 0 || len > 9 || strspn(text, "0123456789") < len)
		return -1;
	return strtoll(text, NULL, 10);
}

bool
api_doubts_number(const ApiSign *sign)
{
	if (sign->header || sign->within || sign->money)
		return false;
	switch (sign->naming.kind)
	{
		case API_NAMING_COUNT:
			/* the size of something, hits of a site; beside an offset a page's */
			return !sign->by_offset && strcasecmp(sign->name, "size") != 0 &&
				strcasecmp(sign->name, "hits") != 0;
		case API_NAMING_PAGES:
			/* a book has pages */
			return !sign->naming.single;
		default:
			return sign->naming.kind == API_NAMING_TOTAL || sign->naming.pages;
	}
}

bool
api_doubts_sum(const ApiSign *sign, const ApiSignsScope *scope, int64_t number)
{
	int64_t		few = scope->page_records;

	if (sign->naming.kind != API_NAMING_TOTAL || !(sign->naming.single || sign->naming.grand) || sign->header ||
		sign->paging || sign->neighbour || scope->paged)
		return false;
	return sign->sale || (few < FEW_RECORDS && few != scope->asked && number >= few * FAR_TOTAL);
}

bool
api_doubts_total(const ApiSign *sign, const ApiSignsScope *scope)
{
	return sign->naming.kind == API_NAMING_TOTAL && !sign->header && !sign->neighbour &&
		!scope->paged && scope->pages == 1 && scope->page_records >= 100;
}

bool
api_doubts_next(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope)
{
	int64_t		number = read_short(sign->value, strlen(sign->value));
	ApiNaming	member;

	if (number <= 0)
		return false;
	if (sign->near)
		return search->generic || number == scope->pages + 1 || number == scope->records ||
			number == scope->records + 1;
	member = api_naming_read(sign->member, strlen(sign->member), NULL);
	return sign->beckons && member.beside && !member.limit;
}

/* The next byte of a query's item, %5B decoded; item: moves on. */
static char
decode_next(const char **item)
{
	char		c = *(*item)++;
	char		hex[3] = {0};

	if (c != '%' || !isxdigit((unsigned char) (*item)[0]) || !isxdigit((unsigned char) (*item)[1]))
		return c;
	memcpy(hex, *item, 2);
	*item += 2;
	return (char) strtol(hex, NULL, 16);
}

size_t
api_doubts_decode(const char *item, size_t len, char *name, size_t room)
{
	const char *end = item + len;
	size_t		at = 0;

	while (item < end && at < room - 1)
		name[at++] = decode_next(&item);
	name[at] = '\0';
	return at;
}

int64_t
api_doubts_page(const char *link, char *name, size_t room, bool *offset)
{
	const char *item = strchr(link, '?');

	*offset = false;
	while (item != NULL)
	{
		size_t		len = strcspn(++item, "=&#");
		size_t		at = api_doubts_decode(item, len, name, room);
		ApiNaming	naming = api_naming_read(name, at, NULL);

		if (!naming.limit && item[len] == '=' && !api_naming_sizes(name, at) &&
			(naming.beside || strncasecmp(name, "page", 4) == 0))
		{
			*offset = naming.offset;
			return read_short(item + len + 1, strcspn(item + len + 1, "&#"));
		}
		item = strchr(item, '&');
	}
	return -1;
}

bool
api_doubts_last(const ApiSign *sign, const ApiSignsScope *scope)
{
	char		name[64];
	bool		offset;
	int64_t		number;

	if (!sign->paging && !sign->header)
		return false;
	if (!sign->string)
	{
		if (!sign->current && *sign->beside == '\0')
			return false;
		number = read_short(sign->value, strlen(sign->value));
		return number > scope->pages && number != scope->page_records;
	}
	number = api_doubts_page(sign->value, name, sizeof(name), &offset);
	return number > (offset ? 0 : scope->pages);
}

/* Is the value of a query's item that text, of which only the beginning may have been kept? */
static bool
is_value(const char *item, const char *text)
{
	size_t		len = strlen(text);

	for (size_t i = 0; i < len; i++)
		if (*item == '\0' || decode_next(&item) != text[i])
			return false;
	return len == API_SEARCH_TEXT - 1 || strchr("&#", *item) != NULL;
}

bool
api_doubts_echo(const ApiSign *sign, const ApiSignsScope *scope)
{
	const char *item = scope->url != NULL && sign->filled ? strchr(scope->url, '?') : NULL;

	while (item != NULL)
	{
		size_t		name = strcspn(item + 1, "=&#");
		const char *value = item + name + 1;

		/* what the item is called counts, too: any number may stand in a version */
		if (*value == '=' && is_value(value + 1, sign->value) &&
			api_naming_read(item + 1, name, NULL).kind == API_NAMING_BARE)
			return true;
		item = strchr(item + 1, '&');
	}
	return false;
}

bool
api_doubts_link(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope)
{
	return api_weigh_is_link(sign->value) && scope->page_records < search->size;
}

/* Digits, perhaps with commas? */
static bool
is_count(const char *value)
{
	return *value >= '0' && *value <= '9' && strspn(value, "0123456789,") == strlen(value);
}

bool
api_doubts_outdone(const ApiSearch *search, const ApiSign *sign)
{
	ApiNamingKind kind = sign->naming.kind;

	if (kind != API_NAMING_COUNT && (kind != API_NAMING_TOTAL || sign->naming.sure))
		return false;
	for (int i = 0; i < search->nsigns; i++)
		if (search->signs[i].frame == sign->frame && search->signs[i].header == sign->header &&
			search->signs[i].naming.kind == API_NAMING_TOTAL && search->signs[i].naming.sure &&
			is_count(search->signs[i].value))
			return true;
	return false;
}
