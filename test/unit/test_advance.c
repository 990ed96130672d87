/*
 * test_advance.c
 *		One stream, step by step: how many requests it puts, what it delivers, and
 *		when its errors are parked.
 */
#include <stdio.h>
#include <string.h>

#include "fake_net.h"
#include "rest/advance.h"

#define PAGE "[{\"id\": 1}]"

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

#define expect(ok) expect_at(__LINE__, (ok), #ok)

/* A stream over ids 1 .. count; id number bad (from 1; 0: none) cannot be sent. */
static ApiStream *
open_stream(int count, int window, size_t scan_buffer, int bad)
{
	ApiError	err = API_ERROR_INIT;
	ApiParam	param = {"id", "id", true, API_LIST_FANOUT, true};
	ApiEndpointSpec endpoint = {
		.base_url = "http://127.0.0.1", .path = "/posts/{id}", .columns = &param, .ncolumns = 1
	};
	ApiAuthSpec auth = {.base_url = "http://127.0.0.1"};
	ApiStreamSpec spec = {.limits.max_concurrency = window, .scan_buffer = scan_buffer};
	ApiPath    *path = api_path_parse("$.id", &err);
	ApiStream  *stream;

	spec.endpoint = api_endpoint_create(&endpoint, &err);
	spec.auth = api_auth_create(&auth, &err);
	spec.projection = api_projection_create(NULL, &err);
	(void) api_projection_add(spec.projection, path, &err);
	spec.declared = api_projection_create(NULL, &err);
	(void) api_projection_add(spec.declared, path, &err);
	spec.paging = api_paging_create(&(ApiPagingSpec) {.base_url = "http://127.0.0.1"}, &err);
	spec.bindings = api_bindings_create(1, &err);
	for (int i = 1; i <= count; i++)
	{
		char		text[16];

		(void) snprintf(text, sizeof(text), "%d", i);
		(void) api_bindings_add(spec.bindings, 0, i == bad ? "" : text, &err);
	}
	api_path_free(path);
	stream = api_stream_create(&spec, &err);
	expect(stream != NULL && !api_error_is_set(&err));
	(void) api_stream_advance(stream);
	return stream;
}

static void
close_stream(ApiStream *stream)
{
	api_stream_destroy(stream);
	expect(fake_transfers == 0);
}

static void
answer(ApiStream *stream, int n, int status, const char *body)
{
	fake_answer(fake_pending(stream->queue, n), status, body);
	(void) api_stream_advance(stream);
}

/* Reads one page and gives it back; -1: none is unread. */
static int64_t
read_page(ApiStream *stream)
{
	ApiPage    *page;
	int64_t		binding;

	if (stream->unread.first == NULL)
		return -1;
	page = api_stream_lend(stream);
	binding = page->binding;
	api_stream_release(stream, page);
	return binding;
}

static void
test_window(void)
{
	ApiStream  *stream = open_stream(10, 3, 1 << 20, 0);

	expect(stream->queue->puts == 3);
	(void) api_stream_advance(stream);
	expect(stream->queue->puts == 3);
	answer(stream, 1, 200, PAGE);
	expect(stream->queue->puts == 4 && stream->unread.count == 1);
	expect(read_page(stream) == 1);
	expect(read_page(stream) == -1);
	close_stream(stream);
}

/* Requests of 60 kB each: a megabyte in one go, sixteen at most, however wide the window is. */
static void
test_large_requests(void)
{
	static char text[60000];
	ApiStream  *stream = open_stream(1, 1000, 1 << 30, 0);
	ApiError	err = API_ERROR_INIT;
	ApiBindings *more = api_bindings_create(1, &err);
	int			before = 0;

	memset(text, 'x', sizeof(text) - 1);
	for (int i = 0; i < 500; i++)
	{
		text[i] = 'y';
		(void) api_bindings_add(more, 0, text, &err);
	}
	expect(!api_error_is_set(&err) && api_stream_add(stream, more, &err));
	while (stream->queue->puts > before)
	{
		before = stream->queue->puts;
		expect(api_stream_advance(stream) == (stream->queue->puts > before) && stream->queue->puts - before <= 18);
	}
	expect(before >= 270 && before <= 290 && api_queue_requested(stream->queue) < 17 << 20);
	while (fake_pending(stream->queue, 0) != NULL)
	{
		answer(stream, 0, 200, PAGE);
		expect(read_page(stream) >= 0);
	}
	expect(stream->queue->puts == 501);
	close_stream(stream);
}

