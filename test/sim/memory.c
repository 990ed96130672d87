/*
 * memory.c
 *		malloc and its kin, which may fail; sockets, which are numbers; the wall clock.
 *
 * The linker's --wrap leads here what the shipped code calls.  What libraries allocate
 * for themselves does not fail.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "sim.h"

#define MAX_LOOKS 1000000		/* at the clock, in one pump */
#define FIRST_FD 10
#define EPOCH_S INT64_C(1700000000)	/* the wall clock's time at the start */

extern void *__real_malloc(size_t size);
extern void *__real_calloc(size_t count, size_t size);
extern void *__real_realloc(void *old, size_t size);
extern char *__real_strdup(const char *text);
extern void *__wrap_malloc(size_t size);
extern void *__wrap_calloc(size_t count, size_t size);
extern void *__wrap_realloc(void *old, size_t size);
extern char *__wrap_strdup(const char *text);
extern int	__wrap_socket(int domain, int type, int protocol);
extern int	__wrap_close(int fd);
extern int	__wrap_gettimeofday(struct timeval *tv, void *zone);
extern int	__wrap_clock_gettime(clockid_t clock, struct timespec *ts);
extern uint32_t __wrap_api_pool_chance(void);

SimFd		sim_fds[SIM_MAX_FDS];
static int	open_fds;

static bool
gives(void)
{
	return !sim_chance(sim.memory_fails);
}

void *
__wrap_malloc(size_t size)
{
	return gives() ? __real_malloc(size) : NULL;
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return gives() ? __real_calloc(count, size) : NULL;
}

void *
__wrap_realloc(void *old, size_t size)
{
	return gives() ? __real_realloc(old, size) : NULL;
}

char *
__wrap_strdup(const char *text)
{
	return gives() ? __real_strdup(text) : NULL;
}

void *
sim_alloc(size_t size)
{
	void	   *memory = __real_calloc(1, size);

	if (memory == NULL)
		sim_broken("the simulation itself is out of memory");
	return memory;
}

char *
sim_copy(const char *text)
{
	return __real_strdup(text);
}

int
sim_open_fd(void *thing, bool looks_up)
{
	static uint64_t opened = 0;

	for (int fd = FIRST_FD; fd < SIM_MAX_FDS; fd++)
	{
		if (sim_fds[fd].open)
			continue;
		sim_fds[fd] = (SimFd) {.open = true,.identity = ++opened,.thing = thing,.looks_up = looks_up};
		open_fds++;
		return fd;
	}
	sim_broken("%d sockets are open", open_fds);
}

void
sim_close_fd(int fd)
{
	sim_must(fd >= FIRST_FD && fd < SIM_MAX_FDS && sim_fds[fd].open, "socket %d is closed twice", fd);
	sim_must(sim_fds[fd].client == NULL, "socket %d is closed while it is watched", fd);
	sim_fds[fd].open = false;
	open_fds--;
}

int
sim_open_fds(void)
{
	return open_fds;
}

int
__wrap_socket(int domain, int type, int protocol)
{
	int			fd;

	(void) domain;
	(void) type;
	(void) protocol;
	fd = sim_open_fd(NULL, false);
	sim_fds[fd].counted = true;
	return fd;
}

int
__wrap_close(int fd)
{
	sim_close_fd(fd);
	return 0;
}

int
__wrap_gettimeofday(struct timeval *tv, void *zone)
{
	(void) zone;
	tv->tv_sec = EPOCH_S + sim.now / 1000000;
	tv->tv_usec = sim.now % 1000000;
	return 0;
}

/* Seldom a pump takes long. */
int
__wrap_clock_gettime(clockid_t clock, struct timespec *ts)
{
	static int	looks;			/* since time last went on */
	static int64_t last;
	int64_t		now = sim.now + (sim_happens(SIM_LONG_PUMP) ? 10000 : 0);

	(void) clock;
	looks = sim.now == last ? looks + 1 : 0;
	last = sim.now;
	sim_must(looks < MAX_LOOKS, "a pump has no end");
	ts->tv_sec = now / 1000000;
	ts->tv_nsec = now % 1000000 * 1000;
	return 0;
}

uint32_t
__wrap_api_pool_chance(void)
{
	return sim_random();
}
