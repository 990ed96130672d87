/*
 * test_tickets.c
 *		Who waits for tickets or for a look-up has its turn again when there may be some,
 *		and not before.  A socket is known by its connection's ends.
 */
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
static int	woken;
static int	spoilt_fd = -1;
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
	return 1000;
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

/* As many look-ups hang as may: who waits for one of them to end is told. */
static void
check_hanging(void)
{
	begin();
	for (int i = 0; i < 16; i++)
	{
		check(api_lookups_need(&pools[0], &transfers[0], false) == API_LOOKUP_FIRST);
		check(api_tickets_take(&pools[0], &flights[0], true));
		api_lookups_begin(&flights[0]);
		pools[0].lookups_until = LATER;
		api_lookups_landed(&flights[0]);
		api_tickets_landed(&flights[0], true);
		api_tickets_settle(&pools[0]);
	}
	check(api_tickets_hanging() == 16);
	check(api_lookups_need(&pools[1], &transfers[1], false) == API_LOOKUP_WAIT);
	check(api_tickets_due(&pools[0]) == LATER);
	woken = 0;
	api_tickets_settle(&pools[0]);
	check(woken == 0);
	now = LATER;
	api_tickets_settle(&pools[0]);
	check(woken == 1 << 1);
	check(api_lookups_need(&pools[1], &transfers[1], false) == API_LOOKUP_FIRST);
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
	check_hanging();
	check(granted == 1000);
	return check_end();
}
