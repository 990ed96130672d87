/*
 * pool.h
 *		One set of connections: at most one CURLM per server, user mapping and options
 *		generation, so that connections are never shared across identities.
 *
 * A pool outlives the scans that use it; but api_pool_get retires the pools of the
 * same server and user that have another generation: they take no new queues,
 * and are freed, connections and all, when their last queue closes.  Those that rest
 * for long go, too (idle.h).  So a pool is good while a queue of it is open, and must be
 * asked for anew for each further one.
 *
 * The window's limit is the largest max_concurrency of the open queues, its rate
 * the strictest of theirs.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_POOL_H
#define API_POOL_H

#include <stdint.h>

#include "net/queue.h"

/* What a pool hangs on: by the hash that the catalogs' caches have of it. */
typedef enum ApiMark
{
	API_MARK_SERVER,
	API_MARK_MAPPING,
	API_MARK_WRAPPER,
	API_MARK_ROLE,				/* whose mapping it is */
	API_MARKS
} ApiMark;

typedef struct ApiPoolKey
{
	uint32_t	database;		/* Oids, as the catalogs have them */
	uint32_t	server;
	uint32_t	user;			/* of the user mapping used; 0: none */
	uint64_t	generation;		/* hash of the options that shape connections */
	uint32_t	marks[API_MARKS];	/* no part of the key; see idle.h */
} ApiPoolKey;

/*
 * The pool of that key, made if need be (transport is copied); NULL with err.
 * The engine must have been started.  Pools that nobody needs any more are freed.
 */
extern ApiPool *api_pool_get(const ApiPoolKey *key, const ApiTransport *transport, ApiError *err);

#endif							/* API_POOL_H */
