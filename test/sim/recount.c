/*
 * recount.c
 *		What must hold after each step: all counts agree with a recount, all that is open
 *		is somebody's.
 */
#include <string.h>

#include "net/flight.h"
#include "net/memory.h"
#include "sim.h"

/* What is wrong with a transfer is known while it is not over: then it must end. */
static void
check_faults(const ApiPool *pool)
{
	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		for (const ApiTransfer *t = queue->lists[API_LANE_FLYING].first; t != NULL; t = t->next)
			sim_must(t->flight->fault == API_ERR_NONE || sim_is_over(t->flight->easy),
					 "a flight with a fault goes on: %s", t->flight->fault_text);
}

/* The tickets' account against what flies. */
static void
check_account(const ApiPool *pool)
{
	const ApiAccount *account = &pool->account;
	int			promised = 0;
	int			coming = 0;
	int			busy = 0;

	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		for (const ApiTransfer *t = queue->lists[API_LANE_FLYING].first; t != NULL; t = t->next)
		{
			promised += t->flight->stub.sockets + t->flight->stub.lookup;
			coming += t->flight->stub.coming;
			busy += t->flight->stub.busy;
		}
	sim_must(account->promised == promised && account->coming == coming && account->busy == busy,
			 "promised %d, coming %d, busy %d, and not %d, %d, %d", promised, coming, busy,
			 account->promised, account->coming, account->busy);
	sim_must((account->multi > 0) == (pool->multi != NULL), "a multi handle without tickets");
	sim_must(account->held >= account->multi + account->sockets + account->promised,
			 "descriptors without tickets");
}

static void
check_pool(const ApiPool *pool)
{
	const char *wrong = api_traffic_check(pool);

	sim_must(wrong == NULL, "%s", wrong);
	check_account(pool);
	if (!sim.meddles)
		check_faults(pool);
}

/* What a pool counts in the account of all bodies. */
static size_t
bytes_of(const ApiPool *pool)
{
	size_t		bytes = (size_t) pool->in_flight * API_MEMORY_FLIGHT;

	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		bytes += queue->held + queue->spare_bytes;
	return bytes;
}

void
sim_recount(void)
{
	int			sockets = 0;
	int			known = 0;
	int			held = api_tickets_hanging();
	int			flying = 0;
	size_t		bytes = api_shelf_taken();
	int			open = sim_open_fds();

	for (const ApiEngineClient *client = sim_clients(); client != NULL; client = client->next)
	{
		const ApiPool *pool = (const ApiPool *) client;

		check_pool(pool);
		known += pool->account.sockets;
		held += pool->account.held;
		flying += pool->in_flight;
		bytes += bytes_of(pool);
	}
	sim_must(bytes == api_memory_taken(), "bodies take %zu bytes, and %zu are known", bytes, api_memory_taken());
	for (int fd = 0; open > 0; fd++)
		if (sim_fds[fd].open)
		{
			open--;
			sockets += sim_fds[fd].counted;
		}
	/* one that never connected is closed without a word: it is noted before long */
	sim_must(sockets == known || (sockets < known && flying > 0),
			 "%d sockets are open, and %d are known", sockets, known);
	sim_must(held == sim_engine_tickets(), "%d tickets are out, and %d are known", sim_engine_tickets(), held);
}

void
sim_waits_on_h2(void *it)
{
	sim_must(((const ApiFlight *) it)->rests, "a body that comes by HTTP/2 is paused");
}

void
sim_leaves(void *it)
{
	const ApiFlight *flight = it;
	const ApiQueue *queue = flight->transfer->queue;
	const ApiPool *pool = queue->pool;

	sim_must(queue->lists[API_LANE_FLYING].count - queue->npaused < queue->limits.max_concurrency,
			 "a queue has more in flight than it may");
	sim_must(pool->in_flight - pool->npaused < pool->window.size, "a pool has more in flight than its window");
	sim_must(pool->limiter.rate.interval_us == 0 ||
			 pool->limiter.tat - sim.now <= pool->limiter.rate.interval_us * pool->limiter.rate.burst ||
			 pool->queues->next != NULL,
			 "requests leave faster than the rate");
}

void
sim_meddle(ApiTransfer *transfer)
{
	ApiEvent	event = sim_random() % API_EVENTS;

	if (api_state_after(transfer->state, event) != API_STATE_NOWHERE)
		return;
	sim_must(!api_transfer_event(transfer, event), "what cannot happen has");
	sim_must(transfer->flight != NULL ? transfer->flight->fault == API_ERR_INTERNAL :
			 transfer->response.failure == API_ERR_INTERNAL, "what cannot happen is not told of");
}
