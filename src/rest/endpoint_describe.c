/*
 * endpoint_describe.c
 *		What EXPLAIN shows of an endpoint.
 */
#include <string.h>

#include "net/url.h"
#include "rest/endpoint_state.h"

ApiBufferStatus
api_endpoint_begin_item(ApiBuffer *url, const char *name, bool *any)
{
	ApiBufferStatus status = api_buffer_putc(url, *any ? '&' : '?');

	*any = true;
	if (status == API_BUFFER_OK)
		status = api_url_encode(url, name, strlen(name), API_URL_QUERY);
	if (status == API_BUFFER_OK)
		status = api_buffer_putc(url, '=');
	return status;
}

int
api_endpoint_query_column(const ApiEndpoint *endpoint, const char *name)
{
	for (int i = 0; i < endpoint->ncolumns; i++)
		if (endpoint->columns[i].place == API_PLACE_QUERY &&
			strcmp(endpoint->columns[i].name, name) == 0)
			return i;
	return -1;
}

/* Has the parameter a value?  The pager's mostly have. */
static bool
is_set(const ApiEndpoint *endpoint, const bool *set, int column)
{
	return column >= endpoint->nbound || set[column];
}

/* Is a fixed param sent: not replaced, all of its values there? */
static bool
item_is_sent(const ApiEndpoint *endpoint, const ApiEndpointItem *item, const bool *set)
{
	int			column = api_endpoint_query_column(endpoint, item->name);

	if (column >= 0 && is_set(endpoint, set, column))
		return false;
	for (int i = 0; i < item->value.nparts; i++)
		if (item->value.parts[i].placeholder && !is_set(endpoint, set, item->value.parts[i].column))
			return false;
	return true;
}

static void
describe_template(const ApiTemplate *template, ApiBuffer *out)
{
	for (int i = 0; i < template->nparts; i++)
	{
		const ApiTemplatePart *part = &template->parts[i];

		if (part->placeholder)
			(void) api_buffer_puts(out, part->slashes ? "{+" : "{");
		(void) api_buffer_puts(out, part->text);
		if (part->placeholder)
			(void) api_buffer_putc(out, '}');
	}
}

char *
api_endpoint_describe(const ApiEndpoint *endpoint, const bool *set)
{
	ApiBuffer	out;
	bool		any = false;

	api_buffer_init(&out, API_URL_MAX);
	(void) api_buffer_puts(&out, "");
	describe_template(&endpoint->path, &out);
	for (int i = 0; i < endpoint->nparams; i++)
	{
		if (!item_is_sent(endpoint, &endpoint->params[i], set))
			continue;
		(void) api_endpoint_begin_item(&out, endpoint->params[i].name, &any);
		describe_template(&endpoint->params[i].value, &out);
	}
	for (int i = 0; i < endpoint->ncolumns; i++)
	{
		if (endpoint->columns[i].place != API_PLACE_QUERY || !is_set(endpoint, set, i))
			continue;
		(void) api_endpoint_begin_item(&out, endpoint->columns[i].name, &any);
		(void) api_buffer_putc(&out, '{');
		(void) api_buffer_puts(&out, endpoint->columns[i].name);
		(void) api_buffer_putc(&out, '}');
	}
	return api_buffer_detach(&out);
}
