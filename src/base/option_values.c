/*
 * option_values.c
 *		Reading the values of the generic kinds.
 */
#include "postgres.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/compat.h"
#include "base/options.h"

/* Raises that a value does not do; a secret's value, and NULL, is not shown. */
API_NORETURN static void
refuse(const ApiOption *option, const char *value, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 option->secret || value == NULL ?
			 errmsg("invalid value for option \"%s\"", option->name) :
			 errmsg("invalid value for option \"%s\": \"%s\"", option->name, value),
			 errhint("%s", hint)));
}

bool
api_option_bool(const ApiOption *option, const char *value)
{
	bool		result;

	if (!parse_bool(value, &result))
		refuse(option, value, "Give on or off.");
	return result;
}

typedef struct Unit
{
	const char *name;
	int64		size;
} Unit;

/* Smallest first. */
static const Unit durations[] = {
	{"us", 1}, {"ms", 1000}, {"s", 1000000}, {"min", INT64CONST(60000000)},
	{"h", INT64CONST(3600000000)}, {"d", INT64CONST(86400000000)}, {NULL, 0}
};
static const Unit sizes[] = {
	{"B", 1}, {"kB", 1024}, {"MB", 1048576}, {"GB", INT64CONST(1073741824)},
	{"TB", INT64CONST(1099511627776)}, {NULL, 0}
};
static const Unit plain[] = {{"", 1}, {NULL, 0}};

/* The number in the largest unit that it is whole in. */
static char *
show_units(int64 number, const Unit *units)
{
	const Unit *best = units;

	for (; units->name != NULL; units++)
		if (number != 0 && number % units->size == 0)
			best = units;
	return psprintf(INT64_FORMAT "%s", number / best->size, number == 0 ? "" : best->name);
}

static void
check_range(const ApiOption *option, const char *value, int64 number, const Unit *units)
{
	if (number < option->min || number > option->max)
		refuse(option, value, psprintf("Give a value between %s and %s.",
									   show_units(option->min, units),
									   show_units(option->max, units)));
}

static int64
read_int(const ApiOption *option, const char *value)
{
	char	   *end;
	long long	number;

	errno = 0;
	number = strtoll(value, &end, 10);
	if (end == value || *end != '\0' || errno != 0)
		refuse(option, value, "Give a whole number.");
	check_range(option, value, number, plain);
	return number;
}

/* The number before a unit and where the unit stands; false: there is none. */
static bool
read_number(const char *value, double *number, const char **unit)
{
	char	   *end;

	while (*value == ' ')
		value++;
	if (!isdigit((unsigned char) *value) && *value != '.')
		return false;
	*number = strtod(value, &end);
	while (*end == ' ')
		end++;
	*unit = end;
	return true;
}

/* "15s", "64MB": PostgreSQL's units, always with one; 0 needs none. */
static int64
read_units(const ApiOption *option, const char *value, const Unit *units, const char *hint)
{
	double		number;
	const char *name;

	if (!read_number(value, &number, &name))
		refuse(option, value, hint);
	if (number == 0 && *name == '\0' && option->min == 0)
		return 0;
	for (; units->name != NULL; units++)
		if (strcmp(units->name, name) == 0)
			break;
	if (units->name == NULL || number * units->size > 9e18)
		refuse(option, value, hint);
	return (int64) (number * units->size + 0.5);
}

int64
api_option_int(const ApiOption *option, const char *value)
{
	int64		number;

	switch (option->kind)
	{
		case API_KIND_DURATION:
			number = read_units(option, value, durations,
								"Give a duration with its unit, such as '15s', '200ms' or '2min'.");
			check_range(option, value, number, durations);
			return number;
		case API_KIND_SIZE:
			number = read_units(option, value, sizes,
								"Give a size with its unit, such as '512kB' or '64MB'.");
			check_range(option, value, number, sizes);
			return number;
		default:
			return read_int(option, value);
	}
}

/* "auto|1.1|2" as "auto, 1.1, 2". */
static char *
list_words(const char *words)
{
	StringInfoData list;

	initStringInfo(&list);
	for (; *words != '\0'; words++)
		if (*words == '|')
			appendStringInfoString(&list, ", ");
		else
			appendStringInfoChar(&list, *words);
	return list.data;
}

