/*
 * test_repeat.c
 *		May a request be sent once more: the whole table.
 */
#include "check.h"
#include "net/repeat.h"

/* What ended a send. */
typedef enum End
{
	RESOLVE, LOOKUP, CONNECT, TIMEOUT, TRANSFER, TOLD, PASSES, REFUSED, GOOD, TLS, PROTOCOL, TOO_LARGE, NO_MEMORY,
	REDIRECT, ORIGIN, INTERNAL, THROTTLED, ENDS
} End;

static const struct
{
	const char *name;
	ApiErrorCode failure;
	bool		passes;
	bool		refused;
}			ends[ENDS] =
{
	{"no such name", API_ERR_RESOLVE, false, false},
	{"no word of a name", API_ERR_LOOKUP, false, false},
	{"no connection", API_ERR_CONNECT, false, false},
	{"too late", API_ERR_TIMEOUT, false, false},
	{"cut short", API_ERR_TRANSFER, false, false},
	{"an error that passes in a body", API_ERR_API, false, false},
	{"502", API_ERR_NONE, true, false},
	{"429", API_ERR_NONE, true, true},
	{"200", API_ERR_NONE, false, false},
	{"tls", API_ERR_TLS, false, false},
	{"protocol", API_ERR_PROTOCOL, false, false},
	{"too large", API_ERR_TOO_LARGE, false, false},
	{"no memory", API_ERR_OUT_OF_MEMORY, false, false},
	{"redirect", API_ERR_REDIRECT, false, false},
	{"origin", API_ERR_ORIGIN, false, false},
	{"internal", API_ERR_INTERNAL, false, false},
	{"throttled", API_ERR_THROTTLED, false, false}
};

/*
 * How far it came, one letter of a row each: no connection; a new one without and with
 * an answer; an old one likewise.
 */
static const struct
{
	bool		connected;
	bool		reused;
	bool		answered;
}			reaches[] =
{
	{false, false, false}, {true, false, false}, {true, false, true}, {true, true, false}, {true, true, true}
};

/* n: not, c: counted, f: free. */
typedef struct Row
{
	End			end;
	const char *get;			/* and a POST that is repeatable */
	const char *post;
	const char *get_stalled;	/* nobody pumped */
	const char *post_stalled;
	const char *post_carried;	/* behind a 303 */
} Row;

static const Row rows[] = {
	{RESOLVE, "ccccc", "cnnnn", "fffff", "fnnnn", "nnnnn"},
	{LOOKUP, "ccccc", "cnnnn", "fffff", "fnnnn", "nnnnn"},
	{CONNECT, "ccccc", "cnnnn", "fffff", "fnnnn", "nnnnn"},
	{TIMEOUT, "ccccc", "cnnnn", "ccccc", "cnnnn", "nnnnn"},
	{TRANSFER, "cccfc", "cnnnn", "fffff", "fnnnn", "nnnnn"},
	{TOLD, "ccccc", "ccccc", "ccccc", "ccccc", "nnnnn"},
	{PASSES, "ccccc", "nnnnn", "ccccc", "nnnnn", "nnnnn"},
	{REFUSED, "ccccc", "ccccc", "ccccc", "ccccc", "nnnnn"},
	{GOOD, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{TLS, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{PROTOCOL, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{TOO_LARGE, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{NO_MEMORY, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{REDIRECT, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{ORIGIN, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{INTERNAL, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"},
	{THROTTLED, "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn"}
};

static ApiSent
make(End end, int reach, bool repeatable, bool stalled)
{
	return (ApiSent)
	{
		.repeatable = repeatable,.stalled = stalled,
		.connected = reaches[reach].connected,.reused = reaches[reach].reused,
		.answered = reaches[reach].answered,
		.failure = ends[end].failure,.passes = ends[end].passes,.refused = ends[end].refused
	};
}

static char
letter(const ApiSent *sent)
{
	return "ncf"[api_repeat_decide(sent)];
}

static void
expect(const ApiSent *sent, char wanted, End end, int reach, const char *what)
{
	char		got = letter(sent);

	if (!check_case(got == wanted, ends[end].name))
		printf("  %s, reach %d: got %c, wanted %c\n", what, reach, got, wanted);
}

static void
test_table(void)
{
	check(sizeof(rows) / sizeof(rows[0]) == ENDS);
	for (int i = 0; i < ENDS; i++)
	{
		const Row  *row = &rows[i];

		check(row->end == (End) i);
		for (int k = 0; k < 5; k++)
		{
			ApiSent		get = make(i, k, true, false);
			ApiSent		post = make(i, k, false, false);
			ApiSent		get_stalled = make(i, k, true, true);
			ApiSent		post_stalled = make(i, k, false, true);
			ApiSent		carried = make(i, k, false, true);

			carried.carried = true;
			expect(&get, row->get[k], i, k, "GET");
			expect(&post, row->post[k], i, k, "POST");
			expect(&get_stalled, row->get_stalled[k], i, k, "GET, stalled");
			expect(&post_stalled, row->post_stalled[k], i, k, "POST, stalled");
			expect(&carried, row->post_carried[k], i, k, "POST, carried out");

			/* a repeatable one that was carried out is as any other */
			get.carried = true;
			expect(&get, row->get[k], i, k, "GET, carried out");
		}
	}
}

/* Whatever it is: what was used in part stays, and what was excused often costs. */
static void
test_bounds(void)
{
	for (int i = 0; i < ENDS; i++)
		for (int k = 0; k < 5; k++)
			for (int flags = 0; flags < 4; flags++)
			{
				ApiSent		sent = make(i, k, flags & 1, flags & 2);
				char		before = letter(&sent);

				sent.excused = 3;
				expect(&sent, before == 'f' ? 'c' : before, i, k, "excused three times");
				sent.excused = 1;
				expect(&sent, before == 'f' && !(flags & 2) ? 'c' : before, i, k, "excused once");
				sent.excused = 0;
				sent.in_use = true;
				expect(&sent, 'n', i, k, "in use");
			}
}

/* libcurl's own: what may be repeated counts, all else ends there. */
static void
test_resent(void)
{
	for (int flags = 0; flags < 16; flags++)
	{
		ApiSent		sent = {
			.resent = true,.connected = flags & 1,.reused = flags & 2,.answered = flags & 4,.stalled = flags & 8
		};

		check(letter(&sent) == 'n');
		sent.repeatable = true;
		check(letter(&sent) == 'c');
	}
}

/* The server took no more on its connection: free while it answers others, twelve sends in a row if it does not. */
static void
test_turned_away(void)
{
	for (int busy = 0; busy < 2; busy++)
	{
		ApiTurns	turns = {0};
		ApiSent		sent = {.failure = API_ERR_TRANSFER,.connected = true,.turned_away = &turns};

		for (int sends = 2; sends <= 104; sends += 2)
		{
			bool		free = sends <= (busy ? 100 : 12);

			api_repeat_turned_away(&turns, 2, busy ? 10 + sends / 6 : 10);
			sent.repeatable = true;
			check(letter(&sent) == (free ? 'f' : 'c'));
			sent.excused = 3;
			check(letter(&sent) == (free ? 'f' : 'c'));
			sent.excused = 0;
			sent.repeatable = false;
			check(letter(&sent) == 'n');
		}
	}
}

int
main(void)
{
	test_table();
	test_bounds();
	test_resent();
	test_turned_away();
	return check_end();
}
