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

/* Is it JSON that is more than a placeholder?  What cannot be read is other text. */
static bool
take_json(ApiEndpointItem *item, const char *text, ApiError *err)
{
	ApiError	unread = API_ERROR_INIT;
	const char *name;
	size_t		name_len;
	bool		slashes;
	bool		ok = true;

	text += strspn(text, " \t\r\n");
	if ((*text != '{' && *text != '[') || !api_template_has_values(&item->value) ||
		api_template_placeholder(text, &name, &name_len, &slashes) > 0)
		return true;
	item->json = api_body_parse(text, &unread);
	if (item->json != NULL)
		api_template_free(&item->value);
	else if (unread.code == API_ERR_OUT_OF_MEMORY)
		ok = no_memory(err);
	api_error_clear(&unread);
	return ok;
}

/* Adds an item at the end of an array that has room for it. */
static bool
add_item(ApiEndpointItem *items, int *nitems, const char *name, size_t name_len, const char *value,
		 bool json, ApiError *err)
{
	ApiEndpointItem *item = &items[*nitems];

	if (!api_template_parse(&item->value, value, err))
		return false;
	++*nitems;
	item->name = strndup(name, name_len);
	return item->name != NULL ? !json || take_json(item, value, err) : no_memory(err);
}

static bool
copy_items(ApiEndpointItem **items, int *nitems, const ApiPair *pairs, int npairs, ApiError *err)
{
	*items = calloc((size_t) npairs + 1, sizeof(**items));
	if (*items == NULL)
		return no_memory(err);
	while (*nitems < npairs)
	{
		const ApiPair *pair = &pairs[*nitems];

		if (!add_item(*items, nitems, pair->name, strlen(pair->name), pair->value, true, err))
			return false;
	}
	return true;
}

/* An item of a form: its name, "=" and its value; JSON only if nothing in it is encoded. */
static bool
add_form_item(ApiEndpoint *endpoint, char *text, ApiError *err)
{
	const char *equals = strchr(text, '=');
	const char *brace = strchr(text, '{');
	size_t		name_len = equals == NULL || (brace != NULL && brace < equals) ? 0 :
		(size_t) (equals + 1 - text);

	return add_item(endpoint->form, &endpoint->nform, text, name_len, text + name_len,
					strpbrk(text, "%+") == NULL, err);
}

/* An object or array of JSON, where a form is to be? */
static bool
looks_like_json(const char *text)
{
	const char *name;
	size_t		len;
	bool		slashes;
	ApiError	err = API_ERROR_INIT;
	ApiBody    *body;

	text += strspn(text, " \t\r\n");
	if (*text == '{')
		return api_template_placeholder(text, &name, &len, &slashes) == 0;
	body = *text == '[' ? api_body_parse(text, &err) : NULL;
	api_body_free(body);
	api_error_clear(&err);
	return body != NULL;
}

