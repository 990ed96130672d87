/*
 * bind_values.c
 *		The values of a binder: evaluated, each once, as ones that the column can have.
 *
 * A value that no value of the column's type can equal is left out: a NULL, an integer
 * beyond its type, a text longer than it holds, a time of which the column's time_format
 * has no text.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "exec/bind_state.h"
#include "exec/integer.h"
#include "exec/partition.h"
#include "exec/render.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/datum.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* Longest range that is written out to be held against a partition's bound. */
#define MAX_ENUMERATED 1000000

static Datum
evaluate(ApiBinder *binder, int expr, bool *isnull)
{
	return ExecEvalExprSwitchContext(list_nth(binder->states, expr), binder->econtext, isnull);
}

/* ---- gathering ---- */

static void
make_room(ApiBinder *binder, ApiValues *values, int64 room)
{
	if (room <= values->room)
		return;
	room = Max(room, values->room * (int64) 2);
	if (values->texts == NULL)
	{
		values->texts = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(char *) * room);
		values->datums = MemoryContextAllocHuge(binder->memory, sizeof(Datum) * room);
	}
	else
	{
		values->texts = repalloc_huge(values->texts, sizeof(char *) * room);
		values->datums = repalloc_huge(values->datums, sizeof(Datum) * room);
	}
	values->room = (int) room;
}

/* Sets the value in one place, as one of the column; false: it can be none. */
static bool
set_value(ApiBinder *binder, ApiValues *values, int64 place, Oid type, Datum datum)
{
	MemoryContext old;
	char	   *text;

	if (!api_coerce_value(values->coerce, type, &datum))
		return false;
	if (binder->quiet && !api_render_knows(values->column, values->basetype, datum))
	{
		binder->refused = true;
		return false;
	}
	text = api_render_value(values->column, values->basetype, datum);
	if (text == NULL)
		return false;
	make_room(binder, values, place + 1);
	values->texts[place] = text;
	old = MemoryContextSwitchTo(binder->memory);
	values->datums[place] = datumCopy(datum, values->typbyval, values->typlen);
	MemoryContextSwitchTo(old);
	binder->bytes += api_value_bytes(text);
	return true;
}

static void
add_value(ApiBinder *binder, ApiValues *values, Oid type, Datum datum)
{
	values->count += set_value(binder, values, values->count, type, datum);
}

static void
add_array(ApiBinder *binder, ApiValues *values, ArrayType *array)
{
	Oid			element = ARR_ELEMTYPE(array);
	ArrayIterator iterator = array_create_iterator(array, 0, NULL);
	Datum		datum;
	bool		isnull;

	element = getBaseType(element);
	while (!api_values_full(binder, values) && array_iterate(iterator, &datum, &isnull))
	{
		CHECK_FOR_INTERRUPTS();
		if (!isnull)
			add_value(binder, values, element, datum);
	}
	array_free_iterator(iterator);
}

/* ---- kinds ---- */

static void
evaluate_any(ApiBinder *binder, ApiValues *values)
{
	ApiTied		group = {&values, 1};
	ListCell   *lc;

	foreach(lc, values->pushed->exprs)
	{
		int			expr = lfirst_int(lc);
		bool		isnull;
		Datum		datum = evaluate(binder, expr, &isnull);

		if (isnull || api_values_full(binder, values))
			continue;
		if (OidIsValid(get_element_type(binder->types[expr])))
			add_array(binder, values, DatumGetArrayTypeP(datum));
		else
			add_value(binder, values, binder->types[expr], datum);
	}
	if (values->count > 1)
		api_values_drop_repeats(binder, &group);
}

/* All parameters that are led by one, itself included. */
static ApiTied
led_by(const ApiBinder *binder, const ApiValues *leader)
{
	ApiTied		group = {palloc(sizeof(ApiValues *) * binder->nparams), 0};
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		ApiValues  *values = &binder->values[i];

		if (values == leader ||
			(values->given && values->pushed->kind == API_PUSH_PAIRS &&
			 leader->pushed->kind == API_PUSH_PAIRS &&
			 values->pushed->leader == leader->pushed->leader))
			group.members[group.count++] = values;
	}
	return group;
}

/* A row of pairs counts if each of its values can be one of its column. */
static void
evaluate_pairs(ApiBinder *binder, ApiValues *leader)
{
	ApiTied		group = led_by(binder, leader);
	int			rows = list_length(leader->pushed->exprs);
	int			row;
	int			i;

	for (row = 0; row < rows; row++)
	{
		bool		good = true;

		for (i = 0; i < group.count && good; i++)
		{
			ApiValues  *values = group.members[i];
			int			expr = list_nth_int(values->pushed->exprs, row);
			bool		isnull;
			Datum		datum = evaluate(binder, expr, &isnull);

			good = !isnull && set_value(binder, values, leader->count, binder->types[expr], datum);
		}
		for (i = 0; i < group.count && good; i++)
			group.members[i]->count++;
	}
	if (leader->count > 1)
		api_values_drop_repeats(binder, &group);
}

/*
 * A point in time as a bound of dates, each of which is its midnight.  up: where it is no
 * midnight itself, the next one counts.
 */
static int64
date_bound(Oid type, Datum datum, bool up)
{
	Timestamp	point;
	int64		day;

	if (type == TIMESTAMPTZOID)
		datum = DirectFunctionCall1(timestamptz_timestamp, datum);
	point = DatumGetTimestamp(datum);
	if (TIMESTAMP_NOT_FINITE(point))
		return TIMESTAMP_IS_NOBEGIN(point) ? PG_INT32_MIN : PG_INT32_MAX;
	day = point / USECS_PER_DAY;
	if (point % USECS_PER_DAY < 0)
		day--;
	return day + (up && point % USECS_PER_DAY != 0);
}

