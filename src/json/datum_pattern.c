/*
 * datum_pattern.c
 *		Times by a to_timestamp pattern.  See datum_pattern.h.
 */
#include "postgres.h"

#include "json/datum_pattern.h"

#include <ctype.h>

#include "catalog/pg_collation.h"
#include "json/datum_input.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

/* Are the digits the same number, or the same fraction? */
static bool
same_digits(const char *a, size_t alen, const char *b, size_t blen)
{
	const char *x = a;
	const char *y = b;
	size_t		xlen = alen;
	size_t		ylen = blen;

	for (; xlen > 1 && *x == '0'; xlen--)
		x++;
	for (; ylen > 1 && *y == '0'; ylen--)
		y++;
	if (xlen == ylen && memcmp(x, y, xlen) == 0)
		return true;
	while (alen > 1 && a[alen - 1] == '0')
		alen--;
	while (blen > 1 && b[blen - 1] == '0')
		blen--;
	return alen == blen && memcmp(a, b, alen) == 0;
}

static bool
is_sign(char c)
{
	return (unsigned char) c < 0x80 && ispunct((unsigned char) c);
}

/* Does the text say what was written by the pattern? */
static bool
says_same(const char *text, const char *written)
{
	for (;;)
	{
		size_t		tlen;
		size_t		wlen;

		text += strspn(text, " \t\r\n");
		written += strspn(written, " \t\r\n");
		tlen = strspn(text, "0123456789");
		wlen = strspn(written, "0123456789");
		if (*text == '\0' || *written == '\0')
			return *text == *written;
		if (tlen > 0 && wlen > 0 ? !same_digits(text, tlen, written, wlen) :
			pg_ascii_tolower((unsigned char) *text) != pg_ascii_tolower((unsigned char) *written) &&
			!(is_sign(*text) && is_sign(*written)))
			return false;
		text += tlen > 0 ? tlen : 1;
		written += wlen > 0 ? wlen : 1;
	}
}

/* Is there a year of four digits, where the pattern wants one? */
static bool
has_year(const char *text, const char *pattern)
{
	bool		wants = false;

	for (const char *p = pattern; *p != '\0'; p++)
		wants |= pg_strncasecmp(p, "YYYY", 4) == 0;
	for (const char *p = text; wants && *p != '\0';)
	{
		size_t		len = strspn(p, "0123456789");

		if (len >= 4)
			return true;
		p += len > 0 ? len : 1;
	}
	return !wants;
}

/* The offset that the text has by the pattern, in seconds west. */
static int
read_zone(text *value, text *pattern)
{
	char	   *chars = text_to_cstring(pattern);
	bool		zoned = false;
	Oid			typid;
	int32		typmod;
	int			zone = 0;

	for (const char *p = chars; *p != '\0'; p++)
		zoned |= pg_strncasecmp(p, "TZ", 2) == 0 || pg_strncasecmp(p, "OF", 2) == 0;
	if (zoned)
		(void) parse_datetime(value, pattern, DEFAULT_COLLATION_OID, false, &typid, &typmod, &zone, NULL);
	return zone;
}

/* Both ways under one setting. */
typedef struct Trip
{
	text	   *value;
	text	   *pattern;
	TimestampTz time;
	char	   *written;
} Trip;

static void
travel(void *arg)
{
	Trip	   *trip = arg;
	Datum		pattern = PointerGetDatum(trip->pattern);
	Datum		time = DirectFunctionCall2Coll(to_timestamp, DEFAULT_COLLATION_OID,
											   PointerGetDatum(trip->value), pattern);

	trip->time = DatumGetTimestampTz(time);
	session_timezone = pg_tzset_offset(read_zone(trip->value, trip->pattern));
	trip->written = TextDatumGetCString(DirectFunctionCall2Coll(timestamptz_to_char,
																DEFAULT_COLLATION_OID, time, pattern));
}

TimestampTz
api_pattern_time(text *value, text *pattern)
{
	Trip		trip = {value, pattern, 0, NULL};
	char	   *chars = text_to_cstring(value);

	api_input_under_utc(travel, &trip);
	if (!says_same(chars, trip.written) || !has_year(chars, text_to_cstring(pattern)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
				 errmsg("the text does not fit the pattern of time_format"),
				 errdetail("By the pattern the value that it gives is written \"%s\".", trip.written),
				 errhint("The pattern has to fit the whole text; letters of its own stand between double"
						 " quotes, such as 'YYYY-MM-DD\"T\"HH24:MI:SS'.")));
	pfree(trip.written);
	pfree(chars);
	return trip.time;
}
