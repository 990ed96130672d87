/*
 * admission.c
 *		Which requests may leave, by the memory that their bodies will take, and which are
 *		given up when they take more.
 *
 * A scan asks for as many pages as fit, each as large as those before (rest/advance.c);
 * how large those of its first window are nobody knows.  Over HTTP/1.1 a body that finds
 * no memory waits with the server (pause.c), so that a window may open at once whatever
 * comes.  Over HTTP/2 a body cannot wait: libcurl would buffer it, or stall its
 * neighbours.  There the youngest are *given up*, each once at most, until
 * the others fit, and asked for again by HTTP/1.1, as is all that the scan, and later ones
 * of the table, still ask for: there they wait.  What must not be repeated is never given
 * up, and goes by HTTP/1.1 from the start.
 *
 * The same holds for all scans of a backend together (memory.h).  When memory is scarce, or as
 * many requests fly as may, a scan has one body coming at most; when it is exhausted, bodies that nobody waits for
 * are given up for one that is waited for, whatever they come by.  Heads count as bodies do,
 * but never wait.
 *
 * What goes first of all are pages that were read and might be asked for again (shelf.h).
 *
 * Giving up is done in a turn, with no callback of libcurl's on the stack.
 */
#include <curl/curl.h>

#include "net/flight.h"
#include "net/memory.h"
#include "net/shelf.h"

#define SMALL_HEAD 4096			/* is counted with its body */

bool
api_admission_may(const ApiQueue *queue)
{
	/* one may always come */
	return queue->lists[API_LANE_FLYING].count <= queue->npaused ||
		(!api_memory_scarce() && !api_memory_busy());
}

bool
api_admission_revokes(const ApiTransfer *transfer)
{
	return transfer->request.repeatable && !transfer->given_up &&
		transfer->response.discarded == 0;
}

/* May it be given up for others?  Not if its reader waits for it, or has a part of it. */
static bool
is_victim(const ApiTransfer *transfer, bool exhausted)
{
	const ApiQueue *queue = transfer->queue;

	if (!api_admission_revokes(transfer) || transfer->urged || transfer->flight == NULL ||
		(queue->limits.pause_above > 0 && transfer->response.body.len >= queue->limits.pause_above))
		return false;
	return exhausted ||
		(transfer->by_http_2 && queue->lists[API_LANE_FLYING].count - queue->npaused > 1);
}

/* The youngest victim of a queue, if it is younger than that one. */
static ApiTransfer *
youngest_of(const ApiQueue *queue, bool exhausted, ApiTransfer *youngest)
{
	for (ApiTransfer *t = queue->lists[API_LANE_FLYING].first; t != NULL; t = t->next)
		if ((youngest == NULL || t->number > youngest->number) && is_victim(t, exhausted))
			youngest = t;
	return youngest;
}

/* The youngest victim of all scans. */
static ApiTransfer *
youngest_of_all(bool exhausted)
{
	ApiTransfer *youngest = NULL;

	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		for (ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
			youngest = youngest_of(queue, exhausted, youngest);
	return youngest;
}

void
api_admission_crowded(ApiPool *pool)
{
	pool->crowded = true;
	api_engine_kick(&pool->client);
}

bool
api_admission_hopeless(void)
{
	return api_memory_exhausted() && youngest_of_all(true) == NULL;
}

bool
api_admission_head(ApiFlight *flight)
{
	if (flight->head_bytes <= SMALL_HEAD)
		return true;
	api_transfer_weigh(flight->transfer);
	if (!api_memory_exhausted())
		return true;
	if (api_admission_hopeless())
		return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "no memory is left of api_fdw.max_memory");
	api_admission_crowded(flight->transfer->queue->pool);
	return true;
}

static void
give_up(ApiTransfer *transfer)
{
	api_admission_give_up(transfer);
	api_turn_land(transfer, CURLE_ABORTED_BY_CALLBACK);
}

void
api_admission_give_up(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;
	ApiPool    *pool = queue->pool;

	transfer->given_up = transfer->giving_up = true;
	queue->stats.given_up++;
	if (!queue->heavy && transfer->by_http_2)
	{
		queue->heavy = true;
		pool->heavy[pool->nheavy++ % API_POOL_HEAVY] = queue->family.table;
	}
}

bool
api_admission_remembers(const ApiPool *pool, uint32_t table)
{
	for (int i = 0; i < pool->nheavy && i < API_POOL_HEAVY; i++)
		if (pool->heavy[i] == table)
			return true;
	return false;
}

void
api_admission_relieve(ApiPool *pool)
{
	ApiTransfer *victim;

	if (!pool->crowded)
		return;
	pool->crowded = false;
	for (ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		while (api_queue_crowded(queue) && (victim = youngest_of(queue, false, NULL)) != NULL)
			give_up(victim);
	while (api_memory_scarce() && (victim = youngest_of_all(false)) != NULL)
		give_up(victim);
	while (api_memory_exhausted() && (victim = youngest_of_all(true)) != NULL)
		give_up(victim);
}

/* Frees what is kept for bodies to come, everywhere. */
static void
drop_spares(void)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		for (ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
			api_spares_drop(queue);
}

/* There is memory again: what waited for it goes on, whosever it is. */
static void
reopen(void)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (pool->queues != NULL)
		{
			pool->resuming = true;
			api_pool_wake(pool);
		}
}

void
api_admission_count(size_t before, size_t after)
{
	bool		scarce = api_memory_scarce();

	api_memory_count(before, after);
	api_shelf_yield();
	if (!scarce && api_memory_scarce())
		drop_spares();
	else if (scarce && !api_memory_scarce())
		reopen();
}

void
api_admission_fly(int change)
{
	bool		busy = api_memory_busy();

	api_memory_fly(change);
	api_shelf_yield();
	if (busy && !api_memory_busy())
		reopen();
}
