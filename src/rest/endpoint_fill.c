/*
 * endpoint_fill.c
 *		From an endpoint and a binding to a request.
 *
 * Runs over the templates' parts, encodes each value for its place, and leaves out
 * what has no value.  No value may lead to another path than the table's: "." and
 * ".." are looked for in the path as it was written, because {+name} keeps slashes
 * and a segment may be made of several values.
 */
#include <stdlib.h>
#include <string.h>

#include "net/url.h"
#include "rest/endpoint_state.h"

/* What a request is filled from. */
typedef struct Filling
{
	const ApiEndpoint *endpoint;
	const ApiBindings *bindings;
	int64_t		binding;
	const ApiAsk *ask;
	ApiError   *err;
} Filling;

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* The pager's value; NULL: there is none. */
static const char *const *
asked_value(const Filling *filling, int column)
{
	const ApiAskValue *value = &filling->ask->values[column - filling->endpoint->nbound];

	return value->plain != NULL ? (const char *const *) &value->plain : NULL;
}

/* The values of a parameter; false: it has none. */
static bool
texts_of(const Filling *filling, int column, ApiTexts *texts)
{
	int			first;

	texts->style = filling->endpoint->columns[column].list;
	texts->count = 1;
	if (column >= filling->endpoint->nbound)
		texts->texts = asked_value(filling, column);
	else
		texts->texts = api_bindings_group(filling->bindings, filling->binding, column, &first,
										  &texts->count);
	return texts->texts != NULL;
}

static bool
has_value(const Filling *filling, int column)
{
	ApiTexts	texts;

	return texts_of(filling, column, &texts);
}

/* No list may hold a value that would be read as several, or as none. */
static bool
check_lists(const Filling *filling)
{
	for (int i = 0; i < filling->endpoint->nbound; i++)
	{
		ApiTexts	texts;

		if (texts_of(filling, i, &texts) &&
			!api_texts_check(&texts, filling->endpoint->columns[i].column, filling->err))
			return false;
	}
	return true;
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
	api_error_hint(err, "Shorten the values in WHERE, or lower the option param_in_max where they go"
				   " out as a list.");
	return false;
}

/* A value that goes into the path: there, and not one that changes the path. */
static bool
check_path_value(const ApiEndpointColumn *column, const char *value, ApiError *err)
{
	const char *name = column->column != NULL ? column->column : column->name;

	if (value == NULL && column->column == NULL)
	{
		api_error_set(err, API_ERR_VALUE_MISSING, "parameter {%s} in the path has no value",
					  column->name);
		api_error_hint(err, "A cursor has none on the first page: give start_cursor, or put {%s}"
					   " into next_page_path.", column->name);
		return false;
	}
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
				  "value \"%s\" of column \"%s\" cannot stand in a path", value, name);
	api_error_hint(err, "An empty value, \".\" and \"..\" would ask for another path than the"
				   " table's.");
	return false;
}

/* The path segment that is being written. */
typedef struct Segment
{
	size_t		start;			/* its first byte in the URL */
	size_t		seen;			/* bytes of the URL looked at */
	int			column;			/* whose value wrote to it last; -1: none */
} Segment;

/* A segment ends: values must not have made it "." or "..". */
static bool
end_segment(const Filling *filling, const ApiBuffer *url, const Segment *segment)
{
	const char *column;

	if (segment->column < 0 ||
		!api_segment_is_dots(url->data + segment->start, segment->seen - segment->start))
		return true;
	column = filling->endpoint->columns[segment->column].column;
	if (column == NULL)
		column = filling->endpoint->columns[segment->column].name;
	api_error_set(filling->err, API_ERR_VALUE_INVALID,
				  "the value of column \"%s\" makes a \".\" or \"..\" in the path", column);
	api_error_hint(filling->err, "Such a path would lead to another place than the table's.");
	return false;
}

/* Looks at what a part has added; column: whose value it was, -1: plain text. */
static bool
check_segments(const Filling *filling, const ApiBuffer *url, int column, Segment *segment)
{
	if (column >= 0)
		segment->column = column;
	for (; segment->seen < url->len; segment->seen++)
	{
		if (url->data[segment->seen] != '/')
			continue;
		if (!end_segment(filling, url, segment))
			return false;
		segment->start = segment->seen + 1;
		segment->column = column;
	}
	return true;
}

/* Likewise each of them; NULL: there are none. */
static bool
check_path_values(const ApiEndpointColumn *column, const ApiTexts *texts, ApiError *err)
{
	if (texts->texts == NULL)
		return check_path_value(column, NULL, err);
	for (int i = 0; i < texts->count; i++)
		if (!check_path_value(column, texts->texts[i], err))
			return false;
	return true;
}

