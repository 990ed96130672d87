/*
 * walk.c
 *		A walk over the members of a JSON text.  See walk.h.
 */
#include <string.h>

#include "json/walk.h"

void
api_walk_begin(ApiWalk *walk, const ApiWalker *walker)
{
	walk->walker = *walker;
	walk->state = API_WALK_BETWEEN;
	walk->framer.depth = 0;
	walk->framer.max_depth = API_READER_MAX_DEPTH;
	walk->framer.in_string = false;
	walk->escaped = walk->name_next = walk->named = false;
	walk->indexes[0] = 0;
	walk->name_len = walk->value_len = 0;
}

static bool
in_object(const ApiWalk *walk)
{
	return walk->framer.depth > 0 && walk->framer.closers[walk->framer.depth - 1] == '}';
}

static ApiWalkPlace
place_of(const ApiWalk *walk)
{
	ApiWalkPlace place = {NULL, 0, 0};

	if (in_object(walk))
	{
		place.name = walk->name;
		place.len = walk->named ? walk->name_len : 0;
	}
	else
		place.index = walk->indexes[walk->framer.depth];
	return place;
}

/* Keeps bytes of the name or value in hand, as far as there is room. */
static void
keep(ApiWalk *walk, const char *text, size_t len)
{
	char	   *to = walk->name_next ? walk->name : walk->value;
	size_t	   *have = walk->name_next ? &walk->name_len : &walk->value_len;
	size_t		room = (walk->name_next ? sizeof(walk->name) : sizeof(walk->value)) - *have;

	if (len > room)
		len = room;
	memcpy(to + *have, text, len);
	*have += len;
}

static void
tell_value(ApiWalk *walk, bool string)
{
	ApiWalkPlace place = place_of(walk);

	walk->walker.value(walk->walker.arg, &place, walk->value, walk->value_len, string);
	walk->named = false;
}

/* Bytes of a string; gives where to go on. */
static const char *
read_string(ApiWalk *walk, const char *p, const char *end)
{
	unsigned	seen = 0;

	while (p < end)
	{
		const char *stop = walk->escaped ? p + 1 : api_string_run(p, end, &seen);

		keep(walk, p, (size_t) (stop - p));
		p = stop;
		if (walk->escaped)
		{
			walk->escaped = false;
			continue;
		}
		if (p == end)
			break;
		if (*p == '"')
		{
			walk->state = API_WALK_BETWEEN;
			if (walk->name_next)
				walk->named = true;
			else
				tell_value(walk, true);
			return p + 1;
		}
		walk->escaped = *p == '\\';
		keep(walk, p++, 1);
	}
	return p;
}

static const char *
read_scalar(ApiWalk *walk, const char *p, const char *end)
{
	const char *stop = api_scalar_skip(p, end);

	keep(walk, p, (size_t) (stop - p));
	if (stop < end)
	{
		walk->state = API_WALK_BETWEEN;
		tell_value(walk, false);
	}
	return stop;
}

/* A container begins at p, and is told of. */
static const char *
open_at(ApiWalk *walk, const char *p)
{
	ApiWalkPlace place = place_of(walk);

	walk->base = walk->framer.depth;
	if (!walk->walker.open(walk->walker.arg, &place, *p == '{'))
		walk->state = API_WALK_SKIP;
	else if (!api_frame_open(&walk->framer, *p))
		walk->state = API_WALK_OVER;
	else
	{
		walk->indexes[walk->framer.depth] = 0;
		walk->name_next = *p++ == '{';
	}
	walk->named = false;
	return p;
}

static const char *
close_at(ApiWalk *walk, const char *p)
{
	if (walk->framer.depth == 0 || walk->framer.closers[walk->framer.depth - 1] != *p)
	{
		walk->state = API_WALK_OVER;
		return p;
	}
	walk->framer.depth--;
	walk->named = walk->name_next = false;
	walk->walker.close(walk->walker.arg);
	return p + 1;
}

/* The byte at p, which stands between values. */
static const char *
step(ApiWalk *walk, const char *p)
{
	switch (api_byte_class(*p))
	{
		case API_BYTE_QUOTE:
			walk->state = API_WALK_STRING;
			*(walk->name_next ? &walk->name_len : &walk->value_len) = 0;
			return p + 1;
		case API_BYTE_SCALAR:
			walk->state = API_WALK_SCALAR;
			walk->name_next = false;
			walk->value_len = 0;
			return p;
		case API_BYTE_OPEN:
			return open_at(walk, p);
		case API_BYTE_CLOSE:
			return close_at(walk, p);
		case API_BYTE_SEPARATOR:
			walk->name_next = *p == ',' && in_object(walk);
			if (*p == ',')
				walk->indexes[walk->framer.depth]++;
			return p + 1;
		case API_BYTE_SPACE:
			return p + 1;
		case API_BYTE_BAD:
			break;
	}
	walk->state = API_WALK_OVER;
	return p;
}

/* Goes on over a container that nobody wants. */
static const char *
skip(ApiWalk *walk, const char *p, const char *end)
{
	ApiFrameEnd how;

	/* what a backslash at the end of the bytes before stands for */
	p += walk->escaped;
	walk->escaped = false;
	how = api_frame_skip(&walk->framer, walk->base, &p, end);
	if (how == API_FRAME_CLOSED)
		walk->state = API_WALK_BETWEEN;
	else if (how != API_FRAME_MORE)
		walk->state = API_WALK_OVER;
	else
	{
		walk->escaped = p < end;
		p = end;
	}
	return p;
}

void
api_walk_feed(ApiWalk *walk, const char *text, size_t len)
{
	const char *p = text;
	const char *end = text + len;

	while (p < end && walk->state != API_WALK_OVER)
		switch (walk->state)
		{
			case API_WALK_BETWEEN:
				p = step(walk, p);
				break;
			case API_WALK_STRING:
				p = read_string(walk, p, end);
				break;
			case API_WALK_SCALAR:
				p = read_scalar(walk, p, end);
				break;
			case API_WALK_SKIP:
				p = skip(walk, p, end);
				break;
			case API_WALK_OVER:
				break;
		}
}
