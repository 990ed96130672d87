/*
 * test_budget.c
 *		What headers say of the requests that are left.
 */
#include <inttypes.h>

#include "check.h"
#include "net/budget.h"

#define NOW INT64_C(1700000000000000)	/* 2023-11-14 22:13:20 */
#define SECOND INT64_C(1000000)
#define ABSURD (INT64_C(10) * 365 * 86400 * SECOND)

typedef struct Case
{
	const char *headers[6];		/* names and values in turn */
	int64_t		wanted;
} Case;

static const Case cases[] = {
	{{NULL}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1700000030"}, 30 * SECOND},
	{{"x-ratelimit-remaining", "0", "x-ratelimit-reset", "1700000030"}, 30 * SECOND},
	{{"X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "1700000030"}, -1},
	{{"X-RateLimit-Remaining", "0"}, -1},
	{{"X-RateLimit-Reset", "1700000030"}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "30"}, 30 * SECOND},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "0.5"}, SECOND / 2},
	{{"X-RateLimit-Remaining", "0.0", "X-RateLimit-Reset", "1"}, SECOND},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1700000030500"}, 30 * SECOND + SECOND / 2},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1600000000"}, 0},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "Tue, 14 Nov 2023 22:13:50 GMT"}, 30 * SECOND},
	{{"X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "7"}, 7 * SECOND},
	{{"RateLimit-Remaining", "0", "RateLimit-Reset", "7"}, 7 * SECOND},
	{{"RateLimit", "limit=100, remaining=0, reset=30"}, 30 * SECOND},
	{{"RateLimit", "limit=100, remaining=1, reset=30"}, -1},
	{{"RateLimit", "\"hourly\";r=0;t=30"}, 30 * SECOND},
	{{"RateLimit", "\"hourly\";r=10;t=30"}, -1},
	{{"RateLimit", "\"hourly\";r=0"}, -1},

	/* what makes no sense is no word */
	{{"X-RateLimit-Remaining", "", "X-RateLimit-Reset", "30"}, -1},
	{{"X-RateLimit-Remaining", "-1", "X-RateLimit-Reset", "30"}, -1},
	{{"X-RateLimit-Remaining", "none", "X-RateLimit-Reset", "30"}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", ""}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "-5"}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "soon"}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "NaN"}, -1},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1e18"}, ABSURD},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "999999999999999999999999"}, ABSURD},
	{{"RateLimit", "r=0;t=x"}, -1},
	{{"RateLimit", ""}, -1},
	{{"RateLimit", ";;,,="}, -1},

	/* from now, where both are told */
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1700000030", "X-RateLimit-Reset-After", "1.5"},
	3 * SECOND / 2},
	{{"X-RateLimit-Remaining", "1", "X-RateLimit-Reset-After", "1.5"}, -1},

	/* several policies: the longest wait of those that are spent */
	{{"RateLimit", "\"burst\";r=10;t=1, \"daily\";r=0;t=3600"}, 3600 * SECOND},
	{{"RateLimit", "\"daily\";r=0;t=3600, \"burst\";r=0;t=1"}, 3600 * SECOND},
	{{"RateLimit", "\"burst\";r=0;t=1, \"daily\";r=0;t=3600"}, 3600 * SECOND},
	{{"RateLimit", "\"burst\";r=0;t=1, \"daily\";r=10;t=3600"}, SECOND},
	{{"RateLimit", "burst;r=0;t=1, daily;r=10;t=3600"}, SECOND},
	{{"RateLimit", "\"a, b;r=0\";r=1;t=5"}, -1},
	{{"RateLimit", "\"burst\";r=10;t=1", "RateLimit", "\"daily\";r=0;t=9"}, 9 * SECOND},
	{{"RateLimit", "\"open;r=0;t=1"}, -1},
};

/* Of a refusal: nothing need be said of what is left. */
static const Case refusals[] = {
	{{NULL}, -1},
	{{"RateLimit-Reset", "7"}, 7 * SECOND},
	{{"X-RateLimit-Reset", "1700000030"}, 30 * SECOND},
	{{"X-RateLimit-Reset-After", "1.2"}, 6 * SECOND / 5},
	{{"X-Rate-Limit-Reset-After", "3"}, 3 * SECOND},
	{{"Rate-Limit-Reset", "1700000030"}, 30 * SECOND},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "30"}, 30 * SECOND},
	{{"X-RateLimit-Reset", "2023-11-14T22:13:50Z"}, 30 * SECOND},
	{{"X-RateLimit-Reset", "2023-11-14T22:13:50.500+00:00"}, 61 * SECOND / 2},
	{{"X-RateLimit-Reset", "2023-11-14T22:13:10Z"}, 0},
	{{"X-RateLimit-Reset", "2023-11-14 22:13:50"}, -1},
	{{"X-RateLimit-Reset", "2023-11-14T22:13:50+02:00"}, -1},
	{{"X-RateLimit-Reset-Requests", "6m0s"}, 360 * SECOND},
	{{"X-RateLimit-Reset-Requests", "1h2m3.5s"}, 7447 * SECOND / 2},
	{{"X-RateLimit-Remaining-Requests", "59", "X-RateLimit-Remaining-Tokens", "0", "X-RateLimit-Reset-Tokens", "250ms"},
	SECOND / 4},
	{{"X-RateLimit-Reset-Tokens", "6m0"}, -1},
	{{"X-RateLimit-Reset-Tokens", "s"}, -1},
	{{"X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", "30"}, -1},
	{{"RateLimit-Remaining", "5", "RateLimit-Reset", "30"}, -1},
	{{"RateLimit", "\"hourly\";t=30"}, 30 * SECOND},
	{{"X-RateLimit-Reset-Requests", "1s", "X-RateLimit-Reset-Tokens", "6s"}, 6 * SECOND},
	{{"RateLimit", "\"burst\";r=10;t=1, \"daily\";r=0;t=3600"}, 3600 * SECOND},
	{{"RateLimit", "\"burst\";r=10;t=1"}, -1},
};

