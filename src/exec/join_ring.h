/*
 * join_ring.h
 *		The outer rows that a batched join has read ahead, in their order.
 */
#ifndef API_JOIN_RING_H
#define API_JOIN_RING_H

#include "postgres.h"

#include "access/htup.h"
#include "exec/join_keys.h"

typedef struct ApiJoinRow
{
	MinimalTuple tuple;			/* the ring's */
	void	   *key;			/* whose rows it joins; NULL: it has none */
} ApiJoinRow;

typedef struct ApiJoinRing ApiJoinRing;

/* For that many rows at most.  In the current memory context. */
extern ApiJoinRing *api_join_ring_create(int most);

/* Adds a row behind the others; takes the tuple, which must be palloc'd.  There must be room. */
extern void api_join_ring_push(ApiJoinRing *ring, MinimalTuple tuple, void *key);

/* The i-th row from the front, of those there are. */
extern const ApiJoinRow *api_join_ring_row(const ApiJoinRing *ring, int i);

/* Frees the first row. */
extern void api_join_ring_pop(ApiJoinRing *ring);

extern int	api_join_ring_count(const ApiJoinRing *ring);
extern Size api_join_ring_bytes(const ApiJoinRing *ring);

#endif							/* API_JOIN_RING_H */