/* The path's own text stays as it is written, but for what no URL may hold. */
static ApiBufferStatus
put_plain(ApiBuffer *url, const char *text)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (; *text != '\0' && status == API_BUFFER_OK; text++)
		if (strchr("/%:@!$&'()*+,;=", *text) != NULL)
			status = api_buffer_putc(url, *text);
		else
			status = api_url_encode(url, text, 1, API_URL_SEGMENT);
	return status;
}

static bool
fill_path(const Filling *filling, ApiBuffer *url)
{
	const ApiTemplate *path = &filling->endpoint->path;
	Segment		segment = {url->len, url->len, -1};

	for (int i = 0; i < path->nparts; i++)
	{
		const ApiTemplatePart *part = &path->parts[i];
		ApiBufferStatus status;

		if (part->placeholder)
		{
			ApiTexts	texts;

			(void) texts_of(filling, part->column, &texts);
			if (!check_path_values(&filling->endpoint->columns[part->column], &texts, filling->err))
				return false;
			status = api_texts_encode(&texts, part->slashes ? API_URL_PATH : API_URL_SEGMENT, url);
		}
		else
			status = put_plain(url, part->text);
		if (!filled(status, filling->err) ||
			!check_segments(filling, url, part->column, &segment))
			return false;
	}
	return end_segment(filling, url, &segment);
}

/* Are all of a template's values there? */
static bool
complete(const Filling *filling, const ApiTemplate *template)
{
	for (int i = 0; i < template->nparts; i++)
		if (template->parts[i].placeholder && !has_value(filling, template->parts[i].column))
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
		ApiTexts	texts = {(const char *const *) &part->text, 1, API_LIST_FANOUT};

		if (part->placeholder)
			(void) texts_of(filling, part->column, &texts);
		status = encode ? api_texts_encode(&texts, API_URL_QUERY, out) : api_texts_join(&texts, out);
	}
	return status;
}

/* Is a WHERE value sent in place of the fixed param of that name? */
static bool
replaced(const Filling *filling, const char *name)
{
	int			column = api_endpoint_query_column(filling->endpoint, name);

	return column >= 0 && has_value(filling, column);
}

/* A query item for each value of a parameter, or one for all of them. */
static ApiBufferStatus
fill_items(const char *name, const ApiTexts *texts, ApiBuffer *url, bool *any)
{
	bool		repeat = texts->style == API_LIST_REPEAT;
	ApiBufferStatus status = API_BUFFER_OK;

	for (int i = 0; i < (repeat ? texts->count : 1) && status == API_BUFFER_OK; i++)
	{
		ApiTexts	item = {texts->texts + i, repeat ? 1 : texts->count, texts->style};

		status = api_endpoint_begin_item(url, name, any);
		if (status == API_BUFFER_OK)
			status = api_texts_encode(&item, API_URL_QUERY, url);
	}
	return status;
}

static bool
fill_query(const Filling *filling, ApiBuffer *url)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiBufferStatus status = API_BUFFER_OK;
	bool		any = false;

	for (int i = 0; i < endpoint->nparams && status == API_BUFFER_OK; i++)
	{
		const ApiEndpointItem *item = &endpoint->params[i];

		if (replaced(filling, item->name) || !complete(filling, &item->value))
			continue;
		status = api_endpoint_begin_item(url, item->name, &any);
		if (status == API_BUFFER_OK)
			status = fill_value(filling, &item->value, true, url);
	}
	for (int i = 0; i < endpoint->ncolumns && status == API_BUFFER_OK; i++)
	{
		ApiTexts	texts;

		if (endpoint->columns[i].place == API_PLACE_QUERY && texts_of(filling, i, &texts))
			status = fill_items(endpoint->columns[i].name, &texts, url, &any);
	}
	return filled(status, filling->err);
}

/* A header's value must stay one line, whatever WHERE says. */
static bool
fill_header(const Filling *filling, const ApiEndpointItem *item, ApiHeaders *headers)
{
	ApiBuffer	value;
	ApiBufferStatus status;
	bool		ok;

	api_buffer_init(&value, API_HEADERS_MAX_BYTES);
	status = fill_value(filling, &item->value, false, &value);
	ok = status == API_BUFFER_OK;
	if (status == API_BUFFER_NO_MEMORY)
		no_memory(filling->err);
	else if (!ok)
		api_error_set(filling->err, API_ERR_VALUE_INVALID,
					  "the values in WHERE are too long for header \"%s\"", item->name);
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
		const ApiEndpointItem *item = &filling->endpoint->headers[i];

		if (complete(filling, &item->value) && !fill_header(filling, item, headers))
			return false;
	}
	return true;
}

/* ---- bodies ---- */

