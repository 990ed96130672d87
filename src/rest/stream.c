/*
 * stream.c
 *		The list of open streams, and the only loop over them.
 *
 * Whoever reads one stream advances all: wait in the engine (or elsewhere, for its
 * descriptor), then let every stream take what arrived and send what it may
 * (advance.c).  Only the owner of a stream raises its errors, in api_stream_next
 * and api_stream_try.  A stream leaves the list when
 * it is closed, which happens in the reset callback of its scan's memory context
 * whatever ended the scan; advancing never closes one.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/raise.h"
#include "base/settings.h"
#include "net/allowance.h"
#include "net/engine.h"
#include "net/memory.h"
#include "net/tickets.h"
#include "rest/advance.h"
#include "rest/where.h"

#define PUMP_EVERY_US 1000		/* while rows are being consumed */
#define POLLS_PER_LOOK 64		/* rows between two looks at the clock */

/* While somebody waits elsewhere, who may hear no interrupts (an Append before PostgreSQL
 * 14.18, 15.13, 16.9 and 17.5), and whose time counts only as far as it is pumped. */
#define TICK_US 100000

static ApiStream *streams;		/* all open ones */
static int64_t pumped_at;		/* monotonic time of this module's last pump */
static bool advanced;			/* all streams were, since then */

static void keep_pace(void);
static void pump(void);
static bool advance_all(void);
static void raise_if_parked(ApiStream *stream);
static void wait_for_engine(ApiStream *stream);
static bool give_up(ApiStream *stream);

/* What a scan may hold is bounded by what a backend may. */
static void
bound_memory(ApiStreamSpec *spec)
{
	size_t		share;

	api_memory_limit((size_t) api_max_memory * 1024);
	share = api_memory_share();
	spec->limits.pause_above = Min(spec->limits.pause_above, share);
	spec->scan_buffer = Min(spec->scan_buffer, share);
}

ApiShelf *
api_stream_shelf(size_t most)
{
	ApiError	err = API_ERROR_INIT;
	ApiShelf   *shelf;

	api_memory_limit((size_t) api_max_memory * 1024);
	shelf = api_shelf_create(Min(most, api_memory_share()));
	if (shelf == NULL)
		api_error_set(&err, API_ERR_OUT_OF_MEMORY, "out of memory");
	api_error_check(&err);
	return shelf;
}

bool
api_stream_shelf_is_short(const ApiShelf *shelf, const ApiPage *page)
{
	return api_shelf_is_short(shelf, api_page_bytes(page));
}

void
api_stream_shelf_spill(ApiShelf *shelf, const ApiShelfFile *file)
{
	api_shelf_spill(shelf, file);
}

void
api_stream_shelf_end(ApiShelf *shelf)
{
	api_shelf_close(shelf);
}

void
api_stream_shelf_free(ApiShelf *shelf)
{
	api_shelf_release(shelf);
}

ApiStream *
api_stream_open(ApiStreamSpec *spec, ApiError *err)
{
	ApiStream  *stream;

	bound_memory(spec);
	stream = api_stream_create(spec, err);
	if (stream == NULL)
		return NULL;
	stream->opened_at = api_engine_now();
	stream->next = streams;
	if (streams != NULL)
		streams->prev = stream;
	streams = stream;
	(void) api_stream_advance(stream);
	return stream;
}

void
api_stream_close(ApiStream *stream)
{
	if (stream == NULL)
		return;
	if (stream->prev != NULL)
		stream->prev->next = stream->next;
	else
		streams = stream->next;
	if (stream->next != NULL)
		stream->next->prev = stream->prev;
	api_stream_destroy(stream);
}

ApiPage *
api_stream_next(ApiStream *stream)
{
	ApiPage    *page;

	while (!api_stream_try(stream, &page))
		wait_for_engine(stream);
	return page;
}

bool
api_stream_try(ApiStream *stream, ApiPage **page)
{
	*page = NULL;
	CHECK_FOR_INTERRUPTS();
	api_engine_start();
	api_queue_read(stream->queue);
	keep_pace();
	while (stream->unread.first == NULL && stream->portion == NULL)
	{
		CHECK_FOR_INTERRUPTS();

		/* what is put leaves now; a pump may finish others: look again before waiting */
		if (advanced ? api_stream_advance(stream) : advance_all())
		{
			pump();
			continue;
		}
		if (stream->unread.first != NULL || stream->portion != NULL)
			break;
		raise_if_parked(stream);
		return api_stream_drained(stream);
	}
	if (stream->stats.first_page_us < 0)
		stream->stats.first_page_us = api_engine_now() - stream->opened_at;
	*page = api_stream_lend(stream);
	return true;
}

int
api_stream_wait_fd(bool at_once)
{
	return api_engine_fd(at_once ? 0 : api_engine_now() + TICK_US);
}

void
api_stream_woken(void)
{
	pump();
}

