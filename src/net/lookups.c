/*
 * lookups.c
 *		Names of hosts: who may look one up, and for whom it is known.
 *
 * libcurl's own memory of names is the pool's, in its share.  A flight that may look its
 * name up lets libcurl take only what is fresh there (handle.c); all others let it take
 * whatever it has, so that they never start a look-up, even if the connection that they
 * were to go by is dead.  OPENSOCKETFUNCTION is called when the name is known.
 *
 * Of a name that nobody in the backend has had an answer for, one look-up is in flight at
 * a time; later each pool has one of its own.  In all there are MAX_LOOKUPS; one that
 * takes longer than PATIENCE_US counts no more, so that names without an answer do not
 * hold up the others for long; but of its own name there is still no other, and of threads,
 * those of look-ups that nobody waits for any more included, MAX_THREADS.
 */
#include <string.h>

#include "base/digest.h"
#include "net/address.h"
#include "net/flight.h"

#define MAX_LOOKUPS 8
#define MAX_THREADS 16			/* those that are counted no more or left included */
#define FRESH_US (API_LOOKUPS_FRESH_S * 1000000)
#define PATIENCE_US 5000000

static ApiFlight *first;		/* those that look a name up */

static uint64_t name_of(ApiTransfer *transfer);
static uint64_t read_name(const char *url);
static ApiName *find_name(ApiPool *pool, uint64_t hash);
static ApiName *room_for(ApiPool *pool, uint64_t hash);
static bool anybody_knows(uint64_t hash);
static bool is_taken(const ApiPool *pool, uint64_t hash);
static bool too_many(int64_t now);
static void end(ApiFlight *flight);
static void forget_old(ApiPool *pool);

static inline ApiPool *
pool_of(const ApiFlight *flight)
{
	return flight->transfer->queue->pool;
}

/* Behind a proxy it is the proxy that libcurl looks up. */
static uint64_t
name_of(ApiTransfer *transfer)
{
	const char *proxy = transfer->queue->pool->transport.proxy;

	if (transfer->name == 0)
		transfer->name = read_name(proxy != NULL ? proxy : api_transfer_url(transfer));
	return transfer->name;
}

/* Scheme and authority, as they are written. */
static uint64_t
read_name(const char *url)
{
	const char *host = strstr(url, "://");
	size_t		len;
	uint64_t	hash;

	if (api_address_is_literal(url))
		return API_NAME_LITERAL;
	host = host != NULL ? host + 3 : url;
	len = (size_t) (host - url) + strcspn(host, "/?#");
	hash = api_digest_of(url, len);
	return hash > API_NAME_LITERAL ? hash : API_NAME_LITERAL + 1;
}

/* NULL: the pool does not know it. */
static ApiName *
find_name(ApiPool *pool, uint64_t hash)
{
	for (int i = 0; i < API_LOOKUPS_NAMES; i++)
		if (pool->names[i].hash == hash && pool->names[i].answered_at > 0)
			return &pool->names[i];
	return NULL;
}

/* Its place, or that of the oldest. */
static ApiName *
room_for(ApiPool *pool, uint64_t hash)
{
	ApiName    *place = &pool->names[0];

	for (int i = 0; i < API_LOOKUPS_NAMES; i++)
	{
		if (pool->names[i].hash == hash)
			return &pool->names[i];
		if (pool->names[i].answered_at < place->answered_at)
			place = &pool->names[i];
	}
	return place;
}

static bool
anybody_knows(uint64_t hash)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (find_name(pool, hash) != NULL)
			return true;
	return false;
}

/* Does somebody look it up, so that the pool has to wait? */
static bool
is_taken(const ApiPool *pool, uint64_t hash)
{
	bool		elsewhere = false;

	for (const ApiFlight *flight = first; flight != NULL; flight = flight->next_lookup)
	{
		if (flight->transfer->name != hash)
			continue;
		if (pool_of(flight) == pool)
			return true;
		elsewhere = true;
	}
	return elsewhere && !anybody_knows(hash);
}

/* Are there as many look-ups as may be, or threads of those that take long? */
static bool
too_many(int64_t now)
{
	int			young = 0;
	int			threads = api_tickets_hanging();

	for (const ApiFlight *flight = first; flight != NULL; flight = flight->next_lookup)
	{
		young += flight->sent_at + PATIENCE_US > now;
		threads++;
	}
	return young >= MAX_LOOKUPS || threads >= MAX_THREADS;
}

ApiLookupNeed
api_lookups_need(ApiPool *pool, ApiTransfer *transfer, bool rides)
{
	uint64_t	hash = name_of(transfer);
	int64_t		now = api_engine_now();
	const ApiName *name;

	if (hash == API_NAME_LITERAL)
		return API_LOOKUP_NONE;
	name = find_name(pool, hash);
	if (name != NULL && (rides || name->answered_at + FRESH_US > now))
		return API_LOOKUP_NONE;
	if (is_taken(pool, hash) || too_many(now))
	{
		pool->awaits_name = true;
		return API_LOOKUP_WAIT;
	}
	return API_LOOKUP_FIRST;
}

void
api_lookups_begin(ApiFlight *flight)
{
	flight->looks_up = flight->looked_up = true;
	flight->sent_at = api_engine_now();
	flight->next_lookup = first;
	first = flight;
}

void
api_lookups_answered(ApiFlight *flight, bool rode)
{
	if (!flight->looks_up)
		return;
	if (!rode)
		*room_for(pool_of(flight), flight->transfer->name) =
			(ApiName) {flight->transfer->name, api_engine_now()};
	end(flight);
}

void
api_lookups_landed(ApiFlight *flight)
{
	if (flight->looks_up)
		end(flight);
	if (flight->looked_up)
		forget_old(pool_of(flight));
}

/* libcurl has thrown away what is too old for this flight. */
static void
forget_old(ApiPool *pool)
{
	int64_t		before = api_engine_now() - FRESH_US + 1000000;

	for (int i = 0; i < API_LOOKUPS_NAMES; i++)
		if (pool->names[i].answered_at < before)
			pool->names[i].answered_at = 0;
}

static void
end(ApiFlight *flight)
{
	ApiFlight **link = &first;

	while (*link != flight)
		link = &(*link)->next_lookup;
	*link = flight->next_lookup;
	flight->next_lookup = NULL;
	flight->looks_up = false;
	api_lookups_wake();
}

void
api_lookups_wake(void)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (pool->awaits_name)
			api_pool_wake(pool);
}

int64_t
api_lookups_due(const ApiPool *pool)
{
	int64_t		due = INT64_MAX;
	int64_t		now = api_engine_now();

	if (!pool->awaits_name)
		return due;
	for (const ApiFlight *flight = first; flight != NULL; flight = flight->next_lookup)
		if (flight->sent_at + PATIENCE_US > now && flight->sent_at + PATIENCE_US < due)
			due = flight->sent_at + PATIENCE_US;
	return due;
}
