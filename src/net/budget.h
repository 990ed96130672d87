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
 *		X-RateLimit-Resource: search    names the budget of the first three
 *		RateLimit-Policy: "burst";q=10;w=1, "hourly";q=900;w=3600
 *
 * Core: pure; time is an argument.  Times are microseconds.
 */
#ifndef API_BUDGET_H
#define API_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "net/message.h"

#define API_BUDGETS_MAX 8		/* that one response tells of */
#define API_BUDGET_NAME 48		/* bytes of a name, with its NUL */

typedef struct ApiBudget
{
	char		name[API_BUDGET_NAME];	/* of a resource or a policy; "": none is given */
	int64_t		wait_us;		/* until there are requests again; 0: a reset that has passed; -1: some are
								 * left, or nobody says until when */
} ApiBudget;

typedef struct ApiBudgets
{
	int			count;
	ApiBudget	items[API_BUDGETS_MAX];
} ApiBudgets;

/*
 * What the headers tell.  unix_us is the response's clock, for resets that are points in
 * time.  Of a refusal a reset needs no word that nothing is left; but one that something is
 * makes it count for nothing: then it was another limit.  Absurd waits saturate at 10 years.
 */
extern void api_budgets_read(const ApiHeaders *headers, int64_t unix_us, bool refused,
							 ApiBudgets *budgets);

/* How long until a reset, in each of the forms that there are; -1: it makes no sense. */
extern int64_t api_budget_reset_parse(const char *text, int64_t unix_us);

/* The one to wait for longest; NULL: none has to be waited for. */
extern const ApiBudget *api_budgets_longest(const ApiBudgets *budgets);

#endif							/* API_BUDGET_H */
