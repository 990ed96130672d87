/*
 * test_iso.c
 *		Dates and times as ISO 8601 writes them: every day, and what is none.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "json/iso.h"

static const int days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool
read_text(const char *text, ApiIsoTime *iso)
{
	/* nothing behind the text is read */
	size_t		len = strlen(text);
	char	   *exact = malloc(len > 0 ? len : 1);
	bool		good;

	memcpy(exact, text, len);
	good = api_iso_read(exact, len, iso);
	free(exact);
	return good;
}

static int
days_in(int year, int month)
{
	bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days_of[month - 1] + (month == 2 && leap);
}

/* Is a day read for what it is, with a time and without one?  day: its number, if it is one. */
static bool
is_right(int year, int month, int mday, bool is_one, int day)
{
	char		text[64];
	ApiIsoTime	iso;

	snprintf(text, sizeof(text), "%04d-%02d-%02dT23:59:58Z", year, month, mday);
	if (api_iso_read(text, 20, &iso) != is_one ||
		(is_one && (iso.day != day || iso.clock != INT64_C(86398000000) || iso.zone != 0)))
		return false;
	return api_iso_read(text, 10, &iso) == is_one && (!is_one || (iso.day == day && iso.clock == 0));
}

static void
test_days(void)
{
	int			day = -730119;	/* the first of January of the year 1 */
	int			wrong = 0;

	for (int year = 0; year <= 9999; year++)
		for (int month = 0; month <= 13; month++)
			for (int mday = 0; mday <= 32; mday++)
			{
				bool		is_one = year > 0 && month >= 1 && month <= 12 && mday >= 1 &&
					mday <= days_in(year, month);

				/* of most years the beginning and the end */
				if (year % 100 < 5 || (year > 1890 && year < 2110) || mday < 2 || mday > 27)
					wrong += !is_right(year, month, mday, is_one, day);
				day += is_one;
			}
	check(wrong == 0);
	check(day == 2921940);
}

static void
test_clocks(void)
{
	static const struct
	{
		const char *text;
		int64_t		clock;
		int			zone;
	}			cases[] = {
		{"2024-02-29T10:11:12", 36672000000, 0},
		{"2024-02-29 10:11:12", 36672000000, 0},
		{"2024-02-29T00:00:00Z", 0, 0},
		{"2024-02-29T23:59:59Z", 86399000000, 0},
		{"2024-02-29T10:11", 36660000000, 0},
		{"2024-02-29T10:11Z", 36660000000, 0},
		{"2024-02-29T10:11:12+02", 36672000000, 7200},
		{"2024-02-29T10:11:12+0230", 36672000000, 9000},
		{"2024-02-29T10:11:12-05:30", 36672000000, -19800},
		{"2024-02-29T10:11:12.5Z", 36672500000, 0},
		{"2024-02-29T10:11:12,25+01", 36672250000, 3600},
		{"2024-02-29T10:11:12.123456789Z", 36672123457, 0},
		{"2024-02-29 10:11:12.000001", 36672000001, 0},
		{"2024-02-29T23:59:59.9999999Z", 86400000000, 0},
		{"2024-02-29T10:11:12+01:00[Europe/Berlin]", 36672000000, 3600},
		{"2024-02-29T10:11:12Z[UTC]", 36672000000, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiIsoTime	iso;

		check_case(read_text(cases[i].text, &iso) && iso.clock == cases[i].clock &&
				   iso.zone == cases[i].zone && iso.day == 8825, cases[i].text);
	}
}

static void
test_others(void)
{
	static const char *const cases[] = {
		"", "2", "2024", "2024-02", "2024-02-2", "20240229", "2024-02-30", "2024-02-29T", "2024-02-29T1",
		"2024-02-29T10",
		"2024-02-29T10:", "2024-02-29T10:1", "2024-02-29T10:11:", "2024-02-29T10:11:1",
		"2024-02-29T10:11:12.",
		"2024-02-29T10:11:12.Z", "2024-02-29T24:00:00Z", "2024-02-29T10:60:00", "2024-02-29T10:11:60Z",
		"2024-02-29t10:11:12Z", "2024-02-29T10:11:12z", "2024-02-29T10:11:12ZZ", "2024-02-29T10:11:12 +02:00",
		"2024-02-29T10:11:12+", "2024-02-29T10:11:12+15", "2024-02-29T10:11:12+02:60", "2024-02-29T10:11:12+1",
		"2024-02-29T10:11:12+01:00[Europe", "2024/02/29", "2024-02-29T10-11-12", "2024-02-29T10:11:1:",
		"2024-02-29T10:11:12\xb0", "2\xb0" "24-02-29T10:11:12", "\xff\xff\xff\xff-02-29T10:11:12",
		"2024-02-29T10:1/:12",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiIsoTime	iso;

		check_case(!read_text(cases[i], &iso), cases[i]);
	}
}

/* One byte that is another: read as it is, or not at all. */
static void
test_bytes(void)
{
	static const char good[] = "2024-02-29T10:11:12Z";
	int			wrong = 0;

	for (size_t at = 0; at < strlen(good); at++)
		for (int c = 0; c < 256; c++)
		{
			char		text[sizeof(good)];
			bool		digit = c >= '0' && c <= '9';
			bool		may;
			ApiIsoTime	iso;

			memcpy(text, good, sizeof(good));
			text[at] = (char) c;
			may = good[at] >= '0' && good[at] <= '9' ? digit :
				(char) c == good[at] || (at == 10 && c == ' ');
			wrong += api_iso_read(text, strlen(good), &iso) && !may;
			wrong += (char) c == good[at] && !api_iso_read(text, strlen(good), &iso);
		}
	check(wrong == 0);
}

int
main(void)
{
	test_days();
	test_clocks();
	test_others();
	test_bytes();
	return check_end();
}
