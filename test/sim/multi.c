/*
 * multi.c
 *		libcurl's multi handles: connections, timers, messages.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/compat.h"
#include "wire.h"

static SimMulti *multis;

SimMulti *
sim_multis(void)
{
	return multis;
}

CURLM *
curl_multi_init(void)
{
	SimMulti   *multi;

	if (sim_chance(sim.memory_fails))
		return NULL;
	multi = sim_alloc(sizeof(*multi));
	multi->told_at = INT64_MAX;
	multi->next = multis;
	multis = multi;
	return multi;
}

CURLMcode
curl_multi_cleanup(CURLM *handle)
{
	SimMulti   *multi = handle;
	SimMulti  **link = &multis;

	sim_must(multi->first == NULL, "a multi handle goes while transfers are in it");
	sim_must(multi->leaves_threads, "a multi handle that goes waits for look-ups");
	while (multi->conns != NULL)
		sim_close_conn(multi->conns);
	while (*link != multi)
		link = &(*link)->next;
	*link = multi->next;
	free(multi);
	return CURLM_OK;
}

CURLMcode
curl_multi_setopt(CURLM *handle, CURLMoption option,...)
{
	SimMulti   *multi = handle;
	va_list		args;

	va_start(args, option);
	switch ((int) option)
	{
		case CURLMOPT_SOCKETFUNCTION:
			multi->on_socket = va_arg(args, curl_socket_callback);
			break;
		case CURLMOPT_SOCKETDATA:
			multi->on_socket_arg = va_arg(args, void *);
			break;
		case CURLMOPT_TIMERFUNCTION:
			multi->on_timer = va_arg(args, curl_multi_timer_callback);
			break;
		case CURLMOPT_TIMERDATA:
			multi->on_timer_arg = va_arg(args, void *);
			break;
		case CURLMOPT_MAXCONNECTS:
			multi->max_idle = va_arg(args, long);
			break;
		case CURLMOPT_MAX_TOTAL_CONNECTIONS:
			multi->max_total = va_arg(args, long);
			break;
		case API_CURLMOPT_QUICK_EXIT:
			multi->leaves_threads = va_arg(args, long) != 0;
			break;
		default:
			break;
	}
	va_end(args);
	return CURLM_OK;
}

void
sim_want(SimMulti *multi, int fd, int what)
{
	SimFd	   *it = &sim_fds[fd];

	if (it->wanted == what)
		return;
	it->wanted = what;
	multi->under++;
	(void) multi->on_socket(NULL, fd, what != 0 ? what : CURL_POLL_REMOVE, multi->on_socket_arg, NULL);
	multi->under--;
	sim_must(what != 0 || it->client == NULL, "socket %d is watched on", fd);
}

/* By its owner's callback, which closes it. */
static void
close_counted(SimConn *conn, int fd)
{
	sim_want(conn->multi, fd, 0);
	conn->multi->under++;
	/* libcurl says nothing of what never connected, or does, by its version */
	if (!conn->ready && sim_chance(500))
		sim_close_fd(fd);
	else if (conn->on_close != NULL)
		(void) conn->on_close(conn->on_close_arg, fd);
	else
		sim_broken("nobody is told that socket %d is closed", fd);
	conn->multi->under--;
	sim_must(!sim_fds[fd].open, "socket %d stays open", fd);
}

void
sim_close_conn(SimConn *conn)
{
	SimConn   **link = &conn->multi->conns;

	sim_must(conn->users == 0, "a connection goes that is in use");
	while (*link != conn)
		link = &(*link)->next;
	*link = conn->next;
	if (conn->rival >= 0)
		close_counted(conn, conn->rival);
	close_counted(conn, conn->fd);
	/* who waits for room may have it, who waits for this one asks anew */
	for (SimEasy *easy = conn->multi->first; easy != NULL; easy = easy->next)
		if (easy->state == SIM_PENDING)
			sim_expire(easy, sim.now);
	free(conn);
}

/* ---- time ---- */

static int64_t
timer_of(const SimMulti *multi)
{
	int64_t		at = INT64_MAX;

	for (const SimEasy *easy = multi->first; easy != NULL; easy = easy->next)
		if (easy->expire_at < at)
			at = easy->expire_at;
	return at;
}

