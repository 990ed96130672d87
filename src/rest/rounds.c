/*
 * rounds.c
 *		Are the chains' pages cut?  See rounds.h.
 */
#include <stddef.h>

#include "rest/rounds.h"

bool
api_rounds_is(int64_t records)
{
	static const int sizes[] = {10, 20, 25, 30, 50, 100, 200, 250};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (records == sizes[i])
			return true;
	return records > 0 && records % 500 == 0;
}

void
api_rounds_add(ApiRounds *rounds, int64_t records, bool round)
{
	rounds->chains++;
	if (records > rounds->most)
	{
		rounds->most = records;
		rounds->piled = 0;
	}
	if (records == rounds->most && round)
		rounds->piled++;
}

void
api_rounds_merge(ApiRounds *rounds, const ApiRounds *others)
{
	rounds->chains += others->chains;
	if (others->most > rounds->most)
	{
		rounds->most = others->most;
		rounds->piled = 0;
	}
	if (others->most == rounds->most)
		rounds->piled += others->piled;
}

int64_t
api_rounds_cut(const ApiRounds *rounds)
{
	if (rounds->piled == 0 || (rounds->chains > 1 && rounds->piled < 2) ||
		rounds->piled * 50 < rounds->chains)
		return 0;
	return rounds->most;
}
