/*
 * tickets.c
 *		Descriptors as tickets: what pools may open, before they do.
 *
 * PostgreSQL grants optional users of descriptors a third of what a backend may open,
 * and has such users itself: event sets, postgres_fdw.  So some of that third are left
 * to them, the last ones of ours to pools that have nothing in flight, so that every
 * scan goes on.
 *
 * An account holds at least as many tickets as it uses:
 *
 *   multi      the multi handle's wake-up pair
 *   sockets    those open, idle ones too
 *   promised   for each flight that has no connection yet two sockets, for libcurl tries
 *              two addresses at a time, and those of its look-up
 *
 * Those for look-ups that nobody waits for any more (hanging.c) are no account's.
 *
 * What flights have not spent comes free once they are connected, and is given back at
 * the end of a turn.  A request that finds an idle connection of its pool needs none; if
 * libcurl opens a socket nevertheless it is refused one, unless the dead connection's
 * ticket has come free, and the request leaves anew, with tickets.
 *
 * When there are none, the pool that was idle for the longest time is closed, for libcurl
 * cannot close single connections; then the request waits.  While a pool that has nothing
 * in flight waits, those that have much close their connections after use.
 */
#include <errno.h>
#include <stdio.h>

#include "net/flight.h"
#include "net/sockets.h"

#define MULTI_TICKETS 2			/* a wake-up pair */
#define SOCKET_TICKETS 2		/* of a flight: two addresses are tried at a time */
#define LOOKUP_TICKETS 3		/* libcurl's wake-up pair, the resolver's socket */
#define LEFT_TICKETS 32			/* to PostgreSQL's own optional users */
#define LAST_TICKETS 8			/* of ours: to pools with nothing in flight */
#define DRY_US 100000			/* rest after the kernel had none */

static int	bound;				/* connections at a time; 0: no such bound */
static int	held;				/* tickets, of all accounts and of no one's */
static int	hanging;			/* those that are no one's */
static int	connections;		/* sockets and those to come, of all accounts */
static int	wanting;			/* pools that wait for tickets */
static int64_t dry_until;		/* the kernel had none: no new connections until then */

static int	used(const ApiAccount *account);
static bool is_rich(const ApiPool *pool);
static bool others_starve(const ApiPool *pool);
static bool is_dry(void);
static bool get(ApiPool *pool, int count);
static int	left_over(const ApiPool *pool);
static int	left_in_all(void);
static ApiPool *find_victim(ApiPool *pool);
static bool is_better_victim(const ApiPool *pool, const ApiPool *a, const ApiPool *b);
static void set_wants(ApiPool *pool, bool wants);
static ApiAccount *account_of(const ApiFlight *flight);
static void set_busy(ApiAccount *account, ApiStub *stub, int sockets);
static void has_come(ApiAccount *account, ApiStub *stub);
static void sweep(const ApiStub *stub);
static void wake(void);
static void refused(void);

void
api_tickets_bound(int most)
{
	bound = most;
}

static int
used(const ApiAccount *account)
{
	return account->multi + account->sockets + account->promised;
}

/* Has it something in flight, so that others come first? */
static bool
is_rich(const ApiPool *pool)
{
	return pool->in_flight > pool->npaused;
}

/* Does another pool wait for tickets that has nothing in flight? */
static bool
others_starve(const ApiPool *pool)
{
	if (wanting == (int) pool->account.wants)
		return false;
	for (const ApiPool *other = api_pool_first(); other != NULL; other = other->next)
		if (other != pool && other->account.wants && !is_rich(other))
			return true;
	return false;
}

bool
api_tickets_take(ApiPool *pool, ApiFlight *flight, bool lookup)
{
	ApiAccount *account = &pool->account;
	ApiStub		stub = {
		.sockets = SOCKET_TICKETS,
		.lookup = lookup ? LOOKUP_TICKETS : 0,
		.coming = true
	};

	/* those that have nothing come first */
	if (is_rich(pool) && others_starve(pool))
	{
		set_wants(pool, true);
		return false;
	}
	for (;;)
	{
		int			multi = pool->multi == NULL ? MULTI_TICKETS : 0;
		ApiPool    *victim;

		if (get(pool, multi + stub.sockets + stub.lookup))
		{
			account->multi += multi;
			break;
		}
		victim = find_victim(pool);
		if (victim == NULL || !api_pool_close_multi(victim))
		{
			set_wants(pool, true);
			return false;
		}
	}
	set_wants(pool, false);
	account->promised += stub.sockets + stub.lookup;
	account->coming++;
	connections++;
	flight->stub = stub;
	return true;
}

