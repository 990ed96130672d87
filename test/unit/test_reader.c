/*
 * test_reader.c
 *		The projecting reader: what it finds, what it refuses, and that it does not
 *		matter how the bytes are cut.
 */
#include <time.h>

#include "reading.h"

/* "a|b;c|-;": a record's slices with bars between, records with semicolons. */
static void
show(const ApiReader *reader, const ApiProjection *projection, const char *body, char *out, size_t room)
{
	size_t		used = 0;

	out[0] = '\0';
	for (size_t record = 0; record < api_reader_records(reader); record++)
	{
		for (int slot = 0; slot < api_projection_slots(projection); slot++)
		{
			ApiSlice	slice = api_reader_slice(reader, record, slot);

			used += (size_t) snprintf(out + used, room - used, "%s", slot > 0 ? "|" : "");
			if (slice.length == API_SLICE_INDEX)
				used += (size_t) snprintf(out + used, room - used, "#%u", (unsigned) slice.offset);
			else
				used += (size_t) snprintf(out + used, room - used, "%.*s",
										  slice.length > 0 ? (int) slice.length : 1,
										  slice.length > 0 ? body + slice.offset : "-");
		}
		used += (size_t) snprintf(out + used, room - used, ";");
	}
}

typedef struct Case
{
	const char *paths;
	const char *body;
	const char *found;			/* as show() writes it; NULL: refused */
} Case;

