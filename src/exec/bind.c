/*
 * bind.c
 *		From the plan's value expressions to bindings.
 *
 * Two passes: the first evaluates every expression and counts the values, the
 * second writes them out, when it is known that they are few enough.
 */
#include "postgres.h"

#include "base/raise.h"
#include "common/int.h"
#include "exec/bind.h"
#include "exec/integer.h"
#include "exec/render.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* Most values that a parameter may have, whatever the number of requests. */
#define MAX_VALUES 10000000

/* The values of one parameter. */
typedef struct Values
{
	const ApiColumn *column;	/* NULL: no column feeds it */
	const ApiPushed *pushed;	/* NULL: WHERE gives none */
	Oid			basetype;		/* of the column */
	int16		typlen;
	bool		typbyval;
	char		typalign;
	int64		count;			/* saturated */
	int64		first;			/* RANGE: the lowest value */
	Datum	   *datums;			/* of the base type; in the caller's memory */
	char	  **texts;			/* EQUAL, ANY: rendered; short-lived */
} Values;

struct ApiBinder
{
	ExprContext *econtext;		/* the scan's */
	List	   *states;			/* of ExprState, as fdw_exprs */
	Oid		   *types;			/* of the expressions; base types */
	int64		max_fanout;
	int			nparams;
	Values	   *values;			/* by parameter number */
	MemoryContext memory;		/* where the Datums go */
};

ApiBinder *
api_binder_create(PlanState *parent, const ApiScanSpec *spec, const ApiColumns *columns,
				  List *exprs, int64 max_fanout)
{
	ApiBinder  *binder = palloc0(sizeof(ApiBinder));
	ListCell   *lc;
	int			i;

	binder->econtext = parent->ps_ExprContext;
	binder->states = ExecInitExprList(exprs, parent);
	binder->types = palloc0(sizeof(Oid) * (list_length(exprs) + 1));
	foreach(lc, exprs)
		binder->types[foreach_current_index(lc)] = getBaseType(exprType(lfirst(lc)));
	binder->max_fanout = max_fanout;
	binder->nparams = columns->nparams;
	binder->values = palloc0(sizeof(Values) * (columns->nparams + 1));

	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];
		Values	   *values = &binder->values[Max(column->param_number, 0)];

		if (column->param_number < 0 || column->source == API_SOURCE_DROPPED)
			continue;
		values->column = column;
		values->basetype = getBaseType(column->typid);
		get_typlenbyvalalign(values->basetype, &values->typlen, &values->typbyval,
							 &values->typalign);
	}
	foreach(lc, spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		binder->values[columns->columns[pushed->attnum - 1].param_number].pushed = pushed;
	}
	return binder;
}

/* ---- values ---- */

/* A value of a clause as one of the column's base type; false: it can be none. */
static bool
to_column_type(const Values *values, Oid type, Datum *datum)
{
	int64		min;
	int64		max;
	int64		value;

	if (type == values->basetype || !api_integer_type(values->basetype))
		return true;
	value = api_integer_of(*datum, type);
	api_integer_limits(values->basetype, &min, &max);
	if (value < min || value > max)
		return false;
	*datum = api_integer_datum(value, values->basetype);
	return true;
}

/* ---- first pass: evaluate ---- */

static Datum
evaluate(ApiBinder *binder, int expr, bool *isnull)
{
	return ExecEvalExprSwitchContext(list_nth(binder->states, expr), binder->econtext, isnull);
}

/* Adds a value unless it can match nothing. */
static void
take_datum(ApiBinder *binder, Values *values, Oid type, Datum datum)
{
	MemoryContext old;

	if (!to_column_type(values, type, &datum))
		return;
	values->texts[values->count] = api_render_value(values->column->name, values->basetype, datum);
	old = MemoryContextSwitchTo(binder->memory);
	values->datums[values->count] = datumCopy(datum, values->typbyval, values->typlen);
	MemoryContextSwitchTo(old);
	values->count++;
}

static void
make_room(ApiBinder *binder, Values *values, int room)
{
	values->texts = palloc(sizeof(char *) * Max(room, 1));
	values->datums = MemoryContextAlloc(binder->memory, sizeof(Datum) * Max(room, 1));
}

