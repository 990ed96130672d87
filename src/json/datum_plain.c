/*
 * datum_plain.c
 *		Values that are as most are.  See datum_plain.h.
 */
#include "postgres.h"

#include "json/datum_plain.h"

#include "base/compat.h"
#include "catalog/pg_type.h"
#include "json/datum_type.h"
#include "json/decimal.h"
#include "json/iso.h"
#include "mb/pg_wchar.h"
#include "utils/date.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"
#include API_VARATT_H

/* Longer strings are not worth a way of their own. */
#define LONGEST 4096

ApiDatumPlain
api_datum_choose_plain(const ApiDatumType *type)
{
	if (OidIsValid(type->domain) || type->typmod >= 0)
		return PLAIN_NONE;
	switch (type->typid)
	{
		case INT2OID:
			return PLAIN_INT2;
		case INT4OID:
			return PLAIN_INT4;
		case INT8OID:
			return PLAIN_INT8;
		case FLOAT8OID:
			return PLAIN_FLOAT8;
		case NUMERICOID:
			return PLAIN_NUMERIC;
		case BOOLOID:
			return PLAIN_BOOL;
		case TEXTOID:
		case VARCHAROID:
			return GetDatabaseEncoding() == PG_UTF8 ? PLAIN_TEXT : PLAIN_NONE;
		case DATEOID:
			return type->time.format == API_TIME_ISO8601 ? PLAIN_DATE : PLAIN_NONE;
		case TIMESTAMPOID:
			return type->time.format == API_TIME_ISO8601 ? PLAIN_TIMESTAMP : PLAIN_NONE;
		case TIMESTAMPTZOID:
			return type->time.format == API_TIME_ISO8601 ? PLAIN_TIMESTAMPTZ : PLAIN_NONE;
		default:
			return PLAIN_NONE;
	}
}

bool
api_datum_type_is_plain(const ApiDatumType *type)
{
	return type->plain != PLAIN_NONE;
}

/* ---- numbers ---- */

/* An integer between two; false: another number, or none. */
static inline bool
read_integer(const char *text, size_t len, int64 least, int64 most, int64 *value)
{
	ApiDecimalPlain plain;

	if (!api_decimal_plain(text, len, &plain) || plain.behind > 0)
		return false;
	*value = plain.negative ? -(int64) plain.digits : (int64) plain.digits;
	return *value >= least && *value <= most;
}

static inline bool
read_float8(const char *text, size_t len, Datum *value)
{
	ApiDecimalPlain plain;
	double		number;

	if (!api_decimal_plain(text, len, &plain) || !api_decimal_nearest(&plain, &number))
		return false;
	*value = Float8GetDatum(number);
	return true;
}

/*
 * With as many digits behind the point as are written.  Minor releases differ where these
 * fill groups of four, and where 64 bits do not hold four digits more: not here.
 */
static inline bool
read_numeric(const char *text, size_t len, Datum *value)
{
	ApiDecimalPlain plain;
	int64		number;

	if (!api_decimal_plain(text, len, &plain) || plain.digits >= UINT64CONST(100000000000000) ||
		(plain.behind > 0 && plain.behind % 4 == 0))
		return false;
	number = plain.negative ? -(int64) plain.digits : (int64) plain.digits;
	*value = NumericGetDatum(plain.behind == 0 ? int64_to_numeric(number) :
							 int64_div_fast_to_numeric(number, plain.behind));
	return true;
}

/* ---- strings ---- */

/* Copies bytes, by words of which the last may overlap the one before; false: there is a backslash among them. */
static inline bool
copy_words(char *to, const char *from, size_t len)
{
	const uint64 ones = UINT64CONST(0x0101010101010101);
	const uint64 tops = UINT64CONST(0x8080808080808080);
	uint64		found = 0;
	uint64		word;
	uint64		other;
	size_t		at = 0;

	if (len < sizeof(word))
	{
		for (; at < len; at++)
		{
			to[at] = from[at];
			found |= from[at] == '\\' ? tops : 0;
		}
		return found == 0;
	}
	for (;;)
	{
		memcpy(&word, from + at, sizeof(word));
		memcpy(to + at, &word, sizeof(word));
		other = word ^ (ones * '\\');
		found |= (other - ones) & ~other;
		if (at + sizeof(word) == len)
			return (found & tops) == 0;
		at = Min(at + sizeof(word), len - sizeof(word));
	}
}

/* Room for so many bytes. */
static inline char *
take_room(ApiDatumRoom *room, size_t len)
{
	char	   *taken = room->at;

	if ((size_t) (room->end - room->at) < MAXALIGN(len))
		return palloc(len);
	room->at += MAXALIGN(len);
	return taken;
}

/* The reader has checked all of it that is no escape. */
static inline bool
read_text(const char *text, size_t len, ApiDatumRoom *room, Datum *value)
{
	char	   *out;

	if (*text != '"' || len > LONGEST)
		return false;
	len -= 2;
	out = take_room(room, VARHDRSZ + len);
	if (!copy_words(out + VARHDRSZ, text + 1, len))
		return false;
	SET_VARSIZE(out, VARHDRSZ + len);
	*value = PointerGetDatum(out);
	return true;
}

/* ---- times ---- */

static inline bool
read_time(const char *text, size_t len, ApiIsoTime *iso)
{
	return *text == '"' && api_iso_read(text + 1, len - 2, iso);
}

/* zone: is it looked at? */
static inline bool
read_timestamp(const char *text, size_t len, bool zone, Datum *value)
{
	ApiIsoTime	iso;

	if (!read_time(text, len, &iso))
		return false;
	*value = TimestampGetDatum(iso.day * USECS_PER_DAY + iso.clock - (zone ? iso.zone * USECS_PER_SEC : 0));
	return true;
}

/* ---- all ---- */

bool
api_datum_plain(const ApiDatumType *type, const char *text, size_t len, ApiDatumRoom *room, Datum *value)
{
	ApiIsoTime	iso;
	int64		number;

	switch (type->plain)
	{
		case PLAIN_NONE:
			break;
		case PLAIN_INT2:
			if (!read_integer(text, len, PG_INT16_MIN, PG_INT16_MAX, &number))
				return false;
			*value = Int16GetDatum((int16) number);
			return true;
		case PLAIN_INT4:
			if (!read_integer(text, len, PG_INT32_MIN, PG_INT32_MAX, &number))
				return false;
			*value = Int32GetDatum((int32) number);
			return true;
		case PLAIN_INT8:
			if (!read_integer(text, len, PG_INT64_MIN, PG_INT64_MAX, &number))
				return false;
			*value = Int64GetDatum(number);
			return true;
		case PLAIN_FLOAT8:
			return read_float8(text, len, value);
		case PLAIN_NUMERIC:
			return read_numeric(text, len, value);
		case PLAIN_BOOL:
			*value = BoolGetDatum(*text == 't');
			return *text == 't' || *text == 'f';
		case PLAIN_TEXT:
			return read_text(text, len, room, value);
		case PLAIN_DATE:
			if (!read_time(text, len, &iso))
				return false;
			*value = DateADTGetDatum(iso.day);
			return true;
		case PLAIN_TIMESTAMP:
			return read_timestamp(text, len, false, value);
		case PLAIN_TIMESTAMPTZ:
			return read_timestamp(text, len, true, value);
	}
	return false;
}
