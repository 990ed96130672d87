/*
 * setups.h
 *		Projections that the fuzz targets of the reader choose from by bytes of their
 *		input, each with two readers.
 */
#ifndef SETUPS_H
#define SETUPS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/path.h"
#include "json/reader.h"

#define MAX_SLICES 10000

static const char *const projections[][5] = {
	{NULL},
	{"$", NULL},
	{"$.a", "$.b", NULL},
	{"$.a", "$.a.b", "$.a[0]", NULL},
	{"$[0]", "$[1].a", "$.\"\"", "$[1]", NULL},
	{"$.\"\xc3\xa9\"", "$.\"a\\\"b\"", "$.abc", "$.\"\xf0\x9f\x98\x80\"", NULL},
	{"@key", "$.a[*].b", "$.a", "$.a[*]", NULL},
};

/* Where the records are; NULL: by the default rule.  The last ones are refused. */
static const char *const records[] = {
	NULL, "$.a", "$[*]", "$.a[*].b", "$.a.*", "$[*][*]", "$.*.a[*]", "$[0].a", "$.a.b[*].c.*", "$.*", "$[1]",
	"$.a[*].b[*]", "$[last]", "$.a[*].@key", "$[*][*][*][*][*][*][*][*][*]"
};

static const char *const metas[] = {
	"$", "$.b", "$.a.@key", "$.a[*].@key", "$[*].a", "$.*.b[last]", "@key", "$[0].b"
};

#define NRECORDS (sizeof(records) / sizeof(records[0]))
#define NMETAS (sizeof(metas) / sizeof(metas[0]))
#define NPROJECTIONS (sizeof(projections) / sizeof(projections[0]))

/* A projection and two readers of it. */
typedef struct Setup
{
	ApiProjection *projection;	/* NULL: refused */
	int			nslots;
	ApiReader  *whole;
	ApiReader  *other;
} Setup;

/* Values beside the slots: of names like these, and of a path to the letter. */
static inline void
want_strays(ApiProjection *projection)
{
	static const char *const texts[] = {"$.b", "$.a.b", "$.ab", "$.a.c"};
	int			numbers[API_STRAYS_OF_NAME];

	for (int i = 0; i < 4; i++)
	{
		ApiPath    *path = api_path_parse(texts[i], NULL);

		if (i < 3)
			(void) api_projection_add_loose(projection, path, numbers, NULL);
		else
			(void) api_projection_add_stray(projection, path, NULL);
		api_path_free(path);
	}
}

/* Was the way to the records the same? */
static inline bool
same_way(const ApiReader *a, const ApiReader *b)
{
	return api_reader_missing(a) == api_reader_missing(b) && api_reader_absent(a) == api_reader_absent(b) &&
		api_reader_misfits(a) == api_reader_misfits(b) && api_reader_places(a) == api_reader_places(b) &&
		api_reader_kinds(a) == api_reader_kinds(b);
}

static inline ApiProjection *
project(const char *const *texts, const char *place, unsigned wanted)
{
	ApiPath    *where = place != NULL ? api_path_parse(place, NULL) : NULL;
	ApiProjection *projection = api_projection_create(where, NULL);

	api_path_free(where);
	for (size_t i = 0; i < NMETAS && projection != NULL; i++)
	{
		ApiPath    *path = api_path_parse(metas[i], NULL);
		int			steps;

		if (wanted >> i & 1)
			(void) api_projection_add_meta(projection, path, &steps, NULL);
		api_path_free(path);
	}
	if (projection != NULL && wanted % 3 == 0)
		want_strays(projection);
	for (; *texts != NULL && projection != NULL; texts++)
	{
		ApiPath    *path = api_path_parse(*texts, NULL);

		(void) api_projection_add(projection, path, NULL);
		api_path_free(path);
	}
	return projection;
}

/* Some readers have little room. */
static inline bool
is_narrow(uint8_t wanted)
{
	return wanted >= 200;
}

/* Some read no deep nesting. */
static inline bool
is_flat(uint8_t place)
{
	return place >= 128 && place < 160;
}

/*
 * Makes the projection and readers of three bytes: what is wanted of records, where they
 * are, what is wanted around them.
 */
static inline void
make_setup(Setup *setup, uint8_t wanted, uint8_t place, uint8_t around)
{
	const char *path = records[place % NRECORDS];
	size_t		room = is_narrow(wanted) ? 40 : MAX_SLICES;

	setup->projection = project(projections[wanted % NPROJECTIONS], path, around);
	if (setup->projection == NULL)
	{
		/* what was not made may be freed */
		api_projection_free(NULL);
		api_reader_free(NULL);
		return;
	}
	if (api_projection_kinds(setup->projection) == 0 ||
		(path != NULL) != (api_projection_path(setup->projection) != NULL))
		abort();
	if (is_flat(place))
		api_projection_limit_depth(setup->projection, 5);
	setup->nslots = api_projection_slots(setup->projection);
	setup->whole = api_reader_create(setup->projection, room, NULL);
	setup->other = api_reader_create(setup->projection, room, NULL);
}

static inline void
free_setup(Setup *setup)
{
	api_reader_free(setup->whole);
	api_reader_free(setup->other);
	api_projection_free(setup->projection);
}

/* The same, made once: making it takes longer than reading. */
static inline const Setup *
set_up(uint8_t wanted, uint8_t place, uint8_t around)
{
	static Setup setups[NPROJECTIONS][NRECORDS][256][2][2];
	Setup	   *setup = &setups[wanted % NPROJECTIONS][place % NRECORDS][around][is_narrow(wanted)][is_flat(place)];

	if (setup->projection == NULL)
		make_setup(setup, wanted, place, around);
	return setup;
}

#endif							/* SETUPS_H */
