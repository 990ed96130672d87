/*
 * pool.c
 *		Pools: found by key, made, sized, retired.
 *
 * A pool outlives the scans that use it, for the sake of its connections and TLS
 * sessions.  When the options that shape connections change, the key's generation
 * does, and the old pool is retired: it serves the queues that it has and is
 * disposed of when the last one closes.  Look-ups that still go on are no matter
 * of its own (hanging.h).
 *
 * Its connections live in a multi handle, which costs descriptors by itself and
 * cannot close a single one of them: it is made for the first request and may be
 * given back, connections and all, when nothing flies.  TLS sessions and known names
 * live in the share, which stays, so that the next one finds them.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/compat.h"
#include "net/flight.h"

#define SPARE_CONNECTIONS 4		/* kept beyond the window: redirects' origins */
#define MIN_STREAMS 100			/* of one HTTP/2 connection, libcurl's default */

static ApiPool *pools;			/* all of the backend's, the last used first */

static ApiPool *find(const ApiPoolKey *key);
static void retire_others(const ApiPoolKey *key);
static bool same_home(const ApiPoolKey *a, const ApiPoolKey *b);
static bool start_libcurl(void);
static ApiPool *make(const ApiPoolKey *key, const ApiTransport *transport);
static bool start_share(ApiPool *pool);
static bool set_up_multi(ApiPool *pool);
static void drop_multi(ApiPool *pool);
static bool copy_transport(ApiTransport *to, const ApiTransport *from);
static bool copy_text(const char **to, const char *from);
static bool copy_origins(ApiTransport *to, const char *const *from);
static void destroy(ApiPool *pool);
static void free_transport(ApiTransport *transport);
static void unlink_pool(ApiPool *pool);
static void move_to_front(ApiPool *pool);
static void size_to_queues(ApiPool *pool);
static void set_limit(ApiPool *pool, int limit);
static void size_multi(ApiPool *pool);
static bool stricter(ApiRate a, ApiRate b);

ApiPool *
api_pool_get(const ApiPoolKey *key, const ApiTransport *transport, ApiError *err)
{
	ApiPool    *pool;

	retire_others(key);
	pool = find(key);
	if (pool == NULL && start_libcurl())
		pool = make(key, transport);
	if (pool == NULL)
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return pool;
}

void
api_pool_wake(ApiPool *pool)
{
	pool->client.due_at = 0;
	api_engine_kick(&pool->client);
}

static ApiPool *
find(const ApiPoolKey *key)
{
	for (ApiPool *pool = pools; pool != NULL; pool = pool->next)
		if (!pool->retired && same_home(&pool->key, key) && pool->key.generation == key->generation)
			return pool;
	return NULL;
}

/* Retires what another generation left; tries again to dispose of the retired. */
static void
retire_others(const ApiPoolKey *key)
{
	ApiPool    *next;

	for (ApiPool *pool = pools; pool != NULL; pool = next)
	{
		next = pool->next;
		if (same_home(&pool->key, key) && pool->key.generation != key->generation)
			pool->retired = true;
		api_pool_try_dispose(pool);
	}
}

static bool
same_home(const ApiPoolKey *a, const ApiPoolKey *b)
{
	return a->database == b->database && a->server == b->server && a->user == b->user;
}

/* Once in a backend. */
static bool
start_libcurl(void)
{
	static bool started = false;

	if (!started)
		started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
	return started;
}

static ApiPool *
make(const ApiPoolKey *key, const ApiTransport *transport)
{
	ApiPool    *pool = calloc(1, sizeof(*pool));

	if (pool == NULL)
		return NULL;
	pool->key = *key;
	api_limiter_init(&pool->limiter, (ApiRate) {.interval_us = 0,.burst = 1});
	if (!copy_transport(&pool->transport, transport) || !start_share(pool))
	{
		destroy(pool);
		return NULL;
	}
	pool->next = pools;
	pools = pool;
	api_engine_register(&pool->client);
	return pool;
}

static bool
start_share(ApiPool *pool)
{
	api_turn_install(pool);
	pool->share = curl_share_init();
	return pool->share != NULL &&
		curl_share_setopt(pool->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) == CURLSHE_OK &&
		curl_share_setopt(pool->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS) == CURLSHE_OK;
}

bool
api_pool_open_multi(ApiPool *pool)
{
	if (pool->multi != NULL)
		return true;
	pool->multi = curl_multi_init();
	if (pool->multi == NULL)
		return false;
	if (set_up_multi(pool))
	{
		size_multi(pool);
		return true;
	}
	drop_multi(pool);
	return false;
}

static bool
set_up_multi(ApiPool *pool)
{
	/* libcurls that do not know it leave threads to themselves as it is */
	(void) curl_multi_setopt(pool->multi, API_CURLMOPT_QUICK_EXIT, 1L);
	return curl_multi_setopt(pool->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX) == CURLM_OK &&
		api_turn_set_up(pool);
}

bool
api_pool_close_multi(ApiPool *pool)
{
	if (pool->multi == NULL)
		return true;
	if (pool->in_flight > 0)
		return false;
	drop_multi(pool);
	api_parked_free(pool);
	return true;
}

static void
drop_multi(ApiPool *pool)
{
	(void) curl_multi_cleanup(pool->multi);
	pool->multi = NULL;
	pool->curl_due = INT64_MAX;
	api_tickets_multi_closed(pool);
}

