/*
 * test_gates.c
 *		The gates of a pool, on a clock that is given.
 */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "net/gates.h"

#define SECOND INT64_C(1000000)
#define HOUR (3600 * SECOND)
#define START (1000 * SECOND)
#define PATIENCE (60 * SECOND)

#define CORE 1
#define SEARCH 2
#define OTHER 3

static ApiGates gates;

/* One that wants to leave: a table, a statement, and what it has at the gates. */
typedef struct One
{
	uint32_t	table;
	int64_t		statement;
	int64_t		held_since;
	ApiGatePass pass;
} One;

static ApiPasser
passer(One *one)
{
	return (ApiPasser)
	{
		.self = one,.table = one->table,.statement = one->statement,.patience_us = PATIENCE,
		.held_since = &one->held_since,.pass = &one->pass
	};
}

static ApiGateWord
ask(One *one, int64_t now, int64_t *at)
{
	ApiPasser	who = passer(one);

	return api_gates_ask(&gates, &who, now, 0, at);
}

/* Asks, and leaves if it may. */
static ApiGateWord
leave(One *one, int64_t now)
{
	ApiPasser	who = passer(one);
	int64_t		at;
	ApiGateWord word = ask(one, now, &at);

	if (word == API_GATE_PROBE)
		api_gates_probe(&gates, &who, now);
	return word;
}

static bool
is_shut(One *one, int64_t now, int64_t until)
{
	int64_t		at;

	return ask(one, now, &at) == API_GATE_SHUT && at == until;
}

static bool
is_too_long(One *one, int64_t now, int64_t until)
{
	int64_t		at;

	return ask(one, now, &at) == API_GATE_TOO_LONG && at == until;
}

/* A good answer to one, with what it says of one budget; name NULL: nothing. */
static void
answer(One *one, const char *name, int64_t wait_us, int64_t now)
{
	ApiBudgets	budgets = {.count = name != NULL};

	if (name != NULL)
	{
		(void) snprintf(budgets.items[0].name, API_BUDGET_NAME, "%s", name);
		budgets.items[0].wait_us = wait_us;
	}
	(void) api_gates_back(&gates, one, true);
	api_gates_learn(&gates, one->table, one->statement, &budgets, now);
	if (wait_us > 0)
		api_gates_shut(&gates, name, now, wait_us, API_GATES_BELIEVED_US);
}

static void
begin(void)
{
	memset(&gates, 0, sizeof(gates));
}

static void
test_open(void)
{
	One			one = {CORE, 7, 0, {0, 0}};

	begin();
	check(leave(&one, START) == API_GATE_OPEN);
	answer(&one, NULL, -1, START);
	check(leave(&one, START) == API_GATE_OPEN && one.held_since == 0);
}

/* The gate for all: opens by itself at its time, for those who know it. */
static void
test_all(void)
{
	One			one = {CORE, 7, 0, {0, 0}};
	One			two = {OTHER, 7, 0, {0, 0}};

	begin();
	answer(&one, "", 30 * SECOND, START);
	check(is_shut(&one, START, START + 30 * SECOND));
	check(is_shut(&two, START, START + 30 * SECOND));
	check(api_gates_bind(&gates, START) && !api_gates_bind(&gates, START + 30 * SECOND));
	check(is_shut(&two, START + 30 * SECOND - 1, START + 30 * SECOND));
	check(leave(&one, START + 30 * SECOND) == API_GATE_OPEN);
	check(leave(&two, START + 30 * SECOND) == API_GATE_OPEN);

	/* longer than it waits, and it has asked */
	answer(&one, "", PATIENCE, START + HOUR);
	check(is_shut(&one, START + HOUR, START + HOUR + PATIENCE));
	answer(&one, "", PATIENCE + 1, START + HOUR);
	check(is_too_long(&one, START + HOUR, START + HOUR + PATIENCE + 1));
	check(is_shut(&one, START + HOUR + 1, START + HOUR + PATIENCE + 1));
}

/* A named gate: only for the tables that are known to stand behind it. */
static void
test_named(void)
{
	One			core = {CORE, 7, 0, {0, 0}};
	One			search = {SEARCH, 7, 0, {0, 0}};
	One			other = {OTHER, 7, 0, {0, 0}};

	begin();
	answer(&core, "core", -1, START);
	answer(&search, "search", 50 * SECOND, START);
	check(is_shut(&search, START, START + 50 * SECOND));
	check(leave(&core, START) == API_GATE_OPEN);
	check(leave(&other, START) == API_GATE_OPEN);

	/* another table of it, as soon as that is known */
	answer(&other, "search", -1, START);
	check(is_shut(&other, START, START + 50 * SECOND));

	/* the one for all is before the others, too */
	api_gates_shut(&gates, "", START, 55 * SECOND, INT64_MAX);
	check(is_shut(&core, START, START + 55 * SECOND));
	check(is_shut(&search, START, START + 55 * SECOND));
}

/* What an answer does not name is forgotten, unless it is shut. */
static void
test_members(void)
{
	One			one = {CORE, 7, 0, {0, 0}};
	One			two = {OTHER, 7, 0, {0, 0}};

	begin();
	answer(&one, "burst", -1, START);
	answer(&one, "daily", -1, START);
	answer(&two, "burst", 10 * SECOND, START);
	check(leave(&one, START) == API_GATE_OPEN);
	answer(&two, "daily", 20 * SECOND, START);
	answer(&two, "burst", -1, START);
	check(is_shut(&two, START, START + 20 * SECOND));
	answer(&two, NULL, -1, START);
	check(is_shut(&two, START, START + 20 * SECOND));
	check(is_shut(&one, START, START + 20 * SECOND));
}

