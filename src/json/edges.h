/*
 * edges.h
 *		The first and the last records of a body, by their digests: to see whether the
 *		next body begins with what this one ended with.
 *
 * Records as APIs count them, before explosion; as they stand in the body, to the byte.
 *
 * Core: no PostgreSQL, malloc; nothing fails: what there is no memory for is not seen.
 */
#ifndef API_EDGES_H
#define API_EDGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Most records at either end. */
#define API_EDGE_MAX 1024

typedef struct ApiEdges
{
	uint64_t   *first;			/* malloc'd: of the first records */
	uint64_t   *last;			/* malloc'd: a ring of the last, once first is full */
	size_t		room;			/* of first */
	size_t		count;			/* records; 0 also where memory ran out */
	bool		torn;			/* one of them came in portions: they say nothing */
} ApiEdges;

/* Takes the next record. */
extern void api_edges_add(ApiEdges *edges, const char *record, size_t len);

/* None so far; keeps its memory. */
extern void api_edges_reset(ApiEdges *edges);

/* The first records, in order, at most API_EDGE_MAX; and how many. */
extern const uint64_t *api_edges_first(const ApiEdges *edges, size_t *count);

/* Copies the last records, in order, to digests, of API_EDGE_MAX places; gives how many. */
extern size_t api_edges_last(const ApiEdges *edges, uint64_t *digests);

extern void api_edges_free(ApiEdges *edges);

#endif							/* API_EDGES_H */
