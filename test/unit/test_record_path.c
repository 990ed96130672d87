/*
 * test_record_path.c
 *		Where records are, what they lie in, and what a body has beside them; for
 *		every way to cut the body in two.
 */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "json/reader.h"

typedef struct Case
{
	const char *records;		/* the record path; NULL: the default rule */
	const char *columns;		/* paths with blanks between; ^ before one from the root */
	const char *body;
	const char *wanted;			/* "a|b;" for each record, then " outer missing" */
	bool		lines;
	bool		twice;			/* some name stands there twice */
} Case;

#define CITIES "{\"counties\":[{\"name\":\"A\",\"cities\":[{\"c\":1},{\"c\":2}],\"pop\":5}," \
	"{\"name\":\"B\",\"cities\":[]},{\"cities\":[{\"c\":3}],\"name\":\"C\"}],\"n\":3}"

static const Case cases[] = {
	{"$.data", "$.a", "{\"data\":[{\"a\":1},{\"a\":2}]}", "1;2; 2 0", false, false},
	{"$.data", "$.a", "{\"x\":[{\"a\":9}],\"data\":[{\"a\":1}],\"y\":{}}", "1; 1 0", false, false},
	{"$.data", "$.a", "{\"data\":{\"a\":1}}", "1; 1 0", false, false},
	{"$.data", "$", "{\"data\":7}", "7; 1 0", false, false},
	{"$.data", "$", "{\"data\":null}", " 0 0", false, false},
	{"$.data", "$", "{\"data\":[]}", " 0 0", false, false},
	{"$.data", "$", "{\"date\":[1]}", " 0 1", false, false},
	{"$.data", "$", "[1]", " 0 1", false, false},
	{"$.data", "$", "null", " 0 1", false, false},
	{"$.data", "$", "{\"data\":[null,1]}", "null;1; 2 0", false, false},
	{"$.data[*]", "$", "{\"data\":[[1],[2]]}", "[1];[2]; 2 0", false, false},
	{"$.data[*]", "$[1]", "{\"data\":[[1,2],[3]]}", "2;-; 2 0", false, false},
	{"$.data[*]", "$ @key", "{\"data\":{\"a\":1}}", "{\"a\":1}|#0; 1 0", false, false},
	{"$.data[*]", "$", "{\"data\":null}", " 0 0", false, false},
	{"$.v.*", "@key $.n", "{\"v\":{\"a\":{\"n\":1},\"b c\":{\"n\":2}}}", "\"a\"|1;\"b c\"|2; 2 0", false, false},
	{"$.v.*", "$", "{\"v\":{}}", " 0 0", false, false},
	{"$.v.*", "$", "{\"v\":[]}", " 0 0", false, false},
	{"$.v.*", "$", "{\"v\":[1]}", " 0 1", false, false},
	{"$[*]", "@key $", "[5,6]", "#0|5;#1|6; 2 0", false, false},
	{NULL, "@key $", "[5,6]", "#0|5;#1|6; 2 0", false, false},
	{NULL, "@key $.a", "{\"a\":1,\"b\":2}", "-|1; 1 0", false, false},
	{"$", "$.a ^$", "[{\"a\":1}]", "1|[{\"a\":1}]; 1 0", false, false},
	{"$", "$.a ^$.b", "{\"a\":1,\"b\":2}", "1|2; 1 0", false, false},

	/* explosion, ancestors, the envelope */
	{"$.counties[*].cities[*]", "$.c ^$.counties[*].name ^$.counties[*].pop ^$.n", CITIES,
	"1|\"A\"|5|3;2|\"A\"|5|3;3|\"C\"|-|3; 3 0", false, false},
	{"$.counties[*].cities", "$.c ^$.counties[*].@key @key", CITIES, "1|#0|#0;2|#0|#1;3|#2|#0; 3 0", false, false},
	{"$.counties[*].cities[*]", "", CITIES, ";;; 3 0", false, false},
	{"$.a[*].b[*].c[*]", "$ ^$.a[*].x ^$.a[*].b[*].x",
		"{\"a\":[{\"b\":[{\"c\":[1,2],\"x\":\"p\"},{\"x\":\"q\",\"c\":[3]}],\"x\":9},{\"b\":[]}]}",
	"1|9|\"p\";2|9|\"p\";3|9|\"q\"; 2 0", false, false},
	{"$.d.*.s[*]", "$ ^$.d.*.@key", "{\"d\":{\"mo\":{\"s\":[1,2]},\"tu\":{\"s\":[]},\"we\":{\"s\":[3]}}}",
	"1|\"mo\";2|\"mo\";3|\"we\"; 3 0", false, false},
	{"$.a[*].b[*]", "$", "{\"a\":[{\"b\":[1]},{\"c\":[2]},3,{\"b\":7}]}", "1;7; 4 2", false, false},
	{"$.a[*].b", "$", "{\"a\":[{\"b\":[1]},{\"b\":null},{\"b\":7}]}", "1;7; 3 0", false, false},
	{"$.data", "$.a ^$.data", "{\"data\":[{\"a\":1}]}", "1|[{\"a\":1}]; 1 0", false, false},
	{"$.data", "$.a ^$.data.b", "{\"data\":{\"a\":1,\"b\":2}}", "1|2; 1 0", false, false},
	{"$.data", "$.a ^$.meta.next", "{\"data\":[{\"a\":1}],\"meta\":{\"next\":\"x\"}}", "1|\"x\"; 1 0", false, false},
	{"$[1].x", "$", "[0,{\"x\":[1,2]}]", "1;2; 2 0", false, false},

	/* of what is no array [*] and [0] see the value; nothing is no record */
	{"$[*].s[*]", "$.p ^$[*].n", "[{\"n\":1,\"s\":{\"p\":5}},{\"n\":2,\"s\":null},{\"n\":3},{\"n\":4,\"s\":{ }},"
	"{\"n\":5,\"s\":[{\"p\":6}]},{\"n\":6,\"s\":\"\"},{\"n\":7,\"s\":false},{\"s\":[]}]", "5|1;6|5; 8 1", false, false},
	{"$[*].o.l[*]", "$.v", "[{\"o\":{\"l\":[{\"v\":1}]}},{\"o\":null},{},{\"o\":{}},{\"o\":[]},{\"o\":7},{\"o\":[1]}]",
	"1; 7 6", false, false},
	{"$.a[0].b[*]", "$", "{\"a\":{\"b\":[1,2]}}", "1;2; 2 0", false, false},
	{"$.a[0].b[*]", "$", "{\"a\":[{\"b\":1}]}", "1; 1 0", false, false},
	{"$.a[0]", "$", "{\"a\":{\"b\":1}}", "{\"b\":1}; 1 0", false, false},
	{"$.a[1]", "$", "{\"a\":{\"b\":1}}", " 0 1", false, false},
	{"$[*][*]", "$ @key ^$[*].@key", "5", "5|#0|#0; 1 0", false, false},
	{"$[*][*]", "$ ^$[*].x", "[5,[6,7],{\"x\":1},{},[]]", "5|-;6|-;7|-;{\"x\":1}|-; 5 0", false, false},
	{"$[*][*]", "$", "5 [6,7] {} false", "5;6;7; 4 0", true, false},
	{"$[*].x[*]", "$ ^$[*].y", "{\"x\":1,\"y\":8}\n{\"x\":{}}\n", "1|8; 2 0", true, false},
	{"$.d", "$.x", "{\"d\":{}}", " 0 0", false, false},
	{"$.d", "$.x", "{\"d\":\"\"}", " 0 0", false, false},
	{"$.d", "$.x", "{\"d\":false}", " 0 0", false, false},
	{"$.d", "$", "{\"d\":true}", "true; 1 0", false, false},
	{NULL, "$.x", "{}", "-; 1 0", false, false},

	/* the last of several members of one name counts */
	{"$.a", "$", "{\"a\":{\"b\":1},\"a\":{}}", " 0 0", false, true},
	{"$.a", "$", "{\"a\":[1,2],\"a\":[3]}", "3; 1 0", false, true},
	{"$.a[*].b[*]", "$ ^$.a[*].n",
		"{\"a\":[{\"n\":1,\"b\":[1]},{\"n\":2,\"b\":[2,3],\"b\":[4]}]}", "1|1;4|2; 2 0", false, true},
	{"$.a.b", "$", "{\"a\":{\"c\":1},\"a\":{\"b\":[3]}}", "3; 1 0", false, true},
	{"$.a.b", "$ ^$.a.n", "{\"a\":{\"n\":1,\"b\":[1]},\"a\":{\"b\":[3]}}", "3|-; 1 0", false, true},
	{"$.a", "$.x ^$.m", "{\"m\":1,\"m\":2,\"a\":[{\"x\":1,\"x\":2}]}", "2|2; 1 0", false, true},

	/* names with escapes */
	{"$.\"a b\"", "$", "{\"a\\u0020b\":[1]}", "1; 1 0", false, false},

	/* values one after the other */
	{NULL, "$.a", "{\"a\":1}\n{\"a\":2}\n", "1;2; 2 0", true, false},
	{NULL, "$.a", "\xef\xbb\xbf{\"a\":1}\r\n\r\n{\"a\":2}", "1;2; 2 0", true, false},
	{NULL, "$", "1 2\n3", "1;2;3; 3 0", true, false},
	{NULL, "$", "", " 0 0", true, false},
	{NULL, "$", "\n\n", " 0 0", true, false},
	{"$[*].x[*]", "$ ^$[*].y @key", "{\"x\":[1,2],\"y\":8}\n{\"x\":[3]}\n", "1|8|#0;2|8|#1;3|-|#0; 2 0", true, false},
	{NULL, "@key", "5\n6\n", "#0;#1; 2 0", true, false},
	{"$[*]", "$", "[1]\n[2]\n", "[1];[2]; 2 0", true, false},
};

