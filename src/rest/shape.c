/*
 * shape.c
 *		Is a whole document the records that the table's columns describe?
 *
 * An envelope ({"items": [...]}) taken for a record would give one row of NULLs,
 * silently.  So an object must have something that a column asks for.
 */
#include <string.h>

#include "rest/shape.h"

#define MOST_SLICES ((size_t) 32 * 1024 * 1024)
#define HINT_BYTES 200			/* of paths that a hint shows */

static bool leads_into_lines(const ApiPath *path);
static bool refuse_lines(const ApiProjection *projection, ApiError *err);
static bool refuse_missing(const ApiProjection *projection, const char *body, size_t len,
						   bool forgivable, ApiError *err);
static bool refuse_misfit(const ApiProjection *projection, ApiError *err);
static bool refuse_twice(const ApiProjection *projection, ApiError *err);
static bool is_bare(const ApiReader *reader, const ApiProjection *declared, const char *body, size_t len,
					ApiError *err);
static bool refuse_bare(const ApiProjection *projection, const char *body, size_t len, ApiError *err);
static bool refuse_kinds(unsigned found, unsigned wanted, ApiError *err);
static bool declares_any(const ApiProjection *declared, const char *body, size_t len, ApiError *err);
static bool refuse(ApiReaderShape shape, const char *body, size_t len, ApiError *err);
static bool hint_at_places(const char *body, size_t len, ApiError *err);

bool
api_shape_check(const ApiReader *reader, const ApiProjection *projection,
				const ApiProjection *declared, const char *body, size_t len, bool *missing,
				ApiError *err)
{
	ApiReaderShape shape = api_reader_shape(reader);
	const ApiProjection *all = declared != NULL ? declared : projection;
	bool		apart = api_projection_path(projection) != NULL || shape == API_SHAPE_ARRAY;

	*missing = false;
	if (api_reader_lines(reader) && !leads_into_lines(api_projection_path(projection)))
		return refuse_lines(projection, err);
	if (apart && (api_reader_kinds(reader) & ~api_projection_kinds(all)) != 0)
		return refuse_kinds(api_reader_kinds(reader), api_projection_kinds(all), err);
	if (api_reader_twice(reader))
		return refuse_twice(projection, err);
	if (api_reader_misfits(reader) > 0)
		return api_reader_records(reader) == 0 ? refuse_missing(projection, body, len, false, err) :
			refuse_misfit(projection, err);
	*missing = api_reader_missing(reader) > 0;
	if (*missing)
		return refuse_missing(projection, body, len, true, err);
	if (api_projection_slots(all) == 0 && (apart || shape == API_SHAPE_OBJECT))
		return true;
	if (shape == API_SHAPE_SCALAR && !apart)
	{
		if (api_reader_finds_any(reader) || (declared != NULL && declares_any(declared, body, len, err)))
			return true;
		*missing = !api_error_is_set(err);
		return *missing && refuse(shape, body, len, err);
	}
	if (api_reader_bare(reader) == 0 || (declared != NULL && !is_bare(reader, declared, body, len, err)))
		return !api_error_is_set(err);
	*missing = !apart;
	return apart ? refuse_bare(projection, body, len, err) : refuse(shape, body, len, err);
}

bool
api_shape_unplaced(const ApiReader *reader, const ApiProjection *projection, const char *body,
				   size_t len, ApiError *err)
{
	if (api_reader_absent(reader) == 0 || api_reader_places(reader) > 0)
		return false;
	return !refuse_missing(projection, body, len, true, err);
}

/* Something stands on the way that the path does not lead through: records may be in it. */
static bool
refuse_misfit(const ApiProjection *projection, ApiError *err)
{
	char		path[HINT_BYTES];

	api_path_format(api_projection_path(projection), path, sizeof(path));
	api_error_set(err, API_ERR_RECORDS, "the response has something else on the way of record_path %s", path);
	api_error_hint(err, "Names lead through objects, [*] through arrays and to single values, .* through"
				   " objects.");
	return false;
}

/* The last of them would count, and the first one's records be gone. */
static bool
refuse_twice(const ApiProjection *projection, ApiError *err)
{
	char		path[HINT_BYTES];

	api_path_format(api_projection_path(projection), path, sizeof(path));
	api_error_set(err, API_ERR_RECORDS, "the response has two members of one name on the way of record_path %s", path);
	api_error_hint(err, "The first has records, and the last would count.  Names should be unique: the fault lies with"
				   " the API.");
	return false;
}

/* Is one of the single records bare of all that the table's columns read?  The body is read
 * once more; of one in portions the front is gone, and nothing is said. */
static bool
is_bare(const ApiReader *reader, const ApiProjection *declared, const char *body, size_t len, ApiError *err)
{
	ApiReader  *other;
	bool		bare;

	if (api_reader_dropped(reader) > 0)
		return false;
	other = api_reader_create(declared, MOST_SLICES, err);
	if (other == NULL)
		return false;
	api_reader_reset(other, api_reader_lines(reader));
	bare = api_reader_feed(other, body, len, true, err) == API_READER_DONE && api_reader_bare(other) > 0;
	api_reader_free(other);
	return bare;
}

/* ApiMemberEmit: are the members objects, all of them? */
static bool
find_other_kind(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	*(bool *) arg = name != NULL && name_len > 0 && len > 0 && *text == '{';
	return *(bool *) arg;
}

/* ApiSliceEmit: looks at the members of an object. */
static bool
look_at_members(void *arg, const char *text, size_t len)
{
	api_slice_members(text, len, find_other_kind, arg);
	return *text != '{';
}

