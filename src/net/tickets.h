/*
 * tickets.h
 *		Descriptors as tickets: what pools may open, before they do.
 *
 * A ticket is the right to one descriptor, had from PostgreSQL (api_engine_acquire).
 * A pool takes them where it launches a request, for all that libcurl may open for it;
 * libcurl's callbacks only spend them, and a socket that has none is not opened.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_TICKETS_H
#define API_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct ApiPool ApiPool;
typedef struct ApiFlight ApiFlight;

/* A pool's tickets.  What it holds beyond the others is a surplus. */
typedef struct ApiAccount
{
	int			held;			/* had from PostgreSQL */
	int			multi;			/* for its multi handle */
	int			sockets;		/* for open ones */
	int			promised;		/* for what flights without a connection may open */
	int			coming;			/* flights that have tickets, and no socket yet */
	int			busy;			/* sockets that flights use, or are expected to use */
	bool		shares;			/* one connection carries many requests */
	bool		wants;			/* its next request waits for tickets */
} ApiAccount;

/* A flight's. */
#define API_STUB_FDS 8

typedef struct ApiStub
{
	int			sockets;		/* that it may yet open */
	int			lookup;			/* for its look-up, while that may run */
	int			busy;			/* its part of the account's */
	int			opened;			/* sockets that it has opened */
	int			fds[API_STUB_FDS];	/* the last of them, while there is no connection */
	bool		coming;			/* counts among the account's */
	bool		rides;			/* has none: an idle connection waits for it */
} ApiStub;

/* No more connections than that in the backend; 0: as many as there are tickets. */
extern void api_tickets_bound(int connections);

/*
 * A new connection's, for a request that is to leave; closes idle pools to make room.
 * lookup: it may have to look a name up.  false: there are none now; the pool is given
 * another turn when some come free.  Not under a callback.
 */
extern bool api_tickets_take(ApiPool *pool, ApiFlight *flight, bool lookup);

/* Has the pool a connection that its next request can go by?  Then it needs none. */
extern bool api_tickets_rides(const ApiPool *pool);
extern void api_tickets_ride(ApiPool *pool, ApiFlight *flight);

/* Its next request waits for none any more. */
extern void api_tickets_withdraw(ApiPool *pool);

/* Should its connections be closed rather than kept, because others wait for tickets? */
extern bool api_tickets_urgent(const ApiPool *pool);

/* A socket is about to be opened: false: there is no ticket.  It was; it
 * was not, for that errno; a socket was closed. */
extern bool api_tickets_spend(ApiFlight *flight);
extern void api_tickets_spent(ApiFlight *flight, int fd);
extern void api_tickets_unspent(ApiFlight *flight, int error);
extern void api_tickets_closed(ApiPool *pool);

/* The look-up has been answered; there is a connection; the flight is over, and its look-up
 * may go on, whose tickets no pool has then, until so many have ended. */
extern void api_tickets_looked_up(ApiFlight *flight);
extern void api_tickets_connected(ApiFlight *flight);
extern void api_tickets_landed(ApiFlight *flight, bool hangs);
extern void api_tickets_hung_up(int lookups);

/* Its multi handle is gone, with all connections. */
extern void api_tickets_multi_closed(ApiPool *pool);

/* Has the kernel hardly any descriptors?  Then no connection is made for a while, unless one
 * is closed. */
extern bool api_tickets_short(void);

/* How many look-ups there may be, so that those who need none find some, too. */
extern int	api_tickets_lookups(void);

/* How many are for look-ups that nobody waits for any more. */
extern int	api_tickets_hanging(void);

/* Its pool is about to be freed. */
extern void api_tickets_end(ApiPool *pool);

/* Gives the surplus back.  Not under a callback. */
extern void api_tickets_settle(ApiPool *pool);

/* When tickets may be had again though nobody gives one back; INT64_MAX: never. */
extern int64_t api_tickets_due(const ApiPool *pool);

/* Is nothing on its way that could give some back? */
extern bool api_tickets_stand(void);

/* What is too little, API_ERR_DESCRIPTORS or _CONNECTIONS, and how little, for an error's
 * detail; what comes after it tries anew. */
extern ApiErrorCode api_tickets_tell(char *text, size_t room);

#endif							/* API_TICKETS_H */
