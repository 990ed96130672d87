/*
 * frame.c
 *		Where a container ends.  See scan.h.
 *
 * With SSE2 a container is skipped in blocks of 64 bytes, a bit for each byte in a
 * word for each question: is it a quote, a bracket, may it stand outside of strings?
 * From the quotes that no backslash escapes follows which bytes are in strings, by a
 * running exclusive or.  Only brackets are then looked at one by one.  Whatever a
 * block cannot settle is left to the loop over bytes, which goes on where the block
 * stopped: it alone says what is wrong, and it does all where there is no SSE2.
 */
#include "json/scan.h"

#ifdef API_SCAN_SSE2

#define BLOCK 64

/* A bit for each byte of a block. */
typedef struct Block
{
	uint64_t	quotes;
	uint64_t	backslashes;
	uint64_t	controls;		/* what may not stand in a string */
	uint64_t	brackets;
	uint64_t	strange;		/* what may not stand outside of one */
} Block;

/* Which bytes lie from low to low + count? */
static inline __m128i
in_range(__m128i bytes, char low, char count)
{
	__m128i		from = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

	return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(count)), from);
}

static inline __m128i
is(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline uint64_t
bits(__m128i mask, int part)
{
	return (uint64_t) (unsigned) _mm_movemask_epi8(mask) << (part * 16);
}

static inline Block
look_at(const char *p)
{
	Block		block = {0, 0, 0, 0, 0};

	for (int part = 0; part < BLOCK / 16; part++)
	{
		__m128i		bytes = _mm_loadu_si128((const __m128i *) (p + part * 16));
		__m128i		folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
		__m128i		quotes = is(bytes, '"');
		__m128i		brackets = _mm_or_si128(is(folded, '{'), is(folded, '}'));
		__m128i		blanks = _mm_or_si128(_mm_or_si128(is(bytes, ' '), is(bytes, '\n')),
										  _mm_or_si128(is(bytes, '\t'), is(bytes, '\r')));

		/* + , - . / 0 .. 9 : and of these all but the slash */
		__m128i		signs = _mm_andnot_si128(is(bytes, '/'), in_range(bytes, '+', ':' - '+'));
		__m128i		usual = _mm_or_si128(_mm_or_si128(signs, in_range(folded, 'a', 'z' - 'a')),
										 _mm_or_si128(_mm_or_si128(quotes, brackets), blanks));

		block.quotes |= bits(quotes, part);
		block.backslashes |= bits(is(bytes, '\\'), part);
		block.controls |= bits(in_range(bytes, 0, 0x1f), part);
		block.brackets |= bits(brackets, part);
		block.strange |= bits(usual, part);
	}
	block.strange = ~block.strange;
	return block;
}

/* The bytes behind runs of backslashes of odd length: they are escaped. */
static inline uint64_t
escaped_by(uint64_t backslashes)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t	starts = backslashes & ~(backslashes << 1);
	uint64_t	behind_even = (backslashes + (starts & even)) & ~backslashes;
	uint64_t	behind_odd = (backslashes + (starts & ~even)) & ~backslashes;

	return (behind_even & ~even) | (behind_odd & even);
}

/* Each bit: is the number of bits up to it odd? */
static inline uint64_t
running_xor(uint64_t word)
{
	for (int shift = 1; shift < BLOCK; shift *= 2)
		word ^= word << shift;
	return word;
}

/* Takes a block's brackets in turn; the first that does not fit, or ends the skip, or 0. */
static inline uint64_t
match_brackets(ApiFramer *framer, int base, const char *block, uint64_t brackets)
{
	for (; brackets != 0; brackets &= brackets - 1)
	{
		char		c = block[__builtin_ctzll(brackets)];

		if (api_byte_class(c) == API_BYTE_OPEN ? !api_frame_open(framer, c) :
			(framer->depth == base + 1 || framer->closers[framer->depth - 1] != c))
			return brackets & -brackets;
		framer->depth -= api_byte_class(c) == API_BYTE_CLOSE;
	}
	return 0;
}

