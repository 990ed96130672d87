/*
 * test_tickets.c
 *		Who waits for tickets or for a look-up has its turn again when there may be some,
 *		and not before.  A socket is known by its connection's ends.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

#include "net/flight.h"
#include "net/sockets.h"

#define NOW INT64_C(1000000000)
#define LATER (NOW + 1000000)

/* ---- what tickets.c and lookups.c ask of engine and pools ---- */

static int64_t now = NOW;
static bool kernel_has_none;
static int	granted = 1000;
static int	in_all = 1000;
static int	woken;
static int	spoilt_fd = -1;
static int	threads[32];		/* beside the first one */
static int	nthreads;
static int	last_thread = 100;
static bool blind;				/* nobody can see them */
static ApiPool pools[2];
static ApiQueue queues[2];
static ApiTransfer transfers[2];
static ApiFlight flights[2];

int64_t
api_engine_now(void)
{
	return now;
}

bool
api_engine_acquire(int count, int spare)
{
	if (count + spare > granted)
		return false;
	granted -= count;
	return true;
}

void
api_engine_release(int count)
{
	granted += count;
}

int
api_engine_descriptors(void)
{
	return in_all;
}

bool
api_engine_is_short(void)
{
	return kernel_has_none;
}

bool
api_engine_watch(ApiEngineClient *client, int fd, uint32_t events)
{
	(void) client;
	(void) fd;
	(void) events;
	return true;
}

uint64_t
api_engine_identity(int fd)
{
	return (uint64_t) fd + 1;
}

int
api_engine_port(int fd)
{
	return 10000 + fd;
}

bool
api_engine_is_quiet(int fd)
{
	return fd != spoilt_fd;
}

ApiPool *
api_pool_first(void)
{
	return &pools[0];
}

bool
api_pool_close_multi(ApiPool *pool)
{
	(void) pool;
	return false;
}

void
api_pool_wake(ApiPool *pool)
{
	woken |= 1 << (pool - pools);
}

int64_t
api_engine_clock(void)
{
	return now;
}

int
api_engine_threads(int *ids, int room)
{
	if (blind || nthreads >= room)
		return -1;
	ids[0] = 1;
	memcpy(ids + 1, threads, nthreads * sizeof(threads[0]));
	return nthreads + 1;
}

const char *
api_transfer_url(const ApiTransfer *transfer)
{
	return transfer->request.url;
}

/* Two pools that hold nothing, with a flight each; the first one of the list is pools[0]. */
static void
begin(void)
{
	memset(pools, 0, sizeof(pools));
	memset(flights, 0, sizeof(flights));
	pools[0].next = &pools[1];
	for (int i = 0; i < 2; i++)
	{
		queues[i].pool = &pools[i];
		queues[i].limits.patience.connect_us = 5000000;
		transfers[i].queue = &queues[i];
		transfers[i].name = 0;
		transfers[i].request.url = i == 0 ? "http://a.test/" : "http://b.test/";
		flights[i].transfer = &transfers[i];
	}
	now = NOW;
	woken = 0;
	kernel_has_none = false;
	api_tickets_bound(0);
}

/* The kernel's shortage is waited for once; after that the bound is, which time does not change. */
static void
check_dry(void)
{
	begin();
	kernel_has_none = true;
	check(api_tickets_short());
	check(!api_tickets_take(&pools[0], &flights[0], false));
	check(api_tickets_due(&pools[0]) > NOW && api_tickets_due(&pools[0]) < LATER);

	/* time goes on between the question and the next: it is due, and asks again */
	now = LATER;
	check(api_tickets_due(&pools[0]) < LATER);
	kernel_has_none = false;
	check(api_tickets_take(&pools[1], &flights[1], false));
	api_tickets_bound(1);
	check(!api_tickets_take(&pools[0], &flights[0], false));
	check(api_tickets_due(&pools[0]) == INT64_MAX);
	api_tickets_landed(&flights[1], false);
	api_tickets_settle(&pools[1]);
	check(woken == 1);
	api_tickets_withdraw(&pools[0]);
}

