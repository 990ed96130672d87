/*
 * queue.h
 *		The mailbox of one scan: requests go in, finished transfers come out.
 *
 * A queue belongs to one stream and sits on one pool, whose slots it shares
 * fairly (turn by turn) with the pool's other queues.  Nothing here waits,
 * calls back or raises; progress is made by api_engine_pump.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_QUEUE_H
#define API_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "net/message.h"
#include "net/transfer.h"

typedef struct ApiPool ApiPool;
typedef struct ApiQueue ApiQueue;

/* What a queue has done so far: EXPLAIN ANALYZE's figures. */
typedef struct ApiQueueStats
{
	int64_t		requests;		/* sent, each attempt and redirect counted */
	int64_t		shared;			/* not sent, as another scan's response was theirs too */
	int64_t		kept;			/* of these, of pages that had been read before */
	int64_t		retries;		/* attempts beyond each request's first */
	int64_t		given_up;		/* responses, for want of memory, to be asked for again */
	int64_t		redirects;		/* followed */
	int64_t		bytes;			/* of decoded bodies received */
	int64_t		connections_opened;
	int64_t		connections_reused; /* requests that went over an open one */
	int64_t		transfer_us;	/* libcurl's total times, summed over attempts */
	int			in_flight;		/* now */
	int			peak_in_flight;
} ApiQueueStats;

/*
 * Queues of the same pool, shelf and role share requests: what one has asked for, and
 * still has or waits for, or what is on the shelf (shelf.h), another is not sent for.
 */
typedef struct ApiFamily
{
	struct ApiShelf *shelf;		/* the query's; NULL: no family */
	uint32_t	table;			/* Oids */
	uint32_t	role;			/* as which it is read */
	int			max_redirects;	/* to where an answer may lead */
	int			wanted;			/* times that others may ask for what was read: then it goes to the shelf */
} ApiFamily;

/*
 * A queue on the pool.  Copies limits; signer may be NULL and must outlive the
 * queue.  NULL with err when out of memory.
 */
extern ApiQueue *api_queue_open(ApiPool *pool, const ApiLimits *limits, const ApiSigner *signer,
								ApiError *err);

/* It is read in the statement that is now, whose requests its are from here on. */
extern void api_queue_read(ApiQueue *queue);

/* Makes it one of a family, and shares its shelf; before anything is put. */
extern void api_queue_share(ApiQueue *queue, ApiFamily family);

/*
 * Puts a request behind the others; takes what *request holds and leaves it
 * empty.  tag is the owner's, given back by api_transfer_tag.  The transfer
 * belongs to the owner.  NULL with err when out of memory.
 */
extern ApiTransfer *api_queue_put(ApiQueue *queue, ApiRequest *request, void *tag, ApiError *err);

/* The next finished transfer, in the order they finished; NULL: none now. */
extern ApiTransfer *api_queue_take(ApiQueue *queue);

/* Transfers that are put and not yet done: in flight, waiting to retry.  Those that another
 * scan's response is awaited for are neither. */
extern int	api_queue_in_flight(const ApiQueue *queue);
extern int	api_queue_waiting(const ApiQueue *queue);

/* Bytes that the requests of all its transfers take. */
extern size_t api_queue_requested(const ApiQueue *queue);

/* The transfers that fly now, for an arrival pass: next after the given one
 * (NULL: the first). */
extern ApiTransfer *api_queue_flying(const ApiQueue *queue, const ApiTransfer *after);

/* Are transfers held that nobody has urged yet? */
extern bool api_queue_holds(const ApiQueue *queue);

/* Do some fly, all of them paused, and none waits to be sent? */
extern bool api_queue_stands(const ApiQueue *queue);

/* Does it wait for a descriptor, and nothing is on its way that could give one back?  Then
 * its requests may be given up: they fail with API_ERR_DESCRIPTORS or _CONNECTIONS. */
extern bool api_queue_starves(const ApiQueue *queue);
extern void api_queue_give_up(ApiQueue *queue);

extern void api_queue_stats(const ApiQueue *queue, ApiQueueStats *stats);

/* Frees the queue and every transfer of it, those in flight too. */
extern void api_queue_close(ApiQueue *queue);

#endif							/* API_QUEUE_H */