/* An hour is believed: then one goes, and the others wait for its answer. */
static void
test_probe(void)
{
	One			one = {CORE, 7, 0, {0, 0}};
	One			two = {CORE, 7, 0, {0, 0}};
	int64_t		then = START + HOUR;

	begin();
	answer(&one, "", 10 * 365 * 24 * HOUR, START);
	check(is_too_long(&two, START, then));
	check(is_shut(&two, then - SECOND, then) && api_gates_bind(&gates, then));
	check(leave(&one, then) == API_GATE_PROBE);
	check(is_shut(&two, then, INT64_MAX) && is_shut(&two, then + HOUR, INT64_MAX));

	/* the probe itself goes on, wherever it is sent */
	check(leave(&one, then) == API_GATE_OPEN);
	answer(&one, NULL, -1, then);
	check(leave(&two, then) == API_GATE_OPEN && leave(&one, then) == API_GATE_OPEN);

	/* it had no answer, or was refused: another goes */
	answer(&one, "", 5 * HOUR, then);
	then += HOUR;
	check(leave(&two, then) == API_GATE_PROBE);
	check(api_gates_back(&gates, &two, false) && !api_gates_back(&gates, &two, false));
	check(leave(&one, then) == API_GATE_PROBE && is_shut(&two, then, INT64_MAX));

	/* its answer says it anew */
	answer(&one, "", 5 * HOUR, then);
	check(is_too_long(&one, then, then + HOUR));

	/* just an hour is no doubt */
	begin();
	answer(&one, "", HOUR, START);
	check(leave(&one, START + HOUR) == API_GATE_OPEN && leave(&two, START + HOUR) == API_GATE_OPEN);

	/* nor is what the server said of this request */
	begin();
	api_gates_shut(&gates, "", START, 2 * HOUR, INT64_MAX);
	check(leave(&one, START + 2 * HOUR) == API_GATE_OPEN);
	check(leave(&two, START + 2 * HOUR) == API_GATE_OPEN);
}

/* A statement that has had no answer asks once, and fails by its own answer alone. */
static void
test_ask_once(void)
{
	One			before = {CORE, 7, 0, {0, 0}};
	One			one = {CORE, 8, 0, {0, 0}};
	One			two = {CORE, 8, 0, {0, 0}};
	int64_t		now = START + 5 * SECOND;

	begin();
	answer(&before, "", 40 * 60 * SECOND, START);
	check(is_too_long(&before, now, START + 40 * 60 * SECOND));
	check(is_shut(&one, now, now + PATIENCE));
	check(is_shut(&one, now + SECOND, now + PATIENCE));
	check(is_shut(&two, now + SECOND, now + SECOND + PATIENCE));

	/* shut for longer meanwhile: it waits no longer for that */
	api_gates_shut(&gates, "", now + SECOND, HOUR, API_GATES_BELIEVED_US);
	check(is_shut(&one, now + 2 * SECOND, now + PATIENCE));
	check(leave(&one, now + PATIENCE) == API_GATE_PROBE);
	check(is_shut(&two, now + 2 * PATIENCE, INT64_MAX));

	/* without an answer it has not asked */
	check(api_gates_back(&gates, &one, false));
	check(leave(&one, now + PATIENCE + SECOND) == API_GATE_PROBE);

	/* refused: now the statement knows, and so does its other request */
	check(api_gates_back(&gates, &one, false));
	api_gates_learn(&gates, CORE, 8, &(ApiBudgets) {.count = 0}, now);
	check(is_too_long(&one, now + PATIENCE + SECOND, now + SECOND + HOUR));
	check(is_too_long(&two, now + PATIENCE + SECOND, now + SECOND + HOUR));

	/* the next statement asks in its turn, and it opens for all */
	one = (One) {CORE, 9, 0, {0, 0}};
	check(is_shut(&one, now + PATIENCE, now + 2 * PATIENCE));
	check(leave(&one, now + 2 * PATIENCE) == API_GATE_PROBE);
	answer(&one, NULL, -1, now + 2 * PATIENCE);
	check(leave(&two, now + 2 * PATIENCE) == API_GATE_OPEN);

	/* a gate that opens sooner is waited for, by those who know it as long as it takes */
	begin();
	answer(&before, "", 30 * SECOND, START);
	check(is_shut(&one, START, START + 30 * SECOND));
	answer(&one, NULL, -1, START);
	api_gates_shut(&gates, "", START + 30 * SECOND, PATIENCE, INT64_MAX);
	check(is_shut(&one, START + 80 * SECOND, START + 90 * SECOND) && one.held_since == 0);
}

/* More names than there are places: those that open first give theirs; tables likewise. */
static void
test_places(void)
{
	One			one = {CORE, 7, 0, {0, 0}};
	char		name[24];

	begin();
	answer(&one, "kept", 50 * SECOND, START);
	for (int i = 0; i < 100; i++)
	{
		One			other = {OTHER, 7, 0, {0, 0}};

		(void) snprintf(name, sizeof(name), "name %d", i);
		answer(&other, name, SECOND, START);
	}
	check(gates.count == API_GATES_MAX - 1);
	check(is_shut(&one, START, START + 50 * SECOND));

	for (uint32_t table = 1000; table < 1000 + API_GATES_TABLES; table++)
	{
		One			other = {table, 7, 0, {0, 0}};

		answer(&other, "kept", -1, START);
		check(is_shut(&other, START, START + 50 * SECOND));
	}
	check(gates.ntables == API_GATES_TABLES && leave(&one, START) == API_GATE_OPEN);
}

int
main(void)
{
	test_open();
	test_all();
	test_named();
	test_members();
	test_probe();
	test_ask_once();
	test_places();
	return check_end();
}
