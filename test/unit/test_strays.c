/*
 * test_strays.c
 *		Values that are found beside the slots: by names that differ in case and
 *		underscores, and by paths that most records do not have; for every way to cut the
 *		body in two, and in portions.
 */
#include "json/spelling.h"
#include "reading.h"

typedef struct Case
{
	const char *paths;			/* that have slots */
	const char *loose;			/* paths whose names may differ; with blanks between */
	const char *strays;			/* paths to the letter */
	const char *body;
	const char *wanted;			/* "name=value " for each stray; ";" for each record */
} Case;

static const Case cases[] = {
	{"$.userid", "$.userid", "", "[{\"userId\":1},{\"userid\":2},{\"user_id\":3},{\"user\":4}]",
	"\"userId\"=1 ;;\"user_id\"=3 ;;"},
	{"$.userid", "$.userid", "", "[{\"userId\":1,\"USERID\":2,\"userid\":3}]", "\"userId\"=1 \"USERID\"=2 ;"},
	{"$.a_b", "$.a_b", "", "[{ \"aB\" : {\"x\":[1]} },{\"AB\":[1, 2]},{\"ab\":\"s\"}]",
	"\"aB\"={\"x\":[1]} ;\"AB\"=[1, 2] ;\"ab\"=\"s\" ;"},
	/* a stray and a slot of one value; layouts that are known */
	{"$.a.b $.c", "$.c", "$.a.b", "[{\"a\":{\"b\":1},\"C\":2},{\"a\":{\"b\":3},\"C\":4},{\"a\":{\"b\":5},\"c\":6}]",
	"\"b\"=1 \"C\"=2 ;\"b\"=3 \"C\"=4 ;\"b\"=5 ;"},
	/* below members */
	{"$.\"u.n\" $.u.n", "$.u.n", "", "[{\"u\":{\"N\":1}},{\"U\":{\"n\":2}},{\"U\":{\"N\":3}},{\"u\":{\"n\":4}}]",
	"\"N\"=1 ;\"n\"=2 ;\"N\"=3 ;;"},
	{"$.a", "", "$.a.\"x.y\" $.b[1]", "[{\"a\":{\"x.y\":1}},{\"b\":[5,6]},{\"a\":2}]", "\"x.y\"=1 ;\"b\"=6 ;;"},
	/* of several members of one name the last counts, with what is in it */
	{"$.a.b", "$.a.b", "", "[{\"a\":{\"B\":1},\"a\":{\"B\":2}}]", "\"B\"=2 ;"},
	{"$.a.b", "$.a.b", "", "[{\"a\":{\"B\":1},\"a\":7}]", ";"},
	/* names with escapes are what they are */
	{"$.ab", "$.ab", "", "[{\"\\u0041b\":1},{\"\\u0061b\":2}]", ";;"},
};

#define CASES ((int) (sizeof(cases) / sizeof(cases[0])))

static void
want_strays(ApiProjection *projection, const char *paths, bool loose)
{
	char	   *copy = strdup(paths);
	char	   *rest;

	for (char *text = strtok_r(copy, " ", &rest); text != NULL; text = strtok_r(NULL, " ", &rest))
	{
		ApiPath    *path = api_path_parse(text, NULL);
		int			numbers[API_STRAYS_OF_NAME];

		if (loose)
			check_case(api_projection_add_loose(projection, path, numbers, NULL) > 0, text);
		else
			check_case(api_projection_add_stray(projection, path, NULL) >= 0, text);
		api_path_free(path);
	}
	free(copy);
}

/* The strays of the records that are complete. */
static void
show(const ApiReader *reader, const char *body, char *out)
{
	for (size_t record = 0; record < api_reader_records(reader); record++)
	{
		size_t		count;
		const ApiStray *strays = api_reader_strays(reader, record, &count);

		for (size_t i = 0; i < count; i++)
		{
			size_t		len;
			const char *name = api_reader_name(body, strays[i].value.offset, &len);

			/* an element has none: that of its array is as good */
			sprintf(out + strlen(out), "%.*s=%.*s ", (int) len, name, (int) strays[i].value.length,
					body + strays[i].value.offset);
			check(api_reader_stray(reader, strays[i].number) != NULL);
		}
		strcat(out, ";");
	}
}