/* Whole milliseconds, not 0 for a time to come; mostly not too soon. */
static long
in_ms(int64_t at)
{
	int64_t		wait = at - sim.now;

	if (at == INT64_MAX)
		return -1;
	if (wait <= 0)
		return 0;
	if (wait > 1000 && (sim.now & 7) == 0)
		return (long) (wait / 1000);
	return (long) ((wait + 999) / 1000);
}

/* Tells a change, and only a change. */
void
sim_tell_timer(SimMulti *multi)
{
	int64_t		at = timer_of(multi);

	if (at == multi->told_at)
		return;
	multi->told_at = at;
	multi->under++;
	(void) multi->on_timer(multi, in_ms(at), multi->on_timer_arg);
	multi->under--;
}

void
sim_expire(SimEasy *easy, int64_t at)
{
	if (at < easy->expire_at)
		easy->expire_at = at;
}

CURLMcode
curl_multi_timeout(CURLM *handle, long *ms)
{
	*ms = in_ms(timer_of(handle));
	return CURLM_OK;
}

/* ---- transfers ---- */

CURLMcode
curl_multi_add_handle(CURLM *handle, CURL *curl)
{
	SimMulti   *multi = handle;
	SimEasy    *easy = curl;

	sim_must(multi->under == 0, "a transfer is added under a callback");
	sim_must(easy->state == SIM_IDLE, "a transfer is added twice");
	if (sim_chance(sim.memory_fails))
		return CURLM_OUT_OF_MEMORY;
	sim_leaves(easy->private);
	easy->multi = multi;
	easy->next = multi->first;
	multi->first = easy;
	easy->state = SIM_START;
	easy->begun_at = sim.now;
	easy->connects = easy->resends = 0;
	easy->expire_at = sim.now;
	sim_tell_timer(multi);
	return CURLM_OK;
}

CURLMcode
curl_multi_remove_handle(CURLM *handle, CURL *curl)
{
	SimMulti   *multi = handle;
	SimEasy    *easy = curl;
	SimEasy   **link = &multi->first;

	if (easy->state == SIM_IDLE)
		return CURLM_OK;
	sim_must(multi->under == 0, "a transfer is removed under a callback");
	sim_must(easy->multi == multi, "a transfer is removed from another multi handle");
	sim_leave(easy);
	while (*link != easy)
		link = &(*link)->next;
	*link = easy->next;
	easy->multi = NULL;
	easy->state = SIM_IDLE;
	easy->expire_at = INT64_MAX;
	sim_tell_timer(multi);
	return CURLM_OK;
}

/* Those whose time has come. */
static void
run_timers(SimMulti *multi)
{
	SimEasy    *next;

	for (SimEasy *easy = multi->first; easy != NULL; easy = next)
	{
		next = easy->next;
		if (easy->expire_at > sim.now)
			continue;
		easy->expire_at = INT64_MAX;
		sim_run(easy);
	}
}

/* Those on that connection. */
static void
run_conn(SimMulti *multi, const SimConn *conn)
{
	for (SimEasy *easy = multi->first; easy != NULL; easy = easy->next)
		if (easy->conn == conn)
			sim_run(easy);
}

CURLMcode
curl_multi_socket_action(CURLM *handle, curl_socket_t fd, int mask, int *running)
{
	SimMulti   *multi = handle;

	(void) mask;
	*running = 0;
	sim_must(multi->under == 0, "a multi handle runs under its own callback");
	if (fd == CURL_SOCKET_TIMEOUT)
		run_timers(multi);
	else if (sim_fds[fd].open && sim_fds[fd].looks_up)
		sim_run(sim_fds[fd].thing);
	else if (sim_fds[fd].open && sim_fds[fd].thing != NULL)
		run_conn(multi, sim_fds[fd].thing);
	sim_tell_timer(multi);
	return CURLM_OK;
}

CURLMsg *
curl_multi_info_read(CURLM *handle, int *left)
{
	SimMulti   *multi = handle;

	*left = 0;
	for (SimEasy *easy = multi->first; easy != NULL; easy = easy->next)
	{
		if (easy->state != SIM_OVER)
			continue;
		easy->state = SIM_READ;
		multi->message.msg = CURLMSG_DONE;
		multi->message.easy_handle = easy;
		multi->message.data.result = easy->result;
		return &multi->message;
	}
	return NULL;
}
