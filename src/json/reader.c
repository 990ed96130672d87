/*
 * reader.c
 *		The projecting JSON reader.  See reader.h.
 *
 * The reader is a state machine over the bytes of one body.  It stops wherever
 * the bytes end and goes on there when it is fed again: state, position, the
 * open brackets and what is wanted of the value in hand are all it keeps, so no
 * byte of a long string is looked at twice however it trickles in.  Nothing
 * recurses: open brackets are a stack of bytes, and only the containers on the
 * way to wanted values, as many as a path has steps, have a Frame.
 *
 *		START		a byte order mark, white space, the root value
 *		VALUE		a value, after a colon or a comma
 *		FIRST_VALUE	a value, or the end of an empty array
 *		STRING		inside a string that is a value
 *		SCALAR		inside a number or literal
 *		SKIP		inside a container that nobody wants, or wants whole
 *		FIRST_NAME	a member's name, or the end of an empty object
 *		NAME		a member's name, after a comma
 *		IN_NAME		inside a member's name
 *		COLON		the colon behind it
 *		NEXT		a comma, or the end of the container
 *		LINE		behind a root value, with lines: the next one, or the end
 *		END			behind the root value: white space only
 *		FAILED		an error was given; nothing more is read
 *
 * A step goes on into the next one where the bytes are there already, so that a
 * member takes one turn of the machine and not five; it sets the state first, and
 * may so stop anywhere.
 *
 * Records and rows.  The projection is one trie from the body's root; some of its
 * wants begin a row (an element or member that a wildcard of the record path
 * matches), and the innermost rows are the records.  A row is begun where its
 * value begins and complete where it ends, so that an ancestor's value may stand
 * behind the records in it (reader_rows.c).
 *
 * What is checked.  The containers that have a Frame (the root array, records
 * and what lies on the way to a wanted value), wanted strings, numbers and
 * literals, and every record that is no container, are read as RFC 8259 has it.
 * Two things are left to whoever decodes a string: \u0000, and surrogates.  Other
 * values are skipped by this grammar:
 *
 *		value		= string | scalar | container
 *		string		= '"' { byte but '"', '\', 00-1f | '\' byte but 00-1f } '"'
 *		scalar		= byte of [A-Za-z0-9+.-] { byte of [A-Za-z0-9+.-] }
 *		container	= '[' contents ']' | '{' contents '}'
 *		contents	= { string | scalar | container | ',' | ':' | white space }
 *
 * Every JSON value fits it, and nothing that fits it can hide where the value
 * ends.  A container that is wanted whole is skipped likewise: the type that
 * takes it (json, jsonb, an array) checks it.
 *
 * The last of several members of one name counts.  Where it is a container on
 * the way to wanted values, what an earlier one gave is forgotten.
 *
 * The reader owns its slices and counts; the body belongs to the caller and may
 * move between two calls.
 */
#include "json/reader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "json/reader_state.h"
#include "json/string.h"

/* ---- making and freeing ---- */

