/*
 * datum_strict.c
 *		What PostgreSQL's input functions read leniently.  See datum_strict.h.
 */
#include "postgres.h"

#include "json/datum_strict.h"

#include <ctype.h>

#include "base/soft.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/* ---- words ---- */

/* A text that is being rewritten. */
typedef struct Rewriting
{
	const char *p;				/* what comes next */
	StringInfoData out;
	Oid			typid;
	Node	   *soft;
} Rewriting;

/* Is it one of the words, which blanks part? */
static bool
is_one_of(const char *words, const char *word, size_t len)
{
	for (const char *p = words; *p != '\0';)
	{
		size_t		size = strcspn(p, " ");

		if (size == len && pg_strncasecmp(p, word, len) == 0)
			return true;
		p += size + strspn(p + size, " ");
	}
	return false;
}

/*
 * Abbreviations that are the same everywhere, or that RFC 822 has settled; the setting
 * timezone_abbreviations gives some of them other offsets.
 */
static const char *
zone_offset(const char *word, size_t len)
{
	static const char *const zones[][2] = {
		{"est", "-05:00"}, {"edt", "-04:00"}, {"cst", "-06:00"}, {"cdt", "-05:00"}, {"mst", "-07:00"},
		{"mdt", "-06:00"}, {"pst", "-08:00"}, {"pdt", "-07:00"}, {"wet", "+00:00"}, {"west", "+01:00"},
		{"cet", "+01:00"}, {"cest", "+02:00"}, {"eet", "+02:00"}, {"eest", "+03:00"}, {"msk", "+03:00"},
		{"jst", "+09:00"}, {"kst", "+09:00"}, {"hst", "-10:00"}, {"akst", "-09:00"}, {"akdt", "-08:00"},
		{"aest", "+10:00"}, {"aedt", "+11:00"}, {"nzst", "+12:00"}, {"nzdt", "+13:00"}
	};

	for (int i = 0; i < (int) lengthof(zones); i++)
		if (is_one_of(zones[i][0], word, len))
			return zones[i][1];
	return NULL;
}

static bool
refuse_word(Rewriting *to, const char *word, size_t len)
{
	int			shown = (int) Min(len, 32);

	if (is_one_of("now today tomorrow yesterday epoch allballs", word, len))
		API_SOFT_REPORT(to->soft, false,
						(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
						 errmsg("invalid input syntax for type %s: \"%.*s\"", format_type_be(to->typid),
								shown, word),
						 errdetail("A word for a time is no time in data.")));
	API_SOFT_REPORT(to->soft, false,
					(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
					 errmsg("invalid input syntax for type %s: \"%.*s\"", format_type_be(to->typid),
							shown, word),
					 errdetail("It is no month, no day of the week, and no time zone that is the same"
							   " everywhere."),
					 errhint("Give the column type text, and say the zone where it is known, such as"
							 " value::timestamp AT TIME ZONE 'Asia/Kolkata'.")));
}

/* UTC+3 is three hours east to whoever writes it; the word goes, the offset stays. */
static bool
is_before_offset(const char *behind)
{
	behind += strspn(behind, " ");
	return (*behind == '+' || *behind == '-') && isdigit((unsigned char) behind[1]);
}

/* Z with an offset is two zones, and T with one a zone that is named T and no time: which is meant? */
static bool
is_zoned_twice(const char *word, size_t len)
{
	const char *behind = word + len;

	return len == 1 && strchr("zZtT", *word) != NULL &&
		(is_before_offset(behind) || (isdigit((unsigned char) *behind) && strchr("zZ", *word) != NULL));
}

/* Takes a word; false: it is refused. */
static bool
take_word(Rewriting *to)
{
	static const char known[] = "t z am pm bc ad at on infinity null empty january february march april"
		" may june july august september october november december jan feb mar apr jun jul aug sep sept"
		" oct nov dec";
	static const char days[] = "sunday monday tuesday wednesday thursday friday saturday sun mon tue tues"
		" wed weds thu thur thurs fri sat";
	const char *word = to->p;
	const char *zone;
	size_t		len = 0;
	size_t		name;

	while (isalpha((unsigned char) word[len]))
		len++;
	name = len;
	while (word[name] != '\0' && (isalnum((unsigned char) word[name]) || strchr("_/+-", word[name])))
		name++;
	if (is_zoned_twice(word, len))
		return refuse_word(to, word, strcspn(word, " "));
	zone = zone_offset(word, len);
	to->p += len;
	if (memchr(word, '/', name) != NULL)
	{
		/* America/New_York */
		appendBinaryStringInfo(&to->out, word, (int) name);
		to->p = word + name;
	}
	else if (is_one_of(days, word, len))
	{
		/* it says nothing, and some set of abbreviations has SAT as a zone */
		to->p += *to->p == ',';
	}
	else if (is_one_of("utc gmt ut uct zulu", word, len))
		appendStringInfoString(&to->out, is_before_offset(to->p) ? " " : " Z");
	else if (zone != NULL)
		appendStringInfo(&to->out, " %s", zone);
	else if (is_one_of(known, word, len) ||
			 (is_one_of("j", word, len) && isdigit((unsigned char) word[len])))
		appendBinaryStringInfo(&to->out, word, (int) len);
	else
		return refuse_word(to, word, len);
	return true;
}

