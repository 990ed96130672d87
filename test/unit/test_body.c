/*
 * test_body.c
 *		Bodies with placeholders: what is written, what is left out, what is refused.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/body.h"

/* {a} has a string, {n} a number, {o} an object; {x} and {y} have no value. */
static const char *const values[] = {"\"A\"", "7", "{\"k\":[1]}", NULL, NULL};
static char dropped[64];

static ApiBufferStatus
value(void *arg, int parameter, ApiBuffer *out, bool *absent)
{
	(void) arg;
	*absent = values[parameter] == NULL;
	return *absent || out == NULL ? API_BUFFER_OK : api_buffer_puts(out, values[parameter]);
}

static ApiBufferStatus
string(void *arg, const ApiTemplate *template, ApiBuffer *out)
{
	(void) arg;
	(void) api_buffer_puts(out, "\"<");
	api_template_show(template, out);
	return api_buffer_puts(out, ">\"");
}

/* Notes "a-x": {a} fell out with {x}. */
static void
drop(void *arg, int parameter, int lacking)
{
	(void) arg;
	(void) snprintf(dropped + strlen(dropped), sizeof(dropped) - strlen(dropped), " %c-%c",
					"anoxy"[parameter], "anoxy"[lacking]);
}

/* Binds what names a parameter; the rest is text. */
static void
bind(ApiBody *body)
{
	const char *name;
	ApiTemplate *template;

	for (int k = 0; (name = api_body_placeholder(body, k)) != NULL; k++)
		api_body_bind(body, k, (int) (strchr("anoxy", *name) - "anoxy"));
	for (int k = 0; (template = api_body_string(body, k)) != NULL; k++)
		for (int i = 0; i < template->nparts; i++)
			if (strlen(template->parts[i].text) > 1 && template->parts[i].placeholder)
				check(api_template_make_plain(&template->parts[i]));
			else if (template->parts[i].placeholder)
				template->parts[i].column = (int) (strchr("anoxy", *template->parts[i].text) - "anoxy");
}

/* Body, what is written, what falls out. */
static const char *const cases[][3] = {
	{"{}", "{}"},
	{"[]", "[]"},
	{"{\"a\": 1, \"b\": [true, null, \"x\\ny\\\"\\\\\"]}", "{\"a\":1,\"b\":[true,null,\"x\\u000ay\\\"\\\\\"]}"},
	{"{\"a\": {a}, \"n\": {n}, \"o\": {o}}", "{\"a\":\"A\",\"n\":7,\"o\":{\"k\":[1]}}"},
	{"{a}", "\"A\""},
	{"[{n}, {a}]", "[7,\"A\"]"},
	{"{\"x\": {x}}", "absent"},
	{"{\"size\": 10, \"x\": {x}}", "{\"size\":10}"},
	{"{\"size\": 10, \"q\": {\"x\": {x}}}", "{\"size\":10}"},
	{"{\"q\": {\"x\": {x}, \"n\": {n}}}", "{\"q\":{\"n\":7}}"},
	{"{\"q\": {\"r\": {\"x\": {x}}}, \"s\": []}", "{\"s\":[]}"},
	{"{\"must\": [{\"a\": {a}}, {\"x\": {x}}]}", "{\"must\":[{\"a\":\"A\"}]}"},
	{"{\"must\": [{\"a\": {a}, \"x\": {x}}], \"n\": {n}}", "{\"n\":7}", " a-x"},
	{"[[{o}, {\"q\": {y}}, {n}]]", "absent", " o-y n-y"},
	{"{\"must\": [{x}, {y}], \"n\": {n}}", "{\"n\":7}"},
	{"{\"must\": [1, {x}]}", "{\"must\":[1]}"},
	{"{\"a\": \"{a} in a \\\"string\"}", "{\"a\":\"<{a} in a \"string>\"}"},
	{"{\"a\": \"{x} is {a}\", \"n\": {n}}", "{\"n\":7}", " a-x"},
	{"[\"{a}{x}\", {n}]", "[7]", " a-x"},
	{"[[\"{a}\", {x}], \"{a}\"]", "[\"<{a}>\"]", " a-x"},
	{"{\"{a}\": 1}", "{\"{a}\":1}"},
	{"{\"query\": \"{items{id}}\"}", "{\"query\":\"<{items{id}}>\"}"},
	{"{x}", "absent"},
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
		ApiBodySource source = {value, string, drop, NULL};
		ApiBuffer	out;
		bool		absent;

		check_case(body != NULL, cases[i][0]);
		if (body == NULL)
			continue;
		bind(body);
		api_buffer_init(&out, API_BODY_MAX);
		*dropped = '\0';
		check_case(api_body_write(body, &source, &out, &absent) == API_BUFFER_OK, cases[i][0]);
		check_text(absent ? "absent" : out.data, cases[i][1], cases[i][0]);
		check_text(dropped, cases[i][2] != NULL ? cases[i][2] : "", cases[i][0]);
		api_buffer_free(&out);

		/* too small a buffer is told, and harms nothing */
		api_buffer_init(&out, 3);
		(void) api_body_write(body, &source, &out, &absent);
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
