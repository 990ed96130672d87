/*
 * owner.c
 *		Who puts requests and takes responses, and knows what they must be.
 *
 * An owner does to his queue what a stream may do, at any moment: he puts, takes, keeps,
 * reads in portions, urges, asks again, gives up, closes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/allowance.h"
#include "net/memory.h"
#include "net/idle.h"
#include "sim.h"

#define EPOCH INT64_C(1000000000)	/* between two episodes there is as much */
#define SERVERS 3
#define OWNERS 6
#define MAX_PUTS 40				/* that one has at a time */
#define MAX_KEPT 6				/* taken, not freed */
#define FAMILY_IDS 4			/* requests that a family has in common */
#define MS INT64_C(1000)
#define SECOND INT64_C(1000000)

typedef struct Put
{
	struct Put *next;
	ApiTransfer *transfer;
	int			request;		/* its number at the server */
	bool		taken;
	int			attempts;		/* when bytes were first dropped; 0: none were */
} Put;

struct SimOwner
{
	ApiQueue   *queue;			/* NULL: closed */
	Put		   *puts;
	int			nputs;
	int			kept;
	int			family;			/* 0: none */
	const char *scheme;
	bool		posts;			/* what must not be repeated */
	size_t		pause_above;
};

SimTold		sim_told;
static SimOwner owners[OWNERS];
static int	common[2][FAMILY_IDS];	/* request numbers of the families; -1: none yet */
static uint64_t generation = 1;

void
sim_owners_begin(void)
{
	memset(owners, 0, sizeof(owners));
	memset(common, -1, sizeof(common));
	sim.bounded = sim_chance(500);
	api_memory_limit(sim.bounded ? (size_t) sim_between(1, 8) * 1024 * 1024 : 0);
	api_allowance_begin((int64_t) generation, INT64_MAX);
}

/* ---- opening and closing ---- */

void
sim_draw_limits(ApiLimits *limits)
{
	static const int statuses[] = {429, 500, 502, 503, 504};

	memset(limits, 0, sizeof(*limits));
	limits->max_concurrency = (int) (sim_chance(100) ? sim_between(1, 60) : sim_between(1, 6));
	limits->rate.burst = (int) sim_between(1, 4);
	limits->rate.interval_us = sim_chance(200) ? sim_between(1, 200) * MS : 0;
	limits->patience.connect_us = sim_between(1, 30) * SECOND;
	limits->patience.silence_us = sim_between(1, 60) * SECOND;
	limits->patience.whole_us = sim_between(30, 300) * SECOND;
	limits->patience.pace = sim_chance(500);
	limits->max_redirects = (int) sim_between(0, 4);
	limits->max_response_size = sim_chance(100) ? 30000 : 10000000;
	limits->pause_above = sim_chance(300) ? 0 : (size_t) sim_between(1, 100000);
	limits->retry.max_retries = (int) sim_between(0, 4);
	limits->retry.backoff_initial_us = sim_between(1, 1000) * MS;
	limits->retry.backoff_max_us = 10 * SECOND;
	limits->retry.retry_after_max_us = sim_between(0, 60) * SECOND;
	limits->retry.nstatuses = 5;
	memcpy(limits->retry.statuses, statuses, sizeof(statuses));
}

ApiPool *
sim_pool(int server, uint32_t user, ApiError *err)
{
	static const char *const allowed[] = {"http://b.test", "https://b.test", NULL};
	ApiPoolKey	key = {.database = 1,.server = (uint32_t) server,.user = user,.generation = generation,
	.marks = {(uint32_t) server + 1, user + 1, 1, 1}};
	ApiTransport transport = {.base_url = server == 0 ? "https://a.test" : "http://a.test",
		.allowed_origins = allowed,.user_agent = "sim",.tls_verify = true,.compression = true,
		.idle_us = sim_chance(100) ? 0 : sim_between(1, 60) * SECOND,
		.http_version = server == 0 && user == 1 ? API_HTTP_1_1 : API_HTTP_AUTO};

	return api_pool_get(&key, &transport, err);
}

