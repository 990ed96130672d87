/*
 * test_retry.c
 *		Again, when, or not; and what servers write into Retry-After.
 */
#include <stdlib.h>

#include "check.h"
#include "net/retry.h"

#define SECOND INT64_C(1000000)
#define TEN_YEARS (INT64_C(10) * 365 * 86400 * SECOND)
#define NOW (INT64_C(784111777) * SECOND)	/* Sun, 06 Nov 1994 08:49:37 GMT */

static const ApiRetryPolicy policy = {
	.max_retries = 4,
	.backoff_initial_us = SECOND,
	.backoff_max_us = 10 * SECOND,
	.retry_after_max_us = 60 * SECOND,
	.nstatuses = 3,
	.statuses = {429, 500, 503}
};

typedef struct Wait
{
	const char *value;
	int64_t		wanted;
} Wait;

static const Wait waits[] = {
	{"0", 0},
	{"1", SECOND},
	{"120", 120 * SECOND},
	{"0120", 120 * SECOND},
	{" 5 \t", 5 * SECOND},
	{"0.5", SECOND / 2},
	{"1.25", SECOND + SECOND / 4},
	{"0.0000001", 0},
	{"2.0000009999", 2 * SECOND},
	{"315360000", TEN_YEARS},
	{"315360001", TEN_YEARS},
	{"99999999999999999999999999999999999999", TEN_YEARS},
	{"1000000000", (INT64_C(1000000000) - NOW / SECOND) * SECOND},
	{"0784111787", TEN_YEARS},
	{"7841117870000", TEN_YEARS},
	{"1000000000123 ", (INT64_C(1000000000123) - NOW / 1000) * 1000},
	{"12345678901", TEN_YEARS},
	{"", -1},
	{" ", -1},
	{"-1", -1},
	{"-0.5", -1},
	{"+1", -1},
	{"1,5", -1},
	{"1e3", -1},
	{"0x10", -1},
	{"1s", -1},
	{"1 2", -1},
	{"1.2.3", -1},
	{".", -1},
	{"nan", -1},
	{"inf", -1},
	{"soon", -1},
	{"Sun, 06 Nov 1994 08:49:37 GMT", 0},
	{"Sun, 06 Nov 1994 08:49:47 GMT", 10 * SECOND},
	{"Sunday, 06-Nov-94 08:49:47 GMT", 10 * SECOND},
	{"Sun Nov  6 08:49:47 1994", 10 * SECOND},
	{"Sun, 06 Nov 1994 08:49:27 GMT", 0},
	{"Sat, 01 Jan 1972 00:00:00 GMT", 0},
	{"Fri, 31 Dec 9999 23:59:59 GMT", TEN_YEARS},
	{"Sun, 32 Nov 1994 08:49:37 GMT", -1},
	{"Sun, 06 Nov 1994 25:49:37 GMT", -1},
	{"1994-11-06T08:49:47Z", -1}
};

static void
test_parse(void)
{
	char		longest[300];

	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++)
	{
		int64_t		got = api_retry_after_parse(waits[i].value, NOW);

		if (!check_case(got == waits[i].wanted, waits[i].value))
			printf("  got: %lld\n", (long long) got);
	}
	memset(longest, 'S', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	check(api_retry_after_parse(longest, NOW) == -1);
}

/* What the policy does with an attempt; *delay is set. */
static ApiRetryAction
decide(const ApiRetryPolicy *p, int number, int64_t retry_after_us, int64_t waited_us, uint32_t chance,
	   int64_t *delay)
{
	ApiAttempt	attempt = {number, retry_after_us, waited_us};

	*delay = -1;
	return api_retry_decide(p, &attempt, chance, delay);
}

static void
test_statuses(void)
{
	for (int status = 100; status < 600; status++)
		check(api_retry_status(&policy, status) == (status == 429 || status == 500 || status == 503));
}

