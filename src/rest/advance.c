/*
 * advance.c
 *		How one stream goes on, without waiting.
 *
 * A page is born with its request and is *posted* in its chain; when its transfer
 * is done it is *arrived*, is judged in page order (settle.c) and becomes *unread*;
 * api_stream_next makes it *lent*, and the scan gives it back.  Its list owns the
 * page, the page owns its transfer; so whoever frees the lists, and then the
 * queue, frees all.
 *
 * A body that is larger than scan_buffer pauses at that size.  When its page is
 * the one that its chain waits for, it *streams*: the records that are complete
 * are lent as a portion, while the page stays posted; given back, they are dropped
 * with their bytes, and the transfer goes on.  Nothing is read and nothing judged
 * of a page while a portion of it is lent.  Bodies that are as large only together
 * are held, too (net/pause.c), and one is urged when the reader has given back all that
 * there was: so what is read, and what is urged, is one body beyond scan_buffer.
 *
 * Three kinds of error are parked.  A page that failed ends the stream when its
 * chain reaches it: what is not judged is dropped, and the error is raised when no
 * page is unread.  A request that could not be made (a value that cannot be sent)
 * only stops the making of further ones; its error is raised when all that was
 * asked before has been delivered, so that it does not depend on how fast the
 * server is.  A page that LIMIT made so small that it may be cut is an error only for
 * a scan that comes to its end without enough rows.
 *
 * Requests are made when there is room for them, never ahead.  Chains open one
 * after the other, more than the window has places, so that the window stays full
 * while some have one page to go; they ask in turn.  How large a page will be is
 * not known before it is there: the first window opens at once, and later requests
 * count on the size of the pages seen so far; what is larger is held.  Requests are
 * as large as their values are: only some megabytes of them are made at a time.
 */
#include <stdlib.h>

#include "rest/advance.h"
#include "rest/demand.h"
#include "rest/failure.h"
#include "rest/repeats.h"
#include "rest/where.h"

#define MAX_POSTED_WINDOWS 4	/* posted at most, with those that wait to retry */
#define MAX_CHAIN_WINDOWS 4		/* chains open at once */
#define REQUESTED_BYTES (16 * 1024 * 1024)	/* of requests, beyond which none is made */
#define MADE_BYTES (1024 * 1024)	/* and in one go, before interrupts are served */
#define SPARE_BYTES (64 * 1024) /* largest rows of a reader that is kept */

static void free_spec(ApiStreamSpec *spec);
static void take_finished(ApiStream *stream);
static void keep_spare(ApiStream *stream, ApiReader *reader);
static void read_arrivals(ApiStream *stream);
static void urge_one(ApiStream *stream);
static bool refill(ApiStream *stream);
static bool may_ask(ApiStream *stream);
static bool fits(const ApiStream *stream, size_t held);
static size_t bytes_held(const ApiStream *stream);
static size_t list_bytes(const ApiPageList *list, size_t least);
static ApiChain *pick_chain(ApiStream *stream);
static ApiChain *open_chain(ApiStream *stream);
static bool put_next(ApiStream *stream, ApiChain *chain);
static bool put_page(ApiStream *stream, ApiChain *chain, ApiRequest *request, ApiError *err);

