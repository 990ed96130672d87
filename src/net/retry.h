/*
 * retry.h
 *		An attempt that failed and may be repeated (repeat.h): when, and how often.
 *
 * Core: pure; time and chance are arguments.  Times are microseconds.
 */
#ifndef API_RETRY_H
#define API_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define API_RETRY_MAX_STATUSES 32

typedef struct ApiRetryPolicy
{
	int			max_retries;	/* attempts beyond the first */
	int64_t		backoff_initial_us;
	int64_t		backoff_max_us;
	int64_t		retry_after_max_us; /* longest wait a server may ask of a request, in sum */
	int			nstatuses;
	int			statuses[API_RETRY_MAX_STATUSES];	/* retryable */
} ApiRetryPolicy;

typedef struct ApiAttempt
{
	int			number;			/* 1: the first */
	int64_t		retry_after_us; /* asked for by the server; -1: not said */
	int64_t		waited_us;		/* that this request has already waited at servers' word */
} ApiAttempt;

typedef enum ApiRetryAction
{
	API_RETRY_NOT,				/* no attempt is left */
	API_RETRY_BACKOFF,			/* again after delay_us; costs an attempt */
	API_RETRY_GATE,				/* again after delay_us at the server's word: shuts the
								 * gate for all, costs no attempt */
	API_RETRY_TOO_LONG			/* the server's wait is over retry_after_max */
} ApiRetryAction;

/*
 * Again while attempts are left.  Without a server's word the delay is
 * full jitter: chance (random 32 bits) of min(backoff_max, initial x 2^(n-1)).
 * Retry-After of 0 is no word.
 */
extern ApiRetryAction api_retry_decide(const ApiRetryPolicy *policy, const ApiAttempt *attempt,
									   uint32_t chance, int64_t *delay_us);

/* Is that one of the policy's statuses? */
extern bool api_retry_status(const ApiRetryPolicy *policy, int status);

/*
 * Reads Retry-After: seconds, seconds with a fraction, or an HTTP date (against
 * unix_us, the clock of the response).  Gives the wait, 0 for the past, -1 if it makes no
 * sense; absurd values saturate at 10 years.
 */
extern int64_t api_retry_after_parse(const char *value, int64_t unix_us);

#endif							/* API_RETRY_H */