static void
evaluate_equal(ApiBinder *binder, Values *values)
{
	bool		isnull;
	int			expr = values->pushed->expr;
	Datum		datum = evaluate(binder, expr, &isnull);

	make_room(binder, values, 1);
	if (!isnull)
		take_datum(binder, values, binder->types[expr], datum);
}

/* For qsort_arg: by text, then by place. */
static int
compare_places(const void *a, const void *b, void *arg)
{
	char	  **texts = arg;
	int			left = *(const int *) a;
	int			right = *(const int *) b;
	int			order = strcmp(texts[left], texts[right]);

	return order != 0 ? order : left - right;
}

/* Equal values have equal texts: drops all but the first of each. */
static void
drop_repeats(Values *values)
{
	int			count = (int) values->count;
	int		   *places = palloc(sizeof(int) * Max(count, 1));
	bool	   *repeat = palloc0(sizeof(bool) * Max(count, 1));
	int			i;

	for (i = 0; i < count; i++)
		places[i] = i;
	qsort_arg(places, count, sizeof(int), compare_places, values->texts);
	for (i = 1; i < count; i++)
		repeat[places[i]] = strcmp(values->texts[places[i - 1]], values->texts[places[i]]) == 0;

	values->count = 0;
	for (i = 0; i < count; i++)
	{
		if (repeat[i])
			continue;
		values->texts[values->count] = values->texts[i];
		values->datums[values->count++] = values->datums[i];
	}
}

static void
evaluate_any(ApiBinder *binder, Values *values)
{
	bool		isnull;
	Datum		datum = evaluate(binder, values->pushed->expr, &isnull);
	ArrayType  *array;
	Oid			element;
	int16		typlen;
	bool		typbyval;
	char		typalign;
	Datum	   *datums;
	bool	   *nulls;
	int			count;
	int			i;

	if (isnull)
		return;
	array = DatumGetArrayTypeP(datum);
	element = ARR_ELEMTYPE(array);
	get_typlenbyvalalign(element, &typlen, &typbyval, &typalign);
	deconstruct_array(array, element, typlen, typbyval, typalign, &datums, &nulls, &count);

	make_room(binder, values, count);
	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
			take_datum(binder, values, getBaseType(element), datums[i]);
	}
	drop_repeats(values);
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
evaluate_range(ApiBinder *binder, Values *values)
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

/* ---- errors ---- */

/* A column of the path must have a value. */
static void
check_given(const Values *values)
{
	const ApiPushed *pushed = values->pushed;
	const char *missing = NULL;
	const char *name = quote_identifier(values->column->name);
	const char *type = format_type_be(values->basetype);

	if (!values->column->in_path)
		return;
	if (pushed && pushed->kind == API_PUSH_RANGE)
	{
		if (pushed->lower == NIL && pushed->lower_exclusive == NIL)
			missing = "lower";
		else if (pushed->upper == NIL && pushed->upper_exclusive == NIL)
			missing = "upper";
	}
	if (pushed && !missing)
		return;

	ereport(ERROR,
			(errcode(api_error_sqlstate(API_ERR_VALUE_MISSING)),
			 errmsg("column \"%s\" needs a value", values->column->name),
			 missing ? errdetail("Its range has no %s bound.", missing) :
			 errdetail("It stands in the request's path as {%s}.", values->column->param),
			 api_integer_type(values->basetype) ?
			 errhint("Give it in WHERE or a join, by values of type %s: %s = ..., %s IN (...),"
					 " %s = ANY (...) or %s BETWEEN ... AND ....", type, name, name, name, name) :
			 errhint("Give it in WHERE or a join, by values of type %s: %s = ..., %s IN (...) or"
					 " %s = ANY (...).", type, name, name, name)));
}

/* max_fanout bounds requests; what bounds a list is memory. */
static void
check_many(const Values *values)
{
	if (values->column->list != API_LIST_FANOUT && values->count > MAX_VALUES)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("column \"%s\" has " INT64_FORMAT " values, and at most %d can be asked for",
						values->column->name, values->count, MAX_VALUES),
				 errhint("Ask for fewer values.")));
}

