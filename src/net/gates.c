/*
 * gates.c
 *		The gates of a pool: one for all requests, one for each budget that has a name.
 */
#include <string.h>

#include "net/gates.h"

/* The number of the gate of that name; -1: there is none. */
static int
find(const ApiGates *gates, const char *name)
{
	for (int i = 0; i <= gates->count; i++)
		if (strcmp(gates->items[i].name, name) == 0)
			return i;
	return -1;
}

static void
forget_members(ApiGates *gates, int which)
{
	for (int i = 0; i < gates->ntables; i++)
		gates->tables[i].gates &= ~(UINT32_C(1) << which);
}

/* The gate of that name; a new one takes the place of the one that opens first, if there is none left. */
static int
find_or_make(ApiGates *gates, const char *name)
{
	int			which = find(gates, name);

	if (which >= 0)
		return which;
	which = 1;
	if (gates->count < API_GATES_MAX - 1)
		which = ++gates->count;
	else
		for (int i = 2; i < API_GATES_MAX; i++)
			if (gates->items[i].gate.open_at < gates->items[which].gate.open_at)
				which = i;
	forget_members(gates, which);
	gates->items[which] = (ApiNamedGate) {.name = ""};
	strncpy(gates->items[which].name, name, API_BUDGET_NAME - 1);
	return which;
}

static ApiKnownTable *
find_table(ApiGates *gates, uint32_t table)
{
	for (int i = 0; i < gates->ntables; i++)
		if (gates->tables[i].table == table)
			return &gates->tables[i];
	return NULL;
}

static ApiKnownTable *
make_table(ApiGates *gates, uint32_t table)
{
	ApiKnownTable *known = &gates->tables[gates->next_table];

	gates->next_table = (gates->next_table + 1) % API_GATES_TABLES;
	if (gates->ntables < API_GATES_TABLES)
		gates->ntables++;
	*known = (ApiKnownTable) {.table = table};
	return known;
}

/* The gates that stand before a table's requests: a bit each. */
static uint32_t
gates_of(const ApiGates *gates, uint32_t table)
{
	const ApiKnownTable *known = find_table((ApiGates *) gates, table);

	return 1 | (known != NULL ? known->gates : 0);
}

/* The latest opening of its gates, but for those whose probe it is; 0: none is shut. */
static int64_t
latest_opening(const ApiGates *gates, const ApiPasser *who)
{
	uint32_t	mine = gates_of(gates, who->table);
	int64_t		latest = 0;

	for (int i = 0; i <= gates->count; i++)
	{
		const ApiNamedGate *item = &gates->items[i];

		if ((mine >> i & 1) && item->probe != who->self && item->gate.open_at > latest)
			latest = item->gate.open_at;
	}
	return latest;
}

/* What is to be known of its gates, beside the latest opening. */
typedef struct Outlook
{
	bool		probed;			/* another has gone to see */
	bool		doubted;		/* one may be open, and nobody knows */
	bool		asked;			/* its statement knows one that is shut for longer than it waits */
	bool		strange;		/* it does not know one that is shut */
} Outlook;

static Outlook
look(const ApiGates *gates, const ApiPasser *who, int64_t now)
{
	uint32_t	mine = gates_of(gates, who->table);
	Outlook		all = {false, false, false, false};

	for (int i = 0; i <= gates->count; i++)
	{
		const ApiNamedGate *item = &gates->items[i];

		if (!(mine >> i & 1) || item->gate.open_at == 0 || item->probe == who->self)
			continue;
		all.probed |= item->probe != NULL;
		all.doubted |= item->doubted && item->gate.open_at <= now;
		all.asked |= item->asked == who->statement && item->gate.open_at - now > who->patience_us;
		all.strange |= item->asked != who->statement && item->gate.open_at > now;
	}
	return all;
}

