/*
 * blocks.h
 *		Containers and strings skipped in blocks of 64 bytes.  Private to json.
 *
 * A block is looked at as a whole: a word with a bit for each of its bytes answers one
 * question, is it a quote, a bracket, may it stand outside of strings?  Three sets of
 * instructions do so: SSE2, which all processors of the architecture have, AVX2 and AVX-512,
 * which are taken where the processor has them; API_NO_AVX2 leaves out both, API_NO_AVX512
 * the last.  Elsewhere, or with API_NO_SIMD, there are no blocks.
 *
 * Both functions take whole blocks only, and stop where a block does not settle what
 * comes: the loops over bytes of frame.c and scan.c go on from there, and they alone say
 * what is wrong.
 */
#ifndef API_BLOCKS_H
#define API_BLOCKS_H

#include "json/scan.h"

#ifdef API_SCAN_SSE2
#define API_BLOCKS 1
#if !defined(API_NO_AVX2)
#define API_BLOCKS_AVX2 1
#if !defined(API_NO_AVX512)
#define API_BLOCKS_AVX512 1
#endif
#endif
#endif

#ifdef API_BLOCKS

typedef struct ApiBlocks
{
	/*
	 * Skips a container from *p on, until its depth is base again.  true: *p is behind
	 * its closing bracket.  false: *p is where to go on, with framer->in_string.
	 */
	bool		(*skip_container) (ApiFramer *framer, int base, const char **p, const char *end);

	/*
	 * Skips a string from p, which no backslash escapes; gives its closing quote, a
	 * control character, or where to go on.  Adds to *seen, as api_string_skip does.
	 */
	const char *(*skip_string) (const char *p, const char *end, unsigned *seen);
} ApiBlocks;

extern const ApiBlocks api_blocks_sse2;
#ifdef API_BLOCKS_AVX2
extern const ApiBlocks api_blocks_avx2;
#endif
#ifdef API_BLOCKS_AVX512
extern const ApiBlocks api_blocks_avx512;
#endif

/* The best that the processor has. */
static inline const ApiBlocks *
api_blocks(void)
{
#ifdef API_BLOCKS_AVX512
	if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
		__builtin_cpu_supports("pclmul"))
		return &api_blocks_avx512;
#endif
#ifdef API_BLOCKS_AVX2
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul"))
		return &api_blocks_avx2;
#endif
	return &api_blocks_sse2;
}

#endif							/* API_BLOCKS */

#endif							/* API_BLOCKS_H */