/* Behind an offset the zone's name may stand in parentheses. */
static bool
skip_comment(Rewriting *to)
{
	size_t		len = strcspn(to->p, "()");

	if (*to->p != '(' || to->out.len == 0)
		return false;
	len = strcspn(to->p + 1, "()") + 1;
	if (to->p[len] != ')' || to->p[len + 1] != '\0')
		return false;
	to->p += len + 1;
	return true;
}

char *
api_strict_time(char *value, Oid typid, Node *soft)
{
	Rewriting	to = {.p = value,.typid = typid,.soft = soft};

	initStringInfo(&to.out);
	while (*to.p != '\0')
	{
		if (isalpha((unsigned char) *to.p))
		{
			if (!take_word(&to))
				return NULL;
		}
		else if (!skip_comment(&to))
			appendStringInfoChar(&to.out, *to.p++);
	}
	return to.out.data;
}

/* ---- years ---- */

static bool
report_year(Oid typid, const char *hint, Node *soft)
{
	API_SOFT_REPORT(soft, false,
					(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
					 errmsg("invalid input syntax for type %s: the year does not have four digits",
							format_type_be(typid)),
					 errhint("%s", hint)));
}

/* The number that some of the digits make. */
static int64
number_of(const char *digits, size_t len)
{
	int64		number = 0;

	for (size_t i = 0; i < Min(len, 18); i++)
		number = number * 10 + (digits[i] - '0');
	return number;
}

/* So many digits are a year, or one with month and day behind it. */
static bool
may_be_year(size_t len)
{
	return len >= 4 && len <= 8;
}

/* Do the digits have the year: as they are, or as YYYYMMDD or YYYYDDD? */
static bool
digits_have(const char *digits, size_t len, int year, int slack)
{
	int64		number;

	if (!may_be_year(len))
		return false;
	number = number_of(digits, len >= 7 ? 4 : len);
	return number >= year - slack && number <= year + slack;
}

/* Behind a clock's colon only what a blank parts from it may be a year. */
static bool
text_has(const char *text, int year, int slack)
{
	bool		clock = false;

	for (const char *p = text; *p != '\0';)
	{
		size_t		len = strspn(p, "0123456789");

		if (len > 0 && (!clock || p[-1] == ' ') && digits_have(p, len, year, slack))
			return true;
		clock |= *p == ':';
		p += len > 0 ? len : 1;
	}
	return false;
}

/* The year of a value, before Christ too; false: it has none. */
static bool
year_of(Oid typid, Datum value, int *year)
{
	struct pg_tm tm;
	fsec_t		fraction;
	int			unused;

	if (typid == DATEOID)
	{
		if (DATE_NOT_FINITE(DatumGetDateADT(value)))
			return false;
		j2date(DatumGetDateADT(value) + POSTGRES_EPOCH_JDATE, year, &unused, &unused);
	}
	else
	{
		if (TIMESTAMP_NOT_FINITE(DatumGetTimestamp(value)) ||
			timestamp2tm(DatumGetTimestamp(value), NULL, &tm, &fraction, NULL, NULL) != 0)
			return false;
		*year = tm.tm_year;
	}
	if (*year <= 0)
		*year = 1 - *year;
	return true;
}

/* An offset, a leap second or 24:00 may lead into the year beside it. */
bool
api_strict_year(const char *text, Oid typid, Datum value, Node *soft)
{
	int			year;

	return *text == 'J' || *text == 'j' || !year_of(typid, value, &year) ||
		text_has(text, year, typid == DATEOID ? 0 : 1) ||
		report_year(typid, "Say with the column option time_format which number is what, such as"
					" 'MM/DD/YY'.", soft);
}

bool
api_strict_years(const char *text, Oid typid, Node *soft)
{
	for (const char *element = text; element != NULL; element = strchr(element, ','))
	{
		size_t		len;
		const char *p;

		element += *element == ',';
		len = strcspn(element, ",");
		p = strpbrk(element, "0123456789");
		while (p != NULL && p < element + len && !may_be_year(strspn(p, "0123456789")))
			p = strpbrk(p + strspn(p, "0123456789"), "0123456789");
		if ((p == NULL || p >= element + len) && strcspn(element, "0123456789") < len)
			return report_year(typid, "Give the column type text, and take it apart in the query.", soft);
	}
	return true;
}

/* ---- durations ---- */

/* Digits, as many as that; gives what follows, or NULL. */
static const char *
skip_digits(const char *p, int least, int most)
{
	int			len = (int) strspn(p, "0123456789");

	return len >= least && len <= most ? p + len : NULL;
}

/* hh:mm[:ss[.f]] */
static bool
is_clock(const char *p)
{
	p = skip_digits(p, 1, 2);
	p = p != NULL && *p == ':' ? skip_digits(p + 1, 2, 2) : NULL;
	if (p != NULL && *p == ':')
		p = skip_digits(p + 1, 2, 2);
	if (p != NULL && *p == '.')
		p = skip_digits(p + 1, 1, 9);
	return p != NULL && *p == '\0';
}

char *
api_strict_interval(char *value)
{
	bool		minus = *value == '-';
	const char *days = value + minus;
	const char *behind = skip_digits(days, 1, 9);

	if (behind == NULL || *behind != '.' || !is_clock(behind + 1))
		return value;
	return psprintf("%s%.*s days %s%s", minus ? "-" : "", (int) (behind - days), days,
					minus ? "-" : "", behind + 1);
}
