/*
 * scan.c
 *		Who reads lists through streams of rest/, as a scan does, and knows what they are.
 *
 * Each record must come once, in its list's order, and all of them where no error is told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/flight.h"
#include "rest/advance.h"
#include "sim.h"

#define SCANS 3
#define MAX_LISTS 12

typedef struct Scan
{
	ApiStream  *stream;			/* NULL: closed */
	ApiPage    *page;			/* lent; or NULL */
	int			nlists;
	int			lists[MAX_LISTS];
	int			seen[MAX_LISTS];	/* records that came */
	bool		over[MAX_LISTS];	/* its end was told */
	bool		failed[MAX_LISTS];	/* with an error */
	bool		tells_ends;
	bool		in_order;
} Scan;

static Scan scans[SCANS];

void
sim_scans_begin(void)
{
	memset(scans, 0, sizeof(scans));
}

static bool
want(ApiProjection *projection, const char *text, ApiError *err)
{
	ApiPath    *path = api_path_parse(text, err);
	bool		ok = path != NULL && api_projection_add(projection, path, err) >= 0;

	api_path_free(path);
	return ok;
}

static ApiProjection *
make_projection(SimShape shape, ApiPaging *paging, ApiError *err)
{
	ApiPath    *records = shape == SIM_SHAPE_WHOLE ? NULL : api_path_parse("$.data", err);
	ApiProjection *projection = api_projection_create(records, err);

	api_path_free(records);
	if (projection == NULL || !want(projection, "$.id", err) || !want(projection, "$.n", err))
		return projection;
	if (paging != NULL)
		(void) api_paging_project(paging, projection, err);
	return projection;
}

static ApiPaging *
make_paging(SimShape shape, ApiError *err)
{
	ApiPagingSpec spec = {.base_url = "http://a.test",.kind = API_PAGER_NONE,.stop_on_empty = true};

	if (shape == SIM_SHAPE_PAGES || shape == SIM_SHAPE_BLIND)
	{
		spec.kind = API_PAGER_PAGE_NUMBER;
		spec.page_param = "page";
		spec.start_page = 1;
		spec.speculative_pages = true;
		spec.stop_on_empty_given = shape == SIM_SHAPE_BLIND;
		spec.total_pages_path = shape == SIM_SHAPE_PAGES ? "$.pages" : NULL;
	}
	else if (shape == SIM_SHAPE_LINKS)
	{
		spec.kind = API_PAGER_NEXT_URL;
		spec.next_url_path = "$.next";
	}
	spec.enveloped = shape != SIM_SHAPE_WHOLE;
	spec.record_path = spec.enveloped ? "$.data" : NULL;
	return api_paging_create(&spec, err);
}

static ApiEndpoint *
make_endpoint(SimShape shape, ApiError *err)
{
	static const char *const asked[] = {"page"};
	char		number[8];
	ApiParam	param = {"id", "id", true, API_LIST_FANOUT, true};
	ApiPair		pair = {"shape", number};
	ApiEndpointSpec spec = {.base_url = "http://a.test",.path = "/list/{id}",.columns = &param,.ncolumns = 1,
		.params = &pair,.nparams = 1,.repeatable = true};

	(void) snprintf(number, sizeof(number), "%d", shape);
	if (shape == SIM_SHAPE_PAGES || shape == SIM_SHAPE_BLIND)
	{
		spec.asked = asked;
		spec.nasked = 1;
	}
	return api_endpoint_create(&spec, err);
}

static ApiBindings *
make_bindings(Scan *scan, ApiError *err)
{
	ApiBindings *bindings = api_bindings_create(1, err);

	int			bad = sim_chance(300) ? (int) (sim_random() % MAX_LISTS) : -1;

	scan->nlists = (int) sim_between(1, MAX_LISTS);
	for (int i = 0; i < scan->nlists; i++)
	{
		char		text[8];

		/* no list twice */
		scan->lists[i] = (int) sim_between(0, SIM_LISTS / MAX_LISTS - 1) * MAX_LISTS + i;
		(void) snprintf(text, sizeof(text), "%d", scan->lists[i]);
		/* no value that can be sent */
		if (i == bad)
			text[0] = '\0';
		if (bindings != NULL)
			(void) api_bindings_add(bindings, 0, text, err);
	}
	return bindings;
}

