/*
 * sized.c
 *		How many records a request asked for.  See sized.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/walk.h"
#include "rest/doubts.h"
#include "rest/naming.h"
#include "rest/sized.h"

#define NAME_BYTES 100
#define MOST_BODY (64 * 1024)

static int64_t
size_in_query(const char *url)
{
	const char *item = url != NULL ? strchr(url, '?') : NULL;
	char		name[NAME_BYTES];

	while (item != NULL)
	{
		size_t		len = strcspn(++item, "=&#");

		if (item[len] == '=' && item[len + 1] >= '1' && item[len + 1] <= '9' &&
			api_naming_sizes(name, api_doubts_decode(item, len, name, sizeof(name))))
			return strtoll(item + len + 1, NULL, 10);
		item = strchr(item, '&');
	}
	return 0;
}

/* Range: items=0-6 */
static int64_t
size_in_range(const ApiHeaders *headers)
{
	const char *range = api_headers_get(headers, "Range");
	long long	from;
	long long	to;
	int			begin = 0;

	if (range == NULL || strncasecmp(range, "bytes", 5) == 0)
		return 0;
	(void) sscanf(range, "%*[A-Za-z_-]%*1[= ]%n", &begin);
	if (begin == 0 || sscanf(range + begin, "%18lld-%18lld", &from, &to) != 2 || from < 0 || to < from)
		return 0;
	return to - from + 1;
}

/* The first argument of that name in a GraphQL query: the outermost of lists in lists. */
static int64_t
argument_in(const char *text, size_t len, const char *name)
{
	const char *end = text + len;
	size_t		name_len = strlen(name);

	for (const char *p = text + 1; p + name_len < end; p++)
	{
		const char *value = p + name_len;

		if (strncmp(p, name, name_len) != 0 || strchr("( ,{", p[-1]) == NULL)
			continue;
		while (value < end && *value == ' ')
			value++;
		if (value == end || *value++ != ':')
			continue;
		while (value < end && *value == ' ')
			value++;
		if (value < end && *value >= '1' && *value <= '9')
			return strtoll(value, NULL, 10);
	}
	return 0;
}

static int64_t
size_in_graphql(const char *text, size_t len)
{
	static const char *const names[] = {"first", "last", "limit"};
	int64_t		size = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && size == 0; i++)
		size = argument_in(text, len, names[i]);
	return size;
}

/* ---- in a body ---- */

static bool
enter_any(void *arg, const ApiWalkPlace *place, bool object)
{
	(void) arg;
	(void) place;
	(void) object;
	return true;
}

static void
leave_any(void *arg)
{
	(void) arg;
}

static void
note_size(void *arg, const ApiWalkPlace *place, const char *text, size_t len, bool string)
{
	int64_t    *size = arg;
	char		digits[20];

	if (string && place->name != NULL && place->len == strlen("query") &&
		memcmp(place->name, "query", place->len) == 0 && *size == 0)
		*size = size_in_graphql(text, len);
	if (string || place->name == NULL || len >= sizeof(digits) || *text < '1' || *text > '9' ||
		!api_naming_sizes(place->name, place->len))
		return;
	memcpy(digits, text, len);
	digits[len] = '\0';
	*size = strtoll(digits, NULL, 10);
}

static int64_t
size_in_body(const ApiBuffer *body)
{
	int64_t		size = 0;
	ApiWalker	walker = {&size, enter_any, leave_any, note_size};
	ApiWalk		walk;

	if (body->len == 0 || body->len > MOST_BODY)
		return 0;
	api_walk_begin(&walk, &walker);
	api_walk_feed(&walk, body->data, body->len);
	return size;
}

int64_t
api_sized(const ApiRequest *request)
{
	int64_t		size = size_in_query(request->url);

	if (size == 0)
		size = size_in_range(&request->headers);
	return size > 0 || request->method != API_METHOD_POST ? size : size_in_body(&request->body);
}
