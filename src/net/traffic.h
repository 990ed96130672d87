/*
 * traffic.h
 *		What pool, queue, transfer and flight know of each other; for these files
 *		alone.
 *
 * Who owns what: a pool owns its queues' places and the idle flights; a queue owns
 * its transfers; a transfer in flight borrows a flight (an easy handle and what
 * libcurl points to) from the pool.  A transfer is in one of the states of states.h,
 * which says in which of its queue's lists it stands; api_transfer_event is the only
 * way from one to another, and keeps every count, the heap of waiting ones and the
 * turn of the queues right.
 */
#ifndef API_TRAFFIC_H
#define API_TRAFFIC_H

#include <stdbool.h>
#include <stdint.h>

#include "net/engine.h"
#include "net/gates.h"
#include "net/heap.h"
#include "net/limiter.h"
#include "net/lookups.h"
#include "net/message.h"
#include "net/pool.h"
#include "net/queue.h"
#include "net/repeat.h"
#include "net/states.h"
#include "net/tickets.h"
#include "net/transfer.h"
#include "net/uuid.h"

typedef struct ApiTransferList
{
	ApiTransfer *first;
	ApiTransfer *last;
	int			count;
} ApiTransferList;

/* What an answer says of the limits of its server, beside response.retry_after_us. */
typedef struct ApiWord
{
	bool		limited;		/* it is a refusal for a rate limit */
	bool		budget;			/* the wait is a budget's, not its own */
	char		gate[API_BUDGET_NAME];	/* the name of the gate that it shuts; "": that for all */
} ApiWord;

struct ApiTransfer
{
	ApiHeapNode timer;			/* in the pool's waiting heap; must stand first */
	ApiQueue   *queue;			/* its home */
	ApiTransfer *prev;			/* in the list of its lane */
	ApiTransfer *next;
	ApiState	state;			/* changed by api_transfer_event alone */
	void	   *tag;			/* its owner's */
	ApiRequest	request;		/* as it was put */
	char	   *url;			/* where a redirect led, malloc'd; NULL: request.url */
	ApiMethod	method;			/* of the next or current send */
	char		key[API_UUID_LEN + 1];	/* its Idempotency-Key, if it is to have one; else "" */
	int			hops;			/* redirects followed in this attempt */
	int			attempts;		/* begun, all of them */
	bool		afresh;			/* on a connection of its own: the last one fell silent */
	int			tries;			/* begun, those that the policy counts */
	int			excused;		/* begun anew at no cost */
	ApiTurns	turned_away;
	int64_t		waited_us;		/* at servers' word */
	int64_t		begun_at;		/* the attempt, on the pumped clock */
	ApiWord		word;			/* of its last answer */
	ApiGatePass pass;			/* its time at the pool's gates */
	uint64_t	name;			/* of the host to look up, hashed (lookups.h); 0: not read yet */
	int64_t		placeless_since;	/* no place for its look-up since then, on the pumped clock; -1: not so */
	bool		grounded;		/* came back for want of a descriptor: leaves with tickets only */
	ApiFlight  *flight;			/* the pool's; NULL unless flying */
	size_t		weight;			/* bytes of its body, as counted in queue->held */
	size_t		touched;		/* of the memory that it was lent for its body */
	size_t		burden;			/* bytes that its owner holds because of it */
	bool		urged;			/* is not held, as its owner waits for it */
	int64_t		number;			/* of all transfers, in the order they were put */
	bool		by_http_2;		/* the response comes so */
	bool		giving_up;		/* its flight ends, and it is sent again (admission.c) */
	bool		given_up;		/* was once */
	ApiTransfer *leader;		/* whose response it waits for, or NULL */
	ApiTransfer *followers;		/* that wait for this one's */
	ApiTransfer *next_follower; /* of the same leader */
	bool		entered;		/* its family knows it (shelf.h) by ... */
	uint64_t	digest;			/* ... what it asks for */
	ApiTransfer *next_alike;	/* whose digest has the same place */
	bool		good;			/* its owner found the response whole, and has read it */
	bool		copied;			/* the response is another's */
	int			given;			/* times that others have copied it */
	ApiResponse response;
};

/* Memory of a body that was freed. */
typedef struct ApiSpare
{
	ApiBuffer	body;			/* empty */
	size_t		touched;		/* bytes of its room that were in use */
} ApiSpare;