/* Had the kernel none lately?  What is over is forgotten, lest it be waited for again. */
static bool
is_dry(void)
{
	if (dry_until <= api_engine_now())
		dry_until = 0;
	return dry_until > 0;
}

/* Makes the account hold that many more than it uses. */
static bool
get(ApiPool *pool, int count)
{
	int			missing = count - (pool->account.held - used(&pool->account));

	if (is_dry() || (bound > 0 && connections >= bound))
		return false;
	if (missing <= 0)
		return true;
	if (!api_engine_acquire(missing, left_over(pool)))
		return false;
	pool->account.held += missing;
	held += missing;
	return true;
}

/* How many others must be able to have beside. */
static int
left_over(const ApiPool *pool)
{
	/* where there are hardly any, one connection may have them */
	if (held == 0)
		return 0;
	return left_in_all() + (is_rich(pool) ? LAST_TICKETS : 0);
}

/* How many PostgreSQL's own optional users find. */
static int
left_in_all(void)
{
	int			half = api_engine_descriptors() / 2;

	return half < LEFT_TICKETS ? half : LEFT_TICKETS;
}

/* An idle pool to close for that one, or NULL.  Itself comes last. */
static ApiPool *
find_victim(ApiPool *pool)
{
	bool		rich = is_rich(pool);
	ApiPool    *victim = NULL;

	for (ApiPool *other = api_pool_first(); other != NULL; other = other->next)
	{
		if (other->multi == NULL || other->in_flight > 0 ||
			(rich && other->unfinished > 0) || (other == pool && other->account.sockets == 0))
			continue;
		if (victim == NULL || is_better_victim(pool, other, victim))
			victim = other;
	}
	return victim;
}

static bool
is_better_victim(const ApiPool *pool, const ApiPool *a, const ApiPool *b)
{
	if ((a == pool) != (b == pool))
		return b == pool;
	if ((a->unfinished > 0) != (b->unfinished > 0))
		return b->unfinished > 0;
	return a->last_used_at < b->last_used_at;
}

static void
set_wants(ApiPool *pool, bool wants)
{
	wanting += (int) wants - (int) pool->account.wants;
	pool->account.wants = wants;
}

void
api_tickets_withdraw(ApiPool *pool)
{
	set_wants(pool, false);
}

bool
api_tickets_rides(const ApiPool *pool)
{
	const ApiAccount *account = &pool->account;

	/* what is open beyond the bound, which was lowered, goes first */
	return pool->multi != NULL && (bound == 0 || connections <= bound) &&
		(account->sockets > account->busy || (account->shares && account->sockets > 0));
}

void
api_tickets_ride(ApiPool *pool, ApiFlight *flight)
{
	flight->stub = (ApiStub) {.rides = true};
	set_busy(&pool->account, &flight->stub, 1);
}

bool
api_tickets_urgent(const ApiPool *pool)
{
	return others_starve(pool);
}

static ApiAccount *
account_of(const ApiFlight *flight)
{
	return &flight->transfer->queue->pool->account;
}

/* How many sockets the flight uses. */
static void
set_busy(ApiAccount *account, ApiStub *stub, int sockets)
{
	account->busy += sockets - stub->busy;
	stub->busy = sockets;
}

/* It is a connection to come no more. */
static void
has_come(ApiAccount *account, ApiStub *stub)
{
	if (!stub->coming)
		return;
	stub->coming = false;
	account->coming--;
	connections--;
}

bool
api_tickets_spend(ApiFlight *flight)
{
	ApiAccount *account = account_of(flight);
	ApiStub    *stub = &flight->stub;

	sweep(stub);
	if (stub->sockets > 0)
	{
		stub->sockets--;
		account->promised--;
	}
	else if (account->held <= used(account))
	{
		flight->unticketed = true;
		return false;
	}
	has_come(account, stub);
	stub->opened++;
	account->sockets++;
	connections++;
	if (!stub->rides)
		set_busy(account, stub, stub->busy + 1);
	return true;
}

void
api_tickets_spent(ApiFlight *flight, int fd)
{
	flight->stub.fds[(flight->stub.opened - 1) % API_STUB_FDS] = fd;
}

