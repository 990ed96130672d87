/*
 * blocks_avx512.c
 *		Blocks with AVX-512.  See blocks.h.
 *
 * A block is one register, an answer is one comparison, which gives the word of bits itself.
 * What a byte means outside of strings is looked up, all 64 at once, in the table that the
 * loops over bytes look at (scan.h).  A byte over 0x7f would be looked up without its upper
 * bit; it stands for nothing.
 */
#include "json/blocks.h"

#ifdef API_BLOCKS_AVX512

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,bmi,pclmul")))

#include "json/blocks_skip.h"

static inline TARGET Block
look_at(const char *p)
{
	__m512i		bytes = _mm512_loadu_si512(p);
	__m512i		classes = _mm512_permutex2var_epi8(_mm512_loadu_si512(api_byte_classes), bytes,
												   _mm512_loadu_si512(api_byte_classes + 64));
	Block		block;

	block.quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
	block.backslashes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
	block.controls = _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20));
	block.high = _mm512_movepi8_mask(bytes);
	block.brackets = _mm512_cmpge_epu8_mask(classes, _mm512_set1_epi8(API_BYTE_OPEN)) & ~block.high;
	block.strange = _mm512_testn_epi8_mask(classes, classes) | block.high;
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

const ApiBlocks api_blocks_avx512 = {skip_container, skip_string};

#endif							/* API_BLOCKS_AVX512 */
