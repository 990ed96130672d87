/*
 * reader_rows.c
 *		The rows that a reader gathers: of the document, of what records lie in, and of
 *		the records.
 *
 * Each level of the record path has rows of its own; a row knows its slices and
 * the number of the row above.  The row in
 * hand of a level stands behind its complete ones.  The document is the one row
 * of level 0, which is never complete.
 */
#include <stdlib.h>
#include <string.h>

#include "json/reader_state.h"

static ApiReadStep
refuse(ApiReadInput *in, ApiErrorCode code, const char *problem)
{
	in->code = code;
	in->problem = problem;
	return STEP_BAD;
}

/* Room for one more row, at least. */
static ApiReadStep
grow_level(ApiReader *reader, ApiReadInput *in, int number)
{
	ApiReadLevel *level = &reader->levels[number];
	size_t		width = (size_t) reader->projection->widths[number];
	bool		parents = number > 1;
	size_t		cost = width + parents;
	size_t		more = level->room + 16;
	void	   *grown;

	if (reader->slices + cost > reader->max_slices)
		return refuse(in, API_ERR_TOO_LARGE, "the response has too many records to be held at once");
	if (more * cost > reader->max_slices - reader->slices)
		more = (reader->max_slices - reader->slices) / cost;
	if (width > 0)
	{
		grown = realloc(level->slices, (level->room + more) * width * sizeof(*level->slices));
		if (grown == NULL)
			return refuse(in, API_ERR_OUT_OF_MEMORY, "out of memory");
		level->slices = grown;
	}
	if (parents)
	{
		grown = realloc(level->parents, (level->room + more) * sizeof(*level->parents));
		if (grown == NULL)
			return refuse(in, API_ERR_OUT_OF_MEMORY, "out of memory");
		level->parents = grown;
	}
	level->room += more;
	reader->slices += more * cost;
	return STEP_ON;
}

/* The kind of the value that begins so. */
static inline unsigned
kind_of(char first)
{
	switch (first)
	{
		case '{':
			return API_JSON_OBJECT;
		case '[':
			return API_JSON_ARRAY;
		case 'n':
			return 0;
		default:
			return API_JSON_SCALAR;
	}
}

/* Where the outermost row that begins is told from others: a map's at its name. */
static uint32_t
edge_of(const ApiReader *reader)
{
	bool		named = reader->key.length != API_SLICE_INDEX && reader->key.length > 0 &&
		reader->key.offset + reader->key.length < reader->outer_from;

	return named ? reader->key.offset : reader->outer_from;
}

ApiReadStep
api_row_begin_at(ApiReader *reader, ApiReadInput *in, const ApiWant *want)
{
	ApiReadLevel *level = &reader->levels[want->level];
	size_t		width = (size_t) reader->projection->widths[want->level];
	bool		kept = width > 0 || want->level > 1;

	if (kept && level->rows == level->room && grow_level(reader, in, want->level) != STEP_ON)
		return STEP_BAD;
	level->open = true;
	level->torn = false;
	if (want->level == reader->projection->levels)
	{
		reader->record_from = (uint32_t) (in->p - in->body);
		reader->counts.kinds |= kind_of(*in->p);
	}
	if (want->level == 1)
	{
		reader->outer_from = (uint32_t) (in->p - in->body);
		reader->edge_from = edge_of(reader);
	}
	if (want->level == 1 && level->rows == 0)
		reader->span.offset = reader->outer_from;
	if (level->parents != NULL)
		level->parents[level->rows] = (uint32_t) reader->levels[want->level - 1].rows;
	if (width == 0)
		return STEP_ON;
	level->row = level->slices + level->rows * width;
	memset(level->row, 0, width * sizeof(*level->row));
	if (want->key >= 0)
		level->row[reader->projection->slots[want->key].index] = reader->key;
	return STEP_ON;
}

/* Notes the outermost row that ends here. */
static void
note_edge(ApiReader *reader, const ApiReadInput *in)
{
	const char *from = in->body + reader->edge_from;

	if (reader->edge_from == API_READ_LOST)
		reader->edges.torn = true;
	else
		api_edges_add(&reader->edges, from, (size_t) (in->p - from));
}

