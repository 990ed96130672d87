/*
 * sighting.c
 *		The signs that a search has met.
 *
 * Of those that are numbers, or say that there is no more, only so many are kept that
 * there is room for the others.
 */
#include <stdio.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/sighting.h"

#define WEAKER_MAX (API_SEARCH_SIGNS - 12)

/* Cuts what is too long. */
static void
copy_text(char *to, size_t room, const char *from)
{
	size_t		len = strnlen(from, room - 1);

	memmove(to, from, len);
	to[len] = '\0';
}

static const ApiSearchFrame *
top(const ApiSearch *search)
{
	return &search->frames[search->depth - 1];
}

/* The path to a member of the container on top, or to that itself, as jsonpath. */
static void
write_place(const ApiSearch *search, const char *name, char *out, size_t room)
{
	size_t		at = 1;

	strcpy(out, "$");
	for (int i = 1; i < search->depth + (name != NULL); i++)
	{
		bool		last = i == search->depth;
		const ApiSearchFrame *frame = &search->frames[i];
		const char *step = last ? name : frame->name;
		bool		plain = *step != '\0' && strspn(step, "abcdefghijklmnopqrstuvwxyz_"
													"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(step) &&
			(*step < '0' || *step > '9');

		if (last && *step == '\0')
			at = room;
		else if (*step == '\0')
			at += (size_t) snprintf(out + at, room - at, "[%u]", (unsigned) frame->index);
		else
			at += (size_t) snprintf(out + at, room - at, plain ? ".%s" : ".\"%s\"", step);

		/* one of that length may have been cut */
		if (at >= room || strlen(step) >= sizeof(frame->name) - 1 || strpbrk(step, "\"\\'") != NULL)
		{
			*out = '\0';
			return;
		}
	}
}

static int
distance_of(const ApiSearch *search)
{
	for (int i = search->depth - 1; i >= 0; i--)
		if (search->frames[i].ancestor)
			return search->records->nsteps - search->frames[i].matched;
	return 0;
}

bool
api_sighting_filled(const char *value, bool string)
{
	static const char *const empty[] = {"", "0", "null", "false"};

	if (string)
		return !api_token_void(value);
	for (int i = 0; i < 4; i++)
		if (strcmp(value, empty[i]) == 0)
			return false;
	return true;
}

/* Room for a sign; NULL: there are enough. */
static ApiSign *
add_sign(ApiSearch *search, const ApiNaming *naming, bool filled)
{
	bool		weaker = !filled || naming->kind >= API_NAMING_WEAK;
	ApiSign    *sign = &search->signs[search->nsigns];

	if (search->nsigns >= (weaker ? WEAKER_MAX : API_SEARCH_SIGNS))
		return NULL;
	search->nsigns++;
	memset(sign, 0, sizeof(*sign));
	sign->naming = *naming;
	sign->filled = filled;
	sign->own = -1;
	return sign;
}

/* What lies deep in an object called next goes by that object's name. */
static void
name_origin(const ApiSearch *search, ApiSign *sign)
{
	int			i = search->depth - 1;

	while (i > 0 && search->frames[i].inherits)
		i--;
	copy_text(sign->name, sizeof(sign->name), search->frames[i].name);
	copy_text(sign->value, sizeof(sign->value), "{...}");
	sign->string = false;
}

void
api_sighting_member(ApiSearch *search, const ApiNaming *naming, const char *name, const char *value,
					bool string, bool below)
{
	const ApiSearchFrame *frame = top(search);
	ApiSign    *sign = add_sign(search, naming, api_sighting_filled(value, string));

	if (sign == NULL)
		return;
	sign->string = string;
	sign->near = frame->ancestor || frame->paging;
	sign->paging = frame->paging;
	sign->aside = frame->aside;
	sign->beckons = below && frame->beckons;
	sign->within = frame->within;
	sign->bare = frame->bare;
	sign->placed = frame->place;
	sign->header = search->in_header;
	sign->distance = search->in_header ? 0 : distance_of(search);
	sign->frame = frame->serial;
	copy_text(sign->member, sizeof(sign->member), name);
	copy_text(sign->value, sizeof(sign->value), value);
	if (!below)
		copy_text(sign->name, sizeof(sign->name), name);
	else if (!frame->inherits)
		snprintf(sign->name, sizeof(sign->name), "%.31s.%.31s", frame->name, name);
	else
		name_origin(search, sign);
	if (!sign->within && !search->in_header && !frame->inherits)
		write_place(search, name, sign->place, sizeof(sign->place));
}

void
api_sighting_link(ApiSearch *search, const ApiSearchFrame *frame)
{
	ApiNaming	naming = {.kind = API_NAMING_TOKEN, .sure = true, .link = true};
	int			before = search->nsigns;
	char	   *place;
	size_t		len;

	api_sighting_member(search, &naming, "next", frame->link, true, false);
	if (search->nsigns == before)
		return;
	place = search->signs[before].place;
	write_place(search, NULL, place, API_SEARCH_PLACE);
	len = strlen(place);
	if (len == 0 || *frame->filter == '\0' ||
		len + strlen(frame->filter) + strlen(frame->beside) + 2 > API_SEARCH_PLACE)
		*place = '\0';
	else
	{
		copy_text(place + len, API_SEARCH_PLACE - len, frame->filter);
		len = strlen(place);
		place[len] = '.';
		copy_text(place + len + 1, API_SEARCH_PLACE - len - 1, frame->beside);
	}
}

void
api_sighting_header(ApiSearch *search, const ApiNaming *naming, const char *name, const char *value)
{
	ApiSign    *sign = add_sign(search, naming, api_sighting_filled(value, true));

	if (sign == NULL)
		return;
	sign->header = sign->near = sign->string = true;
	copy_text(sign->name, sizeof(sign->name), name);
	copy_text(sign->member, sizeof(sign->member), name);
	copy_text(sign->value, sizeof(sign->value), value);
}

void
api_sighting_settle(ApiSearch *search, const ApiSearchFrame *frame)
{
	for (int i = frame->mark; i < search->nsigns; i++)
		if (search->signs[i].frame == frame->serial)
		{
			search->signs[i].neighbour = frame->neighbour;
			search->signs[i].placed |= frame->aside && frame->located && !frame->lists;
			search->signs[i].paged = frame->paged;
			search->signs[i].sized = frame->sized;
			search->signs[i].money = frame->money;
			search->signs[i].sale = frame->sale;
			search->signs[i].by_offset = frame->by_offset;
			search->signs[i].from_one = frame->from_one;
			search->signs[i].lower = frame->lower;
			search->signs[i].current = frame->current;
			search->signs[i].counts_pages = frame->paging && frame->current && frame->limit == 0 &&
				frame->size == 0 && search->signs[i].naming.kind == API_NAMING_TOTAL &&
				search->signs[i].naming.single;
			search->signs[i].naming.pages |= search->signs[i].counts_pages;
			copy_text(search->signs[i].beside, sizeof(search->signs[i].beside), frame->beside);
		}
}
