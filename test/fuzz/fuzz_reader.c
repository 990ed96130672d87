/*
 * fuzz_reader.c
 *		libFuzzer target: any bytes, cut at any place, give the same verdict,
 *		message and slices as in one piece; and what is JSON to the letter is
 *		read.
 *
 * The first byte chooses the projection, the next two where the body is cut.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/check.h"
#include "json/path.h"
#include "json/reader.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_SLICES 10000

static const char *const projections[][4] = {
	{NULL},
	{"$", NULL},
	{"$.a", "$.b", NULL},
	{"$.a", "$.a.b", "$.a[0]", NULL},
	{"$[0]", "$[1].a", "$.\"\"", NULL},
};

/* Where the records are; NULL: by the default rule. */
static const char *const records[] = {
	NULL, "$.a", "$[*]", "$.a[*].b", "$.a.*", "$[*][*]", "$.*.a[*]", "$[0].a", "$.a.b[*].c.*"
};

static const char *const metas[] = {"$", "$.b", "$.a.@key", "$.a[*].@key", "$[*].a", "$.*.b", "@key", "$.a"};

#define NRECORDS (sizeof(records) / sizeof(records[0]))
#define NMETAS (sizeof(metas) / sizeof(metas[0]))
#define NPROJECTIONS (sizeof(projections) / sizeof(projections[0]))

static ApiProjection *
project(const char *const *texts, const char *place, unsigned wanted)
{
	ApiPath    *where = place != NULL ? api_path_parse(place, NULL) : NULL;
	ApiProjection *projection = api_projection_create(where, NULL);

	api_path_free(where);
	for (size_t i = 0; i < NMETAS; i++)
	{
		ApiPath    *path = api_path_parse(metas[i], NULL);
		int			steps;

		if (wanted >> i & 1)
			(void) api_projection_add_meta(projection, path, &steps, NULL);
		api_path_free(path);
	}

	for (; *texts != NULL; texts++)
	{
		ApiPath    *path = api_path_parse(*texts, NULL);

		api_projection_add(projection, path, NULL);
		api_path_free(path);
	}
	return projection;
}

/* A projection and two readers of it. */
typedef struct Setup
{
	ApiProjection *projection;
	ApiReader  *whole;
	ApiReader  *split;
} Setup;

/* Made once: making them takes longer than reading. */
static const Setup *
set_up(const uint8_t *data)
{
	static Setup setups[NPROJECTIONS][NRECORDS][256];
	Setup	   *setup = &setups[data[0] % NPROJECTIONS][data[3] % NRECORDS][data[4]];

	if (setup->projection == NULL)
	{
		setup->projection = project(projections[data[0] % NPROJECTIONS], records[data[3] % NRECORDS],
									data[4]);
		setup->whole = api_reader_create(setup->projection, MAX_SLICES, NULL);
		setup->split = api_reader_create(setup->projection, MAX_SLICES, NULL);
	}
	return setup;
}

static bool
ignore(void *arg, const char *text, size_t len)
{
	return true;
}

/* Slices lie in the body; what works on them takes any of them. */
static void
use_slices(const ApiReader *reader, int nslots, const char *body, size_t len)
{
	static ApiPath *path;
	char		list[100];
	int			listed;

	if (path == NULL)
		path = api_path_parse("$[*].*.a", NULL);
	for (size_t record = 0; record < api_reader_records(reader); record++)
	{
		for (int slot = 0; slot < nslots; slot++)
		{
			ApiSlice	slice = api_reader_slice(reader, record, slot);
			const char *text = body + slice.offset;
			size_t		text_len = slice.length;
			char	   *copy;

			if (text_len == 0 || text_len == API_SLICE_INDEX)
				continue;
			if (text_len > len || slice.offset > len - text_len)
				abort();
			copy = malloc(text_len);
			if (api_string_decode(text, text_len, copy, NULL) > (long) text_len)
				abort();
			free(copy);
			(void) api_slice_unfold(text, text_len, path, 0, ignore, NULL, NULL);
		}
	}
	(void) api_slice_list_members(body, len, true, list, sizeof(list), &listed);
	(void) api_slice_list_members(body, len, false, list, sizeof(list), &listed);
}

static void
compare(const ApiReader *a, const ApiReader *b, int nslots)
{
	size_t		nrecords = api_reader_records(a);

	if (api_reader_shape(a) != api_reader_shape(b) || nrecords != api_reader_records(b))
		abort();
	if (api_reader_outer(a) != api_reader_outer(b) || api_reader_missing(a) != api_reader_missing(b) ||
		api_reader_kinds(a) != api_reader_kinds(b))
		abort();
	for (int slot = 0; slot < nslots; slot++)
	{
		ApiSlice	slices[2] = {api_reader_envelope(a, slot), api_reader_envelope(b, slot)};

		if (memcmp(&slices[0], &slices[1], sizeof(ApiSlice)) != 0)
			abort();
		for (size_t record = 0; record < nrecords; record++)
		{
			slices[0] = api_reader_slice(a, record, slot);
			slices[1] = api_reader_slice(b, record, slot);
			if (memcmp(&slices[0], &slices[1], sizeof(ApiSlice)) != 0)
				abort();
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ApiError	whole_err = API_ERROR_INIT;
	ApiError	split_err = API_ERROR_INIT;
	const Setup *setup;
	ApiReader  *whole;
	ApiReader  *split;
	ApiReaderStatus whole_status;
	ApiReaderStatus split_status;
	const char *body;
	char	   *part;
	size_t		len;
	size_t		cut;
	int			nslots;
	bool		lines;

	if (size < 5)
		return 0;
	body = (const char *) data + 5;
	len = size - 5;
	lines = data[3] >= 200;
	cut = (size_t) (data[1] << 8 | data[2]) % (len + 1);
	setup = set_up(data);
	whole = setup->whole;
	split = setup->split;
	nslots = api_projection_slots(setup->projection);

	api_reader_reset(whole, lines);
	api_reader_reset(split, lines);
	whole_status = api_reader_feed(whole, body, len, true, &whole_err);
	part = malloc(cut + 1);
	memcpy(part, body, cut);
	split_status = api_reader_feed(split, part, cut, false, &split_err);
	free(part);
	if (split_status != API_READER_ERROR)
		split_status = api_reader_feed(split, body, len, true, &split_err);

	if (whole_status != split_status || whole_status == API_READER_MORE ||
		whole_err.code != split_err.code ||
		(whole_err.message != NULL && strcmp(whole_err.message, split_err.message) != 0))
		abort();
	compare(whole, split, nslots);
	use_slices(whole, nslots, body, len);
	if (!lines && whole_status == API_READER_ERROR && whole_err.code == API_ERR_JSON &&
		api_json_check(body, len, API_READER_MAX_DEPTH, NULL) == NULL)
		abort();

	api_error_clear(&whole_err);
	api_error_clear(&split_err);
	return 0;
}