/*
 * In order, the first chain would have to ask on, and may not since a value cannot be sent:
 * a body behind it that waits to be read is waited for no more.
 */
static void
test_stuck(void)
{
	ApiStream  *stream = open_stream(3, 3, 1 << 20, 3);
	ApiTransfer *first = fake_pending(stream->queue, 0);

	expect(stream->posted == 2 && api_error_is_set(&stream->unsent));
	stream->spec.keep_order = true;
	stream->queue->pause_above = 5;
	fake_fly(fake_pending(stream->queue, 1), PAGE);
	fake_fly(first, PAGE);
	(void) api_headers_add(&first->response.headers, "Link", "<http://127.0.0.1/posts/1?page=2>; rel=\"next\"");
	fake_land(first, 200);
	(void) api_stream_advance(stream);
	expect(read_page(stream) == 0);
	(void) api_stream_advance(stream);
	expect(api_stream_drained(stream));
	close_stream(stream);
}

/* Nobody reads: it stops asking, and goes on when somebody does. */
static void
test_unread_cap(void)
{
	ApiStream  *stream = open_stream(100, 4, 1 << 20, 0);

	while (fake_pending(stream->queue, 0) != NULL)
		answer(stream, 0, 200, PAGE);
	expect(stream->unread.count >= 4 && stream->unread.count < 8);
	while (stream->unread.count >= 4)
		(void) read_page(stream);
	expect(api_stream_advance(stream));
	expect(stream->posted == 4);
	close_stream(stream);
}

/* A transfer that waits for its retry gives its place to another, in reason. */
static void
test_waiting(void)
{
	ApiStream  *stream = open_stream(100, 2, 1 << 20, 0);

	fake_pending(stream->queue, 0)->state = FAKE_WAITING;
	expect(api_stream_advance(stream) && stream->posted == 3);
	for (int i = 0; i < 20; i++)
	{
		for (int k = 0; k < stream->posted; k++)
			fake_pending(stream->queue, k)->state = FAKE_WAITING;
		(void) api_stream_advance(stream);
	}
	expect(stream->posted == 8);
	close_stream(stream);
}

/* Large pages narrow the window; one always flies. */
static void
test_scan_buffer(void)
{
	static char body[4096];
	ApiStream  *stream;
	int			widest = 0;

	(void) snprintf(body, sizeof(body), "[{\"id\": \"%03000d\"}]", 7);
	stream = open_stream(40, 5, 10000, 0);
	expect(stream->posted == 5);
	for (int i = 0; i < 5; i++)
		answer(stream, 0, 200, body);
	for (int i = 5; i < 40; i++)
	{
		while (read_page(stream) >= 0)
			;
		(void) api_stream_advance(stream);
		if (stream->posted > widest)
			widest = stream->posted;
		expect(stream->posted > 0);
		answer(stream, 0, 200, body);
	}
	expect(widest > 1 && widest <= 3);
	expect(stream->posted == 0 && !api_binds_any(&stream->binds));
	close_stream(stream);

	stream = open_stream(10, 5, 1, 0);
	while (api_binds_any(&stream->binds))
	{
		answer(stream, 0, 200, body);
		while (read_page(stream) >= 0)
			;
		(void) api_stream_advance(stream);
	}
	expect(stream->posted == 1);
	close_stream(stream);
}

/* Reads all that is unread: adds the numbers of pages and of ends, and keeps the last error. */
static void
read_ends(ApiStream *stream, int *pages, int *ends, ApiErrorCode *code)
{
	while (stream->unread.first != NULL)
	{
		ApiPage    *page = api_stream_lend(stream);

		*pages += page->state != API_PAGE_END;
		*ends += page->state == API_PAGE_END;
		if (page->state == API_PAGE_END && api_error_is_set(&page->error))
			*code = page->error.code;
		expect(page->bindings != NULL);
		api_stream_release(stream, page);
	}
}

