/*
 * engine.c
 *		The one event loop of a backend.
 *
 * What hangs on what.  Sockets of all pools and one timerfd are members of one
 * epoll set; the epoll descriptor, the latch and postmaster death are members of
 * one WaitEventSet.  All three are made on first use and live as long as the
 * backend, so that connections outlive statements, and a wait costs no set-up.
 * Because the timer is a member of the epoll set too, whoever waits for
 * api_engine_fd alone (an Append of asynchronous scans) misses nothing.
 *
 * A pump takes the ready sockets from the kernel and tells their clients, then
 * gives each client a turn, then arms the timer for the earliest due_at.  The
 * timer is moved forward at once but never backward: a wake-up for nothing is
 * cheaper than a system call for each change.  due_at 0 says that something is
 * due now (api_engine_kick): the next wait pumps then and does not wait, so that the
 * kernel is told of it only where somebody else waits for the epoll descriptor.
 *
 * A pump does a bounded piece of work (work.h), and twice that: one for sockets, one
 * for turns.  What is beyond makes it due again at once: ready sockets that were not told
 * yet come first then, and turns begin with another client.
 *
 * Signals are blocked during a pump: libcurl's resolver threads inherit the mask
 * and must never run PostgreSQL's handlers.  No client calls back into
 * PostgreSQL; only api_engine_wait may longjmp, with no client on the stack.
 *
 * Pumped time.  mark is the monotonic time at which the clock was last brought
 * up to date.  Time inside a wait counts whole; of the time between, which is
 * the executor's or an idle cursor's, a gap counts API_ENGINE_MAX_GAP_US at most.
 *
 * A watch is found by its descriptor's number.  An event for a socket that was
 * closed earlier in the same batch finds no watch, or that of a new socket of
 * the same number, to which a wake-up for nothing does no harm.
 */
#include "postgres.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "miscadmin.h"
#include "storage/latch.h"
#include "utils/memutils.h"
#include "utils/wait_event.h"

#include "base/compat.h"
#include "net/engine.h"
#include "net/work.h"

#define BATCH 64				/* events taken from the kernel at once */
#define MAX_BATCHES 16			/* and that often in one pump */

typedef struct Watch
{
	ApiEngineClient *client;	/* NULL: the descriptor is not watched */
	uint32_t	events;			/* as the kernel knows them */
} Watch;

typedef struct Engine
{
	int			epfd;			/* the epoll set; -1: not made yet */
	int			tfd;			/* the timerfd in it; -1: not made yet */
	WaitEventSet *set;			/* latch, postmaster death, epfd; NULL: not yet */
	uint32		wait_event;		/* what pg_stat_activity shows */
	ApiEngineClient *clients;	/* all pools */
	Watch	   *watches;		/* by descriptor, malloc'd */
	int			nwatches;		/* room in it */
	struct epoll_event events[BATCH];	/* taken from the kernel */
	int			nevents;		/* so many of them */
	int			told;			/* so many of those were told */
	int64_t		due_at;			/* when there is something to do; 0: now; INT64_MAX: never */
	int64_t		armed_at;		/* when the timer fires; 0: it did, or does now */
	bool		lent;			/* the epoll descriptor was given away */
	int64_t		mark;			/* monotonic time of the clock's last update; 0: never */
	int64_t		clock;			/* pumped time at mark */
	int64_t		stalled_at;		/* monotonic end of the last gap that was cut; 0: none */
} Engine;

static Engine engine = {.epfd = -1,.tfd = -1,.due_at = INT64_MAX,.armed_at = INT64_MAX};

static void start_descriptors(void);
static int	open_epoll(void);
static int	open_timer(void);
static void start_wait_set(void);
static int64_t gap_at(int64_t now);
static void advance_clock(bool waited);
static Watch *find_watch(int fd);
static bool grow_watches(int fd);
static void make_due(void);
static void arm(int64_t at);
static void arm_for_clients(void);
static bool next_event(int *batches);
static void dispatch_sockets(void);
static void turn_clients(void);
static void block_signals(sigset_t *before);

void
api_engine_start(void)
{
	if (engine.set != NULL)
		return;
	start_descriptors();
	start_wait_set();
	engine.wait_event = API_WAIT_EVENT_NEW("ApiFdwRequest");
}