/* The path as it stands in an SQL literal; false: it is too long to be pasted. */
static bool
quote_path(const ApiPath *path, char out[2 * HINT_BYTES])
{
	char		text[HINT_BYTES];

	api_path_format(path, text, sizeof(text));
	for (const char *p = text; *p != '\0'; p++)
	{
		if (*p == '\'')
			*out++ = '\'';
		*out++ = *p;
	}
	*out = '\0';
	return strlen(text) < sizeof(text) - 1;
}

static bool
refuse_bare(const ApiProjection *projection, const char *body, size_t len, ApiError *err)
{
	char		path[HINT_BYTES];
	char		quoted[2 * HINT_BYTES];
	bool		map = false;

	api_path_format(api_projection_path(projection), path, sizeof(path));
	api_error_set(err, API_ERR_RECORDS, "record_path %s leads to an object with no key that a column reads",
				  path);
	api_slice_records(body, len, false, api_projection_path(projection), look_at_members, &map);
	if (map && quote_path(api_projection_path(projection), quoted))
		api_error_hint(err, "Its members are objects: record_path '%s.*' reads them.", quoted);
	else
		hint_at_places(body, len, err);
	return false;
}

/* In lines the root is the array of them. */
static bool
leads_into_lines(const ApiPath *path)
{
	return path == NULL || path->nsteps == 0 || path->steps[0].kind != API_STEP_MEMBER;
}

static bool
refuse_lines(const ApiProjection *projection, ApiError *err)
{
	char		path[HINT_BYTES];
	char		quoted[2 * HINT_BYTES];

	api_path_format(api_projection_path(projection), path, sizeof(path));
	api_error_set(err, API_ERR_RECORDS, "the response is lines of JSON, which record_path %s does not"
				  " lead into", path);
	if (quote_path(api_projection_path(projection), quoted))
		api_error_hint(err, "The lines are the root array's elements: '$[*]%s' is what each of them has"
					   " there.", quoted + 1);
	return false;
}

/* Is the root an array?  Not of a body whose front is gone. */
static bool
begins_array(const char *body, size_t len)
{
	size_t		i = 0;

	while (i < len && strchr(" \t\r\n", body[i]) != NULL && body[i] != '\0')
		i++;
	return i < len && body[i] == '[';
}

/* forgivable: on_missing 'ignore' takes it for no records. */
static bool
refuse_missing(const ApiProjection *projection, const char *body, size_t len, bool forgivable, ApiError *err)
{
	bool		arrays = false;
	char		path[HINT_BYTES];

	api_path_format(api_projection_path(projection), path, sizeof(path));
	api_error_set(err, API_ERR_RECORDS, "the response has no records at record_path %s", path);
	if (begins_array(body, len) && !leads_into_lines(api_projection_path(projection)))
	{
		api_error_hint(err, "The body is an array itself: leave record_path out, or begin it with '$[*]'.");
		return false;
	}
	arrays = hint_at_places(body, len, err);
	if (forgivable && !arrays)
		api_error_hint_more(err, "If that means that there are none, set the table's option on_missing 'ignore'.");
	return false;
}

/* Of a record of another kind all columns would be NULL. */
static bool
refuse_kinds(unsigned found, unsigned wanted, ApiError *err)
{
	static const char *const names[] = {"", "objects", "arrays", "objects or arrays",
	"strings or numbers", "objects, strings or numbers", "arrays, strings or numbers"};

	api_error_set(err, API_ERR_RECORDS, "%s are %s, not %s",
				  (found & wanted) != 0 ? "some records" : "the records",
				  names[found & ~wanted & API_JSON_ANY], names[wanted & API_JSON_ANY]);
	api_error_hint(err, "The table's option record_path says where the records are; a column with"
				   " json_path '$' reads records of any kind, as they are.");
	return false;
}

/* Reads the single value once more, for the columns that the query does not want. */
static bool
declares_any(const ApiProjection *declared, const char *body, size_t len, ApiError *err)
{
	ApiReader  *reader;
	bool		found;

	if (api_projection_slots(declared) == 0)
		return false;
	reader = api_reader_create(declared, MOST_SLICES, err);
	if (reader == NULL)
		return false;
	found = api_reader_feed(reader, body, len, true, err) == API_READER_DONE &&
		api_reader_finds_any(reader);
	api_reader_free(reader);
	return found;
}

static bool
refuse(ApiReaderShape shape, const char *body, size_t len, ApiError *err)
{
	if (shape == API_SHAPE_SCALAR)
	{
		api_error_set(err, API_ERR_RECORDS, "the response is a single JSON value, not a record");
		api_error_hint(err, "A column with json_path '$' reads it.");
		return false;
	}
	api_error_set(err, API_ERR_RECORDS, "the response is an object with no key that a column reads");
	hint_at_places(body, len, err);
	return false;
}

/* Says where the body's arrays are, and that it has some; its values, if it has none. */
static bool
hint_at_places(const char *body, size_t len, ApiError *err)
{
	char		places[HINT_BYTES];
	int			listed;
	int			found = api_slice_list_members(body, len, true, places, sizeof(places), &listed);

	if (listed > 0)
	{
		api_error_hint(err, "The response has arrays at %s%s.  The table's option record_path"
					   " says where the records are.", places, found > listed ? ", ..." : "");
		return true;
	}
	found = api_slice_list_members(body, len, false, places, sizeof(places), &listed);
	if (listed > 0)
		api_error_hint(err, "The response has values at %s%s.", places,
					   found > listed ? ", ..." : "");
	return false;
}