void
api_stream_look(void)
{
	pump();
	api_stream_push();
}

void
api_stream_push(void)
{
	if (advance_all())
		pump();
}

bool
api_stream_ready(const ApiStream *stream)
{
	return stream->unread.first != NULL || stream->portion != NULL;
}

bool
api_stream_starves(const ApiStream *stream)
{
	return !api_stream_ready(stream) && api_queue_starves(stream->queue);
}

bool
api_stream_waits(const ApiStream *stream)
{
	return !api_stream_ready(stream) && !api_error_is_set(&stream->error) && !stream->raised &&
		!api_stream_drained(stream);
}

bool
api_stream_wait(ApiStream *stream, int64_t most_us)
{
	int64_t		since = api_engine_now();

	if (!api_stream_waits(stream) || api_stream_starves(stream))
		return false;
	if (most_us < INT64_MAX - since)
		api_engine_wake(since + most_us);
	wait_for_engine(stream);
	api_stream_push();
	return true;
}

void
api_stream_poll(void)
{
	static int	polls = 0;

	if (++polls < POLLS_PER_LOOK)
		return;
	polls = 0;
	keep_pace();
}

/* Pumps and advances all, if the last time was a while ago. */
static void
keep_pace(void)
{
	if (streams == NULL || api_engine_now() - pumped_at < PUMP_EVERY_US)
		return;
	pump();
	if (advance_all())
		pump();
}

static void
pump(void)
{
	api_engine_pump();
	pumped_at = api_engine_now();
	advanced = false;
}

/* true: some stream has put requests. */
static bool
advance_all(void)
{
	bool		any = false;

	for (ApiStream *stream = streams; stream != NULL; stream = stream->next)
		any |= api_stream_advance(stream);
	advanced = true;
	return any;
}

/* No page is unread: has the turn of an error come? */
static void
raise_if_parked(ApiStream *stream)
{
	ApiError   *err = &stream->error;

	if (!api_error_is_set(err) && api_stream_drained(stream))
		err = api_error_is_set(&stream->unsent) ? &stream->unsent :
			api_error_is_set(&stream->cut) || stream->placed ? &stream->cut : &stream->unplaced;
	/* nothing may end a scan silently before its chains have ended */
	if (!api_error_is_set(err) && !stream->raised && api_stream_drained(stream) &&
		stream->chains != NULL)
		api_error_set(err, API_ERR_INTERNAL, "a chain of pages stands still");
	/* once it has been raised, there is no more to be had */
	if (stream->raised && !api_error_is_set(err))
		api_error_set(err, API_ERR_INTERNAL, "the scan has failed before");
	stream->raised |= api_error_is_set(err);
	api_error_check_of(err, stream->spec.table);
}

static void
wait_for_engine(ApiStream *stream)
{
	int64_t		since = api_engine_now();

	if (give_up(stream))
		return;
	api_engine_wait();
	pumped_at = api_engine_now();
	advanced = false;
	stream->stats.wait_us += pumped_at - since;
}

/* Nothing can come for want of descriptors: lets it fail. */
static bool
give_up(ApiStream *stream)
{
	if (!api_queue_starves(stream->queue))
		return false;
	api_queue_give_up(stream->queue);
	advanced = false;
	return true;
}

void
api_stream_allow(int64_t statement, int64_t requests, int connections)
{
	api_tickets_bound(connections);
	api_allowance_begin(statement, requests);
}

void
api_stream_stats(const ApiStream *stream, ApiStreamStats *stats)
{
	*stats = stream->stats;
	/* those that are open wait for nobody who still wants them */
	stats->ends[API_END_LIMIT] += stream->nchains;
	api_queue_stats(stream->queue, &stats->queue);
}

int64_t
api_stream_total(const ApiStream *stream)
{
	return stream->total;
}

const ApiError *
api_stream_ignored(const ApiStream *stream)
{
	return &stream->ignored;
}

const ApiError *
api_stream_incomplete(const ApiStream *stream)
{
	return &stream->incomplete;
}

char *
api_stream_where(const ApiStream *stream, const ApiPage *page)
{
	return api_where_text(&stream->spec, page->bindings, page->binding, page->number);
}

const ApiError *
api_stream_doubt(const ApiStream *stream)
{
	return &stream->doubt;
}

const ApiError *
api_stream_lost(const ApiStream *stream)
{
	return &stream->lost;
}

const ApiError *
api_stream_beside(const ApiStream *stream)
{
	return &stream->beside;
}

bool
api_stream_shown(const ApiStream *stream)
{
	return stream->shown;
}

void
api_stream_finish(ApiStream *stream)
{
	if (!stream->shown)
		api_error_check_of(&stream->unproven, stream->spec.table);
}

const ApiError *
api_stream_overlap(const ApiStream *stream)
{
	return &stream->overlap;
}

const ApiAuth *
api_stream_auth(const ApiStream *stream)
{
	return stream->spec.auth;
}
