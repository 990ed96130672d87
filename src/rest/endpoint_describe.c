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

/* Who is shown what. */
typedef struct Describing
{
	const ApiEndpoint *endpoint;
	const bool *set;
} Describing;

/* ApiBodySource.value: the placeholder itself. */
static ApiBufferStatus
show_value(void *arg, int column, ApiBuffer *out, bool *absent)
{
	const Describing *describing = arg;

	*absent = !is_set(describing->endpoint, describing->set, column);
	if (*absent || out == NULL)
		return API_BUFFER_OK;
	(void) api_buffer_putc(out, '{');
	(void) api_buffer_puts(out, describing->endpoint->columns[column].name);
	return api_buffer_putc(out, '}');
}

/* ApiBodySource.string */
static ApiBufferStatus
show_string(void *arg, const ApiTemplate *string, ApiBuffer *out)
{
	(void) arg;
	(void) api_buffer_putc(out, '"');
	api_template_show(string, out);
	return api_buffer_putc(out, '"');
}

/* ApiBodySource.drop */
static void
show_no_drop(void *arg, int column, int lacking)
{
	(void) arg;
	(void) column;
	(void) lacking;
}

/* Shows a fixed param's value, if it is sent: not replaced, its values there. */
static bool
show_item(const ApiEndpoint *endpoint, const ApiEndpointItem *item, const bool *set, ApiBuffer *out)
{
	Describing	describing = {endpoint, set};
	ApiBodySource source = {show_value, show_string, show_no_drop, &describing};
	int			column = api_endpoint_query_column(endpoint, item->name);
	bool		absent;

	if (column >= 0 && is_set(endpoint, set, column))
		return false;
	if (item->json != NULL)
		return api_body_write(item->json, &source, out, &absent) == API_BUFFER_OK && !absent;
	for (int i = 0; i < item->value.nparts; i++)
		if (item->value.parts[i].placeholder && !is_set(endpoint, set, item->value.parts[i].column))
			return false;
	api_template_show(&item->value, out);
	return true;
}

static void
describe_item(const ApiEndpoint *endpoint, const ApiEndpointItem *item, const bool *set,
			  ApiBuffer *out, bool *any)
{
	ApiBuffer	value;

	api_buffer_init(&value, API_URL_MAX);
	if (show_item(endpoint, item, set, &value))
	{
		(void) api_endpoint_begin_item(out, item->name, any);
		(void) api_buffer_append(out, value.data, value.len);
	}
	api_buffer_free(&value);
}

char *
api_endpoint_describe(const ApiEndpoint *endpoint, const bool *set)
{
	ApiBuffer	out;
	bool		any = false;

	api_buffer_init(&out, API_URL_MAX);
	(void) api_buffer_puts(&out, "");
	api_template_show(&endpoint->path, &out);
	for (int i = 0; i < endpoint->nparams; i++)
		describe_item(endpoint, &endpoint->params[i], set, &out, &any);
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

char *
api_endpoint_show(const ApiEndpoint *endpoint)
{
	ApiBuffer	out;

	api_buffer_init(&out, API_URL_MAX);
	(void) api_buffer_puts(&out, endpoint->base_url);
	api_template_show(&endpoint->path, &out);
	return api_buffer_detach(&out);
}
