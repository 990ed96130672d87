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
 * Pages of a chain are delivered in page order, chains as they arrive or, with
 * keep_order, in the order of their bindings.  When a chain reaches a page that
 * failed, what was judged before is delivered, the rest is dropped, and the error
 * is raised.
 */
#ifndef API_STREAM_H
#define API_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/table.h"
#include "json/reader.h"
#include "net/queue.h"
#include "net/shelf.h"
#include "rest/auth.h"
#include "rest/binding.h"
#include "rest/endpoint.h"
#include "rest/ends.h"
#include "rest/paging.h"
#include "rest/records.h"
#include "rest/rounds.h"
#include "rest/unheeded.h"
#include "rest/wait.h"

typedef struct ApiStream ApiStream;

/*
 * What the statement may send from here on, over all streams; counted from 0 if it is another
 * than before.
 */
extern void api_stream_allow(int64_t statement, int64_t requests, int connections);

/* What becomes of a page that fails. */
typedef enum ApiOnHttpError
{
	API_HTTP_ERROR_STOP,		/* the scan fails */
	API_HTTP_ERROR_IGNORE,		/* no records of it; counted, for a warning */
	API_HTTP_ERROR_ROW			/* one row that tells of it */
} ApiOnHttpError;

#define API_IGNORE_MAX_STATUSES 32

/* Places where a body may tell of an error: GraphQL's, and those of error_path. */
#define API_ERROR_PATHS_MAX 9

typedef struct ApiFailurePolicy
{
	ApiOnHttpError on_http_error;
	bool		strict;			/* whatever that says, a failure fails: its lack would make rows */
	int			nignored;
	int			ignored[API_IGNORE_MAX_STATUSES];	/* statuses that mean no records */
	ApiEnvelope errors[API_ERROR_PATHS_MAX];	/* where a body tells of an error; owned */
	int			nerrors;
	ApiWaitPath wait;			/* where a body tells how long to wait; owned */
	char	   *retryable;		/* malloc'd texts, each with its NUL, an empty one last; NULL: none */
	bool		ignore_missing; /* a body without the records' place has none */
} ApiFailurePolicy;

/* What a stream is made of.  The stream takes all pointers but the pool, also when
 * opening fails. */
typedef struct ApiStreamSpec
{
	ApiPool    *pool;
	ApiFamily	family;			/* with whose streams requests are shared */
	const ApiTable *table;		/* whose rows these are, for errors; or NULL.  Lives longer */
	bool		hides_values;	/* no error may quote a value that is sent */
	ApiLimits	limits;
	size_t		scan_buffer;	/* bytes of pages in flight and unread */
	ApiRecordFormat format;
	bool		in_columns;		/* record_shape columns */
	int64_t		limit;			/* rows wanted, a hint; 0: all */
	bool		limit_exact;	/* no row of a record is dropped behind the stream */
	int64_t		skip;			/* first rows that need not be read, a hint: see rest/jump.h */
	bool		counts;			/* the first page's total may be all that is wanted */
	bool		keep_order;		/* chains in the order of their bindings */
	bool		tells_ends;		/* of each chain, behind its pages, and goes on behind one that
								 * failed; not with keep_order */
	ApiEndpoint *endpoint;		/* of a chain's first page */
	ApiEndpoint *following;		/* of its further pages; NULL: the same */
	ApiPaging  *paging;
	ApiFailurePolicy policy;	/* what it owns is the stream's too */
	ApiAuth    *auth;
	ApiProjection *projection;	/* the paths that the query wants */
	bool		shown;			/* pages are known to tell of the next where paging says */
	int			nshown;			/* its first slots, which columns show */
	ApiProjection *declared;	/* those of all columns, or NULL: see rest/shape.h */
	uint64_t	told_params;	/* bits: those whose columns show what is sent, but for the path's */
	ApiBindings *bindings;		/* a share; NULL: they are added later */
} ApiStreamSpec;

typedef struct ApiStreamStats
{
	ApiQueueStats queue;
	int64_t		pages;			/* delivered */
	int64_t		records;		/* delivered */
	int64_t		guesses;		/* requests made without knowing whether there is such a page */
	int64_t		past_end;		/* pages asked for and dropped behind their chain's end */
	int64_t		ignored;		/* failed pages that were passed over */
	int64_t		stand_ins;		/* failed pages that made a row */
	int64_t		repeats;		/* pages dropped because they repeated the one before */
	int64_t		declared;		/* the largest total of a chain; 0: none was declared */
	int64_t		overlaps;		/* pages that seem to begin with records of the one before */
	int64_t		open_ended;		/* pages of lines whose end nobody told */
	int64_t		nulls;			/* among the records, which are none */
	int64_t		incomplete;		/* chains whose records were not as many as declared */
	int64_t		ends[API_ENDS];	/* chains, by the reason that ended them */
	ApiRounds	rounds;			/* may the chains be cut? */
	ApiUnheeded unheeded;		/* do values make a difference? */
	int64_t		wait_us;		/* the owner spent waiting */
	int64_t		first_page_us;	/* from open to the first page; -1: none yet */
} ApiStreamStats;