/* Makes epoll set and timer; what an earlier, failed start made is kept. */
static void
start_descriptors(void)
{
	struct epoll_event event = {.events = EPOLLIN};

	if (engine.epfd < 0)
		engine.epfd = api_engine_own_descriptor(open_epoll);
	if (engine.tfd < 0)
		engine.tfd = api_engine_own_descriptor(open_timer);
	event.data.fd = engine.tfd;
	if (epoll_ctl(engine.epfd, EPOLL_CTL_ADD, engine.tfd, &event) < 0 && errno != EEXIST)
		ereport(ERROR,
				(errcode_for_socket_access(),
				 errmsg("%s failed: %m", "epoll_ctl")));
}

static int
open_epoll(void)
{
	return epoll_create1(EPOLL_CLOEXEC);
}

static int
open_timer(void)
{
	return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
}

static void
start_wait_set(void)
{
	WaitEventSet *set;
	int			probe = api_engine_own_descriptor(open_epoll);

	/* which it opens itself, but raises as an internal error */
	(void) close(probe);
	api_engine_release(1);
	set = API_CREATE_WAIT_EVENT_SET(3);
	AddWaitEventToSet(set, WL_LATCH_SET, PGINVALID_SOCKET, MyLatch, NULL);
	AddWaitEventToSet(set, WL_EXIT_ON_PM_DEATH, PGINVALID_SOCKET, NULL, NULL);
	AddWaitEventToSet(set, WL_SOCKET_READABLE, engine.epfd, NULL, NULL);
	engine.set = set;
}

int
api_engine_owned(void)
{
	return (engine.epfd >= 0) + (engine.tfd >= 0) + (engine.set != NULL);
}

void
api_engine_register(ApiEngineClient *client)
{
	client->next = engine.clients;
	engine.clients = client;
}

void
api_engine_unregister(ApiEngineClient *client)
{
	ApiEngineClient **link = &engine.clients;

	while (*link != NULL && *link != client)
		link = &(*link)->next;
	if (*link != NULL)
		*link = client->next;
	client->next = NULL;
}

bool
api_engine_watch(ApiEngineClient *client, int fd, uint32_t events)
{
	struct epoll_event event = {.events = events,.data.fd = fd};
	Watch	   *watch;
	int			op;

	if (events == 0)
	{
		watch = find_watch(fd);
		if (watch != NULL)
		{
			watch->client = NULL;
			(void) epoll_ctl(engine.epfd, EPOLL_CTL_DEL, fd, &event);
		}
		return true;
	}

	if (!grow_watches(fd))
		return false;
	watch = &engine.watches[fd];
	if (watch->client == client && watch->events == events)
		return true;

	op = watch->client != NULL ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	if (epoll_ctl(engine.epfd, op, fd, &event) < 0)
	{
		/* closed and opened behind our back: the kernel knows better */
		op = op == EPOLL_CTL_MOD ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
		if ((errno != ENOENT && errno != EEXIST) || epoll_ctl(engine.epfd, op, fd, &event) < 0)
		{
			watch->client = NULL;
			return false;
		}
	}
	watch->client = client;
	watch->events = events;
	return true;
}

/* The descriptor's watch, or NULL if it has none. */
static Watch *
find_watch(int fd)
{
	if (fd < 0 || fd >= engine.nwatches || engine.watches[fd].client == NULL)
		return NULL;
	return &engine.watches[fd];
}

/* Makes room for that descriptor in the table. */
static bool
grow_watches(int fd)
{
	int			room = engine.nwatches > 0 ? engine.nwatches : 256;
	Watch	   *watches;

	if (fd < 0 || fd > INT_MAX / 4)
		return false;
	if (fd < engine.nwatches)
		return true;
	while (room <= fd)
		room *= 2;
	watches = realloc(engine.watches, room * sizeof(Watch));
	if (watches == NULL)
		return false;
	memset(watches + engine.nwatches, 0, (room - engine.nwatches) * sizeof(Watch));
	engine.watches = watches;
	engine.nwatches = room;
	return true;
}

void
api_engine_kick(ApiEngineClient *client)
{
	(void) client;				/* each turn asks all clients */
	make_due();
}

/* Something is to be done now. */
static void
make_due(void)
{
	if (engine.lent && engine.due_at != 0)
		arm(0);
	engine.due_at = 0;
}

int64_t
api_engine_now(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t) ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t
api_engine_clock(void)
{
	return engine.clock + Min(gap_at(api_engine_now()), API_ENGINE_MAX_GAP_US);
}

bool
api_engine_stalled_since(int64_t since)
{
	return engine.stalled_at > since || gap_at(api_engine_now()) > API_ENGINE_MAX_GAP_US;
}

