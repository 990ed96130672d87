/*
 * bind_check.c
 *		What is wrong with the values of a binder: too few of them, or too many.
 */
#include "postgres.h"

#include "base/raise.h"
#include "base/settings.h"
#include "catalog/pg_type.h"
#include "common/int.h"
#include "exec/bind_state.h"
#include "exec/integer.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* Most values that a parameter may have, whatever the number of requests. */
#define MAX_VALUES 10000000

/* ---- too few ---- */

/* "lower" or "upper", if a range lacks that end; else NULL. */
static const char *
missing_bound(const ApiPushed *pushed)
{
	if (pushed == NULL || pushed->kind != API_PUSH_RANGE)
		return NULL;
	if (pushed->lower == NIL && pushed->lower_exclusive == NIL)
		return "lower";
	if (pushed->upper == NIL && pushed->upper_exclusive == NIL)
		return "upper";
	return NULL;
}

/* The conditions, joined; "": there are none. */
static char *
conditions_text(const ApiNeed *need)
{
	StringInfoData text;
	ListCell   *lc;

	initStringInfo(&text);
	foreach(lc, need->conditions)
		appendStringInfo(&text, "%s%s", text.len > 0 ? ", " : "", strVal(lfirst(lc)));
	return text.data;
}

/* What asks for the value. */
static char *
why_needed(const ApiValues *values)
{
	const ApiColumn *column = values->column;
	const char *conditions = conditions_text(values->need);
	StringInfoData text;

	initStringInfo(&text);
	if (column->in_path)
		appendStringInfo(&text, "It stands in the request's path as {%s}.", column->param);
	else if (column->required)
		appendStringInfoString(&text, "It has the option required.");
	else if (values->need->reasons & API_NEED_BOUND)
		appendStringInfoString(&text, "It shows what is sent, and the partition's bound reads it.");
	else if (values->need->reasons & API_NEED_NOT_NULL)
		appendStringInfoString(&text, "It shows what is sent, and is NOT NULL.");
	else
		appendStringInfoString(&text, "It shows what is sent, and a condition reads it.");
	if (missing_bound(values->pushed))
		appendStringInfo(&text, " Its range has no %s bound.", missing_bound(values->pushed));
	if (values->need->reasons & API_NEED_PARTS)
		appendStringInfoString(&text, " A join gives it a value only if all parts can be read for values of"
							   " a join, which other foreign tables cannot.");
	else if (values->need->reasons & API_NEED_WITHIN)
		appendStringInfoString(&text, " A join around its sub-query gives it none, but where the"
							   " sub-query is LATERAL.");
	if (*conditions != '\0')
		appendStringInfo(&text, " This cannot be sent: %s.", conditions);
	return text.data;
}

/* Can a range of the column be asked for value by value? */
static bool
takes_range(const ApiColumn *column, Oid basetype)
{
	return api_integer_type(basetype) ? column->placeholder || column->required :
		basetype == DATEOID && column->required;
}

void
api_value_missing(const ApiColumn *column, const char *detail)
{
	const char *name = quote_identifier(column->name);
	Oid			basetype = getBaseType(column->typid);
	const char *type = format_type_be(basetype);

	ereport(ERROR,
			(errcode(api_error_sqlstate(API_ERR_VALUE_MISSING)),
			 errmsg("column \"%s\" needs a value", column->name),
			 errdetail_internal("%s", detail),
			 takes_range(column, basetype) ?
			 errhint("Give it in WHERE or a join, by values of type %s: %s = ..., %s IN (...),"
					 " %s = ANY (...) or %s BETWEEN ... AND ....", type, name, name, name, name) :
			 errhint("Give it in WHERE or a join, by values of type %s: %s = ..., %s IN (...) or"
					 " %s = ANY (...).", type, name, name, name)));
}

void
api_values_check_given(ApiBinder *binder)
{
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		const ApiValues *values = &binder->values[i];

		if (values->need == NULL ||
			(values->need->reasons & API_NEED_REQUIRES) == 0)
			continue;
		if (values->given && !missing_bound(values->pushed))
			continue;
		binder->refused = true;
		if (!binder->quiet)
			api_value_missing(values->column, why_needed(values));
	}
}

/* ---- too many ---- */

/* max_fanout bounds requests; what bounds a list is memory. */
static void
check_many(const ApiValues *values)
{
	if (values->column->list != API_LIST_FANOUT && values->count > MAX_VALUES)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("column \"%s\" has " INT64_FORMAT " values, and at most %d can be asked for",
						values->column->name, values->count, MAX_VALUES),
				 errhint("Ask for fewer values.")));
}

void
api_values_check_memory(ApiBinder *binder, const ApiValues *values)
{
	binder->refused |= values->too_large;
	if (values->too_large && !binder->quiet)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("the values to ask for take more memory than api_fdw.max_memory allows"),
				 errdetail("Column \"%s\" has at least " INT64_FORMAT " values.", values->column->name,
						   values->count),
				 errhint("Ask for fewer values, or raise the setting.")));
}

/* Into how many requests do they part? */
static int64
count_parts(const ApiValues *values)
{
	if (values->pushed->kind == API_PUSH_PAIRS)
		return values->leads ? values->count : 1;
	return (values->count - 1) / values->column->list_max + 1;
}

static void
append_values(StringInfo detail, const ApiValues *values)
{
	if (values->count <= 1)
		return;
	appendStringInfo(detail, "%s\"%s\" has %s" INT64_FORMAT " values", detail->len > 0 ? ", " : "Column ",
					 values->column->name, values->too_many ? "at least " : "", values->count);
	if (values->column->list != API_LIST_FANOUT)
		appendStringInfo(detail, ", %d in a request", values->column->list_max);
}

void
api_values_check_fanout(ApiBinder *binder)
{
	int64		requests = 1;
	const char *more = "";
	StringInfoData detail;
	int			i;

	initStringInfo(&detail);
	for (i = 0; i < binder->nparams; i++)
	{
		const ApiValues *values = &binder->values[i];

		if (!values->given)
			continue;
		if (!binder->quiet)
			check_many(values);
		api_values_check_memory(binder, values);
		if (values->too_many)
			more = "at least ";
		if (pg_mul_s64_overflow(requests, count_parts(values), &requests))
			requests = PG_INT64_MAX;
		append_values(&detail, values);
	}
	binder->refused |= requests > Min(binder->max_fanout, api_max_requests);
	if (binder->quiet)
		return;
	if (requests <= binder->max_fanout && requests > api_max_requests)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the scan needs %s" INT64_FORMAT " requests, and api_fdw.max_requests is %d",
						more, requests, api_max_requests),
				 errdetail("%s.", detail.data),
				 errhint("Ask for fewer values, or raise the setting.")));
	if (requests > binder->max_fanout)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the scan needs %s" INT64_FORMAT " requests, and max_fanout is " INT64_FORMAT,
						more, requests, binder->max_fanout),
				 errdetail("%s.", detail.data),
				 errhint("Ask for fewer values, or raise the table's option max_fanout.")));
}
