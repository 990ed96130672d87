/*
 * render.c
 *		From a Datum to the text that is sent.
 */
#include "postgres.h"

#include <math.h>

#include "base/raise.h"
#include "catalog/pg_type.h"
#include "common/shortest_dec.h"
#include "datatype/timestamp.h"
#include "exec/render.h"
#include "json/time_text.h"
#include "mb/pg_wchar.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

/* Raises: the value has no spelling. */
static void
refuse(const ApiColumn *column, const char *what)
{
	ereport(ERROR,
			(errcode(api_error_sqlstate(API_ERR_VALUE_INVALID)),
			 errmsg("cannot send %s for column \"%s\"", what, column->name),
			 errhint("There is no spelling of it that APIs agree on; ask for another value.")));
}

static char *
render_numeric(const ApiColumn *column, Datum value)
{
	Numeric		number = DatumGetNumeric(value);

	if (numeric_is_nan(number))
		refuse(column, "NaN");
	if (numeric_is_inf(number))
		refuse(column, "infinity");
	return DatumGetCString(DirectFunctionCall1(numeric_out,
											   DirectFunctionCall1(numeric_trim_scale, value)));
}

static double
float_of(Oid basetype, Datum value)
{
	return basetype == FLOAT4OID ? DatumGetFloat4(value) : DatumGetFloat8(value);
}

/* The shortest digits that are read as that value, whatever extra_float_digits says. */
static char *
render_float(const ApiColumn *column, Oid basetype, Datum value)
{
	double		number = float_of(basetype, value);
	char	   *text = palloc(DOUBLE_SHORTEST_DECIMAL_LEN);

	if (isnan(number))
		refuse(column, "NaN");
	if (isinf(number))
		refuse(column, "infinity");
	/* -0 is equal to it */
	if (number == 0)
		number = 0;
	if (basetype == FLOAT4OID)
		(void) float_to_shortest_decimal_buf((float) number, text);
	else
		(void) double_to_shortest_decimal_buf(number, text);
	return text;
}

static char *
render_date(const ApiColumn *column, DateADT date)
{
	int			year;
	int			month;
	int			day;

	if (DATE_NOT_FINITE(date))
		refuse(column, "infinity");
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	if (year < 1)
		refuse(column, "a year before 1");
	return psprintf("%04d-%02d-%02d", year, month, day);
}

/* zone: what stands behind the time, "Z" or nothing. */
static char *
render_timestamp(const ApiColumn *column, Timestamp timestamp, const char *zone)
{
	struct pg_tm tm;
	fsec_t		fraction;
	char		digits[8] = "";

	if (TIMESTAMP_NOT_FINITE(timestamp))
		refuse(column, "infinity");
	if (timestamp2tm(timestamp, NULL, &tm, &fraction, NULL, NULL) != 0)
		refuse(column, "a timestamp out of range");
	if (tm.tm_year < 1)
		refuse(column, "a year before 1");

	if (fraction != 0)
	{
		int			len = snprintf(digits, sizeof(digits), ".%06d", (int) fraction % 1000000);

		while (digits[len - 1] == '0')
			digits[--len] = '\0';
	}
	return psprintf("%04d-%02d-%02dT%02d:%02d:%02d%s%s", tm.tm_year, tm.tm_mon, tm.tm_mday,
					tm.tm_hour, tm.tm_min, tm.tm_sec, digits, zone);
}

/* From the database's encoding to UTF-8. */
static char *
render_text(char *chars)
{
	return pg_server_to_any(chars, (int) strlen(chars), PG_UTF8);
}

static char *
render_bpchar(Datum value)
{
	char	   *chars = TextDatumGetCString(value);
	size_t		len = strlen(chars);

	while (len > 0 && chars[len - 1] == ' ')
		chars[--len] = '\0';
	return render_text(chars);
}

/* The column shows what is sent, and its time_format cannot write that. */
static void
refuse_time(const ApiColumn *column)
{
	ereport(ERROR,
			(errcode(api_error_sqlstate(API_ERR_VALUE_INVALID)),
			 errmsg("cannot send a value of column \"%s\" by its time_format", column->name),
			 errdetail("Written as time_format has it, in UTC, it would be read as another time, or as none."),
			 errhint("Ask for a value that is round enough, by date_trunc or a cast to date, or set a"
					 " time_format that holds all of it.")));
}