struct ApiQueue
{
	ApiPool    *pool;
	ApiQueue   *prev;			/* among the pool's queues */
	ApiQueue   *next;
	bool		in_turn;		/* has something to send and may */
	ApiQueue   *turn_prev;		/* among those in turn */
	ApiQueue   *turn_next;
	ApiLimits	limits;
	const ApiSigner *signer;	/* or NULL */
	ApiFamily	family;			/* whose requests it shares */
	int64_t		statement;		/* in which it was read last */
	int64_t		held_since;		/* at a gate that its statement does not know; 0: it is not */
	ApiTransferList lists[API_LANES];
	size_t		requested;		/* bytes of its transfers' requests */
	size_t		held;			/* bytes of its transfers' bodies */
	size_t		held_most;		/* at any time so far */
	bool		heavy;			/* its bodies are too large for HTTP/2: asks by HTTP/1.1 */
	ApiSpare   *spares;			/* malloc'd: room for twice max_concurrency (spare.c) */
	int			nspares;
	size_t		spare_bytes;	/* touched of them, in sum */
	int			npaused;		/* transfers whose bodies wait */
	ApiQueueStats stats;		/* but for in_flight */
};

#define API_POOL_HEAVY 16		/* tables that a pool remembers */

struct ApiPool
{
	ApiEngineClient client;		/* must stand first */
	ApiPool    *next;			/* among all pools */
	ApiPoolKey	key;
	ApiTransport transport;		/* own copies */
	bool		retired;		/* takes no new queues */
	int64_t		answers;		/* that came, so far */
	bool		heard;			/* somebody answered since the first of its queues was opened */
	bool		resuming;		/* some paused transfer may go on */
	bool		crowded;		/* some body takes more than there is for it (admission.c) */
	uint32_t	heavy[API_POOL_HEAVY];	/* tables whose bodies are too large for HTTP/2 */
	int			nheavy;			/* noted so far; the last of them are there */
	void	   *multi;			/* CURLM: connections; NULL: none is open */
	void	   *share;			/* CURLSH: TLS sessions, known names */
	int64_t		last_used_at;	/* when a send last began or ended; 0: never */
	ApiAccount	account;		/* its tickets for descriptors */
	ApiName		names[API_LOOKUPS_NAMES];	/* that it had answers for */
	bool		awaits_name;	/* a request of its waits for another's look-up, or for a place */
	int64_t		curl_due;		/* when libcurl wants its timer; INT64_MAX: never */
	ApiQueue   *queues;			/* all open ones */
	ApiQueue   *turn_first;		/* those that may send, next first */
	ApiQueue   *turn_last;
	ApiWindow	window;			/* of zeros until the first queue opens */
	ApiGates	gates;
	ApiLimiter	limiter;
	int64_t		blocked_until;	/* gate or rate holds the next send; INT64_MAX: no */
	int			in_flight;		/* over all queues */
	int			npaused;		/* of them paused: their places are lent */
	int			unfinished;		/* ready, waiting and flying over all queues */
	int			transfers;		/* that exist, in any lane */
	ApiHeap		waiting;		/* transfers, by the time they may go; monotonic */
	ApiHeap		deadlines;		/* flights, by pumped time; may be too early */
	ApiFlight  *resting;		/* flights that go on with the next pump (rest.c), first of them first */
	ApiFlight  *last_resting;
	ApiFlight  *idle;			/* flights to use again */
	int			nidle;			/* of them */
};

/* ---- pool.c ---- */

/* Adds an open queue, takes it away; adapts window and rate. */
extern void api_pool_attach(ApiPool *pool, ApiQueue *queue);
extern void api_pool_detach(ApiPool *pool, ApiQueue *queue);

/* Makes the multi handle if there is none; false: no memory or descriptors.  Gives it
 * back, with all connections, if nothing flies: is it gone? */
extern bool api_pool_open_multi(ApiPool *pool);
extern bool api_pool_close_multi(ApiPool *pool);

/* All pools, by their next: those that rest (have no queue) in the order of their last
 * use, the latest first. */
extern ApiPool *api_pool_first(void);

/* It has a turn in this pump or the next. */
extern void api_pool_wake(ApiPool *pool);

/* Frees the pool if it is retired and empty. */
extern void api_pool_try_dispose(ApiPool *pool);

/* 32 random bits. */
extern uint32_t api_pool_chance(void);

/* ---- traffic.c ---- */

/* All lists, counts and states of a pool: what does not hold, or NULL.  It may be called
 * between two pumps, and at the end of a turn. */
extern const char *api_traffic_check(const ApiPool *pool);

/* ---- turn.c ---- */

/* The pool's callbacks: the engine's, and libcurl's of a new multi handle. */
extern void api_turn_install(ApiPool *pool);
extern bool api_turn_set_up(ApiPool *pool);

/* What had waited of its body was refused when it went on: it lands with that fault. */
extern void api_turn_land_refused(ApiTransfer *transfer);