static const Case cases[] = {
	/* roots */
	{"", "[]", ""},
	{"", " [ ] ", ""},
	{"", "[1,2,{},[],\"x\",null]", ";;;;;;"},
	{"", "{}", ";"},
	{"", "null", ""},
	{"", " null ", ""},
	{"$", "17", "17;"},
	{"$", "\"a\"", "\"a\";"},
	{"$", " -1.5e+3 ", "-1.5e+3;"},
	{"$", "true", "true;"},
	{"$", "[1, \"b\" ,{\"a\":[]},null]", "1;\"b\";{\"a\":[]};null;"},
	{"$", "\xef\xbb\xbf[1]", "1;"},
	{"$", "\xef\xbb\xbf 1", "1;"},

	/* paths */
	{"$.a", "[{\"a\":1},{\"b\":2},{\"a\":null,\"b\":3}]", "1;-;null;"},
	{"$.a $.b", "{\"b\" : \"x\" , \"a\" : [1,{\"a\":2}]}", "[1,{\"a\":2}]|\"x\";"},
	{"$.a $.a.b $.a.b.c", "{\"a\":{\"x\":0,\"b\":{\"c\":7}}}", "{\"x\":0,\"b\":{\"c\":7}}|{\"c\":7}|7;"},
	{"$ $.a", "[{\"a\":1}]", "{\"a\":1}|1;"},
	{"$[0] $[2].x", "[[1,2,{\"x\":3}],[4]]", "1|3;4|-;"},
	{"$.a[1]", "[{\"a\":[1,[2],3]},{\"a\":{\"1\":5}},{\"a\":6}]", "[2];-;-;"},
	{"$.a.b", "[{\"a\":[{\"b\":1}]},{\"a\":\"b\"}]", "-;-;"},
	{"$.\"a.b\" $.a.b", "{\"a.b\":1,\"a\":{\"b\":2}}", "1|2;"},
	{"$.a $.a", "{\"a\":1}", "1;"},
	{"$.a[*].b $.a", "{\"a\":[{\"b\":1}]}", "[{\"b\":1}];"},
	{"$.\"\"", "{\"\":1}", "1;"},

	/* names with escapes */
	{"$.ab", "{\"\\u0061b\":1}", "1;"},
	{"$.\"\xc3\xa9\"", "{\"\\u00e9\":1}", "1;"},
	{"$.\"\xf0\x9f\x98\x80\"", "{\"\\ud83d\\ude00\":1}", "1;"},
	{"$.\"a\\\"b\"", "{\"a\\\"b\":1}", "1;"},
	{"$.ab", "{\"a\\u0000b\":1, \"a\\ud800\":2}", "-;"},

	/* the last of equal names counts */
	{"$.a", "{\"a\":1,\"a\":2}", "2;"},
	{"$.a.b $.a.c", "{\"a\":{\"b\":1,\"c\":2},\"a\":{\"c\":3}}", "-|3;"},
	{"$.a $.a.b", "{\"a\":{\"b\":1},\"a\":4}", "4|-;"},
	{"$.a[0]", "{\"a\":[1],\"a\":[]}", "-;"},

	/* strings */
	{"$.a", "{\"x\":\"}]\\\"{\\\\\",\"a\":\"\\\\\"}", "\"\\\\\";"},
	{"$.a", "{\"x\":{\"y\":[\"]}\\\"\",{}]},\"a\":1}", "1;"},
	{"$.a", "{\"a\":\"0123456789abcdef0123456789abcdef\\n\xc3\xa9\"}",
	"\"0123456789abcdef0123456789abcdef\\n\xc3\xa9\";"},

	/* objects laid out as the one before, or almost */
	{"$.a $.b", "[{\"a\":1,\"b\":2},{\"a\": 3,\"b\":\n4},{\"a\" :5 ,\"b\":6}]", "1|2;3|4;5|6;"},
	{"$.a $.b", "[{\"x\":0,\"a\":1,\"b\":2},{\"a\":3,\"b\":4},{\"b\":5},{\"x\":6,\"b\":7},{}]", "1|2;3|4;-|5;-|7;-|-;"},
	{"$.a", "[{\"x\":[],\"a\":1},{\"x\": {},\"a\": \"s\"},{\"x\":null,\"a\":2}]", "1;\"s\";2;"},
	{"$.a", "[{\"a\":1,\"x\":2},{\"x\":3,\"a\":4,\"x\":5},{\"a\":6,\"a\":7}]", "1;4;7;"},

	/* refused: framing */
	{"", "", NULL},
	{"", "  ", NULL},
	{"", "[", NULL},
	{"", "[1", NULL},
	{"", "[1,", NULL},
	{"", "[1,]", NULL},
	{"", "[,1]", NULL},
	{"", "[1 2]", NULL},
	{"", "[1]]", NULL},
	{"", "[1]x", NULL},
	{"", "{} {}", NULL},
	{"", "]", NULL},
	{"", "{\"a\":[}", NULL},
	{"", "[{\"a\":[1}]]", NULL},
	{"", "[{\"a\":\"\n\"}]", NULL},
	{"", "[{\"a\":\"x\\\n\"}]", NULL},
	{"", "[{\"a\":#}]", NULL},
	{"", "[{\"a\":\"}]", NULL},
	{"", "<html>", NULL},
	{"", "tru", NULL},
	{"", "\"abc", NULL},
	{"", "\"abc\\", NULL},
	{"", "\xef\xbb", NULL},
	{"", "\xef\xbb\xbf", NULL},
	{"", "[nope]", NULL},

	/* refused: on the way to what is wanted */
	{"$.a", "{\"a\" 1}", NULL},
	{"$.a", "{\"a\":1,}", NULL},
	{"$.a", "{,\"a\":1}", NULL},
	{"$.a", "{a:1}", NULL},
	{"$.a", "{\"a\":}", NULL},
	{"$.a", "{\"a\":01}", NULL},
	{"$.a", "{\"a\":+1}", NULL},
	{"$.a", "{\"a\":1.}", NULL},
	{"$.a", "{\"a\":.5}", NULL},
	{"$.a", "{\"a\":1e}", NULL},
	{"$.a", "{\"a\":-}", NULL},
	{"$.a", "{\"a\":NaN}", NULL},
	{"$.a", "{\"a\":True}", NULL},
	{"$.a", "{\"a\":\"\\x\"}", NULL},
	{"$.a", "{\"a\":\"\\u12g4\"}", NULL},
	{"$.a", "{\"a\":\"\xff\"}", NULL},
	{"$.a", "{\"a\":\"\xc0\xaf\"}", NULL},
	{"$.a", "{\"a\":\"\xed\xa0\x80\"}", NULL},
	{"$.a", "{\"\\q\":1}", NULL},
	{"$.a.b", "{\"a\":{\"b\":1]}", NULL},

	/* let through: nobody wants it, and its end is plain */
	{"$.a", "{\"b\":[1 2,,{:}],\"a\":1}", "1;"},
	{"$.a", "{\"b\":\"\\x\xff\",\"a\":1}", "1;"},
};

