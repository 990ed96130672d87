/*
 * budget.c
 *		What a response says of the requests that are left.
 *
 * The names differ, and so does what a reset is: seconds from now, seconds or
 * milliseconds since 1970, a duration with units, or a date.  A number below a billion is
 * from now.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "net/budget.h"
#include "net/retry.h"

#define ABSURD_US (INT64_C(10) * 365 * 86400 * 1000000) /* waits saturate here */
#define FIRST_MOMENT 1e9		/* numbers from here on are points in time: seconds ... */
#define FIRST_MILLISECOND 1e12	/* ... or milliseconds */

/* A pair of headers that tells of a budget; what counts from now comes first. */
static const struct
{
	const char *remaining;
	const char *reset;
}			pairs[] =
{
	{"X-RateLimit-Remaining", "X-RateLimit-Reset-After"},
	{"X-RateLimit-Remaining", "X-RateLimit-Reset"},
	{"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset-After"},
	{"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"},
	{"Rate-Limit-Remaining", "Rate-Limit-Reset"},
	{"RateLimit-Remaining", "RateLimit-Reset"},
	{"X-RateLimit-Remaining-Requests", "X-RateLimit-Reset-Requests"},
	{"X-RateLimit-Remaining-Tokens", "X-RateLimit-Reset-Tokens"},
};

/* A number that is not negative, and nothing but blanks behind it; -1: none. */
static double
read_number(const char *text)
{
	char	   *end;
	double		number;

	text += strspn(text, " \t");
	if (*text < '0' || *text > '9')
		return -1;
	number = strtod(text, &end);
	end += strspn(end, " \t");
	return *end == '\0' || *end == ',' || *end == ';' ? number : -1;
}

/* "1s", "6m0s", "250ms": seconds, or -1 when it is something else. */
static double
read_duration(const char *text)
{
	static const struct
	{
		const char *name;
		double		seconds;
	}			units[] = {{"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
	double		sum = 0;

	do
	{
		char	   *end;
		double		number = *text >= '0' && *text <= '9' ? strtod(text, &end) : -1;
		size_t		i = 0;

		if (number < 0)
			return -1;
		while (i < 5 && strncmp(end, units[i].name, strlen(units[i].name)) != 0)
			i++;
		if (i == 5)
			return -1;
		sum += number * units[i].seconds;
		text = end + strlen(units[i].name);
	} while (*text != '\0');
	return sum;
}

/* A moment as RFC 3339 has it in UTC, in seconds since 1970; -1: it is something else. */
static double
read_moment(const char *text)
{
	struct tm	tm = {0};
	int			used = 0;
	double		fraction = 0;

	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
			   &tm.tm_min, &tm.tm_sec, &used) != 6 || used != 19)
		return -1;
	text += used;
	if (*text == '.')
	{
		char	   *end;

		fraction = strtod(text, &end);
		text = end;
	}
	if (strcmp(text, "Z") != 0 && strcmp(text, "+00:00") != 0)
		return -1;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	return (double) timegm(&tm) + fraction;
}

/* How long until a reset; -1: it makes no sense. */
static int64_t
read_reset(const char *text, int64_t unix_us)
{
	double		number = read_number(text);

	if (number < 0)
		number = read_duration(text);
	if (number < 0)
		number = read_moment(text);
	if (number < 0)
		return api_retry_after_parse(text, unix_us);
	if (number >= FIRST_MILLISECOND)
		number = number * 1000 - (double) unix_us;
	else if (number >= FIRST_MOMENT)
		number = number * 1000000 - (double) unix_us;
	else
		number *= 1000000;
	if (number <= 0)
		return 0;
	return number < (double) ABSURD_US ? (int64_t) number : ABSURD_US;
}

/* Is nothing left, by that text?  Where a refusal has come and nothing is said, nothing is. */
static bool
is_spent(const char *remaining, bool refused)
{
	return remaining != NULL ? read_number(remaining) == 0 : refused;
}

/* ---- the one header of the later drafts ---- */

/* What is said of a policy; the values stand in the list. */
typedef struct Policy
{
	const char *remaining;
	const char *reset;
} Policy;

/* Notes "key=value", if it is one of those. */
static void
read_part(Policy *policy, const char *part)
{
	if (strncasecmp(part, "r=", 2) == 0)
		policy->remaining = part + 2;
	else if (strncasecmp(part, "remaining=", 10) == 0)
		policy->remaining = part + 10;
	else if (strncasecmp(part, "t=", 2) == 0)
		policy->reset = part + 2;
	else if (strncasecmp(part, "reset=", 6) == 0)
		policy->reset = part + 6;
}

/* The policy's wait, if it is longer than the one so far; begins another. */
static void
end_policy(Policy *policy, int64_t unix_us, bool refused, int64_t *wait_us)
{
	int64_t		own = -1;

	if (policy->reset != NULL && is_spent(policy->remaining, refused) &&
		read_number(policy->reset) >= 0)
		own = read_reset(policy->reset, unix_us);
	if (own > *wait_us)
		*wait_us = own;
	*policy = (Policy) {NULL, NULL};
}

/* Behind a part of a list: quotes hold commas and semicolons. */
static const char *
skip_part(const char *at)
{
	bool		quoted = false;

	for (; *at != '\0' && (quoted || (*at != ',' && *at != ';')); at++)
		quoted ^= *at == '"';
	return at;
}

/* The strictest of its policies: each begins with a name; before they had names, there was one. */
static int64_t
read_list(const char *list, int64_t unix_us, bool refused)
{
	Policy		policy = {NULL, NULL};
	int64_t		wait_us = -1;

	while (*list != '\0')
	{
		const char *end;

		list += strspn(list, " \t,;");
		end = skip_part(list);
		if (memchr(list, '=', (size_t) (end - list)) == NULL || *list == '"')
			end_policy(&policy, unix_us, refused, &wait_us);
		else
			read_part(&policy, list);
		list = end;
	}
	end_policy(&policy, unix_us, refused, &wait_us);
	return wait_us;
}

/* ---- all of them ---- */

static int64_t
find_wait(const ApiHeaders *headers, int64_t unix_us, bool refused)
{
	int64_t		wait_us = -1;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		const char *remaining = api_headers_get(headers, pairs[i].remaining);
		const char *reset = api_headers_get(headers, pairs[i].reset);

		if (reset != NULL && is_spent(remaining, refused))
			return read_reset(reset, unix_us);
	}
	for (int i = 0; i < headers->count; i++)
		if (strcasecmp(headers->items[i].name, "RateLimit") == 0)
		{
			int64_t		own = read_list(headers->items[i].value, unix_us, refused);

			if (own > wait_us)
				wait_us = own;
		}
	return wait_us;
}

int64_t
api_budget_wait(const ApiHeaders *headers, int64_t unix_us)
{
	return find_wait(headers, unix_us, false);
}

int64_t
api_budget_reset(const ApiHeaders *headers, int64_t unix_us)
{
	return find_wait(headers, unix_us, true);
}