ApiReader *
api_reader_create(const ApiProjection *projection, size_t max_slices, ApiError *err)
{
	ApiReader  *reader = calloc(1, sizeof(*reader));

	if (reader != NULL)
	{
		reader->projection = projection;
		reader->max_slices = max_slices;
		reader->levels[0].slices = calloc((size_t) projection->widths[0] + 1, sizeof(ApiSlice));
	}
	if (reader == NULL || reader->levels[0].slices == NULL)
	{
		free(reader);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	api_reader_reset(reader, false);
	return reader;
}

void
api_reader_reset(ApiReader *reader, bool lines)
{
	reader->state = READ_START;
	reader->lines = lines;
	reader->shape = lines ? API_SHAPE_ARRAY : API_SHAPE_UNKNOWN;
	reader->pos = 0;
	reader->want = NULL;
	reader->key = (ApiSlice) {0, 0};
	reader->framer.depth = 0;
	reader->framer.max_depth = reader->projection->max_depth;
	reader->framer.in_string = false;
	reader->lines_read = 0;
	reader->records_dropped = reader->outer_dropped = 0;
	reader->bytes_dropped = reader->breaks_dropped = 0;
	reader->lost = reader->twice = false;
	reader->late = INT_MAX;
	reader->digest = (ApiDigest) API_DIGEST_INIT;
	api_edges_reset(&reader->edges);
	reader->kept_len = 0;
	api_rows_reset(reader);
}

void
api_reader_free(ApiReader *reader)
{
	if (reader == NULL)
		return;
	for (int number = 0; number < API_PROJECTION_LEVELS; number++)
	{
		free(reader->levels[number].slices);
		free(reader->levels[number].parents);
	}
	free(reader->strays);
	free(reader->kept);
	api_edges_free(&reader->edges);
	free(reader);
}

ApiReaderShape
api_reader_shape(const ApiReader *reader)
{
	return reader->shape;
}

size_t
api_reader_records(const ApiReader *reader)
{
	return reader->levels[reader->projection->levels].rows;
}

size_t
api_reader_outer(const ApiReader *reader)
{
	return reader->levels[1].rows + (reader->projection->levels == 1 ? reader->counts.nulls : 0);
}

size_t
api_reader_nulls(const ApiReader *reader)
{
	return reader->counts.nulls;
}

bool
api_reader_lines(const ApiReader *reader)
{
	return reader->lines;
}

size_t
api_reader_missing(const ApiReader *reader)
{
	return reader->counts.missing;
}

size_t
api_reader_absent(const ApiReader *reader)
{
	return reader->counts.absent;
}

bool
api_reader_twice(const ApiReader *reader)
{
	return reader->twice;
}

size_t
api_reader_misfits(const ApiReader *reader)
{
	return reader->counts.misfits;
}

size_t
api_reader_places(const ApiReader *reader)
{
	return reader->counts.places;
}

size_t
api_reader_bare(const ApiReader *reader)
{
	return reader->counts.bare;
}

unsigned
api_reader_kinds(const ApiReader *reader)
{
	return reader->counts.kinds;
}

ApiSlice
api_reader_slice(const ApiReader *reader, size_t record, int slot)
{
	ApiSlotPlace place = reader->projection->slots[slot];

	if (place.level == 0)
		return reader->levels[0].slices[place.index];
	if (place.level == reader->projection->levels)
		return reader->levels[place.level].slices[record *
												  (size_t) reader->projection->widths[place.level] +
												  (size_t) place.index];
	for (int number = reader->projection->levels; number > place.level; number--)
		record = reader->levels[number].parents[record];
	return reader->levels[place.level].slices[record * (size_t) reader->projection->widths[place.level] +
											  (size_t) place.index];
}

/* Bytes of a record whose values are. */
#define FAR_APART 1024

const ApiSlice *
api_reader_row(const ApiReader *reader, const char *body, size_t record)
{
	const ApiReadLevel *level = &reader->levels[reader->projection->levels];
	size_t		width = (size_t) reader->projection->widths[reader->projection->levels];
	const ApiSlice *row;

	if (width == 0)
		return NULL;
	row = level->slices + record * width;
	/* values far apart: the last look at them was a page ago; what is near the processor fetches by itself */
	if (record + 1 < level->rows && reader->span.length / FAR_APART >= level->rows)
		for (size_t i = width; i < 2 * width; i++)
			if (api_slice_in_body(row[i]))
				__builtin_prefetch(body + row[i].offset);
	return row;
}

ApiSlice
api_reader_envelope(const ApiReader *reader, int slot)
{
	ApiSlotPlace place = reader->projection->slots[slot];

	if (place.level > 0 && reader->levels[place.level].rows == 0)
		return (ApiSlice) {0, 0};
	return reader->levels[place.level].slices[place.index];
}

bool
api_reader_finds(const ApiReader *reader, int slot)
{
	size_t		records = api_reader_records(reader);

	for (size_t record = 0; record < records; record++)
		if (api_reader_slice(reader, record, slot).length > 0)
			return true;
	return false;
}

bool
api_reader_finds_any(const ApiReader *reader)
{
	int			nslots = reader->projection->nslots;

	for (int slot = 0; slot < nslots; slot++)
		if (reader->projection->slots[slot].column && api_reader_finds(reader, slot))
			return true;
	return reader->nstrays > 0;
}

const char *
api_reader_text(const ApiReader *reader, const char *body, ApiSlice slice, size_t *len)
{
	*len = slice.length & ~API_SLICE_KEPT;
	if (slice.length == 0 || slice.length == API_SLICE_INDEX)
		return NULL;
	return ((slice.length & API_SLICE_KEPT) != 0 ? reader->kept : body) + slice.offset;
}

size_t
api_reader_bytes(const ApiReader *reader)
{
	return reader->slices * sizeof(ApiSlice);
}

/* ---- errors ---- */

#define EXCERPT_BYTES 40

/* Copies what stands at p for people to read: whole characters, no controls. */
static void
make_excerpt(const char *p, const char *end, char *out)
{
	size_t		len = 0;

	while (p < end && len < EXCERPT_BYTES)
	{
		size_t		step = api_utf8_char(p, end);

		if (step <= 1)
			out[len++] = step == 0 ? '?' : (unsigned char) *p < 0x20 || *p == 0x7f ? ' ' : *p;
		else
		{
			memcpy(out + len, p, step);
			len += step;
		}
		p += step > 0 ? step : 1;
	}
	out[len] = '\0';
}

static ApiReaderStatus
fail(ApiReader *reader, const ApiReadInput *in, ApiError *err)
{
	char		excerpt[EXCERPT_BYTES + 4];
	uint64_t	line = 1 + reader->breaks_dropped;

	reader->state = READ_FAILED;
	if (in->code != API_ERR_JSON)
	{
		api_error_set(err, in->code, "%s", in->problem);
		return API_READER_ERROR;
	}
	for (const char *p = in->body; p < in->p; p++)
		line += *p == '\n';
	make_excerpt(in->p, in->end, excerpt);
	api_error_set(err, API_ERR_JSON, "invalid JSON at byte %llu, line %llu: %s",
				  (unsigned long long) reader->bytes_dropped + (size_t) (in->p - in->body) + 1,
				  (unsigned long long) line, in->problem);
	if (excerpt[0] != '\0')
		api_error_detail(err, "The text there reads \"%s\".", excerpt);
	return API_READER_ERROR;
}

/* ---- the machine ---- */

static ApiReadStep
step(ApiReader *reader, ApiReadInput *in)
{
	switch (reader->state)
	{
		case READ_START:
			return api_read_start(reader, in);
		case READ_STRING:
			return api_read_string(reader, in);
		case READ_SCALAR:
			return api_read_scalar(reader, in);
		case READ_SKIP:
			return api_read_skip(reader, in);
		case READ_IN_NAME:
			return api_read_in_name(reader, in);
		case READ_FAILED:
			return api_read_bad(in, "the document was refused before");
		default:
			in->p = api_space_skip(in->p, in->end);
			return in->p == in->end ? STEP_MORE : api_read_token(reader, in);
	}
}

ApiReaderStatus
api_reader_feed(ApiReader *reader, const char *body, size_t len, bool last, ApiError *err)
{
	ApiReadInput in = {body, body + reader->pos, body + len, last, API_ERR_NONE, NULL};
	ApiReadStep came_to;

	if (len >= API_SLICE_KEPT)
	{
		in.code = API_ERR_TOO_LARGE;
		in.problem = "the response is larger than 2 GB";
		return fail(reader, &in, err);
	}
	do
		came_to = step(reader, &in);
	while (came_to == STEP_ON);
	if (came_to == STEP_BAD)
		return fail(reader, &in, err);
	reader->pos = (size_t) (in.p - body);
	if (reader->state == READ_END)
		return API_READER_DONE;
	if (!last)
		return API_READER_MORE;
	if (reader->lines && (reader->state == READ_LINE || reader->state == READ_START))
	{
		/* all lines together are the root; those that were dropped are out of reach */
		reader->lost |= reader->projection->root->slot >= 0 && reader->bytes_dropped > 0;
		return API_READER_DONE;
	}
	(void) api_read_bad(&in, reader->state == READ_START ? "the document is empty" :
			   "the document ends too early");
	return fail(reader, &in, err);
}
