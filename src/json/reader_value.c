/*
 * reader_value.c
 *		The reader's steps: values, members, records.  See reader.c for the states
 *		and the grammar.
 */
#include <string.h>

#include "json/reader_state.h"
#include "json/string.h"

#define TOO_DEEP "nested deeper than api_fdw.max_json_depth"

/* Must the value be checked as if it were used? */
static inline bool
is_used(const ApiWant *want)
{
	return want != NULL && (want->slot >= 0 || want->level > 0 || want->holds);
}

/* ---- values ---- */

/* Are there wanted values in a container that opens so? */
static inline bool
wants_inside(const ApiWant *want, char bracket)
{
	if (want == NULL)
		return false;
	return bracket == '{' ? want->nmembers > 0 || want->any_member != NULL :
		want->nelements > 0 || want->any_element != NULL;
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
	frame->led = want->spreads && !frame->object;
	if (want->leads)
		frame->counts = reader->counts;
	if (!api_frame_open(&reader->framer, *in->p))
		return api_read_bad(in, TOO_DEEP);
	in->p++;
	reader->state = frame->object ? READ_FIRST_NAME : READ_FIRST_VALUE;
	return STEP_ON;
}

/* in->p is at the first byte of a value; reader->want says what is wanted of it. */
ApiReadStep
api_read_value(ApiReader *reader, ApiReadInput *in)
{
	const ApiWant *want = reader->want;

	if (want != NULL && want->begins)
	{
		if ((want->holds ? api_way_begin(reader, in) : api_row_begin_at(reader, in, want)) != STEP_ON)
			return STEP_BAD;
		want = reader->want;
	}
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

/* The value in hand ended before in->p; entered: it had a frame. */
static inline ApiReadStep
end_value(ApiReader *reader, ApiReadInput *in, bool entered)
{
	const ApiWant *want = reader->want;

	if (want != NULL)
	{
		api_read_note(reader, in, want->slot, reader->start);
		if (want->odd)
		{
			/* mostly an element that is a row */
			if (want->row && !api_way_is_over(reader, want))
				api_row_end_at(reader, in, want);
			else if (api_way_end(reader, in, want, entered) != STEP_ON)
				return STEP_BAD;
		}
	}
	reader->state = reader->framer.depth > 0 ? READ_NEXT : reader->lines ? READ_LINE : READ_END;
	return STEP_ON;
}

/* The container on top ends at in->p. */
static ApiReadStep
leave(ApiReader *reader, ApiReadInput *in)
{
	ApiReadFrame *frame = api_read_top(reader);
	const ApiWant *want = frame->want;

	in->p++;
	reader->framer.depth--;
	reader->want = want;
	reader->start = frame->start;
	if (want->leads && !frame->led)
		api_way_lost(reader, in, frame);
	return end_value(reader, in, true);
}

/* An element of the array on top begins. */
static ApiReadStep
begin_element(ApiReader *reader, ApiReadInput *in)
{
	ApiReadFrame *frame = api_read_top(reader);

	reader->want = api_want_element(frame->want, frame->index);
	reader->key = (ApiSlice) {frame->index, API_SLICE_INDEX};
	frame->led |= reader->want != NULL && (reader->want->leads || reader->want->level > 0);
	return api_read_value(reader, in);
}

/* The root value, or with lines the next one, begins at in->p. */
static ApiReadStep
begin_root(ApiReader *reader, ApiReadInput *in)
{
	const ApiWant *root = reader->projection->root;
	ApiByteClass class = api_byte_class(*in->p);

	if (class != API_BYTE_OPEN && class != API_BYTE_QUOTE && class != API_BYTE_SCALAR)
		return api_read_bad(in, "a value is missing");
	if (!reader->lines)
	{
		reader->want = root;
		reader->shape = *in->p == '[' ? API_SHAPE_ARRAY : *in->p == '{' ? API_SHAPE_OBJECT :
			API_SHAPE_SCALAR;
		return api_read_value(reader, in);
	}
	reader->shape = API_SHAPE_ARRAY;
	reader->want = api_want_element(root, reader->lines_read);
	reader->key = (ApiSlice) {reader->lines_read++, API_SLICE_INDEX};
	return api_read_value(reader, in);
}

ApiReadStep
api_read_start(ApiReader *reader, ApiReadInput *in)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t		len = (size_t) (in->end - in->p);

	/* a byte order mark, perhaps not whole yet */
	if (in->p == in->body && reader->bytes_dropped == 0 && len > 0 && memcmp(in->p, mark, len < 3 ? len : 3) == 0)
	{
		if (len < 3)
			return in->last ? api_read_bad(in, "a value is missing") : STEP_MORE;
		in->p += 3;
	}
	in->p = api_space_skip(in->p, in->end);
	return in->p == in->end ? STEP_MORE : begin_root(reader, in);
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
	if (reader->seen != 0 && is_used(reader->want))
	{
		const char *wrong = api_string_check(text, (size_t) (in->p - text), &fault);

		if (wrong != NULL)
		{
			in->p = wrong;
			return api_read_bad(in, api_string_fault_text(fault));
		}
	}
	return end_value(reader, in, false);
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
	if (is_used(reader->want) && !api_scalar_valid(text, len))
	{
		in->p = text;
		return api_read_bad(in, "neither a number nor true, false or null");
	}
	if (reader->framer.depth == 0 && !reader->lines && api_text_is_null(text, len))
		reader->shape = API_SHAPE_NULL;
	return end_value(reader, in, false);
}