/* A stream that tells of ends goes on behind a chain that failed, and takes more bindings. */
static void
test_ends(void)
{
	ApiStream  *stream = open_stream(4, 2, 1 << 20, 3);
	ApiBindings *more = api_bindings_create(1, NULL);
	ApiErrorCode code = API_ERR_NONE;
	int			pages = 0;
	int			ends = 0;

	stream->spec.tells_ends = true;
	answer(stream, 0, 200, "[{\"id\": 1}, {\"id\": 2}]");
	read_ends(stream, &pages, &ends, &code);
	expect(pages == 1 && ends == 2 && code == API_ERR_VALUE_INVALID);
	(void) api_stream_advance(stream);
	expect(stream->posted == 2);
	answer(stream, 0, 500, "{}");
	read_ends(stream, &pages, &ends, &code);
	expect(pages == 1 && ends == 3 && code != API_ERR_VALUE_INVALID && code != API_ERR_NONE);
	answer(stream, 0, 200, "[]");
	read_ends(stream, &pages, &ends, &code);
	expect(pages == 2 && ends == 4 && api_stream_drained(stream));

	(void) api_bindings_add(more, 0, "5", NULL);
	(void) api_bindings_add(more, 0, "6", NULL);
	expect(api_stream_add(stream, more, NULL));
	(void) api_stream_advance(stream);
	expect(stream->posted == 2 && !api_error_is_set(&stream->error));
	answer(stream, 0, 200, "[]");
	answer(stream, 0, 200, "[]");
	read_ends(stream, &pages, &ends, &code);
	expect(pages == 4 && ends == 6);
	close_stream(stream);
}

/* Pages that are ready, but behind one that is late, count in scan_buffer. */
static void
test_keep_order(void)
{
	static char body[4096];
	ApiStream  *stream = open_stream(40, 5, 10000, 0);

	(void) snprintf(body, sizeof(body), "[{\"id\": \"%03000d\"}]", 7);
	stream->spec.keep_order = true;
	for (int i = 0; i < 4; i++)
		answer(stream, stream->posted - 1, 200, body);
	expect(stream->queue->puts == 5 && stream->posted == 1 && stream->unread.count == 0);
	answer(stream, 0, 200, body);
	for (int i = 0; i < 5; i++)
		expect(read_page(stream) == i);
	expect(api_stream_advance(stream) && stream->queue->puts > 5);
	close_stream(stream);
}

/* What arrived before the failure is delivered, the rest is dropped. */
static void
test_failure(void)
{
	ApiStream  *stream = open_stream(10, 4, 1 << 20, 0);
	ApiQueue   *queue = stream->queue;

	fake_answer(fake_pending(queue, 2), 200, PAGE);
	fake_answer(fake_pending(queue, 0), 404, "no such post");
	fake_answer(fake_pending(queue, 0), 200, PAGE);
	expect(!api_stream_advance(stream));
	expect(stream->error.code == API_ERR_NOT_FOUND);
	expect(stream->posted == 0 && fake_transfers == 1);
	expect(queue->puts == 4);
	expect(read_page(stream) == 2);
	expect(!api_stream_advance(stream) && read_page(stream) == -1);
	close_stream(stream);
}

static void
test_bad_body(void)
{
	static const struct
	{
		int			status;
		const char *body;
		ApiErrorCode code;
	}			cases[] = {
		{0, "[{\"id\": 1", API_ERR_TRANSFER},
		{200, "", API_ERR_JSON},
		{200, " \n", API_ERR_JSON},
		{200, "<html>", API_ERR_JSON},
		{200, "[{\"id\": 1}] x", API_ERR_JSON},
		{200, "[{\"id\": 1}", API_ERR_TRANSFER},
		{200, "{\"items\": []}", API_ERR_RECORDS},
		{200, "\"id\"", API_ERR_RECORDS},
		{208, PAGE, API_ERR_STATUS},
		{503, PAGE, API_ERR_SERVER_STATUS}
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiStream  *stream = open_stream(3, 1, 1 << 20, 0);

		answer(stream, 0, cases[i].status, cases[i].body);
		expect_at(__LINE__, stream->error.code == cases[i].code, cases[i].body);
		expect(stream->unread.count == 0 && stream->queue->puts == 1);
		close_stream(stream);
	}
}

