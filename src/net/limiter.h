/*
 * limiter.h
 *		How fast, how many at once: the arithmetic, on a clock that is given.
 *
 * Three gates stand before a request leaves:
 *
 *   rate    GCRA.  At 10/s with burst 5 the interval is 100 ms; the theoretical
 *           arrival time (tat) of the next request may run at most
 *           (burst - 1) x interval ahead of now.
 *   window  the transfers allowed in flight.  429 and 503 halve it once per
 *           congestion epoch (answers to requests sent before the halving do not
 *           halve it again), one window of successes adds 1.
 *   gate    shut until a time that the server named.
 *
 * Core: pure arithmetic; no clock of its own, no memory.  Times are
 * microseconds.
 */
#ifndef API_LIMITER_H
#define API_LIMITER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiRate
{
	int64_t		interval_us;	/* between requests; 0: no limit */
	int			burst;			/* requests that may leave at once, >= 1 */
} ApiRate;

typedef struct ApiLimiter
{
	ApiRate		rate;
	int64_t		tat;			/* theoretical arrival time of the next request */
} ApiLimiter;

extern void api_limiter_init(ApiLimiter *limiter, ApiRate rate);

/* When a request could leave: now, or later.  Takes nothing. */
extern int64_t api_limiter_ready_at(const ApiLimiter *limiter, int64_t now);

/* Takes a token; to be called when ready_at said now. */
extern void api_limiter_take(ApiLimiter *limiter, int64_t now);

typedef struct ApiWindow
{
	int			limit;			/* the option's value, >= 1 */
	int			size;			/* allowed now, 1 .. limit */
	int			successes;		/* since size last changed */
	int64_t		epoch;			/* when it was last halved; 0: never */
} ApiWindow;

extern void api_window_init(ApiWindow *window, int limit);
extern void api_window_resize(ApiWindow *window, int limit);	/* another limit */

/* A request sent at sent_at was answered well. */
extern void api_window_success(ApiWindow *window);

/* A request sent at sent_at was refused (429, 503) now; true if that halved it. */
extern bool api_window_congested(ApiWindow *window, int64_t sent_at, int64_t now);

typedef struct ApiGate
{
	int64_t		open_at;		/* no request leaves before; 0: open */
} ApiGate;

/* Shuts the gate for wait_us from now; an earlier, longer shut stands. */
extern void api_gate_shut(ApiGate *gate, int64_t now, int64_t wait_us);

/*
 * When this request may pass: open_at plus a share of jitter, so that those who
 * waited do not leave as one; chance is a random 32-bit number.
 */
extern int64_t api_gate_ready_at(const ApiGate *gate, int64_t now, uint32_t chance);

/* A request's own time at a gate: drawn once an opening, however often it asks. */
typedef struct ApiGatePass
{
	int64_t		opening;		/* for which it was drawn; 0: none */
	int64_t		at;				/* when it may pass */
} ApiGatePass;

/* When the request may pass; chance counts where its time is drawn. */
extern int64_t api_gate_pass_at(const ApiGate *gate, ApiGatePass *pass, int64_t now, uint32_t chance);

#endif							/* API_LIMITER_H */