ApiReadStep
api_read_skip(ApiReader *reader, ApiReadInput *in)
{
	switch (api_frame_skip(&reader->framer, reader->base, &in->p, in->end))
	{
		case API_FRAME_MORE:
			return STEP_MORE;
		case API_FRAME_CLOSED:
			return end_value(reader, in, false);
		case API_FRAME_DEEP:
			return api_read_bad(in, TOO_DEEP);
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
	ApiReadFrame *frame = api_read_top(reader);
	const ApiWant *want;

	if ((reader->seen & API_STRING_ESCAPED) != 0)
		want = api_want_escaped(frame->want, text, len);
	else
	{
		want = api_want_member(frame->want, text + 1, len - 2, &frame->guess);
		if (want == NULL && api_want_may_be_loose(frame->want, text + 1, len - 2))
			want = api_want_loose(frame->want, text + 1, len - 2);
	}
	return want != NULL ? want : frame->want->any_member;
}

void
api_read_begin_member(ApiReader *reader, size_t len)
{
	const ApiWant *want = reader->want;
	ApiReadFrame *frame = api_read_top(reader);

	reader->key = (ApiSlice) {reader->start, (uint32_t) len};
	if (want->nbelow > 0 || want->leads)
		api_rows_forget(reader, frame, want);
	frame->led |= want->leads || want->level > 0;
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
	if (in->p == in->end)
		return STEP_MORE;
	api_read_learn(reader, in);
	return api_read_value(reader, in);
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
	if (reader->want != NULL)
		api_read_begin_member(reader, len);
	return read_colon(reader, in);
}

static ApiReadStep
read_first_member(ApiReader *reader, ApiReadInput *in)
{
	bool		same;
	ApiReadStep came_to;

	if (*in->p == '}')
		return leave(reader, in);
	came_to = api_read_members(reader, in, &same);
	if (!same)
		return came_to;
	/* mostly all of them came as before */
	if (reader->state != READ_FIRST_NAME)
		return in->p < in->end && *in->p == '}' ? leave(reader, in) : STEP_ON;
	reader->gap = (uint32_t) (in->p - in->body);
	return read_name(reader, in);
}

static ApiReadStep
read_next_element(ApiReader *reader, ApiReadInput *in)
{
	if (*in->p == ']')
		return leave(reader, in);
	if (*in->p != ',')
		return api_read_bad(in, "\",\" or \"]\" is missing");
	in->p++;
	api_read_top(reader)->index++;
	reader->state = READ_VALUE;
	in->p = api_space_skip(in->p, in->end);
	return in->p == in->end ? STEP_MORE : begin_element(reader, in);
}

/* An element has ended: if an object follows, as most records do, its members are read, too. */
static ApiReadStep
read_behind_element(ApiReader *reader, ApiReadInput *in)
{
	ApiReadStep came_to = read_next_element(reader, in);

	if (came_to != STEP_ON || reader->state != READ_FIRST_NAME || in->p == in->end || *in->p != '"')
		return came_to;
	return read_first_member(reader, in);
}

/* An object has ended: if it was an element, the next one may begin at once. */
static ApiReadStep
read_behind_object(ApiReader *reader, ApiReadInput *in)
{
	ApiReadStep came_to = leave(reader, in);

	if (came_to != STEP_ON || reader->state != READ_NEXT || in->p == in->end || *in->p != ',' ||
		api_read_top(reader)->object)
		return came_to;
	return read_behind_element(reader, in);
}

/* Behind a member's value: those that come as they did before, then another one. */
static ApiReadStep
read_next_member(ApiReader *reader, ApiReadInput *in)
{
	bool		same;
	ApiReadStep came_to = api_read_members(reader, in, &same);

	if (!same)
		return came_to;
	in->p = api_space_skip(in->p, in->end);
	if (in->p == in->end)
		return STEP_MORE;
	if (*in->p == '}')
		return read_behind_object(reader, in);
	if (*in->p != ',')
		return api_read_bad(in, "\",\" or \"}\" is missing");
	reader->gap = (uint32_t) (in->p - in->body);
	in->p++;
	api_read_top(reader)->index++;
	reader->state = READ_NAME;
	in->p = api_space_skip(in->p, in->end);
	return in->p == in->end ? STEP_MORE : read_name(reader, in);
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
			return api_read_top(reader)->object ? api_read_value(reader, in) : begin_element(reader, in);
		case READ_FIRST_NAME:
			return read_first_member(reader, in);
		case READ_NAME:
			return read_name(reader, in);
		case READ_COLON:
			return read_colon(reader, in);
		case READ_NEXT:
			return api_read_top(reader)->object ? read_next_member(reader, in) :
				read_behind_element(reader, in);
		case READ_LINE:
			return begin_root(reader, in);
		default:
			return api_read_bad(in, "something follows the end of the document");
	}
}
