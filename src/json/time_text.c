/*
 * time_text.c
 *		Dates and timestamps as time_format writes them.  See time_text.h.
 */
#include "postgres.h"

#include "json/time_text.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "json/datum_input.h"
#include "json/datum_time.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* Digits behind the unit that microseconds make. */
static int
fraction_digits(ApiTimeFormat format)
{
	return format == API_TIME_EPOCH ? 6 : format == API_TIME_EPOCH_MS ? 3 : 0;
}

/* The number since 1970, with a fraction only where there is one. */
static char *
epoch_text(ApiTimeFormat format, int64 us)
{
	int			digits = fraction_digits(format);
	const char *sign = us < 0 ? "-" : "";
	uint64		size = us < 0 ? -(uint64) us : (uint64) us;
	uint64		unit = 1;
	char	   *text;
	int			len;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (size % unit == 0)
		return psprintf("%s" UINT64_FORMAT "%s", sign, size / unit,
						format == API_TIME_EPOCH_NS && us != 0 ? "000" : "");
	text = psprintf("%s" UINT64_FORMAT ".%0*d", sign, size / unit, digits, (int) (size % unit));
	for (len = (int) strlen(text); text[len - 1] == '0'; len--)
		text[len - 1] = '\0';
	return text;
}

/* The day alone. */
static char *
date_text(Timestamp value)
{
	struct pg_tm tm;
	fsec_t		fraction;

	if (timestamp2tm(value, NULL, &tm, &fraction, NULL, NULL) != 0)
		return NULL;
	return psprintf("%04d-%02d-%02d", tm.tm_year, tm.tm_mon, tm.tm_mday);
}

/* A pattern's writing and reading, under UTC. */
typedef struct Trip
{
	Datum		pattern;
	TimestampTz time;
	text	   *written;
	TimestampTz read;
} Trip;

static void
travel(void *arg)
{
	Trip	   *trip = arg;
	Datum		written = DirectFunctionCall2Coll(timestamptz_to_char, DEFAULT_COLLATION_OID,
												  TimestampTzGetDatum(trip->time), trip->pattern);

	trip->written = DatumGetTextPP(written);
	trip->read = DatumGetTimestampTz(DirectFunctionCall2Coll(to_timestamp, DEFAULT_COLLATION_OID,
															 written, trip->pattern));
}

static bool
pattern_text(Timestamp value, const char *pattern, char **text)
{
	Trip		trip = {CStringGetTextDatum(pattern), value, NULL, 0};

	api_input_under_utc(travel, &trip);
	*text = text_to_cstring(trip.written);
	return trip.read == value;
}

/* false: no timestamp is that day's midnight. */
static bool
timestamp_of(Oid typid, Datum value, Timestamp *time)
{
	if (typid != DATEOID)
		*time = DatumGetTimestamp(value);
	else if (DatumGetDateADT(value) >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
		return false;
	else
		*time = DatumGetDateADT(value) * USECS_PER_DAY;
	return true;
}

bool
api_time_text(Oid typid, Datum value, ApiTimeFormat format, const char *pattern, char **text)
{
	Timestamp	time;

	*text = NULL;
	if (!timestamp_of(typid, value, &time))
		return false;
	if (format == API_TIME_PATTERN)
		return pattern_text(time, pattern, text);
	if (format == API_TIME_DATE)
	{
		*text = date_text(time);
		return *text != NULL && strlen(*text) == strlen("YYYY-MM-DD") && time % USECS_PER_DAY == 0;
	}
	if (time < API_EPOCH_FIRST - API_EPOCH_SHIFT || time > API_EPOCH_LAST - API_EPOCH_SHIFT)
		return false;
	*text = epoch_text(format, time + API_EPOCH_SHIFT);
	return true;
}

bool
api_time_text_is_number(ApiTimeFormat format)
{
	return format == API_TIME_EPOCH || format == API_TIME_EPOCH_MS ||
		format == API_TIME_EPOCH_US || format == API_TIME_EPOCH_NS;
}
