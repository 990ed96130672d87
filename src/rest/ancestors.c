/*
 * ancestors.c
 *		Values that a wildcard of record_path matches, and that have no records.
 *
 * The body is walked once more, and only where a page has such values.
 */
#include "rest/ancestors.h"

#include <string.h>

#include "json/scalar.h"
#include "json/scan.h"
#include "json/spelling.h"
#include "json/string.h"
#include "rest/tale.h"

#define PATH_BYTES 200			/* of a path that is shown */

typedef struct Look
{
	const ApiPath *path;
	int			first;			/* its first wildcard */
	bool		guesses;
	ApiTold		group;			/* the one of several that is looked at; it has no name */
	const ApiPathStep *lacks;	/* what an ancestor lacks that tells of an error; NULL: none does */
	ApiTale		tale;			/* and all that it tells */
	ApiTold		error;
	ApiTold		empty;			/* of one whose list is empty */
	const ApiPathStep *missed;	/* what one has by another name */
	ApiTold		near;
} Look;

/* A value on the way, and how many steps lead to it. */
typedef struct Turn
{
	Look	   *look;
	int			steps;
} Turn;

static bool follow(Look *look, const char *text, size_t len, int steps);

/* ApiSliceEmit */
static bool
follow_value(void *arg, const char *text, size_t len)
{
	Turn	   *turn = arg;

	return follow(turn->look, text, len, turn->steps);
}

/* ApiMemberEmit */
static bool
follow_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	(void) name;
	(void) name_len;
	return follow_value(arg, text, len);
}

/* ---- the list's own object ---- */

typedef struct Search
{
	const ApiPathStep *step;
	ApiTold		found;
	ApiTold		near;
} Search;

/* ApiMemberEmit: of several members of one name the last counts. */
static bool
compare_name(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	Search	   *search = arg;
	ApiTold		told = {name, name_len, text, len};

	if (api_string_equals(name, name_len, search->step->name, search->step->name_len))
		search->found = told;
	else if (search->near.name == NULL && (*text == '[' || *text == '{') && !api_text_falsy(text, len) &&
			 api_spelling_near(name + 1, name_len - 2, search->step->name, search->step->name_len))
		search->near = told;
	return true;
}

/* An object's words, with no list, or with an empty one. */
static ApiTold
read_words(Look *look, const char *text, size_t len, bool lacks)
{
	ApiTale		tale = {0};
	const ApiTold *told;

	api_tale_read(text, len, &tale);
	told = lacks ? api_tale_of_group(&tale) : &tale.error;
	if (told == NULL || told->name == NULL)
		told = api_tale_status(&tale);
	if (told != NULL && lacks)
		look->tale = tale;
	return told != NULL ? *told : (ApiTold) {0};
}

/* Those of the object that lacks the list, or of the one of several that it stands in. */
static ApiTold
read_error(Look *look, const char *text, size_t len, bool lacks)
{
	ApiTold		told = {0};

	if (look->guesses)
		told = read_words(look, text, len, lacks);
	if (look->guesses && told.name == NULL && look->group.text != text)
		told = read_words(look, look->group.text, look->group.len, lacks);
	return told;
}

/* An object on the way: does the step lead on? */
static bool
follow_name(Look *look, const char *text, size_t len, int steps)
{
	const ApiPathStep *step = &look->path->steps[steps];
	Search		search = {step, {0}, {0}};
	bool		within = steps > look->first;

	if (within && look->path->steps[steps - 1].kind != API_STEP_MEMBER)
		look->group = (ApiTold) {NULL, 0, text, len};
	if (*text != '{')
		return true;
	api_slice_members(text, len, compare_name, &search);
	if (search.found.name != NULL)
	{
		if (within && look->empty.name == NULL && api_text_falsy(search.found.text, search.found.len))
			look->empty = read_error(look, text, len, false);
		return follow(look, search.found.text, search.found.len, steps + 1);
	}
	if (!within)
		return true;
	look->error = read_error(look, text, len, true);
	look->lacks = look->error.name != NULL ? step : NULL;
	if (look->near.name == NULL && search.near.name != NULL)
	{
		look->near = search.near;
		look->missed = step;
	}
	return look->lacks == NULL;
}

