/*
 * idle.c
 *		Resting connections, the least recently used of which go first.
 *
 * The list of pools is in the order of their last use (pool.c), so that one walk finds
 * what is too much: from some pool on everything is.  A pool whose connections are gone
 * keeps its TLS sessions, and what it knows of the server's limits; when it has rested
 * for too long, or too many do, it is freed, unless a limit still counts.
 */
#include "net/idle.h"
#include "net/traffic.h"

#define MAX_RESTING 64			/* pools, with or without connections */

static bool
rests(const ApiPool *pool)
{
	return pool->queues == NULL;
}

static bool
is_old(const ApiPool *pool, int64_t now)
{
	return pool->last_used_at == 0 || now - pool->last_used_at >= pool->transport.idle_us;
}

/* Does a gate or a rate hold what its next queue would send? */
static bool
is_bound(const ApiPool *pool, int64_t now)
{
	return api_gates_bind(&pool->gates, now) || pool->limiter.tat > now;
}

/* How many connections it keeps open; one that never got any costs descriptors, too. */
static int
connections(const ApiPool *pool)
{
	if (pool->multi == NULL)
		return 0;
	return pool->account.sockets > 0 ? pool->account.sockets : 1;
}

/* Frees it, or its connections alone. */
static void
give_up(ApiPool *pool, int64_t now)
{
	if (!api_pool_close_multi(pool) || (!pool->retired && is_bound(pool, now)))
		return;
	pool->retired = true;
	api_pool_try_dispose(pool);
}

void
api_idle_retire(ApiMark mark, uint32_t hash)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (hash == 0 || pool->key.marks[mark] == hash)
			pool->retired = true;
}

static void
free_old(int64_t now)
{
	ApiPool    *next;

	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = next)
	{
		next = pool->next;
		if (rests(pool) && (pool->retired || is_old(pool, now)))
			give_up(pool, now);
	}
}

static void
close_surplus(int64_t now, int most, bool keep_last)
{
	ApiPool    *next;
	int64_t		open = 0;
	int			resting = 0;

	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = next)
	{
		bool		first = open == 0;

		next = pool->next;
		if (!rests(pool))
			continue;
		open += connections(pool);
		if (open > most && !(first && keep_last))
			(void) api_pool_close_multi(pool);
		if (++resting > MAX_RESTING)
			give_up(pool, now);
	}
}

void
api_idle_tidy(int64_t now, int most, bool keep_last)
{
	free_old(now);
	if (most != API_IDLE_ANY)
		close_surplus(now, most, keep_last);
}

int
api_idle_disconnect(uint32_t server, int64_t now)
{
	ApiPool    *next;
	int			closed = 0;

	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = next)
	{
		int			sockets = pool->account.sockets;

		next = pool->next;
		if (!rests(pool) || (server != 0 && pool->key.server != server))
			continue;
		if (api_pool_close_multi(pool))
			closed += sockets;
		give_up(pool, now);
	}
	return closed;
}
