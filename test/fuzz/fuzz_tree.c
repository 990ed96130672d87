/*
 * fuzz_tree.c
 *		libFuzzer target: of what is JSON to the letter json-c makes the tree that our
 *		slices show: the same structure, strings, numbers and literals.
 *
 * Where json-c is wrong it is not asked: it takes what is no JSON, integers beyond 64
 * bits saturate there, and names with \u0000 or half of a surrogate pair are others.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "json/check.h"
#include "json/decimal.h"
#include "json/path.h"
#include "json/reader.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_SLICES 10000
#define MAX_NAMES 6

/* Do the names in the text mean the same to json-c? */
static bool exact_names;

static void compare(json_object *theirs, const char *text, size_t len);

static void
expect(bool good)
{
	if (!good)
		abort();
}

/* ---- scalars ---- */

static void
compare_string(json_object *theirs, const char *text, size_t len)
{
	char	   *ours = malloc(len);
	long		ours_len = api_string_decode(text, len, ours, NULL);

	/* \u0000 and halves of pairs are refused where a text is made */
	expect(json_object_is_type(theirs, json_type_string));
	if (ours_len < 0)
		expect(memmem(text, len, "\\u", 2) != NULL);
	else
		expect(json_object_get_string_len(theirs) == ours_len &&
			   memcmp(json_object_get_string(theirs), ours, (size_t) ours_len) == 0);
	free(ours);
}

static void
compare_double(json_object *theirs, const char *text, size_t len)
{
	char	   *copy = strndup(text, len);
	double		value = strtod(copy, NULL);
	double		fast;
	int64_t		scaled;

	expect(json_object_get_double(theirs) == value);
	expect(strcmp(json_object_to_json_string(theirs), copy) == 0);
	if (api_decimal_double(text, len, &fast))
		expect(fast == value && signbit(fast) == signbit(value));

	/* as an epoch, in microseconds: exact, so that it is off by less than a double is */
	if (api_decimal_read(text, len, 6, true, &scaled) == API_DECIMAL_OK)
		expect(fabs((double) scaled - value * 1e6) <= 1 + fabs(value) * 1e-9);
	if (api_decimal_read(text, len, 0, false, &scaled) == API_DECIMAL_OK)
		expect((double) scaled == value);
	free(copy);
}

static void
compare_integer(json_object *theirs, const char *text, size_t len)
{
	int64_t		value;
	double		fast;

	switch (api_decimal_read(text, len, 0, false, &value))
	{
		case API_DECIMAL_OK:
			expect(json_object_get_int64(theirs) == value);
			break;
		case API_DECIMAL_RANGE:
			expect(json_object_get_int64(theirs) == (*text == '-' ? INT64_MIN : INT64_MAX));
			break;
		default:
			abort();
	}
	if (api_decimal_double(text, len, &fast))
		expect(fast == (double) json_object_get_int64(theirs));
}

static void
compare_scalar(json_object *theirs, const char *text, size_t len)
{
	switch (json_object_get_type(theirs))
	{
		case json_type_null:
			expect(len == 4 && memcmp(text, "null", 4) == 0);
			break;
		case json_type_boolean:
			expect(json_object_get_boolean(theirs) ? len == 4 && memcmp(text, "true", 4) == 0 :
				   len == 5 && memcmp(text, "false", 5) == 0);
			break;
		case json_type_int:
			compare_integer(theirs, text, len);
			break;
		case json_type_double:
			compare_double(theirs, text, len);
			break;
		default:
			abort();
	}
}

/* ---- containers ---- */

/* The elements of an array in turn, or the value of a member. */
typedef struct Walk
{
	json_object *theirs;
	size_t		count;
} Walk;

static bool
on_element(void *arg, const char *text, size_t len)
{
	Walk	   *walk = arg;

	expect(walk->count < json_object_array_length(walk->theirs));
	compare(json_object_array_get_idx(walk->theirs, walk->count++), text, len);
	return true;
}

static bool
on_member(void *arg, const char *text, size_t len)
{
	Walk	   *walk = arg;

	expect(walk->count++ == 0);
	compare(walk->theirs, text, len);
	return true;
}

static bool
on_any(void *arg, const char *text, size_t len)
{
	++*(size_t *) arg;
	return true;
}