int
api_option_word(const ApiOption *option, const char *value)
{
	const char *word = option->words;
	size_t		len = strlen(value);
	int			number = 0;

	for (; word != NULL; number++)
	{
		size_t		word_len = strcspn(word, "|");

		if (word_len == len && pg_strncasecmp(word, value, len) == 0)
			return number;
		word = word[word_len] == '|' ? word + word_len + 1 : NULL;
	}
	refuse(option, value, psprintf("Give one of: %s.", list_words(option->words)));
}

/* The length of a rate's period, microseconds; 0: that is none. */
static double
read_period(const char *unit)
{
	static const struct
	{
		const char *name;
		double		length;
	}			periods[] = {
		{"s", 1e6}, {"sec", 1e6}, {"second", 1e6}, {"min", 60e6}, {"minute", 60e6},
		{"h", 3600e6}, {"hour", 3600e6}, {"d", 86400e6}, {"day", 86400e6}
	};

	if (*unit++ != '/')
		return 0;
	while (*unit == ' ')
		unit++;
	for (int i = 0; i < lengthof(periods); i++)
		if (pg_strcasecmp(unit, periods[i].name) == 0)
			return periods[i].length;
	return 0;
}

void
api_option_rate(const ApiOption *option, const char *value, int64 *interval_us)
{
	static const char *const hint = "Give requests per time, such as '10/s', '300/min', '5000/h' or '1000/d'.";
	double		number;
	const char *unit;
	double		period;

	if (!read_number(value, &number, &unit))
		refuse(option, value, hint);
	period = read_period(unit);
	if (period == 0 || number <= 0 || number > 1e6 || period / number > 86400e6)
		refuse(option, value, hint);
	*interval_us = (int64) ceil(period / number);
}

int
api_option_statuses(const ApiOption *option, const char *value, int *statuses, int room)
{
	static const char *const hint = "Give HTTP statuses separated by commas, such as '429,503'.";
	const char *at = value;
	int			count = 0;

	while (*at != '\0')
	{
		char	   *end;
		long		status = strtol(at, &end, 10);

		if (end == at || status < 100 || status > 599 || count >= room)
			refuse(option, value, hint);
		if (status == 200 || status == 201 || status == 203)
			refuse(option, value, "Responses of status 200, 201 and 203 bring records.");
		if (option->min > 0 && (status < option->min || status > option->max || status == 204 || status == 205))
			refuse(option, value, "Give statuses from 202 to 299; 204 and 205 have no body.");
		statuses[count++] = (int) status;
		at = end + strspn(end, " ");
		if (*at == ',')
			at++;
		else if (*at != '\0')
			refuse(option, value, hint);
	}
	return count;
}

char	  **
api_option_origins(const ApiOption *option, const char *value)
{
	char	  **origins = palloc((strlen(value) / 2 + 2) * sizeof(char *));
	int			count = 0;

	while (*(value += strspn(value, ", \t")) != '\0')
	{
		size_t		len = strcspn(value, ", \t");

		origins[count++] = pnstrdup(value, len);
		value += len;
	}
	if (count == 0)
		refuse(option, value, "Give origins such as 'https://api.example.com', separated by commas.");
	origins[count] = NULL;
	return origins;
}

void
api_option_check_value(const ApiOption *option, const char *value)
{
	int			statuses[100];
	int64		interval;

	if (option->kind != API_KIND_JSON_OBJECT && strpbrk(value, "\r\n") != NULL)
		refuse(option, NULL, "A line break has no place in it.");
	switch (option->kind)
	{
		case API_KIND_BOOL:
			(void) api_option_bool(option, value);
			break;
		case API_KIND_INT:
		case API_KIND_DURATION:
		case API_KIND_SIZE:
			(void) api_option_int(option, value);
			break;
		case API_KIND_RATE:
			api_option_rate(option, value, &interval);
			break;
		case API_KIND_ENUM:
			(void) api_option_word(option, value);
			break;
		case API_KIND_STATUSES:
			(void) api_option_statuses(option, value, statuses, 32);
			break;
		case API_KIND_FILE:
			if (!is_absolute_path(value))
				refuse(option, value, "Give an absolute path on the database server.");
			break;
		case API_KIND_ORIGINS:
			(void) api_option_origins(option, value);
			break;
		case API_KIND_TEXT:
			if (*value == '\0')
				refuse(option, option->secret ? "" : value, "It must not be empty.");
			break;
		case API_KIND_TEXT_OR_EMPTY:
		case API_KIND_JSON_OBJECT:
		case API_KIND_URL:
		case API_KIND_PATH:
		case API_KIND_JSON_PATH:
			break;				/* rest/config reads these */
	}
}
