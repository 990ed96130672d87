/*
 * search.c
 *		The walk over what stands outside of a page's records.
 *
 * Objects are *ancestors* of the records, objects *for paging* below these (meta, pagination), or
 * others.  Words and tokens count in all of them, numbers in the first two and in a few others
 * (result, info).  What stands in an object that has records of another kind is theirs, and goes
 * with it.  Arrays are entered on the way to the records, and for links.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rest/bounds.h"
#include "rest/search.h"
#include "rest/sighting.h"
#include "rest/sublist.h"

/* A JSON string's text, without its quotes, decoded and cut; as it is where it cannot be. */
static void
decode(const char *text, size_t len, bool string, char *out, size_t room)
{
	char		quoted[API_WALK_VALUE + 2];
	char		plain[API_WALK_VALUE + 2];
	ApiError	ignored = API_ERROR_INIT;
	long		got = -1;

	if (string && len <= API_WALK_VALUE && memchr(text, '\\', len) != NULL)
	{
		quoted[0] = quoted[len + 1] = '"';
		memcpy(quoted + 1, text, len);
		got = api_string_decode(quoted, len + 2, plain, &ignored);
		api_error_clear(&ignored);
	}
	if (got >= 0)
	{
		text = plain;
		len = (size_t) got;
	}
	if (len >= room)
		len = room - 1;
	memcpy(out, text, len);
	out[len] = '\0';
}

/* Cuts what is too long. */
static void
cut_text(char *to, size_t room, const char *from)
{
	size_t		len = strnlen(from, room - 1);

	memmove(to, from, len);
	to[len] = '\0';
}

static ApiSearchFrame *
top(ApiSearch *search)
{
	return &search->frames[search->depth - 1];
}

/* ---- containers ---- */

/* Does the step lead to that place? */
static bool
leads(const ApiPathStep *step, const ApiWalkPlace *place)
{
	switch (step->kind)
	{
		case API_STEP_MEMBER:
			return place->name != NULL && place->len == step->name_len &&
				memcmp(place->name, step->name, place->len) == 0;
		case API_STEP_INDEX:
			return place->name == NULL && place->index == step->index;
		case API_STEP_ANY_MEMBER:
			return place->name != NULL;
		case API_STEP_ANY_ELEMENT:
		case API_STEP_LAST:
			return place->name == NULL;
	}
	return false;
}

/* Another record of one of several ancestors. */
static void
count_inner(ApiSearch *search, ApiSearchFrame *above)
{
	if (!above->within)
		return;
	above->count = above->count < 0 ? 1 : above->count + 1;
	search->inner++;
}

/* On the way to the records; false: they are here. */
static bool
enter_way(ApiSearch *search, ApiSearchFrame *frame, ApiSearchFrame *above)
{
	ApiPathStepKind kind = search->records->steps[above->matched].kind;
	bool		any = kind == API_STEP_ANY_ELEMENT || kind == API_STEP_ANY_MEMBER;

	frame->matched = above->matched + 1;
	frame->ancestor = frame->place = true;
	frame->bare = any;
	frame->within |= any;
	if (frame->matched < search->records->nsteps)
		return true;
	/* of one of several ancestors the records are counted */
	frame->ancestor = false;
	frame->counts = above->within && !any && !frame->object;
	if (!frame->counts)
		count_inner(search, above);
	else
		frame->count = 0;
	return frame->counts;
}

