/*
 * blocks_sse2.c
 *		Blocks with SSE2.  See blocks.h.
 */
#include "json/blocks.h"

#ifdef API_BLOCKS

#include <emmintrin.h>

#define TARGET

#include "json/blocks_skip.h"

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
	Block		block = {0, 0, 0, 0, 0, 0};

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
		block.high |= bits(bytes, part);
	}
	block.strange = ~block.strange;
	return block;
}

static inline uint64_t
running_xor(uint64_t word)
{
	for (int shift = 1; shift < BLOCK; shift *= 2)
		word ^= word << shift;
	return word;
}

const ApiBlocks api_blocks_sse2 = {skip_container, skip_string};

#endif							/* API_BLOCKS */
