/*
 * test_query.c
 *		Paths into an envelope, and what its values say to a pager.
 */
#include <stdlib.h>

#include "check.h"
#include "json/query.h"
#include "json/scalar.h"

typedef struct Case
{
	const char *query;
	const char *body;
	const char *wanted;			/* NULL: nothing */
} Case;

#define LINKS "{\"links\":[{\"rel\":\"self\",\"href\":\"a\"},{\"href\":\"b\",\"rel\":\"n\\u0065xt\"}]}"

static const Case cases[] = {
	{"$", "7", "7"},
	{"$.a", "{\"a\":1}", "1"},
	{"$.a", "{\"b\":1}", NULL},
	{"$.a", "[1]", NULL},
	{"$.a.b[1]", "{\"a\":{\"b\":[1,2]}}", "2"},
	{"$.a[last]", "{\"a\":[1,2,3]}", "3"},
	{"$.a[last]", "{\"a\":[]}", NULL},
	{"$.a[last].id", "{\"a\":[{\"id\":1},{\"id\":2}]}", "2"},
	{"$.a[last].id", "{\"a\":[{\"id\":1},{\"x\":2}]}", NULL},
	{"$[last][0]", "[[1],[2,3]]", "2"},
	{"$.a[*].b", "{\"a\":[{\"c\":1},{\"b\":2},{\"b\":3}]}", "2"},
	{"$.*.b", "{\"a\":{\"b\":2}}", "2"},
	{"$.\"a,b\"", "{\"a,b\":1}", "1"},

	{"$.links[*] ? (@.rel == \"next\").href", LINKS, "\"b\""},
	{"$.links[*]?(@.rel==\"self\").href", LINKS, "\"a\""},
	{"$.links[*] ? (@.rel == \"last\").href", LINKS, NULL},
	{"$.links[*] ? (@.rel != \"self\")", LINKS, "{\"href\":\"b\",\"rel\":\"n\\u0065xt\"}"},
	{"$.a[*] ? (@ > 2)", "{\"a\":[1,2,3,4]}", "3"},
	{"$.a[*] ? (@.n >= 2).v", "{\"a\":[{\"n\":1,\"v\":1},{\"n\":2.0,\"v\":5}]}", "5"},

	{"$.done == false", "{\"done\":false}", "true"},
	{"$.done == false", "{\"done\":true}", "false"},
	{"$.done == false", "{}", NULL},
	{"$.page < $.pages", "{\"page\":1,\"pages\":2}", "true"},
	{"$.page < $.pages", "{\"pages\":2,\"page\":2}", "false"},
	{"$.page < $.pages", "{\"page\":2}", NULL},
	{"$.n <> 1.0", "{\"n\":1}", "false"},
	{"$.n == 9007199254740993", "{\"n\":9007199254740992}", "false"},
	{"$.n <= -1", "{\"n\":-1.5}", "true"},
	{"$.s == \"a\"", "{\"s\":\"\\u0061\"}", "true"},
	{"$.s == null", "{\"s\":null}", "true"},
	{"$.s == 1", "{\"s\":\"1\"}", "false"},
	{"$.links[*] ? (@.rel == \"next\").href == \"b\"", LINKS, "true"},
};

static const char *const malformed[] = {
	"", "a", "$.", "$.a ==", "$.a == b", "$.a = 1", "$.a ? @.b == 1", "$.a ? (@.b)", "$.a ? (@.b == 1",
	"$.a ? (@.b == 1).", "$[last", "$[lost]", "== 1", "$.a == \"x", "$.a ? (== 1)", "$.a == 01"
};

/* All of a body is the text behind no step of it. */
static void
run_case(const Case *test)
{
	ApiError	err = API_ERROR_INIT;
	ApiQuery   *query = api_query_parse(test->query, &err);
	ApiText		body = {test->body, strlen(test->body)};
	ApiText		texts[2] = {body, body};
	int			steps[2] = {0, 0};
	ApiText		found = {NULL, 0};
	char	   *got = NULL;

	check_case(query != NULL, test->query);
	if (query != NULL && api_query_find(query, texts, steps, &found, &err) && found.text != NULL)
		got = strndup(found.text, found.len);
	check_text(got, test->wanted, test->query);
	check_case(!api_error_is_set(&err), test->query);
	free(got);
	api_query_free(query);
	api_error_clear(&err);
}