/* ---- look-ups that are left to themselves ---- */

/* The clock does not go back. */
static void
begin_later(void)
{
	static int	rounds;

	begin();
	now += ++rounds * INT64_C(1000000000);
}

/* It asks for that name anew. */
static ApiLookupNeed
need(int which, const char *url)
{
	transfers[which].name = 0;
	transfers[which].placeless_since = -1;
	transfers[which].request.url = (char *) url;
	return api_lookups_need(&pools[which], &transfers[which], false);
}

/* The first pool looks a name up, with as many threads as libcurl has for it, and leaves it so. */
static void
leave(const char *url)
{
	check(need(0, url) == API_LOOKUP_FIRST);
	check(api_tickets_take(&pools[0], &flights[0], true));
	api_lookups_begin(&flights[0]);
	api_lookups_begins(&flights[0]);
	for (int i = 0; i < api_hanging_each(); i++)
		threads[nthreads++] = ++last_thread;
	api_lookups_begun();
	api_lookups_landed(&flights[0], true);
	api_tickets_landed(&flights[0], true);
	api_tickets_settle(&pools[0]);
	flights[0].threads = (ApiLookupThreads) {0};
}

/* The oldest look-ups end. */
static void
end_threads(int lookups)
{
	nthreads -= lookups * api_hanging_each();
	memmove(threads, threads + lookups * api_hanging_each(), nthreads * sizeof(threads[0]));
	now += 10000;
	api_lookups_tend();
}

/* As many go on as may: who waits for one of them to end is told.  No pool has their tickets. */
static void
check_places(void)
{
	int			places = API_HANGING_MOST / api_hanging_each();
	char		url[32];

	begin_later();
	for (int i = 0; i < places; i++)
	{
		(void) snprintf(url, sizeof(url), "http://n%d.test/", i);
		leave(url);
	}
	check(api_hanging_count() == places);
	check(granted == 1000 - 3 * places && pools[0].account.held == 0);
	check(!api_tickets_stand());
	check(need(1, "http://b.test/") == API_LOOKUP_WAIT);
	check(api_lookups_due(&pools[1]) < now + 1000000);
	woken = 0;
	end_threads(0);
	check(woken == 0);
	end_threads(1);
	check(woken == 1 << 1);
	check(granted == 1000 - 3 * (places - 1));
	check(need(1, "http://b.test/") == API_LOOKUP_FIRST);
	end_threads(places - 1);
	check(granted == 1000 && api_hanging_count() == 0 && api_tickets_stand());
}

/* One name does not take all of them, whoever asks for it; what has no name waits for nobody. */
static void
check_names(void)
{
	begin_later();
	leave("http://a.test/");
	leave("http://a.test/x");
	check(need(0, "http://a.test/") == API_LOOKUP_WAIT);
	check(need(1, "http://a.test/") == API_LOOKUP_WAIT);
	check(need(1, "http://b.test/") == API_LOOKUP_FIRST);
	check(need(1, "http://127.0.0.1:80/") == API_LOOKUP_NONE);
	check(need(1, "http://LocalHost:80/") == API_LOOKUP_NONE);
	check(need(1, "http://api.localhost/") == API_LOOKUP_NONE);
	check(need(1, "http://user:pass@localhost:3128") == API_LOOKUP_NONE);
	check(need(1, "http://localhost:80@b.test/") == API_LOOKUP_FIRST);
	check(need(1, "http://notlocalhost/") == API_LOOKUP_FIRST);
	leave("http://b.test/");
	end_threads(1);
	check(need(0, "http://a.test/") == API_LOOKUP_FIRST);
	end_threads(2);
}