ApiStream *
api_stream_create(const ApiStreamSpec *spec, ApiError *err)
{
	ApiStreamSpec taken = *spec;
	ApiStream  *stream = calloc(1, sizeof(*stream));

	if (stream == NULL)
	{
		free_spec(&taken);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	stream->spec = taken;
	stream->spec.bindings = NULL;
	stream->stats.first_page_us = -1;
	stream->total = -1;
	stream->shown = taken.shown;
	taken.limits.finder = api_wait_path_finder(&stream->spec.policy.wait);
	stream->queue = api_queue_open(taken.pool, &taken.limits, api_auth_signer(taken.auth), err);
	if (stream->queue != NULL)
		api_queue_share(stream->queue, taken.family);
	if ((taken.bindings != NULL && !api_stream_add(stream, taken.bindings, err)) ||
		stream->queue == NULL)
	{
		api_stream_destroy(stream);
		return NULL;
	}
	return stream;
}

bool
api_stream_add(ApiStream *stream, ApiBindings *bindings, ApiError *err)
{
	return api_binds_add(&stream->binds, bindings, err);
}

void
api_stream_destroy(ApiStream *stream)
{
	while (stream->chains != NULL)
		api_stream_drop_chain(stream, stream->chains);
	api_binds_free(&stream->binds);
	api_pages_free(&stream->unread);
	api_pages_free(&stream->lent);
	while (stream->nspares > 0)
		api_reader_free(stream->spares[--stream->nspares]);
	if (stream->queue != NULL)
		api_queue_close(stream->queue);
	free_spec(&stream->spec);
	api_error_clear(&stream->error);
	api_error_clear(&stream->unsent);
	api_error_clear(&stream->wrong);
	api_error_clear(&stream->cut);
	api_error_clear(&stream->unplaced);
	api_error_clear(&stream->ignored);
	api_error_clear(&stream->incomplete);
	api_error_clear(&stream->doubt);
	api_error_clear(&stream->lost);
	api_error_clear(&stream->beside);
	api_error_clear(&stream->overlap);
	api_error_clear(&stream->unproven);
	free(stream);
}

/* To be called when no page and no queue is left. */
static void
free_spec(ApiStreamSpec *spec)
{
	api_endpoint_free(spec->endpoint);
	api_endpoint_free(spec->following);
	api_auth_free(spec->auth);
	api_bindings_free(spec->bindings);
	api_projection_free(spec->projection);
	if (spec->declared != NULL)
		api_projection_free(spec->declared);
	api_paging_free(spec->paging);
	api_failure_policy_free(&spec->policy);
}

bool
api_stream_advance(ApiStream *stream)
{
	bool		any;

	take_finished(stream);
	read_arrivals(stream);
	if (api_stream_is_read(stream) && api_queue_holds(stream->queue))
		urge_one(stream);
	any = refill(stream);
	api_stream_verify(stream);
	return any;
}

bool
api_stream_drained(const ApiStream *stream)
{
	return stream->posted == 0;
}

ApiPage *
api_stream_lend(ApiStream *stream)
{
	ApiPage    *page = stream->unread.first;

	if (page == NULL)
	{
		page = stream->portion;
		(void) api_stream_event(stream, page, API_STEP_LEND);
		stream->stats.records += (int64_t) api_page_records(page);
		return page;
	}
	(void) api_stream_event(stream, page, API_STEP_LEND);
	if (page->state == API_PAGE_END)
		return page;
	stream->stats.pages++;
	stream->stats.open_ended += api_page_open_ended(page);
	stream->stats.nulls += page->state == API_PAGE_WHOLE ? (int64_t) api_reader_nulls(page->reader) : 0;
	stream->stats.records += (int64_t) api_page_records(page);
	return page;
}

/* Keeps a reader for another page, unless its rows take more than pages do mostly. */
static void
keep_spare(ApiStream *stream, ApiReader *reader)
{
	if (reader != NULL && stream->nspares < API_STREAM_SPARES &&
		api_reader_bytes(reader) <= SPARE_BYTES)
		stream->spares[stream->nspares++] = reader;
	else
		api_reader_free(reader);
}

void
api_stream_release(ApiStream *stream, ApiPage *page)
{
	bool		overtaken;

	if (page == NULL)
		return;
	overtaken = page->stage == API_STAGE_OVERTAKEN;
	if (!api_stream_event(stream, page, API_STEP_RETURN))
		return;
	if (page->stage == API_STAGE_GONE)
	{
		keep_spare(stream, api_page_retire(page));
		return;
	}

	/* a portion was read; the page goes on in its chain */
	(void) api_page_drop(page);
	if (overtaken)
		api_stream_settle(stream, page);
}

static void
take_finished(ApiStream *stream)
{
	ApiTransfer *transfer;

	while ((transfer = api_queue_take(stream->queue)) != NULL)
		api_stream_settle(stream, api_transfer_tag(transfer));
}

/* The arrival pass, over what flies. */
static void
read_arrivals(ApiStream *stream)
{
	ApiTransfer *transfer = NULL;

	while ((transfer = api_queue_flying(stream->queue, transfer)) != NULL)
	{
		ApiPage    *page = api_transfer_tag(transfer);

		api_page_advance(page);
		if (!page->streams && !api_transfer_paused(transfer))
			continue;
		/* a line may tell of an error, and goes with its portion */
		if (api_reader_lines(page->reader) && page->stage != API_STAGE_BORROWED && !api_error_is_set(&page->error))
			(void) api_failure_in_body(page, stream->spec.policy.errors, stream->spec.policy.nerrors,
									   stream->spec.auth, &page->error);
		if (!api_stream_offer(stream, page))
			break;
	}
}

/* The transfer, held, of a page that a chain waits for; NULL: none is. */
static ApiTransfer *
find_awaited(const ApiStream *stream)
{
	for (const ApiChain *chain = stream->chains; chain != NULL; chain = chain->next)
	{
		const ApiPage *page = chain->pages.first;

		if (page != NULL && page->state == API_PAGE_POSTED && api_transfer_held(page->transfer))
			return page->transfer;
		if (stream->spec.keep_order)
			return NULL;
	}
	return NULL;
}

/*
 * Bodies are held, for together they are as large as scan_buffer: lets the one go on
 * that is needed next; any, if nothing else moves.
 */
static void
urge_one(ApiStream *stream)
{
	ApiTransfer *transfer = find_awaited(stream);

	if (transfer == NULL && api_queue_stands(stream->queue))
		while ((transfer = api_queue_flying(stream->queue, transfer)) != NULL &&
			   !api_transfer_held(transfer))
			;
	if (transfer != NULL)
		api_transfer_urge(transfer);
}

/* ---- asking ---- */

static bool
refill(ApiStream *stream)
{
	bool		any = false;
	size_t		held;
	size_t		enough = api_queue_requested(stream->queue) + MADE_BYTES;

	if (!may_ask(stream))
		return false;
	held = bytes_held(stream);
	while (may_ask(stream) && fits(stream, held) && api_queue_requested(stream->queue) < enough)
	{
		ApiChain   *chain = pick_chain(stream);

		if (chain == NULL || !put_next(stream, chain))
			break;
		held += stream->came > stream->page_size ? stream->came : stream->page_size;
		any = true;
	}
	return any;
}

/*
 * Has the reader nothing, and is nothing coming?  Bodies that are full, but not the
 * ones that are needed next, do not come by themselves.
 */
static bool
is_starving(const ApiStream *stream)
{
	if (stream->unread.count > 0 || stream->portion != NULL)
		return false;
	return stream->posted == 0 ||
		(stream->borrowed == NULL && stream->lent.count == 0 && api_queue_stands(stream->queue));
}

/* Is there room for another request in the window? */
static bool
may_ask(ApiStream *stream)
{
	int			window = stream->spec.limits.max_concurrency;

	return (stream->chains != NULL || api_binds_any(&stream->binds)) &&
		!api_error_is_set(&stream->error) && !api_error_is_set(&stream->unsent) &&
		(stream->posted - api_queue_waiting(stream->queue) < window || is_starving(stream)) &&
		stream->posted < window * MAX_POSTED_WINDOWS &&
		(stream->arrived < window || is_starving(stream)) &&
		(api_demand_allows(stream) || (is_starving(stream) && stream->lent.count == 0));
}

/* Does one more page fit into the buffer, and its request beside the others?  One always does. */
static bool
fits(const ApiStream *stream, size_t held)
{
	return is_starving(stream) ||
		(held + stream->page_size <= stream->spec.scan_buffer &&
		 api_queue_requested(stream->queue) < REQUESTED_BYTES);
}

/* Bytes of the pages there are, counting those to come as large as expected. */
static size_t
bytes_held(const ApiStream *stream)
{
	size_t		sum = list_bytes(&stream->unread, 0) + list_bytes(&stream->lent, 0);

	for (const ApiChain *chain = stream->chains; chain != NULL; chain = chain->next)
		sum += list_bytes(&chain->pages, stream->page_size) + list_bytes(&chain->ready, 0);
	return sum;
}

/* least: what a page that is still coming counts at least. */
static size_t
list_bytes(const ApiPageList *list, size_t least)
{
	size_t		sum = 0;

	for (const ApiPage *page = list->first; page != NULL; page = page->next)
	{
		size_t		bytes = api_page_bytes(page);

		sum += bytes < least && page->state == API_PAGE_POSTED ? least : bytes;
	}
	return sum;
}

/*
 * A chain that may ask: a new one while there are places, then the open ones in
 * turn.  With keep_order the oldest that can comes first.
 */
static ApiChain *
pick_chain(ApiStream *stream)
{
	int			window = stream->spec.limits.max_concurrency;
	bool		can_open = api_binds_any(&stream->binds) && stream->nchains < window * MAX_CHAIN_WINDOWS;
	ApiChain   *chain = stream->turn;

	if (can_open && !stream->spec.keep_order)
		return open_chain(stream);
	if (stream->spec.keep_order || chain == NULL)
		chain = stream->chains;
	for (int i = 0; i < stream->nchains; i++)
	{
		ApiChain   *next = chain->next != NULL ? chain->next : stream->chains;

		if (api_chain_may_ask(stream->spec.paging, chain, window))
		{
			stream->turn = next;
			return chain;
		}
		chain = next;
	}
	return can_open ? open_chain(stream) : NULL;
}

static ApiChain *
open_chain(ApiStream *stream)
{
	ApiError	err = API_ERROR_INIT;
	ApiChain   *chain = api_chain_create(stream->spec.paging, stream->spec.limit, &stream->shown,
											   &err);

	if (chain == NULL)
	{
		api_stream_fail(stream, &err);
		return NULL;
	}
	chain->bindings = api_binds_take(&stream->binds, &chain->binding);
	chain->prev = stream->last_chain;
	if (stream->last_chain != NULL)
		stream->last_chain->next = chain;
	else
		stream->chains = chain;
	stream->last_chain = chain;
	stream->nchains++;
	return chain;
}

/* Makes and puts a chain's next request; false: an error was parked. */
static bool
put_next(ApiStream *stream, ApiChain *chain)
{
	const ApiEndpoint *endpoint = stream->spec.endpoint;
	bool		guess = api_chain_guesses(stream->spec.paging, chain);
	ApiAsk		ask = API_ASK_INIT;
	ApiRequest	request;
	ApiError	err = API_ERROR_INIT;
	bool		filled;
	bool		put = false;

	if (chain->asked > 0 && stream->spec.following != NULL)
		endpoint = stream->spec.following;
	filled = api_chain_ask(stream->spec.paging, chain, &ask, &err);
	if (filled)
	{
		filled = api_endpoint_fill(endpoint, chain->bindings, chain->binding, &ask, &request,
								   &stream->unsent);
		if (filled && stream->spec.hides_values &&
			(request.shown = api_endpoint_show(endpoint)) == NULL)
			filled = api_error_set(&err, API_ERR_OUT_OF_MEMORY, "out of memory");
		put = filled && put_page(stream, chain, &request, &err);
		api_request_free(&request);
	}
	api_ask_clear(&ask);
	if (!put)
		api_where_note(&stream->spec, chain->bindings, chain->binding, chain->asked - 1,
					   &stream->unsent);
	if (put)
		stream->stats.guesses += guess;
	else if (api_error_is_set(&err))
		api_stream_fail(stream, &err);
	else if (stream->spec.tells_ends)
		api_stream_end_chain(stream, chain, &stream->unsent);
	else if (!stream->spec.keep_order)
		api_stream_drop_chain(stream, chain);
	/* in order nothing behind it may come: see lists.c */
	return put;
}

/* Puts a request, and a page that waits for its response. */
static bool
put_page(ApiStream *stream, ApiChain *chain, ApiRequest *request, ApiError *err)
{
	ApiReader  *spare = stream->nspares > 0 ? stream->spares[--stream->nspares] : NULL;
	ApiPage    *page = api_page_create(stream->spec.projection, stream->spec.declared,
									   spare, err);

	if (page == NULL)
		return false;
	page->again = request->alone = api_repeat_asks(stream->spec.paging, chain, request);
	page->transfer = api_queue_put(stream->queue, request, page, err);
	if (page->transfer == NULL)
	{
		api_page_free(page);
		return false;
	}
	stream->came = api_page_bytes(page);
	page->chain = chain;
	page->bindings = api_bindings_share(chain->bindings);
	page->binding = chain->binding;
	page->number = chain->asked - 1;
	if (page->number == chain->left_out + 1)
		page->left_out = chain->left_out * chain->size;
	page->format = stream->spec.format;
	page->nshown = stream->spec.nshown;
	page->in_columns = stream->spec.in_columns;
	page->searches = stream->spec.paging->spec.kind != API_PAGER_NONE;
	page->ignore_missing = stream->spec.policy.ignore_missing;
	page->guesses = stream->spec.policy.nerrors == 0;
	return api_stream_event(stream, page, API_STEP_ASK);
}
