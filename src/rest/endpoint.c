/*
 * endpoint.c
 *		From a table's options to an endpoint.
 *
 * The path, each fixed param and each header is a template, taken apart once.  A
 * column whose {name} stands in one of them goes there; a column whose name stands
 * nowhere is a query item of its own, and replaces the fixed param of that name.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* Do two parameters have the same name? */
static bool
check_repeat(const ApiEndpoint *endpoint, const ApiEndpointColumn *column, ApiError *err)
{
	for (const ApiEndpointColumn *other = endpoint->columns; other < column; other++)
	{
		if (strcmp(other->name, column->name) != 0)
			continue;
		if (column->column != NULL)
			api_error_set(err, API_ERR_OPTION_VALUE,
						  "columns \"%s\" and \"%s\" both feed parameter \"%s\"",
						  other->column, column->column, column->name);
		else
			api_error_set(err, API_ERR_OPTION_VALUE, "parameter \"%s\" is fed twice",
						  column->name);
		api_error_hint(err, column->column != NULL ? "Drop the option param of one of them." :
					   "The paging options name each parameter once, and none that a column feeds.");
		return false;
	}
	return true;
}

static bool
copy_column(ApiEndpoint *endpoint, const ApiParam *param, ApiError *err)
{
	ApiEndpointColumn *copy = &endpoint->columns[endpoint->ncolumns++];

	copy->name = strdup(param->name);
	copy->column = param->column != NULL ? strdup(param->column) : NULL;
	copy->bare = param->bare;
	copy->list = param->list;
	if (copy->name == NULL || (param->column != NULL && copy->column == NULL))
		return no_memory(err);
	return check_repeat(endpoint, copy, err);
}

static bool
copy_columns(ApiEndpoint *endpoint, const ApiEndpointSpec *spec, ApiError *err)
{
	endpoint->columns = calloc((size_t) (spec->ncolumns + spec->nasked) + 1,
							   sizeof(ApiEndpointColumn));
	if (endpoint->columns == NULL)
		return no_memory(err);
	for (int i = 0; i < spec->ncolumns; i++)
		if (!copy_column(endpoint, &spec->columns[i], err))
			return false;
	endpoint->nbound = spec->ncolumns;
	for (int i = 0; i < spec->nasked; i++)
	{
		ApiParam	asked = {spec->asked[i], NULL, true, API_LIST_FANOUT};

		if (!copy_column(endpoint, &asked, err))
			return false;
	}
	return true;
}

/* The names there are, for a hint. */
static void
hint_columns(const ApiEndpoint *endpoint, ApiError *err)
{
	ApiBuffer	names;

	api_buffer_init(&names, 1000);
	for (int i = 0; i < endpoint->nbound; i++)
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

/* The parameter that a placeholder names, or -1 with err; notes where it stands. */
static int
bind_placeholder(const ApiEndpoint *endpoint, const char *name, ApiPlace place, const char *where,
				 ApiError *err)
{
	for (int c = 0; c < endpoint->ncolumns; c++)
	{
		ApiEndpointColumn *column = &endpoint->columns[c];

		if (strcmp(column->name, name) != 0)
			continue;
		if (column->place != API_PLACE_PATH)
			column->place = place;
		return c;
	}
	api_error_set(err, API_ERR_OPTION_VALUE,
				  "placeholder {%s} in option \"%s\" names no column's param", name, where);
	hint_columns(endpoint, err);
	return -1;
}

/* A repeated parameter is several query items, or a JSON array; a text has one place for it. */
static bool
check_list(const ApiEndpointColumn *column, const char *where, ApiError *err)
{
	if (column->list != API_LIST_REPEAT)
		return true;
	api_error_set(err, API_ERR_OPTION_VALUE,
				  "column \"%s\" has param_in 'repeat', but {%s} stands in option \"%s\"",
				  column->column, column->name, where);
	api_error_hint(err, "Set param_in to a separator, such as 'comma', or let the parameter be a query"
				   " item of its own, without a placeholder.");
	return false;
}

/* Points a template's placeholders to the parameters they name. */
static bool
bind_template(const ApiEndpoint *endpoint, ApiTemplate *template, ApiPlace place,
			  const char *where, ApiError *err)
{
	for (int i = 0; i < template->nparts; i++)
	{
		ApiTemplatePart *part = &template->parts[i];

		if (!part->placeholder)
			continue;
		part->column = bind_placeholder(endpoint, part->text, place, where, err);
		if (part->column < 0 || !check_list(&endpoint->columns[part->column], where, err))
			return false;
	}
	return true;
}

static bool
bind_body(ApiEndpoint *endpoint, ApiError *err)
{
	const char *name;

	for (int i = 0; endpoint->body != NULL && (name = api_body_placeholder(endpoint->body, i)); i++)
	{
		int			parameter = bind_placeholder(endpoint, name, API_PLACE_PLACEHOLDER, "body", err);

		if (parameter < 0)
			return false;
		api_body_bind(endpoint->body, i, parameter);
	}
	return bind_template(endpoint, &endpoint->form, API_PLACE_PLACEHOLDER, "body", err);
}

static bool
bind_all(ApiEndpoint *endpoint, ApiError *err)
{
	for (int i = 0; i < endpoint->ncolumns; i++)
		endpoint->columns[i].place = endpoint->graphql != NULL ? API_PLACE_VARIABLE :
			API_PLACE_QUERY;
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
	return bind_body(endpoint, err);
}

/* The body, by its content type: JSON, or a form. */
static bool
copy_body(ApiEndpoint *endpoint, const ApiEndpointSpec *spec, ApiError *err)
{
	const char *type = spec->content_type != NULL ? spec->content_type : "application/json";

	endpoint->post = spec->post;
	if (spec->body == NULL && spec->graphql == NULL)
		return true;
	endpoint->content_type = strdup(type);
	endpoint->graphql = spec->graphql != NULL ? strdup(spec->graphql) : NULL;
	if (endpoint->content_type == NULL || (spec->graphql != NULL && endpoint->graphql == NULL))
		return no_memory(err);
	if (spec->body == NULL)
		return true;
	if (strncasecmp(type, API_CONTENT_TYPE_FORM, strlen(API_CONTENT_TYPE_FORM)) == 0)
		return api_template_parse(&endpoint->form, spec->body, err);
	endpoint->body = api_body_parse(spec->body, err);
	return endpoint->body != NULL;
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
		copy_columns(endpoint, spec, err) &&
		copy_body(endpoint, spec, err) &&
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
	api_body_free(endpoint->body);
	api_template_free(&endpoint->form);
	free(endpoint->graphql);
	free(endpoint->content_type);
	free(endpoint);
}

const char *
api_endpoint_param(const ApiEndpoint *endpoint, int column)
{
	return column < endpoint->nbound ? endpoint->columns[column].name : NULL;
}

bool
api_endpoint_posts(const ApiEndpoint *endpoint)
{
	return endpoint->post;
}