static void
compare_object(json_object *theirs, const char *text, size_t len)
{
	static const ApiPath any = {1, false, {{API_STEP_ANY_MEMBER, NULL, 0, 0}}};
	size_t		members = 0;

	expect(json_object_is_type(theirs, json_type_object));
	expect(api_slice_unfold(text, len, &any, 0, on_any, &members, NULL));
	expect((size_t) json_object_object_length(theirs) <= members);
	json_object_object_foreach(theirs, name, value)
	{
		ApiPath		path = {1, false, {{API_STEP_MEMBER, name, strlen(name), 0}}};
		Walk		walk = {value, 0};

		if (exact_names)
		{
			expect(api_slice_unfold(text, len, &path, 0, on_member, &walk, NULL));
			expect(walk.count == 1);
		}
	}
}

static void
compare_array(json_object *theirs, const char *text, size_t len)
{
	Walk		walk = {theirs, 0};

	expect(json_object_is_type(theirs, json_type_array));
	expect(api_slice_elements(text, len, on_element, &walk, NULL));
	expect(walk.count == json_object_array_length(theirs));
}

static void
compare(json_object *theirs, const char *text, size_t len)
{
	if (*text == '"')
		compare_string(theirs, text, len);
	else if (*text == '{')
		compare_object(theirs, text, len);
	else if (*text == '[')
		compare_array(theirs, text, len);
	else
		compare_scalar(theirs, text, len);
}

/* ---- records ---- */

/* Record i of the document, as json-c has it. */
static json_object *
their_record(json_object *tree, size_t i)
{
	return json_object_is_type(tree, json_type_array) ? json_object_array_get_idx(tree, i) : tree;
}

/* Wants the records whole, and members by the names that the first object has. */
static ApiProjection *
project(json_object *tree, size_t nrecords, const char **names, int *nnames)
{
	ApiPath		whole = {0};
	ApiProjection *projection = api_projection_create(NULL, NULL);

	*nnames = 0;
	(void) api_projection_add(projection, &whole, NULL);
	for (size_t i = 0; i < nrecords && *nnames == 0 && exact_names; i++)
	{
		json_object *record = their_record(tree, i);

		if (!json_object_is_type(record, json_type_object))
			continue;
		json_object_object_foreach(record, name, value)
		{
			ApiPath		path = {1, false, {{API_STEP_MEMBER, name, strlen(name), 0}}};

			(void) value;
			if (*nnames < MAX_NAMES && api_projection_add(projection, &path, NULL) > 0)
				names[(*nnames)++] = name;
		}
	}
	return projection;
}

static void
compare_record(json_object *theirs, const ApiReader *reader, const char *body, size_t record,
			   const char *const *names, int nnames)
{
	ApiSlice	slice = api_reader_slice(reader, record, 0);

	expect(slice.length > 0);
	compare(theirs, body + slice.offset, slice.length);
	for (int i = 0; i < nnames; i++)
	{
		json_object *value = NULL;
		bool		found = json_object_is_type(theirs, json_type_object) &&
			json_object_object_get_ex(theirs, names[i], &value);

		slice = api_reader_slice(reader, record, i + 1);
		expect(found == (slice.length > 0));
		if (found)
			compare(value, body + slice.offset, slice.length);
	}
}

