/*
 * queue.c
 *		The mailbox of one scan: requests go in, finished transfers come out.
 *
 * A queue stands in its pool's turn while it has something ready and its own
 * max_concurrency and memory leave room; the pool serves the queues in turn one send each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "net/allowance.h"
#include "net/flight.h"
#include "net/shelf.h"

static void enter(ApiTransfer *transfer, ApiState to, bool front);
static bool refuse(ApiTransfer *transfer, ApiEvent event);
static void leave_list(ApiTransfer *transfer, ApiLane lane);
static void join_list(ApiTransfer *transfer, ApiLane lane, bool front);
static void enter_turn(ApiQueue *queue);
static void leave_turn(ApiQueue *queue);

ApiQueue *
api_queue_open(ApiPool *pool, const ApiLimits *limits, const ApiSigner *signer, ApiError *err)
{
	ApiQueue   *queue = calloc(1, sizeof(*queue));

	if (queue != NULL)
		queue->limits = *limits;
	if (queue == NULL || !api_spares_init(queue))
	{
		free(queue);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	queue->pool = pool;
	queue->statement = api_allowance_statement();
	queue->signer = signer;
	api_pool_attach(pool, queue);
	return queue;
}

void
api_queue_read(ApiQueue *queue)
{
	queue->statement = api_allowance_statement();
}

void
api_queue_share(ApiQueue *queue, ApiFamily family)
{
	queue->family = family;
	(void) api_shelf_share(family.shelf);
	queue->heavy = api_admission_remembers(queue->pool, family.table);
}

ApiTransfer *
api_queue_put(ApiQueue *queue, ApiRequest *request, void *tag, ApiError *err)
{
	ApiPool    *pool = queue->pool;
	ApiTransfer *transfer = NULL;

	/* room to wait is made now, so that a retry cannot fail for lack of it */
	if (api_heap_reserve(&pool->waiting, pool->transfers + 1))
		transfer = api_transfer_new(queue, request, tag);
	if (transfer == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	pool->transfers++;
	queue->requested += api_request_bytes(&transfer->request);
	if (!api_sharing_follow(transfer))
		(void) api_transfer_event(transfer, API_EVENT_PUT);
	api_engine_kick(&pool->client);
	return transfer;
}

ApiTransfer *
api_queue_take(ApiQueue *queue)
{
	ApiTransfer *transfer = queue->lists[API_LANE_DONE].first;

	if (transfer != NULL)
		(void) api_transfer_event(transfer, API_EVENT_TAKE);
	return transfer;
}

size_t
api_queue_requested(const ApiQueue *queue)
{
	return queue->requested;
}

int
api_queue_in_flight(const ApiQueue *queue)
{
	return queue->lists[API_LANE_FLYING].count;
}

int
api_queue_waiting(const ApiQueue *queue)
{
	return queue->lists[API_LANE_WAITING].count;
}

ApiTransfer *
api_queue_flying(const ApiQueue *queue, const ApiTransfer *after)
{
	return after != NULL ? after->next : queue->lists[API_LANE_FLYING].first;
}

void
api_queue_stats(const ApiQueue *queue, ApiQueueStats *stats)
{
	*stats = queue->stats;
	stats->in_flight = api_queue_in_flight(queue);
}

void
api_queue_close(ApiQueue *queue)
{
	ApiPool    *pool = queue->pool;

	for (int lane = 0; lane < API_LANES; lane++)
		while (queue->lists[lane].first != NULL)
			api_transfer_free(queue->lists[lane].first);
	api_spares_free(queue);
	api_shelf_release(queue->family.shelf);
	api_pool_detach(pool, queue);
	free(queue);
	api_pool_try_dispose(pool);
}

bool
api_transfer_event(ApiTransfer *transfer, ApiEvent event)
{
	ApiState	to = api_state_after(transfer->state, event);

	if (to == API_STATE_NOWHERE)
		return refuse(transfer, event);
	enter(transfer, to, api_event_goes_first(event));
	if (to == API_STATE_DONE && event != API_EVENT_DISCARD)
		api_sharing_give(transfer);
	else if (!api_state_traits(to)->leads)
		api_sharing_part(transfer);
	return true;
}

/* Keeps lists and counts in step with the state. */
static void
enter(ApiTransfer *transfer, ApiState to, bool front)
{
	ApiQueue   *queue = transfer->queue;
	const ApiStateTraits *was = api_transfer_traits(transfer);
	const ApiStateTraits *will = api_state_traits(to);
	int			paused = (int) will->paused - (int) was->paused;

	if (was->lane != will->lane && was->lane != API_LANE_NONE)
		leave_list(transfer, was->lane);
	transfer->state = to;
	if (was->lane != will->lane && will->lane != API_LANE_NONE)
		join_list(transfer, will->lane, front);
	queue->npaused += paused;
	queue->pool->npaused += paused;
	api_queue_update_turn(queue);
}