/* Who knows nothing of a gate waits no longer than its patience, and then goes to see. */
static ApiGateWord
hold(const ApiPasser *who, int64_t now, int64_t *at)
{
	if (*who->held_since == 0)
		*who->held_since = now;
	if (now - *who->held_since >= who->patience_us)
		return API_GATE_PROBE;
	if (*at - *who->held_since > who->patience_us)
		*at = *who->held_since + who->patience_us;
	return API_GATE_SHUT;
}

ApiGateWord
api_gates_ask(const ApiGates *gates, const ApiPasser *who, int64_t now, uint32_t chance, int64_t *at)
{
	int64_t		opening = latest_opening(gates, who);
	Outlook		all = look(gates, who, now);

	*at = now;
	if (!all.strange)
		*who->held_since = 0;
	if (opening == 0)
		return API_GATE_OPEN;
	if (all.probed)
	{
		*at = INT64_MAX;
		return API_GATE_SHUT;
	}
	if (all.asked)
	{
		*at = opening;
		return API_GATE_TOO_LONG;
	}
	*at = api_gates_pass_at(gates, who, now, chance);
	if (all.strange)
		return hold(who, now, at);
	if (opening <= now && all.doubted)
		return API_GATE_PROBE;
	return *at > now ? API_GATE_SHUT : API_GATE_OPEN;
}

void
api_gates_probe(ApiGates *gates, const ApiPasser *who, int64_t now)
{
	uint32_t	mine = gates_of(gates, who->table);

	for (int i = 0; i <= gates->count; i++)
	{
		ApiNamedGate *item = &gates->items[i];

		if ((mine >> i & 1) && (item->doubted || item->gate.open_at > now))
			item->probe = who->self;
	}
}

bool
api_gates_back(ApiGates *gates, const void *probe, bool well)
{
	bool		any = false;

	for (int i = 0; i <= gates->count; i++)
	{
		ApiNamedGate *item = &gates->items[i];

		if (item->probe != probe)
			continue;
		any = true;
		item->probe = NULL;
		if (well)
			item->gate.open_at = item->doubted = 0;
	}
	return any;
}

void
api_gates_learn(ApiGates *gates, uint32_t table, int64_t statement, const ApiBudgets *budgets, int64_t now)
{
	ApiKnownTable *known = find_table(gates, table);
	uint32_t	told = 0;

	for (int i = 0; i < budgets->count; i++)
		if (budgets->items[i].name[0] != '\0')
			told |= UINT32_C(1) << find_or_make(gates, budgets->items[i].name);
	if (told != 0)
	{
		if (known == NULL)
			known = make_table(gates, table);
		/* one that is shut is not forgotten by an answer that does not name it */
		for (int i = 1; i <= gates->count; i++)
			if (gates->items[i].gate.open_at <= now && gates->items[i].probe == NULL)
				known->gates &= ~(UINT32_C(1) << i);
		known->gates |= told;
	}
	for (int i = 0; i <= gates->count; i++)
		if (gates_of(gates, table) >> i & 1)
			gates->items[i].asked = statement;
}

void
api_gates_shut(ApiGates *gates, const char *name, int64_t now, int64_t wait_us, int64_t believed_us)
{
	ApiNamedGate *item = &gates->items[find_or_make(gates, name)];
	bool		doubted = wait_us > believed_us;

	if (doubted)
		wait_us = believed_us;
	if (now + wait_us > item->gate.open_at)
		item->doubted = doubted;
	api_gate_shut(&item->gate, now, wait_us);
}

bool
api_gates_bind(const ApiGates *gates, int64_t now)
{
	for (int i = 0; i <= gates->count; i++)
		if (gates->items[i].doubted || gates->items[i].gate.open_at > now)
			return true;
	return false;
}

int64_t
api_gates_pass_at(const ApiGates *gates, const ApiPasser *who, int64_t now, uint32_t chance)
{
	ApiGate		latest = {.open_at = latest_opening(gates, who)};

	return api_gate_pass_at(&latest, who->pass, now, chance);
}
