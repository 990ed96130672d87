/*
 * digest.c
 *		A hash of bytes that come in portions.  See digest.h.
 */
#include "base/digest.h"

#include <string.h>

/* Mixes eight bytes in. */
static uint64_t
mix(uint64_t hash, const unsigned char *bytes)
{
	uint64_t	word;

	memcpy(&word, bytes, sizeof(word));
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
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
		digest->hash = mix(digest->hash, digest->tail);
		from += more;
		len -= more;
	}
	for (; len >= sizeof(digest->tail); from += sizeof(digest->tail), len -= sizeof(digest->tail))
		digest->hash = mix(digest->hash, from);
	if (len > 0)
		memcpy(digest->tail, from, len);
}

uint64_t
api_digest_value(const ApiDigest *digest)
{
	unsigned char last[8] = {0};
	uint64_t	hash;

	memcpy(last, digest->tail, digest->len % sizeof(last));
	hash = mix(digest->hash, last);
	memcpy(last, &digest->len, sizeof(last));
	hash = mix(hash, last);
	return hash ^ hash >> 32;
}