/* What cannot happen has: the transfer fails with that, at once or when it lands; false. */
static bool
refuse(ApiTransfer *transfer, ApiEvent event)
{
	const ApiStateTraits *is = api_transfer_traits(transfer);
	ApiResponse *response = &transfer->response;
	char		text[100];

	(void) snprintf(text, sizeof(text), "a transfer that is %s cannot have: %s", is->name, api_event_name(event));
	api_check_failed(text);
	if (is->flies)
	{
		/* it lands with the next turn, at the latest */
		api_heap_change(&transfer->queue->pool->deadlines, &transfer->flight->deadline, 0);
		api_engine_kick(&transfer->queue->pool->client);
		return api_flight_fail(transfer->flight, API_ERR_INTERNAL, "the transfer is in a wrong state");
	}
	response->failure = API_ERR_INTERNAL;
	free(response->failure_text);
	response->failure_text = strdup(text);
	if (is->lane < API_LANE_DONE)
	{
		api_passage_back(transfer, false);
		enter(transfer, API_STATE_DONE, false);
		api_sharing_give(transfer);
	}
	return false;
}

static void
leave_list(ApiTransfer *transfer, ApiLane lane)
{
	ApiQueue   *queue = transfer->queue;
	ApiTransferList *list = &queue->lists[lane];

	if (transfer->prev != NULL)
		transfer->prev->next = transfer->next;
	else
		list->first = transfer->next;
	if (transfer->next != NULL)
		transfer->next->prev = transfer->prev;
	else
		list->last = transfer->prev;
	transfer->prev = transfer->next = NULL;
	list->count--;

	if (lane <= API_LANE_FLYING)
		queue->pool->unfinished--;
	if (lane == API_LANE_FLYING)
	{
		queue->pool->in_flight--;
		api_admission_fly(-1);
	}
	else if (lane == API_LANE_WAITING)
		api_heap_remove(&queue->pool->waiting, &transfer->timer);
	else if (lane == API_LANE_FOLLOWING)
		api_sharing_leave(transfer);
}

static void
join_list(ApiTransfer *transfer, ApiLane lane, bool front)
{
	ApiQueue   *queue = transfer->queue;
	ApiTransferList *list = &queue->lists[lane];

	transfer->prev = front ? NULL : list->last;
	transfer->next = front ? list->first : NULL;
	if (transfer->prev != NULL)
		transfer->prev->next = transfer;
	else
		list->first = transfer;
	if (transfer->next != NULL)
		transfer->next->prev = transfer;
	else
		list->last = transfer;
	list->count++;

	if (lane <= API_LANE_FLYING)
		queue->pool->unfinished++;
	if (lane == API_LANE_FLYING)
	{
		queue->pool->in_flight++;
		api_admission_fly(1);
		if (list->count > queue->stats.peak_in_flight)
			queue->stats.peak_in_flight = list->count;
	}
	else if (lane == API_LANE_WAITING)
		api_heap_add(&queue->pool->waiting, &transfer->timer, transfer->timer.at);
}

void
api_queue_update_turn(ApiQueue *queue)
{
	bool		may = queue->lists[API_LANE_READY].count > 0 &&
		queue->lists[API_LANE_FLYING].count - queue->npaused < queue->limits.max_concurrency &&
		api_admission_may(queue);

	if (may && !queue->in_turn)
		enter_turn(queue);
	else if (!may && queue->in_turn)
		leave_turn(queue);
}

static void
enter_turn(ApiQueue *queue)
{
	ApiPool    *pool = queue->pool;

	queue->turn_prev = pool->turn_last;
	queue->turn_next = NULL;
	if (pool->turn_last != NULL)
		pool->turn_last->turn_next = queue;
	else
		pool->turn_first = queue;
	pool->turn_last = queue;
	queue->in_turn = true;
}

static void
leave_turn(ApiQueue *queue)
{
	ApiPool    *pool = queue->pool;

	if (queue->turn_prev != NULL)
		queue->turn_prev->turn_next = queue->turn_next;
	else
		pool->turn_first = queue->turn_next;
	if (queue->turn_next != NULL)
		queue->turn_next->turn_prev = queue->turn_prev;
	else
		pool->turn_last = queue->turn_prev;
	queue->turn_prev = queue->turn_next = NULL;
	queue->in_turn = false;
}

void
api_queue_yield_turn(ApiQueue *queue)
{
	if (!queue->in_turn)
		return;
	leave_turn(queue);
	enter_turn(queue);
}
