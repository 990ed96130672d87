/*
 * test_notjson.c
 *		What bodies are that are not JSON.
 */
#include "check.h"
#include "rest/notjson.h"

#define BYTES(text) (text), sizeof(text) - 1

static const struct
{
	const char *body;
	size_t		len;
	const char *wanted;
}			cases[] =
{
	{BYTES(""), NULL}, {BYTES("{\"a\": }"), NULL}, {BYTES(" \n"), NULL}, {BYTES("OK"), NULL},
	{BYTES("\x1f\x8b\x08\0"), "gzip-compressed data"}, {BYTES("\x1f"), NULL},
	{BYTES("PK\003\004\024"), "a zip file"}, {BYTES("PK\0\0\0\0"), "a zip file"}, {BYTES("PK, it is fine"), NULL},
	{BYTES("\x28\xb5\x2f\xfd$"), "zstd-compressed data"}, {BYTES("BZh9"), "bzip2-compressed data"},
	{BYTES("%PDF-1.7"), "a PDF file"}, {BYTES("\xff\xfe{\0"), "text in UTF-16"}, {BYTES("{\0}\0"), "binary data"},
	{BYTES("\n <!DOCTYPE HTML><html>"), "an HTML page"}, {BYTES("<HTML lang=en>"), "an HTML page"},
	{BYTES("<?xml version=\"1.0\"?>"), "XML"}, {BYTES("<br />\n[{\"id\": 1}]"), "markup, HTML or XML"},
	{BYTES("data: {\"id\": 1}\n\n"), "a stream of server-sent events"}
};

static void
test_kinds(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_text(api_notjson_kind(cases[i].body, cases[i].len), cases[i].wanted, cases[i].body);
}

/* A hint is given to an error of the reader that has none. */
static void
test_hints(void)
{
	static const struct
	{
		const char *type;
		const char *body;
		const char *message;
		const char *wanted;		/* in the hint; NULL: none */
	}			hints[] = {
		{"application/json", "{}\n{}", "invalid JSON at byte 4, line 2: something follows the end", "'ndjson'"},
		{"application/json", "{} x", "invalid JSON at byte 4, line 1: something follows the end of the document", NULL},
		{"application/json", "{}", "invalid JSON at byte 44, line 1: something follows the end of the document", NULL},
		{"application/json", "{]", "invalid JSON at byte 2, line 1: a name is missing", NULL},
		{"text/plain", "Hello", "invalid JSON at byte 1, line 1: a value is missing", "does not call itself JSON"},
		{NULL, "Hello", "invalid JSON at byte 1, line 1: a value is missing", NULL},
		{"application/json", "<html>", "invalid JSON at byte 1, line 1: a value is missing", "HTML page"}
	};

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
	{
		ApiResponse response;
		ApiError	err = API_ERROR_INIT;

		api_response_init(&response, 1000);
		check(api_buffer_puts(&response.body, hints[i].body) == API_BUFFER_OK);
		check(hints[i].type == NULL || api_headers_add(&response.headers, "Content-Type", hints[i].type));
		api_error_set(&err, API_ERR_JSON, "%s", hints[i].message);
		api_notjson_hint(&response, &err);
		if (hints[i].wanted == NULL)
			check_text(err.hint, NULL, hints[i].body);
		else
			check_case(err.hint != NULL && strstr(err.hint, hints[i].wanted) != NULL, hints[i].body);
		api_error_clear(&err);
		api_response_free(&response);
	}
}

int
main(void)
{
	test_kinds();
	test_hints();
	return check_end();
}