/* By time_format; NULL: no text of it stands for the value. */
static char *
render_time(const ApiColumn *column, Oid basetype, Datum value)
{
	char	   *iso = basetype == DATEOID ? render_date(column, DatumGetDateADT(value)) :
		render_timestamp(column, DatumGetTimestamp(value), basetype == TIMESTAMPOID ? "" : "Z");
	char	   *text;

	if (column->time_format == API_TIME_ISO8601)
		return iso;
	if (api_time_text(basetype, value, column->time_format, column->time_pattern, &text))
		return render_text(text);
	if (column->source == API_SOURCE_PARAM)
		refuse_time(column);
	return NULL;
}

/* Does a calendar that APIs know have the timestamp? */
static bool
knows_timestamp(Timestamp timestamp)
{
	struct pg_tm tm;
	fsec_t		fraction;

	return !TIMESTAMP_NOT_FINITE(timestamp) &&
		timestamp2tm(timestamp, NULL, &tm, &fraction, NULL, NULL) == 0 && tm.tm_year >= 1;
}

static bool
knows_date(DateADT date)
{
	int			year;
	int			month;
	int			day;

	if (DATE_NOT_FINITE(date))
		return false;
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return year >= 1;
}

/* Of the calendar's times, the format's. */
static bool
knows_format(const ApiColumn *column, Oid basetype, Datum value)
{
	char	   *text;

	if (column->time_format == API_TIME_ISO8601)
		return true;

	/* a pattern may have what to_timestamp refuses */
	return column->time_format != API_TIME_PATTERN &&
		(column->source != API_SOURCE_PARAM ||
		 api_time_text(basetype, value, column->time_format, NULL, &text));
}

bool
api_render_knows(const ApiColumn *column, Oid basetype, Datum value)
{
	switch (basetype)
	{
		case NUMERICOID:
			return !numeric_is_nan(DatumGetNumeric(value)) && !numeric_is_inf(DatumGetNumeric(value));
		case FLOAT4OID:
		case FLOAT8OID:
			return isfinite(float_of(basetype, value));
		case DATEOID:
			return knows_date(DatumGetDateADT(value)) && knows_format(column, basetype, value);
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return knows_timestamp(DatumGetTimestamp(value)) && knows_format(column, basetype, value);
		default:
			return true;
	}
}

/* There may be millions: psprintf would take more than a hundred bytes for each. */
static char *
render_integer(int64 value)
{
	char		digits[24];

	(void) pg_lltoa(value, digits);
	return pstrdup(digits);
}

char *
api_render_value(const ApiColumn *column, Oid basetype, Datum value)
{
	switch (basetype)
	{
		case BOOLOID:
			return pstrdup(DatumGetBool(value) ? "true" : "false");
		case INT2OID:
			return render_integer(DatumGetInt16(value));
		case INT4OID:
			return render_integer(DatumGetInt32(value));
		case INT8OID:
			return render_integer(DatumGetInt64(value));
		case NUMERICOID:
			return render_numeric(column, value);
		case FLOAT4OID:
		case FLOAT8OID:
			return render_float(column, basetype, value);
		case TEXTOID:
		case VARCHAROID:
			return render_text(TextDatumGetCString(value));
		case BPCHAROID:
			return render_bpchar(value);
		case UUIDOID:
			return DatumGetCString(DirectFunctionCall1(uuid_out, value));
		case DATEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return render_time(column, basetype, value);
		default:
			if (type_is_enum(basetype))
				return render_text(DatumGetCString(DirectFunctionCall1(enum_out, value)));
	}
	ereport(ERROR,
			(errcode(ERRCODE_INTERNAL_ERROR),
			 errmsg_internal("no rendering for type %u", basetype)));
}

char *
api_render_excerpt(const char *text, size_t len, size_t max)
{
	size_t		keep = len;
	char	   *excerpt;
	size_t		i;

	if (len > max)
		keep = (size_t) pg_encoding_mbcliplen(PG_UTF8, text, (int) (max + MAX_MULTIBYTE_CHAR_LEN),
											  (int) max);
	if (keep > len)
		keep = len;
	excerpt = palloc(keep + 4);
	for (i = 0; i < keep; i++)
	{
		unsigned char c = (unsigned char) text[i];

		if (c < 0x20 || c == 0x7f)
			excerpt[i] = ' ';
		else if (c >= 0x80 && GetDatabaseEncoding() != PG_UTF8)
			excerpt[i] = '?';
		else
			excerpt[i] = (char) c;
	}
	strcpy(excerpt + keep, keep < len ? "..." : "");
	return excerpt;
}
