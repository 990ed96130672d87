/*
 * digest.c
 *		A hash of bytes that come in portions.  See digest.h.
 */
#include "base/digest.h"

#include <string.h>

/*
 * Mixes a block in: four words, each into a hash of its own, so that none waits for
 * another.
 */
static void
mix(uint64_t *hashes, const unsigned char *block)
{
	for (int i = 0; i < API_DIGEST_LANES; i++)
	{
		uint64_t	word;

		memcpy(&word, block + i * sizeof(word), sizeof(word));
		hashes[i] = (hashes[i] ^ word) * UINT64_C(0x9E3779B97F4A7C15);
		hashes[i] ^= hashes[i] >> 29;
	}
}

void
api_digest_add(ApiDigest *digest, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	size_t		held = digest->len % sizeof(digest->tail);

	digest->len += len;
	if (held > 0)
	{
		size_t		more = sizeof(digest->tail) - held;

		if (more > len)
			more = len;
		memcpy(digest->tail + held, from, more);
		if (held + more < sizeof(digest->tail))
			return;
		mix(digest->hashes, digest->tail);
		from += more;
		len -= more;
	}
	for (; len >= sizeof(digest->tail); from += sizeof(digest->tail), len -= sizeof(digest->tail))
		mix(digest->hashes, from);
	if (len > 0)
		memcpy(digest->tail, from, len);
}

uint64_t
api_digest_value(const ApiDigest *digest)
{
	ApiDigest	end = *digest;
	uint64_t	hash = digest->len;

	memset(end.tail + digest->len % sizeof(end.tail), 0,
		   sizeof(end.tail) - digest->len % sizeof(end.tail));
	mix(end.hashes, end.tail);
	for (int i = 0; i < API_DIGEST_LANES; i++)
	{
		hash = (hash ^ end.hashes[i]) * UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 32;
	}
	return hash;
}