/* How many requests are asked for, and may they be? */
static void
check_fanout(const ApiBinder *binder)
{
	int64		requests = 1;
	StringInfoData detail;
	int			i;

	initStringInfo(&detail);
	for (i = 0; i < binder->nparams; i++)
	{
		const Values *values = &binder->values[i];

		if (values->pushed == NULL)
			continue;
		check_many(values);
		if (pg_mul_s64_overflow(requests, (values->count - 1) / values->column->list_max + 1,
								&requests))
			requests = PG_INT64_MAX;
		if (values->count > 1)
			appendStringInfo(&detail, "%s\"%s\" has " INT64_FORMAT " values",
							 detail.len > 0 ? ", " : "Column ", values->column->name,
							 values->count);
		if (values->count > 1 && values->column->list != API_LIST_FANOUT)
			appendStringInfo(&detail, ", %d in a request", values->column->list_max);
	}
	if (requests > binder->max_fanout)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the scan needs " INT64_FORMAT " requests, and max_fanout is " INT64_FORMAT,
						requests, binder->max_fanout),
				 errdetail("%s.", detail.data),
				 errhint("Ask for fewer values, or raise the table's option max_fanout.")));
}

/* ---- second pass: write out ---- */

static void
add_text(ApiBindings *bindings, int param, const char *text)
{
	ApiError	err = API_ERROR_INIT;

	if (!api_bindings_add(bindings, param, text, &err))
		api_error_raise(&err);
}

static void
write_values(ApiBinder *binder, int param, ApiBindings *bindings)
{
	Values	   *values = &binder->values[param];
	int64		i;

	api_bindings_set_group(bindings, param, values->column->list_max);
	if (values->pushed->kind == API_PUSH_RANGE)
	{
		char		digits[32];

		values->datums = MemoryContextAlloc(binder->memory, sizeof(Datum) * values->count);
		for (i = 0; i < values->count; i++)
		{
			values->datums[i] = api_integer_datum(values->first + i, values->basetype);
			snprintf(digits, sizeof(digits), INT64_FORMAT, values->first + i);
			add_text(bindings, param, digits);
		}
		return;
	}
	for (i = 0; i < values->count; i++)
		add_text(bindings, param, values->texts[i]);
}

static void
evaluate_values(ApiBinder *binder, Values *values)
{
	switch (values->pushed->kind)
	{
		case API_PUSH_EQUAL:
			evaluate_equal(binder, values);
			break;
		case API_PUSH_ANY:
			evaluate_any(binder, values);
			break;
		case API_PUSH_RANGE:
			evaluate_range(binder, values);
			break;
	}
}

/* Evaluates all; false: one of them can match nothing. */
static bool
evaluate_all(ApiBinder *binder)
{
	bool		some = true;
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		Values	   *values = &binder->values[i];

		values->count = 0;
		values->datums = NULL;
		if (values->pushed == NULL)
			continue;
		evaluate_values(binder, values);
		some = some && values->count > 0;
	}
	return some;
}

static ApiBound *
make_bound(const ApiBinder *binder)
{
	ApiBound   *bound = api_bound_create(binder->nparams);
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		const Values *values = &binder->values[i];

		/* a range beside a parameter without values was not written out */
		if (values->pushed && values->datums)
			api_bound_set(bound, i, values->datums, values->count, values->column);
	}
	return bound;
}

ApiBound *
api_binder_bind(ApiBinder *binder, ApiBindings **bindings)
{
	ApiError	err = API_ERROR_INIT;
	MemoryContext old;
	int			i;

	binder->memory = CurrentMemoryContext;
	for (i = 0; i < binder->nparams; i++)
	{
		if (binder->values[i].column)
			check_given(&binder->values[i]);
	}
	*bindings = api_bindings_create(binder->nparams, &err);
	api_error_check(&err);

	old = MemoryContextSwitchTo(binder->econtext->ecxt_per_tuple_memory);
	if (evaluate_all(binder))
	{
		check_fanout(binder);
		for (i = 0; i < binder->nparams; i++)
		{
			if (binder->values[i].pushed)
				write_values(binder, i, *bindings);
		}
	}
	else
		api_bindings_none(*bindings);
	MemoryContextSwitchTo(old);
	return make_bound(binder);
}
