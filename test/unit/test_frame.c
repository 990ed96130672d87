/*
 * test_frame.c
 *		Skipping a container or a string in blocks is skipping it byte by byte: random
 *		texts, whole and in two portions, and each byte in each place of a block.
 */
#include <stdlib.h>

#include "check.h"
#include "json/scan.h"

#define CASES 60000
#define MAX_LEN 400

/* What became of a skip. */
typedef struct Outcome
{
	ApiFrameEnd how;
	size_t		at;
	int			depth;
	bool		in_string;
} Outcome;

static uint32_t seed = 20;

static uint32_t
chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t) (((uint64_t) (seed >> 8) * below) >> 24);
}

/* The grammar of reader.c, a byte at a time. */
static Outcome
by_bytes(const char *text, size_t len)
{
	char		closers[API_READER_MAX_DEPTH];
	Outcome		out = {API_FRAME_MORE, 0, 0, false};

	for (; out.at < len; out.at++)
	{
		char		c = text[out.at];

		if (out.in_string && (unsigned char) c < 0x20)
			out.how = API_FRAME_BROKEN;
		else if (out.in_string && c == '\\')
		{
			if (out.at + 1 == len)
				return out;
			if ((unsigned char) text[++out.at] < 0x20)
				out.how = API_FRAME_BROKEN;
		}
		else if (c == '"')
			out.in_string = !out.in_string;
		else if (!out.in_string && (c == '{' || c == '['))
		{
			if (out.depth == API_READER_MAX_DEPTH)
				out.how = API_FRAME_DEEP;
			else
				closers[out.depth++] = c == '{' ? '}' : ']';
		}
		else if (!out.in_string && (c == '}' || c == ']'))
		{
			if (closers[out.depth - 1] != c)
				out.how = API_FRAME_BROKEN;
			else if (--out.depth == 0)
			{
				out.at++;
				out.how = API_FRAME_CLOSED;
			}
		}
		else if (!out.in_string && (c == '\0' || strchr("+-.,: \t\n\r", c) == NULL) && !(c >= '0' && c <= '9') &&
				 !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			out.how = API_FRAME_BROKEN;
		if (out.how != API_FRAME_MORE)
			return out;
	}
	return out;
}

/* The product's, fed the first cut bytes before all. */
static Outcome
by_blocks(const char *text, size_t len, size_t cut)
{
	ApiFramer	framer = {.max_depth = API_READER_MAX_DEPTH};
	const char *p = text;
	ApiFrameEnd how = api_frame_skip(&framer, 0, &p, text + cut);

	if (how == API_FRAME_MORE)
		how = api_frame_skip(&framer, 0, &p, text + len);
	return (Outcome) {how, (size_t) (p - text), framer.depth, framer.in_string};
}

static void
expect_same(const char *text, size_t len, size_t cut)
{
	Outcome		wanted = by_bytes(text, len);
	Outcome		got = by_blocks(text, len, cut);

	if (wanted.how == got.how && wanted.at == got.at && wanted.depth == got.depth &&
		wanted.in_string == got.in_string)
		check_passed++;
	else
	{
		check_failed++;
		printf("wanted %d at %zu, depth %d, got %d at %zu, depth %d; cut %zu of %zu: %.*s\n",
			   wanted.how, wanted.at, wanted.depth, got.how, got.at, got.depth, cut, len,
			   (int) len, text);
	}
}

/* A text of mostly plain bytes, some quotes, brackets and backslashes; few wrong ones. */
static size_t
make_text(char *text, uint32_t strange)
{
	static const char specials[] = "\"\"\"\"\\\\[]{}[]{},:\\";
	static const char wrong[] = "\x01;\x7f\xc3/@\x1f`";
	size_t		len = 1 + chance(MAX_LEN - 1);
	uint32_t	density = 1 + chance(30);

	text[0] = chance(2) ? '{' : '[';
	for (size_t i = 1; i < len; i++)
		text[i] = chance(density) == 0 ? specials[chance(sizeof(specials) - 1)] :
			strange > 0 && chance(strange) == 0 ? wrong[chance(sizeof(wrong) - 1)] :
			(char) ('a' + chance(26));
	return len;
}

static void
test_random(void)
{
	char	   *text = malloc(MAX_LEN);

	check(text != NULL);
	for (int i = 0; i < CASES && text != NULL; i++)
	{
		size_t		len = make_text(text, i % 3 == 0 ? 0 : 20 + chance(500));
		char	   *exact = malloc(len);

		/* nothing behind the end may be read */
		if (exact == NULL)
			break;
		memcpy(exact, text, len);
		expect_same(exact, len, chance((uint32_t) len + 1));
		free(exact);
	}
	free(text);
}

/* Brackets that match, so that depths and ends are far from the beginning. */
static void
test_nested(void)
{
	char		text[4096];

	for (int depth = 1; depth <= 300; depth++)
	{
		size_t		len = 0;

		for (int i = 0; i < depth; i++)
			len += (size_t) sprintf(text + len, i % 2 ? "[\"]\\\"\"," : "{\"\":");
		for (int i = depth; i-- > 0;)
			text[len++] = i % 2 ? ']' : '}';
		for (size_t cut = 0; cut < len; cut += 1 + len / 7)
			expect_same(text, len, cut);
		text[len - 1 - chance((uint32_t) depth)] = '}';
		expect_same(text, len, len / 2);
	}
}

/* Each byte, in each place of a block and of the next one, in a string and outside. */
static void
test_every_byte(void)
{
	for (int at = 8; at < 8 + 128; at++)
		for (int byte = 0; byte < 256; byte++)
			for (int inside = 0; inside < 2; inside++)
			{
				char		text[200];

				memset(text, ' ', sizeof(text));
				text[0] = '[';
				text[1] = inside ? '"' : ' ';
				text[at] = (char) byte;
				text[sizeof(text) - 2] = inside ? '"' : ' ';
				text[sizeof(text) - 1] = ']';
				expect_same(text, sizeof(text), (size_t) at);
			}
}

/* ---- strings ---- */

typedef struct StringOutcome
{
	ApiStringEnd how;
	size_t		at;
	unsigned	seen;
} StringOutcome;

static StringOutcome
string_by_bytes(const char *text, size_t len)
{
	StringOutcome out = {API_STRING_MORE, 0, 0};

	for (; out.at < len; out.at++)
	{
		bool		escape = text[out.at] == '\\';

		if (escape)
		{
			out.seen |= API_STRING_ESCAPED;
			if (out.at + 1 == len)
				return out;
			out.at++;
		}
		if ((unsigned char) text[out.at] < 0x20)
		{
			out.how = API_STRING_BROKEN;
			return out;
		}
		if (text[out.at] == '"' && !escape)
		{
			out.at++;
			out.how = API_STRING_CLOSED;
			return out;
		}
		if ((unsigned char) text[out.at] > 0x7f)
			out.seen |= API_STRING_HIGH;
	}
	return out;
}

/* The product's, fed the first cut bytes before all. */
static StringOutcome
string_by_blocks(const char *text, size_t len, size_t cut)
{
	StringOutcome out = {API_STRING_MORE, 0, 0};
	const char *p = text;

	out.how = api_string_skip(&p, text + cut, &out.seen);
	if (out.how == API_STRING_MORE)
		out.how = api_string_skip(&p, text + len, &out.seen);
	out.at = (size_t) (p - text);
	return out;
}

static void
expect_same_string(const char *text, size_t len, size_t cut)
{
	StringOutcome wanted = string_by_bytes(text, len);
	StringOutcome got = string_by_blocks(text, len, cut);

	if (wanted.how == got.how && wanted.at == got.at && wanted.seen == got.seen)
		check_passed++;
	else
	{
		check_failed++;
		printf("wanted %d at %zu, seen %u, got %d at %zu, seen %u; cut %zu of %zu: %.*s\n", wanted.how,
			   wanted.at, wanted.seen, got.how, got.at, got.seen, cut, len, (int) len, text);
	}
}

static void
test_strings(void)
{
	static const char specials[] = "\\\\\\\xc3\xa4";

	for (int i = 0; i < CASES; i++)
	{
		size_t		len = 1 + chance(MAX_LEN - 1);
		uint32_t	density = 1 + chance(60);
		uint32_t	end = 1 + chance(400);
		char	   *text = malloc(len);

		if (text == NULL)
			break;
		for (size_t k = 0; k < len; k++)
			text[k] = chance(end) == 0 ? "\"\"\"\x01"[chance(4)] :
				chance(density) == 0 ? specials[chance(sizeof(specials) - 1)] : (char) ('a' + chance(26));
		expect_same_string(text, len, chance((uint32_t) len + 1));
		free(text);
	}
}

int
main(void)
{
	test_random();
	test_nested();
	test_every_byte();
	test_strings();
	return check_end();
}
