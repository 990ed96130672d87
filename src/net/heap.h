/*
 * heap.h
 *		A heap of times: what is due first stands on top.
 *
 * Nodes are members of the things that they time and know their own place, so
 * that each can be moved or taken out.  Room is made ahead, where a lack of
 * memory can still be told; adding never fails then.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_HEAP_H
#define API_HEAP_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiHeapNode
{
	int64_t		at;				/* the time it is sorted by */
	int			index;			/* its place in the heap; -1: in none */
} ApiHeapNode;

typedef struct ApiHeap
{
	ApiHeapNode **nodes;		/* malloc'd; none belongs to the heap */
	int			count;			/* nodes held */
	int			room;			/* nodes that fit */
} ApiHeap;

/* A node that is in no heap. */
extern void api_heap_node_init(ApiHeapNode *node);

/* Makes room for count nodes in all; false: no memory. */
extern bool api_heap_reserve(ApiHeap *heap, int count);

/* Adds a node that is in no heap; there must be room. */
extern void api_heap_add(ApiHeap *heap, ApiHeapNode *node, int64_t at);

/* Gives a member another time. */
extern void api_heap_change(ApiHeap *heap, ApiHeapNode *node, int64_t at);

/* Takes a member out; nothing if it is none. */
extern void api_heap_remove(ApiHeap *heap, ApiHeapNode *node);

/* The earliest node, or NULL. */
extern ApiHeapNode *api_heap_first(const ApiHeap *heap);

/* Frees the heap's own memory. */
extern void api_heap_free(ApiHeap *heap);

#endif							/* API_HEAP_H */
