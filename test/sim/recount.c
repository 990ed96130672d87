/*
 * recount.c
 *		What must hold after each step: all counts agree with a recount, all that is open
 *		is somebody's.
 */
#include <string.h>

#include "net/flight.h"
#include "sim.h"

/* In how many lists of followers does it stand? */
static int
times_led(const ApiTransfer *leader, const ApiTransfer *transfer)
{
	int			count = 0;

	for (const ApiTransfer *it = leader->followers; it != NULL; it = it->next_follower)
		count += it == transfer;
	return count;
}

static void
check_transfer(const ApiQueue *queue, const ApiTransfer *t, ApiLane lane)
{
	sim_must(t->queue == queue && t->lane == lane, "a transfer stands in another's list");
	sim_must((t->flight != NULL) == (lane == API_LANE_FLYING), "lane %d, and a flight or none", lane);
	sim_must(t->flight == NULL || (t->flight->transfer == t && t->flight->deadline.index >= 0),
			 "a flight serves somebody else");
	sim_must(t->flight == NULL || t->flight->fault == API_ERR_NONE || sim_is_over(t->flight->easy),
			 "a flight with a fault goes on: %s", t->flight->fault_text);
	sim_must((t->timer.index >= 0) == (lane == API_LANE_WAITING), "lane %d, and a timer or none", lane);
	sim_must(!t->paused || lane == API_LANE_FLYING, "paused, and in lane %d", lane);
	sim_must((t->leader != NULL) == (lane == API_LANE_FOLLOWING), "lane %d, and a leader or none", lane);
	sim_must(t->response.body.len == 0 || lane == API_LANE_FLYING || lane >= API_LANE_DONE,
			 "lane %d, and bytes of a body", lane);
	sim_must(t->followers == NULL || (!t->paused && t->response.discarded == 0),
			 "a leader cannot give its response");
	sim_must(t->leader == NULL || times_led(t->leader, t) == 1, "a leader does not know its follower");
	sim_must(t->leader == NULL || (t->leader->lane <= API_LANE_FLYING && t->leader->queue->pool == queue->pool),
			 "a leader is done, and has followers");
}

/* Sums up one queue's list; the bytes and the paused ones are added. */
static int
check_list(const ApiQueue *queue, ApiLane lane, size_t *held, int *paused)
{
	const ApiTransferList *list = &queue->lists[lane];
	const ApiTransfer *before = NULL;
	int			count = 0;

	for (const ApiTransfer *t = list->first; t != NULL; before = t, t = t->next)
	{
		sim_must(t->prev == before, "a list is torn");
		check_transfer(queue, t, lane);
		*held += t->weight;
		*paused += t->paused;
		count++;
	}
	sim_must(list->last == before && list->count == count, "list %d has %d, and says %d", lane, count, list->count);
	return count;
}

static bool
stands_in_turn(const ApiQueue *queue)
{
	for (const ApiQueue *it = queue->pool->turn_first; it != NULL; it = it->turn_next)
		if (it == queue)
			return true;
	return false;
}

static void
check_queue(const ApiPool *pool, const ApiQueue *queue, int counts[API_LANES], int *paused)
{
	size_t		held = 0;
	int			mine = 0;
	bool		may;

	sim_must(queue->pool == pool, "a queue stands in another's pool");
	for (int lane = 0; lane < API_LANES; lane++)
		counts[lane] += check_list(queue, lane, &held, &mine);
	*paused += mine;
	sim_must(queue->held == held, "a queue holds %zu bytes, and says %zu", held, queue->held);
	sim_must(queue->npaused == mine, "%d are paused, and a queue says %d", mine, queue->npaused);
	sim_must(queue->spare_bytes + queue->held <= queue->held_most, "spares take more than bodies once did");
	may = queue->lists[API_LANE_READY].count > 0 &&
		queue->lists[API_LANE_FLYING].count - mine < queue->limits.max_concurrency;
	sim_must(queue->in_turn == may, "a queue is in turn and may not, or the other way");
	sim_must(stands_in_turn(queue) == may, "a queue is lost from the turn");
}

static void
check_pool(const ApiPool *pool)
{
	int			counts[API_LANES] = {0};
	int			paused = 0;
	int			all = 0;
	int			idle = 0;

	for (const ApiQueue *queue = pool->queues; queue != NULL; queue = queue->next)
		check_queue(pool, queue, counts, &paused);
	for (int lane = 0; lane < API_LANES; lane++)
		all += counts[lane];
	for (const ApiFlight *flight = pool->idle; flight != NULL; flight = flight->next)
	{
		sim_must(flight->transfer == NULL && flight->headers == NULL && flight->url == NULL,
				 "a flight at rest still has something");
		idle++;
	}
	sim_must(pool->nidle == idle, "%d flights rest, and the pool says %d", idle, pool->nidle);
	sim_must(pool->in_flight == counts[API_LANE_FLYING], "in flight: %d, and not %d",
			 counts[API_LANE_FLYING], pool->in_flight);
	sim_must(pool->npaused == paused, "paused: %d, and not %d", paused, pool->npaused);
	sim_must(pool->deadlines.count == pool->in_flight, "there are %d deadlines", pool->deadlines.count);
	sim_must(pool->waiting.count == counts[API_LANE_WAITING], "there are %d timers", pool->waiting.count);
	sim_must(pool->unfinished == counts[API_LANE_READY] + counts[API_LANE_WAITING] + counts[API_LANE_FLYING],
			 "unfinished: not %d", pool->unfinished);
	sim_must(pool->transfers == all, "there are %d transfers, and not %d", all, pool->transfers);
}

void
sim_recount(void)
{
	int			sockets = 0;
	int			open = sim_open_fds();

	for (const ApiEngineClient *client = sim_clients(); client != NULL; client = client->next)
		check_pool((const ApiPool *) client);
	for (int fd = 0; open > 0; fd++)
		if (sim_fds[fd].open)
		{
			open--;
			sockets += sim_fds[fd].counted;
		}
	sim_must(sockets == sim_engine_sockets(), "%d sockets are open, and %d are known", sockets,
			 sim_engine_sockets());
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
