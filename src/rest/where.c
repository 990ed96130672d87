/*
 * where.c
 *		At which place of a scan something failed.  See where.h.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/secret.h"
#include "rest/where.h"

#define VALUE_MAX 40			/* bytes of a value that are shown */
#define LIST_MAX 40				/* bytes of a list behind which no further one is begun */
#define VALUES_MAX 200			/* bytes of all behind which no parameter is */

/* Can it be told from what stands around it without quotes? */
static bool
is_plain(const char *text)
{
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++)
		if (!isalnum((unsigned char) *text) && strchr("_.:+-*/@", *text) == NULL &&
			(unsigned char) *text < 0x80)
			return false;
	return true;
}

/* At most VALUE_MAX bytes, cut between characters, without control characters. */
static void
cut_value(char *text)
{
	size_t		len = VALUE_MAX - 3;

	for (char *c = text; *c != '\0'; c++)
		if ((unsigned char) *c < 0x20 || *c == 0x7f)
			*c = ' ';
	if (strlen(text) <= VALUE_MAX)
		return;
	while (len > 0 && ((unsigned char) text[len] & 0xC0) == 0x80)
		len--;
	strcpy(text + len, "...");
}

/* A secret must be whole to be found, so that the value is cut only then. */
static void
add_value(ApiBuffer *where, const char *value, const ApiAuth *auth)
{
	char	   *text = strdup(value);
	bool		plain;

	if (text == NULL)
		return;
	api_auth_scrub(auth, text);
	cut_value(text);
	plain = is_plain(text);
	(void) api_buffer_puts(where, plain ? "" : "\"");
	for (const char *c = text; *c != '\0'; c++)
	{
		if (*c == '"')
			(void) api_buffer_putc(where, '"');
		(void) api_buffer_putc(where, *c);
	}
	(void) api_buffer_puts(where, plain ? "" : "\"");
	free(text);
}

static void
add_param(ApiBuffer *where, const char *name, const char *const *values, int count,
		  const ApiAuth *auth)
{
	size_t		begin;

	(void) api_buffer_puts(where, where->len > 0 ? ", " : "");
	(void) api_buffer_puts(where, name);
	(void) api_buffer_putc(where, '=');
	begin = where->len;
	if (api_secret_name(name))
	{
		(void) api_buffer_puts(where, "***");
		return;
	}
	for (int i = 0; i < count; i++)
	{
		(void) api_buffer_puts(where, i > 0 ? "," : "");
		if (where->len - begin > LIST_MAX)
		{
			(void) api_buffer_puts(where, "...");
			break;
		}
		add_value(where, values[i], auth);
	}
}

static void
add_params(ApiBuffer *where, const ApiStreamSpec *spec, const ApiBindings *bindings,
		   int64_t binding)
{
	const char *name;

	for (int i = 0; (name = api_endpoint_param(spec->endpoint, i)) != NULL; i++)
	{
		int			first;
		int			count;
		const char *const *values = api_bindings_group(bindings, binding, i, &first, &count);

		if (values == NULL)
			continue;
		if (where->len > VALUES_MAX)
		{
			(void) api_buffer_puts(where, ", ...");
			return;
		}
		add_param(where, name, values, count, spec->auth);
	}
}

char *
api_where_text(const ApiStreamSpec *spec, const ApiBindings *bindings, int64_t binding,
			   int64_t page)
{
	ApiPagerKind kind = spec->paging->spec.kind;
	ApiBuffer	where;
	char		number[32];
	char	   *text;

	api_buffer_init(&where, 8 * 1024);
	if (page > 0 || (kind != API_PAGER_AUTO && kind != API_PAGER_NONE))
	{
		snprintf(number, sizeof(number), "page %" PRId64, page + 1);
		(void) api_buffer_puts(&where, number);
	}
	if (bindings != NULL && !spec->hides_values)
		add_params(&where, spec, bindings, binding);
	text = strdup(where.data != NULL ? where.data : "");
	api_buffer_free(&where);
	return text;
}

void
api_where_note(const ApiStreamSpec *spec, const ApiBindings *bindings, int64_t binding,
			   int64_t page, ApiError *err)
{
	if (api_error_is_set(err) && err->where == NULL)
		err->where = api_where_text(spec, bindings, binding, page);
}