static bool
copy_form(ApiEndpoint *endpoint, const char *text, ApiError *err)
{
	size_t		count = 2;
	char	   *copy = strdup(text);
	char	   *rest = copy;
	bool		ok = true;

	if (looks_like_json(text))
	{
		free(copy);
		api_error_set(err, API_ERR_OPTION_VALUE, "the body is JSON, and content_type says that it is a form");
		api_error_hint(err, "Write it as a form, such as 'name={name}&size=100', or drop the option"
					   " content_type: JSON goes as application/json.");
		return false;
	}
	for (const char *c = text; *c != '\0'; c++)
		count += *c == '&';
	endpoint->form = calloc(count, sizeof(*endpoint->form));
	if (copy == NULL || endpoint->form == NULL)
		ok = no_memory(err);
	for (char *item; ok && (item = strsep(&rest, "&")) != NULL;)
		ok = *item == '\0' || add_form_item(endpoint, item, err);
	free(copy);
	return ok;
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
	copy->typed = param->typed;
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
		ApiParam	asked = {spec->asked[i], NULL, true, API_LIST_FANOUT, false};

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

int
api_endpoint_column(const ApiEndpoint *endpoint, const char *name)
{
	for (int i = 0; i < endpoint->ncolumns; i++)
		if (strcmp(endpoint->columns[i].name, name) == 0)
			return i;
	return -1;
}

/* The parameter that a placeholder names, or -1 with err; notes where it stands. */
static int
bind_placeholder(const ApiEndpoint *endpoint, const char *name, ApiPlace place, const char *where,
				 ApiError *err)
{
	int			found = api_endpoint_column(endpoint, name);

	if (found >= 0)
	{
		if (endpoint->columns[found].place != API_PLACE_PATH)
			endpoint->columns[found].place = place;
		return found;
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

/* Braces of a string that name no parameter are text, such as GraphQL's {id}. */
static bool
bind_string(const ApiEndpoint *endpoint, ApiTemplate *string, const char *where, ApiError *err)
{
	for (int i = 0; i < string->nparts; i++)
	{
		ApiTemplatePart *part = &string->parts[i];

		if (part->placeholder && api_endpoint_column(endpoint, part->text) < 0 &&
			!api_template_make_plain(part))
			return no_memory(err);
	}
	return bind_template(endpoint, string, API_PLACE_PLACEHOLDER, where, err);
}

/* Points the placeholders of JSON to their parameters. */
static bool
bind_json(const ApiEndpoint *endpoint, ApiBody *json, const char *where, ApiError *err)
{
	const char *name;
	ApiTemplate *string;

	for (int i = 0; (name = api_body_placeholder(json, i)) != NULL; i++)
	{
		int			parameter = bind_placeholder(endpoint, name, API_PLACE_PLACEHOLDER, where, err);

		if (parameter < 0)
			return false;
		api_body_bind(json, i, parameter);
	}
	for (int i = 0; (string = api_body_string(json, i)) != NULL; i++)
		if (!bind_string(endpoint, string, where, err))
			return false;
	return true;
}

static bool
bind_items(const ApiEndpoint *endpoint, ApiEndpointItem *items, int nitems, const char *where,
		   ApiError *err)
{
	for (int i = 0; i < nitems; i++)
		if (items[i].json != NULL ? !bind_json(endpoint, items[i].json, where, err) :
			!bind_template(endpoint, &items[i].value, API_PLACE_PLACEHOLDER, where, err))
			return false;
	return true;
}

static bool
bind_all(ApiEndpoint *endpoint, ApiError *err)
{
	for (int i = 0; i < endpoint->ncolumns; i++)
		endpoint->columns[i].place = endpoint->graphql != NULL ? API_PLACE_VARIABLE :
			API_PLACE_QUERY;
	if (!bind_template(endpoint, &endpoint->path, API_PLACE_PATH, "path", err))
		return false;
	return bind_items(endpoint, endpoint->params, endpoint->nparams, "params", err) &&
		bind_items(endpoint, endpoint->headers, endpoint->nheaders, "headers", err) &&
		bind_items(endpoint, endpoint->form, endpoint->nform, "body", err) &&
		(endpoint->body == NULL || bind_json(endpoint, endpoint->body, "body", err));
}

static bool
is_form(const char *type)
{
	return strncasecmp(type, API_CONTENT_TYPE_FORM, strlen(API_CONTENT_TYPE_FORM)) == 0;
}

/* A header Content-Type is what is sent: it says what the body is. */
static bool
check_header_type(const ApiEndpointSpec *spec, const char *type, ApiError *err)
{
	for (int i = 0; i < spec->nheaders; i++)
	{
		const char *header = spec->headers[i].value;

		if (strcasecmp(spec->headers[i].name, "Content-Type") != 0 || is_form(header) == is_form(type) ||
			(is_form(type) && strcasestr(header, "json") == NULL))
			continue;
		api_error_set(err, API_ERR_OPTION_VALUE, "the header Content-Type says \"%s\", and the body is %s",
					  header, is_form(type) ? "a form" : "JSON");
		api_error_hint(err, "Take Content-Type out of the option headers, where it is null if the server has"
					   " it, and say by the option content_type what the body is.");
		return false;
	}
	return true;
}

/* The body, by its content type: JSON, or a form. */
static bool
copy_body(ApiEndpoint *endpoint, const ApiEndpointSpec *spec, ApiError *err)
{
	const char *type = spec->content_type != NULL ? spec->content_type : "application/json";

	endpoint->method = spec->method;
	endpoint->repeatable = spec->repeatable;
	endpoint->keyed = spec->keyed;
	if (spec->body == NULL && spec->graphql == NULL)
		return true;
	endpoint->content_type = strdup(type);
	endpoint->graphql = spec->graphql != NULL ? strdup(spec->graphql) : NULL;
	if (endpoint->content_type == NULL || (spec->graphql != NULL && endpoint->graphql == NULL))
		return no_memory(err);
	if (!check_header_type(spec, type, err))
		return false;
	if (spec->body == NULL)
		return true;
	if (is_form(type))
		return copy_form(endpoint, spec->body, err);
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
		api_body_free(items[i].json);
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
	free_items(endpoint->form, endpoint->nform);
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
	return endpoint->method == API_METHOD_POST;
}
