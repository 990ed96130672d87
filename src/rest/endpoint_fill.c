/*
 * endpoint_fill.c
 *		From an endpoint and a binding to a request.
 *
 * Runs over the templates' parts, encodes each value for its place, and leaves out
 * what has no value.
 */
#include <stdlib.h>
#include <string.h>

#include "net/url.h"
#include "rest/filling.h"

/* ---- the query ---- */

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

/* A fixed param, unless a WHERE value is sent in its place. */
static bool
fill_param(ApiFilling *filling, const ApiEndpointItem *item, ApiBuffer *url, bool *any)
{
	int			column = api_endpoint_query_column(filling->endpoint, item->name);
	ApiBufferStatus status = API_BUFFER_OK;
	ApiBuffer	value;
	bool		absent = false;
	bool		ok;

	if (column >= 0 && api_filling_has(filling, column))
	{
		api_filling_replace(filling, item, column);
		return true;
	}
	api_buffer_init(&value, API_URL_MAX);
	ok = api_filling_put_item(filling, item, API_ITEM_QUERY, &value, &absent);
	if (ok && !absent)
		status = api_endpoint_begin_item(url, item->name, any);
	if (ok && !absent && status == API_BUFFER_OK)
		status = api_buffer_append(url, value.data, value.len);
	api_buffer_free(&value);
	return ok && api_filling_done(filling, status, "URL", API_URL_MAX);
}

static bool
fill_query(ApiFilling *filling, ApiBuffer *url)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiBufferStatus status = API_BUFFER_OK;
	bool		any = false;

	for (int i = 0; i < endpoint->nparams; i++)
		if (!fill_param(filling, &endpoint->params[i], url, &any))
			return false;
	for (int i = 0; i < endpoint->ncolumns && status == API_BUFFER_OK; i++)
	{
		ApiTexts	texts;

		if (endpoint->columns[i].place == API_PLACE_QUERY && api_filling_take(filling, i, &texts))
			status = fill_items(endpoint->columns[i].name, &texts, url, &any);
	}
	return api_filling_done(filling, status, "URL", API_URL_MAX);
}

/* ---- headers ---- */

/* A header's value must stay one line, whatever WHERE says. */
static bool
fill_header(ApiFilling *filling, const ApiEndpointItem *item, ApiHeaders *headers)
{
	ApiBuffer	value;
	bool		absent;
	bool		ok;

	api_buffer_init(&value, API_HEADERS_MAX_BYTES);
	ok = api_filling_put_item(filling, item, API_ITEM_PLAIN, &value, &absent);
	if (ok && value.len > 0 && !api_header_value_valid(value.data))
	{
		ok = api_error_set(filling->err, API_ERR_VALUE_INVALID,
						   "a value in WHERE cannot stand in header \"%s\"", item->name);
		api_error_hint(filling->err, "A header's value holds no line breaks and no blanks at its"
					   " ends.");
	}
	if (ok && !absent && !api_headers_set(headers, item->name, value.len > 0 ? value.data : ""))
		ok = api_error_set(filling->err, API_ERR_OUT_OF_MEMORY, "out of memory");
	api_buffer_free(&value);
	return ok;
}

static bool
fill_headers(ApiFilling *filling, ApiHeaders *headers)
{
	for (int i = 0; i < filling->endpoint->nheaders; i++)
		if (!fill_header(filling, &filling->endpoint->headers[i], headers))
			return false;
	return true;
}

/* ---- bodies ---- */

/* {"query": "...", "variables": {...}} */
static ApiBufferStatus
fill_graphql(ApiFilling *filling, ApiBuffer *body)
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
		if (endpoint->columns[i].place != API_PLACE_VARIABLE || !api_filling_has(filling, i))
			continue;
		status = any ? api_buffer_putc(body, ',') : API_BUFFER_OK;
		any = true;
		if (status == API_BUFFER_OK)
			status = api_body_put_string(body, endpoint->columns[i].name);
		if (status == API_BUFFER_OK)
			status = api_buffer_putc(body, ':');
		if (status == API_BUFFER_OK)
			status = api_filling_put_value(filling, i, body);
	}
	return status == API_BUFFER_OK ? api_buffer_puts(body, "}}") : status;
}

