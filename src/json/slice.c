/*
 * slice.c
 *		What is inside a slice that was wanted whole: elements, wildcards.  See
 *		reader.h.
 *
 * The text was framed by the reader; commas and colons are checked here, in the
 * containers that are walked.  No recursion: a path has few steps, and each open
 * container of an unfolding has a place in an array.  Nothing is allocated, so
 * emit may even longjmp.
 */
#include <string.h>

#include "json/reader.h"
#include "json/scan.h"
#include "json/string.h"

/* A walk through the children of one container. */
typedef struct Walk
{
	const char *p;				/* where to go on */
	const char *end;			/* behind the closing bracket */
	bool		object;			/* or an array */
	bool		single;			/* or neither: the one child is the value itself */
	uint32_t	next;			/* number of the next child */
	const char *name;			/* its name's text with quotes; objects */
	size_t		name_len;
	const char *text;			/* its value's text */
	size_t		len;
} Walk;

typedef enum WalkStep
{
	WALK_CHILD,					/* name, text and len are the next child's */
	WALK_END,					/* there is none */
	WALK_BROKEN					/* malformed */
} WalkStep;

/* Does the step see the value itself where it is no array?  Null is nothing to [*]. */
static bool
sees_itself(const ApiPathStep *step, const char *text, size_t len)
{
	switch (step->kind)
	{
		case API_STEP_ANY_ELEMENT:
			return *text != '[' && !api_text_is_null(text, len);
		case API_STEP_INDEX:
			return *text != '[' && step->index == 0;
		case API_STEP_LAST:
			return *text != '[';
		default:
			return false;
	}
}

/* Begins a walk; false if the text is no container. */
static bool
walk_begin(Walk *walk, const char *text, size_t len)
{
	if (len < 2 || api_byte_class(*text) != API_BYTE_OPEN)
		return false;
	memset(walk, 0, sizeof(*walk));
	walk->object = *text == '{';
	walk->p = text + 1;
	walk->end = text + len;
	return true;
}

/* Reads the name and the colon of a member at walk->p. */
static bool
walk_name(Walk *walk)
{
	if (walk->p == walk->end || *walk->p != '"')
		return false;
	walk->name = walk->p;
	walk->p = api_value_skip(walk->p, walk->end);
	if (walk->p == NULL)
		return false;
	walk->name_len = (size_t) (walk->p - walk->name);
	walk->p = api_space_skip(walk->p, walk->end);
	if (walk->p == walk->end || *walk->p != ':')
		return false;
	walk->p = api_space_skip(walk->p + 1, walk->end);
	return true;
}

static WalkStep
walk_next(Walk *walk)
{
	walk->p = api_space_skip(walk->p, walk->end);
	if (walk->p == walk->end)
		return WALK_BROKEN;
	if (api_byte_class(*walk->p) == API_BYTE_CLOSE)
		return walk->p + 1 == walk->end ? WALK_END : WALK_BROKEN;
	if (walk->next > 0)
	{
		if (*walk->p != ',')
			return WALK_BROKEN;
		walk->p = api_space_skip(walk->p + 1, walk->end);
	}
	if (walk->object && !walk_name(walk))
		return WALK_BROKEN;
	walk->text = walk->p;
	walk->p = api_value_skip(walk->p, walk->end);
	if (walk->p == NULL)
		return WALK_BROKEN;
	walk->len = (size_t) (walk->p - walk->text);
	walk->next++;
	return WALK_CHILD;
}

/* Is the child in hand the member of that name? */
static bool
is_named(const Walk *walk, const ApiPathStep *step)
{
	const char *inner = walk->name + 1;
	size_t		inner_len = walk->name_len - 2;

	if (memchr(inner, '\\', inner_len) == NULL)
		return inner_len == step->name_len && memcmp(inner, step->name, inner_len) == 0;
	return api_string_equals(walk->name, walk->name_len, step->name, step->name_len);
}

/* Does the step lead to the child in hand? */
static bool
leads_to(const ApiPathStep *step, const Walk *walk)
{
	switch (step->kind)
	{
		case API_STEP_MEMBER:
			return walk->object && is_named(walk, step);
		case API_STEP_INDEX:
			return !walk->object && walk->next - 1 == step->index;
		case API_STEP_LAST:
		case API_STEP_ANY_ELEMENT:
			return !walk->object;
		case API_STEP_ANY_MEMBER:
			return walk->object;
	}
	return false;
}

/* Begins a walk for the matches of a step, of which a single value may be one. */
static bool
walk_begin_match(Walk *walk, const char *text, size_t len, const ApiPathStep *step)
{
	if (!sees_itself(step, text, len))
		return walk_begin(walk, text, len);
	*walk = (Walk) {.text = text,.len = len,.single = true};
	return true;
}

