/*
 * test_demand.c
 *		A LIMIT is never a brake: random APIs, in which each answer takes one round, read
 *		with the LIMIT told and without.  Counted are rounds and requests.
 *
 * API_FDW_CASES says how many APIs, API_FDW_SEED which.
 */
#include <stdlib.h>

#include "check.h"
#include "fake_net.h"
#include "rest/advance.h"

/* An API, and what is asked of it. */
typedef struct Case
{
	int			keys;			/* values that are asked for, each with pages of its own */
	int			pages[100];		/* of each key */
	int			size;			/* records of a full page */
	int			holes;			/* in a hundred pages so many are less than full */
	int			pass;			/* of a hundred records so many are rows */
	bool		total;			/* it is told */
	bool		links;			/* pages are not counted, but follow each other */
	bool		keep_order;
	int			window;
	int			limit;
	unsigned	seed;
} Case;

/* What it came to. */
typedef struct Outcome
{
	int			rounds;
	int			requests;
	int			rows;			/* as many as the limit at most */
} Outcome;

static unsigned
mix(unsigned a, unsigned b)
{
	unsigned	x = a * 2654435761u ^ (b + 0x9e3779b9u) * 2246822519u;

	x ^= x >> 15;
	x *= 2654435761u;
	return x ^ x >> 13;
}

static int
random_below(unsigned *state, int n)
{
	*state = mix(*state, 1);
	return (int) (*state % (unsigned) n);
}

/* Records of a page, from 0; none behind the last. */
static int
records_of(const Case *c, int key, int page)
{
	unsigned	chance = mix(mix(c->seed, (unsigned) key), (unsigned) page);

	if (page >= c->pages[key])
		return 0;
	/* an empty one would be the end */
	return (int) (chance % 100) < c->holes ? 1 + (int) (chance / 100 % (unsigned) c->size) : c->size;
}

static bool
is_row(const Case *c, int key, int page, int record)
{
	return (int) (mix(mix(mix(c->seed, (unsigned) key + 77), (unsigned) page), (unsigned) record) % 100) < c->pass;
}

/* ---- the stream ---- */

static ApiStream *
open_case(const Case *c, bool told)
{
	ApiError	err = API_ERROR_INIT;
	ApiParam	param = {"key", "key", true, API_LIST_FANOUT, true};
	ApiEndpointSpec endpoint = {.base_url = "http://127.0.0.1", .path = "/of/{key}", .columns = &param, .ncolumns = 1};
	ApiAuthSpec auth = {.base_url = "http://127.0.0.1"};
	ApiPagingSpec paging = {.base_url = "http://127.0.0.1", .kind = c->links ? API_PAGER_CURSOR : API_PAGER_PAGE_NUMBER,
		.start_page = 1, .start_page_given = true, .speculative_pages = true, .stop_on_empty = !c->links,
		.stop_on_empty_given = true, .check_total = API_TOTAL_TRUSTED, .enveloped = true};
	ApiStreamSpec spec = {.limits.max_concurrency = c->window, .scan_buffer = 1 << 20, .keep_order = c->keep_order};
	ApiPath    *records = api_path_parse("$.data", &err);
	ApiPath    *id = api_path_parse("$.id", &err);

	if (c->links)
	{
		paging.cursor_param = "page";
		paging.cursor_path = "$.next";
	}
	else
		paging.page_param = "page";
	if (c->total && !c->links)
		paging.total_pages_path = "$.pages";
	spec.paging = api_paging_create(&paging, &err);
	check(spec.paging != NULL);
	endpoint.asked = spec.paging->asked;
	endpoint.nasked = spec.paging->nasked;
	spec.endpoint = api_endpoint_create(&endpoint, &err);
	spec.auth = api_auth_create(&auth, &err);
	spec.projection = api_projection_create(records, &err);
	(void) api_projection_add(spec.projection, id, &err);
	(void) api_paging_project(spec.paging, spec.projection, &err);
	spec.declared = api_projection_create(records, &err);
	(void) api_projection_add(spec.declared, id, &err);
	spec.bindings = api_bindings_create(1, &err);
	for (int key = 0; key < c->keys; key++)
	{
		char		text[16];

		(void) snprintf(text, sizeof(text), "%d", key);
		(void) api_bindings_add(spec.bindings, 0, text, &err);
	}
	api_path_free(records);
	api_path_free(id);
	spec.limit = told ? c->limit : 0;
	spec.limit_exact = told && c->pass == 100;
	check(!api_error_is_set(&err));
	return api_stream_create(&spec, &err);
}

