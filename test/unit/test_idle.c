/*
 * test_idle.c
 *		Which resting pools give up what: by age, number, change and request.
 */
#include <stdio.h>
#include <string.h>

#include "net/idle.h"
#include "net/traffic.h"

#define SECOND INT64_C(1000000)
#define NOW (100000 * SECOND)
#define KEEP (60 * SECOND)
#define POOLS 100

static int	checks;
static int	failures;

static void
expect_at(int line, bool ok, const char *what)
{
	checks++;
	if (ok)
		return;
	failures++;
	printf("line %d: %s\n", line, what);
}

#define expect(ok) expect_at(__LINE__, (ok), #ok)

/* ---- pools without connections: idle.c is given these for pool.c's ---- */

static ApiPool all[POOLS];
static ApiPool *first;
static ApiQueue open_queue;

ApiPool *
api_pool_first(void)
{
	return first;
}

bool
api_pool_close_multi(ApiPool *pool)
{
	pool->multi = NULL;
	pool->account.sockets = 0;
	return true;
}

void
api_pool_try_dispose(ApiPool *pool)
{
	ApiPool   **link = &first;

	if (!pool->retired || pool->queues != NULL)
		return;
	while (*link != pool)
		link = &(*link)->next;
	*link = pool->next;
	pool->key.server = 0;
}

/* Pools 1 .. count, of which the first was used last, a second ago each; three connections. */
static void
make_pools(int count)
{
	memset(all, 0, sizeof(all));
	first = NULL;
	for (int i = count - 1; i >= 0; i--)
	{
		all[i].key.server = i + 1;
		all[i].key.marks[API_MARK_SERVER] = i + 1;
		all[i].key.marks[API_MARK_ROLE] = 7;
		all[i].transport.idle_us = KEEP;
		all[i].last_used_at = NOW - SECOND;
		all[i].multi = &all[i];
		all[i].account.sockets = 3;
		all[i].next = first;
		first = &all[i];
	}
}

/* How many pools there are, and connections. */
static int
pools(void)
{
	int			count = 0;

	for (const ApiPool *pool = first; pool != NULL; pool = pool->next)
		count++;
	return count;
}

static int
sockets(void)
{
	int			count = 0;

	for (const ApiPool *pool = first; pool != NULL; pool = pool->next)
		count += pool->account.sockets;
	return count;
}

static void
check_age(void)
{
	make_pools(3);
	all[0].last_used_at = NOW - KEEP + 1;
	all[1].last_used_at = NOW - KEEP;
	all[2].last_used_at = 0;
	api_idle_tidy(NOW, API_IDLE_ANY, false);
	expect(pools() == 1 && first == &all[0] && all[0].account.sockets == 3);

	/* what is used has no age */
	make_pools(2);
	all[0].last_used_at = all[1].last_used_at = NOW - 10 * KEEP;
	all[0].queues = &open_queue;
	api_idle_tidy(NOW, 0, false);
	expect(pools() == 1 && first == &all[0] && all[0].account.sockets == 3);

	/* none may rest */
	make_pools(1);
	all[0].transport.idle_us = 0;
	all[0].last_used_at = NOW;
	api_idle_tidy(NOW, API_IDLE_ANY, true);
	expect(pools() == 0);
}

static void
check_number(void)
{
	make_pools(4);
	api_idle_tidy(NOW, 12, false);
	expect(sockets() == 12);
	api_idle_tidy(NOW, 11, false);
	expect(sockets() == 9 && all[3].account.sockets == 0 && pools() == 4);

	/* an older one does not stay where a younger one had to go */
	make_pools(3);
	all[1].account.sockets = 20;
	api_idle_tidy(NOW, 10, false);
	expect(all[0].account.sockets == 3 && all[1].account.sockets == 0 && all[2].account.sockets == 0);

	/* one alone that has too many */
	make_pools(3);
	api_idle_tidy(NOW, 2, true);
	expect(all[0].account.sockets == 3 && sockets() == 3);
	api_idle_tidy(NOW, 2, false);
	expect(sockets() == 0);

	/* those that are used do not count; a handle without connections does */
	make_pools(3);
	all[0].queues = &open_queue;
	all[1].account.sockets = 0;
	api_idle_tidy(NOW, 3, false);
	expect(all[0].multi != NULL && all[1].multi != NULL && all[2].multi == NULL);
}

/* Pools without connections are bounded, too; but a server's word is kept. */
static void
check_pools(void)
{
	make_pools(POOLS);
	api_idle_tidy(NOW, 6, false);
	expect(sockets() == 6);
	expect(pools() == 64);

	make_pools(POOLS);
	all[80].gates.items[0].gate.open_at = NOW + 1;
	all[81].limiter.tat = NOW + 1;
	all[82].gates.items[0].gate.open_at = NOW;
	api_idle_tidy(NOW, 6, false);
	expect(pools() == 66 && all[80].key.server == 81 && all[81].key.server == 82);

	make_pools(2);
	all[0].gates.items[0].gate.open_at = NOW + 1;
	all[0].last_used_at = all[1].last_used_at = NOW - KEEP;
	api_idle_tidy(NOW, API_IDLE_ANY, false);
	expect(pools() == 1 && first == &all[0] && sockets() == 0);
}

static void
check_retire(void)
{
	make_pools(3);
	api_idle_retire(API_MARK_SERVER, 2);
	expect(!all[0].retired && all[1].retired && !all[2].retired && pools() == 3);
	api_idle_retire(API_MARK_MAPPING, 3);
	expect(!all[2].retired);
	all[1].queues = &open_queue;
	api_idle_tidy(NOW, API_IDLE_ANY, false);
	expect(pools() == 3);
	all[1].queues = NULL;
	api_idle_tidy(NOW, API_IDLE_ANY, false);
	expect(pools() == 2 && all[1].key.server == 0);
	api_idle_retire(API_MARK_ROLE, 7);
	expect(all[0].retired && all[2].retired);
	make_pools(2);
	api_idle_retire(API_MARK_WRAPPER, 0);
	expect(all[0].retired && all[1].retired);

	/* a gate of what was retired is nobody's */
	all[0].gates.items[0].gate.open_at = NOW + 1;
	api_idle_tidy(NOW, API_IDLE_ANY, false);
	expect(pools() == 0);
}

static void
check_disconnect(void)
{
	make_pools(4);
	all[2].queues = &open_queue;
	expect(api_idle_disconnect(2, NOW) == 3 && pools() == 3);
	expect(api_idle_disconnect(2, NOW) == 0);
	expect(api_idle_disconnect(0, NOW) == 6 && sockets() == 3 && pools() == 1);
}

int
main(void)
{
	check_age();
	check_number();
	check_pools();
	check_retire();
	check_disconnect();
	printf("%d passed, %d failed\n", checks - failures, failures);
	return failures > 0;
}
