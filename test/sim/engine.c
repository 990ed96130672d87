/*
 * engine.c
 *		net/engine.h on the made-up clock.
 *
 * As the shipped one does, a pump tells the clients of their ready sockets, gives each
 * a turn, and notes the earliest time that one wants; a kick makes that now.
 */
#include <sys/epoll.h>

#include "net/work.h"
#include "sim.h"

static ApiEngineClient *clients;
static int	tickets;
static int	grants;				/* tickets that there are */
static int64_t armed_at = INT64_MAX;
static int64_t mark;			/* of the clock's last update */
static int64_t pumped;			/* pumped time at mark */
static int64_t stalled_at;

#define MAX_THREADS 512

/* Look-ups, whoever waits for them. */
typedef struct Thread
{
	int			id;
	int64_t		until;
	bool		counts;
} Thread;

static Thread threads[MAX_THREADS];
static int	nthreads;
static bool blind;				/* nobody can see them */

void
sim_engine_begin(void)
{
	armed_at = 0;
	grants = sim_chance(300) ? (int) sim_between(6, 90) : 10000;
	blind = sim_chance(200);
}

ApiEngineClient *
sim_clients(void)
{
	return clients;
}

int
sim_engine_tickets(void)
{
	return tickets;
}

/* Those that have ended go. */
static void
end_threads(void)
{
	int			left = 0;

	for (int i = 0; i < nthreads; i++)
		if (threads[i].until > sim.now)
			threads[left++] = threads[i];
	nthreads = left;
}

void
sim_begin_thread(int64_t until, bool counts)
{
	static int	ids = 1;

	end_threads();
	sim_must(nthreads < MAX_THREADS, "%d threads", nthreads);
	threads[nthreads++] = (Thread) {++ids, until, counts};
}

int
sim_threads(void)
{
	int			count = 0;

	end_threads();
	for (int i = 0; i < nthreads; i++)
		count += threads[i].counts;
	return count;
}

int
api_engine_threads(int *ids, int room)
{
	end_threads();
	if (blind || nthreads >= room)
		return -1;
	ids[0] = 1;
	for (int i = 0; i < nthreads; i++)
		ids[i + 1] = threads[i].id;
	return nthreads + 1;
}

int64_t
sim_engine_due(void)
{
	return armed_at;
}

void
api_engine_register(ApiEngineClient *client)
{
	client->next = clients;
	clients = client;
}

void
api_engine_unregister(ApiEngineClient *client)
{
	ApiEngineClient **link = &clients;

	while (*link != NULL && *link != client)
		link = &(*link)->next;
	sim_must(*link != NULL, "a client goes that was none");
	*link = client->next;
}

bool
api_engine_watch(ApiEngineClient *client, int fd, uint32_t events)
{
	sim_must(fd >= 0 && fd < SIM_MAX_FDS && sim_fds[fd].open, "a closed socket, %d, is watched", fd);
	if (events != 0 && sim_chance(sim.memory_fails))
		return false;
	sim_fds[fd].client = events != 0 ? client : NULL;
	sim_fds[fd].events = events;
	return true;
}

bool
api_engine_acquire(int count, int spare)
{
	sim_must(count > 0 && spare >= 0, "%d tickets are asked for", count);
	if (tickets + count + spare > grants)
		return false;
	tickets += count;
	return true;
}

void
api_engine_release(int count)
{
	tickets -= count;
	sim_must(tickets >= 0, "more tickets are given back than were had");
}

int
api_engine_owned(void)
{
	return 3;
}

int
api_engine_descriptors(void)
{
	return grants;
}

uint64_t
api_engine_identity(int fd)
{
	return fd < SIM_MAX_FDS && sim_fds[fd].open ? sim_fds[fd].identity : 0;
}

bool
api_engine_is_short(void)
{
	return false;
}

void
api_engine_kick(ApiEngineClient *client)
{
	(void) client;
	armed_at = 0;
}

int64_t
api_engine_now(void)
{
	return sim.now;
}

static int64_t
gap(void)
{
	return sim.now - mark;
}

int64_t
api_engine_clock(void)
{
	return pumped + (gap() < API_ENGINE_MAX_GAP_US ? gap() : API_ENGINE_MAX_GAP_US);
}

bool
api_engine_stalled_since(int64_t since)
{
	return stalled_at > since || gap() > API_ENGINE_MAX_GAP_US;
}

/* Who pumps late has not waited. */
static void
advance_clock(void)
{
	if (gap() > API_ENGINE_MAX_GAP_US && sim.late)
	{
		pumped += API_ENGINE_MAX_GAP_US;
		stalled_at = sim.now;
	}
	else
		pumped += gap();
	mark = sim.now;
	sim.late = false;
}

void
api_engine_pump(void)
{
	advance_clock();
	api_work_begin();
	for (int fd = 0; fd < SIM_MAX_FDS && fd < 256 + sim_open_fds(); fd++)
	{
		SimFd	   *it = &sim_fds[fd];
		uint32_t	ready;

		if (api_work_spent() || !it->open || it->client == NULL)
			continue;
		ready = sim_fd_ready(fd) & (it->events | EPOLLERR | EPOLLHUP);
		if (ready != 0)
			it->client->on_socket(it->client, fd, ready);
	}
	api_work_begin();
	armed_at = INT64_MAX;
	for (ApiEngineClient *client = clients; client != NULL; client = client->next)
		client->on_turn(client);
	for (ApiEngineClient *client = clients; client != NULL; client = client->next)
		if (client->due_at < armed_at)
			armed_at = client->due_at;
}
