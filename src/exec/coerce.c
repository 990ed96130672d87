/*
 * coerce.c
 *		A value of a clause as one that a column can have.
 *
 * What is sent is shown by a column of param_only, so it must be a value of the column's
 * type: of varchar(3) no longer text, of numeric(5,2) no more digits, of a domain none that
 * it refuses.  A value that would have to be changed for that equals none of the column.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "exec/coerce.h"
#include "exec/integer.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

struct ApiCoerce
{
	Oid			basetype;
	int32		typmod;			/* -1: of any length */
	bool		is_domain;
	DomainConstraintRef domain;
	ExprContext *context;		/* of its constraints */
};

ApiCoerce *
api_coerce_create(const ApiColumn *column)
{
	ApiCoerce  *coerce = palloc0(sizeof(ApiCoerce));

	coerce->typmod = column->typmod;
	coerce->basetype = getBaseTypeAndTypmod(column->typid, &coerce->typmod);
	coerce->is_domain = coerce->basetype != column->typid;
	if (coerce->is_domain)
	{
		InitDomainConstraintRef(column->typid, &coerce->domain, CurrentMemoryContext, true);
		coerce->context = CreateStandaloneExprContext();
	}
	return coerce;
}

/* ---- integers ---- */

static bool
numeric_is(Numeric a, Numeric b)
{
	return DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(a), NumericGetDatum(b)));
}

static bool
is_within(Numeric number, int64 min, int64 max)
{
	return DatumGetBool(DirectFunctionCall2(numeric_ge, NumericGetDatum(number),
											NumericGetDatum(int64_to_numeric(min)))) &&
		DatumGetBool(DirectFunctionCall2(numeric_le, NumericGetDatum(number),
										 NumericGetDatum(int64_to_numeric(max))));
}

/* false: it is none of the type, being no integer or beyond its limits. */
static bool
to_integer(Oid basetype, Oid type, Datum *datum)
{
	int64		min;
	int64		max;
	int64		value;

	api_integer_limits(basetype, &min, &max);
	if (type == NUMERICOID)
	{
		Numeric		number = DatumGetNumeric(*datum);

		if (numeric_is_nan(number) || numeric_is_inf(number) || !is_within(number, min, max))
			return false;
		value = DatumGetInt64(DirectFunctionCall1(numeric_int8, *datum));
		if (!numeric_is(number, int64_to_numeric(value)))
			return false;
	}
	else
		value = api_integer_of(*datum, type);
	if (value < min || value > max)
		return false;
	*datum = api_integer_datum(value, basetype);
	return true;
}

/* ---- floats ---- */

/* false: it is none of the type, having more digits. */
static bool
to_float(Oid basetype, Oid type, Datum *datum)
{
	double		value = type == FLOAT4OID ? DatumGetFloat4(*datum) : DatumGetFloat8(*datum);
	float		narrow = (float) value;

	/* -0 and 0 are equal, and NaN and NaN */
	if (value == 0)
		narrow = value = 0;
	if (basetype == FLOAT4OID && narrow != value && !isnan(value))
		return false;
	*datum = basetype == FLOAT4OID ? Float4GetDatum(narrow) : Float8GetDatum(value);
	return true;
}

/* ---- lengths ---- */

/* No longer than the type allows, the blanks of char(n) apart, which *datum then has. */
static bool
fits_text(const ApiCoerce *coerce, Datum *datum)
{
	text	   *value = DatumGetTextPP(*datum);
	const char *chars = VARDATA_ANY(value);
	int			len = VARSIZE_ANY_EXHDR(value);

	if (coerce->basetype == BPCHAROID)
	{
		while (len > 0 && chars[len - 1] == ' ')
			len--;
	}
	if (pg_mbstrlen_with_len(chars, len) > coerce->typmod - (int) VARHDRSZ)
		return false;
	if (coerce->basetype == BPCHAROID)
		*datum = DirectFunctionCall3(bpchar, *datum, Int32GetDatum(coerce->typmod),
									 BoolGetDatum(true));
	return true;
}

/* Precision and scale of numeric(p,s). */
static bool
fits_numeric(const ApiCoerce *coerce, Datum *datum)
{
	int			precision = ((coerce->typmod - (int) VARHDRSZ) >> 16) & 0xffff;
	int			scale = (((coerce->typmod - (int) VARHDRSZ) & 0x7ff) ^ 1024) - 1024;
	Numeric		number = DatumGetNumeric(*datum);
	Datum		rounded;
	Datum		limit;

	if (numeric_is_nan(number))
		return true;
	if (numeric_is_inf(number))
		return false;
	rounded = DirectFunctionCall2(numeric_round, *datum, Int32GetDatum(scale));
	if (!numeric_is(number, DatumGetNumeric(rounded)))
		return false;
	limit = DirectFunctionCall2(numeric_power, NumericGetDatum(int64_to_numeric(10)),
								NumericGetDatum(int64_to_numeric(precision - scale)));
	*datum = rounded;
	return DatumGetBool(DirectFunctionCall2(numeric_lt,
											DirectFunctionCall1(numeric_abs, rounded), limit));
}

/* Digits of the second. */
static bool
fits_timestamp(const ApiCoerce *coerce, Datum datum)
{
	Timestamp	value = DatumGetTimestamp(datum);
	int64		step = 1;
	int			digits;

	if (TIMESTAMP_NOT_FINITE(value))
		return true;
	for (digits = coerce->typmod; digits < MAX_TIMESTAMP_PRECISION; digits++)
		step *= 10;
	return value % step == 0;
}

static bool
fits_length(const ApiCoerce *coerce, Datum *datum)
{
	if (coerce->typmod < 0)
		return true;
	switch (coerce->basetype)
	{
		case VARCHAROID:
		case BPCHAROID:
			return fits_text(coerce, datum);
		case NUMERICOID:
			return fits_numeric(coerce, datum);
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return fits_timestamp(coerce, *datum);
		default:
			return true;
	}
}

/* ---- domains ---- */

static bool
holds(const DomainConstraintState *constraint, ExprContext *context, Datum datum)
{
	if (constraint->constrainttype != DOM_CONSTRAINT_CHECK)
		return true;
	context->domainValue_datum = datum;
	context->domainValue_isNull = false;
	return ExecCheck(constraint->check_exprstate, context);
}

static bool
fits_domain(const ApiCoerce *coerce, Datum datum)
{
	ListCell   *lc;
	bool		good = true;

	UpdateDomainConstraintRef((DomainConstraintRef *) &coerce->domain);
	foreach(lc, coerce->domain.constraints)
		good = good && holds(lfirst(lc), coerce->context, datum);
	ResetExprContext(coerce->context);
	return good;
}

bool
api_coerce_value(const ApiCoerce *coerce, Oid type, Datum *datum)
{
	if (api_integer_type(coerce->basetype) && type != coerce->basetype &&
		!to_integer(coerce->basetype, type, datum))
		return false;
	if (api_columns_float(coerce->basetype) && !to_float(coerce->basetype, type, datum))
		return false;
	if (type == NAMEOID)
		*datum = CStringGetTextDatum(NameStr(*DatumGetName(*datum)));
	return fits_length(coerce, datum) && (!coerce->is_domain || fits_domain(coerce, *datum));
}
