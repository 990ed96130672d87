/*
 * join_ring.c
 *		The outer rows that a batched join has read ahead.  See join_ring.h.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "exec/join_ring.h"
#include "utils/memutils.h"

#define FIRST_ROOM 32

struct ApiJoinRing
{
	MemoryContext memory;
	int			most;
	int			room;			/* rows that fit into what is allocated */
	int			first;
	int			count;
	Size		bytes;			/* of the tuples */
	ApiJoinRow *rows;
};

ApiJoinRing *
api_join_ring_create(int most)
{
	ApiJoinRing *ring = palloc0(sizeof(ApiJoinRing));

	ring->memory = CurrentMemoryContext;
	ring->most = most;
	ring->room = Min(most, FIRST_ROOM);
	ring->rows = palloc(sizeof(ApiJoinRow) * ring->room);
	return ring;
}

/* Twice the room, the rows from its start on. */
static void
grow(ApiJoinRing *ring)
{
	int			room = (int) Min((int64) ring->room * 2, ring->most);
	ApiJoinRow *rows = MemoryContextAlloc(ring->memory, sizeof(ApiJoinRow) * room);
	int			i;

	for (i = 0; i < ring->count; i++)
		rows[i] = *api_join_ring_row(ring, i);
	pfree(ring->rows);
	ring->rows = rows;
	ring->room = room;
	ring->first = 0;
}

void
api_join_ring_push(ApiJoinRing *ring, MinimalTuple tuple, void *key)
{
	Assert(ring->count < ring->most);
	if (ring->count == ring->room)
		grow(ring);
	ring->rows[(ring->first + ring->count++) % ring->room] = (ApiJoinRow) {tuple, key};
	ring->bytes += GetMemoryChunkSpace(tuple);
}

const ApiJoinRow *
api_join_ring_row(const ApiJoinRing *ring, int i)
{
	return &ring->rows[(ring->first + i) % ring->room];
}

void
api_join_ring_pop(ApiJoinRing *ring)
{
	MinimalTuple tuple = ring->rows[ring->first].tuple;

	ring->bytes -= GetMemoryChunkSpace(tuple);
	pfree(tuple);
	ring->first = (ring->first + 1) % ring->room;
	ring->count--;
}

int
api_join_ring_count(const ApiJoinRing *ring)
{
	return ring->count;
}

Size
api_join_ring_bytes(const ApiJoinRing *ring)
{
	return ring->bytes;
}