static bool
copy_transport(ApiTransport *to, const ApiTransport *from)
{
	*to = *from;
	to->base_url = to->user_agent = to->ca_file = to->proxy = NULL;
	to->allowed_origins = NULL;
	return copy_text(&to->base_url, from->base_url) &&
		copy_text(&to->user_agent, from->user_agent) &&
		copy_text(&to->ca_file, from->ca_file) &&
		copy_text(&to->proxy, from->proxy) &&
		copy_origins(to, from->allowed_origins);
}

static bool
copy_text(const char **to, const char *from)
{
	*to = from != NULL ? strdup(from) : NULL;
	return from == NULL || *to != NULL;
}

static bool
copy_origins(ApiTransport *to, const char *const *from)
{
	size_t		count = 0;
	const char **copy;

	if (from == NULL)
		return true;
	while (from[count] != NULL)
		count++;
	copy = calloc(count + 1, sizeof(*copy));
	to->allowed_origins = copy;
	if (copy == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!copy_text(&copy[i], from[i]))
			return false;
	return true;
}

ApiPool *
api_pool_first(void)
{
	return pools;
}

/* Takes it out of the list. */
static void
unlink_pool(ApiPool *pool)
{
	ApiPool   **link = &pools;

	while (*link != pool)
		link = &(*link)->next;
	*link = pool->next;
}

/* The list is in the order of the pools' last use. */
static void
move_to_front(ApiPool *pool)
{
	unlink_pool(pool);
	pool->next = pools;
	pools = pool;
}

void
api_pool_try_dispose(ApiPool *pool)
{
	if (!pool->retired || pool->queues != NULL)
		return;
	unlink_pool(pool);
	api_engine_unregister(&pool->client);
	destroy(pool);
}

/* Frees a pool that nobody knows any more; it may be half made. */
static void
destroy(ApiPool *pool)
{
	if (pool->multi != NULL)
		drop_multi(pool);
	api_tickets_end(pool);
	api_parked_free(pool);
	if (pool->share != NULL)
		(void) curl_share_cleanup(pool->share);
	api_heap_free(&pool->waiting);
	api_heap_free(&pool->deadlines);
	free_transport(&pool->transport);
	free(pool);
}

static void
free_transport(ApiTransport *transport)
{
	for (const char *const *origin = transport->allowed_origins; origin && *origin; origin++)
		free((char *) *origin);
	free((void *) transport->allowed_origins);
	free((char *) transport->base_url);
	free((char *) transport->user_agent);
	free((char *) transport->ca_file);
	if (transport->proxy != NULL)
		api_memory_wipe((char *) transport->proxy, strlen(transport->proxy));
	free((char *) transport->proxy);
}

void
api_pool_attach(ApiPool *pool, ApiQueue *queue)
{
	queue->prev = NULL;
	queue->next = pool->queues;
	if (pool->queues != NULL)
		pool->queues->prev = queue;
	else
		pool->heard = false;
	pool->queues = queue;
	size_to_queues(pool);
}

void
api_pool_detach(ApiPool *pool, ApiQueue *queue)
{
	if (queue->prev != NULL)
		queue->prev->next = queue->next;
	else
		pool->queues = queue->next;
	if (queue->next != NULL)
		queue->next->prev = queue->prev;
	size_to_queues(pool);
	if (pool->queues == NULL)
		move_to_front(pool);
}

/* The widest window and the strictest rate that its queues ask for; what the last
 * one left stands until another comes. */
static void
size_to_queues(ApiPool *pool)
{
	ApiQueue   *queue = pool->queues;
	int			limit;
	ApiRate		rate;

	if (queue == NULL)
		return;
	limit = queue->limits.max_concurrency;
	rate = queue->limits.rate;
	for (queue = queue->next; queue != NULL; queue = queue->next)
	{
		if (queue->limits.max_concurrency > limit)
			limit = queue->limits.max_concurrency;
		if (stricter(queue->limits.rate, rate))
			rate = queue->limits.rate;
	}
	pool->limiter.rate = rate;
	if (limit != pool->window.limit)
		set_limit(pool, limit);
}

static void
set_limit(ApiPool *pool, int limit)
{
	if (pool->window.limit == 0)
		api_window_init(&pool->window, limit);
	else
		api_window_resize(&pool->window, limit);
	if (pool->multi != NULL)
		size_multi(pool);
}

/* Tells libcurl how many connections and streams the window may need. */
static void
size_multi(ApiPool *pool)
{
	int			limit = pool->window.limit;

	(void) curl_multi_setopt(pool->multi, CURLMOPT_MAXCONNECTS, (long) limit + SPARE_CONNECTIONS);
	(void) curl_multi_setopt(pool->multi, CURLMOPT_MAX_CONCURRENT_STREAMS,
							 (long) (limit > MIN_STREAMS ? limit : MIN_STREAMS));
}

static bool
stricter(ApiRate a, ApiRate b)
{
	if (a.interval_us != b.interval_us)
		return a.interval_us > b.interval_us;
	return a.burst < b.burst;
}

uint32_t
api_pool_chance(void)
{
	static uint64_t state = 0;

	/* xorshift64*: spreads retries, keeps no secret */
	while (state == 0)
		if (getrandom(&state, sizeof(state), GRND_NONBLOCK) != sizeof(state))
			state = (uint64_t) api_engine_now() * 0x9E3779B97F4A7C15u ^ (uintptr_t) &state;
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t) ((state * 0x2545F4914F6CDD1Du) >> 32);
}
