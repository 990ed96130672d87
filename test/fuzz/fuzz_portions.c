/*
 * fuzz_portions.c
 *		libFuzzer target: a body that is read in portions, what was read of it dropped,
 *		gives the records of the whole body, and the same verdict, message and digest;
 *		and no value that rows should have had goes missing unnoticed.
 *
 * The first bytes choose the projection, whether the body is lines, and the length of the
 * portions; the last of them a body around whose records there is more than is kept.
 */
#include <stdio.h>

#include "setups.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD 5
#define MANY 1100000

/* What was seen of the records before they were dropped. */
typedef struct Seen
{
	const Setup *setup;
	const char *body;			/* the whole one */
	size_t		records;
	bool		differs;		/* some value was another than it is of the whole body */
} Seen;

/* Is it the same text, or the same index? */
static bool
same_value(const ApiReader *a, const char *a_body, ApiSlice a_slice, const ApiReader *b, const char *b_body,
		   ApiSlice b_slice)
{
	size_t		a_len;
	size_t		b_len;
	const char *a_text = api_reader_text(a, a_body, a_slice, &a_len);
	const char *b_text = api_reader_text(b, b_body, b_slice, &b_len);

	if (a_text == NULL || b_text == NULL)
		return a_text == b_text && a_slice.length == b_slice.length && a_slice.offset == b_slice.offset;
	return a_len == b_len && memcmp(a_text, b_text, a_len) == 0;
}

/* The records at hand are those of the whole body that come next. */
static void
see_records(Seen *seen, const char *held)
{
	const Setup *setup = seen->setup;
	size_t		count = api_reader_records(setup->other);

	for (size_t i = 0; i < count; i++)
		for (int slot = 0; slot < setup->nslots; slot++)
		{
			seen->differs |= seen->records + i >= api_reader_records(setup->whole) ||
				!same_value(setup->whole, seen->body, api_reader_slice(setup->whole, seen->records + i, slot),
							setup->other, held, api_reader_slice(setup->other, i, slot));
		}
	seen->records += count;
}

/* Reads portions; what is settled goes. */
static ApiReaderStatus
read_portions(Seen *seen, size_t len, size_t step, bool lines, ApiError *err)
{
	ApiReader  *reader = seen->setup->other;
	char	   *held = malloc(len + 1);
	size_t		nheld = 0;
	ApiReaderStatus status = API_READER_MORE;

	api_reader_reset(reader, lines);
	for (size_t at = 0; at < len && status != API_READER_ERROR; at += step)
	{
		size_t		more = len - at < step ? len - at : step;
		size_t		settled;

		memcpy(held + nheld, seen->body + at, more);
		nheld += more;
		status = api_reader_feed(reader, held, nheld, at + more == len, err);
		if (status == API_READER_ERROR)
			break;
		settled = api_reader_settled(reader);
		if (settled > nheld)
			abort();
		if (at + more == len)
			settled = nheld;
		if (settled > 0)
			see_records(seen, held);
		if (settled > 0 && !api_reader_drop(reader, held, settled, err))
			status = API_READER_ERROR;
		nheld -= settled;
		memmove(held, held + settled, nheld);
	}
	free(held);
	return status;
}

static void
compare(const Seen *seen)
{
	const ApiReader *whole = seen->setup->whole;
	const ApiReader *other = seen->setup->other;

	/* values behind the records, repeated names of what was read: noticed at the end */
	if (api_reader_lost(other, seen->setup->nslots))
		return;
	if (seen->differs || seen->records != api_reader_records(whole) || seen->records != api_reader_dropped(other) ||
		api_reader_outer(whole) != api_reader_outer_dropped(other))
		abort();
	if (!same_way(whole, other) ||
		api_reader_digest(whole, seen->body) != api_reader_digest(other, NULL))
		abort();
}

static void
test_body(const Setup *setup, const char *body, size_t len, size_t step, bool lines)
{
	ApiError	whole_err = API_ERROR_INIT;
	ApiError	err = API_ERROR_INIT;
	Seen		seen = {setup, body, 0, false};
	ApiReaderStatus whole;
	ApiReaderStatus status = API_READER_MORE;

	api_reader_reset(setup->whole, lines);
	whole = api_reader_feed(setup->whole, body, len, true, &whole_err);

	/* what is too much at once may be well in portions, and the other way round */
	if (whole_err.code != API_ERR_TOO_LARGE)
		status = read_portions(&seen, len, step, lines, &err);
	if (len > 0 && whole_err.code != API_ERR_TOO_LARGE && err.code != API_ERR_TOO_LARGE)
	{
		if (status != whole || err.code != whole_err.code ||
			(err.message != NULL && strcmp(err.message, whole_err.message) != 0))
			abort();
		if (status == API_READER_DONE)
			compare(&seen);
	}
	api_error_clear(&whole_err);
	api_error_clear(&err);
}

/* A value before the records that is larger than what is kept, then the records. */
static void
test_much(const Setup *setup, const char *body, size_t len)
{
	char	   *much = malloc(MANY + len + 64);
	size_t		used = (size_t) sprintf(much, "{\"b\": \"");

	memset(much + used, 'x', MANY);
	used += MANY;
	used += (size_t) sprintf(much + used, "\", \"a\": [");
	memcpy(much + used, body, len);
	used += len;
	used += (size_t) sprintf(much + used, "]}");
	test_body(setup, much, used, MANY / 2, false);
	free(much);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int	much = 0;
	const Setup *setup;

	if (size < HEAD)
		return 0;
	setup = set_up(data[0], data[1], data[2]);
	if (setup->projection == NULL)
		return 0;
	test_body(setup, (const char *) data + HEAD, size - HEAD, 1 + data[3] % 64 + (size - HEAD) / 16,
			  data[1] >= 200);
	/* that takes long: sometimes */
	if (data[4] == 255 && much++ < 100)
		test_much(setup, (const char *) data + HEAD, size - HEAD);
	return 0;
}
