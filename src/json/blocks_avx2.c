/*
 * blocks_avx2.c
 *		Blocks with AVX2.  See blocks.h.
 *
 * What may stand outside of strings is told by two tables of sixteen, for the upper and
 * the lower four bits of a byte.  Upper halves that go with the same lower ones share a
 * bit; a byte is usual if both tables give it one in common.  A byte over 0x7f has no
 * lower half here, as the instruction has it.
 */
#include "json/blocks.h"

#ifdef API_BLOCKS_AVX2

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,pclmul")))

#include "json/blocks_skip.h"

#define BLANKS 0x01				/* 09 0a 0d */
#define MARKS 0x02				/* 20 22 2b .. 2e */
#define DIGITS 0x04				/* 30 .. 3a */
#define FIRST_LETTERS 0x08		/* 41 .. 4f, 61 .. 6f */
#define LAST_LETTERS 0x10		/* 50 .. 5a, 70 .. 7a */
#define BRACKETS 0x80			/* 5b 5d 7b 7d: the bit that a word of bits is made of */

#define LETTERS (FIRST_LETTERS | LAST_LETTERS)

static inline TARGET __m256i
twice(__m128i table)
{
	return _mm256_broadcastsi128_si256(table);
}

/* The bits of what may stand outside of strings, 0 for all else. */
static inline TARGET __m256i
usual_bits(__m256i bytes)
{
	const __m128i upper = _mm_setr_epi8(BLANKS, 0, MARKS, DIGITS, FIRST_LETTERS,
										LAST_LETTERS | (char) BRACKETS, FIRST_LETTERS,
										LAST_LETTERS | (char) BRACKETS, 0, 0, 0, 0, 0, 0, 0, 0);
	const __m128i lower = _mm_setr_epi8(MARKS | DIGITS | LAST_LETTERS,	/* 0 */
										DIGITS | LETTERS,	/* 1 */
										MARKS | DIGITS | LETTERS,	/* 2 */
										DIGITS | LETTERS,
										DIGITS | LETTERS,
										DIGITS | LETTERS,
										DIGITS | LETTERS,
										DIGITS | LETTERS,
										DIGITS | LETTERS,
										BLANKS | DIGITS | LETTERS,	/* 9 */
										BLANKS | DIGITS | LETTERS,	/* a */
										MARKS | FIRST_LETTERS | (char) BRACKETS,	/* b */
										MARKS | FIRST_LETTERS,	/* c */
										BLANKS | MARKS | FIRST_LETTERS | (char) BRACKETS,	/* d */
										MARKS | FIRST_LETTERS,	/* e */
										FIRST_LETTERS);	/* f */
	__m256i		halves = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0f));

	return _mm256_and_si256(_mm256_shuffle_epi8(twice(upper), halves),
							_mm256_shuffle_epi8(twice(lower), bytes));
}

static inline TARGET uint64_t
bits(__m256i mask, int part)
{
	return (uint64_t) (unsigned) _mm256_movemask_epi8(mask) << (part * 32);
}

static inline TARGET Block
look_at(const char *p)
{
	Block		block = {0, 0, 0, 0, 0, 0};

	for (int part = 0; part < BLOCK / 32; part++)
	{
		__m256i		bytes = _mm256_loadu_si256((const __m256i *) (p + part * 32));
		__m256i		usual = usual_bits(bytes);
		__m256i		low = _mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f));

		block.quotes |= bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')), part);
		block.backslashes |= bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')), part);
		block.controls |= bits(_mm256_cmpeq_epi8(bytes, low), part);
		block.brackets |= bits(usual, part);
		block.strange |= bits(_mm256_cmpeq_epi8(usual, _mm256_setzero_si256()), part);
		block.high |= bits(bytes, part);
	}
	return block;
}

/* A product without carries, by a word of ones. */
static inline TARGET uint64_t
running_xor(uint64_t word)
{
	__m128i		product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long) word),
											   _mm_set1_epi8((char) 0xff), 0);

	return (uint64_t) _mm_cvtsi128_si64(product);
}

const ApiBlocks api_blocks_avx2 = {skip_container, skip_string};

#endif							/* API_BLOCKS_AVX2 */
