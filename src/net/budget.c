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
	bool		named;			/* what names the budget stands beside it */
}			pairs[] =
{
	{"X-RateLimit-Remaining", "X-RateLimit-Reset-After", true},
	{"X-RateLimit-Remaining", "X-RateLimit-Reset", true},
	{"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset-After", false},
	{"X-Rate-Limit-Remaining", "X-Rate-Limit-Reset", false},
	{"Rate-Limit-Remaining", "Rate-Limit-Reset", false},
	{"RateLimit-Remaining", "RateLimit-Reset", false},
	{"X-RateLimit-Remaining-Requests", "X-RateLimit-Reset-Requests", false},
	{"X-RateLimit-Remaining-Tokens", "X-RateLimit-Reset-Tokens", false},
};

/* Headers that name the budget of the first pairs. */
static const char *const names[] = {"X-RateLimit-Resource", "X-RateLimit-Bucket"};

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

int64_t
api_budget_reset_parse(const char *text, int64_t unix_us)
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

/* The budget of that name, which is cut to what there is room for; NULL: there are too many. */
static ApiBudget *
find_budget(ApiBudgets *budgets, const char *name, size_t len)
{
	ApiBudget  *budget = budgets->items;

	if (len >= sizeof(budget->name))
		len = sizeof(budget->name) - 1;
	for (; budget < budgets->items + budgets->count; budget++)
		if (strncmp(budget->name, name, len) == 0 && budget->name[len] == '\0')
			return budget;
	if (budgets->count == API_BUDGETS_MAX)
		return NULL;
	budgets->count++;
	*budget = (ApiBudget) {.wait_us = -1};
	memcpy(budget->name, name, len);
	return budget;
}

/* Notes a budget, and its wait if that is longer than what is known of it. */
static void
note_budget(ApiBudgets *budgets, const char *name, size_t len, int64_t wait_us)
{
	ApiBudget  *budget = find_budget(budgets, name, len);

	/* no room for its name: it counts for all */
	if (budget == NULL && wait_us > 0)
		budget = &budgets->items[0];
	if (budget != NULL && wait_us > budget->wait_us)
		budget->wait_us = wait_us;
}

/* ---- the one header of the later drafts ---- */

/* What is said of a policy; the values stand in the list. */
typedef struct Policy
{
	const char *name;
	size_t		name_len;
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

/* A policy's name: what stands in quotes, or a word; a number is none. */
static void
begin_policy(Policy *policy, const char *at, const char *end)
{
	while (end > at && strchr(" \t", end[-1]) != NULL)
		end--;
	if (end > at + 1 && *at == '"' && end[-1] == '"')
		at++, end--;
	*policy = (Policy) {.name = at,.name_len = (size_t) (end - at)};
	if (*at >= '0' && *at <= '9')
		policy->name_len = 0;
}

/* Notes the policy that a list has come to the end of. */
static void
end_policy(const Policy *policy, int64_t unix_us, bool refused, ApiBudgets *budgets)
{
	int64_t		own = -1;

	if (policy->reset != NULL && is_spent(policy->remaining, refused) &&
		read_number(policy->reset) >= 0)
		own = api_budget_reset_parse(policy->reset, unix_us);
	if (own >= 0 || policy->name_len > 0)
		note_budget(budgets, policy->name, policy->name_len, own);
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

/* Each of its policies begins with a name; before they had names, there was one. */
static void
read_list(const char *list, int64_t unix_us, bool refused, ApiBudgets *budgets)
{
	Policy		policy = {.name = ""};

	while (*list != '\0')
	{
		const char *end;

		list += strspn(list, " \t,;");
		end = skip_part(list);
		if (memchr(list, '=', (size_t) (end - list)) == NULL || *list == '"')
		{
			end_policy(&policy, unix_us, refused, budgets);
			begin_policy(&policy, list, end);
		}
		else
			read_part(&policy, list);
		list = end;
	}
	end_policy(&policy, unix_us, refused, budgets);
}

/* ---- all of them ---- */

/* The pairs that say that nothing is left; of two resets of one count the first. */
static void
read_pairs(const ApiHeaders *headers, int64_t unix_us, bool refused, ApiBudgets *budgets)
{
	const char *name = NULL;
	const char *counted = "";

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && name == NULL; i++)
		name = api_headers_get(headers, names[i]);
	if (name != NULL)
		note_budget(budgets, name, strlen(name), -1);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		const char *remaining = api_headers_get(headers, pairs[i].remaining);
		const char *reset = api_headers_get(headers, pairs[i].reset);

		const char *own = pairs[i].named && name != NULL ? name : "";

		if (reset == NULL || !is_spent(remaining, refused) || strcmp(counted, pairs[i].remaining) == 0)
			continue;
		counted = pairs[i].remaining;
		note_budget(budgets, own, strlen(own), api_budget_reset_parse(reset, unix_us));
	}
}

void
api_budgets_read(const ApiHeaders *headers, int64_t unix_us, bool refused, ApiBudgets *budgets)
{
	budgets->count = 0;
	read_pairs(headers, unix_us, refused, budgets);
	for (int i = 0; i < headers->count; i++)
	{
		const ApiHeader *header = &headers->items[i];

		if (strcasecmp(header->name, "RateLimit") == 0)
			read_list(header->value, unix_us, refused, budgets);
		else if (strcasecmp(header->name, "RateLimit-Policy") == 0)
			read_list(header->value, unix_us, false, budgets);
	}
}

const ApiBudget *
api_budgets_longest(const ApiBudgets *budgets)
{
	const ApiBudget *longest = NULL;

	for (int i = 0; i < budgets->count; i++)
	{
		const ApiBudget *budget = &budgets->items[i];

		if (budget->wait_us >= 0 && (longest == NULL || budget->wait_us > longest->wait_us))
			longest = budget;
	}
	return longest;
}
