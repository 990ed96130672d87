/*
 * datum_time.c
 *		Dates and timestamps out of JSON.  See datum_time.h.
 *
 * ISO 8601 as APIs write it is read by iso.c; whatever looks different goes to the
 * type's input function, which agrees on what is read there; only a comma before the
 * fraction, and the name of a zone behind its offset (RFC 9557), it does not know.
 */
#include "postgres.h"

#include "json/datum_time.h"

#include "catalog/pg_type.h"
#include "json/datum_input.h"
#include "json/datum_pattern.h"
#include "json/datum_strict.h"
#include "json/decimal.h"
#include "json/iso.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* Java's Long.MIN_VALUE, NumPy's NaT. */
#define NO_TIME "-9223372036854775808"

/* ---- making Datums ---- */

/* Rounds to the precision that the column was declared with. */
static Datum
timestamp_datum(const ApiTimeType *type, Timestamp value)
{
	if (type->typmod < 0)
		return TimestampGetDatum(value);
	return DirectFunctionCall2(type->typid == TIMESTAMPTZOID ? timestamptz_scale : timestamp_scale,
							   TimestampGetDatum(value), Int32GetDatum(type->typmod));
}

/* An instant as the column shows it in UTC. */
static Datum
instant_datum(const ApiTimeType *type, TimestampTz value)
{
	TimestampTz day;

	if (type->typid != DATEOID)
		return timestamp_datum(type, value);
	if (TIMESTAMP_NOT_FINITE(value))
		return DateADTGetDatum(TIMESTAMP_IS_NOBEGIN(value) ? DATEVAL_NOBEGIN : DATEVAL_NOEND);
	day = value / USECS_PER_DAY - (value % USECS_PER_DAY < 0);
	return DateADTGetDatum((DateADT) day);
}

static Datum
iso_datum(const ApiTimeType *type, const ApiIsoTime *iso)
{
	Timestamp	value = iso->day * USECS_PER_DAY + iso->clock;

	if (type->typid == DATEOID)
		return DateADTGetDatum(iso->day);

	/* as its input function has it, a timestamp without zone ignores one */
	if (type->typid == TIMESTAMPTZOID)
		value -= iso->zone * USECS_PER_SEC;
	return timestamp_datum(type, value);
}

/* The value itself stands in the caller's error context. */
static Datum
report_syntax(const ApiTimeType *type, const char *hint)
{
	API_SOFT_REPORT(type->soft, (Datum) 0,
					(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
					 errmsg("invalid input syntax for type %s", format_type_be(type->typid)),
					 errhint("%s", hint)));
}

/* ---- formats ---- */

/* Parts a date that ends with its year; false: it is none. */
static bool
ends_with_year(const char *text, int *first, int *second, char *mark, bool *more)
{
	int			year;
	int			read = 0;
	char		other;

	if (sscanf(text, "%2d%c%2d%c%4d%n", first, mark, second, &other, &year, &read) != 5 || other != *mark ||
		year < 1000 || strchr("/.-", *mark) == NULL || strspn(text, "0123456789") > 2)
		return false;
	*more = text[read] == ' ';
	return text[read] == '\0' || *more;
}

/* What PostgreSQL would put down to a setting, which is not asked here, is told by time_format. */
static bool
check_format(const ApiTimeType *type, const char *text)
{
	const char *time;
	char		mark;
	bool		more;
	int			first;
	int			second;

	if (strncmp(text, "/Date(", 6) == 0)
	{
		(void) report_syntax(type, "Set the column option time_format to 'epoch_ms'.");
		return false;
	}
	if (!ends_with_year(text, &first, &second, &mark, &more))
		return true;
	time = more ? " HH24:MI:SS" : "";
	API_SOFT_REPORT(type->soft, false,
					(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
					 errmsg("invalid input syntax for type %s", format_type_be(type->typid)),
					 first > 12 ? errhint("Set the column option time_format to 'DD%cMM%cYYYY%s'.", mark, mark, time) :
					 second > 12 ? errhint("Set the column option time_format to 'MM%cDD%cYYYY%s'.", mark, mark, time) :
					 errhint("Set the column option time_format to 'DD%cMM%cYYYY%s' or 'MM%cDD%cYYYY%s'.",
							 mark, mark, time, mark, mark, time)));
	return true;
}

static Datum
convert_iso(const ApiTimeType *type, const char *value, size_t len)
{
	ApiIsoTime	iso;
	char	   *string;
	Datum		result;

	if (*value != '"')
		return report_syntax(type,
							 "For a number of seconds or milliseconds set the column option time_format to"
							 " 'epoch' or 'epoch_ms'.");
	if (len > 2 && api_iso_read(value + 1, len - 2, &iso))
		return iso_datum(type, &iso);
	string = api_input_string(value, len, type->soft);
	if (string != NULL && !check_format(type, string))
		return (Datum) 0;
	if (string != NULL)
		string = api_strict_time(string, type->typid, type->soft);
	if (string == NULL)
		return (Datum) 0;
	result = api_input_call(type->input, string, type->ioparam, type->typmod, type->soft);
	if (!API_SOFT_FAILED(type->soft))
		(void) api_strict_year(string, type->typid, result, type->soft);
	return result;
}