/* Where there are few descriptors, look-ups leave half of ours to those who need none. */
static void
check_few(void)
{
	begin_later();
	in_all = 30;
	leave("http://a.test/");
	leave("http://b.test/");
	check(need(1, "http://c.test/") == API_LOOKUP_WAIT);
	in_all = 3;
	check(need(1, "http://c.test/") == API_LOOKUP_WAIT);
	end_threads(2);
	check(need(1, "http://c.test/") == API_LOOKUP_FIRST);
	in_all = 1000;
}

/* For a place it waits as long as for a connection. */
static void
check_late(void)
{
	char		text[200];

	begin_later();
	leave("http://a.test/");
	leave("http://a.test/");
	check(need(0, "http://a.test/") == API_LOOKUP_WAIT);
	now += 4999999;
	check(api_lookups_need(&pools[0], &transfers[0], false) == API_LOOKUP_WAIT);
	now++;
	check(api_lookups_need(&pools[0], &transfers[0], false) == API_LOOKUP_LATE);
	api_lookups_tell(&transfers[0], text, sizeof(text));
	check(strncmp(text, "2 look-ups of it", 16) == 0);
	end_threads(1);
	check(api_lookups_need(&pools[0], &transfers[0], false) == API_LOOKUP_FIRST);
	end_threads(1);
}

/* Where no thread can be seen, it is over after a minute. */
static void
check_blind(void)
{
	begin_later();
	blind = true;
	leave("http://a.test/");
	end_threads(1);
	check(api_hanging_count() == 1);
	now += 59000000;
	end_threads(0);
	check(api_hanging_count() == 1);
	now += 1000000;
	end_threads(0);
	check(api_hanging_count() == 0 && granted == 1000);
	blind = false;
}

/* What comes on a connection that rests spoils it, once it has answered by HTTP/1.1. */
static void
check_spoilt(void)
{
	ApiEnds		ends = {"192.0.2.1", "192.0.2.2", 80, 0};
	ApiFlight  *flight = &flights[0];
	int			fd;

	begin();
	check(api_tickets_take(&pools[0], flight, false));
	fd = api_sockets_open(flight, AF_INET, SOCK_STREAM, 0);
	check(fd >= 0);
	ends.local_port = 1;
	check(api_sockets_meet(flight, &ends) == -1);
	ends.local_port = api_engine_port(fd);
	check(api_sockets_meet(flight, &ends) == fd);
	check(flight->fd == fd && !flight->rides);
	api_tickets_connected(flight);
	spoilt_fd = fd;
	check(!api_sockets_spoilt(flight));
	api_sockets_answered(flight);
	check(api_sockets_spoilt(flight));
	spoilt_fd = -1;
	check(!api_sockets_spoilt(flight));

	/* the next one over it, one of another pool, one to another server */
	flights[1].transfer = &transfers[0];
	check(api_sockets_meet(&flights[1], &ends) == fd);
	check(flights[1].fd == fd && flights[1].rides);
	check(!api_sockets_spoilt(&flights[1]));
	flight->socket++;
	api_sockets_failed(flight);
	check(!api_sockets_spoilt(&flights[1]));
	flight->socket--;
	api_sockets_failed(flight);
	check(api_sockets_spoilt(&flights[1]));
	flights[1].transfer = &transfers[1];
	check(api_sockets_meet(&flights[1], &ends) == -1);
	flights[1].transfer = &transfers[0];
	ends.remote_ip = "192.0.2.3";
	check(api_sockets_meet(&flights[1], &ends) == -1);
	ends.remote_ip = "192.0.2.1";
	(void) close(fd);
	api_sockets_closed(fd);
	check(api_sockets_meet(&flights[1], &ends) == -1);
	api_tickets_landed(flight, false);
	api_tickets_settle(&pools[0]);
}

int
main(void)
{
	check_spoilt();
	check_dry();
	check_places();
	check_names();
	check_few();
	check_late();
	check_blind();
	check(granted == 1000);
	return check_end();
}
