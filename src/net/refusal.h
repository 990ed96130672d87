/*
 * refusal.h
 *		How long a response asks to wait before the request is sent again.
 *
 * The words, the first that makes sense wins:
 *
 *		Retry-After: 30, or an HTTP date
 *		retry-after-ms: 1500
 *		x-retry-after: 30
 *		{"any": {"name": 30}}           in the body, at the place that retry_after_path names
 *		{"retry_after": 1.5}            in the body of a refusal, at any depth
 *		RateLimit-Reset and its kin     of a refusal, see budget.h
 *
 * Core: pure; time is an argument.  Times are microseconds.
 */
#ifndef API_REFUSAL_H
#define API_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "net/budget.h"
#include "net/message.h"

/*
 * The clock that the response's dates are read by: its own Date, with its Age in a cache;
 * unix_us, the wall clock, where it has none.
 */
extern int64_t api_refusal_clock(const ApiHeaders *headers, int64_t unix_us);

/* Does a header say that a retry is welcome later, however well? */
extern bool api_refusal_invites(const ApiHeaders *headers);

/* Who finds the place in a body that an option names.  Implemented by rest/wait. */
typedef struct ApiWaitFinder ApiWaitFinder;
struct ApiWaitFinder
{
	/* The text that stands there, malloc'd, or NULL; *in_ms: a number is of milliseconds. */
	char	   *(*find) (const ApiWaitFinder *self, const char *body, size_t len, bool *in_ms);
};

/*
 * What a body says at the place that finder (not NULL) knows; -1: nothing.  As a reset is
 * read: seconds, or milliseconds, from now, a duration, a point in time.
 */
extern int64_t api_refusal_wait_in_body(const ApiBuffer *body, const ApiWaitFinder *finder,
										int64_t unix_us);

/*
 * The wait; -1: none is told.  0 is no word where a later one says more.  budgets is what
 * the headers of a refusal for a rate say; NULL: it is none, and its body and resets do not
 * count.  finder, or NULL: an option names a place in the body.  unix_us is the response's
 * clock.  *by_budget: the wait is one of budgets.
 */
extern int64_t api_refusal_wait(const ApiResponse *response, const ApiBudgets *budgets,
								const ApiWaitFinder *finder, int64_t unix_us, bool *by_budget);

#endif							/* API_REFUSAL_H */
