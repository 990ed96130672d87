/*
 * advance.c
 *		How one stream goes on, without waiting.
 *
 * A page is born with its request and is *posted*; when its transfer is done and
 * its body whole, it becomes *unread*; api_stream_next makes it *lent*, and the
 * scan gives it back.  Its list owns the page, the page owns its transfer; so
 * whoever frees the lists, and then the queue, frees all.
 *
 * Two kinds of error are parked.  A page that failed ends the stream: what is
 * posted is dropped, and the error is raised when no page is unread.  A request
 * that could not be made (a value that cannot be sent) only stops the making of
 * further ones; its error is raised when all that was asked before has been
 * delivered, so that it does not depend on how fast the server is.
 *
 * Requests are made when there is room for them, never ahead.  How large a page
 * will be is not known before it is there: the first window opens at once, and
 * later requests count on the size of the pages seen so far.
 */
#include <stdlib.h>

#include "rest/advance.h"
#include "rest/failure.h"

#define MAX_POSTED_WINDOWS 4	/* posted at most, with those that wait to retry */
#define SIZE_DECAY 8			/* smaller pages lower the expectation by 1/8 */

static void free_spec(ApiStreamSpec *spec);
static void take_finished(ApiStream *stream);
static void settle(ApiStream *stream, ApiPage *page);
static void expect_size(ApiStream *stream, size_t bytes);
static void fail(ApiStream *stream, ApiError *err);
static void read_arrivals(ApiStream *stream);
static bool refill(ApiStream *stream);
static bool may_ask(const ApiStream *stream);
static bool fits(const ApiStream *stream, size_t held);
static size_t bytes_held(const ApiStream *stream);
static size_t list_bytes(const ApiPageList *list, size_t least);
static bool put_next(ApiStream *stream);
static bool put_page(ApiStream *stream, ApiRequest *request, ApiError *err);
static void list_append(ApiPageList *list, ApiPage *page);
static void list_remove(ApiPageList *list, ApiPage *page);
static void list_free(ApiPageList *list);

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
	stream->nbindings = api_bindings_count(taken.bindings);
	stream->first_page_us = -1;
	stream->queue = api_queue_open(taken.pool, &taken.limits, api_auth_signer(taken.auth), err);
	if (stream->queue == NULL)
	{
		api_stream_destroy(stream);
		return NULL;
	}
	return stream;
}

void
api_stream_destroy(ApiStream *stream)
{
	list_free(&stream->posted);
	list_free(&stream->unread);
	list_free(&stream->lent);
	if (stream->queue != NULL)
		api_queue_close(stream->queue);
	free_spec(&stream->spec);
	api_error_clear(&stream->error);
	api_error_clear(&stream->unsent);
	free(stream);
}

/* To be called when no page and no queue is left. */
static void
free_spec(ApiStreamSpec *spec)
{
	api_endpoint_free(spec->endpoint);
	api_auth_free(spec->auth);
	api_bindings_free(spec->bindings);
	api_projection_free(spec->projection);
	if (spec->declared != NULL)
		api_projection_free(spec->declared);
}

bool
api_stream_advance(ApiStream *stream)
{
	take_finished(stream);
	read_arrivals(stream);
	return refill(stream);
}

ApiPage *
api_stream_lend(ApiStream *stream)
{
	ApiPage    *page = stream->unread.first;

	list_remove(&stream->unread, page);
	list_append(&stream->lent, page);
	stream->pages++;
	stream->records += api_page_records(page);
	return page;
}

void
api_stream_release(ApiStream *stream, ApiPage *page)
{
	if (page == NULL)
		return;
	list_remove(&stream->lent, page);
	api_page_free(page);
}

static void
take_finished(ApiStream *stream)
{
	ApiTransfer *transfer;

	while ((transfer = api_queue_take(stream->queue)) != NULL)
		settle(stream, api_transfer_tag(transfer));
}

/* A page's transfer is done: the page is whole, asked for again, or failed. */
static void
settle(ApiStream *stream, ApiPage *page)
{
	ApiAuth    *auth = stream->spec.auth;
	bool		truncated;
	ApiError	err = API_ERROR_INIT;

	if (!api_page_no_content(page) && api_failure_of_transfer(page->transfer, auth, &err))
		fail(stream, &err);
	else if (api_page_finish(page, &truncated))
	{
		list_remove(&stream->posted, page);
		list_append(&stream->unread, page);
		expect_size(stream, api_page_bytes(page));
	}
	else if (!truncated || !api_transfer_retry(page->transfer, API_ERR_TRANSFER))
	{
		if (truncated)
			api_failure_truncated(page->transfer, &page->error);
		api_failure_wrap(page->transfer, auth, &page->error);
		fail(stream, &page->error);
	}
}

