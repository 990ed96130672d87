/*
 * reader_members.c
 *		Members that come as they did in the object before.
 *
 * What stands between two values of a record (a comma, a name, a colon, white space) is
 * mostly the same, byte for byte, as in the record before.  Where it is, the name was
 * looked up and found good already: a comparison takes the place of reading it.  What is
 * new is left to reader_value.c, which has it remembered.  The members that are optional
 * in an object may be passed over; what an object has in addition moves the places
 * behind it, which are learnt again.
 *
 * Numbers, literals, strings and containers are read here if nothing but a slice is made of
 * them and nothing in them needs a second look; all else, and whatever is not whole yet, is
 * a value for the machine to begin.
 */
#include <string.h>

#include "json/reader_state.h"

/* Members in a row that may be missing. */
#define MAY_MISS 3

/* ---- remembering ---- */

/* Does the value end with its slice, whatever it is? */
static bool
is_plain(const ApiWant *want)
{
	return want == NULL || (want->slot >= 0 && want->stray < 0 && want->nbelow == 0 && want->level == 0 &&
							want->over == NULL && !want->leads && !want->spreads && want->nmembers == 0 &&
							want->nelements == 0 && want->any_member == NULL && want->any_element == NULL);
}

/* Bytes of the name that begins at text, which ends behind the colon. */
static size_t
name_length(const char *text, const char *end)
{
	do
		end--;
	while (*end != '"');
	return (size_t) (end - text) + 1;
}

/* Where the slice of a plain value goes. */
static void
learn_slot(const ApiProjection *projection, ApiWantPlace *place)
{
	ApiSlotPlace slot = projection->slots[place->want->slot];

	place->plain = slot.index <= UINT16_MAX;
	place->level = (uint8_t) slot.level;
	place->index = (uint16_t) slot.index;
}

void
api_read_learn(ApiReader *reader, const ApiReadInput *in)
{
	const ApiReadFrame *frame = api_read_top(reader);
	ApiWantPlace *place;
	const char *text = in->body + reader->gap;
	size_t		len;

	if (frame->want->layout == NULL || frame->want->any_member != NULL ||
		frame->index >= API_LAYOUT_MEMBERS)
		return;
	place = &frame->want->layout->places[frame->index];
	place->len = 0;
	len = (size_t) (in->p - text);
	if (reader->gap == API_READ_LOST || len > API_LAYOUT_TEXT)
		return;
	memcpy(place->text, text, len);
	place->len = (uint8_t) len;
	place->name_at = (uint8_t) (reader->start - reader->gap);
	place->name_len = (uint8_t) name_length(text + place->name_at, in->p);
	place->want = reader->want;
	place->plain = is_plain(reader->want);
	if (place->plain && place->want != NULL)
		learn_slot(reader->projection, place);
}

/* ---- recognizing ---- */

/* The same of less than eight. */
static inline bool
same_few(const char *a, const char *b, size_t len)
{
	uint32_t	x[2];
	uint32_t	y[2];

	if (len < sizeof(x[0]))
		return memcmp(a, b, len) == 0;
	memcpy(&x[0], a, sizeof(x[0]));
	memcpy(&y[0], b, sizeof(y[0]));
	memcpy(&x[1], a + len - sizeof(x[1]), sizeof(x[1]));
	memcpy(&y[1], b + len - sizeof(y[1]), sizeof(y[1]));
	return x[0] == y[0] && x[1] == y[1];
}

/* Are the bytes the same?  Words, of which the last may overlap the one before. */
static inline bool
same_bytes(const char *a, const char *b, size_t len)
{
	uint64_t	x;
	uint64_t	y;

	if (len < sizeof(x))
		return same_few(a, b, len);
	for (size_t at = 0; at + sizeof(x) < len; at += sizeof(x))
	{
		memcpy(&x, a + at, sizeof(x));
		memcpy(&y, b + at, sizeof(y));
		if (x != y)
			return false;
	}
	memcpy(&x, a + len - sizeof(x), sizeof(x));
	memcpy(&y, b + len - sizeof(y), sizeof(y));
	return x == y;
}

/* Is the member at p the one of that place?  A byte of its value must be there. */
static inline bool
is_member(const ApiWantPlace *place, const char *p, const char *end)
{
#ifdef API_SCAN_SSE2
	if (place->len <= 16 && end - p > 16)
	{
		__m128i		same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *) p),
										  _mm_loadu_si128((const __m128i *) place->text));

		/* what stands behind it may differ */
		return ((~(unsigned) _mm_movemask_epi8(same)) << 16) << (16 - place->len) == 0;
	}
#endif
	return (size_t) (end - p) > place->len && same_bytes(p, place->text, place->len);
}

/* The members behind the one that is missing, of which some may be so, too. */
static inline const ApiWantPlace *
recognize_later(const ApiWantPlace *place, uint32_t number, const char *p, const char *end)
{
	uint32_t	last = number + MAY_MISS;

	if (number == 0)
		return NULL;
	if (last >= API_LAYOUT_MEMBERS)
		last = API_LAYOUT_MEMBERS - 1;
	while (number++ < last && (++place)->len > 0)
		if (is_member(place, p, end))
			return place;
	return NULL;
}

