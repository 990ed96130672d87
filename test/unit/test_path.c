/*
 * test_path.c
 *		JSON paths: what is read, what is refused, what a column's name means.
 */
#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "json/path.h"

typedef struct Case
{
	const char *text;
	const char *formatted;		/* NULL: refused */
	int			fixed;
} Case;

static const Case cases[] = {
	{"$", "$", 0},
	{" $ ", "$", 0},
	{"$.a", "$.a", 1},
	{"$.a.b", "$.a.b", 2},
	{" $ . a [ 0 ] ", "$.a[0]", 2},
	{"$.a_1.$x", "$.a_1.$x", 2},
	{"$.\"odd key\"", "$.\"odd key\"", 1},
	{"$.\"plain\"", "$.plain", 1},
	{"$.\"\"", "$.\"\"", 1},
	{"$.\"a\\\"b\\\\\"", "$.\"a\\\"b\\\\\"", 1},
	{"$.\"\\u00e9\\n\"", "$.\"\xc3\xa9\\u000a\"", 1},
	{"$.\xc3\xa9", "$.\xc3\xa9", 1},
	{"$.\"1\"", "$.\"1\"", 1},
	{"$[0]", "$[0]", 1},
	{"$[2147483647]", "$[2147483647]", 1},
	{"$.a[*].b", "$.a[*].b", 1},
	{"$[ * ]", "$[*]", 0},
	{"$.*", "$.*", 0},
	{"$.*.a", "$.*.a", 0},
	{"$.a.*[*][3].\"x y\"", "$.a.*[*][3].\"x y\"", 1},

	{"", NULL, 0},
	{"a.b", NULL, 0},
	{"$a", NULL, 0},
	{"$.", NULL, 0},
	{"$..a", NULL, 0},
	{"$.a.", NULL, 0},
	{"$.1", NULL, 0},
	{"$.a-b", NULL, 0},
	{"$.a b", NULL, 0},
	{"$.\"a", NULL, 0},
	{"$.\"a\\\"", NULL, 0},
	{"$.\"\\x\"", NULL, 0},
	{"$.\"\xff\"", NULL, 0},
	{"$.\"\\u0000\"", NULL, 0},
	{"$[", NULL, 0},
	{"$[]", NULL, 0},
	{"$[0", NULL, 0},
	{"$[-1]", NULL, 0},
	{"$[1,2]", NULL, 0},
	{"$[last]", "$[last]", 0},
	{"$[2147483648]", NULL, 0},
	{"$[99999999999999999999999]", NULL, 0},
	{"$.**", NULL, 0},
	{"$.a.size()", NULL, 0},
	{"$.a ? (@.b == 1)", NULL, 0},
	{"lax $.a", NULL, 0},
};

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		ApiPath    *path = api_path_parse(cases[i].text, &err);
		char		text[128];

		if (path != NULL)
			api_path_format(path, text, sizeof(text));
		check_text(path ? text : NULL, cases[i].formatted, cases[i].text);
		check_case((path == NULL) == (err.code == API_ERR_OPTION_VALUE), cases[i].text);
		if (path != NULL)
			check_case(api_path_fixed_steps(path) == cases[i].fixed, cases[i].text);
		api_path_free(path);
		api_error_clear(&err);
	}
}

/* As many steps as there may be, and one more. */
static void
test_length(void)
{
	for (int steps = API_PATH_MAX_STEPS; steps <= API_PATH_MAX_STEPS + 1; steps++)
	{
		char		text[API_PATH_MAX_STEPS * 2 + 4] = "$";
		ApiPath    *path;

		for (int i = 0; i < steps; i++)
			strcat(text, ".a");
		path = api_path_parse(text, NULL);
		check((path != NULL) == (steps <= API_PATH_MAX_STEPS));
		api_path_free(path);
	}
}

static void
test_message(void)
{
	ApiError	err = API_ERROR_INIT;

	check(api_path_parse("$.a-b", &err) == NULL);
	check_text(err.message, "invalid JSON path \"$.a-b\": unexpected \"-\" at character 4", "message");
	check(err.hint != NULL && strstr(err.hint, "double quotes") != NULL);
	api_error_clear(&err);
}

/* Whatever the room, the text is terminated and made of whole steps. */
static void
test_format(void)
{
	ApiPath    *path = api_path_parse("$.abc[12].def", NULL);
	char		text[32];

	api_path_format(path, text, 1);
	check_text(text, "", "room for nothing");
	api_path_format(path, text, 2);
	check_text(text, "$", "room for the root");
	api_path_format(path, text, sizeof(text));
	check_text(text, "$.abc[12].def", "room for all");
	memset(text, 'x', sizeof(text));
	api_path_format(path, text, 8);
	check(memchr(text, '\0', 8) != NULL && text[8] == 'x');
	api_path_free(path);
}

