/*
 * digest.c
 *		A hash of bytes that come in portions.  See digest.h.
 */
#include "base/digest.h"
#include "base/digest_wide.h"

#include <string.h>

/* Of each lane, another than it begins with. */
static const uint64_t salts[API_DIGEST_LANES] = {
	UINT64_C(0xC6BC279692B5CC83), UINT64_C(0x8EBC6AF09C88C6E3),
	UINT64_C(0x589965CC75374CC3), UINT64_C(0xD6E8FEB86659FD93)
};

/* Both halves of the product of two words, as one word. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__extension__ unsigned __int128 product = (unsigned __int128) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
#else
	uint64_t	low = (a & UINT32_MAX) * (b & UINT32_MAX);
	uint64_t	cross = (a >> 32) * (b & UINT32_MAX);
	uint64_t	middle = (a & UINT32_MAX) * (b >> 32) + (low >> 32) + (cross & UINT32_MAX);

	return ((middle << 32) | (low & UINT32_MAX)) ^
		((a >> 32) * (b >> 32) + (cross >> 32) + (middle >> 32));
#endif
}

/*
 * Mixes two words in: one factor has the hash so far.  That is added once more, turned, so
 * that a product of zero does not forget it.
 */
static inline uint64_t
mix(uint64_t hash, const unsigned char *from, uint64_t salt)
{
	uint64_t	words[2];

	memcpy(words, from, sizeof(words));
	return fold(words[0] ^ hash, words[1] ^ salt) + (hash << 23 | hash >> 41);
}

#define STEP (2 * sizeof(uint64_t))	/* what one lane takes of a block */
#define BLOCK (API_DIGEST_LANES * STEP)

/*
 * Mixes whole blocks in: each two of a block's words into a hash of its own, so that none
 * waits for another.  Inlined, the hashes are in registers meanwhile.
 */
static inline void
add_blocks(uint64_t *hashes, const unsigned char *from, const unsigned char *end)
{
	for (; from < end; from += BLOCK)
#pragma GCC unroll 4
		for (int i = 0; i < API_DIGEST_LANES; i++)
			hashes[i] = mix(hashes[i], from + (size_t) i * STEP, salts[i]);
}

/* The hash of all lanes, of so many bytes. */
static inline uint64_t
join_lanes(const uint64_t *hashes, uint64_t len)
{
	uint64_t	one = fold(hashes[0] ^ salts[1], hashes[1] ^ salts[2]) + hashes[0];
	uint64_t	other = fold(hashes[2] ^ salts[0], hashes[3] ^ salts[3]) + hashes[2];

	return fold(one ^ len, other ^ salts[0]) ^ one;
}

#ifdef API_DIGEST_WIDE
/* That of many bytes. */
static uint64_t
digest_many(const void *bytes, size_t len)
{
	uint64_t	lanes[API_DIGEST_WIDE_LANES];
	uint64_t	hashes[API_DIGEST_LANES];

	api_digest_wide(lanes, bytes, len);
	for (int i = 0; i < API_DIGEST_LANES; i++)
		hashes[i] = fold(lanes[i] ^ salts[i], lanes[i + API_DIGEST_LANES] ^ salts[i ^ 1]) + lanes[i];
	return join_lanes(hashes, len);
}
#endif

uint64_t
api_digest_of(const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	const unsigned char *end = from + len;
	const unsigned char *whole = end - len % BLOCK;
	unsigned char rest[STEP] = {0};
	uint64_t	hashes[API_DIGEST_LANES] = API_DIGEST_SEEDS;

#ifdef API_DIGEST_WIDE
	if (len >= API_DIGEST_MANY && api_digest_is_wide())
		return digest_many(bytes, len);
#endif
	add_blocks(hashes, from, whole);
	from = whole;
	if (end - from >= (ptrdiff_t) (2 * STEP))
	{
		hashes[0] = mix(hashes[0], from, salts[0]);
		hashes[1] = mix(hashes[1], from + STEP, salts[1]);
		from += 2 * STEP;
	}
	if (end - from >= (ptrdiff_t) STEP)
		hashes[2] = mix(hashes[2], from, salts[2]);

	/* the last bytes, of which some may have been mixed in already */
	if (len < STEP)
		memcpy(rest, bytes, len);
	hashes[3] = mix(hashes[3], len < STEP ? rest : end - STEP, salts[3]);
	return join_lanes(hashes, len);
}

void
api_digest_add(ApiDigest *digest, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	size_t		held = digest->len % BLOCK;
	uint64_t	hashes[API_DIGEST_LANES];
	size_t		whole;

	digest->len += len;
	if (held > 0)
	{
		size_t		more = BLOCK - held;

		if (more > len)
			more = len;
		memcpy(digest->tail + held, from, more);
		if (held + more < BLOCK)
			return;
		add_blocks(digest->hashes, digest->tail, digest->tail + BLOCK);
		from += more;
		len -= more;
	}
	whole = len - len % BLOCK;
	memcpy(hashes, digest->hashes, sizeof(hashes));
	add_blocks(hashes, from, from + whole);
	memcpy(digest->hashes, hashes, sizeof(hashes));
	if (len > whole)
		memcpy(digest->tail, from + whole, len - whole);
}

void
api_digest_add_text(ApiDigest *digest, const char *text)
{
	api_digest_add(digest, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

uint64_t
api_digest_value(const ApiDigest *digest)
{
	ApiDigest	end = *digest;

	memset(end.tail + digest->len % BLOCK, 0, BLOCK - digest->len % BLOCK);
	add_blocks(end.hashes, end.tail, end.tail + BLOCK);
	return join_lanes(end.hashes, digest->len);
}
