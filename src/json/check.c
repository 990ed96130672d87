/*
 * check.c
 *		Is a text JSON, to the letter?  See check.h.
 *
 * Works through values in a loop; the open brackets are an array of bytes.
 */
#include "json/check.h"

#include "json/scan.h"
#include "json/string.h"

typedef struct Checker
{
	const char *p;				/* the byte to look at */
	const char *end;
	ApiFramer	framer;			/* the open brackets */
	ApiCheckCounts counts;
} Checker;

static bool
check_string(Checker *checker)
{
	const char *text = checker->p;
	unsigned	seen = 0;
	ApiStringFault fault;

	checker->p++;
	if (api_string_skip(&checker->p, checker->end, &seen) != API_STRING_CLOSED)
		return false;
	if (seen != 0)
	{
		const char *wrong = api_string_check(text, (size_t) (checker->p - text), &fault);

		if (wrong != NULL)
		{
			checker->p = wrong;
			return false;
		}
	}
	return true;
}

/* An integer of 19 digits or more may not fit 64 bits. */
static bool
check_scalar(Checker *checker)
{
	const char *text = checker->p;
	const char *end = api_scalar_skip(text, checker->end);
	size_t		len = (size_t) (end - text);
	bool		integer = len > 0 && (*text == '-' || (*text >= '0' && *text <= '9'));

	if (!api_scalar_valid(text, len))
		return false;
	for (const char *p = text; p < end; p++)
		integer = integer && *p != '.' && *p != 'e' && *p != 'E';
	if (integer && len - (*text == '-') > 18)
		checker->counts.big_integers++;
	checker->p = end;
	return true;
}

/* A member's name and its colon, up to the value. */
static bool
check_name(Checker *checker)
{
	if (checker->p == checker->end || *checker->p != '"' || !check_string(checker))
		return false;
	checker->p = api_space_skip(checker->p, checker->end);
	if (checker->p == checker->end || *checker->p != ':')
		return false;
	checker->p = api_space_skip(checker->p + 1, checker->end);
	checker->counts.members++;
	return true;
}

static inline char
closer(const Checker *checker)
{
	return checker->framer.closers[checker->framer.depth - 1];
}

/*
 * Opens containers until there is a first value in the innermost that is none,
 * or an empty one, and reads that.
 */
static bool
check_descent(Checker *checker)
{
	while (checker->p < checker->end && api_byte_class(*checker->p) == API_BYTE_OPEN)
	{
		if (!api_frame_open(&checker->framer, *checker->p))
			return false;
		checker->p = api_space_skip(checker->p + 1, checker->end);
		if (checker->p < checker->end && *checker->p == closer(checker))
			return true;
		if (closer(checker) == '}' && !check_name(checker))
			return false;
	}
	if (checker->p == checker->end)
		return false;
	return *checker->p == '"' ? check_string(checker) : check_scalar(checker);
}

static bool
check_document(Checker *checker)
{
	checker->p = api_space_skip(checker->p, checker->end);
	if (!check_descent(checker))
		return false;
	for (;;)
	{
		checker->p = api_space_skip(checker->p, checker->end);
		if (checker->framer.depth == 0)
			return checker->p == checker->end;
		if (checker->p == checker->end)
			return false;
		if (*checker->p == closer(checker))
		{
			checker->framer.depth--;
			checker->p++;
			continue;
		}
		if (*checker->p != ',')
			return false;
		checker->p = api_space_skip(checker->p + 1, checker->end);
		if (closer(checker) == '}' && !check_name(checker))
			return false;
		if (!check_descent(checker))
			return false;
	}
}

const char *
api_json_check(const char *text, size_t len, int max_depth, ApiCheckCounts *counts)
{
	Checker		checker;
	bool		good;

	checker.p = text;
	checker.end = text + len;
	checker.framer.depth = 0;
	checker.framer.max_depth = max_depth;
	checker.counts = (ApiCheckCounts) {0, 0};
	good = check_document(&checker);
	if (counts != NULL)
		*counts = checker.counts;
	return good ? NULL : checker.p;
}