/*
 * Skips whole blocks from *p on.  false: *p is where the loop over bytes must go on, with
 * framer->in_string; true: behind the closing bracket.
 */
static inline bool
skip_blocks(ApiFramer *framer, int base, const char **p, const char *end)
{
	uint64_t	inside = framer->in_string ? ~UINT64_C(0) : 0;

	for (; end - *p >= BLOCK; *p += BLOCK)
	{
		Block		block = look_at(*p);
		uint64_t	strings;
		uint64_t	wrong;
		uint64_t	stop;

		/* a run that may go on in the next block */
		if (block.backslashes >> (BLOCK - 1) != 0)
			break;
		if (block.backslashes != 0)
			block.quotes &= ~escaped_by(block.backslashes);
		strings = running_xor(block.quotes) ^ inside;
		wrong = (block.controls & strings) | (block.strange & ~strings);
		wrong &= -wrong;
		stop = match_brackets(framer, base, *p,
							  block.brackets & ~strings & (wrong != 0 ? wrong - 1 : ~UINT64_C(0)));
		stop |= stop == 0 ? wrong : 0;
		if (stop != 0)
		{
			*p += __builtin_ctzll(stop);
			framer->in_string = (strings & stop) != 0;
			if (framer->in_string || framer->depth != base + 1 || **p != framer->closers[base])
				return false;
			framer->depth = base;
			++*p;
			return true;
		}
		inside = strings >> (BLOCK - 1) != 0 ? ~UINT64_C(0) : 0;
	}
	framer->in_string = inside != 0;
	return false;
}

#else

static inline bool
skip_blocks(ApiFramer *framer, int base, const char **p, const char *end)
{
	(void) framer;
	(void) base;
	(void) p;
	(void) end;
	return false;
}

#endif

ApiFrameEnd
api_frame_skip(ApiFramer *framer, int base, const char **p, const char *end)
{
	const char *at = *p;
	unsigned	seen = 0;

	for (;;)
	{
		if (skip_blocks(framer, base, &at, end))
		{
			*p = at;
			return API_FRAME_CLOSED;
		}
		if (framer->in_string)
		{
			ApiStringEnd how = api_string_skip(&at, end, &seen);

			*p = at;
			if (how != API_STRING_CLOSED)
				return how == API_STRING_MORE ? API_FRAME_MORE : API_FRAME_BROKEN;
			framer->in_string = false;
		}
		while (at < end && api_byte_class(*at) <= API_BYTE_SEPARATOR &&
			   api_byte_class(*at) != API_BYTE_BAD)
			at++;
		*p = at;
		if (at == end)
			return API_FRAME_MORE;

		switch (api_byte_class(*at))
		{
			case API_BYTE_QUOTE:
				framer->in_string = true;
				break;
			case API_BYTE_OPEN:
				if (!api_frame_open(framer, *at))
					return API_FRAME_DEEP;
				break;
			case API_BYTE_CLOSE:
				if (framer->closers[framer->depth - 1] != *at)
					return API_FRAME_BROKEN;
				if (--framer->depth == base)
				{
					*p = at + 1;
					return API_FRAME_CLOSED;
				}
				break;
			default:
				return API_FRAME_BROKEN;
		}
		at++;
	}
}

const char *
api_value_skip(const char *p, const char *end)
{
	ApiFramer	framer;
	unsigned	seen = 0;
	const char *begin = p;

	if (p == end)
		return NULL;
	switch (api_byte_class(*p))
	{
		case API_BYTE_QUOTE:
			p++;
			return api_string_skip(&p, end, &seen) == API_STRING_CLOSED ? p : NULL;
		case API_BYTE_OPEN:
			framer.depth = 0;
			framer.max_depth = API_READER_MAX_DEPTH;
			framer.in_string = false;
			return api_frame_skip(&framer, 0, &p, end) == API_FRAME_CLOSED ? p : NULL;
		default:
			p = api_scalar_skip(p, end);
			return p > begin ? p : NULL;
	}
}
