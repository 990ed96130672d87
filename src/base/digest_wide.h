/*
 * digest_wide.h
 *		The hash of many bytes at once, with AVX2.  Private to digest.c.
 */
#ifndef API_DIGEST_WIDE_H
#define API_DIGEST_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) && !defined(API_NO_AVX2) && !defined(API_NO_SIMD)
#define API_DIGEST_WIDE 1
#endif

/* Fewer bytes are not worth it. */
#define API_DIGEST_MANY 256

#define API_DIGEST_WIDE_LANES 8

#ifdef API_DIGEST_WIDE

/* Has the processor what it takes? */
extern bool api_digest_is_wide(void);

/* Hashes at least API_DIGEST_MANY bytes, into so many lanes. */
extern void api_digest_wide(uint64_t *lanes, const void *bytes, size_t len);

#endif							/* API_DIGEST_WIDE */

#endif							/* API_DIGEST_WIDE_H */