/* Answers a request that flies. */
static void
answer(const Case *c, ApiTransfer *transfer)
{
	static char body[64 * 1024];
	const char *of = strstr(transfer->request.url, "/of/");
	const char *item = strstr(transfer->request.url, "page=");
	int			key = atoi(of + 4);
	int			page = item != NULL ? atoi(item + 5) - 1 : 0;
	int			records = records_of(c, key, page);
	int			len = snprintf(body, sizeof(body), "{\"pages\": %d, \"next\": ", c->pages[key]);

	if (page + 1 < c->pages[key])
		len += snprintf(body + len, sizeof(body) - (size_t) len, "%d", page + 2);
	else
		len += snprintf(body + len, sizeof(body) - (size_t) len, "null");
	len += snprintf(body + len, sizeof(body) - (size_t) len, ", \"data\": [");
	for (int i = 0; i < records; i++)
		len += snprintf(body + len, sizeof(body) - (size_t) len, "%s{\"id\": %d}", i > 0 ? "," : "",
						(key * 1000 + page) * 1000 + i);
	(void) snprintf(body + len, sizeof(body) - (size_t) len, "]}");
	fake_arrive(transfer, body);
	fake_land(transfer, 200);
}

static ApiTransfer *
next_flying(const ApiQueue *queue)
{
	ApiTransfer *transfer = queue->first;

	while (transfer != NULL && transfer->state != FAKE_FLYING)
		transfer = transfer->next;
	return transfer;
}

/* Reads what is there, as far as the limit goes; true: it is reached. */
static bool
read_rows(const Case *c, ApiStream *stream, Outcome *outcome)
{
	while (stream->unread.first != NULL)
	{
		ApiPage    *page = api_stream_lend(stream);

		for (int i = 0; i < (int) api_page_records(page); i++)
			if (is_row(c, (int) page->binding, (int) page->number, i) && ++outcome->rows == c->limit)
				return true;
		api_stream_release(stream, page);
		(void) api_stream_advance(stream);
	}
	return false;
}

static Outcome
run(const Case *c, bool told)
{
	ApiStream  *stream = open_case(c, told);
	Outcome		outcome = {0};
	bool		reached = false;

	(void) api_stream_advance(stream);
	while (!reached && stream->posted > 0)
	{
		ApiTransfer *next;

		/* what is asked for meanwhile is of the next round, what is dropped of none */
		outcome.rounds++;
		for (int i = 0; i < stream->posted; i++)
			fake_fly(fake_pending(stream->queue, i), "");
		while (!reached && (next = next_flying(stream->queue)) != NULL)
		{
			answer(c, next);
			(void) api_stream_advance(stream);
			reached = read_rows(c, stream, &outcome);
		}
	}
	check(!api_error_is_set(&stream->error) && (reached || stream->chains == NULL));
	if (api_error_is_set(&stream->error))
		printf("  %s\n", stream->error.message);
	outcome.requests = stream->queue->puts;
	api_stream_destroy(stream);
	check(fake_transfers == 0);
	return outcome;
}

/* ---- the cases ---- */

static Case
make_case(unsigned seed)
{
	static const int passes[] = {100, 100, 100, 50, 10, 1, 0};
	static const int limits[] = {1, 1, 3, 10, 35, 200};
	static const int windows[] = {1, 2, 5, 20};
	Case		c = {.seed = seed};
	bool		one = random_below(&seed, 2) == 0;

	c.keys = one ? 1 : 1 + random_below(&seed, 100);
	for (int key = 0; key < c.keys; key++)
		c.pages[key] = one ? random_below(&seed, 60) : random_below(&seed, 10) > 0 ? 0 : 1 + random_below(&seed, 3);
	c.size = 1 + random_below(&seed, 10);
	c.holes = random_below(&seed, 3) == 0 ? 30 : 0;
	c.pass = passes[random_below(&seed, 7)];
	c.total = random_below(&seed, 2) == 0;
	c.links = random_below(&seed, 4) == 0;
	c.keep_order = random_below(&seed, 4) == 0;
	c.window = windows[random_below(&seed, 4)];
	c.limit = limits[random_below(&seed, 6)];
	return c;
}