/*
 * Narrows *limit by the bounds of one list; lower: upwards, else downwards;
 * step: how far an exclusive bound stands off.  false: nothing can match.
 */
static bool
narrow(ApiBinder *binder, List *exprs, bool lower, int step, int64 *limit)
{
	ListCell   *lc;

	foreach(lc, exprs)
	{
		int			expr = lfirst_int(lc);
		bool		isnull;
		Datum		datum = evaluate(binder, expr, &isnull);
		int64		bound;

		if (isnull)
			return false;
		if (binder->types[expr] == TIMESTAMPOID || binder->types[expr] == TIMESTAMPTZOID)
			bound = date_bound(binder->types[expr], datum, lower == (step == 0));
		else
			bound = api_integer_of(datum, binder->types[expr]);
		if (step != 0 && bound == (lower ? PG_INT64_MAX : PG_INT64_MIN))
			return false;
		bound += lower ? step : -step;
		if (lower ? bound > *limit : bound < *limit)
			*limit = bound;
	}
	return true;
}

static void
evaluate_range(ApiBinder *binder, ApiValues *values)
{
	const ApiPushed *pushed = values->pushed;
	int64		lower;
	int64		upper;
	uint64		width;

	api_integer_limits(values->basetype, &lower, &upper);
	if (!narrow(binder, pushed->lower, true, 0, &lower) ||
		!narrow(binder, pushed->lower_exclusive, true, 1, &lower) ||
		!narrow(binder, pushed->upper, false, 0, &upper) ||
		!narrow(binder, pushed->upper_exclusive, false, 1, &upper) ||
		lower > upper)
		return;

	width = (uint64) upper - (uint64) lower;
	values->first = lower;
	values->count = width < PG_INT64_MAX ? (int64) width + 1 : PG_INT64_MAX;
}

void
api_values_enumerate(ApiBinder *binder, ApiValues *values)
{
	int64		count = values->count;
	int64		i;

	values->count = 0;
	for (i = 0; i < count && !api_values_full(binder, values); i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_value(binder, values, values->basetype,
				  api_integer_datum(values->first + i, values->basetype));
	}
}

/* ---- the bound of a partition ---- */

/* Drops what the bound keeps out of the partition. */
static void
filter_group(ApiBinder *binder, ApiTied *group)
{
	int			count = (int) group->members[0]->count;
	bool	   *goes = palloc(sizeof(bool) * Max(count, 1));
	int			i;
	int			k;

	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (k = 0; k < group->count; k++)
			api_partition_set(binder->partition, group->members[k]->column->attnum,
							  group->members[k]->datums[i]);
		goes[i] = !api_partition_holds(binder->partition);
	}
	api_values_keep(binder, group, goes);
}

/*
 * The parameters that the bound reads, where their values go along with one another, and
 * those that go along with them: NULL: it reads others, too, or what has no value.
 */
static ApiValues *
bound_leader(ApiBinder *binder)
{
	ApiValues  *leader = NULL;
	int			attnum = -1;

	while ((attnum = bms_next_member(api_partition_columns(binder->partition), attnum)) >= 0)
	{
		ApiValues  *values = NULL;
		int			i;

		for (i = 0; i < binder->nparams; i++)
		{
			if (binder->values[i].given && binder->values[i].column->attnum == attnum)
				values = &binder->values[i];
		}
		if (values == NULL)
			return NULL;
		if (leader && (values->pushed->kind != API_PUSH_PAIRS ||
					   leader->pushed->kind != API_PUSH_PAIRS ||
					   values->pushed->leader != leader->pushed->leader))
			return NULL;
		leader = values;
	}
	return leader;
}

static void
filter_values(ApiBinder *binder)
{
	ApiValues  *leader = bound_leader(binder);
	ApiTied		group;

	if (leader == NULL || leader->count > MAX_ENUMERATED)
		return;
	if (leader->pushed->kind == API_PUSH_RANGE)
		api_values_enumerate(binder, leader);
	group = led_by(binder, leader);
	filter_group(binder, &group);
}

/* ---- all ---- */

void
api_values_look(ApiBinder *binder)
{
	int			i;

	binder->bytes = 0;
	for (i = 0; i < binder->nparams; i++)
	{
		ApiValues  *values = &binder->values[i];

		values->count = 0;
		values->datums = NULL;
		values->texts = NULL;
		values->room = 0;
		values->look_at = 0;
		values->too_many = values->too_large = false;
		values->given = values->pushed != NULL;
		if (values->given && values->pushed->guard >= 0)
		{
			bool		isnull;
			Datum		holds = evaluate(binder, values->pushed->guard, &isnull);

			values->given = isnull || !DatumGetBool(holds);
		}
	}
}

static void
evaluate_values(ApiBinder *binder, ApiValues *values)
{
	switch (values->pushed->kind)
	{
		case API_PUSH_EQUAL:
		case API_PUSH_ANY:
			evaluate_any(binder, values);
			break;
		case API_PUSH_PAIRS:
			if (values->leads)
				evaluate_pairs(binder, values);
			break;
		case API_PUSH_RANGE:
			evaluate_range(binder, values);
			break;
	}
}

bool
api_values_evaluate(ApiBinder *binder)
{
	bool		some = true;
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		if (binder->values[i].given)
			evaluate_values(binder, &binder->values[i]);
	}
	if (binder->partition)
		filter_values(binder);
	for (i = 0; i < binder->nparams; i++)
		some = some && (!binder->values[i].given || binder->values[i].count > 0);
	return some;
}