/* Off that way. */
static bool
enter_aside(ApiSearch *search, ApiSearchFrame *frame, ApiSearchFrame *above)
{
	frame->matched = -1;
	/* "result": [{"total": "9", "start": "1"}], but not of several */
	if (above->lone)
	{
		search->nsigns = frame->index > 0 ? above->mark : search->nsigns;
		above->lone = frame->index == 0;
		return frame->aside = frame->object && frame->index == 0;
	}
	if (frame->naming.denied || (above->matched < 0 && !above->object && !above->links))
		return false;
	/* the elements beside the one that the way leads through */
	if (above->ancestor && !above->object)
	{
		frame->place = frame->paging = true;
		return frame->object && (search->depth == 1 || above->matched + 1 == search->records->nsteps);
	}
	/* "rel": ["next"] */
	if (above->links && above->object && strcasecmp(frame->name, "rel") == 0)
		return !frame->object;
	if (!frame->object)
	{
		frame->links = frame->paging = frame->naming.link && (above->ancestor || above->paging);
		frame->lone = !frame->links && above->ancestor && !frame->within && frame->naming.place;
		return frame->links || frame->lone || !(above->ancestor || above->paging);
	}
	frame->links = above->links;
	frame->paging = frame->naming.paging || above->paging;
	frame->place = frame->naming.place || frame->paging;
	frame->aside = above->ancestor;
	/* "total": {"value": 9} */
	if ((frame->naming.kind == API_NAMING_TOTAL || frame->naming.kind == API_NAMING_COUNT) &&
		!frame->naming.place)
	{
		frame->paging = above->paging || above->ancestor;
		frame->place = above->place;
	}
	frame->beckons = frame->naming.kind == API_NAMING_NEXT && above->ancestor;
	frame->inherits = frame->naming.kind == API_NAMING_NONE &&
		(above->naming.kind == API_NAMING_TOKEN || above->naming.kind == API_NAMING_NEXT);
	if (frame->inherits)
		frame->naming = above->naming;
	return true;
}

static void
begin_frame(ApiSearch *search, ApiSearchFrame *frame, const ApiWalkPlace *place, bool object)
{
	*frame = (ApiSearchFrame) {.object = object, .mark = search->nsigns, .count = -1};
	frame->serial = ++search->serial;
	frame->index = place->index;
	decode(place->name != NULL ? place->name : "", place->len, true, frame->name,
		   sizeof(frame->name));
}

/* Is it the name of an array that has records, even if there are none? */
static bool
has_records(const ApiWalkPlace *place)
{
	ApiWords	split;

	return place->name != NULL && api_words_split(place->name, place->len, &split) &&
		api_naming_generic(&split);
}

static bool
on_open(void *arg, const ApiWalkPlace *place, bool object)
{
	ApiSearch  *search = arg;
	ApiSearchFrame *above = search->depth > 0 ? top(search) : NULL;
	ApiSearchFrame *frame = &search->frames[search->depth];
	const ApiPath *records = search->records;

	if (search->depth == API_SEARCH_DEPTH)
		return false;
	begin_frame(search, frame, place, object);
	if (above == NULL)
	{
		frame->ancestor = !search->in_header;
		frame->paging = search->in_header;
		frame->place = true;
		frame->matched = search->in_header ? -1 : 0;
		search->depth = search->in_header || (records != NULL && records->nsteps > 0);
		return search->depth == 1;
	}
	frame->within = above->within;
	frame->bare = above->bare;
	if (above->matched >= 0 && above->matched < records->nsteps &&
		leads(&records->steps[above->matched], place))
	{
		if (!enter_way(search, frame, above))
			return false;
		search->depth++;
		return true;
	}
	if (above->counts)
		count_inner(search, above);
	if (above->object && search->members++ >= API_SEARCH_MEMBERS)
		return false;
	if (!above->object && !above->ancestor && !above->links && !above->naming.link && search->depth > 1)
		search->frames[search->depth - 2].others = true;
	frame->naming = api_naming_read(place->name, place->len, &search->noun);
	above->others |= !object && has_records(place);
	above->lists |= !object && !frame->naming.link;
	if (above->counts || !enter_aside(search, frame, above))
		return false;
	search->depth++;
	return true;
}

/* ---- values ---- */