/* Learns at once from a larger page, slowly from smaller ones. */
static void
expect_size(ApiStream *stream, size_t bytes)
{
	if (bytes >= stream->page_size)
		stream->page_size = bytes;
	else
		stream->page_size -= (stream->page_size - bytes) / SIZE_DECAY;
}

/* Parks the error and drops all that is not whole; *err may be one of its pages'. */
static void
fail(ApiStream *stream, ApiError *err)
{
	api_error_move(&stream->error, err);
	list_free(&stream->posted);
}

/* The arrival pass, over what flies. */
static void
read_arrivals(ApiStream *stream)
{
	ApiTransfer *transfer = NULL;

	while ((transfer = api_queue_flying(stream->queue, transfer)) != NULL)
		api_page_advance(api_transfer_tag(transfer));
}

static bool
refill(ApiStream *stream)
{
	bool		any = false;
	size_t		held;

	if (!may_ask(stream))
		return false;
	held = bytes_held(stream);
	while (may_ask(stream) && fits(stream, held) && put_next(stream))
	{
		held += stream->page_size;
		any = true;
	}
	return any;
}

/* Is there a request left to make, and room for it in the window? */
static bool
may_ask(const ApiStream *stream)
{
	int64_t		window = stream->spec.limits.max_concurrency;
	int64_t		posted = stream->posted.count;

	return stream->next_binding < stream->nbindings &&
		!api_error_is_set(&stream->error) && !api_error_is_set(&stream->unsent) &&
		posted - api_queue_waiting(stream->queue) < window &&
		posted < window * MAX_POSTED_WINDOWS &&
		stream->unread.count < window;
}

/* Does one more page fit into the buffer?  One always does. */
static bool
fits(const ApiStream *stream, size_t held)
{
	return (stream->posted.count == 0 && stream->unread.count == 0) ||
		held + stream->page_size <= stream->spec.scan_buffer;
}

/* Bytes of the pages there are, counting those to come as large as expected. */
static size_t
bytes_held(const ApiStream *stream)
{
	return list_bytes(&stream->posted, stream->page_size) +
		list_bytes(&stream->unread, 0) + list_bytes(&stream->lent, 0);
}

static size_t
list_bytes(const ApiPageList *list, size_t least)
{
	size_t		sum = 0;

	for (const ApiPage *page = list->first; page != NULL; page = page->next)
	{
		size_t		bytes = api_page_bytes(page);

		sum += bytes > least ? bytes : least;
	}
	return sum;
}

/* Makes and puts the next binding's request; false: an error was parked. */
static bool
put_next(ApiStream *stream)
{
	ApiRequest	request;
	ApiError	err = API_ERROR_INIT;
	bool		put;

	if (!api_endpoint_fill(stream->spec.endpoint, stream->spec.bindings, stream->next_binding,
						   &request, &stream->unsent))
	{
		api_request_free(&request);
		return false;
	}
	put = put_page(stream, &request, &err);
	api_request_free(&request);
	if (put)
		stream->next_binding++;
	else
		fail(stream, &err);
	return put;
}

/* Puts a request, and a page that waits for its response. */
static bool
put_page(ApiStream *stream, ApiRequest *request, ApiError *err)
{
	ApiPage    *page = api_page_create(stream->spec.projection, stream->spec.declared,
									   stream->next_binding, err);

	if (page == NULL)
		return false;
	page->transfer = api_queue_put(stream->queue, request, page, err);
	if (page->transfer == NULL)
	{
		api_page_free(page);
		return false;
	}
	list_append(&stream->posted, page);
	return true;
}

static void
list_append(ApiPageList *list, ApiPage *page)
{
	page->prev = list->last;
	page->next = NULL;
	if (list->last != NULL)
		list->last->next = page;
	else
		list->first = page;
	list->last = page;
	list->count++;
}

static void
list_remove(ApiPageList *list, ApiPage *page)
{
	if (page->prev != NULL)
		page->prev->next = page->next;
	else
		list->first = page->next;
	if (page->next != NULL)
		page->next->prev = page->prev;
	else
		list->last = page->prev;
	page->prev = page->next = NULL;
	list->count--;
}

static void
list_free(ApiPageList *list)
{
	while (list->first != NULL)
	{
		ApiPage    *page = list->first;

		list_remove(list, page);
		api_page_free(page);
	}
}