/* Their texts, each with a blank behind it; those of single with a "!". */
static void
join_paths(ApiPath **paths, int npaths, const bool *single, char *out)
{
	out[0] = '\0';
	for (int i = 0; i < npaths; i++)
	{
		char		text[64];

		api_path_format(paths[i], text, sizeof(text));
		strcat(strcat(strcat(out, text), single != NULL && single[i] ? "!" : ""), " ");
		api_path_free(paths[i]);
	}
}

/* Keys with dots in the middle: better than the descent, then worse. */
static void
test_splits(void)
{
	static const struct
	{
		const char *column;
		const char *paths;
		int			better;
	}			columns[] = {
		{"a", "", 0},
		{"a.b", "", 0},
		{"a.b.c", "$.a.\"b.c\" $.\"a.b\".c ", 1},
		{"a.b.c.d", "$.a.\"b.c.d\" $.a.b.\"c.d\" $.\"a.b\".c.d $.a.\"b.c\".d $.\"a.b.c\".d $.\"a.b\".\"c.d\" ", 2},
		{"a.b.c.d.e.f", "$.a.\"b.c.d.e.f\" $.a.b.\"c.d.e.f\" $.a.b.c.\"d.e.f\" $.a.b.c.d.\"e.f\" ", 4},
		{"a..", "$.a.\".\" $.\"a.\".\"\" ", 1},
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
	{
		ApiPath    *paths[API_PATH_MAX_OTHERS];
		int			better;
		int			npaths = api_path_splits(columns[i].column, paths, &better, NULL);
		char		all[512];

		join_paths(paths, npaths, NULL, all);
		check_text(all, columns[i].paths, columns[i].column);
		check_case(better == columns[i].better, columns[i].column);
	}
}

/* What a path finds where a value is no array; "!": only what is none itself. */
static void
test_lax(void)
{
	static const struct
	{
		const char *path;
		const char *others;
	}			paths[] = {
		{"$.a.b", ""},
		{"$.a[0].b", "$.a.b "},
		{"$.a[1].b", ""},
		{"$.a[0]", "$.a! "},
		{"$[0]", ""},
		{"$[0].a", ""},
		{"$[1][0]", "$[1]! "},
		{"$.a[0][1]", ""},
		{"$.a[1][0].b", "$.a[1].b "},
		{"$.a[0][0]", "$.a[0]! $.a! "},
		{"$.a[0].b[0]", "$.a[0].b! $.a.b[0] $.a.b! "},
		{"$.a[0][*]", "$.a[*]! "},
		{"$.a[*][0]", ""},
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
	{
		ApiPath    *path = api_path_parse(paths[i].path, NULL);
		ApiPath    *others[API_PATH_MAX_OTHERS];
		bool		single[API_PATH_MAX_OTHERS];
		int			nothers = api_path_lax(path, others, single, NULL);
		char		all[512];

		join_paths(others, nothers, single, all);
		check_text(all, paths[i].others, paths[i].path);
		api_path_free(path);
	}
}

static void
test_alternatives(void)
{
	static const struct
	{
		const char *column;
		const char *paths;
	}			columns[] = {
		{"id", "$.id "},
		{"user.login", "$.\"user.login\" $.user.login "},
		{"created_at", "$.created_at $.createdAt "},
		{"user.avatar_url", "$.\"user.avatar_url\" $.user.avatar_url $.\"user.avatarUrl\" $.user.avatarUrl "},
		{"address_1", "$.address_1 $.address1 "},
		{"_id", "$._id "},
		{"a_", "$.a_ "},
		{"a__b", "$.a__b "},
		{"a_B", "$.a_B "},
		{"a_b_c", "$.a_b_c $.aBC "},
		{"_a_b", "$._a_b $._aB "},
		{".a", "$.\".a\" $.\"\".a "},
		{"a..b", "$.\"a..b\" $.a.\"\".b "},
		{"a.", "$.\"a.\" $.a.\"\" "},
		{"Odd Name", "$.\"Odd Name\" "},
	};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
	{
		ApiPath    *paths[API_PATH_MAX_ALTERNATIVES];
		int			npaths = api_path_alternatives(columns[i].column, paths, NULL);
		char		all[256] = "";

		for (int j = 0; j < npaths; j++)
		{
			char		text[64];

			api_path_format(paths[j], text, sizeof(text));
			strcat(strcat(all, text), " ");
			api_path_free(paths[j]);
		}
		check_text(all, columns[i].paths, columns[i].column);
	}
}

int
main(void)
{
	test_parse();
	test_length();
	test_message();
	test_format();
	test_alternatives();
	test_splits();
	test_lax();
	return check_end();
}
