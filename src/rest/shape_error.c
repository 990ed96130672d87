/*
 * shape_error.c
 *		Does a body tell of an error?
 */
#include "rest/shape_error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/scan.h"
#include "json/string.h"
#include "rest/tale.h"

/* ---- what the objects around the records tell ---- */

/* ApiSliceEmit */
static bool
look_at_root(void *arg, const char *text, size_t len)
{
	api_tale_read(text, len, arg);
	return false;
}

/* For api_slice_unfold: the one value there. */
static bool
look_at_way(void *arg, const char *text, size_t len)
{
	ApiTale    *tale = arg;
	ApiTale		own = {0};

	api_tale_read(text, len, &own);
	if (tale->error.name == NULL)
		tale->error = own.error;
	return false;
}

/* The root, and the objects on the way to the records; these only by what is named after errors. */
static void
read_body(const char *body, size_t len, const ApiPath *records, ApiTale *tale)
{
	static const ApiPath itself = {1, false, {{API_STEP_INDEX, NULL, 0, 0}}};
	const char *begin = body != NULL ? api_space_skip(body, body + len) : NULL;
	const char *end;

	/* lax: of an object [0] is the object itself; of an array it is a record, or was */
	if (begin == NULL || begin == body + len || *begin != '{')
		return;
	api_slice_records(body, len, false, &itself, look_at_root, tale);
	end = api_value_skip(begin, body + len);
	for (int steps = 1; end != NULL && records != NULL && steps < records->nsteps; steps++)
	{
		ApiPath		way = *records;

		if (records->steps[steps - 1].kind != API_STEP_MEMBER || records->steps[steps].kind != API_STEP_MEMBER)
			break;
		way.nsteps = steps;
		(void) api_slice_unfold(begin, (size_t) (end - begin), &way, 0, look_at_way, tale, NULL);
	}
}

static void
set_told(const ApiTale *tale, const ApiTold *told, const char *what, ApiError *err)
{
	char		shown[API_TALE_SHOWN];
	char		said[API_TALE_SHOWN];

	api_tale_quote(tale, told, shown, said);
	if (!api_error_is_set(err))
		api_error_set(err, API_ERR_RECORDS, "%s", what);
	api_error_detail(err, "The response says %s%s.", shown, said);
	api_error_hint(err, "Where an answer without records may say so, tell by the table's option error_path"
				   " where errors stand, such as '$.error': then nothing else is taken for one.");
}

bool
api_shape_tells_error(const char *body, size_t len, const ApiPath *records, ApiError *err)
{
	ApiTale		tale = {0};
	const ApiTold *told;

	read_body(body, len, records, &tale);
	told = api_tale_without_records(&tale);
	if (told != NULL)
		set_told(&tale, told, "the response has no records, and tells of an error", err);
	return told != NULL;
}

void
api_shape_quote_error(const char *body, size_t len, ApiError *err)
{
	ApiTale		tale = {0};
	const ApiTold *told;
	char		shown[API_TALE_SHOWN];
	char		said[API_TALE_SHOWN];

	read_body(body, len, NULL, &tale);
	told = api_tale_without_records(&tale);
	if (told == NULL || err->detail != NULL)
		return;
	api_tale_quote(&tale, told, shown, said);
	api_error_detail(err, "The response says %s%s.", shown, said);
}

bool
api_shape_tells_empty(const char *body, size_t len, bool midway, bool news, ApiError *err, ApiError *doubt)
{
	ApiTale		tale = {0};
	const ApiTold *told = &tale.said;
	ApiSaid		said;
	char		shown[API_TALE_SHOWN];
	bool		refused;

	read_body(body, len, NULL, &tale);
	if (told->name == NULL && midway && news)
		told = &tale.aside;
	said = api_tale_said(told);
	refused = said == API_SAID_REFUSED || (said == API_SAID_FAILED && midway && news);
	if (refused)
		set_told(&tale, told, "the page has no records, and tells of an error", err);
	else if ((said == API_SAID_FAILED && !midway) || (said == API_SAID_OTHER && midway && news))
	{
		api_tale_show(told, "", shown);
		api_error_set(doubt, API_ERR_RECORDS, "the page has no records, and says %s", shown);
		api_error_hint(doubt, "If that is an error, name its place by the table's option error_path; else a place"
					   " where one would be.");
	}
	return refused;
}

