/*
 * rounds.c
 *		Are the chains' pages cut?  See rounds.h.
 */
#include "rest/rounds.h"

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
