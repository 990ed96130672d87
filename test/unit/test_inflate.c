/*
 * test_inflate.c
 *		Compressed bodies, cut in pieces of every size.
 */
#include <stdlib.h>
#include <zlib.h>

#include "check.h"
#include "net/inflate.h"

#define TEXT_LEN 200000
#define ROOM (2 * TEXT_LEN)

static char text[TEXT_LEN];
static char wire[ROOM];
static char got[ROOM];
static size_t got_len;
static size_t largest;

/* Appends the text, compressed, as that window says: gzip, zlib, or bare. */
static size_t
compress_as(char *out, int window, size_t len)
{
	z_stream	stream = {0};
	size_t		made;

	(void) deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
	stream.next_in = (Bytef *) text;
	stream.avail_in = len;
	stream.next_out = (Bytef *) out;
	stream.avail_out = ROOM / 2;
	check(deflate(&stream, Z_FINISH) == Z_STREAM_END);
	made = stream.total_out;
	(void) deflateEnd(&stream);
	return made;
}

static size_t
compress_text(char *out, bool gzip, size_t len)
{
	return compress_as(out, gzip ? MAX_WBITS + 16 : MAX_WBITS, len);
}

/* Gives len bytes in pieces of that size; false: wrong. */
static bool
feed(ApiInflate *stream, const char *data, size_t len, size_t piece)
{
	for (size_t from = 0; from < len; from += piece)
	{
		size_t		left = len - from < piece ? len - from : piece;
		const char *at = data + from;
		ApiInflateStatus status = API_INFLATE_MORE;

		while (left > 0 || status == API_INFLATE_MORE)
		{
			const char *out;
			size_t		out_len;
			size_t		taken = left;

			status = api_inflate_step(stream, at, &taken, &out, &out_len);
			if (status == API_INFLATE_WRONG || status == API_INFLATE_NO_MEMORY)
				return false;
			at += taken;
			left -= taken;
			if (out_len > largest)
				largest = out_len;
			memcpy(got + got_len, out, out_len);
			got_len += out_len;
		}
	}
	return true;
}

static bool
is_text(size_t times)
{
	for (size_t i = 0; i < times; i++)
		if (memcmp(got + i * TEXT_LEN, text, TEXT_LEN) != 0)
			return false;
	return got_len == times * TEXT_LEN;
}

/* A whole stream of either kind, in pieces of each size. */
static void
test_whole(void)
{
	static const size_t pieces[] = {1, 7, 1000, ROOM};

	for (int gzip = 0; gzip < 2; gzip++)
		for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		{
			size_t		len = compress_text(wire, gzip, TEXT_LEN);
			ApiInflate *stream = api_inflate_new(false, false);

			got_len = largest = 0;
			check(feed(stream, wire, len, pieces[i]) && is_text(1));
			check(largest <= API_INFLATE_STEP);
			check(!api_inflate_cut(stream) && api_inflate_ended(stream));
			api_inflate_free(stream);
		}
}

/* Deflate without a header is read where it may come, and only there. */
static void
test_bare(void)
{
	size_t		len = compress_as(wire, -MAX_WBITS, TEXT_LEN);

	for (int bare = 0; bare < 2; bare++)
	{
		ApiInflate *stream = api_inflate_new(bare, false);

		got_len = 0;
		check(feed(stream, wire, len, 1000));
		check(api_inflate_ended(stream) == bare && (!bare || is_text(1)));
		api_inflate_free(stream);
	}
}

/* Compressed twice: in pieces of each size, cut, and where it was once or never. */
static void
test_twice(void)
{
	static char inner[ROOM];
	static const size_t pieces[] = {1, 7, 1000, ROOM};
	size_t		once = compress_as(inner, MAX_WBITS + 16, TEXT_LEN);
	uLongf		len = ROOM / 2;

	check(compress((Bytef *) wire, &len, (Bytef *) inner, once) == Z_OK);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		for (size_t cut = 0; cut < 2; cut++)
		{
			ApiInflate *stream = api_inflate_new(false, true);

			got_len = largest = 0;
			check(feed(stream, wire, len - cut, pieces[i]) && largest <= API_INFLATE_STEP);
			check(cut || is_text(1));
			check(api_inflate_cut(stream) == (cut > 0) && api_inflate_ended(stream) == (cut == 0));
			api_inflate_free(stream);
			stream = api_inflate_new(false, true);
			got_len = 0;
			check(feed(stream, inner, once, pieces[i]) && is_text(1));
			api_inflate_free(stream);
		}
}

/* Members in a row are one body; padding behind them is none. */
static void
test_members(void)
{
	size_t		len = compress_text(wire, true, TEXT_LEN);
	ApiInflate *stream = api_inflate_new(false, false);

	len += compress_text(wire + len, true, TEXT_LEN);
	memset(wire + len, 0, 100);
	got_len = 0;
	check(feed(stream, wire, len + 100, 333) && is_text(2) && api_inflate_ended(stream));
	api_inflate_free(stream);
}

/* Wherever it is cut, that is known; what came so far is right. */
static void
test_cut(void)
{
	size_t		len = compress_text(wire, true, 2000);

	for (size_t cut = 1; cut < len; cut++)
	{
		ApiInflate *stream = api_inflate_new(false, false);

		got_len = 0;
		check(feed(stream, wire, len - cut, 50) && memcmp(got, text, got_len) == 0);
		check(!api_inflate_ended(stream) && api_inflate_cut(stream));
		api_inflate_free(stream);
	}
}

/* A byte that is damaged is never read as another text. */
static void
test_damaged(void)
{
	size_t		len = compress_text(wire, true, 2000);

	/* behind the header, whose fields may change without harm */
	for (size_t at = 10; at < len; at++)
	{
		ApiInflate *stream = api_inflate_new(false, false);
		bool		fine;

		wire[at] ^= 0x24;
		got_len = 0;
		fine = feed(stream, wire, len, len) && api_inflate_ended(stream);
		check(!fine);
		wire[at] ^= 0x24;
		api_inflate_free(stream);
	}
}

/* What was never compressed comes as it is; nothing is nothing. */
static void
test_plain(void)
{
	static const char *const bodies[] = {"[{\"id\": 1}]", " {}", "", "\xef\xbb\xbf[]", "<html>"};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		ApiInflate *stream = api_inflate_new(i % 2, i == 0);

		got_len = 0;
		check(feed(stream, bodies[i], strlen(bodies[i]), 2));
		check_case(got_len == strlen(bodies[i]) && memcmp(got, bodies[i], got_len) == 0, bodies[i]);
		check(!api_inflate_cut(stream) && !api_inflate_ended(stream));
		api_inflate_free(stream);
	}
}

int
main(void)
{
	srandom(7);
	/* long runs, so that a step's room is filled from little input, and noise */
	for (size_t i = 0; i < TEXT_LEN; i++)
		text[i] = i < 150000 ? (char) ('a' + i / 10000) : (char) random();
	test_whole();
	test_bare();
	test_twice();
	test_members();
	test_cut();
	test_damaged();
	test_plain();
	return check_end();
}
