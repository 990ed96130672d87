/*
 * advance.h
 *		How one stream goes on, without waiting: for stream.c and the unit tests.
 *
 * Core: no PostgreSQL, malloc, errors are parked.  That is what allows a stream
 * to be advanced in another scan's portal, or freed by a context's reset.
 */
#ifndef API_ADVANCE_H
#define API_ADVANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rest/stream.h"

/* Pages, each in one list, which owns it. */
typedef struct ApiPageList
{
	ApiPage    *first;
	ApiPage    *last;
	int			count;
} ApiPageList;

struct ApiStream
{
	ApiStream  *prev;			/* among the open ones */
	ApiStream  *next;
	ApiStreamSpec spec;			/* all its pointers but the pool are the stream's */
	ApiQueue   *queue;			/* NULL: opening failed */
	int64_t		nbindings;
	int64_t		next_binding;	/* the first whose request is not made yet */
	ApiPageList posted;			/* asked for, not whole */
	ApiPageList unread;			/* whole, in order of arrival */
	ApiPageList lent;			/* with the scan */
	size_t		page_size;		/* bytes that a further page is expected to take */
	ApiError	error;			/* of a page that failed: nothing comes after it */
	ApiError	unsent;			/* of a request that could not be made */
	bool		raised;			/* one of them was */
	int64_t		opened_at;		/* monotonic */
	int64_t		pages;			/* lent so far */
	int64_t		records;		/* in them */
	int64_t		wait_us;		/* see ApiStreamStats */
	int64_t		first_page_us;
};

/*
 * A stream in no list, with an empty queue on its pool.  Takes the spec's
 * pointers, also on failure: NULL with err.
 */
extern ApiStream *api_stream_create(const ApiStreamSpec *spec, ApiError *err);

/*
 * Takes the finished transfers, reads what arrived, puts the next requests.  true:
 * requests were put, so that a pump is worth its while.
 */
extern bool api_stream_advance(ApiStream *stream);

/* Lends the first unread page; there must be one. */
extern ApiPage *api_stream_lend(ApiStream *stream);

/* Frees all that the stream has; it may be half made. */
extern void api_stream_destroy(ApiStream *stream);

#endif							/* API_ADVANCE_H */