static void
test_malformed(void)
{
	ApiText		broken = {"{\"a\":[1 2]}", 11};
	ApiText		texts[2] = {broken, broken};
	int			steps[2] = {0, 0};
	ApiText		found;
	ApiError	err = API_ERROR_INIT;
	ApiQuery   *query = api_query_parse("$.a[last]", NULL);

	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++)
	{
		ApiError	wrong = API_ERROR_INIT;

		check_case(api_query_parse(malformed[i], &wrong) == NULL && wrong.code == API_ERR_OPTION_VALUE,
				   malformed[i]);
		check_case(wrong.hint != NULL || strstr(wrong.message, "character") != NULL, malformed[i]);
		api_error_clear(&wrong);
	}
	check(!api_query_find(query, texts, steps, &found, &err) && err.code == API_ERR_JSON);
	api_error_clear(&err);
	api_query_free(query);
}

static void
test_split(void)
{
	char	   *parts[3];
	ApiError	err = API_ERROR_INIT;

	check(api_query_split(" $.a , $.\"b,c\"[*] ? (@.x == \",\") ", parts, 3, &err) == 2);
	check_text(parts[0], "$.a", "first");
	check_text(parts[1], "$.\"b,c\"[*] ? (@.x == \",\")", "second");
	free(parts[0]);
	free(parts[1]);
	check(api_query_split("$.a,$.b,$.c,$.d", parts, 3, &err) == -1 && err.code == API_ERR_OPTION_VALUE);
	api_error_clear(&err);
}

/* ---- scalars ---- */

static void
test_falsy(void)
{
	static const char *const falsy[] = {
		"null", "false", "0", "0.0", "-0", "0e5", "\"\"", "[]", "{}", "[ ]", "{\n}", ""
	};
	static const char *const truthy[] = {
		"true", "1", "0.1", "-1", "1e0", "\"0\"", "\"false\"", "[0]", "{\"a\":null}", "[[]]"
	};

	for (size_t i = 0; i < sizeof(falsy) / sizeof(falsy[0]); i++)
		check_case(api_text_falsy(falsy[i], strlen(falsy[i])), falsy[i]);
	for (size_t i = 0; i < sizeof(truthy) / sizeof(truthy[0]); i++)
		check_case(!api_text_falsy(truthy[i], strlen(truthy[i])), truthy[i]);
}

static void
test_counts(void)
{
	static const struct
	{
		const char *text;
		bool		good;
		bool		unknown;
		int64_t		count;
	}			counts[] = {
		{"0", true, false, 0}, {"120", true, false, 120}, {"\"120\"", true, false, 120},
		{"12.0", true, false, 12}, {"1e3", true, false, 1000}, {"null", true, true, 0},
		{"-1", true, true, -1}, {"\"-1\"", true, true, -1},
		{"1000000000000", true, false, INT64_C(1000000000000)},
		{"1e18", true, false, API_COUNT_MAX}, {"99999999999999999999999", true, false, API_COUNT_MAX},
		{"1.5", false, false, 0}, {"\"many\"", false, false, 0}, {"true", false, false, 0},
		{"[1]", false, false, 0}, {"{}", false, false, 0}, {"\"\"", false, false, 0}
	};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
	{
		int64_t		count;
		bool		unknown;

		check_case(api_text_count(counts[i].text, strlen(counts[i].text), &count, &unknown) ==
				   counts[i].good, counts[i].text);
		check_case(!counts[i].good || (unknown == counts[i].unknown && count == counts[i].count),
				   counts[i].text);
	}
}

static void
test_plain(void)
{
	static const char *const texts[][2] = {
		{"\"a\\u00e9\\n\"", "a\xc3\xa9\n"}, {"12", "12"}, {"1e5", "1e5"}, {"[1, 2]", "[1, 2]"},
		{"{\"a\": \"b\"}", "{\"a\": \"b\"}"}, {"true", "true"}, {"\"a\\u0000\"", NULL}
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		char	   *plain = api_text_plain(texts[i][0], strlen(texts[i][0]), &err);

		check_text(plain, texts[i][1], texts[i][0]);
		check_case((plain == NULL) == api_error_is_set(&err), texts[i][0]);
		free(plain);
		api_error_clear(&err);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		run_case(&cases[i]);
	test_malformed();
	test_split();
	test_falsy();
	test_counts();
	test_plain();
	return check_end();
}
