/*
 * traffic.c
 *		What must hold of a pool between two pumps: states, lists and counts agree.
 */
#include <string.h>

#include "net/flight.h"

/* What is wrong, the first of it. */
#define must(ok, what) \
	do { \
		if (!(ok)) \
			return (what); \
	} while (0)

static bool
is_led_by(const ApiTransfer *leader, const ApiTransfer *transfer)
{
	for (const ApiTransfer *it = leader->followers; it != NULL; it = it->next_follower)
		if (it == transfer)
			return true;
	return false;
}

/* What hangs on others. */
static const char *
check_ties(const ApiTransfer *t, const ApiStateTraits *is)
{
	must((t->leader != NULL) == (t->state == API_STATE_FOLLOWING), "a leader, or none, in a wrong state");
	must(t->leader == NULL || is_led_by(t->leader, t), "a leader does not know its follower");
	must(t->leader == NULL || t->leader->queue->pool == t->queue->pool, "a leader is another pool's");
	must(t->followers == NULL || is->leads, "a transfer is followed that cannot lead");
	must(t->followers == NULL || t->response.discarded == 0, "a transfer is followed that has lost bytes");
	return NULL;
}

/* What it has while it flies, and what not. */
static const char *
check_flight(const ApiTransfer *t, const ApiStateTraits *is)
{
	const ApiFlight *flight = t->flight;

	must((flight != NULL) == is->flies, "a flight, or none, in a wrong state");
	must(!t->urged || is->flies, "a transfer is urged that does not fly");
	if (flight == NULL)
		return NULL;
	must(flight->transfer == t, "a flight serves somebody else");
	must(flight->deadline.index >= 0, "a flight has no deadline");
	must(flight->rests == (t->state == API_STATE_RESTING), "a flight rests, or not, in a wrong state");
	must(flight->head_whole == (t->state != API_STATE_SENT), "a head, or none, in a wrong state");
	must((flight->patience.paused_at >= 0) == is->paused, "the clock of a flight stands, or goes, in a wrong state");
	return NULL;
}

static const char *
check_transfer(const ApiQueue *queue, const ApiTransfer *t, ApiLane lane)
{
	const ApiStateTraits *is = api_transfer_traits(t);
	const char *wrong;

	must(t->queue == queue && is->lane == lane, "a transfer stands in a wrong list");
	must(!is->passes, "a transfer is in a state that passes");
	must((t->timer.index >= 0) == (t->state == API_STATE_WAITING), "a timer, or none, in a wrong state");
	must(is->has_bytes || t->response.body.len == 0, "bytes of a body in a wrong state");
	must(t->state != API_STATE_WAITING || (t->hops == 0 && t->url == NULL), "a redirect of an attempt that is over");
	wrong = check_ties(t, is);
	return wrong != NULL ? wrong : check_flight(t, is);
}

/* What a queue, or all of a pool, should have. */
typedef struct Sum
{
	int			in_lane[API_LANES];
	int			all;
	int			paused;
	size_t		held;
} Sum;

static const char *
check_list(const ApiQueue *queue, ApiLane lane, Sum *sum)
{
	const ApiTransferList *list = &queue->lists[lane];
	const ApiTransfer *before = NULL;
	const char *wrong = NULL;

	for (const ApiTransfer *t = list->first; wrong == NULL && t != NULL; before = t, t = t->next)
	{
		must(t->prev == before, "a list is torn");
		wrong = check_transfer(queue, t, lane);
		sum->held += t->weight;
		sum->paused += api_transfer_traits(t)->paused;
		sum->in_lane[lane]++;
		sum->all++;
	}
	must(wrong == NULL, wrong);
	must(list->last == before, "a list has lost its end");
	must(list->count == sum->in_lane[lane], "a list has another count");
	return NULL;
}

static bool
stands_in_turn(const ApiQueue *queue)
{
	const ApiQueue *it = queue->pool->turn_first;

	while (it != NULL && it != queue)
		it = it->turn_next;
	return it != NULL;
}

static const char *
check_queue(const ApiQueue *queue, Sum *sum)
{
	const char *wrong = NULL;
	bool		may;

	for (int lane = 0; wrong == NULL && lane < API_LANES; lane++)
		wrong = check_list(queue, lane, sum);
	must(wrong == NULL, wrong);
	must(queue->held == sum->held, "a queue holds other bytes than it says");
	must(queue->npaused == sum->paused, "a queue has others paused than it says");
	must(queue->spare_bytes + queue->held <= queue->held_most, "spares take more than bodies once did");
	may = queue->lists[API_LANE_READY].count > 0 &&
		queue->lists[API_LANE_FLYING].count - queue->npaused < queue->limits.max_concurrency;
	must(may || !queue->in_turn, "a queue is in turn and may not");
	/* that memory is there again shows with the next turn */
	must(!may || queue->in_turn || queue->pool->resuming || !api_admission_may(queue),
		 "a queue may send, and is not in turn");
	must(stands_in_turn(queue) == queue->in_turn, "a queue is lost from the turn");
	return NULL;
}

static const char *
check_idle(const ApiPool *pool)
{
	int			count = 0;

	for (const ApiFlight *flight = pool->idle; flight != NULL; flight = flight->next)
	{
		must(flight->transfer == NULL && flight->headers == NULL && flight->url == NULL && !flight->rests,
			 "a flight at rest still has something");
		count++;
	}
	must(pool->nidle == count, "a pool has other flights at rest than it says");
	return NULL;
}

const char *
api_traffic_check(const ApiPool *pool)
{
	Sum			all = {0};
	const char *wrong = check_idle(pool);

	for (const ApiQueue *queue = pool->queues; wrong == NULL && queue != NULL; queue = queue->next)
	{
		Sum			sum = {0};

		must(queue->pool == pool, "a queue stands in another's pool");
		wrong = check_queue(queue, &sum);
		for (int lane = 0; lane < API_LANES; lane++)
			all.in_lane[lane] += sum.in_lane[lane];
		all.all += sum.all;
		all.paused += sum.paused;
	}
	must(wrong == NULL, wrong);
	must(pool->in_flight == all.in_lane[API_LANE_FLYING], "a pool has others in flight than it says");
	must(pool->npaused == all.paused, "a pool has others paused than it says");
	must(pool->deadlines.count == pool->in_flight, "a flight has no deadline, or a deadline no flight");
	must(pool->waiting.count == all.in_lane[API_LANE_WAITING], "a timer is lost");
	must(pool->unfinished == pool->in_flight + pool->waiting.count + all.in_lane[API_LANE_READY],
		 "a pool has others unfinished than it says");
	must(pool->transfers == all.all, "a pool has other transfers than it says");
	return NULL;
}
