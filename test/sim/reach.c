/*
 * reach.c
 *		How a request gets to a connection, an old or a new one, and leaves it.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/hanging.h"
#include "wire.h"

#define MS INT64_C(1000)
#define SECOND INT64_C(1000000)

static bool open_sockets(SimEasy *easy);

/* ---- leaving ---- */

static void
end_lookup(SimEasy *easy)
{
	if (easy->lookup_fd < 0)
		return;
	sim_want(easy->multi, easy->lookup_fd, 0);
	sim_close_fd(easy->lookup_fd);
	easy->lookup_fd = -1;
}

/* One too many rests: the oldest goes. */
static void
trim_idle(SimMulti *multi)
{
	SimConn    *oldest = NULL;
	int			count = 0;

	for (SimConn *conn = multi->conns; conn != NULL; conn = conn->next)
	{
		count++;
		if (conn->users == 0 && (oldest == NULL || conn->idle_at < oldest->idle_at))
			oldest = conn;
	}
	if (multi->max_idle > 0 && count > multi->max_idle && oldest != NULL)
		sim_close_conn(oldest);
}

/* Leaves its connection, which stays or not. */
void
sim_detach(SimEasy *easy, bool keep)
{
	SimConn    *conn = easy->conn;

	easy->conn = NULL;
	if (conn == NULL)
		return;
	conn->users--;
	if (conn->users > 0)
		return;
	if (!keep)
	{
		sim_close_conn(conn);
		return;
	}
	sim_want(easy->multi, conn->fd, 0);
	conn->idle_at = sim.now;
	conn->stale_at = sim.now + (sim_happens(SIM_GOES_STALE) ? sim_between(0, 10 * SECOND) : 300 * SECOND);
	conn->closes_seen = sim_chance(500);
	conn->speaks_at = sim.now + (sim_happens(SIM_SPEAKS_UNASKED) ? sim_between(0, 10 * SECOND) : 300 * SECOND);
	for (SimEasy *other = easy->multi->first; other != NULL; other = other->next)
		if (other->state == SIM_PENDING)
			sim_expire(other, sim.now);
	trim_idle(easy->multi);
}

bool
sim_finish(SimEasy *easy, CURLcode code)
{
	bool		h2 = easy->conn != NULL && easy->conn->h2 && easy->conn->ready;

	sim_trace("over %s: %d", easy->url, code);
	end_lookup(easy);
	/* who asks for the version does so before the message is read */
	sim_detach(easy, h2 || (code == CURLE_OK && easy->reply.keeps && !easy->forbids_reuse));
	if (code != CURLE_OK && easy->error != NULL)
		(void) snprintf(easy->error, CURL_ERROR_SIZE, "made up: code %d", code);
	easy->result = code;
	easy->state = SIM_OVER;
	easy->expire_at = INT64_MAX;
	easy->paused = false;
	return false;
}

void
sim_leave(SimEasy *easy)
{
	end_lookup(easy);
	sim_detach(easy, easy->conn != NULL && easy->conn->h2 && easy->conn->ready);
}

bool
sim_is_over(const void *easy)
{
	return ((const SimEasy *) easy)->state >= SIM_OVER;
}

/* ---- getting there ---- */

static bool
is_tls(const char *url)
{
	return strncmp(url, "https:", 6) == 0;
}

/* Scheme and host, as one word. */
static void
origin_of(const char *url, char *host)
{
	const char *begin = strstr(url, "://");
	size_t		len = (size_t) (begin + 3 - url) + strcspn(begin + 3, "/?#");

	(void) snprintf(host, SIM_HOST_LEN, "%.*s", (int) len, url);
}

static int64_t
connect_by(const SimEasy *easy)
{
	return easy->begun_at + (easy->connect_ms > 0 ? easy->connect_ms * MS : 300 * SECOND);
}

static bool
wants_h2(const SimEasy *easy)
{
	return easy->version == CURL_HTTP_VERSION_2TLS && is_tls(easy->url);
}

/* A connection that it may take; those that are seen to be dead or too old are closed. */
static SimConn *
find_usable(SimEasy *easy, const char *host)
{
	SimConn    *next;

	for (SimConn *conn = easy->multi->conns; conn != NULL; conn = next)
	{
		next = conn->next;
		if (!conn->ready || strcmp(conn->host, host) != 0 || (conn->h2 && !wants_h2(easy)) ||
			(!conn->h2 && conn->users > 0))
			continue;
		if (conn->users == 0 &&
			((conn->stale_at <= sim.now && sim_chance(700)) ||
			 (easy->max_age_s > 0 && sim.now - conn->idle_at > easy->max_age_s * SECOND)))
		{
			sim_close_conn(conn);
			continue;
		}
		return conn;
	}
	return NULL;
}

/* Must it wait for a connection that is being made, or for room for another? */
static bool
must_wait(SimEasy *easy, const char *host)
{
	SimMulti   *multi = easy->multi;
	SimConn    *rests = NULL;
	long		count = 0;

	for (SimConn *conn = multi->conns; conn != NULL; conn = conn->next)
	{
		count++;
		if (easy->waits_for_pipe && wants_h2(easy) && conn->h2 && !conn->ready && strcmp(conn->host, host) == 0)
			return true;
		if (conn->users == 0 && (rests == NULL || conn->idle_at < rests->idle_at))
			rests = conn;
	}
	if (multi->max_total == 0 || count < multi->max_total)
		return false;
	if (rests == NULL)
		return true;
	sim_close_conn(rests);
	return false;
}

