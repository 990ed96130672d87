/*
 * reader_value.c
 *		The reader's steps: values, members, records.  See reader.c for the states
 *		and the grammar.
 */
#include <stdlib.h>
#include <string.h>

#include "json/reader_state.h"
#include "json/string.h"

/* ---- records and slices ---- */

/* Makes room for another record and empties its slices. */
static ApiReadStep
begin_record(ApiReader *reader, ApiReadInput *in)
{
	size_t		nslots = (size_t) reader->projection->nslots;
	size_t		used = reader->records * nslots;

	reader->want = reader->projection->root;
	reader->is_record = true;
	if (nslots == 0)
		return STEP_ON;
	if (nslots > reader->max_slices || used > reader->max_slices - nslots)
	{
		in->code = API_ERR_TOO_LARGE;
		in->problem = "the response has too many records to be held at once";
		return STEP_BAD;
	}
	if (used + nslots > reader->room)
	{
		size_t		room = reader->room * 2 + nslots * 16;
		ApiSlice   *slices;

		if (room > reader->max_slices)
			room = reader->max_slices;
		slices = realloc(reader->slices, room * sizeof(*slices));
		if (slices == NULL)
		{
			in->code = API_ERR_OUT_OF_MEMORY;
			in->problem = "out of memory";
			return STEP_BAD;
		}
		reader->slices = slices;
		reader->room = room;
	}
	reader->row = reader->slices + used;
	memset(reader->row, 0, nslots * sizeof(*reader->row));
	return STEP_ON;
}

static void
end_record(ApiReader *reader)
{
	for (int slot = 0; slot < reader->projection->nslots; slot++)
		reader->found[slot] += reader->row[slot].length > 0;
	reader->records++;
}

/* The value from start to where we are has ended: a slice, if it is wanted. */
static inline void
note_slice(ApiReader *reader, const ApiReadInput *in, const ApiWant *want, uint32_t start)
{
	if (want != NULL && want->slot >= 0)
		reader->row[want->slot] = (ApiSlice) {start, (uint32_t) (in->p - in->body) - start};
}

/* An earlier member of the same name counts no more. */
static inline void
forget_below(ApiReader *reader, const ApiWant *want)
{
	for (int i = 0; i < want->nbelow; i++)
		reader->row[want->below[i]].length = 0;
}

/* ---- values ---- */

static inline ApiReadFrame *
top_frame(ApiReader *reader)
{
	return &reader->frames[reader->framer.depth - 1];
}

/* Are there wanted values in a container that opens so? */
static inline bool
wants_inside(const ApiWant *want, char bracket)
{
	return want != NULL && (bracket == '{' ? want->nmembers : want->nelements) > 0;
}

/* Opens a container that has a frame. */
static ApiReadStep
enter(ApiReader *reader, ApiReadInput *in, const ApiWant *want)
{
	ApiReadFrame *frame = &reader->frames[reader->framer.depth];

	frame->want = want;
	frame->start = (uint32_t) (in->p - in->body);
	frame->index = 0;
	frame->guess = 0;
	frame->object = *in->p == '{';
	(void) api_frame_open(&reader->framer, *in->p);
	in->p++;
	/* leave() brings it back */
	reader->is_record = false;
	reader->state = frame->object ? READ_FIRST_NAME : READ_FIRST_VALUE;
	return STEP_ON;
}

/* in->p is at the first byte of a value; reader->want says what is wanted of it. */
static ApiReadStep
begin_value(ApiReader *reader, ApiReadInput *in)
{
	const ApiWant *want = reader->want;

	reader->start = (uint32_t) (in->p - in->body);
	reader->seen = 0;
	switch (api_byte_class(*in->p))
	{
		case API_BYTE_QUOTE:
			reader->state = READ_STRING;
			in->p++;
			return api_read_string(reader, in);
		case API_BYTE_SCALAR:
			reader->state = READ_SCALAR;
			return api_read_scalar(reader, in);
		case API_BYTE_OPEN:
			if (wants_inside(want, *in->p))
				return enter(reader, in, want);
			reader->base = reader->framer.depth;
			reader->state = READ_SKIP;
			return api_read_skip(reader, in);
		default:
			return api_read_bad(in, "a value is missing");
	}
}