static void
open_scan(Scan *scan)
{
	SimShape	shape = (SimShape) (sim_random() % SIM_SHAPES);
	int			family = sim_chance(300) ? (int) (sim_random() % SCANS) : -1;
	ApiError	err = API_ERROR_INIT;
	ApiAuthSpec auth = {.base_url = "http://a.test"};
	ApiStreamSpec spec = {.keep_order = sim_chance(500)};

	memset(scan, 0, sizeof(*scan));
	scan->in_order = spec.keep_order;
	scan->tells_ends = spec.tells_ends = !spec.keep_order && sim_chance(300);
	if (family >= 0)
		spec.family = sim_family(family);
	spec.pool = sim_pool(1, 0, &err);
	sim_draw_limits(&spec.limits);
	spec.scan_buffer = (size_t) sim_between(2000, sim_chance(700) ? 20000 : 100000);
	spec.limits.pause_above = spec.scan_buffer;
	spec.endpoint = make_endpoint(shape, &err);
	spec.paging = make_paging(shape, &err);
	spec.auth = api_auth_create(&auth, &err);
	spec.projection = make_projection(shape, spec.paging, &err);
	spec.declared = make_projection(shape, NULL, &err);
	spec.nshown = 2;
	spec.bindings = make_bindings(scan, &err);
	if (spec.pool != NULL && !api_error_is_set(&err))
		scan->stream = api_stream_create(&spec, &err);
	else
	{
		api_endpoint_free(spec.endpoint);
		api_paging_free(spec.paging);
		api_auth_free(spec.auth);
		api_projection_free(spec.projection);
		api_projection_free(spec.declared);
		api_bindings_free(spec.bindings);
	}
	sim_must(scan->stream != NULL || sim.memory_fails > 0, "a stream could not be opened: %s", err.message);
	api_error_clear(&err);
}

static void
close_scan(Scan *scan)
{
	if (scan->stream != NULL)
		api_stream_destroy(scan->stream);
	memset(scan, 0, sizeof(*scan));
}

/* May the network be the reason of that error? */
static void
check_error(const ApiError *err)
{
	switch (err->code)
	{
		case API_ERR_OUT_OF_MEMORY:
			sim_must(sim.memory_fails > 0 || sim.bounded, "a scan ran out of memory: %s", err->message);
			break;
		case API_ERR_INTERNAL:
			sim_must(sim.memory_fails > 0 || sim.meddles, "a scan failed: %s", err->message);
			break;
		case API_ERR_JSON:
			/* cut off before its first byte, and nothing told its length */
			sim_must(strstr(err->message, "empty body") != NULL, "a scan failed: %s", err->message);
			break;
		case API_ERR_RECORDS:
		case API_ERR_PAGING:
		case API_ERR_INCOMPLETE:
		case API_ERR_API:
			sim_broken("a scan failed: %s", err->message);
		default:
			break;
	}
}

static int
number_at(const ApiPage *page, size_t record, int slot)
{
	size_t		len = 0;
	const char *text = api_page_value(page, record, slot, &len);
	char		copy[16] = "";

	if (text == NULL || len >= sizeof(copy))
		return -1;
	memcpy(copy, text, len);
	return atoi(copy);
}

static void
read_page(Scan *scan, const ApiPage *page)
{
	int			list = (int) page->binding;

	sim_must(list >= 0 && list < scan->nlists && !scan->over[list], "a page comes behind its chain's end");
	if (page->state == API_PAGE_END)
	{
		scan->over[list] = true;
		scan->failed[list] = api_error_is_set(&page->error);
		check_error(&page->error);
		sim_must(scan->failed[list] || scan->seen[list] == sim_list_records(scan->lists[list]),
				 "list %d ends with %d records", scan->lists[list], scan->seen[list]);
		return;
	}
	for (int before = 0; before < list && scan->in_order; before++)
		sim_must(scan->seen[before] == sim_list_records(scan->lists[before]),
				 "list %d comes before list %d is whole", scan->lists[list], scan->lists[before]);
	sim_told.portions += api_stage_traits(page->stage)->with_scan;
	for (size_t i = 0; i < api_page_records(page); i++)
	{
		sim_must(number_at(page, i, 0) == scan->lists[list], "list %d has a record of %d", scan->lists[list],
				 number_at(page, i, 0));
		sim_must(number_at(page, i, 1) == scan->seen[list], "list %d has record %d where %d should be",
				 scan->lists[list], number_at(page, i, 1), scan->seen[list]);
		scan->seen[list]++;
		sim_told.records++;
	}
}

