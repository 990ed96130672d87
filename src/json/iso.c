/*
 * iso.c
 *		Dates and times as ISO 8601 writes them.  See iso.h.
 *
 * Most are YYYY-MM-DDThh:mm:ss, and something behind it: these nineteen bytes are held
 * against a pattern in two words and a rest.  Whatever does not fit it is read piece by
 * piece.
 */
#include "json/iso.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define US_PER_SECOND INT64_C(1000000)
#define ZONE_HOURS_MAX 14

/* Text being read. */
typedef struct Source
{
	const char *p;
	const char *end;
} Source;

static bool
read_char(Source *source, char c)
{
	if (source->p == source->end || *source->p != c)
		return false;
	source->p++;
	return true;
}

static bool
read_digits(Source *source, int count, int *value)
{
	*value = 0;
	if (source->end - source->p < count)
		return false;
	for (; count > 0; count--, source->p++)
	{
		if (*source->p < '0' || *source->p > '9')
			return false;
		*value = *value * 10 + (*source->p - '0');
	}
	return true;
}

/* ---- numbers to times ---- */

/* false: there is no such day. */
static inline bool
set_day(ApiIsoTime *iso, int year, int month, int mday)
{
	static const short before[2][14] = {
		{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
		{0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366}
	};
	unsigned	past = (unsigned) year - 1;	/* years */
	int			leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1 || month < 1 || month > 12 || mday < 1 ||
		mday > before[leap][month + 1] - before[leap][month])
		return false;
	/* of the years before 2000 there are 730119 days */
	iso->day = (int32_t) (past * 365 + past / 4 - past / 100 + past / 400) - 730119 +
		before[leap][month] + mday - 1;
	return true;
}

static inline bool
set_clock(ApiIsoTime *iso, int hour, int minute, int second)
{
	iso->clock = ((int64_t) (hour * 60 + minute) * 60 + second) * US_PER_SECOND;
	return hour <= 23 && minute <= 59 && second <= 59;
}

/* ---- all at once ---- */

/* Are eight bytes digits where the pattern has 0, and elsewhere as it is? */
static inline bool
fits(const char *text, const char *pattern, const char *beyond)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t	bytes;
	uint64_t	wanted;
	uint64_t	more;

	memcpy(&bytes, text, sizeof(bytes));
	memcpy(&wanted, pattern, sizeof(wanted));
	memcpy(&more, beyond, sizeof(more));
	bytes ^= wanted;
	return (((bytes + more) | bytes) & tops) == 0;
}

/* What makes a top bit of a difference to the pattern: of one over 9, or of any. */
#define D "\x76"
#define S "\x7f"

static inline int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Bytes of YYYY-MM-DDThh:mm:ss. */
#define FULL 19

/* Reads so many bytes, that are there. */
static inline bool
read_full(const char *text, ApiIsoTime *iso)
{
	return fits(text, "0000-00-", D D D D S D D S) && fits(text + 8, "00T00:00", D D S D D S D D) &&
		fits(text + FULL - 8, "00:00:00", D D S D D S D D) &&
		set_day(iso, two_digits(text) * 100 + two_digits(text + 2), two_digits(text + 5), two_digits(text + 8)) &&
		set_clock(iso, two_digits(text + 11), two_digits(text + 14), two_digits(text + 17));
}

#undef D
#undef S

/* ---- piece by piece ---- */

static bool
read_date(Source *source, ApiIsoTime *iso)
{
	int			year;
	int			month;
	int			mday;

	return read_digits(source, 4, &year) && read_char(source, '-') && read_digits(source, 2, &month) &&
		read_char(source, '-') && read_digits(source, 2, &mday) && set_day(iso, year, month, mday);
}

/* Digits behind the point, rounded to microseconds as PostgreSQL does it. */
static bool
read_fraction(Source *source, int64_t *us)
{
	static const double powers[] = {
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
	};
	const char *digits = source->p;
	int64_t		number = 0;

	while (source->p < source->end && *source->p >= '0' && *source->p <= '9' &&
		   source->p - digits < (int) (sizeof(powers) / sizeof(powers[0])) - 1)
		number = number * 10 + (*source->p++ - '0');
	if (source->p == digits)
		return false;
	*us += (int64_t) rint((double) number / powers[source->p - digits] * 1000000);
	return true;
}

/* A fraction of the second, perhaps. */
static bool
read_rest(Source *source, int64_t *us)
{
	return !(read_char(source, '.') || read_char(source, ',')) || read_fraction(source, us);
}

static bool
read_clock(Source *source, ApiIsoTime *iso)
{
	int			hour;
	int			minute;
	int			second = 0;
	bool		seconds;

	if (!read_digits(source, 2, &hour) || !read_char(source, ':') ||
		!read_digits(source, 2, &minute))
		return false;
	seconds = read_char(source, ':');
	if (seconds && !read_digits(source, 2, &second))
		return false;
	return set_clock(iso, hour, minute, second) && (!seconds || read_rest(source, &iso->clock));
}

/* Behind an offset, which counts: [Europe/Berlin]. */
static bool
read_zone_name(Source *source)
{
	if (source->p == source->end)
		return true;
	if (!read_char(source, '['))
		return false;
	while (source->p < source->end && (isalnum((unsigned char) *source->p) ||
									   strchr("_/+-", *source->p) != NULL))
		source->p++;
	return read_char(source, ']');
}

static bool
read_zone(Source *source, int *zone)
{
	int			sign = 1;
	int			hours;
	int			minutes = 0;

	if (source->p == source->end)
		return true;
	if (read_char(source, 'Z'))
		return source->p == source->end || read_zone_name(source);
	if (read_char(source, '-'))
		sign = -1;
	else if (!read_char(source, '+'))
		return false;
	if (!read_digits(source, 2, &hours))
		return false;
	if (source->p < source->end && *source->p != '[')
	{
		(void) read_char(source, ':');
		if (!read_digits(source, 2, &minutes))
			return false;
	}
	if (hours > ZONE_HOURS_MAX || minutes > 59)
		return false;
	*zone = sign * (hours * 3600 + minutes * 60);
	return read_zone_name(source);
}

bool
api_iso_read(const char *text, size_t len, ApiIsoTime *iso)
{
	Source		source = {text, text + len};

	iso->clock = 0;
	iso->zone = 0;
	if (len >= FULL && read_full(text, iso))
	{
		source.p += FULL;
		return read_rest(&source, &iso->clock) && read_zone(&source, &iso->zone) && source.p == source.end;
	}
	if (!read_date(&source, iso))
		return false;
	if (source.p == source.end)
		return true;
	if (!read_char(&source, 'T') && !read_char(&source, ' '))
		return false;
	return read_clock(&source, iso) && read_zone(&source, &iso->zone) &&
		source.p == source.end;
}