/* For api_body_write: a parameter's JSON. */
static ApiBufferStatus
put_json(void *arg, int parameter, ApiBuffer *out, bool *absent)
{
	const Filling *filling = arg;
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiTexts	texts;

	*absent = !texts_of(filling, parameter, &texts);
	if (*absent || out == NULL)
		return API_BUFFER_OK;
	if (parameter >= endpoint->nbound)
		return api_buffer_puts(out, filling->ask->values[parameter - endpoint->nbound].json);
	return api_texts_put_json(&texts, endpoint->columns[parameter].bare, out);
}

/* {"query": "...", "variables": {...}} */
static ApiBufferStatus
fill_graphql(const Filling *filling, ApiBuffer *body)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiBufferStatus status = api_buffer_puts(body, "{\"query\":");
	bool		any = false;

	if (status == API_BUFFER_OK)
		status = api_body_put_string(body, endpoint->graphql);
	if (status == API_BUFFER_OK)
		status = api_buffer_puts(body, ",\"variables\":{");
	for (int i = 0; i < endpoint->ncolumns && status == API_BUFFER_OK; i++)
	{
		bool		absent;

		if (endpoint->columns[i].place != API_PLACE_VARIABLE || !has_value(filling, i))
			continue;
		status = any ? api_buffer_putc(body, ',') : API_BUFFER_OK;
		any = true;
		if (status == API_BUFFER_OK)
			status = api_body_put_string(body, endpoint->columns[i].name);
		if (status == API_BUFFER_OK)
			status = api_buffer_putc(body, ':');
		if (status == API_BUFFER_OK)
			status = put_json((void *) filling, i, body, &absent);
	}
	return status == API_BUFFER_OK ? api_buffer_puts(body, "}}") : status;
}

/* a={a}&b=1: an item whose value is missing is left out. */
static ApiBufferStatus
fill_form(const Filling *filling, ApiBuffer *body)
{
	const ApiTemplate *form = &filling->endpoint->form;
	ApiBufferStatus status = API_BUFFER_OK;
	size_t		item = 0;
	bool		lacks = false;

	for (int i = 0; i < form->nparts && status == API_BUFFER_OK; i++)
	{
		const ApiTemplatePart *part = &form->parts[i];
		ApiTexts	texts;
		bool		given = part->placeholder && texts_of(filling, part->column, &texts);

		if (given)
			status = api_texts_encode(&texts, API_URL_QUERY, body);
		lacks |= part->placeholder && !given;
		for (const char *c = part->text; !part->placeholder && *c != '\0'; c++)
		{
			if (*c == '&' && lacks && body->data != NULL)
				body->data[body->len = item] = '\0';
			if (*c == '&')
			{
				item = body->len;
				lacks = false;
			}
			if (status == API_BUFFER_OK && (*c != '&' || body->len > 0))
				status = api_buffer_putc(body, *c);
		}
	}
	if (lacks && body->data != NULL)
		body->data[body->len = item] = '\0';
	return status;
}

static bool
fill_body(const Filling *filling, ApiRequest *request)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiBufferStatus status = API_BUFFER_OK;

	request->post = endpoint->post;
	if (endpoint->content_type == NULL)
		return true;
	if (endpoint->graphql != NULL)
		status = fill_graphql(filling, &request->body);
	else if (endpoint->body != NULL)
		status = api_body_write(endpoint->body, put_json, (void *) filling, &request->body);
	else
		status = fill_form(filling, &request->body);
	if (status == API_BUFFER_FULL)
	{
		api_error_set(filling->err, API_ERR_VALUE_INVALID,
					  "the request's body would be longer than %d bytes", API_BODY_MAX);
		api_error_hint(filling->err, "Shorten the values in WHERE, or lower the option param_in_max"
					   " where they go out as a list.");
		return false;
	}
	if (status != API_BUFFER_OK)
		return no_memory(filling->err);
	return api_headers_get(&request->headers, "Content-Type") != NULL ||
		api_headers_set(&request->headers, "Content-Type", endpoint->content_type) ||
		no_memory(filling->err);
}

bool
api_endpoint_fill(const ApiEndpoint *endpoint, const ApiBindings *bindings, int64_t binding,
				  const ApiAsk *ask, ApiRequest *request, ApiError *err)
{
	Filling		filling = {endpoint, bindings, binding, ask, err};
	ApiBuffer	url;
	bool		ok;

	api_request_init(request);
	if (ask->url != NULL)
	{
		request->url = strdup(ask->url);
		return (request->url != NULL || no_memory(err)) && fill_headers(&filling, &request->headers);
	}
	api_buffer_init(&url, API_URL_MAX);
	ok = check_lists(&filling) &&
		filled(api_buffer_puts(&url, endpoint->base_url), err) &&
		fill_path(&filling, &url) &&
		fill_query(&filling, &url) &&
		fill_headers(&filling, &request->headers) &&
		fill_body(&filling, request);
	if (ok)
		request->url = api_buffer_detach(&url);
	api_buffer_free(&url);
	return ok;
}