/* All that comes has come. */
static void
check_end(const Scan *scan)
{
	const ApiStream *stream = scan->stream;
	const ApiError *err = api_error_is_set(&stream->error) ? &stream->error : &stream->unsent;

	sim_told.scans++;
	if (api_error_is_set(err))
	{
		check_error(err);
		return;
	}
	sim_told.complete++;
	for (int i = 0; i < scan->nlists; i++)
		sim_must(scan->tells_ends ? scan->over[i] : scan->seen[i] == sim_list_records(scan->lists[i]),
				 "list %d is over with %d records", scan->lists[i], scan->seen[i]);
}

static int
count_urged(const ApiStream *stream)
{
	const ApiTransfer *transfer = NULL;
	int			urged = 0;

	while ((transfer = api_queue_flying(stream->queue, transfer)) != NULL)
		urged += transfer->urged;
	return urged;
}

/* While a page is being read, no body may take more than there is. */
static bool
go_on(const Scan *scan)
{
	int			urged = count_urged(scan->stream);
	bool		any = api_stream_advance(scan->stream);

	sim_must(scan->page == NULL || count_urged(scan->stream) <= urged, "a body is urged while another is read");
	return any;
}

/* Gives back what was read, takes what is there; false: there is nothing. */
static bool
read_on(Scan *scan)
{
	ApiStream  *stream = scan->stream;

	api_stream_release(stream, scan->page);
	scan->page = NULL;
	if (stream->unread.first == NULL && stream->portion == NULL)
		(void) api_stream_advance(stream);
	if (stream->unread.first != NULL || stream->portion != NULL)
	{
		scan->page = api_stream_lend(stream);
		read_page(scan, scan->page);
		return true;
	}
	if (!api_stream_drained(stream))
		return false;
	check_end(scan);
	close_scan(scan);
	return true;
}

/* Something happens to a page that the table of stages does not have. */
static void
meddle(ApiStream *stream)
{
	ApiPage    *page = sim_chance(300) ? stream->lent.first : stream->unread.first;
	ApiStep		step = sim_random() % API_STEPS;

	if (page == NULL && stream->chains != NULL)
		page = stream->chains->pages.first;
	if (page == NULL || api_stage_after(page->stage, step) != API_STAGE_NOWHERE)
		return;
	sim_must(!api_stream_event(stream, page, step) && api_error_is_set(&stream->wrong),
			 "what cannot happen is not told of");
}

void
sim_scans_act(bool drain)
{
	Scan	   *scan = &scans[sim_random() % SCANS];

	if (scan->stream == NULL)
	{
		if (!drain && sim_chance(300))
			open_scan(scan);
		return;
	}
	switch (sim_random() % 8)
	{
		case 0:
			if (!drain && sim_chance(20))
				close_scan(scan);
			break;
		case 1:
		case 2:
			(void) read_on(scan);
			break;
		case 3:
			if (sim.meddles && sim_chance(50))
				meddle(scan->stream);
			break;
		default:
			(void) go_on(scan);
	}
}

bool
sim_scans_attend(void)
{
	bool		any = false;

	for (int i = 0; i < SCANS; i++)
	{
		if (scans[i].stream == NULL)
			continue;
		if (go_on(&scans[i]) || read_on(&scans[i]))
			any = true;
		else if (api_queue_starves(scans[i].stream->queue))
		{
			api_queue_give_up(scans[i].stream->queue);
			any = true;
		}
	}
	return any;
}

int
sim_scans_wait(void)
{
	int			count = 0;

	for (int i = 0; i < SCANS; i++)
		count += scans[i].stream != NULL;
	return count;
}

void
sim_scans_end(void)
{
	for (int i = 0; i < SCANS; i++)
		close_scan(&scans[i]);
}