/* Takes a flying transfer off the wire, unanswered. */
extern void api_turn_abandon(ApiTransfer *transfer);

/* ---- parked.c ---- */

/* A flight to use, an old one or a new one; NULL: no memory. */
extern ApiFlight *api_parked_take(ApiPool *pool);

/* Keeps one that was cleared, if there are not too many, for use again. */
extern void api_parked_put(ApiPool *pool, ApiFlight *flight);

/* Frees all that the pool keeps. */
extern void api_parked_free(ApiPool *pool);

/* Its flight is over, with that CURLcode.  Not under a callback. */
extern void api_turn_land(ApiTransfer *transfer, int code);

/* ---- admission.c ---- */

/* May the queue's next request leave? */
extern bool api_admission_may(const ApiQueue *queue);

/* A body takes more than there is: the pool's next turn gives others up. */
extern void api_admission_crowded(ApiPool *pool);
extern void api_admission_relieve(ApiPool *pool);

/* A flight's head has grown; false: there is no memory for it, a fault. */
extern bool api_admission_head(ApiFlight *flight);

/* Is memory exhausted, and nothing there to be given up? */
extern bool api_admission_hopeless(void);

/* May it be given up at all?  It is: whoever ends its flight. */
extern bool api_admission_revokes(const ApiTransfer *transfer);
extern void api_admission_give_up(ApiTransfer *transfer);

/* Were the table's bodies too large for HTTP/2? */
extern bool api_admission_remembers(const ApiPool *pool, uint32_t table);

/* What was counted with that many bytes now takes so many. */
extern void api_admission_count(size_t before, size_t after);

/* So many requests more fly, or fewer. */
extern void api_admission_fly(int change);
/* A send is over: takes its flight out of libcurl's hands and off the clock, wipes it, keeps
 * it.  early: libcurl had not ended it. */
extern void api_turn_return_flight(ApiPool *pool, ApiFlight *flight, bool early);

/* ---- launch.c ---- */

/* Sends what may go. */
extern void api_launch_ready(ApiPool *pool);

/* A send came to nothing for want of a descriptor: as if it had not left. */
extern void api_launch_undo(ApiTransfer *transfer);

/* ---- pause.c ---- */

typedef enum ApiPauseReason
{
	API_PAUSE_NOT,
	API_PAUSE_HELD,				/* all bodies together are as large as may be */
	API_PAUSE_FULL				/* its own is */
} ApiPauseReason;

/* Do all bodies together, of the queue or the backend, take as much as may be? */
extern bool api_queue_crowded(const ApiQueue *queue);

/* Must its body wait, and why? */
extern ApiPauseReason api_pause_due(const ApiTransfer *transfer);

/* Does the next byte of its body need memory that it has not touched yet? */
extern bool api_pause_needs_memory(const ApiTransfer *transfer);

/* libcurl is told to wait with its body. */
extern bool api_pause_begin(ApiTransfer *transfer);

/* Its body has changed, or it goes: counts its bytes anew. */
extern void api_transfer_weigh(ApiTransfer *transfer);

/* Bodies that waited and may go on do.  Not under a callback. */
extern void api_pause_resume(ApiPool *pool);

/* ---- rest.c ---- */

/* Takes nothing more in this pump; libcurl was told to wait with its body. */
extern bool api_rest_begin(ApiFlight *flight);

/* It rests no more, if it did. */
extern void api_rest_end(ApiPool *pool, ApiFlight *flight);

/* Those that rest go on, as far as there is work left to do.  Not under a callback. */
extern void api_rest_resume(ApiPool *pool);

/* ---- sharing.c ---- */

/* A new transfer: is another of its family asked for the same, so that it follows that one? */
extern bool api_sharing_follow(ApiTransfer *transfer);

/* It follows no more. */
extern void api_sharing_leave(ApiTransfer *transfer);

/* Its response is whole, and its followers' too; it cannot give one, and they ask themselves. */
extern void api_sharing_give(ApiTransfer *leader);
extern void api_sharing_part(ApiTransfer *leader);

/* ---- asked.c ---- */

/* A new transfer is known by what it asks for, if others of its family may have the response;
 * one that goes is not any more. */
extern void api_asked_enter(ApiTransfer *transfer);
extern void api_asked_leave(ApiTransfer *transfer);

/* The next transfer behind one (NULL: the first) that was asked for the same by another queue of
 * its pool and family, or NULL. */
extern ApiTransfer *api_asked_alike(const ApiTransfer *transfer, const ApiTransfer *after);

/* Are they the same request; in the same statement, as the same role? */
extern bool api_asked_same(const ApiRequest *a, const ApiRequest *b);
extern bool api_asked_same_family(const ApiFamily *a, const ApiFamily *b);

