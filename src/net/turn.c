/*
 * turn.c
 *		A pool's turn in the engine's pump: land, expire, launch (launch.c).
 *
 * The window rolls: as soon as a transfer has landed, the next ready one is handed
 * to libcurl, and libcurl's own timer, which it sets to "now" for a new handle, is
 * served in the same turn, so that a request leaves in the very pump that made
 * room for it.  A turn ends when enough was done in one go (work.h), and is then due
 * again at once.
 */
#include <curl/curl.h>
#include <stddef.h>
#include <sys/epoll.h>

#include "base/check.h"
#include "net/flight.h"
#include "net/memory.h"
#include "net/work.h"

/* A head by HTTP/2 that comes in one frame.  After a larger one libcurl 7.88 loses the
 * beginning of the next large one that the same handle reads. */
#define WHOLE_HEAD 16000

#define MAX_ROUNDS 16			/* of one turn, before the others have theirs */

static void on_socket(ApiEngineClient *client, int fd, uint32_t events);
static void on_turn(ApiEngineClient *client);
static int	on_watch(CURL *easy, curl_socket_t fd, int what, void *arg, void *unused);
static int	on_timer(CURLM *multi, long timeout_ms, void *arg);
static bool run_curl_timer(ApiPool *pool);
static void wake_waiting(ApiPool *pool);
static bool land_finished(ApiPool *pool);
static void land(ApiPool *pool, ApiFlight *flight, int code);
static void expire_late(ApiPool *pool);
static int64_t next_due(const ApiPool *pool);
static bool is_short(const ApiFlight *flight, int code);

static inline int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void
api_turn_install(ApiPool *pool)
{
	pool->client.on_socket = on_socket;
	pool->client.on_turn = on_turn;
	pool->client.due_at = pool->curl_due = pool->blocked_until = INT64_MAX;
}

bool
api_turn_set_up(ApiPool *pool)
{
	return curl_multi_setopt(pool->multi, CURLMOPT_SOCKETFUNCTION, on_watch) == CURLM_OK &&
		curl_multi_setopt(pool->multi, CURLMOPT_SOCKETDATA, pool) == CURLM_OK &&
		curl_multi_setopt(pool->multi, CURLMOPT_TIMERFUNCTION, on_timer) == CURLM_OK &&
		curl_multi_setopt(pool->multi, CURLMOPT_TIMERDATA, pool) == CURLM_OK;
}

static void
on_socket(ApiEngineClient *client, int fd, uint32_t events)
{
	ApiPool    *pool = (ApiPool *) client;
	int			mask = 0;
	int			running;

	if (pool->multi == NULL)
		return;
	if (events & (EPOLLIN | EPOLLHUP))
		mask |= CURL_CSELECT_IN;
	if (events & EPOLLOUT)
		mask |= CURL_CSELECT_OUT;
	if (events & EPOLLERR)
		mask |= CURL_CSELECT_ERR;
	(void) curl_multi_socket_action(pool->multi, fd, mask, &running);
}

static void
on_turn(ApiEngineClient *client)
{
	ApiPool    *pool = (ApiPool *) client;
	bool		busy = true;

	api_lookups_tend();
	for (int round = 0; busy && round < MAX_ROUNDS && !api_work_spent(); round++)
	{
		wake_waiting(pool);
		api_admission_relieve(pool);
		if (pool->resuming)
			api_pause_resume(pool);
		api_rest_resume(pool);
		busy = land_finished(pool);
		expire_late(pool);
		api_launch_ready(pool);
		busy |= run_curl_timer(pool);
	}
	api_lookups_begun();
#ifdef API_CHECKED
	if (api_traffic_check(pool) != NULL)
		api_check_failed(api_traffic_check(pool));
#endif
	client->due_at = busy || pool->resting != NULL ? 0 : next_due(pool);
	api_tickets_settle(pool);
}

/* libcurl wants a socket watched.  A failure is told by the deadline: an error
 * given back here would disable the whole multi handle. */
static int
on_watch(CURL *easy, curl_socket_t fd, int what, void *arg, void *unused)
{
	ApiPool    *pool = arg;
	uint32_t	events = 0;

	(void) easy;
	(void) unused;
	if (what != CURL_POLL_REMOVE)
	{
		if (what & CURL_POLL_IN)
			events |= EPOLLIN;
		if (what & CURL_POLL_OUT)
			events |= EPOLLOUT;
	}
	(void) api_engine_watch(&pool->client, fd, events);
	return 0;
}

/* libcurl wants to be called after a time; it may call this anywhere. */
static int
on_timer(CURLM *multi, long timeout_ms, void *arg)
{
	ApiPool    *pool = arg;

	(void) multi;
	pool->curl_due = timeout_ms < 0 ? INT64_MAX : api_engine_now() + (int64_t) timeout_ms * 1000;
	return 0;
}

/* Serves libcurl's timer if it is due. */
static bool
run_curl_timer(ApiPool *pool)
{
	long		timeout_ms;
	int			running;

	if (pool->curl_due > api_engine_now())
		return false;
	pool->curl_due = INT64_MAX;
	(void) curl_multi_socket_action(pool->multi, CURL_SOCKET_TIMEOUT, 0, &running);

	/* it tells changes only, and would not repeat a time that we came too early for */
	if (pool->curl_due == INT64_MAX &&
		curl_multi_timeout(pool->multi, &timeout_ms) == CURLM_OK)
		(void) on_timer(pool->multi, timeout_ms, pool);
	return true;
}

