/*
 * fuzz_reader.c
 *		libFuzzer target: any bytes, cut at any place or in steps of any length, whatever
 *		was read before, give the same verdict, message and slices as in one piece; and
 *		what is JSON to the letter is read.
 *
 * The first bytes choose the projection, whether the body is lines, and where it is
 * cut.
 */
#include "json/check.h"
#include "json/decimal.h"
#include "json/names.h"
#include "setups.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD 6

/* What a type does with a text that nobody has checked. */
static void
use_text(const char *text, size_t len)
{
	char	   *copy = malloc(len);
	int64_t		integer;
	double		real;

	if (api_string_decode(text, len, copy, NULL) > (long) len)
		abort();
	(void) api_decimal_read(text, len, 3, true, &integer);
	(void) api_decimal_double(text, len, &real);
	(void) api_json_check(text, len, 3, NULL);
	free(copy);
}

static bool
on_match(void *arg, const char *text, size_t len)
{
	use_text(text, len);
	return ++*(int *) arg < 50;
}

static void
use_slice(const char *text, size_t len)
{
	static const char *const texts[] = {"$[*].*.a", "$.b[last]", "$[1][*]", "$"};
	static ApiPath *paths[4];
	int			matches = 0;

	use_text(text, len);
	for (int i = 0; i < 4; i++)
	{
		if (paths[i] == NULL)
			paths[i] = api_path_parse(texts[i], NULL);
		(void) api_slice_unfold(text, len, paths[i], 0, on_match, &matches, NULL);
	}
	(void) api_names_find(text, len, "a", 1, NULL);
}

/* Slices lie in the body; what works on them takes any of them. */
static void
use_slices(const ApiReader *reader, int nslots, const char *body, size_t len)
{
	char		list[100];
	int			listed;

	for (size_t record = 0; record < api_reader_records(reader); record++)
	{
		for (int slot = 0; slot < nslots; slot++)
		{
			ApiSlice	slice = api_reader_slice(reader, record, slot);
			size_t		text_len;
			const char *text = api_reader_text(reader, body, slice, &text_len);

			if (text == NULL)
				continue;
			if (text_len > len || slice.offset > len - text_len)
				abort();
			use_slice(text, text_len);
		}
	}
	(void) api_slice_list_members(body, len, true, list, sizeof(list), &listed);
	(void) api_slice_list_members(body, len, false, list, sizeof(list), &listed);
	(void) api_slice_list_members(body, len, false, list, 0, &listed);
}

static void
compare_slice(ApiSlice a, ApiSlice b)
{
	if (a.offset != b.offset || a.length != b.length)
		abort();
}

static void
compare(const Setup *setup, const ApiReader *b, const char *body)
{
	const ApiReader *a = setup->whole;
	size_t		nrecords = api_reader_records(a);

	if (api_reader_shape(a) != api_reader_shape(b) || nrecords != api_reader_records(b) ||
		api_reader_lines(a) != api_reader_lines(b))
		abort();
	if (api_reader_outer(a) != api_reader_outer(b) || !same_way(a, b) ||
		api_reader_bare(a) != api_reader_bare(b))
		abort();
	for (size_t record = 0; record < nrecords; record++)
	{
		size_t		na;
		size_t		nb;
		const ApiStray *strays = api_reader_strays(a, record, &na);
		const ApiStray *others = api_reader_strays(b, record, &nb);

		if (na != nb || (na > 0 && memcmp(strays, others, na * sizeof(*strays)) != 0))
			abort();
	}
	for (int slot = 0; slot < setup->nslots; slot++)
	{
		compare_slice(api_reader_envelope(a, slot), api_reader_envelope(b, slot));
		if (nrecords > 0 && api_projection_is_of_record(setup->projection, slot))
		{
			compare_slice(api_reader_envelope(a, slot), api_reader_slice(a, 0, slot));
			if (api_reader_bytes(a) < nrecords * sizeof(ApiSlice))
				abort();
		}
		if (api_reader_finds(a, slot) != api_reader_finds(b, slot))
			abort();
		for (size_t record = 0; record < nrecords; record++)
		{
			int			index = api_projection_record_index(setup->projection, slot);

			compare_slice(api_reader_slice(a, record, slot), api_reader_slice(b, record, slot));
			if (index >= 0)
				compare_slice(api_reader_row(b, body, record)[index], api_reader_slice(a, record, slot));
		}
	}
}

