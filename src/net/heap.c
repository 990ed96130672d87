/*
 * heap.c
 *		A binary heap of times whose members know their place.
 */
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

#include "net/heap.h"

static void put(ApiHeap *heap, int index, ApiHeapNode *node);
static void rise(ApiHeap *heap, ApiHeapNode *node);
static void sink(ApiHeap *heap, ApiHeapNode *node);

void
api_heap_node_init(ApiHeapNode *node)
{
	node->at = 0;
	node->index = -1;
}

bool
api_heap_reserve(ApiHeap *heap, int count)
{
	int			room = heap->room > 0 ? heap->room : 32;
	ApiHeapNode **nodes;

	if (count <= heap->room)
		return true;
	if (count > INT_MAX / 4)
		return false;
	while (room < count)
		room *= 2;
	nodes = realloc(heap->nodes, room * sizeof(*nodes));
	if (nodes == NULL)
		return false;
	heap->nodes = nodes;
	heap->room = room;
	return true;
}

void
api_heap_add(ApiHeap *heap, ApiHeapNode *node, int64_t at)
{
	node->at = at;
	put(heap, heap->count++, node);
	rise(heap, node);
}

void
api_heap_change(ApiHeap *heap, ApiHeapNode *node, int64_t at)
{
	node->at = at;
	rise(heap, node);
	sink(heap, node);
}

void
api_heap_remove(ApiHeap *heap, ApiHeapNode *node)
{
	int			index = node->index;
	ApiHeapNode *last;

	if (index < 0)
		return;
	node->index = -1;
	last = heap->nodes[--heap->count];
	if (last == node)
		return;
	put(heap, index, last);
	rise(heap, last);
	sink(heap, last);
}

ApiHeapNode *
api_heap_first(const ApiHeap *heap)
{
	return heap->count > 0 ? heap->nodes[0] : NULL;
}

void
api_heap_free(ApiHeap *heap)
{
	free(heap->nodes);
	heap->nodes = NULL;
	heap->count = heap->room = 0;
}

static void
put(ApiHeap *heap, int index, ApiHeapNode *node)
{
	heap->nodes[index] = node;
	node->index = index;
}

/* Moves a node up while it is earlier than its parent. */
static void
rise(ApiHeap *heap, ApiHeapNode *node)
{
	int			i = node->index;

	while (i > 0 && heap->nodes[(i - 1) / 2]->at > node->at)
	{
		put(heap, i, heap->nodes[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	put(heap, i, node);
}

/* Moves a node down while a child is earlier. */
static void
sink(ApiHeap *heap, ApiHeapNode *node)
{
	int			i = node->index;
	int			child;

	while ((child = 2 * i + 1) < heap->count)
	{
		if (child + 1 < heap->count && heap->nodes[child + 1]->at < heap->nodes[child]->at)
			child++;
		if (heap->nodes[child]->at >= node->at)
			break;
		put(heap, i, heap->nodes[child]);
		i = child;
	}
	put(heap, i, node);
}
