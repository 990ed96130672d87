/*
 * digest.c
 *		A hash of bytes that come in portions.  See digest.h.
 */
#include "base/digest.h"

#include <string.h>

static inline uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

/*
 * Mixes whole blocks in: each of a block's words into a hash of its own, so that none
 * waits for another, and the hashes in registers meanwhile.
 */
static void
add_blocks(uint64_t *hashes, const unsigned char *from, const unsigned char *end)
{
	uint64_t	local[API_DIGEST_LANES];

	memcpy(local, hashes, sizeof(local));
	for (; from < end; from += sizeof(local))
#pragma GCC unroll 4
		for (int i = 0; i < API_DIGEST_LANES; i++)
		{
			uint64_t	word;

			memcpy(&word, from + (size_t) i * sizeof(word), sizeof(word));
			local[i] = mix(local[i], word);
		}
	memcpy(hashes, local, sizeof(local));
}

uint64_t
api_digest_of(const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	const unsigned char *end = from + len;
	uint64_t	even = len;
	uint64_t	odd = ~(uint64_t) len;
	uint64_t	words[2] = {0, 0};

	for (; end - from >= (ptrdiff_t) sizeof(words); from += sizeof(words))
	{
		memcpy(words, from, sizeof(words));
		even = mix(even, words[0]);
		odd = mix(odd, words[1]);
	}
	words[0] = words[1] = 0;
	memcpy(words, from, (size_t) (end - from));
	return mix(mix(even, words[0]), mix(odd, words[1]));
}

void
api_digest_add(ApiDigest *digest, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	size_t		held = digest->len % sizeof(digest->tail);
	size_t		whole;

	digest->len += len;
	if (held > 0)
	{
		size_t		more = sizeof(digest->tail) - held;

		if (more > len)
			more = len;
		memcpy(digest->tail + held, from, more);
		if (held + more < sizeof(digest->tail))
			return;
		add_blocks(digest->hashes, digest->tail, digest->tail + sizeof(digest->tail));
		from += more;
		len -= more;
	}
	whole = len - len % sizeof(digest->tail);
	add_blocks(digest->hashes, from, from + whole);
	if (len > whole)
		memcpy(digest->tail, from + whole, len - whole);
}

uint64_t
api_digest_value(const ApiDigest *digest)
{
	ApiDigest	end = *digest;
	uint64_t	hash = digest->len;

	memset(end.tail + digest->len % sizeof(end.tail), 0,
		   sizeof(end.tail) - digest->len % sizeof(end.tail));
	add_blocks(end.hashes, end.tail, end.tail + sizeof(end.tail));
	for (int i = 0; i < API_DIGEST_LANES; i++)
		hash = mix(hash, end.hashes[i]);
	return hash;
}