void
api_row_end_at(ApiReader *reader, const ApiReadInput *in, const ApiWant *want)
{
	reader->levels[want->level].open = false;
	if (reader->projection->drop_nulls && want->level == reader->projection->levels &&
		in->body[reader->record_from] == 'n')
	{
		reader->counts.nulls++;
		return;
	}
	reader->levels[want->level].rows++;
	if (want->level != 1)
		return;
	reader->span.length = (uint32_t) (in->p - in->body) - reader->span.offset;
	if (reader->projection->edges)
		note_edge(reader, in);
}

bool
api_reader_childless(const ApiReader *reader)
{
	for (int number = 2; number <= reader->projection->levels; number++)
	{
		const ApiReadLevel *level = &reader->levels[number];
		size_t		next = 0;

		for (size_t row = 0; row < level->rows; row++)
		{
			if (level->parents[row] > next)
				return true;
			next = (size_t) level->parents[row] + 1;
		}
		if (next < reader->levels[number - 1].rows)
			return true;
	}
	return false;
}

/* The slot of the records' names, in their rows; -1: none. */
static int
key_index(const ApiReader *reader)
{
	int			key = reader->projection->record->key;

	return key >= 0 ? reader->projection->slots[key].index : -1;
}

void
api_row_cancel(ApiReader *reader, const ApiWant *want)
{
	reader->levels[want->level].open = false;
	reader->counts.kinds = reader->kinds_before;
	api_strays_truncate(reader);
}

bool
api_row_is_bare(const ApiReader *reader)
{
	const ApiReadLevel *level = &reader->levels[reader->projection->levels];
	int			width = reader->projection->widths[reader->projection->levels];
	const ApiStray *last = reader->nstrays > 0 ? &reader->strays[reader->nstrays - 1] : NULL;

	if (last != NULL && last->record == level->rows)
		return false;
	for (int i = 0; i < width; i++)
		if (level->row[i].length > 0 && i != key_index(reader))
			return false;
	return true;
}

/* The number of the innermost row that is open around a frame's members. */
static int
level_around(const ApiReader *reader, const ApiReadFrame *frame)
{
	while (frame >= reader->frames && frame->want->level == 0)
		frame--;
	return frame >= reader->frames ? frame->want->level : 0;
}

/* Drops the rows below the row in hand of that level: they are the last ones. */
static void
truncate_below(ApiReader *reader, int around)
{
	for (int number = around + 1; number <= reader->projection->levels; number++)
	{
		ApiReadLevel *level = &reader->levels[number];

		if (number == 1)
		{
			level->rows = 0;
			api_edges_reset(&reader->edges);
		}
		while (level->rows > 0 && level->parents[level->rows - 1] >= reader->levels[number - 1].rows)
			level->rows--;
	}
	api_strays_truncate(reader);
}

/* Has the row in hand of that level rows below it? */
static bool
has_rows_below(const ApiReader *reader, int around)
{
	const ApiReadLevel *level = &reader->levels[around + 1];

	return level->rows > 0 &&
		(around == 0 || level->parents[level->rows - 1] >= reader->levels[around].rows);
}

void
api_rows_forget(ApiReader *reader, ApiReadFrame *frame, const ApiWant *want)
{
	int			around;

	/* what begins a row has an empty one */
	for (int i = 0; i < want->nbelow && want->level == 0; i++)
	{
		ApiSlotPlace place;

		if (want->below[i] < 0)
		{
			api_strays_forget(reader, -1 - want->below[i]);
			continue;
		}
		place = reader->projection->slots[want->below[i]];
		reader->levels[place.level].row[place.index].length = 0;
	}
	if (!want->leads || !frame->led || frame->want->any_member != NULL)
		return;
	around = level_around(reader, frame);
	reader->lost |= reader->levels[around].torn || (around == 0 && reader->outer_dropped > 0);
	reader->twice |= has_rows_below(reader, around);
	truncate_below(reader, around);
	reader->counts = frame->counts;
}

void
api_rows_reset(ApiReader *reader)
{
	for (int number = 0; number < API_PROJECTION_LEVELS; number++)
	{
		reader->levels[number].rows = 0;
		reader->levels[number].open = number == 0;
		reader->levels[number].torn = false;
	}
	reader->nstrays = 0;
	memset(&reader->counts, 0, sizeof(reader->counts));
	reader->span = (ApiSlice) {0, 0};
	reader->levels[0].row = reader->levels[0].slices;
	if (reader->levels[0].slices != NULL)
		memset(reader->levels[0].slices, 0,
			   (size_t) reader->projection->widths[0] * sizeof(ApiSlice));
}