/* Some of those that it has opened may have been closed without a word. */
static void
sweep(const ApiStub *stub)
{
	api_sockets_sweep(stub->fds, stub->opened < API_STUB_FDS ? stub->opened : API_STUB_FDS);
}

void
api_tickets_unspent(ApiFlight *flight, int error)
{
	ApiAccount *account = account_of(flight);

	if (error == EMFILE || error == ENFILE)
	{
		flight->unticketed = true;
		refused();
	}
	flight->stub.opened--;
	account->sockets--;
	connections--;
	if (!flight->stub.rides)
		set_busy(account, &flight->stub, flight->stub.busy - 1);
}

void
api_tickets_closed(ApiPool *pool)
{
	pool->account.sockets--;
	connections--;
	dry_until = 0;
}

void
api_tickets_looked_up(ApiFlight *flight)
{
	account_of(flight)->promised -= flight->stub.lookup;
	flight->stub.lookup = 0;
}

void
api_tickets_connected(ApiFlight *flight)
{
	ApiAccount *account = account_of(flight);
	ApiStub    *stub = &flight->stub;

	api_tickets_looked_up(flight);
	has_come(account, stub);
	sweep(stub);
	stub->opened = 0;
	account->promised -= stub->sockets;
	stub->sockets = 0;
	set_busy(account, stub, 1);
}

void
api_tickets_landed(ApiFlight *flight, bool hangs)
{
	ApiAccount *account = account_of(flight);

	/* it had come to nothing before there was one */
	if (flight->transfer->queue->pool->multi == NULL)
		account->multi = 0;
	if (hangs)
	{
		account->held -= flight->stub.lookup;
		hanging += flight->stub.lookup;
	}
	api_tickets_connected(flight);
	set_busy(account, &flight->stub, 0);
}

void
api_tickets_multi_closed(ApiPool *pool)
{
	api_sockets_forget(pool);
	pool->account.multi = 0;
	api_tickets_settle(pool);
}

void
api_tickets_end(ApiPool *pool)
{
	set_wants(pool, false);
	api_tickets_settle(pool);
}

void
api_tickets_hung_up(int lookups)
{
	int			free_now = lookups * LOOKUP_TICKETS;

	hanging -= free_now;
	held -= free_now;
	api_engine_release(free_now);
	if (wanting > 0)
		wake();
}

int
api_tickets_lookups(void)
{
	int			half = (api_engine_descriptors() - left_in_all()) / 2;

	return half > LOOKUP_TICKETS ? half / LOOKUP_TICKETS : 1;
}

int
api_tickets_hanging(void)
{
	return hanging;
}

bool
api_tickets_short(void)
{
	bool		is_short = api_engine_is_short();

	if (is_short)
		refused();
	return is_short;
}

/* The kernel gave none. */
static void
refused(void)
{
	dry_until = api_engine_now() + DRY_US;
}

void
api_tickets_settle(ApiPool *pool)
{
	ApiAccount *account = &pool->account;
	int			surplus = account->held - used(account);

	if (surplus <= 0)
		return;
	account->held -= surplus;
	held -= surplus;
	api_engine_release(surplus);
	if (wanting > 0)
		wake();
}

/* Gives those that wait another turn, in this pump or the next. */
static void
wake(void)
{
	for (ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (pool->account.wants)
			api_pool_wake(pool);
}

int64_t
api_tickets_due(const ApiPool *pool)
{
	return pool->account.wants && dry_until > 0 ? dry_until : INT64_MAX;
}

bool
api_tickets_stand(void)
{
	if (hanging > 0)
		return false;
	for (const ApiPool *pool = api_pool_first(); pool != NULL; pool = pool->next)
		if (is_rich(pool))
			return false;
	return true;
}

ApiErrorCode
api_tickets_tell(char *text, size_t room)
{
	bool		bounded = bound > 0 && connections >= bound;

	if (bounded)
		(void) snprintf(text, room, "api_fdw.max_connections is %d, and all are in use", bound);
	else if (dry_until > 0)
		(void) snprintf(text, room, "the system has no descriptor left; this backend holds %d for"
						" connections", held);
	else
		(void) snprintf(text, room, "this backend holds %d descriptors for connections; PostgreSQL grants"
						" %d in all to extensions and itself, of which the last %d are not for"
						" connections", held, api_engine_descriptors(), left_in_all());
	dry_until = 0;
	return bounded ? API_ERR_CONNECTIONS : API_ERR_DESCRIPTORS;
}