static void
open_queue(SimOwner *owner)
{
	ApiError	err = API_ERROR_INIT;
	int			family = sim_chance(500) ? (int) sim_between(1, 2) : 0;
	int			server = family > 0 ? family : (int) (sim_random() % SERVERS);
	ApiLimits	limits;
	ApiPool    *pool;

	sim_draw_limits(&limits);
	generation += sim_chance(100);
	pool = sim_pool(server, family > 0 ? 0 : sim_random() % 2, &err);
	if (pool != NULL)
		owner->queue = api_queue_open(pool, &limits, NULL, &err);
	sim_must(owner->queue != NULL || sim.memory_fails > 0, "a queue could not be opened");
	api_error_clear(&err);
	owner->scheme = server == 0 ? "https" : "http";
	owner->pause_above = limits.pause_above;
	owner->posts = sim_chance(300);
	owner->family = family;
	if (owner->queue != NULL && owner->family > 0)
		api_queue_share(owner->queue, sim_family(owner->family));
}

static void
close_queue(SimOwner *owner)
{
	if (owner->queue == NULL)
		return;
	sim_trace("close %d", (int) (owner - owners));
	api_queue_close(owner->queue);
	while (owner->puts != NULL)
	{
		Put		   *put = owner->puts;

		owner->puts = put->next;
		free(put);
	}
	memset(owner, 0, sizeof(*owner));
}

/* ---- what comes ---- */

static void
drop_put(SimOwner *owner, Put *put, bool frees)
{
	Put		  **link = &owner->puts;

	while (*link != put)
		link = &(*link)->next;
	*link = put->next;
	owner->nputs--;
	owner->kept -= put->taken;
	sim_told.freed_early += !put->taken;
	if (frees)
		sim_let_go(put->transfer);
	free(put);
}

/* What the body of a response must be; NULL: it has none that is known. */
static const char *
wanted_of(const Put *put, size_t *len)
{
	const ApiResponse *response = api_transfer_response(put->transfer);
	const char *body = api_headers_get(&response->headers, "X-Sim-Body");
	const char *id = api_headers_get(&response->headers, "X-Sim-Id");

	if (body == NULL || id == NULL)
		return NULL;
	sim_must(atoi(id) == put->request, "request %d has the answer to %s", put->request, id);
	return sim_body(atoi(body), len);
}

/* Is what is there of the body what the server gave? */
static void
check_bytes(const Put *put)
{
	const ApiResponse *response = api_transfer_response(put->transfer);
	size_t		len;
	const char *wanted = wanted_of(put, &len);

	if (wanted == NULL || !response->begun)
		return;
	sim_must(response->discarded + response->body.len <= len, "request %d has %zu bytes too many",
			 put->request, (size_t) response->discarded + response->body.len - len);
	sim_must(response->body.len == 0 ||
			 memcmp(response->body.data, wanted + response->discarded, response->body.len) == 0,
			 "request %d has other bytes than were sent: status %d, %zu behind %zu, lane %s, %s", put->request,
			 response->status, response->body.len, (size_t) response->discarded,
			 put->taken ? "taken" : "not taken", api_headers_get(&response->headers, "Content-Encoding"));
}

/* It is done. */
static void
check_done(const Put *put)
{
	const ApiResponse *response = api_transfer_response(put->transfer);
	size_t		len = 0;

	sim_must(put->attempts == 0 || put->attempts == api_transfer_attempts(put->transfer),
			 "request %d was sent again after bytes of it were dropped", put->request);
	if (response->failure != API_ERR_NONE)
	{
		sim_told.failed++;
		sim_must(response->failure != API_ERR_INTERNAL || sim.memory_fails > 0 || sim.meddles,
				 "request %d failed for a bug: %s", put->request,
				 response->failure_text != NULL ? response->failure_text : "");
		sim_must(response->failure != API_ERR_OUT_OF_MEMORY || sim.memory_fails > 0 || sim.bounded,
				 "request %d ran out of memory", put->request);
		return;
	}
	sim_must(response->status >= 200 && response->begun, "request %d is done without an answer", put->request);
	check_bytes(put);
	sim_must(wanted_of(put, &len) != NULL, "request %d is done without its head", put->request);
	sim_must(response->discarded + response->body.len == len || response->open_ended,
			 "request %d is short of %zu bytes", put->request,
			 len - (size_t) response->discarded - response->body.len);
	sim_told.done++;
	sim_told.bytes += (int64_t) len;
}