/*
 * The place of the member that comes at p, from number on; NULL: it is another one.  The
 * first has no comma, as all behind it have: none of them can stand in for it.
 */
static inline const ApiWantPlace *
recognize(const ApiWantLayout *layout, uint32_t number, const char *p, const char *end)
{
	const ApiWantPlace *place = &layout->places[number];

	if (number >= API_LAYOUT_MEMBERS || place->len == 0)
		return NULL;
	return is_member(place, p, end) ? place : recognize_later(place, number, p, end);
}

/* ---- values ---- */

/* Which of the literals it is, if any, nobody can foretell: no branch asks. */
static inline const char *
literal_end(const char *p, const char *end)
{
	bool		four;
	bool		five;

	/* a byte behind it must be there anyway */
	if (end - p <= 5)
		return NULL;
	four = (memcmp(p, "true", 4) == 0) | (memcmp(p, "null", 4) == 0);
	five = (memcmp(p, "fals", 4) == 0) & (p[4] == 'e');
	return (four | five) ? p + 4 + five : NULL;
}

/* The end of a string, NULL: it has something to be checked, or may go on. */
static inline const char *
string_end(const char *p, const char *end, bool used)
{
	unsigned	seen = 0;

	p++;
	if (api_string_skip(&p, end, &seen) != API_STRING_CLOSED || (used && seen != 0))
		return NULL;
	return p;
}

/* The end of a container that is there, NULL: it may go on, or something is wrong in it. */
static inline const char *
container_end(ApiFramer *framer, const char *p, const char *end)
{
	int			base = framer->depth;

	if (api_frame_skip(framer, base, &p, end) == API_FRAME_CLOSED)
		return p;
	framer->depth = base;
	framer->in_string = false;
	return NULL;
}

/* The end of a value that is nothing special, NULL: leave it to the machine. */
static inline const char *
plain_end(ApiFramer *framer, const char *p, const char *end, bool used)
{
	if (*p == '"')
		return string_end(p, end, used);
	if (*p >= 'a' && *p <= 'z')
		p = literal_end(p, end);
	else if (*p == '{' || *p == '[')
		return container_end(framer, p, end);
	else
		p = api_number_end(p, end);
	return p != NULL && p < end && api_byte_class(*p) != API_BYTE_SCALAR ? p : NULL;
}

/* Has the machine begin the value behind a recognized name, as if it had read that. */
static ApiReadStep
begin(ApiReader *reader, ApiReadInput *in, const ApiWantPlace *place)
{
	reader->start = (uint32_t) (in->p - in->body) + place->name_at;
	reader->want = place->want;
	if (place->want != NULL)
		api_read_begin_member(reader, place->name_len);
	reader->state = READ_VALUE;
	in->p = api_space_skip(in->p + place->len, in->end);
	return in->p == in->end ? STEP_MORE : api_read_value(reader, in);
}

/* Notes the slice of a plain value that ends so, as api_read_note does. */
static inline void
note(ApiReader *reader, const ApiReadInput *in, const ApiWantPlace *place, const char *value, const char *end)
{
	ApiReadLevel *level = &reader->levels[place->level];

	if (level->torn && place->want->slot < reader->late)
		reader->late = place->want->slot;
	level->row[place->index] = (ApiSlice) {(uint32_t) (value - in->body), (uint32_t) (end - value)};
}

/*
 * Reads members with plain values, of which *number is the first that may come; gives the
 * place of one that has another, or NULL.
 */
static inline const ApiWantPlace *
read_plain(ApiReader *reader, ApiReadInput *in, const ApiWantLayout *layout, uint32_t *number)
{
	const char *end = in->end;
	const char *p = in->p;
	const ApiWantPlace *place;

	while ((place = recognize(layout, *number, p, end)) != NULL && place->plain)
	{
		const char *value = p + place->len;
		const char *behind = plain_end(&reader->framer, value, end, place->want != NULL);

		if (behind == NULL)
			break;
		if (place->want != NULL)
			note(reader, in, place, value, behind);
		p = behind;
		*number = (uint32_t) (place - layout->places) + 1;
	}
	in->p = p;
	return place;
}

ApiReadStep
api_read_members(ApiReader *reader, ApiReadInput *in, bool *same)
{
	ApiReadFrame *frame = api_read_top(reader);
	const ApiWantLayout *layout = frame->want->layout;
	uint32_t	number = reader->state == READ_FIRST_NAME ? 0 : frame->index + 1;

	*same = true;
	if (layout == NULL)
		return STEP_ON;
	for (;;)
	{
		uint32_t	before = number;
		const ApiWantPlace *place = read_plain(reader, in, layout, &number);
		ApiReadStep came_to;

		if (number > before)
		{
			frame->index = number - 1;
			reader->state = READ_NEXT;
		}
		if (place == NULL)
			return STEP_ON;
		frame->index = (uint32_t) (place - layout->places);
		number = frame->index + 1;
		came_to = begin(reader, in, place);
		*same = came_to == STEP_ON && reader->state == READ_NEXT && api_read_top(reader) == frame;
		if (!*same)
			return came_to;
	}
}
