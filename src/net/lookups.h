/*
 * lookups.h
 *		Names of hosts: who may look one up, and for whom it is known.
 *
 * libcurl starts a thread for each look-up and does not share those in flight.  So a
 * request whose host's name its pool does not know leaves only if nobody looks that name
 * up already, and if there is a place for its look-up.  The others wait until it is
 * answered, and find the name known; for a place they wait as long as for a connection.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_LOOKUPS_H
#define API_LOOKUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/hanging.h"

typedef struct ApiPool ApiPool;
typedef struct ApiFlight ApiFlight;
typedef struct ApiTransfer ApiTransfer;

#define API_LOOKUPS_NAMES 8		/* that a pool remembers */
#define API_LOOKUPS_FRESH_S 60L /* as long as an answer is good */

/* A host's name and port as libcurl remembers it, hashed. */
typedef struct ApiName
{
	uint64_t	hash;			/* 0: not made yet; API_NAME_LITERAL: an address */
	int64_t		answered_at;	/* monotonic; 0: libcurl does not know it */
} ApiName;

#define API_NAME_LITERAL 1

typedef enum ApiLookupNeed
{
	API_LOOKUP_NONE,			/* it is known, or an address */
	API_LOOKUP_FIRST,			/* it may look it up */
	API_LOOKUP_LATE,			/* it has waited for a place for as long as it may */
	API_LOOKUP_WAIT				/* it has to wait for another's look-up, or for a place */
} ApiLookupNeed;

/* rides: it goes by a connection that is there, unless that turns out to be dead. */
extern ApiLookupNeed api_lookups_need(ApiPool *pool, ApiTransfer *transfer, bool rides);

/* A flight that may look its name up leaves; libcurl starts the look-up, and has started it;
 * knows its name now (or never asked for it: rode); it has landed, while its look-up goes on
 * (hangs).  The latter may be told of any flight. */
extern void api_lookups_begin(ApiFlight *flight);
extern void api_lookups_begins(ApiFlight *flight);
extern void api_lookups_begun(void);
extern void api_lookups_answered(ApiFlight *flight, bool rode);
extern void api_lookups_landed(ApiFlight *flight, bool hangs);

/* Frees the places of those that have ended.  Not under a callback. */
extern void api_lookups_tend(void);

/* Why that transfer had no place. */
extern void api_lookups_tell(const ApiTransfer *transfer, char *text, size_t room);

/* Gives those that wait for a look-up's end another turn, in this pump or the next. */
extern void api_lookups_wake(void);

/* When the pool, which waits for a place or a descriptor, looks for one again; INT64_MAX: never. */
extern int64_t api_lookups_due(const ApiPool *pool);

#endif							/* API_LOOKUPS_H */
