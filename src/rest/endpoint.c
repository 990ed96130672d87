/*
 * endpoint.c
 *		From a table's options to an endpoint, and what EXPLAIN shows of it.
 *
 * The path, each fixed param and each header is a template, taken apart once.  A
 * column whose {name} stands in one of them goes there; a column whose name stands
 * nowhere is a query item of its own, and replaces the fixed param of that name.
 */
#include <stdlib.h>
#include <string.h>

#include "net/url.h"
#include "rest/endpoint_state.h"

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* --- compiling --- */

static bool
copy_items(ApiEndpointItem **items, int *nitems, const ApiPair *pairs, int npairs, ApiError *err)
{
	*items = calloc((size_t) npairs + 1, sizeof(**items));
	if (*items == NULL)
		return no_memory(err);
	for (; *nitems < npairs; ++*nitems)
	{
		ApiEndpointItem *item = &(*items)[*nitems];

		if (!api_template_parse(&item->value, pairs[*nitems].value, err))
			return false;
		item->name = strdup(pairs[*nitems].name);
		if (item->name == NULL)
		{
			api_template_free(&item->value);
			return no_memory(err);
		}
	}
	return true;
}

static bool
copy_columns(ApiEndpoint *endpoint, const ApiParam *params, int nparams, ApiError *err)
{
	endpoint->columns = calloc((size_t) nparams + 1, sizeof(ApiEndpointColumn));
	if (endpoint->columns == NULL)
		return no_memory(err);
	for (int i = 0; i < nparams; i++)
	{
		ApiEndpointColumn *column = &endpoint->columns[i];

		for (int k = 0; k < i; k++)
			if (strcmp(params[k].name, params[i].name) == 0)
			{
				api_error_set(err, API_ERR_OPTION_VALUE,
							  "columns \"%s\" and \"%s\" both feed parameter \"%s\"",
							  params[k].column, params[i].column, params[i].name);
				api_error_hint(err, "Drop the option param of one of them.");
				return false;
			}
		endpoint->ncolumns++;
		column->name = strdup(params[i].name);
		column->column = strdup(params[i].column);
		if (column->name == NULL || column->column == NULL)
			return no_memory(err);
	}
	return true;
}

/* The names there are, for a hint. */
static void
hint_columns(const ApiEndpoint *endpoint, ApiError *err)
{
	ApiBuffer	names;

	api_buffer_init(&names, 1000);
	for (int i = 0; i < endpoint->ncolumns; i++)
	{
		(void) api_buffer_puts(&names, i > 0 ? ", {" : "{");
		(void) api_buffer_puts(&names, endpoint->columns[i].name);
		(void) api_buffer_putc(&names, '}');
	}
	if (names.len > 0)
		api_error_hint(err, "The columns' option param gives: %s.", names.data);
	else
		api_error_hint(err, "Give a column the option param with that name.");
	api_buffer_free(&names);
}

/* Points a template's placeholders to the columns they name. */
static bool
bind_template(const ApiEndpoint *endpoint, ApiTemplate *template, ApiPlace place,
			  const char *where, ApiError *err)
{
	for (int i = 0; i < template->nparts; i++)
	{
		ApiTemplatePart *part = &template->parts[i];

		for (int c = 0; part->placeholder && c < endpoint->ncolumns; c++)
			if (strcmp(endpoint->columns[c].name, part->text) == 0)
				part->column = c;
		if (!part->placeholder)
			continue;
		if (part->column < 0)
		{
			api_error_set(err, API_ERR_OPTION_VALUE,
						  "placeholder {%s} in option \"%s\" names no column's param",
						  part->text, where);
			hint_columns(endpoint, err);
			return false;
		}
		if (endpoint->columns[part->column].place != API_PLACE_PATH)
			endpoint->columns[part->column].place = place;
	}
	return true;
}

static bool
bind_all(ApiEndpoint *endpoint, ApiError *err)
{
	for (int i = 0; i < endpoint->ncolumns; i++)
		endpoint->columns[i].place = API_PLACE_QUERY;
	if (!bind_template(endpoint, &endpoint->path, API_PLACE_PATH, "path", err))
		return false;
	for (int i = 0; i < endpoint->nparams; i++)
		if (!bind_template(endpoint, &endpoint->params[i].value, API_PLACE_PLACEHOLDER,
						   "params", err))
			return false;
	for (int i = 0; i < endpoint->nheaders; i++)
		if (!bind_template(endpoint, &endpoint->headers[i].value, API_PLACE_PLACEHOLDER,
						   "headers", err))
			return false;
	return true;
}

static bool
compile(ApiEndpoint *endpoint, const ApiEndpointSpec *spec, ApiError *err)
{
	endpoint->base_url = strdup(spec->base_url);
	if (endpoint->base_url == NULL)
		return no_memory(err);
	return api_template_parse(&endpoint->path, spec->path, err) &&
		copy_items(&endpoint->params, &endpoint->nparams, spec->params, spec->nparams, err) &&
		copy_items(&endpoint->headers, &endpoint->nheaders, spec->headers, spec->nheaders, err) &&
		copy_columns(endpoint, spec->columns, spec->ncolumns, err) &&
		bind_all(endpoint, err);
}

ApiEndpoint *
api_endpoint_create(const ApiEndpointSpec *spec, ApiError *err)
{
	ApiEndpoint *endpoint = calloc(1, sizeof(*endpoint));

	if (endpoint == NULL)
	{
		no_memory(err);
		return NULL;
	}
	if (compile(endpoint, spec, err))
		return endpoint;
	api_endpoint_free(endpoint);
	return NULL;
}

ApiPlace
api_endpoint_place(const ApiEndpoint *endpoint, int column)
{
	return endpoint->columns[column].place;
}

static void
free_items(ApiEndpointItem *items, int nitems)
{
	for (int i = 0; i < nitems; i++)
	{
		free(items[i].name);
		api_template_free(&items[i].value);
	}
	free(items);
}

void
api_endpoint_free(ApiEndpoint *endpoint)
{
	if (endpoint == NULL)
		return;
	free(endpoint->base_url);
	api_template_free(&endpoint->path);
	free_items(endpoint->params, endpoint->nparams);
	free_items(endpoint->headers, endpoint->nheaders);
	for (int i = 0; i < endpoint->ncolumns; i++)
	{
		free(endpoint->columns[i].name);
		free(endpoint->columns[i].column);
	}
	free(endpoint->columns);
	free(endpoint);
}

/* --- describing --- */

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

/* Is a fixed param sent: not replaced, all of its values there? */
static bool
item_is_sent(const ApiEndpoint *endpoint, const ApiEndpointItem *item, const bool *set)
{
	int			column = api_endpoint_query_column(endpoint, item->name);

	if (column >= 0 && set[column])
		return false;
	for (int i = 0; i < item->value.nparts; i++)
		if (item->value.parts[i].placeholder && !set[item->value.parts[i].column])
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
		if (endpoint->columns[i].place != API_PLACE_QUERY || !set[i])
			continue;
		(void) api_endpoint_begin_item(&out, endpoint->columns[i].name, &any);
		(void) api_buffer_putc(&out, '{');
		(void) api_buffer_puts(&out, endpoint->columns[i].name);
		(void) api_buffer_putc(&out, '}');
	}
	return api_buffer_detach(&out);
}
