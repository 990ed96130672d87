/*
 * engine.h
 *		The one event loop of a backend: an epoll set with a timerfd in it, behind
 *		a WaitEventSet with the latch and postmaster death.
 *
 * Pools register as clients.  The engine tells them of ready sockets and due
 * timers; it knows nothing of HTTP.  Two clocks, both microseconds:
 *
 *   api_engine_now      monotonic time
 *   api_engine_clock    pumped time: stands still while nobody pumps (a cursor
 *                       idle between two fetches), so that a deadline counts
 *                       only time in which an answer could have been noticed
 *
 * All but api_engine_start, api_engine_pump and api_engine_wait are free of
 * ereport and palloc, and may be called under a client's callback.
 */
#ifndef API_ENGINE_H
#define API_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

/* The longest time between two pumps that a deadline counts. */
#define API_ENGINE_MAX_GAP_US 250000

/* Both callbacks run inside a pump, with all signals blocked: threads that a
 * client's library starts there never run the backend's signal handlers. */
typedef struct ApiEngineClient ApiEngineClient;
struct ApiEngineClient
{
	/* A watched socket is ready; events are EPOLLIN, EPOLLOUT, EPOLLERR bits. */
	void		(*on_socket) (ApiEngineClient *self, int fd, uint32_t events);

	/* Called once in each pump, behind the sockets: due timers, new requests.  To
	 * set self->due_at for the next time. */
	void		(*on_turn) (ApiEngineClient *self);

	int64_t		due_at;			/* monotonic time of the next timer; INT64_MAX: none */
	ApiEngineClient *next;		/* the engine's list */
};

/* Makes the engine on first use.  Raises when the kernel gives no descriptor. */
extern void api_engine_start(void);

/* Adds a client, takes it away again.  Not under a callback. */
extern void api_engine_register(ApiEngineClient *client);
extern void api_engine_unregister(ApiEngineClient *client);

/*
 * Watches a socket for a client; events 0 forgets it, whosever it was.
 * Idempotent.  false: the kernel or malloc refused; it is not watched then.
 */
extern bool api_engine_watch(ApiEngineClient *client, int fd, uint32_t events);

/*
 * Asks PostgreSQL for so many descriptors, all or none, and only while as many as spare
 * could be had beside; gives so many back.  How many it grants in all, to everybody.
 * The first may let PostgreSQL close files of its own: not under a callback.
 */
extern bool api_engine_acquire(int count, int spare);
extern void api_engine_release(int count);
extern int	api_engine_descriptors(void);

/* How many the engine itself has. */
extern int	api_engine_owned(void);

/* What tells an open descriptor from a later one of its number; 0: it is not open. */
extern uint64_t api_engine_identity(int fd);

/* The local port of a socket; 0: it has none. */
extern int	api_engine_port(int fd);

/* Has nothing come on it that was not read, not even its end? */
extern bool api_engine_is_quiet(int fd);

/* One for the backend's life, which that function opens; raises where there is none. */
extern int	api_engine_own_descriptor(int (*open_it) (void));

/* Has the kernel hardly any left, so that nothing connects, whatever was granted? */
extern bool api_engine_is_short(void);

/* The numbers of this process's threads, its first one included; -1: they cannot be told, or
 * are more than that. */
extern int	api_engine_threads(int *ids, int room);

/* Tells that a client's due_at or its ready requests changed outside a pump. */
extern void api_engine_kick(ApiEngineClient *client);

extern int64_t api_engine_now(void);
extern int64_t api_engine_clock(void);

/* Did pumped time stand still since that monotonic time (a gap of over
 * API_ENGINE_MAX_GAP_US)? */
extern bool api_engine_stalled_since(int64_t since);

/* Does what is due, without waiting. */
extern void api_engine_pump(void);

/*
 * Waits until a socket or timer is due, then pumps; may come back early.  The
 * only place that waits, and the only one that serves interrupts: raises on
 * cancel and termination, exits when the postmaster dies.
 */
extern void api_engine_wait(void);

/* Has a wait end at that monotonic time at the latest. */
extern void api_engine_wake(int64_t by);

/*
 * For those who wait elsewhere: the epoll descriptor, readable when there is something to
 * pump, and at that monotonic time (0: now) at the latest.  The engine must have started.
 */
extern int	api_engine_fd(int64_t by);

#endif							/* API_ENGINE_H */
