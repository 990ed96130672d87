/*
 * answers.c
 *		What is known of a table's answers.  See answers.h.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "plan/answers.h"
#include "plan/spec.h"
#include "rest/learnt.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* Pages that a table is priced for of which nobody knows how many it has: dear. */
#define UNKNOWN_PAGES 1000.0

/* Most rows that a number or uuid has, where a table's rows are known and no more. */
#define ROWS_PER_NUMBER 10.0

/*
 * What a round trip of the default's latency costs, and what each request adds, in units of a sequential page read.
 * Less than they take: a plan that costs jit_above_cost is compiled, for all the time that it
 * may only wait.
 */
#define ROUND_COST 20.0
#define REQUEST_COST 1.0

/* ---- figures ---- */

/* What earlier scans have taught, or the default. */
static ApiGuess
guess_fact(const ApiConfig *config, Oid user, ApiFact fact)
{
	double		learnt = api_learnt_get(config, user, fact);

	if (learnt > 0)
		return (ApiGuess) {learnt, API_FROM_LEARNT};
	return (ApiGuess) {api_learnt_default(fact), API_FROM_DEFAULT};
}

static ApiGuess
guess_rows(const ApiConfig *config, Oid user, double tuples)
{
	if (config->rows > 0)
		return (ApiGuess) {config->rows, API_FROM_OPTION};
	if (tuples >= 0)
		return (ApiGuess) {Max(tuples, 1), API_FROM_STATISTICS};
	return guess_fact(config, user, API_FACT_ROWS);
}

static ApiGuess
guess_page(const ApiConfig *config, Oid user)
{
	if (config->paging.page_size > 0)
		return (ApiGuess) {(double) config->paging.page_size, API_FROM_OPTION};
	return guess_fact(config, user, API_FACT_PAGE);
}

/* ---- keys ---- */

static bool
is_in_path(const ApiColumn *column)
{
	return column->in_path;
}

static bool
is_in_path_or_required(const ApiColumn *column)
{
	return column->in_path || column->required;
}

static bool
is_list(const ApiColumn *column)
{
	return column->param_number >= 0 && column->list_max > 1;
}

static bool
is_parameter(const ApiColumn *column)
{
	return column->param_number >= 0;
}

static Bitmapset *
columns_that(const ApiColumns *columns, bool (*is) (const ApiColumn *column))
{
	Bitmapset  *found = NULL;
	int			i;

	for (i = 0; i < columns->natts; i++)
	{
		if (columns->columns[i].source != API_SOURCE_DROPPED && is(&columns->columns[i]))
			found = bms_add_member(found, i + 1);
	}
	return found;
}

/*
 * A path with values that leads to one object, or to a list of which a page is expected.
 * A table whose rows are told has as many for a value as these come to.
 */
static ApiGuess
rows_of_path(const ApiAnswers *answers)
{
	if (answers->one_page && answers->config->record_path == NULL)
		return (ApiGuess) {1, API_FROM_DEFAULT};
	if (answers->rows.from == API_FROM_DEFAULT)
		return answers->page;
	return (ApiGuess) {0, answers->rows.from};
}

/* Those that must have a value, else those that take lists, else any that takes a value. */
static void
find_key(ApiAnswers *answers, Oid user)
{
	const ApiConfig *config = answers->config;
	ApiKey	   *key = &answers->key;
	ApiGuess	learnt = guess_fact(config, user, API_FACT_KEY_ROWS);

	key->columns = columns_that(config->columns, is_in_path_or_required);
	key->any = key->columns == NULL;
	if (key->columns == NULL)
		key->columns = columns_that(config->columns, is_list);
	if (key->columns == NULL)
		key->columns = columns_that(config->columns, is_parameter);
	if (config->rows_per_key > 0)
		key->rows = (ApiGuess) {config->rows_per_key, API_FROM_OPTION};
	else if (learnt.from == API_FROM_LEARNT && answers->rows.from < API_FROM_STATISTICS)
		key->rows = learnt;
	else if (!answers->listed)
		key->rows = rows_of_path(answers);
}

static void
find_unique(ApiAnswers *answers)
{
	ListCell   *lc;

	foreach(lc, answers->config->unique_key)
		answers->unique.columns = bms_add_member(answers->unique.columns, lfirst_int(lc));
	answers->unique.rows = (ApiGuess) {1, API_FROM_OPTION};
}

void
api_answers_load(ApiAnswers *answers, const ApiConfig *config, Oid user, double tuples)
{
	ApiPagerKind kind = config->paging.kind;
	bool		in_path = columns_that(config->columns, is_in_path) != NULL;

	memset(answers, 0, sizeof(*answers));
	answers->config = config;
	answers->rows = guess_rows(config, user, tuples);
	answers->page = guess_page(config, user);
	answers->latency = guess_fact(config, user, API_FACT_LATENCY);
	answers->listed = !in_path;
	answers->one_page = kind == API_PAGER_NONE ||
		(in_path && kind == API_PAGER_AUTO && config->paging.page_size == 0);
	answers->chained = kind == API_PAGER_CURSOR || kind == API_PAGER_NEXT_URL ||
		kind == API_PAGER_LINK_HEADER;
	find_key(answers, user);
	find_unique(answers);
}