#define CASES ((int) (sizeof(cases) / sizeof(cases[0])))

/* The projection of a case. */
static ApiProjection *
project(const Case *test)
{
	ApiPath    *records = test->records != NULL ? api_path_parse(test->records, NULL) : NULL;
	ApiProjection *projection = api_projection_create(records, NULL);
	char	   *columns = strdup(test->columns);
	char	   *rest;

	api_path_free(records);
	check_case(projection != NULL, test->records);
	for (char *text = strtok_r(columns, " ", &rest); text != NULL; text = strtok_r(NULL, " ", &rest))
	{
		ApiPath    *path = api_path_parse(text + (*text == '^'), NULL);
		int			steps;
		int			slot;

		if (*text == '^')
			slot = api_projection_add_meta(projection, path, &steps, NULL);
		else
			slot = api_projection_add(projection, path, NULL);
		check_case(path != NULL && slot >= 0, text);
		api_path_free(path);
	}
	free(columns);
	return projection;
}

static size_t
show_records(const ApiReader *reader, int nslots, const char *body, char *out, size_t room)
{
	size_t		used = 0;

	for (size_t record = 0; record < api_reader_records(reader); record++)
	{
		for (int slot = 0; slot < nslots; slot++)
		{
			ApiSlice	slice = api_reader_slice(reader, record, slot);
			size_t		len;
			const char *text = api_reader_text(reader, body, slice, &len);

			used += (size_t) snprintf(out + used, room - used, "%s", slot > 0 ? "|" : "");
			if (slice.length == API_SLICE_INDEX)
				used += (size_t) snprintf(out + used, room - used, "#%u", (unsigned) slice.offset);
			else if (slice.length == 0)
				used += (size_t) snprintf(out + used, room - used, "-");
			else
				used += (size_t) snprintf(out + used, room - used, "%.*s", (int) len, text);
		}
		used += (size_t) snprintf(out + used, room - used, ";");
	}
	return used;
}

