/*
 * test_frame.c
 *		Skipping a container in blocks is skipping it byte by byte: random texts, whole
 *		and in two portions.
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
		else if (!out.in_string && strchr("+-.,: \t\n\r", c) == NULL && !(c >= '0' && c <= '9') &&
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

int
main(void)
{
	test_random();
	test_nested();
	return check_end();
}
