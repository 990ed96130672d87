/*
 * shape.c
 *		Is a whole document the records that the table's columns describe?
 *
 * An envelope ({"items": [...]}) taken for a record would give one row of NULLs,
 * silently.  So an object must have something that a column asks for.
 */
#include <stdio.h>
#include <string.h>

#include "json/document.h"
#include "rest/shape.h"

#define MAX_NAMED 8				/* places that a hint names */
#define MAX_NAME 40				/* bytes of a member's name that it shows */

/* The list that a hint is made of. */
typedef struct Places
{
	char		text[1024];		/* "$.items, $.data.rows" */
	size_t		len;
	int			count;			/* named */
	bool		more;			/* than there was room for */
} Places;

static bool finds_any(const ApiReader *reader, const ApiProjection *projection);
static bool declares_any(const ApiProjection *declared, const char *body, size_t len, ApiError *err);
static bool refuse(ApiReaderShape shape, const char *body, size_t len, ApiError *err);
static void hint_at_places(const char *body, size_t len, ApiError *err);
static void name_members(Places *places, const ApiNode *object, const char *above, bool arrays);
static bool append_name(char *path, size_t room, const char *above, const char *name);
static void add_place(Places *places, const char *path);

bool
api_shape_check(const ApiReader *reader, const ApiProjection *projection,
				const ApiProjection *declared, const char *body, size_t len, ApiError *err)
{
	ApiReaderShape shape = api_reader_shape(reader);
	const ApiProjection *all = declared != NULL ? declared : projection;

	if (shape != API_SHAPE_OBJECT && shape != API_SHAPE_SCALAR)
		return true;
	if (shape == API_SHAPE_OBJECT && api_projection_slots(all) == 0)
		return true;
	if (finds_any(reader, projection) ||
		(declared != NULL && declares_any(declared, body, len, err)))
		return true;
	return !api_error_is_set(err) && refuse(shape, body, len, err);
}

static bool
finds_any(const ApiReader *reader, const ApiProjection *projection)
{
	int			nslots = api_projection_slots(projection);

	for (int slot = 0; slot < nslots; slot++)
		if (api_reader_found(reader, slot) > 0)
			return true;
	return false;
}

/* Reads the body once more, for the columns that the query does not want. */
static bool
declares_any(const ApiProjection *declared, const char *body, size_t len, ApiError *err)
{
	int			nslots = api_projection_slots(declared);
	ApiReader  *reader;
	bool		found;

	if (nslots == 0)
		return false;
	reader = api_reader_create(declared, nslots, err);
	if (reader == NULL)
		return false;
	found = api_reader_feed(reader, body, len, true, err) == API_READER_DONE &&
		finds_any(reader, declared);
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

/* Says where the body's arrays are; its values, if it has none. */
static void
hint_at_places(const char *body, size_t len, ApiError *err)
{
	Places		places = {.len = 0};
	ApiError	ignored = API_ERROR_INIT;
	ApiDocument *document = api_document_parse(body, len, &ignored);

	api_error_clear(&ignored);
	if (document == NULL)
		return;
	name_members(&places, api_document_root(document), "$", true);
	if (places.count > 0)
		api_error_hint(err, "The response has arrays at %s%s.  A column of type jsonb with such a json_path reads one.",
					   places.text, places.more ? ", ..." : "");
	else
	{
		name_members(&places, api_document_root(document), "$", false);
		if (places.count > 0)
			api_error_hint(err, "The response has values at %s%s.", places.text,
						   places.more ? ", ..." : "");
	}
	api_document_free(document);
}

/* Names an object's members; or only the arrays, those one level down too. */
static void
name_members(Places *places, const ApiNode *object, const char *above, bool arrays)
{
	int			count = api_node_count(object);

	for (int i = 0; i < count && !places->more; i++)
	{
		ApiNodeKind kind = api_node_kind(api_node_child(object, i));
		char		path[2 * MAX_NAME + 16];

		if (!append_name(path, sizeof(path), above, api_node_name(object, i)))
			continue;
		if (!arrays || kind == API_NODE_ARRAY)
			add_place(places, path);
		else if (kind == API_NODE_OBJECT && above[1] == '\0')
			name_members(places, api_node_child(object, i), path, true);
	}
}

/* above.name or above."name"; false: it is not fit to be shown. */
static bool
append_name(char *path, size_t room, const char *above, const char *name)
{
	size_t		len = strlen(name);
	bool		plain = len > 0 && (name[0] < '0' || name[0] > '9');

	for (const char *c = name; *c != '\0'; c++)
	{
		if ((unsigned char) *c < ' ' || *c == '"' || *c == '\\' || *c == 0x7f)
			return false;
		if (!(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z') &&
			!(*c >= '0' && *c <= '9') && *c != '_')
			plain = false;
	}
	if (len > MAX_NAME)
		return false;
	if (plain)
		(void) snprintf(path, room, "%s.%s", above, name);
	else
		(void) snprintf(path, room, "%s.\"%s\"", above, name);
	return true;
}

static void
add_place(Places *places, const char *path)
{
	const char *comma = places->count > 0 ? ", " : "";
	size_t		room = sizeof(places->text) - places->len;

	places->more = places->count >= MAX_NAMED || strlen(comma) + strlen(path) >= room;
	if (places->more)
		return;
	places->len += snprintf(places->text + places->len, room, "%s%s", comma, path);
	places->count++;
}
