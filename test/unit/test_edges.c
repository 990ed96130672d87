/*
 * test_edges.c
 *		The first and last records of a body, fewer or more than are kept.
 */
#include "check.h"
#include "json/edges.h"

/* So many records are taken: which of them are the first, which the last? */
static void
check_edges(ApiEdges *edges, size_t count)
{
	uint64_t	last[API_EDGE_MAX];
	uint64_t	expected[3000];
	ApiEdges	one = {NULL, NULL, 0, 0, false};
	const uint64_t *first;
	size_t		kept = count < API_EDGE_MAX ? count : API_EDGE_MAX;
	size_t		n;

	api_edges_reset(edges);
	for (size_t i = 0; i < count; i++)
	{
		char		text[32];
		int			len = snprintf(text, sizeof(text), "{\"id\": %zu}", i);

		api_edges_add(edges, text, (size_t) len);
		api_edges_reset(&one);
		api_edges_add(&one, text, (size_t) len);
		expected[i] = one.first[0];
	}
	first = api_edges_first(edges, &n);
	check(n == kept && (n == 0 || memcmp(first, expected, n * sizeof(*first)) == 0));
	n = api_edges_last(edges, last);
	check(n == kept && (n == 0 || memcmp(last, expected + count - n, n * sizeof(*last)) == 0));
	api_edges_free(&one);
}

int
main(void)
{
	static const size_t counts[] = {0, 1, 16, 17, 1023, 1024, 1025, 1500, 2048, 2049, 3000, 5};
	ApiEdges	edges = {NULL, NULL, 0, 0, false};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		check_edges(&edges, counts[i]);
	api_edges_free(&edges);
	return check_end();
}
