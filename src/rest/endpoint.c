/*
 * endpoint.c
 *		From a table's options and a binding to a request.
 *
 * The path, each fixed param and each header is a template, taken apart once.  A
 * column whose {name} stands in one of them goes there; a column whose name stands
 * nowhere is a query item of its own, and replaces the fixed param of that name.
 * Filling runs over the parts, encodes each value for its place, and leaves out
 * what has no value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/url.h"
#include "rest/endpoint.h"
#include "rest/template.h"

/* A fixed param or header. */
typedef struct Item
{
	char	   *name;			/* malloc'd */
	ApiTemplate value;
} Item;

typedef struct Column
{
	char	   *name;			/* the API's, malloc'd */
	char	   *column;			/* the column's, malloc'd */
	ApiPlace	place;
} Column;

struct ApiEndpoint
{
	char	   *base_url;		/* malloc'd */
	ApiTemplate path;
	Item	   *params;
	int			nparams;
	Item	   *headers;
	int			nheaders;
	Column	   *columns;
	int			ncolumns;
};

/* What a request is filled from. */
typedef struct Filling
{
	const ApiEndpoint *endpoint;
	const ApiBindings *bindings;
	int64_t		binding;
	ApiError   *err;
} Filling;

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* --- compiling --- */

static bool
copy_items(Item **items, int *nitems, const ApiPair *pairs, int npairs, ApiError *err)
{
	*items = calloc((size_t) npairs + 1, sizeof(**items));
	if (*items == NULL)
		return no_memory(err);
	for (; *nitems < npairs; ++*nitems)
	{
		Item	   *item = &(*items)[*nitems];

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
	endpoint->columns = calloc((size_t) nparams + 1, sizeof(Column));
	if (endpoint->columns == NULL)
		return no_memory(err);
	for (int i = 0; i < nparams; i++)
	{
		Column	   *column = &endpoint->columns[i];

		for (int k = 0; k < i; k++)
			if (strcmp(params[k].name, params[i].name) == 0)
				return api_error_set(err, API_ERR_OPTION_VALUE,
									 "columns \"%s\" and \"%s\" both feed parameter \"%s\"",
									 params[k].column, params[i].column, params[i].name);
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
free_items(Item *items, int nitems)
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

/* --- filling --- */

static const char *
value_of(const Filling *filling, int column)
{
	return api_bindings_value(filling->bindings, filling->binding, column);
}

/* What went wrong with a buffer, as an error. */
static bool
filled(ApiBufferStatus status, ApiError *err)
{
	if (status == API_BUFFER_OK)
		return true;
	if (status == API_BUFFER_NO_MEMORY)
		return no_memory(err);
	api_error_set(err, API_ERR_VALUE_INVALID, "the request's URL would be longer than %d bytes",
				  API_URL_MAX);
	api_error_hint(err, "Shorten the values in WHERE.");
	return false;
}

/* A value that goes into the path: there, and not one that changes the path. */
static bool
check_path_value(const Column *column, const char *value, ApiError *err)
{
	if (value == NULL)
	{
		api_error_set(err, API_ERR_VALUE_MISSING, "column \"%s\" needs a value", column->column);
		api_error_hint(err, "{%s} stands in the option path: give \"%s\" in WHERE, by =, IN, = ANY"
					   " or, for integers, a range with both ends.", column->name, column->column);
		return false;
	}
	if (*value != '\0' && strcmp(value, ".") != 0 && strcmp(value, "..") != 0)
		return true;
	api_error_set(err, API_ERR_VALUE_INVALID,
				  "value \"%s\" of column \"%s\" cannot stand in a path", value, column->column);
	api_error_hint(err, "An empty value, \".\" and \"..\" would ask for another path than the"
				   " table's.");
	return false;
}

static bool
fill_path(const Filling *filling, ApiBuffer *url)
{
	const ApiEndpoint *endpoint = filling->endpoint;

	for (int i = 0; i < endpoint->path.nparts; i++)
	{
		const ApiTemplatePart *part = &endpoint->path.parts[i];
		ApiBufferStatus status;
		const char *value;

		if (!part->placeholder)
			status = api_buffer_puts(url, part->text);
		else
		{
			value = value_of(filling, part->column);
			if (!check_path_value(&endpoint->columns[part->column], value, filling->err))
				return false;
			status = api_url_encode(url, value, strlen(value),
									part->slashes ? API_URL_PATH : API_URL_SEGMENT);
		}
		if (!filled(status, filling->err))
			return false;
	}
	return true;
}

/* Are all of a template's values there? */
static bool
complete(const Filling *filling, const ApiTemplate *template)
{
	for (int i = 0; i < template->nparts; i++)
		if (template->parts[i].placeholder && value_of(filling, template->parts[i].column) == NULL)
			return false;
	return true;
}

/* Writes a param's or header's value; for the query percent-encoded. */
static ApiBufferStatus
fill_value(const Filling *filling, const ApiTemplate *template, bool encode, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (int i = 0; i < template->nparts && status == API_BUFFER_OK; i++)
	{
		const ApiTemplatePart *part = &template->parts[i];
		const char *text = part->placeholder ? value_of(filling, part->column) : part->text;

		status = encode ? api_url_encode(out, text, strlen(text), API_URL_QUERY) :
			api_buffer_puts(out, text);
	}
	return status;
}

/* "?name=" or "&name=". */
static ApiBufferStatus
begin_item(ApiBuffer *url, const char *name, bool *any)
{
	ApiBufferStatus status = api_buffer_putc(url, *any ? '&' : '?');

	*any = true;
	if (status == API_BUFFER_OK)
		status = api_url_encode(url, name, strlen(name), API_URL_QUERY);
	if (status == API_BUFFER_OK)
		status = api_buffer_putc(url, '=');
	return status;
}

/* Is a WHERE value sent in place of the fixed param of that name? */
static bool
replaced(const Filling *filling, const char *name)
{
	const ApiEndpoint *endpoint = filling->endpoint;

	for (int i = 0; i < endpoint->ncolumns; i++)
		if (endpoint->columns[i].place == API_PLACE_QUERY &&
			strcmp(endpoint->columns[i].name, name) == 0)
			return value_of(filling, i) != NULL;
	return false;
}

static bool
fill_query(const Filling *filling, ApiBuffer *url)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiBufferStatus status = API_BUFFER_OK;
	bool		any = false;

	for (int i = 0; i < endpoint->nparams && status == API_BUFFER_OK; i++)
	{
		const Item *item = &endpoint->params[i];

		if (replaced(filling, item->name) || !complete(filling, &item->value))
			continue;
		status = begin_item(url, item->name, &any);
		if (status == API_BUFFER_OK)
			status = fill_value(filling, &item->value, true, url);
	}
	for (int i = 0; i < endpoint->ncolumns && status == API_BUFFER_OK; i++)
	{
		const char *value = value_of(filling, i);

		if (endpoint->columns[i].place != API_PLACE_QUERY || value == NULL)
			continue;
		status = begin_item(url, endpoint->columns[i].name, &any);
		if (status == API_BUFFER_OK)
			status = api_url_encode(url, value, strlen(value), API_URL_QUERY);
	}
	return filled(status, filling->err);
}

/* A header's value must stay one line, whatever WHERE says. */
static bool
fill_header(const Filling *filling, const Item *item, ApiHeaders *headers)
{
	ApiBuffer	value;
	bool		ok;

	api_buffer_init(&value, API_HEADERS_MAX_BYTES);
	ok = filled(fill_value(filling, &item->value, false, &value), filling->err);
	if (ok && value.len > 0 && !api_header_value_valid(value.data))
	{
		ok = api_error_set(filling->err, API_ERR_VALUE_INVALID,
						   "a value in WHERE cannot stand in header \"%s\"", item->name);
		api_error_hint(filling->err, "A header's value holds no line breaks and no blanks at its"
					   " ends.");
	}
	if (ok && !api_headers_set(headers, item->name, value.len > 0 ? value.data : ""))
		ok = no_memory(filling->err);
	api_buffer_free(&value);
	return ok;
}

static bool
fill_headers(const Filling *filling, ApiHeaders *headers)
{
	for (int i = 0; i < filling->endpoint->nheaders; i++)
	{
		const Item *item = &filling->endpoint->headers[i];

		if (complete(filling, &item->value) && !fill_header(filling, item, headers))
			return false;
	}
	return true;
}

bool
api_endpoint_fill(const ApiEndpoint *endpoint, const ApiBindings *bindings,
				  int64_t binding, ApiRequest *request, ApiError *err)
{
	Filling		filling = {endpoint, bindings, binding, err};
	ApiBuffer	url;
	bool		ok;

	api_request_init(request);
	api_buffer_init(&url, API_URL_MAX);
	ok = filled(api_buffer_puts(&url, endpoint->base_url), err) &&
		fill_path(&filling, &url) &&
		fill_query(&filling, &url) &&
		fill_headers(&filling, &request->headers);
	if (ok)
		request->url = api_buffer_detach(&url);
	api_buffer_free(&url);
	return ok;
}

/* --- describing --- */

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
		(void) begin_item(&out, endpoint->params[i].name, &any);
		describe_template(&endpoint->params[i].value, &out);
	}
	for (int i = 0; i < endpoint->ncolumns; i++)
	{
		if (endpoint->columns[i].place != API_PLACE_QUERY || !set[i])
			continue;
		(void) begin_item(&out, endpoint->columns[i].name, &any);
		(void) api_buffer_putc(&out, '{');
		(void) api_buffer_puts(&out, endpoint->columns[i].name);
		(void) api_buffer_putc(&out, '}');
	}
	return api_buffer_detach(&out);
}
