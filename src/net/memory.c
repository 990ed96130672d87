/*
 * memory.c
 *		What the bodies of a backend take.  See memory.h.
 */
#include "net/memory.h"

#include <stdint.h>

static size_t limit;			/* 0: none */
static size_t taken;

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
api_memory_more(size_t bytes)
{
	taken += bytes;
}

void
api_memory_less(size_t bytes)
{
	taken -= bytes;
}

size_t
api_memory_taken(void)
{
	return taken;
}

bool
api_memory_scarce(void)
{
	return limit > 0 && taken >= limit / 2;
}

bool
api_memory_exhausted(void)
{
	return limit > 0 && taken >= limit;
}