/* The value in hand ended before in->p. */
static ApiReadStep
end_value(ApiReader *reader, ApiReadInput *in)
{
	note_slice(reader, in, reader->want, reader->start);
	if (reader->is_record)
	{
		end_record(reader);
		reader->is_record = false;
	}
	reader->state = reader->framer.depth == 0 ? READ_END : READ_NEXT;
	return STEP_ON;
}

/* The container on top ends at in->p. */
static ApiReadStep
leave(ApiReader *reader, ApiReadInput *in)
{
	ApiReadFrame *frame = top_frame(reader);

	in->p++;
	reader->framer.depth--;
	reader->want = frame->want;
	reader->start = frame->start;
	/* a record's frame is the outermost but the root array's */
	reader->is_record = frame->want == reader->projection->root;
	return end_value(reader, in);
}

/* An element of the array on top begins. */
static ApiReadStep
begin_element(ApiReader *reader, ApiReadInput *in)
{
	ApiReadFrame *frame = top_frame(reader);

	if (frame->want != NULL)
		reader->want = api_want_element(frame->want, frame->index);
	else if (begin_record(reader, in) != STEP_ON)
		return STEP_BAD;
	return begin_value(reader, in);
}

ApiReadStep
api_read_start(ApiReader *reader, ApiReadInput *in)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t		len = (size_t) (in->end - in->p);

	/* a byte order mark, perhaps not whole yet */
	if (in->p == in->body && len > 0 && memcmp(in->p, mark, len < 3 ? len : 3) == 0)
	{
		if (len < 3)
			return in->last ? api_read_bad(in, "a value is missing") : STEP_MORE;
		in->p += 3;
	}
	in->p = api_space_skip(in->p, in->end);
	if (in->p == in->end)
		return STEP_MORE;
	if (*in->p == '[')
	{
		reader->shape = API_SHAPE_ARRAY;
		return enter(reader, in, NULL);
	}
	if (*in->p != '{' && api_byte_class(*in->p) != API_BYTE_QUOTE &&
		api_byte_class(*in->p) != API_BYTE_SCALAR)
		return api_read_bad(in, "a value is missing");
	reader->shape = *in->p == '{' ? API_SHAPE_OBJECT : API_SHAPE_SCALAR;
	if (begin_record(reader, in) != STEP_ON)
		return STEP_BAD;
	return begin_value(reader, in);
}

ApiReadStep
api_read_string(ApiReader *reader, ApiReadInput *in)
{
	const char *text = in->body + reader->start;
	ApiStringFault fault;

	switch (api_string_skip(&in->p, in->end, &reader->seen))
	{
		case API_STRING_MORE:
			return STEP_MORE;
		case API_STRING_BROKEN:
			return api_read_bad(in, "control character in a string");
		case API_STRING_CLOSED:
			break;
	}
	if (reader->seen != 0 && (reader->is_record || (reader->want && reader->want->slot >= 0)))
	{
		const char *wrong = api_string_check(text, (size_t) (in->p - text), &fault);

		if (wrong != NULL)
		{
			in->p = wrong;
			return api_read_bad(in, api_string_fault_text(fault));
		}
	}
	return end_value(reader, in);
}

ApiReadStep
api_read_scalar(ApiReader *reader, ApiReadInput *in)
{
	const char *text = in->body + reader->start;
	size_t		len;

	in->p = api_scalar_skip(in->p, in->end);
	if (in->p == in->end && !in->last)
		return STEP_MORE;
	len = (size_t) (in->p - text);
	if ((reader->is_record || (reader->want && reader->want->slot >= 0)) &&
		!api_scalar_valid(text, len))
	{
		in->p = text;
		return api_read_bad(in, "neither a number nor true, false or null");
	}
	/* a root of null is no record at all */
	if (reader->framer.depth == 0 && api_text_is_null(text, len))
	{
		reader->shape = API_SHAPE_NULL;
		reader->state = READ_END;
		return STEP_ON;
	}
	return end_value(reader, in);
}