static int64_t
wait(const ApiHeaders *headers, bool refused)
{
	ApiBudgets	budgets;
	const ApiBudget *longest;

	api_budgets_read(headers, NOW, refused, &budgets);
	longest = api_budgets_longest(&budgets);
	return longest != NULL ? longest->wait_us : -1;
}

static void
add_all(ApiHeaders *headers, const char *const *texts)
{
	for (int k = 0; k < 6 && texts[k] != NULL; k += 2)
		check(api_headers_add(headers, texts[k], texts[k + 1]));
}

static void
run_cases(const Case *list, size_t n, bool refused)
{
	for (size_t i = 0; i < n; i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;
		char		name[60];

		add_all(&headers, list[i].headers);
		(void) snprintf(name, sizeof(name), "case %zu of %zu: %" PRId64, i, n, wait(&headers, refused));
		check_case(wait(&headers, refused) == list[i].wanted, name);
		api_headers_free(&headers);
	}
}

/* Names, with their waits in seconds: in order. */
typedef struct Named
{
	const char *headers[6];
	const char *wanted;
} Named;

static const Named named[] = {
	{{NULL}, ""},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "30"}, " =30"},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "30", "X-RateLimit-Resource", "search"}, "search=30"},
	{{"X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "30", "X-RateLimit-Resource", "search"}, "search=-1"},
	{{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "3", "X-RateLimit-Bucket", "ab12"}, "ab12=3"},
	{{"X-RateLimit-Resource", "core", "RateLimit-Remaining", "0", "RateLimit-Reset", "7"}, "core=-1 =7"},
	{{"RateLimit", "\"burst\";r=10;t=1, \"daily\";r=0;t=3600"}, "burst=-1daily=3600"},
	{{"RateLimit", "burst;r=0;t=1,daily ; r=0 ; t=60"}, "burst=1daily=60"},
	{{"RateLimit", "limit=100, remaining=0, reset=30"}, " =30"},
	{{"RateLimit", "\"a, b;r=0\";r=1;t=5"}, "a, b;r=0=-1"},
	{{"RateLimit", "\"day\";r=0;t=9", "RateLimit-Policy", "\"day\";q=1;w=9, \"hour\";q=5;w=60"}, "day=9hour=-1"},
	{{"RateLimit-Policy", "100;w=60, 1000;w=3600"}, ""},
	{{"RateLimit", "\"x\";r=0;t=9, \"x\";r=0;t=5, \"x\";r=3;t=90"}, "x=9"},
	{{"RateLimit", "a;r=1,b;r=1,c;r=1,d;r=1,e;r=1,f;r=1,g;r=1,h;r=1,i;r=1,j;r=0;t=5"},
	"a=5b=-1c=-1d=-1e=-1f=-1g=-1h=-1"},
	{{"RateLimit", "\"a-name-of-more-than-forty-seven-bytes-is-cut-to-them\";r=0;t=5"},
	"a-name-of-more-than-forty-seven-bytes-is-cut-to=5"},
};

static void
test_names(void)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;
		ApiBudgets	budgets;
		char		got[600] = "";

		add_all(&headers, named[i].headers);
		api_budgets_read(&headers, NOW, false, &budgets);
		for (int k = 0; k < budgets.count; k++)
		{
			const ApiBudget *b = &budgets.items[k];
			size_t		len = strlen(got);

			(void) snprintf(got + len, sizeof(got) - len, "%s=%lld", b->name[0] != '\0' ? b->name : " ",
							(long long) (b->wait_us < 0 ? -1 : b->wait_us / SECOND));
		}
		check_text(got, named[i].wanted, named[i].wanted);
		api_headers_free(&headers);
	}
}

int
main(void)
{
	test_names();
	run_cases(cases, sizeof(cases) / sizeof(cases[0]), false);
	run_cases(refusals, sizeof(refusals) / sizeof(refusals[0]), true);
	return check_end();
}
