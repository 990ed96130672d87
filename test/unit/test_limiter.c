/*
 * test_limiter.c
 *		Rate, window and gate on a simulated clock.
 */
#include <stdlib.h>

#include "check.h"
#include "net/limiter.h"

#define SECOND INT64_C(1000000)
#define START (INT64_C(1000) * SECOND)	/* when the simulated clocks begin */

/* Sends n requests as soon as each may leave; gives when the last one left. */
static int64_t
send_all(ApiLimiter *limiter, int64_t now, int n)
{
	int64_t		last = now;

	while (n-- > 0)
	{
		now = api_limiter_ready_at(limiter, now);
		api_limiter_take(limiter, now);
		last = now;
	}
	return last;
}

static void
test_no_rate(void)
{
	ApiLimiter	limiter;

	api_limiter_init(&limiter, (ApiRate) {.interval_us = 0,.burst = 1});
	check(send_all(&limiter, START, 1000) == START);
}

/* The first at once, the n-th exactly n - 1 intervals later. */
static void
test_long_run(void)
{
	ApiLimiter	limiter;

	api_limiter_init(&limiter, (ApiRate) {.interval_us = 100000,.burst = 1});
	check(send_all(&limiter, START, 1) == START);
	check(send_all(&limiter, START, 100000) == START + INT64_C(100000) * 100000);

	api_limiter_init(&limiter, (ApiRate) {.interval_us = 3600 * SECOND,.burst = 1});
	check(send_all(&limiter, START, 11) == START + 36000 * SECOND);
}

static void
test_burst(void)
{
	ApiLimiter	limiter;

	api_limiter_init(&limiter, (ApiRate) {.interval_us = 100000,.burst = 5});
	check(send_all(&limiter, START, 5) == START);
	check(api_limiter_ready_at(&limiter, START) == START + 100000);
	check(send_all(&limiter, START, 1000) == START + 1000 * 100000);

	/* a pause fills the bucket, and no more than the bucket */
	check(send_all(&limiter, START + 10000 * SECOND, 5) == START + 10000 * SECOND);
	check(send_all(&limiter, START + 10000 * SECOND, 1) == START + 10000 * SECOND + 100000);
}

/* Asking takes nothing. */
static void
test_ask(void)
{
	ApiLimiter	limiter;

	api_limiter_init(&limiter, (ApiRate) {.interval_us = 100000,.burst = 1});
	for (int i = 0; i < 10; i++)
		check(api_limiter_ready_at(&limiter, START) == START);
	api_limiter_take(&limiter, START);
	for (int i = 0; i < 10; i++)
		check(api_limiter_ready_at(&limiter, START + 1) == START + 100000);
}

/* However late the sender wakes: never more than rate x time + burst in any span. */
static void
test_never_faster(void)
{
	enum {N = 2000};
	static int64_t sent[N];
	const int64_t interval = 10000;
	const int	burst = 7;
	ApiLimiter	limiter;
	int64_t		now = START;
	uint32_t	random = 12345;
	bool		ok = true;

	api_limiter_init(&limiter, (ApiRate) {.interval_us = interval,.burst = burst});
	for (int i = 0; i < N; i++)
	{
		random = random * 1664525 + 1013904223;
		now = api_limiter_ready_at(&limiter, now) + (random >> 16) % 30000 * (random >> 31);
		api_limiter_take(&limiter, now);
		sent[i] = now;
	}
	for (int i = 0; i < N; i++)
		for (int k = i + 1; k < N && ok; k++)
			ok = (k - i + 1) <= (sent[k] - sent[i]) / interval + burst;
	check(ok);
}

static void
succeed(ApiWindow *window, int n)
{
	while (n-- > 0)
		api_window_success(window);
}

static void
test_window_halves(void)
{
	ApiWindow	window;

	api_window_init(&window, 20);
	check(window.size == 20 && window.limit == 20);
	succeed(&window, 1000);
	check(window.size == 20);

	/* all that were in flight are refused: one epoch */
	check(api_window_congested(&window, START, START + 100));
	check(window.size == 10);
	for (int i = 0; i < 19; i++)
		check(!api_window_congested(&window, START + i, START + 101 + i));
	check(!api_window_congested(&window, START + 100, START + 200));
	check(window.size == 10);

	/* sent after the halving, refused: the next one */
	check(api_window_congested(&window, START + 101, START + 300));
	check(window.size == 5);
	check(api_window_congested(&window, START + 301, START + 400) && window.size == 2);
	check(api_window_congested(&window, START + 401, START + 500) && window.size == 1);
	check(api_window_congested(&window, START + 501, START + 600) && window.size == 1);
}