/* Is the name one of these, with an "@" or without? */
static bool
is_one_of(const char *name, const char *const names[])
{
	for (name += *name == '@'; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

/* A member of one of several links; as jsonpath writes it, an "@" in quotes. */
static void
note_link_member(ApiSearchFrame *frame, const char *name, const char *value)
{
	static const char *const relations[] = {"rel", "relation", "ref", NULL};
	static const char *const kinds[] = {"name", "type", NULL};
	static const char *const links[] = {"href", "url", "uri", NULL};
	const char *quote = *name == '@' ? "\"" : "";

	if (is_one_of(name, relations) || is_one_of(name, kinds))
	{
		ApiNaming	naming = api_naming_read(value, strlen(value), NULL);

		/* next; of relations also nextPage, page.next */
		if (strcasecmp(value, "next") != 0 &&
			(naming.kind != API_NAMING_TOKEN || is_one_of(name, kinds) || strlen(value) > 16))
			return;
		frame->relates = true;
		snprintf(frame->filter, sizeof(frame->filter), "[*] ? (@.%s%.9s%s == \"%.16s\")", quote, name,
				 quote, value);
	}
	else if (is_one_of(name, links))
	{
		cut_text(frame->link, sizeof(frame->link), value);
		snprintf(frame->beside, sizeof(frame->beside), "%s%.8s%s", quote, name, quote);
	}
}

/* Is the member what an object called next has of the next page?  completeListSize is not. */
static bool
tells_next(const ApiSearchFrame *frame, const ApiNaming *naming, const char *name)
{
	return (frame->naming.kind == API_NAMING_TOKEN && strcasestr(name, "size") == NULL) ||
		(frame->naming.kind == API_NAMING_NEXT &&
		 (frame->paging || naming->link || naming->beside || naming->kind == API_NAMING_TOKEN ||
		  naming->kind == API_NAMING_BARE));
}

/* What the neighbours of numbers may be. */
static void
note_neighbour(ApiSearchFrame *frame, const ApiNaming *naming, const char *name,
			   const char *value, bool string)
{
	bool		number = strspn(value, "0123456789") == strlen(value);

	frame->money |= naming->money;
	frame->sale |= naming->sale;
	if (naming->neighbour && (!naming->beside || number))
	{
		frame->neighbour = true;
		frame->paged |= naming->kind != API_NAMING_NEXT;
		frame->sized |= naming->limit;
		frame->located |= naming->beside && !naming->limit;
	}
	if (naming->beside && number && !string && (naming->offset || !frame->by_offset))
	{
		cut_text(frame->beside, sizeof(frame->beside), name);
		frame->by_offset = naming->offset;
		frame->from_one = strcmp(value, "1") == 0;
	}
}

/* What else its neighbours tell of a number. */
static void
note_measure(ApiSearchFrame *frame, const ApiNaming *naming, const char *name, const char *value)
{
	size_t		len = strlen(value);

	frame->lower |= api_bounds_say(name, value);
	if (len == 0 || len > 9 || strspn(value, "0123456789") != len)
		return;
	if (strcasecmp(name, "current") == 0)
		frame->current = true;
	if (naming->limit || (frame->paging && strcasecmp(name, "max") == 0))
		frame->limit = strtoll(value, NULL, 10);
	else if (strcasecmp(name, "size") == 0)
		frame->size = strtoll(value, NULL, 10);
}

/* A record that is a number or text. */
static bool
is_scalar_record(const ApiSearch *search, const ApiSearchFrame *frame, const ApiWalkPlace *place)
{
	return frame->matched >= 0 && search->records != NULL &&
		frame->matched == search->records->nsteps - 1 &&
		leads(&search->records->steps[frame->matched], place);
}

static void
on_value(void *arg, const ApiWalkPlace *place, const char *text, size_t len, bool string)
{
	ApiSearch  *search = arg;
	ApiSearchFrame *frame;
	ApiNaming	naming;
	char		name[sizeof(frame->name)];
	char		value[API_SEARCH_TEXT];

	if (search->depth == 0)
		return;
	frame = top(search);
	if (frame->counts || is_scalar_record(search, frame, place))
		count_inner(search, frame);
	if (!frame->object && search->depth > 1 && frame[-1].links && frame[-1].object)
		frame[-1].relates |= len == 4 && strncasecmp(text, "next", len) == 0;
	if (!frame->object || place->len >= sizeof(name) || search->members++ >= API_SEARCH_MEMBERS)
		return;
	decode(place->name, place->len, true, name, sizeof(name));
	decode(text, len, string, value, sizeof(value));
	if (frame->links && !search->frames[search->depth - 2].object)
	{
		if (string)
			note_link_member(frame, name, value);
		return;
	}
	naming = api_naming_read(place->name, place->len, &search->noun);
	if (frame->naming.weak && (naming.kind == API_NAMING_BARE || naming.kind == API_NAMING_TOKEN))
		naming.kind = API_NAMING_WEAK;
	note_neighbour(frame, &naming, name, value, string);
	note_measure(frame, &naming, name, value);
	search->back |= naming.previous && (frame->ancestor || frame->paging) &&
		!frame->within && api_sighting_filled(value, string);
	if ((frame->ancestor || frame->paging) && !frame->within)
		api_ordinal_note(&search->ordinal, name, value, string);
	if (tells_next(frame, &naming, name))
	{
		if (api_sighting_filled(value, string))
			api_sighting_member(search, &frame->naming, name, value, string, true);
	}
	else if ((frame->naming.kind == API_NAMING_TOTAL || frame->naming.kind == API_NAMING_COUNT) &&
			 strcasecmp(name, "value") == 0)
		api_sighting_member(search, &frame->naming, name, value, string, true);
	else if (naming.kind != API_NAMING_NONE)
		api_sighting_member(search, &naming, name, value, string, false);
}

/* ---- ends ---- */

/* One of several ancestors, or a list of records in it, ends. */
static void
settle_within(ApiSearch *search, ApiSearchFrame *frame, ApiSearchFrame *above)
{
	if (frame->count >= 0 && above->within)
		above->count = above->count < 0 ? frame->count : above->count + frame->count;
	if (frame->ancestor)
		api_sublist_settle(search, frame);
}

/* An object that says how large the pages are. */
static void
settle_size(ApiSearch *search, const ApiSearchFrame *frame)
{
	int64_t		size = frame->limit > 0 || !(frame->paging || frame->paged) ? frame->limit : frame->size;

	if (size > 0 && !frame->within && (frame->ancestor || frame->paging))
		search->size = size;
}

static void
on_close(void *arg)
{
	ApiSearch  *search = arg;
	ApiSearchFrame *frame;
	ApiSearchFrame *above;

	if (search->depth == 0)
		return;
	frame = top(search);
	above = search->depth > 1 ? frame - 1 : NULL;
	search->depth--;
	if (frame->others && !frame->ancestor && !frame->paging)
		search->nsigns = frame->mark;
	api_sighting_settle(search, frame);
	settle_size(search, frame);
	if (above == NULL)
		return;
	if (frame->within)
		settle_within(search, frame, above);
	if (frame->relates && *frame->link != '\0')
		api_sighting_link(search, frame);
}

void
api_search_begin(ApiSearch *search, const ApiPath *records)
{
	ApiWalker	walker = {search, on_open, on_close, on_value};
	const ApiPathStep *last = NULL;

	search->records = records;
	search->in_header = false;
	search->depth = search->members = search->nsigns = 0;
	search->serial = 0;
	search->size = search->inner = 0;
	search->back = false;
	memset(&search->ordinal, 0, sizeof(search->ordinal));
	search->noun.count = 0;
	api_walk_begin(&search->walk, &walker);
	for (int i = 0; records != NULL && i < records->nsteps; i++)
		if (records->steps[i].kind == API_STEP_MEMBER)
			last = &records->steps[i];
	if (last != NULL && !api_words_split(last->name, last->name_len, &search->noun))
		search->noun.count = 0;
	search->generic = last == NULL || api_naming_generic(&search->noun);
}

void
api_search_feed(ApiSearch *search, const char *text, size_t len)
{
	api_walk_feed(&search->walk, text, len);
}

void
api_search_end(ApiSearch *search)
{
	while (search->depth > 0)
		on_close(search);
}

/* ---- headers ---- */

/* "items 0-9/100": what is behind the slash, less what was before the first. */
static void
note_range(ApiSearch *search, const char *value)
{
	ApiNaming	naming = {.kind = API_NAMING_TOTAL, .sure = true};
	const char *slash = strchr(value, '/');

	if (slash != NULL && strncasecmp(value, "bytes", 5) != 0)
		api_sighting_header(search, &naming, "Content-Range", slash + 1);
}

/* The members of an object: X-Pagination: {"TotalPages": 10}. */
static void
walk_header(ApiSearch *search, const char *value)
{
	search->in_header = true;
	api_walk_begin(&search->walk, &search->walk.walker);
	api_search_feed(search, value, strlen(value));
	api_search_end(search);
	search->in_header = false;
}

void
api_search_header(ApiSearch *search, const char *name, const char *value)
{
	ApiNaming	naming;

	if (strcasecmp(name, "Content-Range") == 0)
	{
		note_range(search, value);
		return;
	}
	naming = api_naming_read_header(name);
	if (*value == '{' && naming.paging)
		walk_header(search, value);
	else if (naming.kind != API_NAMING_NONE && strcasecmp(name, "Link") != 0)
		api_sighting_header(search, &naming, name, value);
}
