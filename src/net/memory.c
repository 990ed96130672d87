/*
 * memory.c
 *		What the bodies of a backend take.  See memory.h.
 */
#include "net/memory.h"

#include <stdint.h>

#include "base/compat.h"

#define STREWN_MAX ((size_t) 16 * 1024 * 1024)

static size_t limit;			/* 0: none */
static size_t bodies;			/* bytes */
static size_t strewn;			/* bytes of heads, since malloc gave back what was free */
static size_t flights;			/* bytes that libcurl takes for them */

void
api_memory_limit(size_t bytes)
{
	limit = bytes;
}

size_t
api_memory_share(void)
{
	return limit > 0 ? limit / 4 : SIZE_MAX;
}

void
api_memory_count(size_t before, size_t after)
{
	bodies = bodies + after - before;
}

void
api_memory_fly(int change)
{
	if (change > 0)
		flights += (size_t) change * API_MEMORY_FLIGHT;
	else
		flights -= (size_t) -change * API_MEMORY_FLIGHT;
}

size_t
api_memory_taken(void)
{
	return bodies + flights;
}

bool
api_memory_scarce(void)
{
	return limit > 0 && bodies >= limit / 2;
}

bool
api_memory_busy(void)
{
	return limit > 0 && flights >= limit / 4;
}

bool
api_memory_exhausted(void)
{
	return limit > 0 && bodies + flights >= limit;
}

void
api_memory_strew(size_t bytes)
{
	strewn += bytes;
}

void
api_memory_gather(void)
{
	if (strewn < STREWN_MAX)
		return;
	strewn = 0;
	api_malloc_trim();
}
