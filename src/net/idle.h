/*
 * idle.h
 *		Connections that rest between statements: what is too old or too many is
 *		closed, and what nobody may use any more.
 *
 * libcurl cannot close one connection, so a pool gives up all of its own at once.  A
 * pool rests while it has no queue; one that has, keeps everything.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_IDLE_H
#define API_IDLE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "net/pool.h"

#define API_IDLE_ANY INT_MAX	/* for most: however many */

/*
 * What a mark stands for has changed or gone: pools with that hash of it take no new
 * queues; hash 0: all pools.  Closes nothing yet, and may be called anywhere.
 */
extern void api_idle_retire(ApiMark mark, uint32_t hash);

/*
 * Frees the resting pools that are retired, or have rested for longer than they may;
 * then keeps at most so many connections of the others, the last used first, whose pool
 * may have more of them alone with keep_last.  What a server said of its limits is kept.
 */
extern void api_idle_tidy(int64_t now, int most, bool keep_last);

/* Closes what rests of that server, or of all (0); gives how many connections that were. */
extern int	api_idle_disconnect(uint32_t server, int64_t now);

#endif							/* API_IDLE_H */
