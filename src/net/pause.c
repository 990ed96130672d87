/*
 * pause.c
 *		When a body waits: backpressure.
 *
 * A queue holds pause_above bytes of bodies in all, those of finished transfers
 * included, and all queues together what a backend may (memory.h).  What is beyond stays
 * with the server: the transfer is *paused*, its socket is not read.  There are two
 * reasons, and two ways on:
 *
 *   it is full    its own body has that many bytes: goes on when its owner discards
 *                 some of them (a body that is read in portions)
 *   it is held    all bodies together have: goes on when others were freed, or when
 *                 its owner waits for just this one and urges it
 *
 * Nobody but the owner knows which body is needed next, so nothing goes on past the
 * bound by itself; an owner who has nothing to read urges one.  A paused transfer
 * lends its place in the window to others: a scan that is not being read must not
 * block one that is.
 *
 * HTTP/2 is never held: see admission.c.
 */
#include "net/flight.h"
#include "net/memory.h"

/* What libcurl has of a head while it flies: as headers, over HTTP/2 as it came, and to be read, too. */
static inline size_t
head_copies(const ApiFlight *flight)
{
	return (flight->http_1 ? 1 : 3) * flight->head_bytes;
}

static bool is_full(const ApiTransfer *transfer);

static bool
is_full(const ApiTransfer *transfer)
{
	size_t		above = transfer->queue->limits.pause_above;

	return above > 0 && transfer->response.body.len >= above;
}

bool
api_queue_crowded(const ApiQueue *queue)
{
	return api_memory_scarce() ||
		(queue->limits.pause_above > 0 && queue->held >= queue->limits.pause_above);
}

bool
api_pause_needs_memory(const ApiTransfer *transfer)
{
	return transfer->response.body.len >= transfer->touched;
}

ApiPauseReason
api_pause_due(const ApiTransfer *transfer)
{
	if (is_full(transfer))
		return API_PAUSE_FULL;
	return api_queue_crowded(transfer->queue) && !transfer->urged && api_pause_needs_memory(transfer) ?
		API_PAUSE_HELD : API_PAUSE_NOT;
}

/* There is memory again: may the next request leave? */
static void
admit_next(ApiQueue *queue)
{
	bool		in_turn = queue->in_turn;

	api_queue_update_turn(queue);
	if (!in_turn && queue->in_turn)
		api_engine_kick(&queue->pool->client);
}

void
api_transfer_weigh(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;
	size_t		before = transfer->weight;

	/* what was dropped of a body has been touched, too */
	if (transfer->touched < transfer->response.body.len)
		transfer->touched = transfer->response.body.len;
	transfer->weight = transfer->touched + transfer->burden + transfer->response.headers.bytes;
	if (transfer->flight != NULL)
		transfer->weight += transfer->flight->late.room + head_copies(transfer->flight);
	if (api_transfer_traits(transfer)->lane == API_LANE_NONE)
		transfer->weight = 0;
	queue->held += transfer->weight - before;
	api_admission_count(before, transfer->weight);
	api_spares_trim(queue);
	if (transfer->weight >= before || api_queue_crowded(queue))
		return;
	admit_next(queue);
	if (queue->npaused == 0)
		return;
	queue->pool->resuming = true;
	api_engine_kick(&queue->pool->client);
}

void
api_transfer_burden(ApiTransfer *transfer, size_t bytes)
{
	transfer->burden = bytes;
	api_transfer_weigh(transfer);
}

bool
api_transfer_paused(const ApiTransfer *transfer)
{
	return transfer->state == API_STATE_FULL;
}

bool
api_transfer_held(const ApiTransfer *transfer)
{
	return transfer->state == API_STATE_HELD && api_queue_crowded(transfer->queue);
}

void
api_transfer_urge(ApiTransfer *transfer)
{
	if (!api_transfer_event(transfer, API_EVENT_URGE))
		return;
	transfer->urged = true;
	transfer->queue->pool->resuming = true;
	api_engine_kick(&transfer->queue->pool->client);
}

bool
api_queue_holds(const ApiQueue *queue)
{
	const ApiTransfer *t = NULL;

	if (queue->npaused == 0 || !api_queue_crowded(queue))
		return false;
	while ((t = api_queue_flying(queue, t)) != NULL)
		if (t->urged && !is_full(t))
			return false;
	return true;
}

bool
api_queue_stands(const ApiQueue *queue)
{
	const ApiTransfer *t = NULL;

	if (queue->npaused == 0 || queue->lists[API_LANE_READY].count > 0 ||
		queue->lists[API_LANE_WAITING].count > 0 || queue->lists[API_LANE_FOLLOWING].count > 0)
		return false;
	while ((t = api_queue_flying(queue, t)) != NULL)
		if (t->state != API_STATE_FULL && t->state != API_STATE_HELD)
			return false;
	return true;
}

void
api_transfer_discard(ApiTransfer *transfer, size_t bytes)
{
	ApiPool    *pool = transfer->queue->pool;

	if (!api_transfer_event(transfer, API_EVENT_DISCARD))
		return;
	api_sharing_part(transfer);
	api_buffer_drop(&transfer->response.body, bytes);
	transfer->response.discarded += bytes;
	if (transfer->state == API_STATE_RESUMING)
	{
		pool->resuming = true;
		api_engine_kick(&pool->client);
	}
	api_transfer_weigh(transfer);
}

bool
api_pause_begin(ApiTransfer *transfer)
{
	if (!api_transfer_event(transfer, is_full(transfer) ? API_EVENT_FILL : API_EVENT_HOLD))
		return false;
	/* others may have to read before this one goes on; and refusals are short */
	api_passage_back(transfer, true);
	return true;
}

/* May it go on?  What is full waits for its owner. */
static bool
may_go_on(const ApiTransfer *transfer)
{
	return transfer->state == API_STATE_RESUMING ||
		(transfer->state == API_STATE_HELD && api_pause_due(transfer) == API_PAUSE_NOT);
}

void
api_pause_resume(ApiPool *pool)
{
	pool->resuming = false;
	for (ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
	{
		ApiTransfer *next;

		api_queue_update_turn(queue);
		for (ApiTransfer *t = queue->npaused > 0 ? queue->lists[API_LANE_FLYING].first : NULL; t != NULL; t = next)
		{
			next = t->next;
			if (!may_go_on(t))
				continue;
			if (!api_transfer_event(t, API_EVENT_GO_ON) || !api_flight_resume(t->flight))
				api_turn_land_refused(t);
		}
	}
}
