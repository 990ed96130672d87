/*
 * message.c
 *		Requests, responses and their headers as data.  See message.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/message.h"

#define REQUEST_BODY_MAX (16 * 1024 * 1024)

const char *
api_method_name(ApiMethod method)
{
	return method == API_METHOD_POST ? "POST" : "GET";
}

bool
api_header_name_valid(const char *name)
{
	static const char marks[] = "!#$%&'*+-.^_`|~";
	const char *c = name;

	for (; *c != '\0'; c++)
	{
		bool		alnum = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
			(*c >= 'a' && *c <= 'z');

		if (!alnum && strchr(marks, *c) == NULL)
			return false;
	}
	return c > name;
}

bool
api_header_value_valid(const char *value)
{
	size_t		len = strlen(value);

	if (len == 0)
		return true;
	if (strchr(" \t", value[0]) != NULL || strchr(" \t", value[len - 1]) != NULL)
		return false;
	for (size_t i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) value[i];

		if ((c < 0x20 && c != '\t') || c == 0x7F)
			return false;
	}
	return true;
}

/* Room for one more item. */
static bool
grow(ApiHeaders *headers)
{
	ApiHeader  *items;
	int			room = headers->room > 0 ? headers->room * 2 : 8;

	if (headers->count < headers->room)
		return true;
	items = realloc(headers->items, (size_t) room * sizeof(*items));
	if (items == NULL)
		return false;
	headers->items = items;
	headers->room = room;
	return true;
}

bool
api_headers_add(ApiHeaders *headers, const char *name, const char *value)
{
	size_t		bytes = strlen(name) + strlen(value);
	ApiHeader	item;

	if (headers->count >= API_HEADERS_MAX_COUNT ||
		bytes > API_HEADERS_MAX_BYTES - headers->bytes || !grow(headers))
		return false;
	item.name = strdup(name);
	item.value = strdup(value);
	if (item.name == NULL || item.value == NULL)
	{
		free(item.name);
		free(item.value);
		return false;
	}
	headers->items[headers->count++] = item;
	headers->bytes += bytes;
	return true;
}

static void
free_header(ApiHeader *item)
{
	api_memory_wipe(item->value, strlen(item->value));
	free(item->name);
	free(item->value);
}

/* Takes all of that name out. */
static void
remove_named(ApiHeaders *headers, const char *name)
{
	int			kept = 0;

	for (int i = 0; i < headers->count; i++)
	{
		ApiHeader  *item = &headers->items[i];

		if (strcasecmp(item->name, name) != 0)
			headers->items[kept++] = *item;
		else
		{
			headers->bytes -= strlen(item->name) + strlen(item->value);
			free_header(item);
		}
	}
	headers->count = kept;
}

bool
api_headers_set(ApiHeaders *headers, const char *name, const char *value)
{
	remove_named(headers, name);
	return value == NULL || api_headers_add(headers, name, value);
}

const char *
api_headers_get(const ApiHeaders *headers, const char *name)
{
	for (int i = 0; i < headers->count; i++)
		if (strcasecmp(headers->items[i].name, name) == 0)
			return headers->items[i].value;
	return NULL;
}

void
api_headers_free(ApiHeaders *headers)
{
	for (int i = 0; i < headers->count; i++)
		free_header(&headers->items[i]);
	free(headers->items);
	*headers = (ApiHeaders) API_HEADERS_INIT;
}

void
api_request_init(ApiRequest *request)
{
	*request = (ApiRequest) {.repeatable = true,.headers = API_HEADERS_INIT};
	api_buffer_init(&request->body, REQUEST_BODY_MAX);
}

void
api_request_free(ApiRequest *request)
{
	free(request->url);
	free(request->shown);
	api_headers_free(&request->headers);
	api_buffer_free(&request->body);
	api_request_init(request);
}

size_t
api_request_bytes(const ApiRequest *request)
{
	return request->body.len + (request->url != NULL ? strlen(request->url) : 0);
}

void
api_response_init(ApiResponse *response, size_t body_cap)
{
	*response = (ApiResponse) {.headers = API_HEADERS_INIT,.retry_after_us = -1};
	api_buffer_init(&response->body, body_cap);
}

void
api_response_reset(ApiResponse *response)
{
	response->status = 0;
	response->begun = response->open_ended = false;
	response->failure = API_ERR_NONE;
	response->fetched_at_us = response->transfer_us = 0;
	response->retry_after_us = -1;
	api_headers_free(&response->headers);
	api_buffer_reset(&response->body);
	response->discarded = 0;
	free(response->url);
	free(response->failure_text);
	response->url = response->failure_text = NULL;
}

void
api_response_free(ApiResponse *response)
{
	api_response_reset(response);
	api_buffer_free(&response->body);
}

bool
api_response_unframed(const ApiResponse *response)
{
	const char *transfer = api_headers_get(&response->headers, "Transfer-Encoding");

	return response->status != 204 && response->status != 304 &&
		api_headers_get(&response->headers, "Content-Length") == NULL &&
		(transfer == NULL || strcasestr(transfer, "chunked") == NULL);
}

/* false: no memory. */
static bool
copy_text(char **copy, const char *text)
{
	if (text == NULL)
		return true;
	*copy = strdup(text);
	return *copy != NULL;
}

bool
api_response_copy(ApiResponse *copy, const ApiResponse *response)
{
	const ApiBuffer *body = &response->body;

	copy->status = response->status;
	copy->begun = response->begun;
	copy->open_ended = response->open_ended;
	copy->failure = response->failure;
	copy->fetched_at_us = response->fetched_at_us;
	copy->transfer_us = response->transfer_us;
	copy->retry_after_us = response->retry_after_us;
	for (int i = 0; i < response->headers.count; i++)
		if (!api_headers_add(&copy->headers, response->headers.items[i].name,
							 response->headers.items[i].value))
			return false;
	if (body->len > 0 && api_buffer_append(&copy->body, body->data, body->len) != API_BUFFER_OK)
		return false;
	return copy_text(&copy->url, response->url) &&
		copy_text(&copy->failure_text, response->failure_text);
}
