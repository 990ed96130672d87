/*
 * repeat.h
 *		May a request be sent once more?
 *
 * The one place that decides it: for attempts that failed, for bodies that turned out to
 * be unfit, for sends that are nobody's fault, and for what libcurl would send again by
 * itself.  When, and how often, is the policy's matter (retry.h).
 *
 * What is *repeatable* does no harm when it is carried out twice: a GET, and a POST that
 * is said to be.  All else is sent again only if it cannot have been carried out: there was
 * no connection, or the server says so (429, 503, a rate limit, an error in a body that
 * passes), and no redirect before said that it was (303).
 *
 * A server that serves only so many requests a connection turns away what is beyond: that is
 * no failure as long as it answers others.
 *
 * Core: pure.
 */
#ifndef API_REPEAT_H
#define API_REPEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Sends of a request, libcurl's own included, that the server did not take. */
typedef struct ApiTurns
{
	int			all;
	int			in_vain;		/* of them since it last answered any request */
	int64_t		answers;		/* that it had given then */
} ApiTurns;

/* A request that was sent, and what became of it. */
typedef struct ApiSent
{
	bool		repeatable;		/* once more does no harm */
	bool		carried;		/* a redirect said that it has been carried out */
	bool		in_use;			/* a part of the response has been used */
	bool		connected;		/* a connection was there: it may have been sent */
	bool		reused;			/* and it was an old one */
	bool		answered;		/* at least one byte came back */
	bool		stalled;		/* nobody pumped for a while since */
	bool		resent;			/* it is not over: libcurl is about to send it anew */
	ApiErrorCode failure;		/* API_ERR_NONE: there is a status */
	bool		passes;			/* and it is one that is worth another attempt */
	bool		refused;		/* and it says that nothing was done */
	int			excused;		/* sends of it so far that cost nothing */
	const ApiTurns *turned_away;	/* the server did not take this one either; NULL: it did */
} ApiSent;

typedef enum ApiRepeat
{
	API_REPEAT_NOT,				/* it is final */
	API_REPEAT_COUNTED,			/* as a retry, if the policy has any left */
	API_REPEAT_FREE				/* at once and at no cost: it is nobody's fault */
} ApiRepeat;

extern ApiRepeat api_repeat_decide(const ApiSent *sent);

/* So many were turned away once more; the server has given so many answers to any. */
extern void api_repeat_turned_away(ApiTurns *turns, int sends, int64_t answers);

#endif							/* API_REPEAT_H */
