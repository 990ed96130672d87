/*
 * launch.c
 *		Sends what slot, gate, rate, look-up and tickets allow, queue by queue.
 *
 * This is where descriptors are asked for: under no callback of libcurl, and before
 * anything of the attempt is counted.  What libcurl could not do for lack of a
 * descriptor comes back here (api_launch_undo) as if it had never left.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "net/allowance.h"
#include "net/flight.h"

#define MAX_LAUNCHES 64			/* of one round: libcurl runs all new ones in one call */
#define TELL_ROOM 320

typedef enum Outcome
{
	GONE,						/* it left, or failed */
	HELD,						/* its queue has to wait for gates, rate or a look-up */
	STOPPED						/* its pool has, for tickets */
} Outcome;

static Outcome launch_next(ApiPool *pool, ApiQueue *queue);
static ApiTransfer *pick(ApiPool *pool, ApiQueue *queue, ApiLookupNeed *need);
static void miss(ApiTransfer *transfer);
static Outcome board_and_launch(ApiPool *pool, ApiTransfer *transfer, ApiLookupNeed need, int64_t now);
static bool board(ApiPool *pool, ApiTransfer *transfer, ApiLookupNeed need, ApiFlight *flight);
static void launch(ApiPool *pool, ApiTransfer *transfer, ApiFlight *flight);
static ApiErrorCode take_off(ApiPool *pool, ApiTransfer *transfer, ApiFlight *flight);

void
api_launch_ready(ApiPool *pool)
{
	ApiQueue   *queue;
	const ApiQueue *held = NULL;	/* the first since one has left */
	int			launched = 0;

	pool->blocked_until = INT64_MAX;
	pool->awaits_name = false;
	api_tickets_withdraw(pool);
	while (launched < MAX_LAUNCHES && (queue = pool->turn_first) != NULL && queue != held &&
		   pool->in_flight - pool->npaused < pool->window.size)
	{
		switch (launch_next(pool, queue))
		{
			case GONE:
				launched++;
				held = NULL;
				break;
			case HELD:
				held = held != NULL ? held : queue;
				break;
			case STOPPED:
				return;
		}
		api_queue_yield_turn(queue);
	}
}

/* Its first request that may go, if one may. */
static Outcome
launch_next(ApiPool *pool, ApiQueue *queue)
{
	ApiLookupNeed need;
	ApiTransfer *transfer = pick(pool, queue, &need);
	int64_t		now = api_engine_now();
	int64_t		at;

	if (transfer == NULL)
		return HELD;
	if (need == API_LOOKUP_LATE)
	{
		miss(transfer);
		return GONE;
	}
	switch (api_passage_ask(transfer, now, &at))
	{
		case API_PASSAGE_NEVER:
			break;
		case API_PASSAGE_LATER:
			if (at < pool->blocked_until)
				pool->blocked_until = at;
			return HELD;
		case API_PASSAGE_NOW:
			return board_and_launch(pool, transfer, need, now);
	}
	return GONE;
}

/* There was no place for its look-up: as a send that came to nothing. */
static void
miss(ApiTransfer *transfer)
{
	ApiLanding	landing = {.sent_at = api_engine_now()};
	char		text[TELL_ROOM];

	api_lookups_tell(transfer, text, sizeof(text));
	api_transfer_begin(transfer);
	transfer->response.failure = API_ERR_LOOKUP;
	free(transfer->response.failure_text);
	transfer->response.failure_text = strdup(text);
	(void) api_transfer_event(transfer, API_EVENT_MISS);
	api_transfer_landed(transfer, &landing);
}

static Outcome
board_and_launch(ApiPool *pool, ApiTransfer *transfer, ApiLookupNeed need, int64_t now)
{
	ApiFlight  *flight = api_parked_take(pool);

	if (flight != NULL && !board(pool, transfer, need, flight))
	{
		api_parked_put(pool, flight);
		api_passage_back(transfer, false);
		return STOPPED;
	}
	api_limiter_take(&pool->limiter, now);
	launch(pool, transfer, flight);
	return GONE;
}

/* The first whose host's name is known or may be looked up, or that has waited for that for too
 * long; NULL: none. */
