/*
 * notjson.c
 *		What a body is that is not the JSON asked for.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/notjson.h"

#define LOOKED_AT 512			/* bytes that tell text from other data */

typedef enum Kind
{
	KIND_COMPRESSED,
	KIND_BINARY,
	KIND_MARKUP,
	KIND_EVENTS
} Kind;

/* What bodies begin with; text in any case. */
static const struct
{
	const char *bytes;
	size_t		len;
	const char *name;
	Kind		kind;
}			beginnings[] =
{
	{"\x1f\x8b", 2, "gzip-compressed data", KIND_COMPRESSED},
	{"PK\003\004", 4, "a zip file", KIND_COMPRESSED},
	{"PK\005\006", 4, "a zip file", KIND_COMPRESSED},
	{"PK\0\0", 4, "a zip file", KIND_COMPRESSED},
	{"\x28\xb5\x2f\xfd", 4, "zstd-compressed data", KIND_COMPRESSED},
	{"\xfd" "7zXZ", 5, "xz-compressed data", KIND_COMPRESSED},
	{"BZh", 3, "bzip2-compressed data", KIND_COMPRESSED},
	{"7z\xbc\xaf", 4, "a 7z file", KIND_COMPRESSED},
	{"\xff\xfe", 2, "text in UTF-16", KIND_BINARY},
	{"\xfe\xff", 2, "text in UTF-16", KIND_BINARY},
	{"%PDF", 4, "a PDF file", KIND_BINARY},
	{"\x89PNG", 4, "an image", KIND_BINARY},
	{"GIF8", 4, "an image", KIND_BINARY},
	{"\xff\xd8\xff", 3, "an image", KIND_BINARY},
	{"PAR1", 4, "a Parquet file", KIND_BINARY},
	{"Obj\001", 4, "an Avro file", KIND_BINARY},
	{"<!doctype html", 14, "an HTML page", KIND_MARKUP},
	{"<html", 5, "an HTML page", KIND_MARKUP},
	{"<?xml", 5, "XML", KIND_MARKUP},
	{"<", 1, "markup, HTML or XML", KIND_MARKUP},
	{"data:", 5, "a stream of server-sent events", KIND_EVENTS},
	{"event:", 6, "a stream of server-sent events", KIND_EVENTS},
};

/* The same bytes, letters in any case? */
static bool
same_bytes(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
	{
		bool		letter = (b[i] >= 'a' && b[i] <= 'z') || (b[i] >= 'A' && b[i] <= 'Z');

		if (a[i] != b[i] && !(letter && (a[i] ^ b[i]) == 0x20))
			return false;
	}
	return true;
}

/* The entry of what it begins with, or -1. */
static int
find_beginning(const char *body, size_t len)
{
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (len >= beginnings[i].len && same_bytes(body, beginnings[i].bytes, beginnings[i].len))
			return (int) i;
	return -1;
}

/* Where text begins, behind blanks. */
static size_t
count_blanks(const char *body, size_t len)
{
	size_t		n = 0;

	while (n < len && (body[n] == ' ' || body[n] == '\t' || body[n] == '\r' || body[n] == '\n'))
		n++;
	return n;
}

const char *
api_notjson_kind(const char *body, size_t len)
{
	size_t		blanks = count_blanks(body, len);
	int			found = find_beginning(body + blanks, len - blanks);

	if (found >= 0)
		return beginnings[found].name;
	return memchr(body, '\0', len < LOOKED_AT ? len : LOOKED_AT) != NULL ? "binary data" : NULL;
}

static void
hint_at_kind(const char *name, const char *body, size_t len, ApiError *err)
{
	size_t		blanks = count_blanks(body, len);
	int			found = find_beginning(body + blanks, len - blanks);
	Kind		kind = found >= 0 ? beginnings[found].kind : KIND_BINARY;

	if (kind == KIND_COMPRESSED || kind == KIND_BINARY)
		api_error_detail(err, "The body begins as %s does.", name);
	switch (kind)
	{
		case KIND_COMPRESSED:
			api_error_hint(err, "The body is %s, and no Content-Encoding says so.  Ask for plain JSON by"
						   " the options path, params and headers.", name);
			break;
		case KIND_MARKUP:
			api_error_hint(err, "The body is %s.  Check the options base_url and path, the credentials in"
						   " the user mapping, and whether the API wants another Accept header.", name);
			break;
		default:
			api_error_hint(err, "The body is %s, which is not read.  Check the options base_url and path,"
						   " and whether the API wants another Accept header.", name);
			break;
	}
}

/* Does another value follow the first one? */
static bool
has_further_value(const ApiResponse *response, const ApiError *err)
{
	unsigned long long at = 0;
	const char *byte = strstr(err->message, "at byte ");

	if (byte == NULL || strstr(err->message, "something follows the end") == NULL)
		return false;
	at = strtoull(byte + strlen("at byte "), NULL, 10);
	if (at <= response->discarded || at - response->discarded > response->body.len)
		return false;
	return strchr("{[", response->body.data[at - response->discarded - 1]) != NULL;
}

/* Does the server say that it is JSON? */
static bool
is_called_json(const ApiHeaders *headers)
{
	const char *type = api_headers_get(headers, "Content-Type");

	return type == NULL || strcasestr(type, "js") != NULL;
}

void
api_notjson_hint(const ApiResponse *response, ApiError *err)
{
	const ApiBuffer *body = &response->body;
	const char *name = NULL;

	if (err->code != API_ERR_JSON || err->hint != NULL || err->message == NULL)
		return;
	if (response->discarded == 0 && body->len > 0)
		name = api_notjson_kind(body->data, body->len);
	if (name != NULL)
		hint_at_kind(name, body->data, body->len, err);
	else if (has_further_value(response, err))
		api_error_hint(err, "JSON values follow one another: set the table's option format 'ndjson'.");
	else if (!is_called_json(&response->headers))
		api_error_hint(err, "The response does not call itself JSON.  Check the options base_url and path,"
					   " and whether the API wants an Accept header.");
}
