/*
 * edges.c
 *		The first and the last records of a body.  See edges.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "json/edges.h"

/* Makes room for one more of the first records. */
static int
grow(ApiEdges *edges)
{
	size_t		room = edges->room == 0 ? 16 : edges->room * 2;
	uint64_t   *first = realloc(edges->first, room * sizeof(*first));

	if (first == NULL)
		return 0;
	edges->first = first;
	edges->room = room;
	return 1;
}

void
api_edges_add(ApiEdges *edges, const char *record, size_t len)
{
	uint64_t	value = api_digest_of(record, len);

	if (edges->count < API_EDGE_MAX && edges->count == edges->room && !grow(edges))
		edges->count = 0;
	else if (edges->count < API_EDGE_MAX)
		edges->first[edges->count++] = value;
	else
	{
		if (edges->last == NULL)
			edges->last = malloc(API_EDGE_MAX * sizeof(*edges->last));
		if (edges->last != NULL && edges->count == API_EDGE_MAX)
			memcpy(edges->last, edges->first, API_EDGE_MAX * sizeof(*edges->last));
		if (edges->last == NULL)
			return;
		edges->last[edges->count++ % API_EDGE_MAX] = value;
	}
}

void
api_edges_reset(ApiEdges *edges)
{
	edges->count = 0;
	edges->torn = false;
}

const uint64_t *
api_edges_first(const ApiEdges *edges, size_t *count)
{
	*count = edges->count < API_EDGE_MAX ? edges->count : API_EDGE_MAX;
	return edges->first;
}

size_t
api_edges_last(const ApiEdges *edges, uint64_t *digests)
{
	size_t		oldest = edges->count % API_EDGE_MAX;

	if (edges->count <= API_EDGE_MAX)
	{
		if (edges->count > 0)
			memcpy(digests, edges->first, edges->count * sizeof(*digests));
		return edges->count;
	}
	memcpy(digests, edges->last + oldest, (API_EDGE_MAX - oldest) * sizeof(*digests));
	memcpy(digests + API_EDGE_MAX - oldest, edges->last, oldest * sizeof(*digests));
	return API_EDGE_MAX;
}

void
api_edges_free(ApiEdges *edges)
{
	free(edges->first);
	free(edges->last);
}
