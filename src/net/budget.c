/*
 * budget.c
 *		What a response says of the requests that are left.
 *
 * The names differ, and so does what a reset is: seconds from now, seconds or
 * milliseconds since 1970, or a date.  A number below a billion is from now.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/budget.h"
#include "net/retry.h"

#define ABSURD_US (INT64_C(10) * 365 * 86400 * 1000000) /* waits saturate here */
#define FIRST_MOMENT 1e9		/* numbers from here on are points in time: seconds ... */
#define FIRST_MILLISECOND 1e12	/* ... or milliseconds */

/* A pair of headers that tells of a budget. */
static const struct
{
	const char *remaining;
	const char *reset;
}			pairs[] =
{
	{"X-RateLimit-Remaining", "X-RateLimit-Reset"},
	{"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"},
	{"RateLimit-Remaining", "RateLimit-Reset"},
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

/* How long until a reset; -1: it makes no sense. */
static int64_t
read_reset(const char *text, int64_t unix_us)
{
	double		number = read_number(text);

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

/* The value of "key=value" among the parts of a list, or NULL. */
static const char *
find_part(const char *list, const char *key)
{
	size_t		len = strlen(key);

	while (*list != '\0')
	{
		list += strspn(list, " \t,;");
		if (strncasecmp(list, key, len) == 0 && list[len] == '=')
			return list + len + 1;
		list += strcspn(list, ",;");
	}
	return NULL;
}

/* The one header of the later drafts. */
static int64_t
read_list(const char *list, int64_t unix_us)
{
	const char *remaining = find_part(list, "r");
	const char *reset = find_part(list, "t");

	if (remaining == NULL)
		remaining = find_part(list, "remaining");
	if (reset == NULL)
		reset = find_part(list, "reset");
	if (remaining == NULL || reset == NULL || read_number(remaining) != 0)
		return -1;
	return read_number(reset) < 0 ? -1 : read_reset(reset, unix_us);
}

int64_t
api_budget_wait(const ApiHeaders *headers, int64_t unix_us)
{
	const char *list = api_headers_get(headers, "RateLimit");

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		const char *remaining = api_headers_get(headers, pairs[i].remaining);
		const char *reset = api_headers_get(headers, pairs[i].reset);

		if (remaining != NULL && reset != NULL && read_number(remaining) == 0)
			return read_reset(reset, unix_us);
	}
	return list != NULL ? read_list(list, unix_us) : -1;
}