static bool
is_key(const ApiKey *key, const Bitmapset *given)
{
	if (key->columns == NULL)
		return false;
	return key->any ? bms_overlap(key->columns, given) : bms_is_subset(key->columns, given);
}

bool
api_answers_unique(const ApiAnswers *answers, AttrNumber attnum)
{
	const Bitmapset *given = bms_make_singleton(attnum);

	return (is_key(&answers->unique, given)) ||
		(is_key(&answers->key, given) && answers->key.rows.value == 1);
}

/* How many values a column has of which there are no statistics. */
static double
default_distinct(const ApiAnswers *answers, Oid type)
{
	switch (getBaseType(type))
	{
		case BOOLOID:
			return 2;
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
		case UUIDOID:
			return Max(answers->rows.value / ROWS_PER_NUMBER, DEFAULT_NUM_DISTINCT);
		default:
			return DEFAULT_NUM_DISTINCT;
	}
}

static double
column_distinct(const ApiAnswers *answers, PlannerInfo *root, RelOptInfo *rel, AttrNumber attnum)
{
	const ApiColumn *column = &answers->config->columns->columns[attnum - 1];
	Var		   *var = makeVar(rel->relid, attnum, column->typid, column->typmod,
							  column->collation, 0);
	VariableStatData values;
	bool		is_default = true;
	double		count = 0;

	examine_variable(root, (Node *) var, 0, &values);
	if (HeapTupleIsValid(values.statsTuple))
		count = get_variable_numdistinct(&values, &is_default);
	ReleaseVariableStats(values);
	return is_default ? default_distinct(answers, column->typid) : Max(count, 1);
}

static Bitmapset *
given_columns(const ApiQuals *quals)
{
	Bitmapset  *given = NULL;
	ListCell   *lc;

	foreach(lc, quals->pushed)
		given = bms_add_member(given, ((const ApiPushed *) lfirst(lc))->attnum);
	return given;
}

bool
api_answers_keyed(const ApiAnswers *answers, const ApiQuals *quals)
{
	const ApiKey *key = &answers->key;
	Bitmapset  *given = given_columns(quals);
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		if (pushed->guard >= 0 ||
			answers->config->columns->columns[pushed->attnum - 1].list_max > 1)
			return false;
	}
	return is_key(key, given) && bms_is_subset(given, key->columns) &&
		!(key->any && bms_membership(key->columns) == BMS_MULTIPLE);
}

double
api_answers_rows(const ApiAnswers *answers, PlannerInfo *root, RelOptInfo *rel,
				 const ApiQuals *quals)
{
	Bitmapset  *given = given_columns(quals);
	double		rows = answers->rows.value;
	int			attnum = -1;

	if (is_key(&answers->unique, given))
		return answers->unique.rows.value;
	if (is_key(&answers->key, given) && answers->key.rows.value > 0)
		return answers->key.rows.value;
	while ((attnum = bms_next_member(given, attnum)) >= 0)
		rows /= column_distinct(answers, root, rel, (AttrNumber) attnum);
	return Max(rows, 1);
}

/* Adds a figure, if it was learnt. */
static void
tell(StringInfo text, const ApiGuess *guess, const char *format)
{
	if (guess->from != API_FROM_LEARNT)
		return;
	if (text->len > 0)
		appendStringInfoString(text, ", ");
	appendStringInfo(text, format, guess->value);
}

const char *
api_answers_learnt(const ApiAnswers *answers)
{
	StringInfoData text;

	initStringInfo(&text);
	tell(&text, &answers->rows, "%.0f rows");
	tell(&text, &answers->key.rows, "%.0f a key");
	tell(&text, &answers->page, "%.0f a page");
	tell(&text, &answers->latency, "%.0f ms a request");
	return text.len > 0 ? text.data : NULL;
}

/* ---- prices ---- */

static double
pages_of_chain(const ApiAnswers *answers, double records)
{
	double		most = (double) answers->config->paging.max_pages;
	double		pages = answers->one_page ? 1 : Max(ceil(records / answers->page.value), 1);

	return most > 0 ? Min(pages, most) : pages;
}

void
api_answers_price(const ApiAnswers *answers, double chains, double records, bool whole,
				  ApiPrice *price)
{
	double		window = Max(answers->config->limits.max_concurrency, 1);
	double		round = ROUND_COST * answers->latency.value / api_learnt_default(API_FACT_LATENCY);
	double		pages = pages_of_chain(answers, records / chains);
	double		requests;

	price->requests = chains * pages;
	/* a table of which nobody knows how large it is may be very large */
	if (whole && answers->rows.from == API_FROM_DEFAULT)
		pages = pages_of_chain(answers, UNKNOWN_PAGES * answers->page.value);
	requests = chains * pages;
	/* the further pages of a chain leave when the first is there, or one by one */
	price->rounds = Max(answers->chained ? pages : Min(pages, 2), requests / window);
	price->first = round + REQUEST_COST;
	price->all = price->rounds * round + requests * REQUEST_COST;
}