/* The same verdict and slices, however the body is cut. */
static void
test_case(const Case *test)
{
	size_t		len = strlen(test->body);
	ApiProjection *projection = project(test->paths);
	ApiError	err = API_ERROR_INIT;
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, &err);
	char		found[1024];
	char	   *whole = NULL;
	bool		same = true;

	/* splits 0 .. len, then byte by byte */
	for (size_t split = 0; split <= len + 1; split++)
	{
		ApiReaderStatus status = split <= len ?
			feed_split(reader, test->body, len, split, &err) :
			feed_trickle(reader, test->body, len, &err);

		show(reader, projection, test->body, found, sizeof(found));
		if (test->found == NULL)
			same = same && status == API_READER_ERROR && err.code == API_ERR_JSON &&
				(whole == NULL || strcmp(whole, err.message) == 0);
		else
			same = same && status == API_READER_DONE && strcmp(found, test->found) == 0;
		if (!same)
		{
			check_text(test->found ? found : err.message, test->found, test->body);
			break;
		}
		if (whole == NULL && err.message != NULL)
			whole = strdup(err.message);
		api_error_clear(&err);
		api_reader_reset(reader, false);
	}
	if (same)
		check_case(same, test->body);
	free(whole);
	api_error_clear(&err);
	api_reader_free(reader);
	api_projection_free(projection);
}

static void
test_shapes(void)
{
	static const struct
	{
		const char *body;
		ApiReaderShape shape;
	}			shapes[] = {
		{"", API_SHAPE_UNKNOWN}, {" \n", API_SHAPE_UNKNOWN}, {"[", API_SHAPE_ARRAY},
		{"{", API_SHAPE_OBJECT}, {"1", API_SHAPE_SCALAR}, {"nul", API_SHAPE_SCALAR},
		{"null ", API_SHAPE_NULL}, {"\"x", API_SHAPE_SCALAR}, {"<", API_SHAPE_UNKNOWN},
	};
	ApiProjection *projection = project("");
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
	{
		api_reader_feed(reader, shapes[i].body, strlen(shapes[i].body), false, NULL);
		check_case(api_reader_shape(reader) == shapes[i].shape, shapes[i].body);
		api_reader_reset(reader, false);
	}
	api_reader_free(reader);
	api_projection_free(projection);
}

/* Nesting up to the limit is read, in a record and in what is skipped. */
static void
test_depth(void)
{
	for (int depth = API_READER_MAX_DEPTH - 1; depth <= API_READER_MAX_DEPTH + 1; depth++)
	{
		ApiProjection *projection = project("$.a");
		ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
		char	   *body = malloc((size_t) depth * 2);
		bool		good;

		memset(body, '[', (size_t) depth);
		memset(body + depth, ']', (size_t) depth);
		good = api_reader_feed(reader, body, (size_t) depth * 2, true, NULL) == API_READER_DONE;
		check(good == (depth <= API_READER_MAX_DEPTH));
		free(body);
		api_reader_free(reader);
		api_projection_free(projection);
	}
}