/* ---- shelf.c ---- */

/* The first of the transfers whose digest has that place. */
extern ApiTransfer **api_shelf_asked(struct ApiShelf *shelf, uint64_t digest);

/* Is it a response that others may have when its reader is through with it? */
extern bool api_shelf_fits(const ApiResponse *response);

/* A page that was asked for by the same request: copies its response.  false: there is none, or
 * no memory. */
extern bool api_shelf_find(ApiTransfer *transfer);

/* Takes request and response of a transfer that goes, if they are of use and there is room. */
extern void api_shelf_keep(ApiTransfer *transfer);

/* ---- queue.c ---- */

/*
 * Something happens to it: it goes where the table leads.  To wait, its timer.at must have
 * been set.  false: it cannot happen, and is the transfer's failure, API_ERR_INTERNAL.
 */
extern bool api_transfer_event(ApiTransfer *transfer, ApiEvent event);

static inline const ApiStateTraits *
api_transfer_traits(const ApiTransfer *transfer)
{
	return api_state_traits(transfer->state);
}

/* In turn or not, as it now stands. */
extern void api_queue_update_turn(ApiQueue *queue);

/* ---- spare.c ---- */

/* Room for spares, once the queue's limits are known; false: no memory. */
extern bool api_spares_init(ApiQueue *queue);

/* The queue's held bytes have changed: frees spares that are too many beside them. */
extern void api_spares_trim(ApiQueue *queue);
extern void api_spares_drop(ApiQueue *queue);
extern void api_spares_free(ApiQueue *queue);

/* Gives a transfer's body used memory, if it has none; takes that of one that goes. */
extern void api_spare_lend(ApiTransfer *transfer);
extern void api_spare_keep(ApiTransfer *transfer);

/* A queue has sent: the others in turn come first now. */
extern void api_queue_yield_turn(ApiQueue *queue);

/* ---- passage.c ---- */

typedef enum ApiPassage
{
	API_PASSAGE_NOW,			/* launch it: it is its gates' probe, if they wanted one */
	API_PASSAGE_LATER,			/* not before *at; INT64_MAX: when another has landed */
	API_PASSAGE_NEVER			/* it has failed: its wait is longer than may be */
} ApiPassage;

/* May it leave, by gates and rate? */
extern ApiPassage api_passage_ask(ApiTransfer *transfer, int64_t now, int64_t *at);

/* If it was a probe, it is none any more; well: what it went to see is open. */
extern void api_passage_back(ApiTransfer *transfer, bool well);

/* It had an answer, which names these budgets; a good one, whose budgets may be spent. */
extern void api_passage_learn(ApiTransfer *transfer, const ApiBudgets *budgets);
extern void api_passage_heed(ApiTransfer *transfer, const ApiBudgets *budgets);

/* It was refused for so long: shuts its word's gate; gives when it may pass itself. */
extern int64_t api_passage_refused(ApiTransfer *transfer, int64_t wait_us);

/* ---- transfer.c ---- */

/* What is known of a send that ended, beside the response. */
typedef struct ApiLanding
{
	int64_t		sent_at;		/* monotonic */
	bool		looking_up;		/* its host's name, to the end */
	bool		connected;		/* a connection was there: the request may be sent */
	bool		reused;			/* and it was an old one */
	bool		answered;		/* at least one byte came back */
	bool		turned_away;	/* libcurl would have sent it again, see flight_again.c */
	int			sends;			/* those of libcurl's own included */
} ApiLanding;

/* A new transfer in no list; takes what *request holds.  NULL: no memory. */
extern ApiTransfer *api_transfer_new(ApiQueue *queue, ApiRequest *request, void *tag);

/* Does its next or current send no harm when libcurl repeats it? */
extern bool api_transfer_send_repeatable(const ApiTransfer *transfer);

/* Where the next or current send goes, without credentials. */
extern const char *api_transfer_url(const ApiTransfer *transfer);

/* A send begins: counts the attempt, empties the response. */
extern void api_transfer_begin(ApiTransfer *transfer);

/* It has not begun after all: takes back what was counted. */
extern void api_transfer_unsend(ApiTransfer *transfer);

/* A send ended, well or not: redirect, retry or done. */
extern void api_transfer_landed(ApiTransfer *transfer, const ApiLanding *landing);

/* It was given up: frees its body, and lets it be sent again, at no cost. */
extern void api_transfer_put_back(ApiTransfer *transfer);

/* It ends here, with that failure; text is copied, may be NULL. */
extern void api_transfer_fail(ApiTransfer *transfer, ApiErrorCode failure, const char *text);

#endif							/* API_TRAFFIC_H */