ApiReadStep
api_read_skip(ApiReader *reader, ApiReadInput *in)
{
	switch (api_frame_skip(&reader->framer, reader->base, &in->p, in->end))
	{
		case API_FRAME_MORE:
			return STEP_MORE;
		case API_FRAME_CLOSED:
			return end_value(reader, in);
		case API_FRAME_DEEP:
			return api_read_bad(in, "nested too deep");
		case API_FRAME_BROKEN:
			break;
	}
	return api_read_bad(in, reader->framer.in_string ? "control character in a string" :
			   "unexpected character");
}

/* ---- members ---- */

/* What is wanted of the member whose name, quotes included, has this text. */
static const ApiWant *
look_up(ApiReader *reader, const char *text, size_t len)
{
	ApiReadFrame *frame = top_frame(reader);

	if ((reader->seen & API_STRING_ESCAPED) != 0)
		return api_want_escaped(frame->want, text, len);
	return api_want_member(frame->want, text + 1, len - 2, &frame->guess);
}

static ApiReadStep
read_name(ApiReader *reader, ApiReadInput *in)
{
	if (*in->p != '"')
		return api_read_bad(in, "a member's name is missing");
	reader->start = (uint32_t) (in->p - in->body);
	reader->seen = 0;
	reader->state = READ_IN_NAME;
	in->p++;
	return api_read_in_name(reader, in);
}

/* The colon behind a name, and the value behind it, if they are there already. */
static ApiReadStep
read_colon(ApiReader *reader, ApiReadInput *in)
{
	in->p = api_space_skip(in->p, in->end);
	if (in->p == in->end)
		return STEP_MORE;
	if (*in->p != ':')
		return api_read_bad(in, "\":\" is missing");
	in->p++;
	reader->state = READ_VALUE;
	in->p = api_space_skip(in->p, in->end);
	return in->p == in->end ? STEP_MORE : begin_value(reader, in);
}

ApiReadStep
api_read_in_name(ApiReader *reader, ApiReadInput *in)
{
	const char *text = in->body + reader->start;
	const char *wrong;
	size_t		len;
	ApiStringFault fault;

	switch (api_string_skip(&in->p, in->end, &reader->seen))
	{
		case API_STRING_MORE:
			return STEP_MORE;
		case API_STRING_BROKEN:
			return api_read_bad(in, "control character in a string");
		case API_STRING_CLOSED:
			break;
	}
	len = (size_t) (in->p - text);
	wrong = reader->seen != 0 ? api_string_check(text, len, &fault) : NULL;
	if (wrong != NULL)
	{
		in->p = wrong;
		return api_read_bad(in, api_string_fault_text(fault));
	}
	reader->state = READ_COLON;
	reader->want = look_up(reader, text, len);
	if (reader->want != NULL && reader->want->nbelow > 0)
		forget_below(reader, reader->want);
	return read_colon(reader, in);
}

static ApiReadStep
read_next(ApiReader *reader, ApiReadInput *in)
{
	ApiReadFrame *frame = top_frame(reader);

	if (*in->p == ',')
	{
		in->p++;
		frame->index++;
		reader->state = frame->object ? READ_NAME : READ_VALUE;
		in->p = api_space_skip(in->p, in->end);
		if (in->p == in->end)
			return STEP_MORE;
		return frame->object ? read_name(reader, in) : begin_element(reader, in);
	}
	if (*in->p == (frame->object ? '}' : ']'))
		return leave(reader, in);
	return api_read_bad(in, frame->object ? "\",\" or \"}\" is missing" : "\",\" or \"]\" is missing");
}

/* ---- between values ---- */

ApiReadStep
api_read_token(ApiReader *reader, ApiReadInput *in)
{
	switch (reader->state)
	{
		case READ_FIRST_VALUE:
			return *in->p == ']' ? leave(reader, in) : begin_element(reader, in);
		case READ_VALUE:
			/* after a colon the member was looked up already */
			return top_frame(reader)->object ? begin_value(reader, in) : begin_element(reader, in);
		case READ_FIRST_NAME:
			return *in->p == '}' ? leave(reader, in) : read_name(reader, in);
		case READ_NAME:
			return read_name(reader, in);
		case READ_COLON:
			return read_colon(reader, in);
		case READ_NEXT:
			return read_next(reader, in);
		default:
			return api_read_bad(in, "something follows the end of the document");
	}
}
