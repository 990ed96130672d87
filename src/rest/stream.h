/*
 * stream.h
 *		The pages of one scan: a chain for each binding, fetched concurrently.
 *
 * This module owns the list of open streams and the only loop: wait in the
 * engine, then advance every stream (take finished transfers, read what arrived,
 * send the next requests).  Advancing one stream may happen in another scan's
 * portal and role: it never raises, looks into no catalog and allocates with
 * malloc only; an error is parked in its stream, and its owner raises it.
 *
 * A stream keeps at most max_concurrency transfers in flight (a transfer that waits
 * to be sent again gives its place to another), asks for no more pages while that
 * many are finished but unread, and keeps the bytes of both within scan_buffer
 * (one page may always fly).
 *
 * Pages are delivered in the order in which they arrive.  When one fails, those
 * that had arrived before it are delivered, the others are dropped, and the error
 * is raised.
 */
#ifndef API_STREAM_H
#define API_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "json/reader.h"
#include "net/queue.h"
#include "rest/auth.h"
#include "rest/binding.h"
#include "rest/endpoint.h"
#include "rest/records.h"

typedef struct ApiStream ApiStream;

/* What a stream is made of.  The stream takes all pointers but the pool, also when
 * opening fails. */
typedef struct ApiStreamSpec
{
	ApiPool    *pool;
	ApiLimits	limits;
	size_t		scan_buffer;	/* bytes of pages in flight and unread */
	ApiEndpoint *endpoint;
	ApiAuth    *auth;
	ApiProjection *projection;	/* the paths that the query wants */
	ApiProjection *declared;	/* those of all columns, or NULL: see rest/shape.h */
	ApiBindings *bindings;
} ApiStreamSpec;

typedef struct ApiStreamStats
{
	ApiQueueStats queue;
	int64_t		pages;			/* delivered */
	int64_t		records;		/* delivered */
	int64_t		wait_us;		/* the owner spent waiting */
	int64_t		first_page_us;	/* from open to the first page; -1: none yet */
} ApiStreamStats;

/*
 * Opens and puts the first window's requests; does not wait.  Raises nothing;
 * NULL with err when out of memory.  What is wrong with a request is not told
 * before api_stream_next.
 */
extern ApiStream *api_stream_open(ApiStreamSpec *spec, ApiError *err);

/*
 * The next page, waiting for it if need be; NULL at the end.  The page belongs to
 * the stream until api_stream_release.  Raises the stream's parked error (only
 * when that page's turn has come), and whatever api_engine_wait raises.
 * Backend code.
 */
extern ApiPage *api_stream_next(ApiStream *stream);

/* The page has been read; its memory goes.  NULL is ignored. */
extern void api_stream_release(ApiStream *stream, ApiPage *page);

/*
 * Lets the network go on while rows are being consumed: cheap enough to be called
 * for every row.  Does not wait, raises nothing.
 */
extern void api_stream_poll(void);

extern void api_stream_stats(const ApiStream *stream, ApiStreamStats *stats);

/* The parts a row needs: which values a page's binding had. */
extern const ApiBindings *api_stream_bindings(const ApiStream *stream);
extern const ApiAuth *api_stream_auth(const ApiStream *stream);

/* Cancels what is in flight and frees all, pages not released too.  Raises nothing;
 * may be called from a memory context's reset callback.  NULL is ignored. */
extern void api_stream_close(ApiStream *stream);

#endif							/* API_STREAM_H */