/* Retries whose time has come go before the others. */
static void
wake_waiting(ApiPool *pool)
{
	ApiHeapNode *node = api_heap_first(&pool->waiting);
	int64_t		now;

	if (node == NULL)
		return;
	now = api_engine_now();
	while (node != NULL && node->at <= now)
	{
		(void) api_transfer_event((ApiTransfer *) node, API_EVENT_WAKE);
		node = api_heap_first(&pool->waiting);
	}
}

/* Takes in what libcurl has finished. */
static bool
land_finished(ApiPool *pool)
{
	CURLMsg    *message;
	bool		any = false;
	int			left;

	if (pool->multi == NULL)
		return false;
	while (!api_work_spent() && (message = curl_multi_info_read(pool->multi, &left)) != NULL)
	{
		CURLcode	code = message->data.result;
		void	   *flight = NULL;

		if (message->msg != CURLMSG_DONE ||
			curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &flight) != CURLE_OK)
			continue;
		any = true;
		/* what came of it is not all decoded (rest.c) */
		if (code == CURLE_OK && ((ApiFlight *) flight)->behind)
			((ApiFlight *) flight)->finished = true;
		else
			land(pool, flight, code);
	}
	return any || api_work_spent();
}

/* A send is over: gives its flight back, then decides on the transfer. */
static void
land(ApiPool *pool, ApiFlight *flight, int code)
{
	ApiTransfer *transfer = flight->transfer;
	bool		unsent = api_flight_unsent(flight);
	bool		undone = unsent || is_short(flight, code);
	ApiLanding	landing;

	if (!undone)
		api_flight_finish(flight, code, &landing);
	(void) api_transfer_event(transfer, API_EVENT_LAND);
	transfer->urged = false;
	transfer->flight = NULL;
	api_turn_return_flight(pool, flight, code == CURLE_OPERATION_TIMEDOUT);
	api_transfer_weigh(transfer);
	transfer->afresh |= unsent;
	if (undone)
		api_launch_undo(transfer);
	else if (transfer->giving_up)
		api_transfer_put_back(transfer);
	else
		api_transfer_landed(transfer, &landing);
}

/* Did it come to nothing for want of descriptors, so that it says nothing of the server? */
static bool
is_short(const ApiFlight *flight, int code)
{
	if (flight->patience.connected || flight->fault != API_ERR_NONE)
		return false;
	switch (api_flight_failure(code, &(ApiLanding) {.connected = false}))
	{
		case API_ERR_CONNECT:
			if (flight->unticketed && flight->stub.opened == 0)
				return true;
			/* FALLTHROUGH */
		case API_ERR_RESOLVE:
		case API_ERR_TLS:
		case API_ERR_OUT_OF_MEMORY:
			return code != CURLE_OPERATION_TIMEDOUT && api_tickets_short();
		default:
			return false;
	}
}

void
api_turn_land(ApiTransfer *transfer, int code)
{
	land(transfer->queue->pool, transfer->flight, code);
}

void
api_turn_land_refused(ApiTransfer *transfer)
{
	api_turn_land(transfer, CURLE_WRITE_ERROR);
}

/* Ends those that have been silent for too long, once all that is finished has landed. */
static void
expire_late(ApiPool *pool)
{
	ApiHeapNode *node = api_heap_first(&pool->deadlines);
	int64_t		clock;

	if (node == NULL)
		return;
	clock = api_engine_clock();
	while (!api_work_spent() && node != NULL && node->at <= clock)
	{
		ApiFlight  *flight = (ApiFlight *) node;

		/* mostly it was heard of since */
		if (!api_flight_late(flight))
			api_heap_change(&pool->deadlines, node, api_flight_due(flight));
		else
			land(pool, flight, CURLE_OPERATION_TIMEDOUT);
		node = api_heap_first(&pool->deadlines);
	}
}

void
api_turn_abandon(ApiTransfer *transfer)
{
	ApiPool    *pool = transfer->queue->pool;
	ApiFlight  *flight = transfer->flight;

	(void) api_transfer_event(transfer, API_EVENT_ABANDON);
	transfer->urged = false;
	transfer->flight = NULL;
	api_turn_return_flight(pool, flight, true);
	api_tickets_settle(pool);
	api_engine_kick(&pool->client);
}

/* When the pool wants its next turn. */
static int64_t
next_due(const ApiPool *pool)
{
	const ApiHeapNode *waiting = api_heap_first(&pool->waiting);
	const ApiHeapNode *deadline = api_heap_first(&pool->deadlines);
	int64_t		due = earlier(pool->curl_due, pool->blocked_until);

	due = earlier(due, earlier(api_tickets_due(pool), api_lookups_due(pool)));
	if (waiting != NULL)
		due = earlier(due, waiting->at);
	if (deadline != NULL)
		due = earlier(due, api_engine_now() + deadline->at - api_engine_clock());
	return due;
}

void
api_turn_return_flight(ApiPool *pool, ApiFlight *flight, bool early)
{
	bool		hangs = early && flight->looks_up;
	bool		worn = !flight->http_1 && flight->head_bytes > WHOLE_HEAD;

	api_memory_strew(flight->head_bytes);
	api_rest_end(pool, flight);
	if (pool->multi != NULL)
		(void) curl_multi_remove_handle(pool->multi, flight->easy);
	pool->last_used_at = api_engine_now();
	api_lookups_landed(flight, hangs);
	api_tickets_landed(flight, hangs);
	api_heap_remove(&pool->deadlines, &flight->deadline);
	api_flight_clear(flight);
	if (worn)
		api_flight_free(flight);
	else
		api_parked_put(pool, flight);
}
