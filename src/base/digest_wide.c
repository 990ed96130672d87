/*
 * digest_wide.c
 *		The hash of many bytes at once, with AVX2.  See digest_wide.h.
 *
 * Eight lanes of eight bytes: a word is held against the key of its place, and the product
 * of that one's halves is added to its lane, the word itself to the lane beside, so that a
 * factor of zero does not forget the other.  Keys turn from block to block: a word counts
 * by its place.
 */
#include "base/digest_wide.h"

#ifdef API_DIGEST_WIDE

#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))

#define BLOCK 64
#define HALF (BLOCK / 2)

/* What is held against the first block, and what each has more than the one before. */
static const uint64_t keys[BLOCK / sizeof(uint64_t)] = {
	UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xC2B2AE3D27D4EB4F),
	UINT64_C(0xA0761D6478BD642F), UINT64_C(0xE7037ED1A0B428DB),
	UINT64_C(0xC6BC279692B5CC83), UINT64_C(0x8EBC6AF09C88C6E3),
	UINT64_C(0x589965CC75374CC3), UINT64_C(0xD6E8FEB86659FD93)
};

#define TURN UINT64_C(0xD1B54A32D192ED03)

static inline TARGET __m256i
load(const void *from)
{
	return _mm256_loadu_si256((const __m256i *) from);
}

/* Adds half a block to four of the lanes. */
static inline TARGET __m256i
add_half(__m256i lanes, const unsigned char *from, __m256i key)
{
	__m256i		words = load(from);
	__m256i		held = _mm256_xor_si256(words, key);
	__m256i		products = _mm256_mul_epu32(held, _mm256_srli_epi64(held, 32));
	__m256i		beside = _mm256_shuffle_epi32(words, _MM_SHUFFLE(1, 0, 3, 2));

	return _mm256_add_epi64(lanes, _mm256_add_epi64(products, beside));
}

bool
api_digest_is_wide(void)
{
	return __builtin_cpu_supports("avx2");
}

TARGET void
api_digest_wide(uint64_t *lanes, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	const unsigned char *last = from + len - BLOCK;
	__m256i		low = _mm256_setzero_si256();
	__m256i		high = low;
	__m256i		low_key = load(keys);
	__m256i		high_key = load(keys + HALF / sizeof(uint64_t));
	__m256i		turn = _mm256_set1_epi64x((long long) TURN);

	for (; from < last; from += BLOCK)
	{
		low = add_half(low, from, low_key);
		high = add_half(high, from + HALF, high_key);
		low_key = _mm256_add_epi64(low_key, turn);
		high_key = _mm256_add_epi64(high_key, turn);
	}

	/* the last bytes, of which some may have been added already */
	low = add_half(low, last, low_key);
	high = add_half(high, last + HALF, high_key);
	_mm256_storeu_si256((__m256i *) lanes, low);
	_mm256_storeu_si256((__m256i *) (lanes + HALF / sizeof(uint64_t)), high);
}

#endif							/* API_DIGEST_WIDE */
