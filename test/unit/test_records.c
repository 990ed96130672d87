/*
 * test_records.c
 *		A page: read as it arrives, judged when it is whole.
 */
#include <stdio.h>
#include <string.h>

#include "fake_net.h"
#include "json/path.h"
#include "rest/records.h"

static int	checks;
static int	failures;

static void
expect_at(int line, bool ok, const char *what)
{
	checks++;
	if (ok)
		return;
	failures++;
	printf("line %d: %s\n", line, what);
}

#define LONG_NAME "a_name_of_more_than_forty_bytes_is_not_shown"
#define expect(ok) expect_at(__LINE__, (ok), #ok)

/* A projection of up to two paths. */
static ApiProjection *
project(const char *first, const char *second)
{
	const char *const texts[] = {first, second};
	ApiError	err = API_ERROR_INIT;
	ApiProjection *projection = api_projection_create(NULL, &err);

	for (int i = 0; i < 2 && texts[i] != NULL; i++)
	{
		ApiPath    *path = api_path_parse(texts[i], &err);

		expect(api_projection_add(projection, path, &err) == i);
		api_path_free(path);
	}
	return projection;
}

/* A page with a transfer of its own, which is READY. */
static ApiPage *
make_page(ApiQueue *queue, const ApiProjection *projection, const ApiProjection *declared)
{
	ApiError	err = API_ERROR_INIT;
	ApiRequest	request;
	ApiPage    *page = api_page_create(projection, declared, NULL, &err);

	api_request_init(&request);
	page->transfer = api_queue_put(queue, &request, page, &err);
	return page;
}

static bool
value_is(const ApiPage *page, size_t record, int slot, const char *text)
{
	size_t		len;
	const char *value = api_page_value(page, record, slot, &len);

	if (value == NULL || text == NULL)
		return value == text && len == 0;
	return len == strlen(text) && memcmp(value, text, len) == 0;
}

/* The same page however its bytes arrive. */
static void
test_arrival(ApiQueue *queue)
{
	static const char body[] = "[{\"id\": 1, \"x\": {\"y\": [2, 3]}}, {\"id\": \"z\"}, {}]\n";
	ApiProjection *projection = project("$.id", "$.x.y");

	for (size_t step = 1; step < sizeof(body); step++)
	{
		ApiPage    *page = make_page(queue, projection, projection);
		bool		truncated = true;

		fake_fly(page->transfer, "");
		for (size_t at = 0; at < sizeof(body) - 1; at += step)
		{
			char		part[sizeof(body)] = "";

			(void) strncat(part, body + at, step);
			fake_arrive(page->transfer, part);
			api_page_advance(page);
		}
		fake_land(page->transfer, 200);
		expect(api_page_finish(page, &truncated) && !truncated);
		expect(api_page_records(page) == 3 && page->fetched_at_us > 0);
		expect(value_is(page, 0, 0, "1") && value_is(page, 0, 1, "[2, 3]"));
		expect(value_is(page, 1, 0, "\"z\"") && value_is(page, 1, 1, NULL));
		expect(value_is(page, 2, 0, NULL) && value_is(page, 2, 1, NULL));
		expect(api_page_bytes(page) >= sizeof(body));
		api_page_free(page);
	}
	api_projection_free(projection);
}

/* What a failed attempt brought is forgotten, its errors too. */
static void
test_attempts(ApiQueue *queue)
{
	ApiProjection *projection = project("$.id", NULL);
	ApiPage    *page = make_page(queue, projection, projection);
	bool		truncated;

	fake_fly(page->transfer, "[{\"id\": 1}, {\"id\": 2");
	api_page_advance(page);
	fake_fly(page->transfer, "[{\"id\": ?, ");
	api_page_advance(page);
	expect(api_error_is_set(&page->error));
	fake_fly(page->transfer, "[{\"id\": 4}]");
	api_page_advance(page);
	expect(!api_error_is_set(&page->error));
	fake_land(page->transfer, 200);
	expect(api_page_finish(page, &truncated));
	expect(api_page_records(page) == 1 && value_is(page, 0, 0, "4"));
	api_page_free(page);
	api_projection_free(projection);
}

/* The body of an error is nobody's record. */
static void
test_unread_status(ApiQueue *queue)
{
	ApiProjection *projection = project("$.id", NULL);
	ApiPage    *page = make_page(queue, projection, projection);

	fake_fly(page->transfer, "<html>");
	api_transfer_response(page->transfer)->status = 503;
	api_page_advance(page);
	expect(!api_error_is_set(&page->error) && page->fed == 0);
	api_page_free(page);
	api_projection_free(projection);
}

static void
test_truncated(ApiQueue *queue)
{
	static const struct
	{
		const char *body;
		bool		truncated;
	}			cases[] = {
		{"[{\"id\": 1}", true}, {"[", true}, {"{\"id\": \"a", true}, {"[tru", true},
		/* nobody told how long it would be */
		{"", true}, {" ", true}, {"[}", false}, {"[] []", false}, {"<!doctype html>", false}
	};
	ApiProjection *projection = project("$.id", NULL);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiPage    *page = make_page(queue, projection, projection);
		bool		truncated;

		fake_answer(page->transfer, 200, cases[i].body);
		expect_at(__LINE__, !api_page_finish(page, &truncated), cases[i].body);
		expect_at(__LINE__, truncated == cases[i].truncated, cases[i].body);
		expect_at(__LINE__, page->error.code == API_ERR_JSON, cases[i].body);
		api_page_free(page);
	}
	api_projection_free(projection);
}

