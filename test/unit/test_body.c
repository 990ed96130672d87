/*
 * test_body.c
 *		Bodies with placeholders: what is written, what is left out, what is refused.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/body.h"

/* {a} has a string, {n} a number, {o} an object; {x} and {y} have no value. */
static ApiBufferStatus
value(void *arg, int parameter, ApiBuffer *out, bool *absent)
{
	static const char *const values[] = {"\"A\"", "7", "{\"k\":[1]}", NULL, NULL};

	(void) arg;
	*absent = values[parameter] == NULL;
	return *absent || out == NULL ? API_BUFFER_OK : api_buffer_puts(out, values[parameter]);
}

static const char *const cases[][2] = {
	{"{}", "{}"},
	{"[]", "[]"},
	{"{\"a\": 1, \"b\": [true, null, \"x\\ny\\\"\\\\\"]}", "{\"a\":1,\"b\":[true,null,\"x\\u000ay\\\"\\\\\"]}"},
	{"{\"a\": {a}, \"n\": {n}, \"o\": {o}}", "{\"a\":\"A\",\"n\":7,\"o\":{\"k\":[1]}}"},
	{"{a}", "\"A\""},
	{"[{n}, {a}]", "[7,\"A\"]"},
	{"{\"x\": {x}}", "{}"},
	{"{\"size\": 10, \"x\": {x}}", "{\"size\":10}"},
	{"{\"size\": 10, \"q\": {\"x\": {x}}}", "{\"size\":10}"},
	{"{\"q\": {\"x\": {x}, \"n\": {n}}}", "{\"q\":{\"n\":7}}"},
	{"{\"q\": {\"r\": {\"x\": {x}}}, \"s\": []}", "{\"s\":[]}"},
	{"{\"must\": [{\"a\": {a}}, {\"x\": {x}}]}", "{\"must\":[{\"a\":\"A\"}]}"},
	{"{\"must\": [{\"a\": {a}, \"x\": {x}}], \"n\": {n}}", "{\"n\":7}"},
	{"{\"must\": [{x}, {y}], \"n\": {n}}", "{\"n\":7}"},
	{"{\"must\": [1, {x}]}", "{\"must\":[1]}"},
	{"{\"a\": \"{a} stays in a string\"}", "{\"a\":\"{a} stays in a string\"}"},
	{"{\"query\": \"{items{id}}\"}", "{\"query\":\"{items{id}}\"}"},
	{"{x}", "{}"},
};

static const char *const refused[] = {
	"", "{", "{\"a\": }", "{{a}: 1}", "{\"a\": {a} {n}}", "{\"a\": 1,}", "a={a}", "{\"\\u0001\": 1}",
	"{\"a\": \"\\u00010\"}"
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		ApiBody    *body = api_body_parse(cases[i][0], &err);
		ApiBuffer	out;
		const char *name;

		check_case(body != NULL, cases[i][0]);
		if (body == NULL)
			continue;
		for (int k = 0; (name = api_body_placeholder(body, k)) != NULL; k++)
			api_body_bind(body, k, (int) (strchr("anoxy", *name) - "anoxy"));
		api_buffer_init(&out, API_BODY_MAX);
		check_case(api_body_write(body, value, NULL, &out) == API_BUFFER_OK, cases[i][0]);
		check_text(out.data, cases[i][1], cases[i][0]);
		api_buffer_free(&out);

		/* too small a buffer is told, and harms nothing */
		api_buffer_init(&out, 3);
		(void) api_body_write(body, value, NULL, &out);
		api_buffer_free(&out);
		api_body_free(body);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;

		check_case(api_body_parse(refused[i], &err) == NULL && err.code == API_ERR_OPTION_VALUE &&
				   err.hint != NULL, refused[i]);
		api_error_clear(&err);
	}
	return check_end();
}
