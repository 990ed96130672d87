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
 * a time; later each pool has one of its own.  In all they have API_HANGING_MOST threads,
 * those that nobody waits for any more included (hanging.c); of these a name has no more
 * than MAX_OF_NAME, so that one that nobody answers for does not take the others' places,
 * however often it is asked for; and all together take no more than half of the descriptors.
 *
 * Addresses, and what libcurl knows by itself to be this host, need no place.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "net/address.h"
#include "net/flight.h"

#define MAX_OF_NAME 2			/* look-ups that nobody waits for any more */
#define FRESH_US (API_LOOKUPS_FRESH_S * 1000000)
#define TEND_US 10000			/* the threads are looked at no more often */
#define POLL_US 50000			/* nor less, while somebody waits for what they have */

static ApiFlight *first;		/* those that look a name up */
static int64_t tended_at;

static uint64_t name_of(ApiTransfer *transfer);
static uint64_t read_name(const char *url);
static bool is_this_host(const char *host, size_t len);
static ApiName *find_name(ApiPool *pool, uint64_t hash);
static ApiName *room_for(ApiPool *pool, uint64_t hash);
static bool anybody_knows(uint64_t hash);
static bool is_taken(const ApiPool *pool, uint64_t hash);
static bool has_place(uint64_t hash);
static bool is_late(ApiTransfer *transfer);
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
	size_t		len;
	const char *host = api_address_host(url, &len);
	uint64_t	hash;

	if (api_address_is_literal(url) || is_this_host(host, len))
		return API_NAME_LITERAL;
	len = (size_t) (host - url) + strcspn(host, "/?#");
	hash = api_digest_of(url, len);
	return hash > API_NAME_LITERAL ? hash : API_NAME_LITERAL + 1;
}

static bool
is_this_host(const char *host, size_t len)
{
	static const char name[] = "localhost";
	size_t		n = sizeof(name) - 1;

	return len >= n && strncasecmp(host + len - n, name, n) == 0 && (len == n || host[len - n - 1] == '.');
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

/* Is there one for another look-up of that name? */
static bool
has_place(uint64_t hash)
{
	int			count = api_hanging_count();

	for (const ApiFlight *flight = first; flight != NULL; flight = flight->next_lookup)
		count++;
	return (count + 1) * api_hanging_each() <= API_HANGING_MOST && count < api_tickets_lookups() &&
		api_hanging_of(hash) < MAX_OF_NAME;
}

/* Has it waited for a place for as long as it may for a connection? */
static bool
is_late(ApiTransfer *transfer)
{
	int64_t		clock = api_engine_clock();

	if (transfer->placeless_since < 0)
		transfer->placeless_since = clock;
	return clock - transfer->placeless_since >= transfer->queue->limits.patience.connect_us;
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
	if (is_taken(pool, hash))
	{
		pool->awaits_name = true;
		return API_LOOKUP_WAIT;
	}
	if (has_place(hash))
		return API_LOOKUP_FIRST;
	if (is_late(transfer))
		return API_LOOKUP_LATE;
	pool->awaits_name = true;
	return API_LOOKUP_WAIT;
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
api_lookups_begins(ApiFlight *flight)
{
	if (flight->looks_up)
		api_hanging_watch(&flight->threads);
}

void
api_lookups_begun(void)
{
	api_hanging_note();
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
api_lookups_landed(ApiFlight *flight, bool hangs)
{
	api_hanging_note();
	if (hangs)
		api_hanging_add(flight->transfer->name, &flight->threads, api_engine_now());
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
	bool		waits = pool->awaits_name || (pool->account.wants && api_hanging_count() > 0);

	return waits ? api_engine_now() + POLL_US : INT64_MAX;
}

void
api_lookups_tend(void)
{
	int64_t		now = api_engine_now();
	int			ended;

	if (api_hanging_count() == 0 || now - tended_at < TEND_US)
		return;
	tended_at = now;
	ended = api_hanging_reap(now);
	if (ended == 0)
		return;
	api_tickets_hung_up(ended);
	api_lookups_wake();
}

void
api_lookups_tell(const ApiTransfer *transfer, char *text, size_t room)
{
	int			hang = api_hanging_of(transfer->name);

	if (hang >= MAX_OF_NAME)
		(void) snprintf(text, room, "%d look-ups of it that were given up go on unanswered", hang);
	else
		(void) snprintf(text, room, "as many names of hosts are looked up as may be at a time, and %d of the"
						" look-ups were given up and go on unanswered", api_hanging_count());
}