/* a={a}&b=1: an item whose value is missing is left out. */
static bool
fill_form(ApiFilling *filling, ApiBuffer *body)
{
	const ApiEndpoint *endpoint = filling->endpoint;

	for (int i = 0; i < endpoint->nform; i++)
	{
		const ApiEndpointItem *item = &endpoint->form[i];
		ApiBufferStatus status = API_BUFFER_OK;
		size_t		before = body->len;
		bool		absent;

		if (before > 0)
			status = api_buffer_putc(body, '&');
		if (status == API_BUFFER_OK)
			status = api_buffer_puts(body, item->name);
		if (!api_filling_done(filling, status, "body", API_BODY_MAX) ||
			!api_filling_put_item(filling, item, API_ITEM_FORM, body, &absent))
			return false;
		if (absent && body->data != NULL)
			body->data[body->len = before] = '\0';
	}
	return true;
}

static bool
fill_body(ApiFilling *filling, ApiRequest *request)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	bool		absent = false;
	bool		ok;

	request->method = endpoint->method;
	request->repeatable = endpoint->method == API_METHOD_GET || endpoint->repeatable;
	request->keyed = endpoint->method == API_METHOD_POST && endpoint->keyed;
	filling->item = NULL;
	if (endpoint->content_type == NULL)
		return true;
	if (endpoint->graphql != NULL)
		ok = api_filling_done(filling, fill_graphql(filling, &request->body), "body", API_BODY_MAX);
	else if (endpoint->body != NULL)
		ok = api_filling_put_json(filling, endpoint->body, &request->body, &absent);
	else
		ok = fill_form(filling, &request->body);
	if (ok && absent)
		ok = api_filling_done(filling, api_buffer_puts(&request->body, "{}"), "body", API_BODY_MAX);
	return ok && (api_headers_get(&request->headers, "Content-Type") != NULL ||
				  api_headers_set(&request->headers, "Content-Type", endpoint->content_type) ||
				  api_error_set(filling->err, API_ERR_OUT_OF_MEMORY, "out of memory"));
}

/* ---- the whole ---- */

/* An URL that the server gave, with the headers. */
static bool
fill_asked(ApiFilling *filling, ApiRequest *request)
{
	request->url = strdup(filling->ask->url);
	if (request->url == NULL)
		return api_error_set(filling->err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return fill_headers(filling, &request->headers);
}

static bool
fill_all(ApiFilling *filling, ApiRequest *request)
{
	ApiBuffer	url;
	bool		ok;

	api_buffer_init(&url, API_URL_MAX);
	ok = api_filling_check_lists(filling) &&
		api_filling_done(filling, api_buffer_puts(&url, filling->endpoint->base_url), "URL",
						 API_URL_MAX) &&
		api_endpoint_fill_path(filling, &url) &&
		fill_query(filling, &url) &&
		fill_headers(filling, &request->headers) &&
		fill_body(filling, request) &&
		api_filling_check_sent(filling);
	if (ok)
		request->url = api_buffer_detach(&url);
	api_buffer_free(&url);
	return ok;
}

bool
api_endpoint_fill(const ApiEndpoint *endpoint, const ApiBindings *bindings, int64_t binding,
				  const ApiAsk *ask, ApiRequest *request, ApiError *err)
{
	ApiFilling	filling;
	bool		ok;

	api_request_init(request);
	if (!api_filling_init(&filling, endpoint, bindings, binding, ask, err))
		return false;
	ok = ask->url != NULL ? fill_asked(&filling, request) : fill_all(&filling, request);
	api_filling_free(&filling);
	return ok;
}

/* Fills a request with any values; what is dropped then, always is. */
static int
lacking_with(ApiFilling *filling)
{
	ApiRequest	request;
	int			lacking = -1;

	api_request_init(&request);
	(void) fill_all(filling, &request);
	for (int i = 0; i < filling->endpoint->nbound && lacking < 0; i++)
		if (filling->fates[i].dropped && !filling->fates[i].sent && api_filling_has(filling, i))
			lacking = filling->fates[i].replaced ? -1 : filling->fates[i].lacking;
	api_request_free(&request);
	return lacking;
}

int
api_endpoint_lacking(const ApiEndpoint *endpoint, const bool *set)
{
	ApiBindings *bindings = api_bindings_create(endpoint->nbound, NULL);
	ApiAsk		ask = API_ASK_INIT;
	ApiFilling	filling;
	int			lacking = -1;
	bool		ok = bindings != NULL;

	for (int i = 0; i < endpoint->nbound && ok; i++)
		ok = !set[i] || api_bindings_add(bindings, i, "1", NULL);
	for (int i = 0; i < endpoint->ncolumns - endpoint->nbound && ok; i++)
		ok = api_ask_text(&ask, i, "1", NULL);
	if (ok && api_filling_init(&filling, endpoint, bindings, 0, &ask, NULL))
	{
		lacking = lacking_with(&filling);
		api_filling_free(&filling);
	}
	api_ask_clear(&ask);
	api_bindings_free(bindings);
	return lacking;
}