static void
show(const ApiReader *reader, int nslots, const char *body, char *out, size_t room)
{
	size_t		used = show_records(reader, nslots, body, out, room);

	(void) snprintf(out + used, room - used, " %zu %zu",
					api_reader_outer(reader) + api_reader_outer_dropped(reader),
					api_reader_missing(reader) + api_reader_absent(reader) + api_reader_misfits(reader));
}

/*
 * The same in portions of so many bytes: what is read goes at once.  Values behind
 * the records come too late then, and a container around them is lost: only the
 * records' own slots are compared, and the counts.
 */
static void
run_portions(const Case *test, const ApiProjection *projection, size_t portion)
{
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);
	size_t		len = strlen(test->body);
	char	   *body = malloc(len + 1);
	size_t		held = 0;
	char		got[500] = "";
	size_t		used = 0;
	ApiError	err = API_ERROR_INIT;

	api_reader_reset(reader, test->lines);
	for (size_t fed = 0; fed <= len; fed += portion)
	{
		size_t		more = len - fed < portion ? len - fed : portion;
		bool		last = fed + portion > len;
		size_t		settled;

		memcpy(body + held, test->body + fed, more);
		held += more;
		check_case(api_reader_feed(reader, body, held, last, &err) != API_READER_ERROR, test->body);
		used += show_records(reader, api_projection_slots(projection), body, got + used,
							 sizeof(got) - used);
		settled = api_reader_settled(reader);
		check_case(settled <= held && api_reader_drop(reader, body, settled, &err), test->body);
		held -= settled;
		memmove(body, body + settled, held);
	}
	(void) snprintf(got + used, sizeof(got) - used, " %zu %zu",
					api_reader_outer(reader) + api_reader_outer_dropped(reader),
					api_reader_missing(reader) + api_reader_absent(reader) + api_reader_misfits(reader));
	if (strchr(test->columns, '^') == NULL)
		check_text(got, test->wanted, test->body);
	free(body);
	api_error_clear(&err);
	api_reader_free(reader);
}

