/*
 * hanging.h
 *		Look-ups that nobody waits for any more, and that go on nevertheless.
 *
 * No libcurl can end a look-up: it leaves the thread to itself, which ends when the
 * resolver does.  What is left so belongs to the backend, not to a pool: there is a place
 * for each, and when a thread of it is seen no more, the place is free.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_HANGING_H
#define API_HANGING_H

#include <stdbool.h>
#include <stdint.h>

#define API_HANGING_MOST 8		/* places, one for each thread that look-ups may have */
#define API_HANGING_THREADS 2	/* of one look-up, in newer libcurls */

/* The threads of a look-up, as the kernel numbers them. */
typedef struct ApiLookupThreads
{
	bool		told;			/* these are all that it has; else it may have others */
	int			count;
	int			ids[API_HANGING_THREADS];
} ApiLookupThreads;

/* libcurl is about to start a look-up, whose threads are to be noted there.  May be called
 * under a callback. */
extern void api_hanging_watch(ApiLookupThreads *threads);

/* It has started it, if it was to: notes the threads.  Before what was watched for goes. */
extern void api_hanging_note(void);

/* A look-up of that name is left to itself. */
extern void api_hanging_add(uint64_t name, const ApiLookupThreads *threads, int64_t now);

/* Frees the places of those that have ended; gives how many that were. */
extern int	api_hanging_reap(int64_t now);

/* How many threads one look-up has. */
extern int	api_hanging_each(void);

/* How many there are, of all names or of that one. */
extern int	api_hanging_count(void);
extern int	api_hanging_of(uint64_t name);

#endif							/* API_HANGING_H */
