/*
 * reader_way.c
 *		The way to the records: where rows begin and end, and what is not there.
 *
 * The path is lax as PostgreSQL's jsonpath: of a value that is no array [*] and [0] see
 * the value itself.  What says "nothing" (null, false, "", {}, []) where an array could
 * stand is no record.  A way that ends early is counted by what stands there: nothing, in
 * the document or in an ancestor of records, or something else, in which records may be.
 */
#include <string.h>

#include "json/reader_state.h"

/*
 * Begins the rows that a value begins.  A wildcard that goes on from what is no array sees
 * the value itself, which so may be several rows, one in the other; but null is nothing.
 */
ApiReadStep
api_way_begin(ApiReader *reader, ApiReadInput *in)
{
	const ApiWant *want = reader->want;

	for (;;)
	{
		if (want->level > 0 && api_row_begin_at(reader, in, want) != STEP_ON)
			return STEP_BAD;
		reader->counts.places += want->place;
		if (want->single == NULL || *in->p == '[' || *in->p == 'n')
			break;
		reader->kinds_before = reader->counts.kinds;
		if (want->any_element != NULL && !want->spreads)
			reader->key = (ApiSlice) {0, API_SLICE_INDEX};
		want = want->single;
	}
	reader->want = want;
	return STEP_ON;
}

/* Is the value that ended before in->p false, "", [] or {}: nothing? */
static bool
is_nothing(const ApiReader *reader, const ApiReadInput *in)
{
	const char *text = in->body + reader->start;
	size_t		len = (size_t) (in->p - text);

	if (reader->start == API_READ_LOST)
		return false;
	if (*text == '{' || *text == '[')
		return api_space_skip(text + 1, in->p) == in->p - 1;
	return api_text_is_null(text, len) || (len == 2 && *text == '"') ||
		(len == 5 && memcmp(text, "false", 5) == 0);
}

/* The way to the records ends before their place: with nothing or, misfit, with something. */
static void
count_absent(ApiReader *reader, bool misfit)
{
	if (misfit)
		reader->counts.misfits++;
	else if (reader->levels[1].open)
		reader->counts.absent++;
	else
		reader->counts.missing++;
}

/* The value has ended that begins a row, or several. */
static void
end_rows(ApiReader *reader, ApiReadInput *in, const ApiWant *want)
{
	bool		nothing = reader->projection->path != NULL && is_nothing(reader, in);

	while (want != NULL && want->level > 0)
	{
		const ApiWant *above = api_way_is_over(reader, want) ? want->over : NULL;

		if (above != NULL && nothing)
			api_row_cancel(reader, want);
		else
		{
			if (above != NULL && want == reader->projection->record && in->p[-1] == '}' &&
				api_row_is_bare(reader))
				reader->counts.bare++;
			api_row_end_at(reader, in, want);
		}
		if (above != NULL)
			api_read_note(reader, in, above->slot, reader->start);
		want = above;
	}
}

ApiReadStep
api_way_end(ApiReader *reader, ApiReadInput *in, const ApiWant *want, bool entered)
{
	if (want->stray >= 0 && api_stray_note(reader, in, want->stray, reader->start) != STEP_ON)
		return STEP_BAD;
	/* what leads to records must have been entered, up to their place */
	if (want->leads && !entered)
	{
		bool		nothing = is_nothing(reader, in);

		if (!nothing || (want->any_element == NULL && want->any_member == NULL))
			count_absent(reader, !nothing);
	}
	if (want->level > 0)
		end_rows(reader, in, want);
	return STEP_ON;
}

void
api_way_lost(ApiReader *reader, const ApiReadInput *in, const ApiReadFrame *frame)
{
	const ApiWant *want = frame->want;

	/* no element, or no member at all, is no fault of a wildcard */
	if ((frame->object ? want->any_member : want->any_element) == NULL &&
		!(want->over != NULL && api_way_is_over(reader, want) && is_nothing(reader, in)))
		count_absent(reader, false);
}
