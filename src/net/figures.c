/*
 * figures.c
 *		What the pools of a backend hold.  See figures.h.
 */
#include "net/figures.h"
#include "net/memory.h"
#include "net/flight.h"

static int
idle_connections(const ApiPool *pool)
{
	/* over HTTP/2 one carries many requests */
	return pool->account.sockets > pool->in_flight ? pool->account.sockets - pool->in_flight : 0;
}

size_t
api_figures_bytes(void)
{
	return api_memory_taken();
}

int
api_figures_descriptors(int *most)
{
	*most = api_engine_descriptors();
	return api_engine_owned() + api_tickets_hanging();
}

int
api_figures_hanging(void)
{
	return api_hanging_count();
}

static int
lookups(const ApiPool *pool)
{
	int			count = 0;

	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		for (const ApiTransfer *t = queue->lists[API_LANE_FLYING].first; t != NULL; t = t->next)
			count += t->flight->stub.lookup > 0;
	return count;
}

const ApiPool *
api_figures_next(const ApiPool *after, ApiPoolFigures *figures)
{
	const ApiPool *pool = after != NULL ? after->next : api_pool_first();

	if (pool == NULL)
		return NULL;
	*figures = (ApiPoolFigures) {
		.server = pool->key.server,
		.user = pool->key.user,
		.used = pool->queues != NULL,
		.retired = pool->retired,
		.open = pool->multi != NULL,
		.connections = pool->account.sockets,
		.idle = idle_connections(pool),
		.in_flight = pool->in_flight,
		.waiting = pool->unfinished - pool->in_flight,
		.window = pool->window.size,
		.lookups = lookups(pool),
		.descriptors = pool->account.held,
		.parked = pool->nidle
	};
	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
	{
		figures->bodies += queue->held;
		figures->spares += queue->spare_bytes;
	}
	return pool;
}