static void
test_limits(void)
{
	ApiError	err = API_ERROR_INIT;
	ApiProjection *projection = project("$.a $.b");
	ApiReader  *reader = api_reader_create(projection, 5, &err);

	check(api_reader_feed(reader, "[{\"a\":1},{}]", 12, true, &err) == API_READER_DONE);
	check(api_reader_records(reader) == 2);
	check(api_reader_finds(reader, 0) && !api_reader_finds(reader, 1));
	api_reader_reset(reader, false);
	check(!api_reader_finds(reader, 0));
	check(api_reader_feed(reader, "[{},{},{}]", 10, true, &err) == API_READER_ERROR);
	check(err.code == API_ERR_TOO_LARGE);
	api_error_clear(&err);
	check(api_reader_feed(reader, "[{},{},{}]", 10, true, &err) == API_READER_ERROR);
	api_error_clear(&err);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* Message and excerpt of an error. */
static void
test_message(void)
{
	ApiError	err = API_ERROR_INIT;
	ApiProjection *projection = project("$.a");
	ApiReader  *reader = api_reader_create(projection, 5, &err);
	const char *body = "[{\"a\": 1,\n  \"a\" 2,\n \"b\": \"01234567890123456789\"}]";

	check(api_reader_feed(reader, body, strlen(body), true, &err) == API_READER_ERROR);
	check_text(err.message, "invalid JSON at byte 17, line 2: \":\" is missing", "message");
	check_text(err.detail, "The text there reads \"2,  \"b\": \"01234567890123456789\"}]\".", "detail");
	api_error_clear(&err);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* A long string in many pieces is not looked at again and again. */
static void
test_linear(void)
{
	size_t		len = 64 * 1024 * 1024;
	char	   *body = malloc(len);
	ApiProjection *projection = project("$.a");
	ApiReader  *reader = api_reader_create(projection, 5, NULL);
	ApiReaderStatus status = API_READER_MORE;
	clock_t		begun = clock();

	memset(body, 'x', len);
	memcpy(body, "{\"a\":\"", 6);
	memcpy(body + len - 2, "\"}", 2);
	for (size_t fed = 0; fed <= len; fed += 16384)
		status = api_reader_feed(reader, body, fed, fed == len, NULL);
	check(status == API_READER_DONE);
	check(api_reader_slice(reader, 0, 0).length == len - 6);
	check((double) (clock() - begun) / CLOCKS_PER_SEC < 10);
	free(body);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* ---- slices ---- */

static bool
collect(void *arg, const char *text, size_t len)
{
	char	   *out = arg;

	if (len == 4 && memcmp(text, "stop", 4) == 0)
		return false;
	sprintf(out + strlen(out), "%.*s;", (int) len, text);
	return true;
}

static void
test_unfold(void)
{
	static const Case unfoldings[] = {
		{"$[*].b", "[{\"b\":1},{\"c\":2},{\"b\":[3]},4]", "1;[3];"},
		{"$.*", "{\"a\":1,\"b\":{\"c\":2}}", "1;{\"c\":2};"},
		{"$[*]", "[]", ""},
		{"$[*]", "[ 1 , \"a,]\" , [2,3] ]", "1;\"a,]\";[2,3];"},
		{"$[*]", "{\"a\":1}", "{\"a\":1};"},
		{"$[*]", "7", "7;"},
		{"$[*]", "null", ""},
		{"$[0]", "{\"a\":1}", "{\"a\":1};"},
		{"$[1]", "{\"a\":1}", ""},
		{"$[last][0][*].a", "{\"a\":1}", "1;"},
		{"$[*].a[*].b", "[{\"a\":{\"b\":1}},{\"a\":null},{\"a\":[{\"b\":2}]},{\"a\":3}]", "1;2;"},
		{"$.*", "[{\"a\":1}]", ""},
		{"$[*].a[*].b", "[{\"a\":[{\"b\":1},{\"b\":2}]},{\"a\":[]},{\"a\":[{\"b\":3}]}]", "1;2;3;"},
		{"$[*].b", "[{\"b\":1,\"b\":2}]", "2;"},
		{"$[*].\"\xc3\xa9\"", "[{\"\\u00e9\":1}]", "1;"},
		{"$[*][1]", "[[1,2],[3],[4,5]]", "2;5;"},
		{"$", "{\"a\":1}", "{\"a\":1};"},
		{"$[*]", "[1 2]", NULL},
		{"$[*]", "[1,]", NULL},
		{"$[*].a", "[{\"a\" 1}]", NULL},
		{"$.*", "{\"a\":1,2}", NULL},
	};
	ApiError	err = API_ERROR_INIT;
	char		out[256];

	for (size_t i = 0; i < sizeof(unfoldings) / sizeof(unfoldings[0]); i++)
	{
		const Case *test = &unfoldings[i];
		ApiPath    *path = api_path_parse(test->paths, &err);
		bool		good;

		out[0] = '\0';
		good = api_slice_unfold(test->body, strlen(test->body), path, 0, collect, out, &err);
		check_text(good ? out : NULL, test->found, test->body);
		check_case(good != (err.code == API_ERR_JSON), test->body);
		api_error_clear(&err);
		api_path_free(path);
	}
	out[0] = '\0';
	check(api_slice_elements("[1,[2],{\"a\":3}]", 15, collect, out, &err));
	check_text(out, "1;[2];{\"a\":3};", "elements");
	check(!api_slice_elements("[1,stop,2]", 10, collect, out, &err) && !api_error_is_set(&err));
	check(!api_slice_elements("{}", 2, collect, out, &err) && err.code == API_ERR_JSON);
	api_error_clear(&err);
}

static void
test_decode(void)
{
	static const Case strings[] = {
		{"", "\"\"", ""},
		{"", "\"abc\"", "abc"},
		{"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
		{"", "\"\\u0041\\u00e9\\u4e2d\\ud83d\\ude00\"", "A\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80"},
		{"", "\"0123456789abcdef\\n0123456789abcdef\xc3\xa9\"", "0123456789abcdef\n0123456789abcdef\xc3\xa9"},
		{"", "\"\\u0000\"", NULL},
		{"", "\"\\ud83d\"", NULL},
		{"", "\"\\ud83dx\"", NULL},
		{"", "\"\\ud83d\\u0041\"", NULL},
		{"", "\"\\ude00\"", NULL},
		{"", "\"\\u12\"", NULL},
		{"", "\"\\", NULL},
		{"", "\"\\\"", NULL},
		{"", "\"\xff\"", NULL},
		{"", "\"\xc3\\n\"", NULL},
		{"", "\"\xf4\x90\x80\x80\"", NULL},
		{"", "\"a\"b\"", NULL},
		{"", "\"", NULL},
		{"", "x", NULL},
	};
	char		out[128];

	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
	{
		const char *text = strings[i].body;
		ApiError	err = API_ERROR_INIT;
		long		len = api_string_decode(text, strlen(text), out, &err);

		if (len >= 0)
			out[len] = '\0';
		check_text(len >= 0 ? out : NULL, strings[i].found, text);
		check_case((len < 0) == (err.code == API_ERR_JSON), text);
		api_error_clear(&err);
	}
}

static void
test_list_members(void)
{
	static const Case bodies[] = {
		{"", "{\"data\":[1],\"meta\":{\"items\":[],\"n\":1,\"x\":{\"y\":[],\"z\":{\"deep\":[]}}}}",
		"$.data, $.meta.items, $.meta.x.y"},
		{"", " {\"odd key\":[{\"a\":[]}]}", "$.\"odd key\""},
		{"", "{}", ""},
		{"", "[1]", ""},
		{"", "nope", ""},
		{"", "{\"a\":[1}", ""},
		{"", "", ""},
	};
	char		out[64];
	int			listed;

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		api_slice_list_members(bodies[i].body, strlen(bodies[i].body), true, out, sizeof(out), &listed);
		check_text(out, bodies[i].found, bodies[i].body);
	}
	check(api_slice_list_members("{\"aaa\":[],\"b\":[]}", 17, true, out, 6, &listed) == 2);
	check_text(out, "$.aaa", "cut to room");
	check(listed == 1);
	check(api_slice_list_members("{\"a\":1,\"b\":{\"c\":2}}", 19, false, out, sizeof(out), &listed) == 2);
	check_text(out, "$.a, $.b", "all kinds, its own members only");
	check(listed == 2);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		test_case(&cases[i]);
	test_shapes();
	test_depth();
	test_limits();
	test_message();
	test_linear();
	test_unfold();
	test_decode();
	test_list_members();
	return check_end();
}