static bool
take(SimOwner *owner)
{
	ApiTransfer *transfer;
	bool		any = false;

	while ((transfer = api_queue_take(owner->queue)) != NULL)
	{
		Put		   *put = api_transfer_tag(transfer);

		any = true;
		sim_must(!put->taken, "request %d is done twice", put->request);
		put->taken = true;
		owner->kept++;
		check_done(put);
		/* by its owner's word that it was not carried out, what must not be repeated is */
		if (sim_chance(50) &&
			api_transfer_retry(transfer, owner->posts || sim_chance(500) ? API_ERR_TRANSFER : API_ERR_API))
		{
			put->taken = false;
			owner->kept--;
		}
		else if (owner->kept > MAX_KEPT || sim_chance(700))
			drop_put(owner, put, true);
	}
	return any;
}

/* ---- what he does ---- */

/* One of several that a family asks for, or one of its own. */
static int
draw_request(const SimOwner *owner, bool once)
{
	int		   *shared = &common[owner->family > 0 ? owner->family - 1 : 0][sim_random() % FAMILY_IDS];

	if (owner->family == 0 || once)
		return sim_new_request(once);
	if (*shared < 0 || sim_chance(200))
		*shared = sim_new_request(false);
	return *shared;
}

static void
put_one(SimOwner *owner)
{
	Put		   *put = sim_alloc(sizeof(*put));
	bool		once = owner->posts && owner->family == 0;
	ApiError	err = API_ERROR_INIT;
	ApiRequest	request;
	char		url[100];

	put->request = draw_request(owner, once);
	api_request_init(&request);
	(void) snprintf(url, sizeof(url), "%s://a.test/item?id=%d", owner->scheme, put->request);
	request.url = sim_copy(url);
	if (once || sim_chance(100))
		request.method = API_METHOD_POST;
	request.repeatable = !once;
	request.keyed = request.method == API_METHOD_POST && sim_chance(200);
	put->next = owner->puts;
	owner->puts = put;
	owner->nputs++;
	put->transfer = api_queue_put(owner->queue, &request, put, &err);
	api_request_free(&request);
	sim_told.put++;
	if (put->transfer != NULL)
		return;
	sim_must(sim.memory_fails > 0, "a request could not be put");
	api_error_clear(&err);
	drop_put(owner, put, false);
}

/* Reads some of a body that is there. */
static void
discard(Put *put, size_t bytes)
{
	check_bytes(put);
	if (put->attempts == 0 && bytes > 0)
		put->attempts = api_transfer_attempts(put->transfer);
	api_transfer_discard(put->transfer, bytes);
}

static bool
has_body(const Put *put)
{
	const ApiResponse *response = api_transfer_response(put->transfer);

	return response->begun && response->body.len > 0;
}

static Put *
draw_put(const SimOwner *owner)
{
	Put		   *put = owner->puts;

	for (int n = owner->nputs > 0 ? (int) (sim_random() % (unsigned) owner->nputs) : 0; put != NULL && n > 0; n--)
		put = put->next;
	return put;
}

static Put *
flying(const SimOwner *owner, const ApiTransfer **at)
{
	ApiTransfer *transfer = api_queue_flying(owner->queue, *at);

	*at = transfer;
	return transfer != NULL ? api_transfer_tag(transfer) : NULL;
}