/* max_retries beyond the first. */
static void
test_attempts(void)
{
	ApiRetryPolicy none = policy;
	int64_t		delay;

	for (int i = 1; i <= 4; i++)
		check(decide(&policy, i, -1, 0, 0, &delay) == API_RETRY_BACKOFF);
	check(decide(&policy, 5, -1, 0, 0, &delay) == API_RETRY_NOT);
	check(decide(&policy, 5, 0, 0, 0, &delay) == API_RETRY_NOT);

	none.max_retries = 0;
	check(decide(&none, 1, -1, 0, 0, &delay) == API_RETRY_NOT);
	check(decide(&none, 1, SECOND, 0, 0, &delay) == API_RETRY_NOT);
}

/* Full jitter under 1, 2, 4, 8, 10, 10 s. */
static void
test_backoff(void)
{
	static const int64_t steps[] = {1, 2, 4, 8, 10, 10};
	ApiRetryPolicy p = policy;
	int64_t		delay;

	p.max_retries = 1000000;
	for (int i = 0; i < 6; i++)
	{
		int64_t		step = steps[i] * SECOND;

		check(decide(&p, i + 1, -1, 0, 0, &delay) == API_RETRY_BACKOFF);
		check(delay == 0);
		(void) decide(&p, i + 1, -1, 0, UINT32_C(1) << 31, &delay);
		check(delay == step / 2);
		(void) decide(&p, i + 1, -1, 0, UINT32_MAX, &delay);
		check(delay < step && delay >= step - 10);
	}
	(void) decide(&p, 1000000, -1, 0, UINT32_MAX, &delay);
	check(delay < 10 * SECOND && delay > 9 * SECOND);
	p.backoff_initial_us = 20 * SECOND;
	(void) decide(&p, 1, -1, 0, UINT32_MAX, &delay);
	check(delay < 10 * SECOND);
}

/* The server's word: no attempt is used up, and it has its bound. */
static void
test_word(void)
{
	ApiRetryPolicy strict = policy;
	int64_t		delay;

	strict.retry_after_max_us = 0;
	check(decide(&strict, 1, 1, 0, 0, &delay) == API_RETRY_TOO_LONG);
	check(decide(&policy, 1, 7 * SECOND, 0, 0, &delay) == API_RETRY_GATE);
	check(delay == 7 * SECOND);
	check(decide(&policy, 99, 7 * SECOND, 0, 0, &delay) == API_RETRY_GATE);
	check(decide(&policy, 1, 0, 0, 0, &delay) == API_RETRY_BACKOFF);
	check(decide(&policy, 1, 60 * SECOND, 0, 0, &delay) == API_RETRY_GATE);
	check(decide(&policy, 1, 60 * SECOND + 1, 0, 0, &delay) == API_RETRY_TOO_LONG);
	check(decide(&policy, 1, 30 * SECOND, 30 * SECOND, 0, &delay) == API_RETRY_GATE);
	check(decide(&policy, 1, 30 * SECOND, 30 * SECOND + 1, 0, &delay) ==
		  API_RETRY_TOO_LONG);
	check(decide(&policy, 1, TEN_YEARS, 0, 0, &delay) == API_RETRY_TOO_LONG);
}

/* A server that keeps naming tiny waits cannot keep a request alive for ever. */
static void
test_tiny_words(void)
{
	static const int64_t words[] = {1, 1000, 10000, 99999, 100000, SECOND / 2};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		int64_t		waited = 0;
		int			tries = 1;
		int			sends = 1;
		int64_t		delay;
		ApiRetryAction action;

		while (sends < 100000)
		{
			action = decide(&policy, tries, words[i], waited, 0, &delay);
			if (action != API_RETRY_GATE && action != API_RETRY_BACKOFF)
				break;
			check(delay >= words[i]);
			if (action == API_RETRY_GATE)
				waited += delay;
			else
				tries++;
			sends++;
		}
		check(sends <= 601);
	}
}

int
main(void)
{
	test_parse();
	test_statuses();
	test_attempts();
	test_backoff();
	test_word();
	test_tiny_words();
	return check_end();
}
