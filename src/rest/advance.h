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

#include "rest/binds.h"
#include "rest/chain.h"
#include "rest/stream.h"

#define API_STREAM_SPARES 16

struct ApiStream
{
	ApiStream  *prev;			/* among the open ones */
	ApiStream  *next;
	ApiStreamSpec spec;			/* all its pointers but the pool are the stream's */
	ApiQueue   *queue;			/* NULL: opening failed */
	ApiBinds	binds;			/* whose chains are not open yet */
	ApiChain   *chains;			/* open ones, by binding */
	ApiChain   *last_chain;
	int			nchains;
	ApiChain   *turn;			/* whose turn to ask it is; NULL: the first's */
	int			posted;			/* pages asked for, not done */
	int			arrived;		/* pages done, not yet lent or dropped */
	ApiPageList unread;			/* judged, to be lent, in that order */
	ApiPage    *portion;		/* still in its chain, with records to be lent; or NULL */
	ApiPage    *borrowed;		/* whose portion is with the scan; or NULL */
	ApiPageList lent;			/* with the scan */
	ApiReader  *spares[API_STREAM_SPARES];	/* of pages that were read, for others */
	int			nspares;
	size_t		page_size;		/* bytes that a further page is expected to take */
	size_t		came;			/* that the page put last takes, which may have been there */
	int64_t		rows;			/* of pages that arrived */
	int64_t		total;			/* see api_stream_total */
	bool		widened;		/* the limit has not sufficed: it bounds no more, see demand.h */
	ApiError	error;			/* of a page that failed: nothing comes after it */
	ApiError	unsent;			/* of a request that could not be made */
	bool		placed;			/* some response had the records' place */
	ApiError	unplaced;		/* of one whose ancestors of records all lack it, should no other have it */
	ApiError	cut;			/* of a page that may be cut, should LIMIT want more */
	ApiError	ignored;		/* the first failure that was passed over */
	ApiError	unproven;		/* the first full page without a next, while nothing is shown */
	bool		shown;			/* a page has had the place of a next one */
	ApiError	overlap;		/* the first page that seemed to begin with records of another */
	ApiError	incomplete;		/* the first total that did not fit */
	ApiError	beside;			/* the first page that told of an error beside its records */
	ApiError	lost;			/* the first link that lacks what its page was asked by */
	ApiError	doubt;			/* the first chain that may have had more than it gave */
	ApiError	wrong;			/* what cannot happen to a page has */
	bool		raised;			/* error, unsent or cut was */
	int64_t		opened_at;		/* monotonic */
	ApiStreamStats stats;		/* but for the queue's */
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

/* Is there nothing more to wait for? */
extern bool api_stream_drained(const ApiStream *stream);

/* Lends the first unread page; there must be one. */
extern ApiPage *api_stream_lend(ApiStream *stream);

/* Frees all that the stream has; it may be half made. */
extern void api_stream_destroy(ApiStream *stream);

/* ---- lists.c ---- */

/*
 * Something happens to a page: it goes where the table of stages leads, from list to list,
 * and leaves its chain when that has no more to do with it.  false: it cannot happen, and
 * is the stream's error, API_ERR_INTERNAL.
 */
extern bool api_stream_event(ApiStream *stream, ApiPage *page, ApiStep step);

/* Has the reader taken all that came, and given it back? */
extern bool api_stream_is_read(const ApiStream *stream);

/* It has gone on as far as it goes: ends if it is stuck, fails if what cannot happen has. */
extern void api_stream_verify(ApiStream *stream);

/* All lists, counts and stages: what does not hold, or NULL. */
extern const char *api_stream_check(const ApiStream *stream);

/* ---- settle.c: what becomes of a transfer that is done ---- */

/* A page's transfer is done: it is whole, asked for again, or failed. */
extern void api_stream_settle(ApiStream *stream, ApiPage *page);

/* The page's error is its chain's, before its transfer is done; false. */
extern bool api_stream_give_up(ApiStream *stream, ApiPage *page);

/* Parks the error and drops all that is not judged; *err may be one of its pages'. */
extern void api_stream_fail(ApiStream *stream, ApiError *err);

/* Tells of a chain's end behind its pages, with an error if it failed, and drops it. */
extern void api_stream_end_chain(ApiStream *stream, ApiChain *chain, ApiError *failure);

/* Drops all pages of a list. */
extern void api_stream_drop_pages(ApiStream *stream, ApiPageList *list);

/* Takes a chain out of the stream and frees it, with its pages. */
extern void api_stream_drop_chain(ApiStream *stream, ApiChain *chain);

/* ---- portion.c ---- */

/* A page's body waits, or comes in portions: is there one to be lent?  false: its
 * chain has failed, and with it go its transfers. */
extern bool api_stream_offer(ApiStream *stream, ApiPage *page);

#endif							/* API_ADVANCE_H */
