/*
 * pasted.c
 *		A URL that was given as a path.  See pasted.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/secret.h"
#include "rest/pasted.h"

#define HINT_MAX 1000			/* bytes of what can be pasted */
#define ITEMS_MAX 32

/* A query's item, within the text. */
typedef struct Item
{
	const char *name;
	size_t		name_len;
	const char *value;
	size_t		value_len;
} Item;

static int
digit(char c)
{
	const char *digits = "0123456789abcdefABCDEF";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at == NULL ? -1 : (int) (at - digits) - (at - digits > 15 ? 6 : 0);
}

/* Appends a part of a query as a JSON string within an SQL literal; false: it is none. */
static bool
put_string(ApiBuffer *out, const char *text, size_t len)
{
	bool		good = api_buffer_putc(out, '"') == API_BUFFER_OK;

	for (size_t i = 0; i < len && good; i++)
	{
		char		c = text[i] == '+' ? ' ' : text[i];

		if (c == '%')
		{
			int			high = i + 2 < len ? digit(text[i + 1]) : -1;
			int			low = high >= 0 ? digit(text[i + 2]) : -1;

			/* beyond ASCII it may be in any encoding */
			if (low < 0 || high > 7)
				return false;
			c = (char) (high * 16 + low);
			i += 2;
		}
		if ((unsigned char) c < 0x20 || c == 0x7f)
			return false;
		if (c == '"' || c == '\\')
			(void) api_buffer_putc(out, '\\');
		if (c == '\'')
			(void) api_buffer_putc(out, '\'');
		good = api_buffer_putc(out, c) == API_BUFFER_OK;
	}
	return good && api_buffer_putc(out, '"') == API_BUFFER_OK;
}

static int
cut_items(const char *query, size_t len, Item *items)
{
	const char *end = query + len;
	int			count = 0;

	while (query < end && count < ITEMS_MAX)
	{
		size_t		item = strcspn(query, "&#");
		const char *equals = memchr(query, '=', item);
		Item	   *cut = &items[count];

		cut->name = query;
		cut->name_len = equals != NULL ? (size_t) (equals - query) : item;
		cut->value = equals != NULL ? equals + 1 : query + item;
		cut->value_len = (size_t) (query + item - cut->value);
		count += item > 0;
		query += item + 1;
	}
	return count;
}

static bool
same_name(const Item *a, const Item *b)
{
	return a->name_len == b->name_len && memcmp(a->name, b->name, a->name_len) == 0;
}

/* A name's value; an array, if it stands there more than once. */
static bool
put_values(ApiBuffer *out, const Item *items, int count, int first)
{
	char	   *name = strndup(items[first].name, items[first].name_len);
	bool		secret = name == NULL || api_secret_name(name) || strcasecmp(name, "key") == 0;
	bool		good = true;
	int			values = 0;

	free(name);
	if (secret)
		return api_buffer_puts(out, "\"...\"") == API_BUFFER_OK;
	for (int i = first; i < count; i++)
		values += same_name(&items[first], &items[i]);
	(void) api_buffer_puts(out, values > 1 ? "[" : "");
	for (int i = first; i < count && good; i++)
	{
		if (!same_name(&items[first], &items[i]))
			continue;
		(void) api_buffer_puts(out, i > first ? ", " : "");
		good = put_string(out, items[i].value, items[i].value_len);
	}
	return good && api_buffer_puts(out, values > 1 ? "]" : "") == API_BUFFER_OK;
}

/* params '{"a": "1"}' */
static bool
put_params(ApiBuffer *out, const char *query, size_t len)
{
	Item		items[ITEMS_MAX];
	int			count = cut_items(query, len, items);
	bool		good = count > 0 && count < ITEMS_MAX;

	(void) api_buffer_puts(out, ", params '{");
	for (int i = 0; i < count && good; i++)
	{
		int			before = 0;

		while (before < i && !same_name(&items[before], &items[i]))
			before++;
		if (before < i)
			continue;
		(void) api_buffer_puts(out, i > 0 ? ", " : "");
		good = put_string(out, items[i].name, items[i].name_len) &&
			api_buffer_puts(out, ": ") == API_BUFFER_OK && put_values(out, items, count, i);
	}
	return good && api_buffer_puts(out, "}'") == API_BUFFER_OK;
}

/* Appends an option, if there is something to say; false: it cannot be quoted. */
static bool
put_option(ApiBuffer *out, const char *name, const char *text, size_t len)
{
	if (memchr(text, '\'', len) != NULL || memchr(text, '\\', len) != NULL)
		return false;
	(void) api_buffer_puts(out, out->len > 0 ? ", " : "");
	(void) api_buffer_puts(out, name);
	(void) api_buffer_puts(out, " '");
	(void) api_buffer_append(out, text, len);
	return api_buffer_putc(out, '\'') == API_BUFFER_OK;
}

void
api_pasted_hint(const char *text, ApiError *err)
{
	const char *scheme = strncmp(text, "http", 4) == 0 ? strstr(text, "://") : NULL;
	size_t		base = scheme != NULL ? 3 + (size_t) (scheme - text) : 0;
	ApiBuffer	out;
	const char *query;
	size_t		path;
	bool		good = true;

	if (scheme != NULL)
		base += strcspn(text + base, "/?#");
	path = strcspn(text + base, "?#");
	query = text + base + path;
	if (memchr(text, '@', base) != NULL || (scheme == NULL && *query != '?'))
		return;
	api_buffer_init(&out, HINT_MAX);
	if (base > 0)
		good = put_option(&out, "base_url", text, base);
	good = good && put_option(&out, "path", text + base, path);
	if (good && *query == '?' && strcspn(query + 1, "#") > 0)
		good = put_params(&out, query + 1, strcspn(query + 1, "#"));
	if (good)
		api_error_hint(err, "Take it apart: %s.", out.data);
	api_buffer_free(&out);
}
