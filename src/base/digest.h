/*
 * digest.h
 *		A hash of bytes that come in portions: the same, however they are cut.
 *
 * 64 bits, not made to resist anybody.
 */
#ifndef API_DIGEST_H
#define API_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define API_DIGEST_LANES 4

typedef struct ApiDigest
{
	uint64_t	hashes[API_DIGEST_LANES];
	uint64_t	len;			/* bytes so far */
	unsigned char tail[16 * API_DIGEST_LANES];	/* the last len % sizeof(tail) of them */
} ApiDigest;

/* Any words that are no pattern: a factor like 2020...20 would fold to the same by turns. */
#define API_DIGEST_SEEDS {UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xC2B2AE3D27D4EB4F), \
	UINT64_C(0xA0761D6478BD642F), UINT64_C(0xE7037ED1A0B428DB)}

#define API_DIGEST_INIT {API_DIGEST_SEEDS, 0, {0}}

/* The hash of bytes that come at once: fast for a hundred of them; not that of portions. */
extern uint64_t api_digest_of(const void *bytes, size_t len);

extern void api_digest_add(ApiDigest *digest, const void *bytes, size_t len);

/* A text with its NUL, so that it ends somewhere; NULL: an empty one. */
extern void api_digest_add_text(ApiDigest *digest, const char *text);

/* The hash of all bytes so far; more may follow. */
extern uint64_t api_digest_value(const ApiDigest *digest);

#endif							/* API_DIGEST_H */
