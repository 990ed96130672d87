/*
 * gates.h
 *		The gates of a pool: one for all requests, one for each budget that has a name.
 *
 * A server that says to wait shuts a gate: the one of the budget that it names
 * (X-RateLimit-Resource, the policies of RateLimit), else the one for all.  Which named
 * gates stand before a request is known from earlier answers of its table; what is not known
 * is held by no named gate.
 *
 * Headers of a budget are believed for an hour.  If they said more, the gate is *doubted*
 * then: one request goes as a *probe*, the others wait for its answer, which opens the gate
 * or shuts it anew.  A statement that has had no answer from behind a gate asks, too: after
 * patience_us its first request goes as the probe, whatever the gate says.
 *
 * Core: pure arithmetic; no clock of its own, no memory.  Times are microseconds.
 */
#ifndef API_GATES_H
#define API_GATES_H

#include <stdbool.h>
#include <stdint.h>

#include "net/budget.h"
#include "net/limiter.h"

#define API_GATES_MAX 16		/* that are remembered, the one for all included */
#define API_GATES_TABLES 64		/* whose budgets are */

/* Longest that the headers of a budget are believed. */
#define API_GATES_BELIEVED_US (INT64_C(3600) * 1000000)

typedef struct ApiNamedGate
{
	char		name[API_BUDGET_NAME];	/* of the first: "" */
	ApiGate		gate;
	bool		doubted;		/* it was to be shut for longer than that is believed */
	const void *probe;			/* the request that has gone to see; NULL: none */
	int64_t		asked;			/* the last statement that had an answer from behind it */
} ApiNamedGate;

typedef struct ApiKnownTable
{
	uint32_t	table;
	uint32_t	gates;			/* a bit for each that its requests are held by */
} ApiKnownTable;

/* Of zeros: all are open, nothing is known. */
typedef struct ApiGates
{
	ApiNamedGate items[API_GATES_MAX];
	int			count;			/* of those with a name, which come behind the first */
	ApiKnownTable tables[API_GATES_TABLES];
	int			ntables;
	int			next_table;		/* whose place is taken when there is none left */
} ApiGates;

/* A request that wants to leave. */
typedef struct ApiPasser
{
	const void *self;			/* to be told from others by */
	uint32_t	table;
	int64_t		statement;
	int64_t		patience_us;	/* longest wait */
	int64_t	   *held_since;		/* when its scan was first held; 0: never; is set */
	ApiGatePass *pass;			/* its time at the latest of its gates */
} ApiPasser;

typedef enum ApiGateWord
{
	API_GATE_OPEN,				/* it may leave */
	API_GATE_PROBE,				/* it may, as the probe: api_gates_probe */
	API_GATE_SHUT,				/* not before *at; INT64_MAX: not before a probe has its answer */
	API_GATE_TOO_LONG			/* shut until *at, which is more than its patience */
} ApiGateWord;

extern ApiGateWord api_gates_ask(const ApiGates *gates, const ApiPasser *who, int64_t now,
								 uint32_t chance, int64_t *at);

/* It leaves as the probe of its gates. */
extern void api_gates_probe(ApiGates *gates, const ApiPasser *who, int64_t now);

/*
 * It is no probe any more.  well: it was answered, and not refused, so that what it went to
 * see is open.  true: it was one, and others may have waited for it.
 */
extern bool api_gates_back(ApiGates *gates, const void *probe, bool well);

/* Its statement has had an answer, which tells of these budgets: they are its table's. */
extern void api_gates_learn(ApiGates *gates, uint32_t table, int64_t statement,
							const ApiBudgets *budgets, int64_t now);

/* Shuts the gate of that name for so long; believed_us: no longer than that without doubt. */
extern void api_gates_shut(ApiGates *gates, const char *name, int64_t now, int64_t wait_us,
						   int64_t believed_us);

/* Is any of them shut, or in doubt? */
extern bool api_gates_bind(const ApiGates *gates, int64_t now);

/* When the request may pass gates that are shut but for that: its draw at the latest of them. */
extern int64_t api_gates_pass_at(const ApiGates *gates, const ApiPasser *who, int64_t now, uint32_t chance);

#endif							/* API_GATES_H */