static void
compare_records(json_object *tree, const char *body, size_t len)
{
	const char *names[MAX_NAMES];
	int			nnames;
	size_t		nrecords = json_object_is_type(tree, json_type_array) ? json_object_array_length(tree) : tree != NULL;
	ApiProjection *projection = project(tree, nrecords, names, &nnames);
	ApiReader  *reader = api_reader_create(projection, MAX_SLICES, NULL);

	expect(api_reader_feed(reader, body, len, true, NULL) == API_READER_DONE);
	expect(api_reader_records(reader) == nrecords);
	for (size_t i = 0; i < nrecords; i++)
		compare_record(their_record(tree, i), reader, body, i, names, nnames);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* ---- where records are ---- */

/* Paths that records may be at.  None with .*: json-c has of one name one member. */
static const char *const places[] = {
	"$.a", "$[*]", "$.a[*]", "$.a[*].b", "$.a[*].b[*]", "$[*][*]", "$[0]", "$[0].a", "$[0].a[*]", "$[1]", "$.a[0][*]",
	"$[*].a[0]", "$[0][0]", "$[*][0][*]"
};

#define PLACES (sizeof(places) / sizeof(places[0]))

/* The records that a walk through the tree finds. */
typedef struct Found
{
	const ApiPath *path;
	json_object *records[MAX_SLICES];
	size_t		count;
} Found;

/* null, false, "", {} and []: no records where a list could stand. */
static bool
is_nothing(json_object *value)
{
	switch (json_object_get_type(value))
	{
		case json_type_null:
			return true;
		case json_type_boolean:
			return !json_object_get_boolean(value);
		case json_type_string:
			return json_object_get_string_len(value) == 0;
		case json_type_object:
			return json_object_object_length(value) == 0;
		case json_type_array:
			return json_object_array_length(value) == 0;
		default:
			return false;
	}
}

static void
add_found(Found *found, json_object *value)
{
	if (found->count < MAX_SLICES)
		found->records[found->count++] = value;
}

/* Follows the path from a step on. */
static void
follow(Found *found, json_object *value, int step)
{
	const ApiPathStep *now = &found->path->steps[step];
	bool		array = json_object_is_type(value, json_type_array);
	bool		spreads = step == found->path->nsteps && found->path->steps[step - 1].kind != API_STEP_ANY_ELEMENT;
	json_object *child;

	if (step == found->path->nsteps && !spreads)
		add_found(found, value);
	else if (spreads || now->kind == API_STEP_ANY_ELEMENT)
	{
		int			next = spreads ? step : step + 1;

		if (array)
		{
			for (size_t i = 0; i < json_object_array_length(value); i++)
			{
				if (spreads)
					add_found(found, json_object_array_get_idx(value, i));
				else
					follow(found, json_object_array_get_idx(value, i), next);
			}
		}
		else if (!is_nothing(value))
		{
			if (spreads)
				add_found(found, value);
			else
				follow(found, value, next);
		}
	}
	else if (now->kind == API_STEP_INDEX && !array)
	{
		if (now->index == 0 && value != NULL)
			follow(found, value, step + 1);
	}
	else if (now->kind == API_STEP_INDEX)
	{
		if (now->index < json_object_array_length(value))
			follow(found, json_object_array_get_idx(value, now->index), step + 1);
	}
	else if (json_object_is_type(value, json_type_object) && json_object_object_get_ex(value, now->name, &child))
		follow(found, child, step + 1);
}

/* The reader finds the same records by lax paths as a walk through the tree does. */
static void
compare_places(json_object *tree, const char *body, size_t len)
{
	static ApiPath *paths[PLACES];
	static ApiProjection *projections[PLACES];
	static ApiReader *readers[PLACES];
	static Found found;
	ApiPath		whole = {0};

	for (size_t i = 0; i < PLACES; i++)
	{
		if (readers[i] == NULL)
		{
			paths[i] = api_path_parse(places[i], NULL);
			projections[i] = api_projection_create(paths[i], NULL);
			(void) api_projection_add(projections[i], &whole, NULL);
			readers[i] = api_reader_create(projections[i], MAX_SLICES, NULL);
		}
		api_reader_reset(readers[i], false);
		expect(api_reader_feed(readers[i], body, len, true, NULL) == API_READER_DONE);
		found.path = paths[i];
		found.count = 0;
		follow(&found, tree, 0);
		expect(api_reader_records(readers[i]) == found.count);
		for (size_t record = 0; record < found.count; record++)
		{
			ApiSlice	slice = api_reader_slice(readers[i], record, 0);

			compare(found.records[record], body + slice.offset, slice.length);
		}
	}
}

/* Is there an escape of NUL or of a surrogate in it?  Pairs are counted, too. */
static bool
has_odd_escapes(const char *text)
{
	for (const char *p = text; (p = strstr(p, "\\u")) != NULL; p += 2)
		if (strncmp(p + 2, "0000", 4) == 0 || ((p[2] == 'd' || p[2] == 'D') && strchr("89abcdefABCDEF", p[3])))
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	json_tokener *tokener;
	json_object *tree;

	memcpy(text, data, size);
	text[size] = '\0';
	if (api_json_check(text, size, API_READER_MAX_DEPTH, NULL) == NULL)
	{
		tokener = json_tokener_new_ex(API_READER_MAX_DEPTH + 1);
		json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
		tree = json_tokener_parse_ex(tokener, text, (int) size + 1);
		expect(json_tokener_get_error(tokener) == json_tokener_success);
		exact_names = !has_odd_escapes(text);
		compare_records(tree, text, size);
		if (exact_names)
			compare_places(tree, text, size);
		json_object_put(tree);
		json_tokener_free(tokener);
	}
	free(text);
	return 0;
}