/* Nobody else looks that name up for the same pool, and there are not too many. */
static void
check_lookups(const SimEasy *easy, const char *host)
{
	/* whose connection broke has to ask once more, whoever else does */
	if (easy->resends > 0)
		return;
	for (const SimMulti *multi = sim_multis(); multi != NULL; multi = multi->next)
		for (const SimEasy *other = multi->first; other != NULL; other = other->next)
		{
			char		theirs[SIM_HOST_LEN];

			if (other->lookup_fd < 0 || other->resends > 0)
				continue;
			origin_of(other->url, theirs);
			sim_must(multi != easy->multi || strcmp(theirs, host) != 0, "two look-ups of %s", host);
		}
	sim_must(sim_threads() < API_HANGING_MOST, "%d look-ups at a time", sim_threads() + 1);
}

bool
sim_start(SimEasy *easy)
{
	char		host[SIM_HOST_LEN];
	SimConn    *conn;

	if (sim.now >= connect_by(easy))
		return sim_finish(easy, CURLE_OPERATION_TIMEDOUT);
	sim_expire(easy, connect_by(easy));
	origin_of(easy->url, host);
	conn = easy->fresh ? NULL : find_usable(easy, host);
	if (conn != NULL)
	{
		easy->conn = conn;
		conn->users++;
		easy->reused = true;
		return sim_send(easy);
	}
	easy->state = SIM_PENDING;
	if (must_wait(easy, host))
		return false;
	easy->reused = false;
	easy->state = SIM_LOOKUP;
	/* the cache has most names; who may not look them up takes what is there */
	easy->looked_up_at = sim.now;
	if (easy->name_age_s >= 0 && sim_chance(700))
		easy->looked_up_at += sim_happens(SIM_SLOW_NAME) ? sim_between(0, 30 * SECOND) : sim_between(0, 50 * MS);
	if (easy->looked_up_at > sim.now)
	{
		check_lookups(easy, host);
		sim_must(easy->on_lookup(NULL, NULL, easy->on_lookup_arg) == 0, "a look-up is refused");
		sim_begin_thread(easy->looked_up_at, easy->resends == 0);
		easy->lookup_fd = sim_open_fd(easy, true);
		sim_want(easy->multi, easy->lookup_fd, CURL_POLL_IN);
	}
	return true;
}

bool
sim_look_up(SimEasy *easy)
{
	if (sim.now < easy->looked_up_at)
	{
		if (sim.now >= connect_by(easy))
			return sim_finish(easy, CURLE_OPERATION_TIMEDOUT);
		sim_expire(easy, connect_by(easy));
		return false;
	}
	end_lookup(easy);
	if (sim_happens(SIM_NO_NAME))
		return sim_finish(easy, CURLE_COULDNT_RESOLVE_HOST);
	return open_sockets(easy);
}

/* A socket by OPENSOCKETFUNCTION; -1: refused. */
static int
open_one(SimEasy *easy, const char *ip)
{
	struct curl_sockaddr address = {.family = AF_INET,.socktype = SOCK_STREAM,
		.addrlen = sizeof(struct sockaddr_in)};
	struct sockaddr_in in = {.sin_family = AF_INET};
	int			fd;

	(void) inet_pton(AF_INET, ip, &in.sin_addr);
	memcpy(&address.addr, &in, sizeof(in));
	easy->multi->under++;
	fd = easy->on_open(easy->on_open_arg, CURLSOCKTYPE_IPCXN, &address);
	easy->multi->under--;
	return fd == CURL_SOCKET_BAD ? -1 : fd;
}

static bool
open_sockets(SimEasy *easy)
{
	SimConn    *conn;
	int			fd = open_one(easy, sim_happens(SIM_BAD_ADDRESS) ? "169.254.169.254" : "8.8.8.8");

	if (fd < 0)
		return sim_finish(easy, CURLE_COULDNT_CONNECT);
	conn = sim_alloc(sizeof(*conn));
	conn->multi = easy->multi;
	conn->next = easy->multi->conns;
	easy->multi->conns = conn;
	conn->fd = fd;
	conn->rival = sim_happens(SIM_TWO_SOCKETS) ? open_one(easy, "9.9.9.9") : -1;
	origin_of(easy->url, conn->host);
	conn->h2 = wants_h2(easy) && strstr(conn->host, "//a.") != NULL;
	conn->users = 1;
	conn->refused = sim_happens(SIM_REFUSED);
	conn->ready_at = sim.now +
		(sim_happens(SIM_SLOW_CONNECT) ? sim_between(0, 60 * SECOND) : sim_between(0, 100 * MS));
	conn->on_close = easy->on_close;
	conn->on_close_arg = easy->on_close_arg;
	sim_fds[fd].thing = conn;
	sim_want(easy->multi, fd, CURL_POLL_OUT);
	easy->conn = conn;
	easy->state = SIM_CONNECT;
	easy->connects++;
	return true;
}

bool
sim_await(SimEasy *easy)
{
	SimConn    *conn = easy->conn;

	if (sim.now < conn->ready_at)
	{
		if (sim.now >= connect_by(easy))
			return sim_finish(easy, CURLE_OPERATION_TIMEDOUT);
		sim_expire(easy, connect_by(easy));
		return false;
	}
	if (conn->refused)
		return sim_finish(easy, CURLE_COULDNT_CONNECT);
	conn->ready = true;
	if (conn->rival >= 0)
	{
		easy->multi->under++;
		if (sim_chance(500))
			sim_close_fd(conn->rival);
		else
			(void) conn->on_close(conn->on_close_arg, conn->rival);
		easy->multi->under--;
		conn->rival = -1;
	}
	for (SimEasy *other = easy->multi->first; other != NULL; other = other->next)
		if (other->state == SIM_PENDING)
			sim_expire(other, sim.now);
	return sim_send(easy);
}