/* What the queue cannot do for him: reads what is full, urges one that is held. */
static bool
attend(SimOwner *owner)
{
	bool		any = take(owner);
	const ApiTransfer *at = NULL;
	Put		   *put;
	Put		   *next;

	if (!any && api_queue_starves(owner->queue))
	{
		api_queue_give_up(owner->queue);
		any = take(owner);
	}
	for (put = owner->puts; put != NULL; put = next)
	{
		next = put->next;
		if (put->taken)
		{
			drop_put(owner, put, true);
			any = true;
		}
	}
	while ((put = flying(owner, &at)) != NULL)
		if (api_transfer_paused(put->transfer) && has_body(put))
		{
			size_t		len = api_transfer_response(put->transfer)->body.len;

			discard(put, len / 2 + 1);
			any = true;
		}
	at = NULL;
	if (api_queue_holds(owner->queue))
		while ((put = flying(owner, &at)) != NULL)
			if (api_transfer_held(put->transfer))
			{
				api_transfer_urge(put->transfer);
				return true;
			}
	return any;
}

static void
fiddle(SimOwner *owner)
{
	Put		   *put = draw_put(owner);

	for (int i = 0; i < 3 && put != NULL && (put->taken || !has_body(put)); i++)
		put = draw_put(owner);
	if (put == NULL)
		return;
	switch (sim_random() % 8)
	{
		case 0:
			drop_put(owner, put, true);
			break;
		case 1:
		case 5:
			if (!put->taken && has_body(put) && sim_chance(600))
				discard(put, (size_t) sim_between(0, (int64_t) api_transfer_response(put->transfer)->body.len));
			break;
		case 2:
			api_transfer_burden(put->transfer, (size_t) sim_between(0, 20000));
			break;
		case 3:
			if (api_transfer_held(put->transfer))
				api_transfer_urge(put->transfer);
			break;
		case 4:
			if (sim.meddles)
				sim_meddle(put->transfer);
			break;
		default:
			check_bytes(put);
	}
}

/* What statements, transactions and others' changes do to connections that rest. */
static void
look_after(void)
{
	switch (sim_random() % 8)
	{
		case 0:
			api_idle_retire((ApiMark) (sim_random() % API_MARKS), (uint32_t) sim_random() % 4);
			break;
		case 1:
			(void) api_idle_disconnect((uint32_t) (sim_random() % SERVERS), sim.now);
			break;
		default:
			api_idle_tidy(sim.now, sim_chance(300) ? API_IDLE_ANY : (int) sim_between(0, 20), sim_chance(500));
	}
}

void
sim_owners_act(bool drain)
{
	SimOwner   *owner = &owners[sim_random() % OWNERS];

	if (owner->queue == NULL)
	{
		if (!drain && sim_chance(100))
			open_queue(owner);
		if (sim_chance(200))
			look_after();
		return;
	}
	switch (sim_random() % 16)
	{
		case 0:
			(void) attend(owner);
			break;
		case 1:
		case 2:
			(void) take(owner);
			break;
		case 3:
		case 4:
			fiddle(owner);
			break;
		case 5:
			if (!drain && sim_chance(20))
				close_queue(owner);
			break;
		default:
			if (!drain && owner->nputs < MAX_PUTS)
				put_one(owner);
	}
}

bool
sim_owners_attend(void)
{
	bool		any = false;

	for (int i = 0; i < OWNERS; i++)
		any |= owners[i].queue != NULL && attend(&owners[i]);
	return any;
}

int
sim_owners_wait(void)
{
	int			count = 0;

	for (int i = 0; i < OWNERS; i++)
		for (const Put *put = owners[i].puts; put != NULL; put = put->next)
			count += !put->taken;
	return count;
}

void
sim_owners_end(void)
{
	ApiError	err = API_ERROR_INIT;

	for (int i = 0; i < OWNERS; i++)
		close_queue(&owners[i]);
	/* look-ups that were left behind are over: all pools go, others stand at their places */
	sim.now = (sim.now / EPOCH + 2) * EPOCH;
	api_lookups_tend();
	generation++;
	for (int server = 0; server < SERVERS; server++)
		for (uint32_t user = 0; user < 2; user++)
			(void) sim_pool(server, user, &err);
	sim_must(sim_open_fds() == 0, "%d sockets stay open", sim_open_fds());
	sim_must(sim_engine_tickets() == 0, "%d tickets are not given back", sim_engine_tickets());
}
