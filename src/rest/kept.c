/*
 * kept.c
 *		Does a link to the next page keep what the page was asked by?  See kept.h.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rest/kept.h"
#include "rest/naming.h"

#define VALUE_MAX 128			/* bytes of a value that are compared */
#define NUMBER_MAX 4			/* digits of a number of a page, where its name is not known */

/* An item of a query, decoded and cut. */
typedef struct Item
{
	char		name[API_KEPT_NAME];	/* without [] or [0] at its end */
	char		value[VALUE_MAX];
} Item;

/* Decodes what stands there, up to one of the ends; gives where. */
static const char *
decode(const char *text, const char *ends, char *out, size_t room)
{
	size_t		at = 0;
	size_t		len = strcspn(text, ends);

	for (size_t i = 0; i < len && at < room - 1; i++)
	{
		char		hex[3] = {0};

		out[at++] = (char) (text[i] == '+' ? ' ' : text[i]);
		if (text[i] != '%' || i + 2 >= len || !isxdigit((unsigned char) text[i + 1]) ||
			!isxdigit((unsigned char) text[i + 2]))
			continue;
		memcpy(hex, text + i + 1, 2);
		out[at - 1] = (char) strtol(hex, NULL, 16);
		i += 2;
	}
	out[at] = '\0';
	return text + len;
}

/* status[], status[0] and status are one. */
static void
cut_index(char *name)
{
	size_t		len = strlen(name);
	size_t		open = len;

	if (len < 3 || name[len - 1] != ']')
		return;
	while (open > 0 && name[open - 1] != '[')
		open--;
	if (open > 1 && strspn(name + open, "0123456789") == len - 1 - open)
		name[open - 1] = '\0';
}

/* The item at *at, which goes on to the next; false: there is none. */
static bool
read_item(const char **at, Item *item)
{
	const char *end;

	if (*at == NULL || **at == '\0' || **at == '#')
		return false;
	end = decode(*at + 1, "=&#", item->name, sizeof(item->name));
	item->value[0] = '\0';
	if (*end == '=')
		end = decode(end + 1, "&#", item->value, sizeof(item->value));
	cut_index(item->name);
	*at = end;
	return true;
}

static const char *
query_of(const char *url)
{
	const char *query = url + strcspn(url, "?#");

	return *query == '?' ? query : NULL;
}

/* Has the query an item of that name, or one that may be the same by another name? */
static bool
has_item(const char *url, const Item *wanted)
{
	const char *at = query_of(url);
	Item		item;

	while (read_item(&at, &item))
		if (strcasecmp(item.name, wanted->name) == 0 ||
			(strlen(wanted->value) > NUMBER_MAX && strcmp(item.value, wanted->value) == 0))
			return true;
	return false;
}

static bool
is_number(const char *value, size_t most)
{
	size_t		len = strlen(value);

	return len > 0 && len <= most && strspn(value, "0123456789") == len;
}

/* Does the parameter say where a page is, or how large? */
static bool
is_of_page(const char *name)
{
	ApiNaming	naming = api_naming_read(name, strlen(name), NULL);

	switch (naming.kind)
	{
		case API_NAMING_NEXT:
		case API_NAMING_TOKEN:
		case API_NAMING_BARE:
		case API_NAMING_WEAK:
		case API_NAMING_PAGES:
			return true;
		default:
			return naming.beside || api_naming_sizes(name, strlen(name)) || strncasecmp(name, "page", 4) == 0;
	}
}

/* Does it say how, and not what?  Nobody misses it. */
static bool
is_of_form(const char *name)
{
	static const char *const forms[] = {"format", "fmt", "f", "alt", "output", "pretty", "callback", "envelope", "v",
		"version", "api-version", "key", "apikey", "api_key", "token", "access_token", "lang", "locale", "utm_source",
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcasecmp(name, forms[i]) == 0)
			return true;
	return false;
}

/* Is the value one that no person wrote, by which the server may know what was asked? */
static bool
is_opaque(const Item *item)
{
	ApiNaming	naming = api_naming_read(item->name, strlen(item->name), NULL);
	bool		token = naming.kind == API_NAMING_TOKEN || naming.kind == API_NAMING_WEAK ||
		(naming.kind == API_NAMING_BARE && naming.sure);

	if (token)
		return *item->value != '\0';
	return !is_number(item->value, naming.kind != API_NAMING_NONE || naming.beside ? 9 : NUMBER_MAX) &&
		strlen(item->value) > NUMBER_MAX &&
		strpbrk(item->value, "0123456789=%ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

/* Does the link say in the clear what it leads to? */
static bool
is_clear(const char *url, const char *link)
{
	const char *at = query_of(link);
	bool		clear = false;
	Item		item;

	while (read_item(&at, &item))
	{
		bool		page = is_of_page(item.name);
		bool		kept = has_item(url, &item);

		if ((!kept || page) && is_opaque(&item))
			return false;
		clear |= (kept && !page && !is_of_form(item.name)) || ((page || !kept) && is_number(item.value, 9));
	}
	return clear;
}

/* The length of a URL's origin and path, without a slash at the end. */
static size_t
path_length(const char *url)
{
	size_t		len = strcspn(url, "?#");

	while (len > 0 && url[len - 1] == '/')
		len--;
	return len;
}

/* Where its path begins. */
static const char *
path_of(const char *url)
{
	const char *host = strstr(url, "://");

	return host != NULL ? host + 3 + strcspn(host + 3, "/?#") : url;
}

/* Is it the same path, but for a slash at the end? */
static bool
is_same_path(const char *url, const char *other)
{
	const char *path = path_of(url);
	const char *other_path = path_of(other);
	size_t		len = path_length(path);

	return len == path_length(other_path) && memcmp(path, other_path, len) == 0;
}

/* Copies a name for people to read. */
static void
show_name(const Item *item, char name[API_KEPT_NAME])
{
	strcpy(name, item->name);
	for (char *c = name; *c != '\0'; c++)
		if (iscntrl((unsigned char) *c))
			*c = '?';
}

bool
api_kept_lacks(const char *url, const char *link, const char *size, char name[API_KEPT_NAME])
{
	const char *at = query_of(url);
	Item		item;

	if (at == NULL || !is_same_path(url, link) || !is_clear(url, link))
		return false;
	while (read_item(&at, &item))
		if (*item.value != '\0' && !is_of_page(item.name) && !is_of_form(item.name) &&
			(size == NULL || strcmp(item.name, size) != 0) && !has_item(link, &item))
		{
			show_name(&item, name);
			return true;
		}
	return false;
}

bool
api_kept_astray(const char *url, const char *led_to, char name[API_KEPT_NAME])
{
	const char *at = query_of(url);
	Item		item;
	Item		other;

	if (!is_same_path(url, led_to))
		return false;
	while (read_item(&at, &item))
	{
		const char *there = query_of(led_to);
		bool		found = false;

		while (!found && read_item(&there, &other))
			found = strcmp(other.name, item.name) == 0 && strcmp(other.value, item.value) == 0;
		if (found || is_of_form(item.name) || *item.value == '\0')
			continue;
		show_name(&item, name);
		return true;
	}
	return false;
}
