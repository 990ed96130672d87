/*
 * test_message.c
 *		Headers, requests and responses as data.
 */
#include <stdlib.h>

#include "check.h"
#include "net/message.h"

typedef struct Case
{
	const char *text;
	bool		valid;
} Case;

static const Case names[] = {
	{"Accept", true}, {"X-Api-Key", true}, {"!#$%&'*+-.^_`|~0aZ", true},
	{"", false}, {"a b", false}, {"a:", false}, {"a\r\nb", false}, {"a\t", false},
	{"(a)", false}, {"a/b", false}, {"\xc3\xa9", false}
};

static const Case values[] = {
	{"", true}, {"text/html; q=0.5", true}, {"a\tb", true}, {"\xc3\xa9", true},
	{" a", false}, {"a ", false}, {"\ta", false}, {"a\t", false}, {" ", false},
	{"a\rb", false}, {"a\nb", false}, {"a\r\nX: y", false}, {"a\177", false}, {"\001", false}
};

static void
test_syntax(void)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		check_case(api_header_name_valid(names[i].text) == names[i].valid, names[i].text);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		check_case(api_header_value_valid(values[i].text) == values[i].valid, values[i].text);
}

static void
test_list(void)
{
	ApiHeaders	headers = API_HEADERS_INIT;

	check(api_headers_get(&headers, "a") == NULL);
	check(api_headers_add(&headers, "Accept", "x"));
	check(api_headers_add(&headers, "Link", "1"));
	check(api_headers_add(&headers, "link", "2"));
	check(headers.count == 3 && headers.bytes == 17);
	check_text(api_headers_get(&headers, "LINK"), "1", "the first of that name");

	check(api_headers_set(&headers, "lInK", "3"));
	check(headers.count == 2 && headers.bytes == 12);
	check_text(api_headers_get(&headers, "Link"), "3", "all replaced by one");
	check_text(headers.items[0].name, "Accept", "the others keep their order");

	check(api_headers_set(&headers, "accept", NULL));
	check(headers.count == 1 && api_headers_get(&headers, "Accept") == NULL);
	check(api_headers_set(&headers, "none", NULL) && headers.count == 1);

	api_headers_free(&headers);
	check(headers.count == 0 && headers.bytes == 0 && headers.items == NULL);
	check(api_headers_add(&headers, "again", ""));
	check_text(api_headers_get(&headers, "again"), "", "an empty value is a value");
	api_headers_free(&headers);
}

static void
test_caps(void)
{
	ApiHeaders	headers = API_HEADERS_INIT;
	char	   *large = malloc(API_HEADERS_MAX_BYTES + 1);

	for (int i = 0; i < API_HEADERS_MAX_COUNT; i++)
		check(api_headers_add(&headers, "a", "b"));
	check(!api_headers_add(&headers, "a", "b"));
	check(headers.count == API_HEADERS_MAX_COUNT);
	api_headers_free(&headers);

	memset(large, 'a', API_HEADERS_MAX_BYTES);
	large[API_HEADERS_MAX_BYTES] = '\0';
	check(!api_headers_add(&headers, "a", large));
	check(api_headers_add(&headers, "a", large + 1));
	check(!api_headers_add(&headers, "b", ""));
	check(headers.count == 1 && headers.bytes == API_HEADERS_MAX_BYTES);
	api_headers_free(&headers);
	free(large);
}

static void
test_request(void)
{
	ApiRequest	request;

	api_request_init(&request);
	check(request.method == API_METHOD_GET && request.repeatable && request.url == NULL && request.headers.count == 0);
	request.url = strdup("http://h/");
	check(api_headers_add(&request.headers, "a", "b"));
	check(api_buffer_puts(&request.body, "{}") == API_BUFFER_OK);
	api_request_free(&request);
	check(request.url == NULL && request.headers.count == 0 && request.body.data == NULL);
}

/* What a refusal leaves, beside its headers and body. */
static void
fill(ApiResponse *response)
{
	response->status = 503;
	response->begun = true;
	response->failure = API_ERR_TRANSFER;
	response->failure_text = strdup("reset");
	response->url = strdup("http://h/");
	response->transfer_us = response->retry_after_us = 7;
}

static void
test_response(void)
{
	ApiResponse response;

	api_response_init(&response, 4);
	check(response.status == 0 && response.retry_after_us == -1 && !response.begun);
	check(api_buffer_puts(&response.body, "12345") == API_BUFFER_FULL);
	check(api_buffer_puts(&response.body, "1234") == API_BUFFER_OK);
	check(api_headers_add(&response.headers, "a", "b"));
	fill(&response);

	api_response_reset(&response);
	check(response.status == 0 && !response.begun && response.failure == API_ERR_NONE);
	check(response.failure_text == NULL && response.url == NULL);
	check(response.transfer_us == 0 && response.retry_after_us == -1);
	check(response.headers.count == 0 && response.body.len == 0 && response.body.cap == 4);
	check(api_buffer_puts(&response.body, "1234") == API_BUFFER_OK);
	api_response_free(&response);
	check(response.body.data == NULL);
}

static void
test_copy(void)
{
	ApiResponse response;
	ApiResponse copy;

	api_response_init(&response, 8);
	check(api_buffer_puts(&response.body, "1234") == API_BUFFER_OK);
	check(api_headers_add(&response.headers, "a", "b") && api_headers_add(&response.headers, "a", "c"));
	fill(&response);

	api_response_init(&copy, 4);
	check(api_response_copy(&copy, &response));
	check(copy.status == 503 && copy.begun && copy.failure == API_ERR_TRANSFER);
	check(copy.transfer_us == 7 && copy.retry_after_us == 7 && copy.headers.count == 2);
	check(copy.body.data != response.body.data && copy.url != response.url);
	check_text(copy.body.data, "1234", "body");
	check_text(copy.headers.items[1].value, "c", "header");
	check_text(copy.failure_text, "reset", "failure");
	check_text(copy.url, "http://h/", "url");

	/* an empty one, and one that is too large */
	api_response_reset(&copy);
	api_response_reset(&response);
	check(api_response_copy(&copy, &response));
	check(copy.status == 0 && copy.url == NULL && copy.failure_text == NULL && copy.body.len == 0);
	check(api_buffer_puts(&response.body, "12345") == API_BUFFER_OK);
	check(!api_response_copy(&copy, &response));
	api_response_free(&copy);
	api_response_free(&response);
}

int
main(void)
{
	test_syntax();
	test_list();
	test_caps();
	test_request();
	test_response();
	test_copy();
	return check_end();
}