static void
run_case(const Case *test)
{
	ApiProjection *projection = project(test);
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);
	size_t		len = strlen(test->body);

	for (size_t split = 0; split <= len; split++)
	{
		ApiError	err = API_ERROR_INIT;
		char		got[500];

		api_reader_reset(reader, test->lines);
		if (api_reader_feed(reader, test->body, split, false, &err) != API_READER_ERROR)
			check_case(api_reader_feed(reader, test->body, len, true, &err) == API_READER_DONE,
					   test->body);
		show(reader, api_projection_slots(projection), test->body, got, sizeof(got));
		check_text(got, test->wanted, test->body);
		api_error_clear(&err);
	}
	api_reader_free(reader);
	/* dropping cannot undo what an earlier member of the same name gave */
	for (size_t portion = 1; portion < 9 && !test->twice; portion++)
		run_portions(test, projection, portion);
	api_projection_free(projection);
}

/* What is an error with records anywhere. */
static void
test_broken(void)
{
	static const char *const bodies[] = {
		"{\"data\":[1,2}", "{\"data\":[1", "{\"data\":[1]} x", "{\"data\":[1]}{\"data\":[2]}", "",
		"{\"data\":[tru]}", "{\"data\":nul}", "{\"data\":[1],}", "{\"data\" [1]}"
	};
	Case		test = {"$.data", "$", NULL, NULL, false, false};
	ApiProjection *projection = project(&test);

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		ApiReader  *reader = api_reader_create(projection, 1000, NULL);
		ApiError	err = API_ERROR_INIT;

		check_case(api_reader_feed(reader, bodies[i], strlen(bodies[i]), true, &err) ==
				   API_READER_ERROR && err.code == API_ERR_JSON, bodies[i]);
		api_error_clear(&err);
		api_reader_free(reader);
	}
	api_projection_free(projection);
}

/* More records than there may be slices; records that nobody wants a value of. */
static void
test_caps(void)
{
	Case		test = {"$[*].b[*]", "$", NULL, NULL, false, false};
	ApiProjection *projection = project(&test);
	ApiReader  *reader = api_reader_create(projection, 40, NULL);
	char		body[2000] = "[";
	ApiError	err = API_ERROR_INIT;

	for (int i = 0; i < 60; i++)
		strcat(body, i > 0 ? ",{\"b\":[1]}" : "{\"b\":[1]}");
	strcat(body, "]");
	check(api_reader_feed(reader, body, strlen(body), true, &err) == API_READER_ERROR &&
		  err.code == API_ERR_TOO_LARGE);
	api_error_clear(&err);
	api_reader_free(reader);
	api_projection_free(projection);

	test.records = NULL;
	test.columns = "";
	projection = project(&test);
	reader = api_reader_create(projection, 1, NULL);
	check(api_reader_feed(reader, body, strlen(body), true, &err) == API_READER_DONE);
	check(api_reader_records(reader) == 60);
	api_reader_free(reader);
	api_projection_free(projection);
}

int
main(void)
{
	for (int i = 0; i < CASES; i++)
		run_case(&cases[i]);
	test_broken();
	test_caps();
	return check_end();
}