/* Moves to the next child that the step leads to; of several for one, the last. */
static WalkStep
walk_match(Walk *walk, const ApiPathStep *step)
{
	Walk		match = {0};
	WalkStep	came_to;
	bool		found = false;

	if (walk->single)
		return walk->next++ == 0 ? WALK_CHILD : WALK_END;

	while ((came_to = walk_next(walk)) == WALK_CHILD)
	{
		if (!leads_to(step, walk))
			continue;
		if (step->kind != API_STEP_MEMBER && step->kind != API_STEP_LAST)
			return WALK_CHILD;
		match = *walk;
		found = true;
	}
	if (came_to == WALK_BROKEN || !found)
		return came_to;
	walk->text = match.text;
	walk->len = match.len;
	return WALK_CHILD;
}

static bool
malformed(ApiError *err)
{
	return api_error_set(err, API_ERR_JSON, "invalid JSON: malformed array or object");
}

bool
api_slice_unfold(const char *text, size_t len, const ApiPath *path, int first, ApiSliceEmit emit,
				 void *arg, ApiError *err)
{
	Walk		walks[API_PATH_MAX_STEPS];
	int			level = first;

	if (first >= path->nsteps)
		return emit(arg, text, len);
	if (!walk_begin_match(&walks[level], text, len, &path->steps[level]))
		return true;
	while (level >= first)
	{
		Walk	   *walk = &walks[level];
		WalkStep	came_to = walk_match(walk, &path->steps[level]);

		if (came_to == WALK_BROKEN)
			return malformed(err);
		if (came_to == WALK_END)
			level--;
		else if (level + 1 == path->nsteps)
		{
			if (!emit(arg, walk->text, walk->len))
				return false;
		}
		else if (walk_begin_match(&walks[level + 1], walk->text, walk->len, &path->steps[level + 1]))
			level++;
	}
	return true;
}

bool
api_slice_elements(const char *text, size_t len, ApiSliceEmit emit, void *arg, ApiError *err)
{
	Walk		walk;
	WalkStep	came_to;

	if (!walk_begin(&walk, text, len) || walk.object)
		return api_error_set(err, API_ERR_JSON, "invalid JSON: not an array");
	while ((came_to = walk_next(&walk)) == WALK_CHILD)
		if (!emit(arg, walk.text, walk.len))
			return false;
	return came_to == WALK_END || malformed(err);
}

void
api_slice_members(const char *text, size_t len, ApiMemberEmit emit, void *arg)
{
	Walk		walk;

	if (!walk_begin(&walk, text, len) || !walk.object)
		return;
	while (walk_next(&walk) == WALK_CHILD)
		if (!emit(arg, walk.name, walk.name_len, walk.text, walk.len))
			return;
}

/* ---- members, for messages ---- */

#define LIST_LEVELS 3			/* objects that are looked into, one in another */
#define LIST_NAME_BYTES 40		/* longer names are passed over */
#define LIST_MEMBERS 20000		/* that are looked at */

/* Can the name in hand stand in a message as it is? */
static bool
is_printable(const Walk *walk)
{
	const char *inner = walk->name + 1;
	size_t		len = walk->name_len - 2;

	return len <= LIST_NAME_BYTES && memchr(inner, '\\', len) == NULL && api_utf8_valid(inner, len);
}

/* Adds the path to the list; false: there is no room for it. */
static bool
list_path(const ApiPath *path, char *out, size_t room, size_t *used)
{
	char		text[LIST_LEVELS * (LIST_NAME_BYTES + 4)];
	size_t		len;
	const char *comma = *used > 0 ? ", " : "";

	api_path_format(path, text, sizeof(text));
	len = strlen(comma) + strlen(text);
	if (*used + len >= room)
		return false;
	strcpy(out + *used, comma);
	strcat(out + *used, text);
	*used += len;
	return true;
}

int
api_slice_list_members(const char *text, size_t len, bool arrays, char *out, size_t room,
					   int *listed)
{
	Walk		walks[LIST_LEVELS];
	ApiPath		path = {0};
	size_t		used = 0;
	int			found = 0;
	int			level = 0;
	const char *begin = api_space_skip(text, text + len);
	const char *end = api_value_skip(begin, text + len);

	*listed = 0;
	if (room > 0)
		out[0] = '\0';
	if (end == NULL || !walk_begin(&walks[0], begin, (size_t) (end - begin)) || !walks[0].object)
		return 0;
	for (int looked = 0; level >= 0 && looked < LIST_MEMBERS; looked++)
	{
		Walk	   *walk = &walks[level];

		if (walk_next(walk) != WALK_CHILD)
		{
			level--;
			continue;
		}
		if (!is_printable(walk))
			continue;
		path.nsteps = level + 1;
		path.steps[level] = (ApiPathStep) {API_STEP_MEMBER, (char *) walk->name + 1,
		walk->name_len - 2, 0};
		if (*walk->text == '[' || !arrays)
		{
			found++;
			*listed += list_path(&path, out, room, &used);
		}
		else if (*walk->text == '{' && level + 1 < LIST_LEVELS &&
				 walk_begin(&walks[level + 1], walk->text, walk->len))
			level++;
	}
	return found;
}

bool
api_slice_keep_first(void *arg, const char *text, size_t len)
{
	*(ApiText *) arg = (ApiText)
	{
		text, len
	};
	return false;
}