/* ---- beside records ---- */

/* Not a count of records that tell for themselves. */
static bool
is_whole_error(const ApiTold *told)
{
	return !api_string_equals(told->name, told->name_len, "errors", 6) || strchr("[{\"", *told->text) != NULL;
}

/* Not the state of a thing that has records. */
static bool
is_whole_denial(const ApiTold *told)
{
	return !api_string_equals(told->name, told->name_len, "state", 5) &&
		(told->len <= 6 || strncasecmp(told->text, "\"fail", 5) != 0);
}

static const ApiTold *
find_told_beside(const ApiTale *tale)
{
	if (tale->error.name != NULL)
		return is_whole_error(&tale->error) ? &tale->error : NULL;
	if (tale->denied.name != NULL)
		return is_whole_denial(&tale->denied) ? &tale->denied : NULL;
	if (tale->failed.name != NULL)
		return &tale->failed;
	return tale->said.name != NULL && tale->numbered.name != NULL ? &tale->numbered : NULL;
}

static void
set_beside(const ApiTale *tale, const ApiTold *told, ApiError *warning)
{
	char		shown[API_TALE_SHOWN];
	char		said[API_TALE_SHOWN];

	api_tale_quote(tale, told, shown, said);
	api_error_set(warning, API_ERR_RECORDS, "the response says %s%s beside its records", shown, said);
	api_error_hint(warning, "The table's option error_path, such as '$.%.*s', makes an error of it; one that names"
				   " another place says that this is none.", (int) (told->name_len - 2), told->name + 1);
}

static bool
refuse_graphql(const ApiTale *tale, ApiError *err)
{
	char		shown[API_TALE_SHOWN];

	api_tale_show(&tale->error, "", shown);
	api_error_set(err, API_ERR_API, "the API reports an error");
	api_error_detail(err, "The response says %s.", shown);
	api_error_hint(err, "It is a GraphQL answer, whose data may be a part.  The option error_path names where"
				   " errors are told: then nothing else is taken for one.");
	return false;
}

/* The body without its records; malloc'd, NULL: no memory. */
static char *
leave_out_records(const ApiReader *reader, const ApiHead *head, const char *body, size_t *len)
{
	size_t		from;
	size_t		to;
	char	   *rest;

	api_reader_outer_span(reader, &from, &to);
	if (head->text != NULL)
		from = head->len;
	rest = malloc(from + *len - to + 1);
	if (rest == NULL)
		return NULL;
	memcpy(rest, head->text != NULL ? head->text : body, from);
	memcpy(rest + from, body + to, *len - to);
	*len = from + *len - to;
	return rest;
}

bool
api_shape_keep_head(ApiHead *head, const ApiReader *reader, const char *body, size_t len)
{
	size_t		to;

	if (head->text != NULL || api_reader_dropped(reader) > 0)
		return true;
	api_reader_outer_span(reader, &head->len, &to);
	if (head->len == 0 || head->len > API_HEAD_MOST || head->len > len)
		return true;
	head->text = malloc(head->len);
	if (head->text != NULL)
		memcpy(head->text, body, head->len);
	return head->text != NULL;
}

bool
api_shape_tells_beside(const ApiReader *reader, const ApiPath *records, const ApiHead *head, const char *body,
					   size_t len, bool *says, ApiError *warning, ApiError *err)
{
	ApiTale		tale = {0};
	char	   *rest = leave_out_records(reader, head, body, &len);
	const ApiTold *told;
	bool		graphql;

	if (rest == NULL)
		return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	read_body(rest, len, records, &tale);
	*says = tale.said.name != NULL || tale.aside.name != NULL;
	told = find_told_beside(&tale);
	graphql = told != NULL && api_tale_is_graphql(&tale);
	if (graphql)
		(void) refuse_graphql(&tale, err);
	else if (told != NULL)
		set_beside(&tale, told, warning);
	free(rest);
	return !graphql;
}
