/*
 * repeat.c
 *		May a request be sent once more?  See repeat.h.
 */
#include <stddef.h>

#include "net/repeat.h"

#define MAX_EXCUSED 3			/* sends of one request that may be excused */
#define MAX_IN_VAIN 12			/* sends of one that may be turned away while nothing is answered: libcurl does six */
#define MAX_TURNED_AWAY 100		/* and whatever is answered meanwhile */

/* Does another attempt promise more? */
static bool
is_worth_it(const ApiSent *sent)
{
	switch (sent->failure)
	{
		case API_ERR_NONE:
			return sent->passes;
		case API_ERR_RESOLVE:
		case API_ERR_LOOKUP:
		case API_ERR_CONNECT:
		case API_ERR_TIMEOUT:
		case API_ERR_TRANSFER:
		case API_ERR_API:
			return true;
		default:
			return false;
	}
}

/* Is it certain that it has not been carried out? */
static bool
is_undone(const ApiSent *sent)
{
	if (sent->carried)
		return false;
	if (sent->failure == API_ERR_NONE)
		return sent->refused;
	return sent->failure == API_ERR_API || !sent->connected;
}

/*
 * Was it nobody's fault?  Either the server had closed an idle connection that we took
 * for open, or it took no more on that connection, or we came too late ourselves, because nobody
 * pumped.
 */
static bool
is_excused(const ApiSent *sent)
{
	if (sent->turned_away != NULL)
		return sent->turned_away->in_vain <= MAX_IN_VAIN && sent->turned_away->all <= MAX_TURNED_AWAY;
	if (sent->excused >= MAX_EXCUSED)
		return false;
	switch (sent->failure)
	{
		case API_ERR_CONNECT:
		case API_ERR_LOOKUP:
		case API_ERR_RESOLVE:
			return sent->stalled;
		case API_ERR_TRANSFER:
			return sent->stalled || (sent->reused && !sent->answered && sent->excused == 0);
		default:
			return false;
	}
}

ApiRepeat
api_repeat_decide(const ApiSent *sent)
{
	if (sent->resent)
		return sent->repeatable ? API_REPEAT_COUNTED : API_REPEAT_NOT;
	if (sent->in_use || !is_worth_it(sent))
		return API_REPEAT_NOT;
	if (!sent->repeatable && !is_undone(sent))
		return API_REPEAT_NOT;
	return is_excused(sent) ? API_REPEAT_FREE : API_REPEAT_COUNTED;
}

void
api_repeat_turned_away(ApiTurns *turns, int sends, int64_t answers)
{
	turns->all += sends;
	turns->in_vain = answers > turns->answers ? sends : turns->in_vain + sends;
	turns->answers = answers;
}
