/*
 * retry.c
 *		When, and how often.  See retry.h.
 */
#include <curl/curl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "net/retry.h"

#define ABSURD_US (INT64_C(10) * 365 * 86400 * 1000000) /* waits saturate here */
#define LONGEST_DATE 64			/* bytes of an HTTP date */

/* Waits at a server's word cost no attempt: shorter ones would not come to an end. */
#define SHORTEST_WORD_US 100000

bool
api_retry_status(const ApiRetryPolicy *policy, int status)
{
	for (int i = 0; i < policy->nstatuses; i++)
		if (policy->statuses[i] == status)
			return true;
	return false;
}

/* Full jitter: a random share of the exponential step. */
static int64_t
backoff(const ApiRetryPolicy *policy, int number, uint32_t chance)
{
	int64_t		step = policy->backoff_initial_us;

	for (int i = 1; i < number && step < policy->backoff_max_us; i++)
		step *= 2;
	if (step > policy->backoff_max_us)
		step = policy->backoff_max_us;
	return (int64_t) ((double) step * ((double) chance / 4294967296.0));
}

ApiRetryAction
api_retry_decide(const ApiRetryPolicy *policy, const ApiAttempt *attempt,
				 uint32_t chance, int64_t *delay_us)
{
	*delay_us = 0;
	/* the server's word, where retrying is wanted at all */
	if (attempt->retry_after_us > 0 && policy->max_retries > 0)
	{
		int64_t		wait_us = attempt->retry_after_us > SHORTEST_WORD_US ?
			attempt->retry_after_us : SHORTEST_WORD_US;

		if (wait_us > policy->retry_after_max_us - attempt->waited_us)
			return API_RETRY_TOO_LONG;
		*delay_us = wait_us;
		return API_RETRY_GATE;
	}
	if (attempt->number > policy->max_retries)
		return API_RETRY_NOT;
	*delay_us = backoff(policy, attempt->number, chance);
	return API_RETRY_BACKOFF;
}

/* "12", "0.5": microseconds, or -1 when it is something else. */
static int64_t
parse_seconds(const char *text)
{
	int64_t		us = 0;
	int64_t		unit = 100000;
	const char *start = text;

	for (; *text >= '0' && *text <= '9'; text++)
		if (us < ABSURD_US)
			us = us * 10 + (int64_t) (*text - '0') * 1000000;
	if (text == start)
		return -1;
	if (*text == '.')
		for (text++; *text >= '0' && *text <= '9'; text++, unit /= 10)
			us += (*text - '0') * unit;
	text += strspn(text, " \t");
	if (*text != '\0')
		return -1;
	return us < ABSURD_US ? us : ABSURD_US;
}

/* "1714979289", "1714979289123": seconds or milliseconds since 1970, as some servers write; in microseconds, or -1. */
static int64_t
parse_moment(const char *text)
{
	size_t		digits = strspn(text, "0123456789");
	int64_t		unit = digits == 10 ? 1000000 : 1000;

	return (digits == 10 || digits == 13) && *text != '0' ? strtoll(text, NULL, 10) * unit : -1;
}

int64_t
api_retry_after_parse(const char *value, int64_t unix_us)
{
	int64_t		us;
	int64_t		moment_us;
	time_t		date;

	value += strspn(value, " \t");
	us = parse_seconds(value);
	moment_us = us >= 0 ? parse_moment(value) : -1;
	if (moment_us >= 0)
		us = moment_us > unix_us ? moment_us - unix_us : 0;
	us = us < ABSURD_US ? us : ABSURD_US;
	if (us >= 0)
		return us;

	/* an HTTP date begins with a weekday's name */
	if (strlen(value) > LONGEST_DATE ||
		!((*value >= 'A' && *value <= 'Z') || (*value >= 'a' && *value <= 'z')))
		return -1;
	date = curl_getdate(value, NULL);
	if (date == (time_t) -1)
		return -1;
	if ((int64_t) date > (unix_us + ABSURD_US) / 1000000)
		return ABSURD_US;
	us = (int64_t) date * 1000000 - unix_us;
	return us > 0 ? us : 0;
}
