/*
 * reader_drop.c
 *		Bodies that are read in portions: what was read goes, what is still wanted of
 *		it is kept.
 *
 * Of rows that are in hand (the document's, the ancestors') the slices that lie in
 * the dropped bytes move to the reader's own memory; all other offsets shift.
 * What is kept is written anew each time, so that it does not grow with the
 * number of portions.
 */
#include <stdlib.h>
#include <string.h>

#include "json/reader_state.h"

/* Most bytes of texts that are kept. */
#define KEPT_MAX (1024 * 1024)

/* Blanks and commas behind a record that are kept for its digest, at most. */
#define SEPARATOR_MAX 4096

/* Is nothing but a separator behind the last record, which ends at *end? */
static bool
ends_record(const ApiReader *reader, size_t *end)
{
	bool		any = reader->levels[1].rows > 0;

	*end = any ? (size_t) reader->span.offset + reader->span.length : 0;
	return !reader->levels[1].open && (any || reader->digest.len > 0) &&
		reader->pos - *end <= SEPARATOR_MAX;
}

size_t
api_reader_settled(const ApiReader *reader)
{
	size_t		end;

	if (reader->levels[reader->projection->levels].open)
		return reader->record_from;
	if (ends_record(reader, &end))
		return end;
	switch (reader->state)
	{
		case READ_STRING:
		case READ_SCALAR:
		case READ_SKIP:
		case READ_IN_NAME:
		case READ_COLON:
		case READ_VALUE:
			return reader->start < reader->pos ? reader->start : reader->pos;
		default:
			return reader->pos;
	}
}

size_t
api_reader_dropped(const ApiReader *reader)
{
	return reader->records_dropped;
}

size_t
api_reader_outer_dropped(const ApiReader *reader)
{
	return reader->outer_dropped;
}

/* A drop in the making. */
typedef struct Drop
{
	const ApiReader *reader;
	const char *body;
	uint32_t	bytes;
	char	   *kept;			/* the new one */
	size_t		len;
} Drop;

/* Moves a slice's text to the kept ones, or shifts it; false: there is no room. */
static bool
move_slice(Drop *drop, ApiSlice *slice)
{
	size_t		len;
	const char *text = api_reader_text(drop->reader, drop->body, *slice, &len);

	if (text == NULL)
		return true;
	if ((slice->length & API_SLICE_KEPT) == 0 && slice->offset >= drop->bytes)
	{
		slice->offset -= drop->bytes;
		return true;
	}
	if (len > KEPT_MAX - drop->len)
		return false;
	memcpy(drop->kept + drop->len, text, len);
	*slice = (ApiSlice) {(uint32_t) drop->len, (uint32_t) len | API_SLICE_KEPT};
	drop->len += len;
	return true;
}

/* The row in hand of a level becomes its first one. */
static bool
move_row(Drop *drop, ApiReader *reader, int number)
{
	ApiReadLevel *level = &reader->levels[number];
	int			width = reader->projection->widths[number];

	if (level->open && width > 0)
	{
		memmove(level->slices, level->slices + level->rows * (size_t) width,
				(size_t) width * sizeof(*level->slices));
		level->row = level->slices;
		for (int i = 0; i < width; i++)
			if (!move_slice(drop, &level->row[i]))
				return false;
	}
	if (level->parents != NULL)
		level->parents[0] = 0;
	level->rows = 0;
	return true;
}

static void
shift(uint32_t *offset, uint32_t bytes, uint32_t lost)
{
	*offset = *offset >= bytes && *offset != API_READ_LOST ? *offset - bytes : lost;
}

/* Everything that points into the body, but for the rows. */
static void
shift_state(ApiReader *reader, uint32_t bytes)
{
	for (int i = 0; i < reader->framer.depth &&
		 i < (int) (sizeof(reader->frames) / sizeof(reader->frames[0])); i++)
		shift(&reader->frames[i].start, bytes, API_READ_LOST);
	shift(&reader->start, bytes, 0);
	shift(&reader->gap, bytes, API_READ_LOST);
	shift(&reader->record_from, bytes, 0);
	shift(&reader->outer_from, bytes, API_READ_LOST);
	shift(&reader->edge_from, bytes, API_READ_LOST);
	if (reader->key.length != API_SLICE_INDEX)
		shift(&reader->key.offset, bytes, 0);
	reader->span = (ApiSlice) {0, 0};
	reader->pos -= bytes;
}

bool
api_reader_lost(const ApiReader *reader, int nslots)
{
	return reader->lost || reader->late < nslots;
}

/* Adds the records' text that lies in the first so many bytes to the digest. */
static void
digest_records(const ApiReader *reader, const char *body, size_t bytes, ApiDigest *digest)
{
	size_t		from = digest->len > 0 ? 0 : reader->span.offset;
	size_t		to = bytes;

	if (!reader->levels[1].open)
		to = reader->levels[1].rows > 0 ? (size_t) reader->span.offset + reader->span.length : 0;
	if (to > bytes)
		to = bytes;
	if (from < to)
		api_digest_add(digest, body + from, to - from);
}

uint64_t
api_reader_digest(const ApiReader *reader, const char *body)
{
	ApiDigest	digest = reader->digest;

	digest_records(reader, body, reader->pos, &digest);
	return api_digest_value(&digest);
}

void
api_reader_outer_span(const ApiReader *reader, size_t *from, size_t *to)
{
	*from = *to = 0;
	if (reader->levels[1].rows == 0)
		return;
	*from = reader->span.offset;
	*to = *from + reader->span.length;
}

void
api_reader_records_span(const ApiReader *reader, size_t *from, size_t *to)
{
	api_reader_outer_span(reader, from, to);
	if (reader->projection->levels > 1)
		*from = *to = 0;
}

const ApiEdges *
api_reader_edges(const ApiReader *reader)
{
	return &reader->edges;
}

/* Of the levels' rows in hand, those that the last record lies in are torn. */
static void
tear_rows(ApiReader *reader)
{
	size_t		row = api_reader_records(reader);

	if (row-- == 0)
		return;
	for (int number = reader->projection->levels; number > 0; number--)
	{
		ApiReadLevel *above = &reader->levels[number - 1];

		row = reader->levels[number].parents != NULL ? reader->levels[number].parents[row] : 0;
		above->torn |= above->open && row == above->rows;
	}
}

bool
api_reader_drop(ApiReader *reader, const char *body, size_t bytes, ApiError *err)
{
	Drop		drop = {reader, body, (uint32_t) bytes, malloc(KEPT_MAX), 0};

	if (drop.kept == NULL)
		return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	digest_records(reader, body, bytes, &reader->digest);
	tear_rows(reader);
	api_strays_drop(reader, api_reader_records(reader), (uint32_t) bytes);
	reader->records_dropped += api_reader_records(reader);
	reader->outer_dropped += reader->levels[1].rows;
	for (int number = 0; number <= reader->projection->levels; number++)
		if (!move_row(&drop, reader, number))
		{
			free(drop.kept);
			return api_error_set(err, API_ERR_TOO_LARGE, "the values around the records are too large");
		}
	for (const char *p = body; (p = memchr(p, '\n', (size_t) (body + bytes - p))) != NULL; p++)
		reader->breaks_dropped++;
	reader->bytes_dropped += bytes;
	shift_state(reader, (uint32_t) bytes);
	free(reader->kept);
	reader->kept = realloc(drop.kept, drop.len + 1);
	if (reader->kept == NULL)
		reader->kept = drop.kept;
	reader->kept_len = drop.len;
	return true;
}