/* Goes down the path; false: enough is known. */
static bool
follow(Look *look, const char *text, size_t len, int steps)
{
	Turn		turn = {look, steps + 1};
	ApiPath		one = {1, false, {{API_STEP_MEMBER, NULL, 0, 0}}};

	if (steps == look->path->nsteps)
		return true;
	if (look->path->steps[steps].kind == API_STEP_MEMBER)
		return follow_name(look, text, len, steps);
	if (look->path->steps[steps].kind == API_STEP_ANY_MEMBER)
	{
		api_slice_members(text, len, follow_member, &turn);
		return look->lacks == NULL;
	}
	one.steps[0] = look->path->steps[steps];
	return api_slice_unfold(text, len, &one, 0, follow_value, &turn, NULL);
}

/* The lines are the elements of the root, which itself is not there. */
static void
follow_lines(Look *look, const char *body, size_t len)
{
	ApiPath		each = {1, false, {look->path->steps[0]}};
	Turn		turn = {look, 1};

	if (look->path->nsteps > 1 && look->first == 0)
		api_slice_records(body, len, true, &each, follow_value, &turn);
}

/* ---- what is said of it ---- */

static bool
refuse(const Look *look, const char *path, ApiError *err)
{
	char		shown[API_TALE_SHOWN];
	char		said[API_TALE_SHOWN];

	api_tale_quote(&look->tale, &look->error, shown, said);
	api_error_set(err, API_ERR_RECORDS, "a value on the way of record_path %s has no \"%.*s\", and tells of an error",
				  path, (int) look->lacks->name_len, look->lacks->name);
	api_error_detail(err, "The response says %s%s.", shown, said);
	api_error_hint(err, "If that is no error, tell by the table's option error_path where errors stand, such as"
				   " '$.error': then nothing else is taken for one.");
	return false;
}

static void
doubt_name(const Look *look, const char *path, ApiError *doubt)
{
	api_error_set(doubt, API_ERR_RECORDS, "a value on the way of record_path %s has no \"%.*s\", but %.*s", path,
				  (int) look->missed->name_len, look->missed->name, (int) look->near.name_len, look->near.name);
	api_error_hint(doubt, "Records that stand there are not read.");
}

static void
tell_empty(const Look *look, const char *path, ApiError *beside)
{
	char		shown[API_TALE_SHOWN];

	api_tale_show(&look->empty, "", shown);
	api_error_set(beside, API_ERR_RECORDS, "the response says %s beside an empty list on the way of record_path %s",
				  shown, path);
	api_error_hint(beside, "The table's option error_path names where errors stand; one that names another place says"
				   " that this is none.");
}

static int
first_wildcard(const ApiPath *path)
{
	int			i = 0;

	while (i < path->nsteps && path->steps[i].kind != API_STEP_ANY_ELEMENT &&
		   path->steps[i].kind != API_STEP_ANY_MEMBER)
		i++;
	return i;
}

bool
api_ancestors_look(const ApiReader *reader, const ApiPath *records, const char *body, size_t len, bool guesses,
				   ApiError *beside, ApiError *doubt, ApiError *err)
{
	Look		look = {.path = records,.guesses = guesses};
	const char *begin;
	const char *end;
	char		path[PATH_BYTES];

	if (records == NULL || !api_reader_childless(reader))
		return true;
	begin = api_space_skip(body, body + len);
	end = api_value_skip(begin, body + len);
	look.first = first_wildcard(records);
	if (api_reader_lines(reader))
		follow_lines(&look, body, len);
	else if (end != NULL)
		(void) follow(&look, begin, (size_t) (end - begin), 0);
	api_path_format(records, path, sizeof(path));
	if (look.lacks != NULL)
		return refuse(&look, path, err);
	if (look.near.name != NULL)
		doubt_name(&look, path, doubt);
	if (look.empty.name != NULL && !api_error_is_set(beside))
		tell_empty(&look, path, beside);
	return true;
}