static void
tell(const Case *c, const Outcome *with, const Outcome *without)
{
	printf("  seed %u: %d keys of %d.. pages of %d, %d%% short, %d%% rows, limit %d, window %d%s%s%s:"
		   " %d rounds, %d requests against %d, %d\n", c->seed, c->keys, c->pages[0], c->size, c->holes, c->pass,
		   c->limit, c->window, c->total ? ", total" : "", c->links ? ", links" : "", c->keep_order ? ", in order" : "",
		   with->rounds, with->requests, without->rounds, without->requests);
}

/* The LIMIT told, and not: as soon, but for one page that is unlike the first; by no more requests. */
static void
test_random(unsigned seed)
{
	Case		c = make_case(seed);
	Outcome		with = run(&c, true);
	Outcome		without = run(&c, false);
	bool		uneven = c.pass == 100 && c.holes > 0;
	bool		well = check(with.rows == without.rows);

	well &= check(with.rounds <= without.rounds + uneven);
	well &= check(with.requests <= without.requests + (uneven ? c.window : 0));
	if (!well)
		tell(&c, &with, &without);
}

/* What a scan of full pages needs, and no more. */
static void
test_budget(void)
{
	Case		c = {.keys = 1, .pages = {50}, .size = 10, .pass = 100, .total = true, .window = 20, .seed = 1};

	for (c.limit = 1; c.limit < 100; c.limit += 7)
		check(run(&c, true).requests == (c.limit + 9) / 10);
	/* rows of the first page may do, whatever is dropped */
	c.pass = 50;
	c.limit = 3;
	check(run(&c, true).requests == 1);
	/* and where they do not, it is as without a limit */
	c.pass = 0;
	check(run(&c, true).rounds == run(&c, false).rounds);
	check(run(&c, true).requests == 50);
}

/* Values few of which have rows: as many at once as without a LIMIT. */
static void
test_sparse(void)
{
	Case		c = {.keys = 100, .size = 10, .pass = 100, .total = true, .window = 20, .limit = 1, .seed = 1};
	Outcome		outcome;

	c.pages[99] = 1;
	outcome = run(&c, true);
	check(outcome.rows == 1 && outcome.rounds == 5);
	c.limit = 30;
	outcome = run(&c, true);
	check(outcome.rows == 10 && outcome.rounds == 5 && outcome.requests == 100);
}

/* Once it has not sufficed a LIMIT keeps nothing back, also while a page waits to be read. */
static void
test_widened(void)
{
	Case		c = {.keys = 1, .pages = {50}, .size = 10, .total = true, .window = 5, .limit = 1, .seed = 1};
	ApiStream  *stream = open_case(&c, true);
	Outcome		outcome = {0};

	for (int i = 0; i < 3; i++)
	{
		(void) api_stream_advance(stream);
		check(stream->posted == (i == 0 ? 1 : 5));
		fake_fly(fake_pending(stream->queue, 0), "");
		answer(&c, next_flying(stream->queue));
		/* the first is read, the second waits */
		(void) api_stream_advance(stream);
		check(stream->posted == (i == 0 ? 0 : 5) && stream->unread.count > 0);
		check(i > 0 || !read_rows(&c, stream, &outcome));
	}
	api_stream_destroy(stream);
}

int
main(void)
{
	const char *cases = getenv("API_FDW_CASES");
	const char *seed = getenv("API_FDW_SEED");
	unsigned	first = seed != NULL ? (unsigned) atoi(seed) : 1;
	unsigned	count = cases != NULL ? (unsigned) atoi(cases) : 300;

	test_budget();
	test_sparse();
	test_widened();
	for (unsigned i = 0; i < count; i++)
		test_random(first + i);
	return check_end();
}