static void
test_no_records(void)
{
	static const struct
	{
		int			status;
		const char *body;
	}			cases[] = {{204, ""}, {200, "[]"}, {200, "null"}, {201, " [ ] "}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiStream  *stream = open_stream(1, 1, 1 << 20, 0);
		ApiPage    *page;

		answer(stream, 0, cases[i].status, cases[i].body);
		expect(stream->unread.count == 1);
		page = api_stream_lend(stream);
		expect(api_page_records(page) == 0);
		close_stream(stream);
	}
}

/* A request that cannot be made: all before it is delivered first. */
static void
test_unsent(void)
{
	ApiStream  *stream = open_stream(10, 5, 1 << 20, 3);

	expect(stream->queue->puts == 2);
	expect(stream->unsent.code == API_ERR_VALUE_INVALID && !api_error_is_set(&stream->error));
	answer(stream, 1, 200, PAGE);
	answer(stream, 0, 200, PAGE);
	expect(read_page(stream) == 1 && read_page(stream) == 0);
	expect(stream->queue->puts == 2 && stream->posted == 0);
	close_stream(stream);
}

/* A body cut behind a clean end is asked for again, and counted once. */
static void
test_truncated(void)
{
	ApiStream  *stream = open_stream(1, 1, 1 << 20, 0);

	stream->queue->retries_left = 2;
	answer(stream, 0, 200, "[{\"id\": 1}, {\"id\"");
	expect(!api_error_is_set(&stream->error) && stream->unread.count == 0);
	fake_fly(fake_pending(stream->queue, 0), "[{\"id\"");
	(void) api_stream_advance(stream);
	fake_arrive(fake_pending(stream->queue, 0), ": 1}]");
	fake_land(fake_pending(stream->queue, 0), 200);
	(void) api_stream_advance(stream);
	expect(stream->unread.count == 1 && api_page_records(stream->unread.first) == 1);
	close_stream(stream);

	stream = open_stream(1, 1, 1 << 20, 0);
	stream->queue->retries_left = 1;
	answer(stream, 0, 200, "[1, 2");
	answer(stream, 0, 200, "[1, 2");
	expect(stream->error.code == API_ERR_TRANSFER);
	close_stream(stream);
}

/* Whatever the order of arrival, each binding comes once. */
static void
test_each_once(void)
{
	bool		seen[200] = {false};
	int			pages = 0;
	unsigned	chance = 12345;
	ApiStream  *stream = open_stream(200, 7, 1 << 20, 0);

	while (stream->posted > 0 || stream->unread.count > 0)
	{
		int64_t		binding;

		chance = chance * 1103515245 + 12345;
		if (stream->posted > 0 && chance >> 31)
			answer(stream, (chance >> 8) % stream->posted, 200, PAGE);
		else if ((binding = read_page(stream)) >= 0)
		{
			expect(!seen[binding]);
			seen[binding] = true;
			pages++;
		}
		(void) api_stream_advance(stream);
		expect(stream->posted <= 7);
	}
	expect(pages == 200 && stream->stats.pages == 200 && stream->stats.records == 200);
	close_stream(stream);
}

static void
test_memory(void)
{
	ApiStream  *stream;

	fake_no_memory = true;
	stream = open_stream(3, 2, 1 << 20, 0);
	expect(stream->error.code == API_ERR_OUT_OF_MEMORY && stream->posted == 0);
	fake_no_memory = false;
	expect(!api_stream_advance(stream));
	close_stream(stream);
}

/* Pages posted, unread and lent all go with the stream. */
static void
test_close(void)
{
	ApiStream  *stream = open_stream(10, 3, 1 << 20, 0);

	answer(stream, 0, 200, PAGE);
	answer(stream, 0, 200, PAGE);
	(void) api_stream_lend(stream);
	expect(stream->posted > 0 && stream->unread.count == 1 && stream->lent.count == 1);
	close_stream(stream);
	close_stream(open_stream(0, 3, 1 << 20, 0));
}

int
main(void)
{
	test_window();
	test_large_requests();
	test_stuck();
	test_unread_cap();
	test_waiting();
	test_scan_buffer();
	test_ends();
	test_keep_order();
	test_failure();
	test_bad_body();
	test_no_records();
	test_unsent();
	test_truncated();
	test_each_once();
	test_memory();
	test_close();
	printf("%d passed, %d failed\n", checks - failures, failures);
	return failures > 0;
}