/* In portions of so many bytes, whose records go at once. */
static void
run_portions(const Case *test, const ApiProjection *projection, size_t portion)
{
	ApiReader  *reader = api_reader_create(projection, 10000, NULL);
	size_t		len = strlen(test->body);
	char	   *body = malloc(len + 1);
	size_t		held = 0;
	char		got[500] = "";

	for (size_t fed = 0; fed <= len; fed += portion)
	{
		size_t		more = len - fed < portion ? len - fed : portion;
		size_t		settled;

		memcpy(body + held, test->body + fed, more);
		held += more;
		check_case(api_reader_feed(reader, body, held, fed + portion > len, NULL) != API_READER_ERROR, test->body);
		show(reader, body, got);
		settled = api_reader_settled(reader);
		check_case(api_reader_drop(reader, body, settled, NULL), test->body);
		held -= settled;
		memmove(body, body + settled, held);
	}
	check_text(got, test->wanted, test->body);
	free(body);
	api_reader_free(reader);
}

static void
run_case(const Case *test)
{
	ApiProjection *projection = project(test->paths);
	ApiReader  *reader;
	size_t		len = strlen(test->body);

	want_strays(projection, test->loose, true);
	want_strays(projection, test->strays, false);
	reader = api_reader_create(projection, 10000, NULL);
	for (size_t split = 0; split <= len; split++)
	{
		char		got[500] = "";

		api_reader_reset(reader, false);
		check_case(feed_split(reader, test->body, len, split, NULL) == API_READER_DONE, test->body);
		show(reader, test->body, got);
		check_text(got, test->wanted, test->body);
	}
	api_reader_free(reader);
	for (size_t portion = 1; portion < 40; portion++)
		run_portions(test, projection, portion);
	api_projection_free(projection);
}

/* They count as slices do. */
static void
test_cap(void)
{
	ApiProjection *projection = project("$.a");
	char		body[4000] = "[";
	ApiError	err = API_ERROR_INIT;
	ApiReader  *reader;

	want_strays(projection, "$.a", true);
	for (int i = 0; i < 100; i++)
		strcat(body, i == 0 ? "{\"A\":1}" : ",{\"A\":1}");
	strcat(body, "]");
	reader = api_reader_create(projection, 150, NULL);
	check(api_reader_feed(reader, body, strlen(body), true, &err) == API_READER_ERROR);
	check(err.code == API_ERR_TOO_LARGE);
	api_error_clear(&err);
	api_reader_free(reader);
	api_projection_free(projection);
}

static void
test_near(void)
{
	static const char *const pairs[][3] = {
		{"userid", "userId", "y"}, {"user_id", "userId", "y"}, {"user", "users", "y"}, {"city", "cities", "y"},
		{"box", "boxes", "y"}, {"created at", "createdAt", "y"}, {"nmae", "name", "y"}, {"titel", "title", "y"},
		{"adress", "address", "y"}, {"descripton", "description", "y"}, {"recieved_at", "receivedAt", "y"},
		{"id", "ip", "n"}, {"id", "Identifier", "n"}, {"name", "date", "n"}, {"a", "b", "n"}, {"", "a", "n"},
		{"price", "color", "n"}, {"_", "__", "n"},
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		const char *a = pairs[i][0];
		const char *b = pairs[i][1];

		check_case(api_spelling_near(a, strlen(a), b, strlen(b)) == (*pairs[i][2] == 'y'), a);
		check_case(api_spelling_near(b, strlen(b), a, strlen(a)) == (*pairs[i][2] == 'y'), a);
	}
}

int
main(void)
{
	for (int i = 0; i < CASES; i++)
		run_case(&cases[i]);
	test_cap();
	test_near();
	return check_end();
}
