/*
 * scan.h
 *		The bytes of JSON text: classes, strings, frames.  Private to json.
 *
 * A string is skipped sixteen bytes at a time with SSE2, and if it is long in blocks
 * (blocks.h); or eight at a time in a plain word where there is no SSE2 or API_NO_SIMD is
 * defined.  Nothing is read behind the end of the text.
 *
 * Core: no PostgreSQL, no memory, no errors: what was found is returned.
 */
#ifndef API_SCAN_H
#define API_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "json/reader.h"

#if defined(__SSE2__) && !defined(API_NO_SIMD)
#define API_SCAN_SSE2 1
#include <emmintrin.h>
#endif

/* What a byte means outside a string. */
typedef enum ApiByteClass
{
	API_BYTE_BAD,				/* nothing: it may stand in strings only */
	API_BYTE_SPACE,				/* the four kinds of white space */
	API_BYTE_SCALAR,			/* [A-Za-z0-9+.-]: numbers and literals */
	API_BYTE_SEPARATOR,			/* , : */
	API_BYTE_QUOTE,
	API_BYTE_OPEN,				/* [ { */
	API_BYTE_CLOSE				/* ] } */
} ApiByteClass;

extern const unsigned char api_byte_classes[256];

static inline ApiByteClass
api_byte_class(char c)
{
	return (ApiByteClass) api_byte_classes[(unsigned char) c];
}

static inline const char *
api_space_skip(const char *p, const char *end)
{
	while (p < end && api_byte_class(*p) == API_BYTE_SPACE)
		p++;
	return p;
}

static inline const char *
api_scalar_skip(const char *p, const char *end)
{
	while (p < end && api_byte_class(*p) == API_BYTE_SCALAR)
		p++;
	return p;
}

static inline const char *
api_digits_skip(const char *p, const char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

/* The end of the number that begins at p, as RFC 8259 has it; NULL: none does. */
static inline const char *
api_number_end(const char *p, const char *end)
{
	const char *digits = p + (*p == '-');

	p = api_digits_skip(digits, end);
	if (p == digits || (*digits == '0' && p > digits + 1))
		return NULL;
	if (p < end && *p == '.')
	{
		digits = p + 1;
		p = api_digits_skip(digits, end);
		if (p == digits)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E'))
	{
		digits = p + 1;
		digits += digits < end && (*digits == '+' || *digits == '-');
		p = api_digits_skip(digits, end);
		if (p == digits)
			return NULL;
	}
	return p;
}

/* What was seen in a string; bits. */
#define API_STRING_ESCAPED 1	/* a backslash */
#define API_STRING_HIGH 2		/* a byte over 0x7f */

/* Does the byte end a run of plain string bytes? */
static inline bool
api_string_stops(char c)
{
	return c == '"' || c == '\\' || (unsigned char) c < 0x20;
}

/*
 * Skips plain bytes of a string: gives the first quote, backslash or control
 * character, or end.  Adds API_STRING_HIGH to *seen.
 */
static inline const char *
api_string_run(const char *p, const char *end, unsigned *seen)
{
#ifdef API_SCAN_SSE2
	const __m128i quote = _mm_set1_epi8('"');
	const __m128i backslash = _mm_set1_epi8('\\');
	const __m128i control = _mm_set1_epi8(0x1f);

	while (end - p >= 16)
	{
		__m128i		bytes = _mm_loadu_si128((const __m128i *) p);
		__m128i		stops = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
													  _mm_cmpeq_epi8(bytes, backslash)),
										 _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
		unsigned	at = (unsigned) _mm_movemask_epi8(stops);
		unsigned	high = (unsigned) _mm_movemask_epi8(bytes);

		if (at != 0)
		{
			/* only what stands before the first stop counts */
			if (high & (at - 1) & ~at)
				*seen |= API_STRING_HIGH;
			return p + __builtin_ctz(at);
		}
		if (high)
			*seen |= API_STRING_HIGH;
		p += 16;
	}
#else
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = UINT64_C(0x8080808080808080);

	/* a word with a stop in it is left to the loop below */
	while (end - p >= 8)
	{
		uint64_t	word;
		uint64_t	quotes;
		uint64_t	backslashes;

		memcpy(&word, p, 8);
		quotes = word ^ (ones * '"');
		backslashes = word ^ (ones * '\\');
		if ((((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) |
			 ((word - ones * 0x20) & ~word)) & tops)
			break;
		if (word & tops)
			*seen |= API_STRING_HIGH;
		p += 8;
	}
#endif
	for (; p < end && !api_string_stops(*p); p++)
		if ((unsigned char) *p > 0x7f)
			*seen |= API_STRING_HIGH;
	return p;
}

/* How far a string was skipped. */
typedef enum ApiStringEnd
{
	API_STRING_CLOSED,			/* *p is behind the closing quote */
	API_STRING_MORE,			/* the text ends first; *p is where to go on */
	API_STRING_BROKEN			/* *p is a control character */
} ApiStringEnd;

/* The rest of a string that is long, or has more in it than plain bytes. */
extern ApiStringEnd api_string_skip_rest(const char **p, const char *end, unsigned *seen);

/* Bytes of a string that is not worth a call; a multiple of 16. */
#define API_STRING_SHORT 48

/*
 * Skips the rest of a string from *p, which is behind its opening quote or where
 * an earlier call stopped.  Escapes are two bytes, whatever they say.
 */
static inline ApiStringEnd
api_string_skip(const char **p, const char *end, unsigned *seen)
{
	const char *from = *p;
	const char *until = end - from > API_STRING_SHORT ? from + API_STRING_SHORT : end;
	unsigned	high = 0;
	const char *at = api_string_run(from, until, &high);

	if (at == until || *at != '"')
		return api_string_skip_rest(p, end, seen);
	*seen |= high;
	*p = at + 1;
	return API_STRING_CLOSED;
}

/* The open containers of a text, outermost first. */
typedef struct ApiFramer
{
	int			depth;			/* how many are open */
	int			max_depth;		/* how many may be: at most API_READER_MAX_DEPTH */
	bool		in_string;		/* api_frame_skip stopped inside a string */
	char		closers[API_READER_MAX_DEPTH];	/* the bracket that each waits for */
} ApiFramer;

typedef enum ApiFrameEnd
{
	API_FRAME_CLOSED,			/* *p is behind the closing bracket */
	API_FRAME_MORE,				/* the text ends first; *p is where to go on */
	API_FRAME_BROKEN,			/* *p may not stand there */
	API_FRAME_DEEP				/* *p opens one container too many */
} ApiFrameEnd;

/* Opens a container; false if it is one too many. */
static inline bool
api_frame_open(ApiFramer *framer, char bracket)
{
	if (framer->depth >= framer->max_depth)
		return false;
	framer->closers[framer->depth++] = bracket == '{' ? '}' : ']';
	return true;
}

/*
 * Skips a container from *p, which is at its opening bracket (in_string false)
 * or where an earlier call stopped, until depth is base again.  See reader.c for
 * what is checked.
 */
extern ApiFrameEnd api_frame_skip(ApiFramer *framer, int base, const char **p, const char *end);

/* The end of the whole value that begins at p, or NULL if it has none. */
extern const char *api_value_skip(const char *p, const char *end);

/* Is the text a number, literal (true, false, null) as RFC 8259 has it? */
extern bool api_number_valid(const char *text, size_t len);
extern bool api_scalar_valid(const char *text, size_t len);

static inline bool
api_text_is_null(const char *text, size_t len)
{
	return len == 4 && memcmp(text, "null", 4) == 0;
}

#endif							/* API_SCAN_H */