/* Time since the clock was last brought up to date. */
static int64_t
gap_at(int64_t now)
{
	return engine.mark == 0 ? 0 : now - engine.mark;
}

/* Brings the clock up to date; time that was waited counts whole. */
static void
advance_clock(bool waited)
{
	int64_t		now = api_engine_now();
	int64_t		gap = gap_at(now);

	if (!waited && gap > API_ENGINE_MAX_GAP_US)
	{
		gap = API_ENGINE_MAX_GAP_US;
		engine.stalled_at = now;
	}
	engine.clock += gap;
	engine.mark = now;
}

void
api_engine_pump(void)
{
	sigset_t	before;

	if (engine.epfd < 0)
		return;
	advance_clock(false);
	block_signals(&before);
	api_work_begin();
	dispatch_sockets();
	api_work_begin();
	turn_clients();
	arm_for_clients();
	(void) pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Blocks what is not the fault of the code that runs. */
static void
block_signals(sigset_t *before)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
	sigset_t	block;

	sigfillset(&block);
	for (size_t i = 0; i < lengthof(faults); i++)
		sigdelset(&block, faults[i]);
	(void) pthread_sigmask(SIG_BLOCK, &block, before);
}

/* Is there another event to tell?  Takes more from the kernel when all were told, so often. */
static bool
next_event(int *batches)
{
	if (engine.told < engine.nevents)
		return true;
	/* what came short was all there is */
	if (*batches == MAX_BATCHES || (*batches > 0 && engine.nevents < BATCH))
		return false;
	(*batches)++;
	engine.told = 0;
	engine.nevents = Max(epoll_wait(engine.epfd, engine.events, BATCH, 0), 0);
	return engine.nevents > 0;
}

/* Tells clients of their ready sockets. */
static void
dispatch_sockets(void)
{
	int			batches = 0;

	while (!api_work_spent() && next_event(&batches))
	{
		struct epoll_event *event = &engine.events[engine.told++];
		Watch	   *watch = find_watch(event->data.fd);

		if (watch != NULL)
			watch->client->on_socket(watch->client, event->data.fd, event->events);
		else if (event->data.fd == engine.tfd)
			engine.armed_at = 0;
	}
}

/* Gives each client its turn. */
static void
turn_clients(void)
{
	ApiEngineClient *first = engine.clients;
	ApiEngineClient **link = &engine.clients;

	for (; *link != NULL; link = &(*link)->next)
		(*link)->on_turn(*link);
	if (first == NULL || first->next == NULL || !api_work_spent())
		return;
	/* those behind had the worse of it */
	engine.clients = first->next;
	*link = first;
	first->next = NULL;
}

/* Arms the timer for the earliest client, or for now if there is more to tell. */
static void
arm_for_clients(void)
{
	int64_t		due = INT64_MAX;
	ApiEngineClient *client;

	for (client = engine.clients; client != NULL; client = client->next)
		due = Min(due, client->due_at);
	if (engine.told < engine.nevents)
		make_due();
	else if (due < engine.armed_at || engine.armed_at == 0)
		arm(due);
	else
		engine.due_at = engine.armed_at;
}

/* Sets the timer: 0 now, INT64_MAX never; unreads what it told before. */
static void
arm(int64_t at)
{
	struct itimerspec spec = {{0, 0}, {0, 0}};

	if (at == 0)
		spec.it_value.tv_nsec = 1;
	else if (at != INT64_MAX)
	{
		spec.it_value.tv_sec = at / 1000000;
		spec.it_value.tv_nsec = (at % 1000000) * 1000;
	}
	engine.due_at = engine.armed_at = at;
	if (engine.tfd >= 0)
		(void) timerfd_settime(engine.tfd, TFD_TIMER_ABSTIME, &spec, NULL);
}

void
api_engine_wait(void)
{
	WaitEvent	event;

	CHECK_FOR_INTERRUPTS();

	if (engine.due_at == 0)
	{
		/* there is something to do first */
		api_engine_pump();
		return;
	}

	advance_clock(false);
	(void) WaitEventSetWait(engine.set, -1, &event, 1, engine.wait_event);
	advance_clock(true);

	if (event.events & WL_LATCH_SET)
	{
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
	}
	api_engine_pump();
}

void
api_engine_wake(int64_t by)
{
	if (by < engine.due_at)
		arm(by);
}

int
api_engine_fd(int64_t by)
{
	engine.lent = true;
	if (engine.due_at == 0)
		by = 0;
	if (by < engine.armed_at)
		arm(by);
	return engine.epfd;
}
