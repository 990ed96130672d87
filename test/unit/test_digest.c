/*
 * test_digest.c
 *		A hash says the same of the same bytes, however they are cut, and another of others.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "check.h"

/* 256 and more are hashed otherwise at once */
#define BYTES 600
#define MANY 256

static unsigned char bytes[BYTES + 1];

static uint64_t
in_portions(size_t len, size_t step)
{
	ApiDigest	digest = API_DIGEST_INIT;

	for (size_t at = 0; at < len; at += step)
		api_digest_add(&digest, bytes + at, at + step < len ? step : len - at);
	return api_digest_value(&digest);
}

static uint64_t
at_once(size_t len)
{
	return api_digest_of(bytes, len);
}

static int
compare(const void *a, const void *b)
{
	uint64_t	left = *(const uint64_t *) a;
	uint64_t	right = *(const uint64_t *) b;

	return (left > right) - (left < right);
}

static int
all_differ(uint64_t *hashes, size_t count)
{
	qsort(hashes, count, sizeof(*hashes), compare);
	for (size_t i = 1; i < count; i++)
		if (hashes[i] == hashes[i - 1])
			return 0;
	return 1;
}

static void
test_portions(void)
{
	for (size_t len = 0; len <= MANY; len++)
		for (size_t step = 1; step <= len; step++)
			check(in_portions(len, step) == in_portions(len, len));
}

/* Texts of one byte over and over, of every length. */
static void
test_lengths(void)
{
	static const char letters[] = {'\0', 'a', '\xff'};
	uint64_t	hashes[BYTES + 1];

	for (size_t i = 0; i < sizeof(letters); i++)
	{
		memset(bytes, letters[i], BYTES);
		for (size_t len = 0; len <= BYTES; len++)
			hashes[len] = at_once(len);
		check(all_differ(hashes, BYTES + 1));
		for (size_t len = 0; len <= BYTES; len++)
			hashes[len] = in_portions(len, BYTES);
		check(all_differ(hashes, BYTES + 1));
	}
}

/* Every bit counts, wherever it stands. */
static void
test_bits(void)
{
	static uint64_t hashes[2][BYTES * 8 + 1];

	for (size_t len = 1; len <= BYTES; len += len < MANY ? 1 : 43)
	{
		memset(bytes, '0', BYTES);
		for (size_t bit = 0; bit < len * 8; bit++)
		{
			bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
			hashes[0][bit] = at_once(len);
			hashes[1][bit] = in_portions(len, BYTES);
			bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
		}
		hashes[0][len * 8] = at_once(len);
		hashes[1][len * 8] = in_portions(len, BYTES);
		check(all_differ(hashes[0], len * 8 + 1));
		check(all_differ(hashes[1], len * 8 + 1));
	}
}

/* Two words that change places are others, within a lane and between two. */
static void
test_places(void)
{
	for (size_t word = 0; word + 8 <= BYTES; word += 8)
		for (size_t other = word + 8; other + 8 <= BYTES; other += 8)
		{
			uint64_t	before[2];

			memset(bytes, '0', BYTES);
			memcpy(bytes + word, "customer", 8);
			before[0] = at_once(BYTES);
			before[1] = in_portions(BYTES, BYTES);
			memset(bytes + word, '0', 8);
			memcpy(bytes + other, "customer", 8);
			check(at_once(BYTES) != before[0]);
			check(in_portions(BYTES, BYTES) != before[1]);
		}
}

int
main(void)
{
	test_portions();
	test_lengths();
	test_bits();
	test_places();
	return check_end();
}