/*
 * What the streams of a statement share, by their family: pages that were read, of so many
 * bytes at most.  Raises if no memory is left.  Backend code.
 */
extern ApiShelf *api_stream_shelf(size_t most);

/* Has it no room for one page more, and no file?  It gets one. */
extern bool api_stream_shelf_is_short(const ApiShelf *shelf, const ApiPage *page);
extern void api_stream_shelf_spill(ApiShelf *shelf, const ApiShelfFile *file);

/* No page will be asked for any more; it is let go.  NULL is ignored. */
extern void api_stream_shelf_end(ApiShelf *shelf);
extern void api_stream_shelf_free(ApiShelf *shelf);

/*
 * Opens and puts the first window's requests; does not wait.  Raises nothing;
 * NULL with err when out of memory.  What is wrong with a request is not told
 * before api_stream_next.
 */
extern ApiStream *api_stream_open(ApiStreamSpec *spec, ApiError *err);

/*
 * Asks for more, with a chain for each of the bindings; takes a share, also on failure.
 * To be followed by api_stream_next, even if that has given NULL.  false with err: out of
 * memory.
 */
extern bool api_stream_add(ApiStream *stream, ApiBindings *bindings, ApiError *err);

/*
 * The next page, waiting for it if need be; NULL at the end.  The page belongs to
 * the stream until api_stream_release.  With tells_ends some are ends (API_PAGE_END), whose
 * error is the reader's to raise.  Raises the stream's parked error (only
 * when that page's turn has come), and whatever api_engine_wait raises.
 * Backend code.
 */
extern ApiPage *api_stream_next(ApiStream *stream);

/* Takes what has come, of all streams, without waiting. */
extern void api_stream_look(void);

/* Lets requests leave that were added. */
extern void api_stream_push(void);

/* Would api_stream_next give a page without waiting? */
extern bool api_stream_ready(const ApiStream *stream);

/* Would it wait? */
extern bool api_stream_waits(const ApiStream *stream);

/*
 * Waits so many microseconds at most, or until something may have come of any stream, which
 * all go on then; false: nothing of this one can come.  Raises what api_engine_wait raises.
 */
extern bool api_stream_wait(ApiStream *stream, int64_t most_us);

/* Can nothing of it come, for want of a connection that nobody is about to give back? */
extern bool api_stream_starves(const ApiStream *stream);

/* The same without waiting: false if there is neither a page nor the end yet. */
extern bool api_stream_try(ApiStream *stream, ApiPage **page);

/*
 * For a wait elsewhere, when a stream that was tried has nothing yet: a descriptor that is
 * readable when some stream may go on, now if it is asked for at once, and a tenth of a
 * second later in any case.  After the wait comes api_stream_woken, and then another try.
 */
extern int	api_stream_wait_fd(bool at_once);
extern void api_stream_woken(void);

/* The page has been read; its memory goes.  NULL is ignored. */
extern void api_stream_release(ApiStream *stream, ApiPage *page);

/*
 * Lets the network go on while rows are being consumed: cheap enough to be called
 * for every row.  Does not wait, raises nothing.
 */
extern void api_stream_poll(void);

extern void api_stream_stats(const ApiStream *stream, ApiStreamStats *stats);

/*
 * With counts: the records that the chain has by its first page, which was lent; -1: that does
 * not say it, or not without doubt.
 */
extern int64_t api_stream_total(const ApiStream *stream);

/* What the first page that was passed over failed with, if one was; likewise the first
 * chain that was incomplete.  Live as long as the stream. */
extern const ApiError *api_stream_ignored(const ApiStream *stream);
extern const ApiError *api_stream_incomplete(const ApiStream *stream);

/* Has a page told of the next, or that there is none, where paging says, or was it known? */
extern bool api_stream_shown(const ApiStream *stream);

/* The scan is at its end: raises what nothing has shown to be the end of a chain. */
extern void api_stream_finish(ApiStream *stream);

/* Likewise the first page that seemed to begin with records of the one before. */
extern const ApiError *api_stream_overlap(const ApiStream *stream);

/* Where in the scan a page stands: malloc'd, NULL: no memory; see rest/where.h. */
extern char *api_stream_where(const ApiStream *stream, const ApiPage *page);

/* Why a chain that ended well may yet have had more, likewise. */
extern const ApiError *api_stream_doubt(const ApiStream *stream);

/* The first link that lacks what its page was asked by, likewise. */
extern const ApiError *api_stream_lost(const ApiStream *stream);

/* The first page that told of an error beside its records, likewise. */
extern const ApiError *api_stream_beside(const ApiStream *stream);

/* Frees what a policy owns. */
extern void api_failure_policy_free(ApiFailurePolicy *policy);

/* The credentials, for messages. */
extern const ApiAuth *api_stream_auth(const ApiStream *stream);

/* Cancels what is in flight and frees all, pages not released too.  Raises nothing;
 * may be called from a memory context's reset callback.  NULL is ignored. */
extern void api_stream_close(ApiStream *stream);

#endif							/* API_STREAM_H */