static ApiTransfer *
pick(ApiPool *pool, ApiQueue *queue, ApiLookupNeed *need)
{
	bool		rides = api_tickets_rides(pool);
	uint64_t	waits = 0;

	for (ApiTransfer *t = queue->lists[API_LANE_READY].first; t != NULL; t = t->next)
	{
		if (waits != 0 && t->name == waits)
			continue;
		*need = api_lookups_need(pool, t, rides && !t->grounded);
		if (*need != API_LOOKUP_WAIT)
			return t;
		waits = t->name;
	}
	return NULL;
}

/* Gives the flight its tickets: none if an idle connection is there.  false: it waits. */
static bool
board(ApiPool *pool, ApiTransfer *transfer, ApiLookupNeed need, ApiFlight *flight)
{
	bool		lookup = need == API_LOOKUP_FIRST;

	if (!lookup && !transfer->grounded && api_tickets_rides(pool))
		api_tickets_ride(pool, flight);
	else if (!api_tickets_take(pool, flight, lookup))
		return false;
	flight->transfer = transfer;
	flight->closes = api_tickets_urgent(pool);
	transfer->grounded = false;
	if (lookup)
		api_lookups_begin(flight);
	return true;
}

/* flight: NULL if there was no memory for one. */
static void
launch(ApiPool *pool, ApiTransfer *transfer, ApiFlight *flight)
{
	ApiErrorCode failure = API_ERR_OUT_OF_MEMORY;

	api_transfer_begin(transfer);
	if (!api_allowance_take(transfer->queue->statement))
		failure = API_ERR_FANOUT;
	else if (flight != NULL)
		failure = take_off(pool, transfer, flight);
	if (failure == API_ERR_NONE)
		return;

	if (flight != NULL)
		api_turn_return_flight(pool, flight, false);
	api_transfer_fail(transfer, failure, failure == API_ERR_ORIGIN ?
					  "the request's origin is not allowed" : NULL);
}

/* Hands it to libcurl. */
static ApiErrorCode
take_off(ApiPool *pool, ApiTransfer *transfer, ApiFlight *flight)
{
	ApiErrorCode failure = api_flight_prepare(flight, transfer);
	CURLMcode	code;

	if (failure != API_ERR_NONE)
		return failure;
	if (!api_heap_reserve(&pool->deadlines, pool->in_flight + 1))
		return API_ERR_OUT_OF_MEMORY;
	/* newer libcurls make no handle without the descriptors to wake it by */
	if (!api_pool_open_multi(pool))
		return api_tickets_short() ? API_ERR_DESCRIPTORS : API_ERR_OUT_OF_MEMORY;
	code = curl_multi_add_handle(pool->multi, flight->easy);
	if (code != CURLM_OK)
		return code == CURLM_OUT_OF_MEMORY ? API_ERR_OUT_OF_MEMORY : API_ERR_INTERNAL;

	transfer->queue->stats.requests++;
	transfer->flight = flight;
	pool->last_used_at = api_engine_now();
	api_heap_add(&pool->deadlines, &flight->deadline, api_flight_due(flight));
	(void) api_transfer_event(transfer, API_EVENT_SEND);
	return API_ERR_NONE;
}

void
api_launch_undo(ApiTransfer *transfer)
{
	api_passage_back(transfer, false);
	transfer->queue->stats.requests--;
	api_allowance_give_back(transfer->queue->statement);
	api_transfer_unsend(transfer);
	transfer->grounded = true;
	(void) api_transfer_event(transfer, API_EVENT_EXCUSE);
}

bool
api_queue_starves(const ApiQueue *queue)
{
	return queue->pool->account.wants && api_tickets_stand() &&
		(queue->lists[API_LANE_READY].count > 0 || queue->lists[API_LANE_FOLLOWING].count > 0);
}

void
api_queue_give_up(ApiQueue *queue)
{
	char		text[TELL_ROOM];
	ApiErrorCode failure;
	ApiTransfer *transfer;

	failure = api_tickets_tell(text, sizeof(text));
	while ((transfer = queue->lists[API_LANE_FOLLOWING].first) != NULL)
		(void) api_transfer_event(transfer, API_EVENT_PART);
	while ((transfer = queue->lists[API_LANE_READY].first) != NULL)
		api_transfer_fail(transfer, failure, text);
}