/* Which documents are records, by what the query wants and the table declares. */
static void
test_shapes(ApiQueue *queue)
{
	static const struct
	{
		const char *wanted;		/* NULL: count(*) */
		const char *declared;	/* NULL: no column reads the record */
		const char *body;
		long		records;	/* -1: refused */
		const char *hint;		/* a part of it, or NULL */
	}			cases[] = {
		{"$.id", "$.id", "[{}, null]", 2, NULL},
		{"$.id", "$.id", "[{}, 1]", -1, "'$'"},
		{"$.id", "$.id", "[[]]", -1, "record_path"},
		{"$[0]", "$[0]", "[[]]", 1, NULL},
		{"$[0]", "$[0]", "[{}]", -1, "record_path"},
		{NULL, "$[*].a", "[1, {}, []]", 3, NULL},
		{"$.id", "$.id", "null", 0, NULL},
		{"$.id", "$.id", "{\"id\": null}", 1, NULL},
		{"$.id", "$.id", "{\"ID\": 1}", -1, "values at $.ID"},
		{"$.id", "$.id", "{}", -1, NULL},
		{"$.a", "$.id", "{\"id\": 1}", 1, NULL},
		{NULL, "$.id", "{\"id\": 1}", 1, NULL},
		{NULL, "$.id", "[1, 2]", -1, "'$'"},
		{NULL, NULL, "[1, 2]", 2, NULL},
		{NULL, "$.id", "{\"items\": [], \"n\": 1}", -1, "arrays at $.items."},
		{NULL, "$.id", "{\"data\": {\"a b\": [], \"n\": {\"deep\": []}}}", -1,
		"at $.data.\"a b\", $.data.n.deep."},
		{NULL, NULL, "{\"items\": []}", 1, NULL},
		{"$.id", "$.id", "7", -1, "'$'"},
		{NULL, NULL, "7", -1, "'$'"},
		{"$", "$", "7", 1, NULL},
		{NULL, "$", "\"x\"", 1, NULL},
		{NULL, "$", "{}", 1, NULL}
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiProjection *wanted = project(cases[i].wanted, NULL);
		ApiProjection *declared = project(cases[i].declared, NULL);
		ApiPage    *page = make_page(queue, wanted, declared);
		const char *hint;
		bool		truncated;
		bool		ok;

		fake_answer(page->transfer, 200, cases[i].body);
		ok = api_page_finish(page, &truncated);
		hint = page->error.hint != NULL ? page->error.hint : "";
		expect_at(__LINE__, ok == (cases[i].records >= 0), cases[i].body);
		if (ok)
			expect_at(__LINE__, (long) api_page_records(page) == cases[i].records, cases[i].body);
		else
			expect_at(__LINE__, page->error.code == API_ERR_RECORDS && !truncated &&
					  (cases[i].hint == NULL || strstr(hint, cases[i].hint) != NULL), cases[i].body);
		api_page_free(page);
		api_projection_free(wanted);
		api_projection_free(declared);
	}
}

/* A hint stays short and plain whatever the body's names are. */
static void
test_hint_bounds(ApiQueue *queue)
{
	ApiProjection *declared = project("$.id", NULL);
	ApiPage    *page = make_page(queue, declared, NULL);
	const char *hint;
	bool		truncated;

	fake_fly(page->transfer, "{\"bad\\nname\": [], \"quo\\\"te\": []");
	for (int i = 0; i < 100; i++)
	{
		char		member[100];

		/* every other name is too long to be shown */
		(void) snprintf(member, sizeof(member), ", \"%s%d\": {\"in\": []}",
						i % 2 ? LONG_NAME : "n", i);
		fake_arrive(page->transfer, member);
	}
	fake_arrive(page->transfer, "}");
	fake_land(page->transfer, 200);
	expect(!api_page_finish(page, &truncated) && page->error.code == API_ERR_RECORDS);
	hint = page->error.hint != NULL ? page->error.hint : "";
	expect(strstr(hint, ", ...") != NULL && strchr(hint, '\n') == NULL && strlen(hint) < 1000);
	api_page_free(page);
	api_projection_free(declared);
}

static void
test_no_content(ApiQueue *queue)
{
	ApiProjection *projection = project("$.id", NULL);
	ApiPage    *page = make_page(queue, projection, projection);
	bool		truncated;

	fake_answer(page->transfer, 204, "");
	expect(api_page_no_content(page));
	expect(api_page_finish(page, &truncated) && page->empty && api_page_records(page) == 0);
	api_page_free(page);
	api_projection_free(projection);
}

int
main(void)
{
	ApiQueue   *queue = api_queue_open(NULL, NULL, NULL, NULL);

	test_arrival(queue);
	test_attempts(queue);
	test_unread_status(queue);
	test_truncated(queue);
	test_shapes(queue);
	test_hint_bounds(queue);
	test_no_content(queue);
	api_page_free(NULL);
	expect(fake_transfers == 0);
	api_queue_close(queue);
	printf("%d passed, %d failed\n", checks - failures, failures);
	return failures > 0;
}