/* One window of successes adds one. */
static void
test_window_grows(void)
{
	ApiWindow	window;

	api_window_init(&window, 4);
	check(api_window_congested(&window, START, START + 1) && window.size == 2);
	check(api_window_congested(&window, START + 2, START + 3) && window.size == 1);
	succeed(&window, 1);
	check(window.size == 2);
	succeed(&window, 1);
	check(window.size == 2);
	succeed(&window, 1);
	check(window.size == 3);
	succeed(&window, 2);
	check(window.size == 3);

	/* a refusal of the same epoch still starts the count anew */
	check(!api_window_congested(&window, START + 2, START + 4));
	succeed(&window, 2);
	check(window.size == 3);
	succeed(&window, 1);
	check(window.size == 4);
	succeed(&window, 100);
	check(window.size == 4);
}

static void
test_window_resize(void)
{
	ApiWindow	window;

	api_window_init(&window, 10);
	api_window_resize(&window, 20);
	check(window.size == 20);
	api_window_resize(&window, 5);
	check(window.size == 5 && window.limit == 5);

	/* a halved one stays halved under a larger limit */
	api_window_resize(&window, 20);
	check(api_window_congested(&window, START, START + 1) && window.size == 10);
	api_window_resize(&window, 30);
	check(window.size == 10 && window.limit == 30);

	/* successes count from when the size last changed */
	succeed(&window, 9);
	api_window_resize(&window, 8);
	check(window.size == 8);
	api_window_resize(&window, 9);
	check(window.size == 9);
	check(api_window_congested(&window, START + 2, START + 3) && window.size == 4);
	succeed(&window, 3);
	api_window_resize(&window, 2);
	check(window.size == 2 && window.successes == 0);
}

static void
test_gate(void)
{
	ApiGate		gate = {0};

	check(api_gate_ready_at(&gate, START, UINT32_MAX) == START);
	api_gate_shut(&gate, START, SECOND);
	check(gate.open_at == START + SECOND);
	api_gate_shut(&gate, START, SECOND / 2);
	check(gate.open_at == START + SECOND);
	api_gate_shut(&gate, START + SECOND / 2, SECOND);
	check(gate.open_at == START + SECOND + SECOND / 2);
	check(api_gate_ready_at(&gate, gate.open_at + SECOND, UINT32_MAX) == gate.open_at + SECOND);
}

/* Within 100 ms behind the opening, spread, never before it and never in the past. */
static void
test_gate_jitter(void)
{
	ApiGate		gate = {0};
	int			early = 0;
	int64_t		opens = START + SECOND;

	api_gate_shut(&gate, START, SECOND);
	check(api_gate_ready_at(&gate, START, 0) == opens);
	check(api_gate_ready_at(&gate, START, UINT32_MAX) > opens + 90000);
	for (uint32_t i = 0; i < 1000; i++)
	{
		int64_t		at = api_gate_ready_at(&gate, START, i * (UINT32_MAX / 1000));

		check(at >= opens && at < opens + 100000);
		early += at < opens + 50000;
	}
	check(early > 450 && early < 550);

	/* who asks only after the opening is spread like the others */
	check(api_gate_ready_at(&gate, opens, UINT32_MAX) > opens + 90000);
	check(api_gate_ready_at(&gate, opens + 50000, UINT32_MAX) > opens + 90000);
	check(api_gate_ready_at(&gate, opens + 50000, 0) == opens + 50000);
	check(api_gate_ready_at(&gate, opens + 100000, UINT32_MAX) == opens + 100000);
}

/* Retry-After: those who were refused and those who only wait leave spread, each by one draw. */
static void
test_gate_pass(void)
{
	ApiGate		gate = {0};
	ApiGatePass passes[100] = {{0}};
	int64_t		opens = START + SECOND;
	int			distinct = 0;

	check(api_gate_pass_at(&gate, &passes[0], START, UINT32_MAX) == START && passes[0].opening == 0);
	api_gate_shut(&gate, START, SECOND);
	for (uint32_t i = 0; i < 100; i++)
	{
		int64_t		at = api_gate_pass_at(&gate, &passes[i], START, i * (UINT32_MAX / 100));

		check(at >= opens && at < opens + 100000);
		distinct += i == 0 || at > passes[i - 1].at;

		/* asked again, with whatever chance: the same */
		check(api_gate_pass_at(&gate, &passes[i], opens + 1, UINT32_MAX) == at);
		check(api_gate_pass_at(&gate, &passes[i], opens + 1, 0) == at);
	}
	check(distinct == 100);

	/* shut for longer: drawn anew */
	api_gate_shut(&gate, opens, SECOND);
	check(api_gate_pass_at(&gate, &passes[7], opens, 0) == opens + SECOND);
	check(api_gate_pass_at(&gate, &passes[7], opens, UINT32_MAX) == opens + SECOND);
}

int
main(void)
{
	test_no_rate();
	test_long_run();
	test_burst();
	test_ask();
	test_never_faster();
	test_window_halves();
	test_window_grows();
	test_window_resize();
	test_gate();
	test_gate_jitter();
	test_gate_pass();
	return check_end();
}
