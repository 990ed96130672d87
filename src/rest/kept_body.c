/*
 * kept_body.c
 *		What a request asks by in its body.  See kept.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/walk.h"
#include "net/url.h"
#include "rest/kept.h"

#define LOOKED_AT 65536			/* most bytes of a body that are walked over */

/* The members of the outermost object become items. */
typedef struct Items
{
	ApiBuffer	url;
	int			depth;
	char		mark;			/* before the next one */
} Items;

static void
add_item(Items *items, const ApiWalkPlace *place, const char *text, size_t len)
{
	char		mark[2] = {items->mark, '\0'};

	if (items->depth != 1 || place->name == NULL)
		return;
	(void) api_buffer_puts(&items->url, mark);
	(void) api_url_encode(&items->url, place->name, place->len, API_URL_QUERY);
	(void) api_buffer_puts(&items->url, "=");
	(void) api_url_encode(&items->url, text, len, API_URL_QUERY);
	items->mark = '&';
}

static bool
on_open(void *arg, const ApiWalkPlace *place, bool object)
{
	Items	   *items = arg;

	if (items->depth == 1)
		add_item(items, place, "{}", 2);
	else if (object)
		items->depth = 1;
	else
		items->depth = 2;
	return items->depth == 1 && place->name == NULL;
}

static void
on_close(void *arg)
{
	Items	   *items = arg;

	items->depth = 2;			/* nothing of what is behind is meant */
}

static void
on_value(void *arg, const ApiWalkPlace *place, const char *text, size_t len, bool string)
{
	if (string || (len != 4 || memcmp(text, "null", 4) != 0))
		add_item(arg, place, text, len);
}

char *
api_kept_asked(const ApiRequest *request)
{
	const char *type = api_headers_get(&request->headers, "Content-Type");
	Items		items = {.mark = strchr(request->url, '?') != NULL ? '&' : '?'};
	ApiWalker	walker = {&items, on_open, on_close, on_value};
	ApiWalk		walk;

	if (request->method != API_METHOD_POST || request->body.len == 0 || request->body.len > LOOKED_AT)
		return strdup(request->url);
	api_buffer_init(&items.url, API_URL_MAX + 4 * LOOKED_AT);
	if (api_buffer_puts(&items.url, request->url) != API_BUFFER_OK)
		return NULL;
	if (type != NULL && strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0)
	{
		char		mark[2] = {items.mark, '\0'};

		(void) api_buffer_puts(&items.url, mark);
		(void) api_buffer_append(&items.url, request->body.data, request->body.len);
	}
	else
	{
		api_walk_begin(&walk, &walker);
		api_walk_feed(&walk, request->body.data, request->body.len);
	}
	return api_buffer_detach(&items.url);
}
