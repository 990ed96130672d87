/*
 * budget.h
 *		What a response says of the requests that are left: when nothing is, how long
 *		to wait.
 *
 *		X-RateLimit-Remaining: 0        X-RateLimit-Reset: 1700000000, or 30
 *		X-RateLimit-Remaining: 0        X-RateLimit-Reset-After: 1.5
 *		RateLimit-Remaining: 0          RateLimit-Reset: 30
 *		RateLimit: "burst";r=9;t=1, "hourly";r=0;t=30
 *		RateLimit: limit=100, remaining=0, reset=30
 *
 * Core: pure; time is an argument.  Times are microseconds.
 */
#ifndef API_BUDGET_H
#define API_BUDGET_H

#include <stdint.h>

#include "net/message.h"

/*
 * The wait until there are requests again, if the headers say that none is left; -1 if
 * they do not, or do not say until when.  unix_us is the server's clock, for resets that
 * are points in time.  Of several policies the longest wait counts.  0 is a reset that has
 * passed.  Absurd values saturate at 10 years.
 */
extern int64_t api_budget_wait(const ApiHeaders *headers, int64_t unix_us);

/*
 * The same of a refusal, where a reset needs no word that nothing is left; but one that
 * something is makes it count for nothing: then it was another limit.
 */
extern int64_t api_budget_reset(const ApiHeaders *headers, int64_t unix_us);

#endif							/* API_BUDGET_H */
