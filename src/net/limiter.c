/*
 * limiter.c
 *		Rate, window and gate: arithmetic on a given clock.  See limiter.h.
 */
#include "net/limiter.h"

#define JITTER_US 100000		/* over which those who waited at a gate leave */

void
api_limiter_init(ApiLimiter *limiter, ApiRate rate)
{
	limiter->rate = rate;
	limiter->tat = 0;
}

/*
 * A request conforms while tat runs no more than (burst - 1) intervals ahead of
 * now; a tat in the past counts as now.
 */
int64_t
api_limiter_ready_at(const ApiLimiter *limiter, int64_t now)
{
	int64_t		ahead;
	int64_t		ready;

	if (limiter->rate.interval_us <= 0)
		return now;
	ahead = limiter->rate.interval_us * (limiter->rate.burst > 1 ? limiter->rate.burst - 1 : 0);
	ready = limiter->tat - ahead;
	return ready > now ? ready : now;
}

void
api_limiter_take(ApiLimiter *limiter, int64_t now)
{
	if (limiter->rate.interval_us <= 0)
		return;
	if (limiter->tat < now)
		limiter->tat = now;
	limiter->tat += limiter->rate.interval_us;
}

void
api_window_init(ApiWindow *window, int limit)
{
	*window = (ApiWindow) {.limit = limit,.size = limit};
}

/* A window that was never halved, or has recovered, opens to the new limit. */
void
api_window_resize(ApiWindow *window, int limit)
{
	bool		open = window->size == window->limit;

	window->limit = limit;
	if (!open && window->size <= limit)
		return;
	window->size = limit;
	window->successes = 0;
}

void
api_window_success(ApiWindow *window)
{
	if (window->size >= window->limit)
		return;
	if (++window->successes >= window->size)
	{
		window->size++;
		window->successes = 0;
	}
}

bool
api_window_congested(ApiWindow *window, int64_t sent_at, int64_t now)
{
	window->successes = 0;
	if (window->epoch != 0 && sent_at <= window->epoch)
		return false;
	window->epoch = now;
	window->size = window->size > 1 ? window->size / 2 : 1;
	return true;
}

void
api_gate_shut(ApiGate *gate, int64_t now, int64_t wait_us)
{
	int64_t		open_at = now + wait_us;

	if (open_at > gate->open_at)
		gate->open_at = open_at;
}

/* Many ask only once the gate is open: they are spread like those who asked before. */
int64_t
api_gate_ready_at(const ApiGate *gate, int64_t now, uint32_t chance)
{
	int64_t		at = gate->open_at + (int64_t) (((uint64_t) chance * JITTER_US) >> 32);

	return gate->open_at == 0 || at < now ? now : at;
}

int64_t
api_gate_pass_at(const ApiGate *gate, ApiGatePass *pass, int64_t now, uint32_t chance)
{
	if (gate->open_at == 0)
		return now;
	if (pass->opening != gate->open_at)
	{
		pass->opening = gate->open_at;
		pass->at = api_gate_ready_at(gate, now, chance);
	}
	return pass->at;
}