/* Feeds the first bytes from memory of their own, which ends where they end. */
static ApiReaderStatus
feed_part(ApiReader *reader, const char *body, size_t len, ApiError *err)
{
	char	   *part = malloc(len + 1);
	ApiReaderStatus status;

	memcpy(part + 1, body, len);
	status = api_reader_feed(reader, part + 1, len, false, err);
	free(part);
	return status;
}

/* The same as the whole, cut at one place, or by step bytes at a time. */
static void
read_cut(const Setup *setup, const char *body, size_t len, size_t cut, size_t step, bool lines,
		 ApiReaderStatus wanted, const ApiError *wanted_err)
{
	ApiError	err = API_ERROR_INIT;
	ApiReaderStatus status = API_READER_MORE;

	api_reader_reset(setup->other, lines);
	for (; cut < len && status != API_READER_ERROR; cut += step)
		status = feed_part(setup->other, body, cut, &err);
	if (status != API_READER_ERROR)
		status = api_reader_feed(setup->other, body, len, true, &err);
	if (status != wanted || err.code != wanted_err->code ||
		(err.message != NULL && strcmp(err.message, wanted_err->message) != 0))
		abort();
	api_error_clear(&err);
	compare(setup, setup->other, body);
	if (status == API_READER_DONE &&
		api_reader_digest(setup->whole, body) != api_reader_digest(setup->other, body))
		abort();
}

/* The same by a reader that has read nothing before.  Not for little room, of which levels keep what they took. */
static void
read_afresh(const Setup *setup, const uint8_t *data, const char *body, size_t len, bool lines,
			ApiReaderStatus wanted, const ApiError *wanted_err)
{
	ApiError	err = API_ERROR_INIT;
	Setup		fresh = {0};

	make_setup(&fresh, data[0], data[1], data[2]);
	api_reader_reset(fresh.whole, lines);
	if (api_reader_feed(fresh.whole, body, len, true, &err) != wanted || err.code != wanted_err->code ||
		(err.message != NULL && strcmp(err.message, wanted_err->message) != 0))
		abort();
	compare(setup, fresh.whole, body);
	api_error_clear(&err);
	free_setup(&fresh);
}

/* A body too long for slices is refused, unread; and so is all behind an error. */
static void
read_too_long(ApiReader *reader, const char *body)
{
	ApiError	err = API_ERROR_INIT;

	api_reader_reset(reader, false);
	if (api_reader_feed(reader, body, API_SLICE_KEPT, false, &err) != API_READER_ERROR ||
		err.code != API_ERR_TOO_LARGE)
		abort();
	api_error_clear(&err);
	if (api_reader_feed(reader, body, 0, true, &err) != API_READER_ERROR)
		abort();
	api_error_clear(&err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ApiError	err = API_ERROR_INIT;
	const Setup *setup;
	ApiReaderStatus status;
	const char *body = (const char *) data + HEAD;
	size_t		len = size - HEAD;
	bool		lines;

	if (size < HEAD)
		return 0;
	setup = set_up(data[0], data[1], data[2]);
	if (setup->projection == NULL)
		return 0;
	lines = data[1] >= 200;
	api_reader_reset(setup->whole, lines);
	status = api_reader_feed(setup->whole, body, len, true, &err);
	if (status == API_READER_MORE)
		abort();
	read_cut(setup, body, len, (size_t) (data[3] << 8 | data[4]) % (len + 1), len + 1, lines, status, &err);
	read_cut(setup, body, len, 1, 1 + data[5] % 64 + len / 64, lines, status, &err);
	if (data[5] % 8 == 0 && !is_narrow(data[0]))
		read_afresh(setup, data, body, len, lines, status, &err);
	use_slices(setup->whole, setup->nslots, body, len);
	use_text(body, len);
	if (!lines && status == API_READER_ERROR && err.code == API_ERR_JSON && data[1] < 128 &&
		api_json_check(body, len, API_READER_MAX_DEPTH, NULL) == NULL)
		abort();
	api_error_clear(&err);
	if (data[5] == 255)
		read_too_long(setup->other, body);
	return 0;
}