static Datum
convert_date(const ApiTimeType *type, const char *value, size_t len)
{
	ApiIsoTime	iso;

	if (len != strlen("\"YYYY-MM-DD\"") || *value != '"' || !api_iso_read(value + 1, len - 2, &iso))
		return report_syntax(type, "The column option time_format 'date' reads YYYY-MM-DD only.");
	return iso_datum(type, &iso);
}

/* .NET's /Date(1530144000000+0530)/: milliseconds, the offset is for show only. */
static void
unwrap_dotnet(const char **number, size_t *len)
{
	static const char begin[] = "/Date(";
	const char *first = *number + strlen(begin);
	size_t		digits;

	if (strncmp(*number, begin, strlen(begin)) != 0)
		return;
	digits = (*first == '-') + strspn(first + (*first == '-'), "0123456789");
	*number = first;
	*len = digits;
	first += digits;
	if ((*first == '+' || *first == '-') && strspn(first + 1, "0123456789") == 4)
		first += 5;
	if (strcmp(first, ")/") != 0)
		*len = 0;
}

static Datum
report_epoch(const ApiTimeType *type)
{
	API_SOFT_REPORT(type->soft, (Datum) 0,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("timestamp out of range"),
					 errdetail("A time since 1970 lies in the years 1 to 9999."),
					 type->format == API_TIME_EPOCH ?
					 errhint("For milliseconds set the column option time_format to 'epoch_ms'.") :
					 errhint("Does the column option time_format have the right unit?")));
}

/* Ten to the power of scale makes microseconds of the number. */
static Datum
convert_epoch(const ApiTimeType *type, const char *value, size_t len, int scale)
{
	const char *number = value;
	size_t		number_len = len;
	ApiDecimalResult how;
	int64		us = 0;

	if (*value == '"')
	{
		number = api_input_string(value, len, type->soft);
		if (number == NULL)
			return (Datum) 0;
		number_len = strlen(number);
		if (type->format == API_TIME_EPOCH_MS)
			unwrap_dotnet(&number, &number_len);
	}
	how = api_decimal_read(number, number_len, scale, true, &us);
	if (how == API_DECIMAL_MALFORMED)
		return report_syntax(type,
							 "The column option time_format 'epoch' and its kin read numbers only.");

	/* the smallest number of 64 bits stands for no time, whatever the unit */
	if (how != API_DECIMAL_OK || us < API_EPOCH_FIRST || us > API_EPOCH_LAST ||
		(number_len == strlen(NO_TIME) && strncmp(number, NO_TIME, number_len) == 0))
		return report_epoch(type);
	return instant_datum(type, us - API_EPOCH_SHIFT);
}

static Datum
convert_pattern(const ApiTimeType *type, const char *value, size_t len)
{
	text	   *string = *value == '"' ? api_input_text(value, len, NULL) :
		cstring_to_text_with_len(value, (int) len);

	return instant_datum(type, api_pattern_time(string, type->pattern));
}

Datum
api_time_convert(const ApiTimeType *type, const char *value, size_t len)
{
	switch (type->format)
	{
		case API_TIME_ISO8601:
			return convert_iso(type, value, len);
		case API_TIME_DATE:
			return convert_date(type, value, len);
		case API_TIME_EPOCH:
			return convert_epoch(type, value, len, 6);
		case API_TIME_EPOCH_MS:
			return convert_epoch(type, value, len, 3);
		case API_TIME_EPOCH_US:
			return convert_epoch(type, value, len, 0);
		case API_TIME_EPOCH_NS:
			return convert_epoch(type, value, len, -3);
		case API_TIME_PATTERN:
			return convert_pattern(type, value, len);
	}
	return (Datum) 0;
}

/* ---- the option ---- */

bool
api_time_format_parse(const char *text, ApiTimeFormat *format)
{
	static const struct
	{
		const char *word;
		ApiTimeFormat format;
	}			words[] = {
		{"iso8601", API_TIME_ISO8601},
		{"date", API_TIME_DATE},
		{"epoch", API_TIME_EPOCH},
		{"epoch_ms", API_TIME_EPOCH_MS},
		{"epoch_us", API_TIME_EPOCH_US},
		{"epoch_ns", API_TIME_EPOCH_NS},
	};

	for (int i = 0; i < (int) lengthof(words); i++)
		if (strcmp(text, words[i].word) == 0)
		{
			*format = words[i].format;
			return true;
		}
	*format = API_TIME_PATTERN;
	for (; *text != '\0'; text++)
		if (*text == 'J' || pg_strncasecmp(text, "YY", 2) == 0)
			return true;
	return false;
}
