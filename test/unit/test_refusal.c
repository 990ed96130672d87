/*
 * test_refusal.c
 *		How long a response asks to wait.
 */
#include <inttypes.h>

#include "check.h"
#include "net/refusal.h"

#define NOW INT64_C(1700000000000000)	/* Tue, 14 Nov 2023 22:13:20 GMT */
#define SECOND INT64_C(1000000)
#define MS INT64_C(1000)

typedef struct Case
{
	const char *headers[6];		/* names and values in turn */
	const char *body;
	int64_t		refused;		/* the wait of a refusal */
	int64_t		other;			/* that of another failure */
} Case;

static const Case cases[] = {
	{{NULL}, NULL, -1, -1},
	{{"Retry-After", "30"}, NULL, 30 * SECOND, 30 * SECOND},
	{{"Retry-After", "Tue, 14 Nov 2023 22:13:25 GMT"}, NULL, 5 * SECOND, 5 * SECOND},
	{{"retry-after-ms", "1500"}, NULL, 1500 * MS, 1500 * MS},
	{{"Retry-After-Ms", "0.5"}, NULL, 500, 500},
	{{"X-Retry-After", "2"}, NULL, 2 * SECOND, 2 * SECOND},

	/* the order */
	{{"X-Retry-After", "2", "retry-after-ms", "1500", "Retry-After", "3"}, NULL, 3 * SECOND, 3 * SECOND},
	{{"X-Retry-After", "2", "retry-after-ms", "1500"}, NULL, 1500 * MS, 1500 * MS},
	{{"X-Retry-After", "2"}, "{\"retry_after\": 1}", 2 * SECOND, 2 * SECOND},
	{{"RateLimit-Reset", "9"}, "{\"retry_after\": 1}", SECOND, -1},
	{{"RateLimit-Reset", "9"}, NULL, 9 * SECOND, -1},

	/* what is no word, or none that waits, leaves it to the next */
	{{"Retry-After", "0", "retry-after-ms", "300"}, NULL, 300 * MS, 300 * MS},
	{{"Retry-After", "soon", "X-Retry-After", "4"}, NULL, 4 * SECOND, 4 * SECOND},
	{{"Retry-After", "2020-06-25T10:00:00Z"}, NULL, -1, -1},
	{{"Retry-After", "0"}, NULL, 0, 0},
	{{"retry-after-ms", "-5"}, NULL, -1, -1},
	{{"retry-after-ms", "x"}, NULL, -1, -1},
	{{"RateLimit-Reset", "9"}, "{\"retry_after\": 0}", 9 * SECOND, -1},

	/* bodies */
	{{NULL}, "{\"message\": \"limited\", \"retry_after\": 1.2, \"global\": false}", 1200 * MS, -1},
	{{NULL}, "{\"ok\":false,\"parameters\":{\"retry_after\":35}}", 35 * SECOND, -1},
	{{NULL}, "{\"retryAfter\" : \"7s\"}", 7 * SECOND, -1},
	{{NULL}, "{\"error\": {\"details\": [{\"retryDelay\": \"3.5s\"}]}}", 3500 * MS, -1},
	{{NULL}, "{\"retry_after_ms\": 250}", 250 * MS, -1},
	{{NULL}, "{\"retry_after\": null}", -1, -1},
	{{NULL}, "{\"retry_after\": -1}", -1, -1},
	{{NULL}, "{\"retry_after\"", -1, -1},
	{{NULL}, "{\"retry_after\": ", -1, -1},
	{{NULL}, "{\"message\": \"\\\"retry_after\\\": 5\"}", -1, -1},
	{{NULL}, "{\"retry_after\": 11111111111111111111111111111111111111111}", 315360000 * SECOND, -1},
};

static void
test_waits(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const Case *c = &cases[i];
		ApiResponse response;
		ApiBudgets	budgets;
		bool		by_budget;
		char		name[60];

		api_response_init(&response, 1 << 20);
		for (int k = 0; k < 6 && c->headers[k] != NULL; k += 2)
			check(api_headers_add(&response.headers, c->headers[k], c->headers[k + 1]));
		if (c->body != NULL)
			check(api_buffer_puts(&response.body, c->body) == API_BUFFER_OK);
		api_budgets_read(&response.headers, NOW, true, &budgets);
		(void) snprintf(name, sizeof(name), "case %zu: %" PRId64, i,
						api_refusal_wait(&response, &budgets, NULL, NOW, &by_budget));
		check_case(api_refusal_wait(&response, &budgets, NULL, NOW, &by_budget) == c->refused, name);
		check_case(api_refusal_wait(&response, NULL, NULL, NOW, &by_budget) == c->other, name);
		api_response_free(&response);
	}
}

static void
test_clock(void)
{
	ApiHeaders	headers = API_HEADERS_INIT;

	check(api_refusal_clock(&headers, 5) == 5);
	check(api_headers_set(&headers, "Date", "Tue, 14 Nov 2023 22:13:20 GMT"));
	check(api_refusal_clock(&headers, 5) == NOW);
	check(api_headers_set(&headers, "Age", "10"));
	check(api_refusal_clock(&headers, 5) == NOW + 10 * SECOND);
	check(api_headers_set(&headers, "Age", "-10"));
	check(api_refusal_clock(&headers, 5) == NOW);
	check(api_headers_set(&headers, "Date", "yesterday, perhaps"));
	check(api_refusal_clock(&headers, 5) == 5);
	api_headers_free(&headers);
}

int
main(void)
{
	test_waits();
	test_clock();
	return check_end();
}
