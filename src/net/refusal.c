/*
 * refusal.c
 *		How long a response asks to wait before the request is sent again.
 *
 * A body is not parsed, but looked through for a member's name: JSON is another wing's,
 * and a refusal's body may be cut or be anything.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "net/refusal.h"
#include "net/retry.h"

#define LOOKED_THROUGH (64 * 1024)	/* bytes of a body */
#define AGE_MAX 86400				/* seconds in a cache that are believed */
#define SECOND INT64_C(1000000)

/* Headers that ask for a wait, best first, and microseconds in their unit; 0: as Retry-After. */
static const struct
{
	const char *name;
	int64_t		unit;
}			words[] =
{
	{"Retry-After", 0},
	{"retry-after-ms", 1000},
	{"x-retry-after", 0},
	{"x-ratelimit-retry-after", 0},
};

/* Members of a body likewise. */
static const struct
{
	const char *name;			/* with its quotes */
	int64_t		unit;
}			members[] =
{
	{"\"retry_after\"", SECOND},
	{"\"retryAfter\"", SECOND},
	{"\"retry-after\"", SECOND},
	{"\"retry_after_seconds\"", SECOND},
	{"\"retryAfterSeconds\"", SECOND},
	{"\"retryDelay\"", SECOND},
	{"\"retry_after_ms\"", 1000},
	{"\"retryAfterMs\"", 1000},
};

int64_t
api_refusal_clock(const ApiHeaders *headers, int64_t unix_us)
{
	const char *date = api_headers_get(headers, "Date");
	const char *age = api_headers_get(headers, "Age");
	time_t		answered = date != NULL ? curl_getdate(date, NULL) : -1;
	long		aged = age != NULL ? strtol(age, NULL, 10) : 0;

	if (answered == (time_t) -1 || answered <= 0)
		return unix_us;
	if (aged < 0 || aged > AGE_MAX)
		aged = 0;
	return ((int64_t) answered + aged) * SECOND;
}

bool
api_refusal_invites(const ApiHeaders *headers)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (api_headers_get(headers, words[i].name) != NULL)
			return true;
	return false;
}

/* A number of that many microseconds each; -1: it is none. */
static int64_t
read_units(const char *text, int64_t unit)
{
	char		digits[32];
	size_t		len = strspn(text, "0123456789.");
	int64_t		us;

	if (len == 0 || len >= sizeof(digits))
		return -1;
	memcpy(digits, text, len);
	digits[len] = '\0';
	us = api_retry_after_parse(digits, 0);
	return us < 0 ? -1 : us / (SECOND / unit);
}

static int64_t
find_in_headers(const ApiHeaders *headers, int64_t unix_us)
{
	int64_t		wait_us = -1;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && wait_us <= 0; i++)
	{
		const char *text = api_headers_get(headers, words[i].name);
		int64_t		own = -1;

		if (text != NULL)
			own = words[i].unit > 0 ? read_units(text, words[i].unit) :
				api_retry_after_parse(text, unix_us);
		if (own > wait_us)
			wait_us = own;
	}
	return wait_us;
}

/* What stands behind a member's name: ": 1.5", ": \"2s\"". */
static int64_t
read_member(const char *at, const char *end, int64_t unit)
{
	char		value[32];
	size_t		len = 0;

	while (at < end && strchr(" \t\r\n", *at) != NULL)
		at++;
	if (at == end || *at++ != ':')
		return -1;
	while (at < end && strchr(" \t\r\n\"", *at) != NULL)
		at++;
	while (at < end && len < sizeof(value) - 1 && strchr("0123456789.", *at) != NULL && *at != '\0')
		value[len++] = *at++;
	value[len] = '\0';
	return read_units(value, unit);
}

static int64_t
find_in_body(const ApiBuffer *body)
{
	size_t		len = body->len < LOOKED_THROUGH ? body->len : LOOKED_THROUGH;

	for (size_t i = 0; len > 0 && i < sizeof(members) / sizeof(members[0]); i++)
	{
		size_t		name_len = strlen(members[i].name);
		const char *at = memmem(body->data, len, members[i].name, name_len);
		int64_t		wait_us = -1;

		if (at != NULL)
			wait_us = read_member(at + name_len, body->data + len, members[i].unit);
		if (wait_us >= 0)
			return wait_us;
	}
	return -1;
}

int64_t
api_refusal_wait_in_body(const ApiBuffer *body, const ApiWaitFinder *finder, int64_t unix_us)
{
	bool		in_ms = false;
	char	   *text = body->len > 0 ? finder->find(finder, body->data, body->len, &in_ms) : NULL;
	int64_t		wait_us = -1;

	if (text != NULL && in_ms)
		wait_us = read_units(text, 1000);
	if (text != NULL && wait_us < 0)
		wait_us = api_budget_reset_parse(text, unix_us);
	free(text);
	return wait_us;
}

int64_t
api_refusal_wait(const ApiResponse *response, const ApiBudgets *budgets, const ApiWaitFinder *finder,
				 int64_t unix_us, bool *by_budget)
{
	int64_t		wait_us = find_in_headers(&response->headers, unix_us);
	const ApiBudget *spent;
	int64_t		own;

	*by_budget = false;
	if (wait_us > 0 || budgets == NULL)
		return wait_us;
	own = finder != NULL ? api_refusal_wait_in_body(&response->body, finder, unix_us) : -1;
	if (own <= 0)
		own = find_in_body(&response->body);
	spent = api_budgets_longest(budgets);
	if (own <= 0 && spent != NULL)
	{
		own = spent->wait_us;
		*by_budget = own > 0;
	}
	return own > wait_us ? own : wait_us;
}
