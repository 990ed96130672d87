/*
 * projection_strays.c
 *		What is looked for beside the slots: see reader.h.
 *
 * A stray has no place in the rows, for most tables have none in any record.  Names that
 * differ in case and underscores are compared folded, where no name is exact.
 */
#include <stdlib.h>
#include <string.h>

#include "json/spelling.h"
#include "json/projection.h"

#define LOOSE_STEPS 3			/* of longer paths only the last name may differ */

/* Strays in the making. */
typedef struct Adding
{
	ApiProjection *projection;
	const ApiPath *path;
	int			steps;
	int		   *numbers;
	int			count;
	ApiWant    *above[API_PATH_MAX_STEPS + 1];
} Adding;

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* Gives want a number, and makes it known to those above it. */
static bool
add_number(Adding *adding, ApiWant *want)
{
	for (int i = 0; i < adding->count; i++)
		if (adding->numbers[i] == want->stray)
			return true;
	if (want->stray < 0)
	{
		for (int i = 0; i < adding->steps; i++)
		{
			ApiWant    *above = adding->above[i];

			if (!api_want_grow(&above->below, above->nbelow, sizeof(int)))
				return false;
			above->below[above->nbelow++] = -1 - adding->projection->nstrays;
		}
		want->stray = adding->projection->nstrays++;
		want->odd = true;
	}
	adding->numbers[adding->count++] = want->stray;
	return true;
}

/* What is wanted of members whose name is like the step's; NULL: no memory. */
static ApiWant *
add_loose(ApiWant *want, const ApiPathStep *step)
{
	ApiWantLoose loose = {malloc(step->name_len + 1), 0, NULL};

	if (loose.name == NULL)
		return NULL;
	loose.len = api_spelling_fold(step->name, step->name_len, loose.name);
	for (int i = 0; i < want->nloose; i++)
		if (want->loose[i].len == loose.len && memcmp(want->loose[i].name, loose.name, loose.len) == 0)
		{
			free(loose.name);
			return want->loose[i].want;
		}
	loose.want = api_want_create();
	if (loose.want == NULL || !api_want_grow(&want->loose, want->nloose, sizeof(loose)))
	{
		free(loose.name);
		free(loose.want);
		return NULL;
	}
	if (want->layout == NULL)
		want->layout = calloc(1, sizeof(*want->layout));
	want->loose[want->nloose++] = loose;
	if (loose.len > 0)
		want->loose_heads |= UINT32_C(1) << (loose.name[0] & 31);
	return loose.want;
}

/* The ways from step on: by its very name, and by names like it.  exact: all before were. */
static bool
add_ways(Adding *adding, ApiWant *want, int step, bool exact)
{
	const ApiPathStep *name = &adding->path->steps[step];
	bool		last = step + 1 == adding->steps;
	ApiWant    *child;

	adding->above[step] = want;
	if (!last || !exact)
	{
		child = api_want_add_child(want, name);
		if (child == NULL || !(last ? add_number(adding, child) : add_ways(adding, child, step + 1, exact)))
			return false;
	}
	if (!last && adding->steps > LOOSE_STEPS)
		return true;
	adding->above[step] = want;
	child = add_loose(want, name);
	return child != NULL && (last ? add_number(adding, child) : add_ways(adding, child, step + 1, false));
}

int
api_projection_add_loose(ApiProjection *projection, const ApiPath *path,
						 int numbers[API_STRAYS_OF_NAME], ApiError *err)
{
	Adding		adding = {projection, path, path->nsteps, numbers, 0, {NULL}};

	if (add_ways(&adding, projection->record, 0, true))
		return adding.count;
	no_memory(err);
	return -1;
}

int
api_projection_add_stray(ApiProjection *projection, const ApiPath *path, ApiError *err)
{
	int			number = -1;
	Adding		adding = {projection, path, api_path_fixed_steps(path), &number, 0, {NULL}};
	ApiWant    *want = projection->record;

	for (int i = 0; i < adding.steps && want != NULL; i++)
	{
		adding.above[i] = want;
		want = api_want_add_child(want, &path->steps[i]);
	}
	if (want == NULL || !add_number(&adding, want))
		no_memory(err);
	return number;
}

const ApiWant *
api_want_loose(const ApiWant *want, const char *name, size_t len)
{
	for (int i = 0; i < want->nloose; i++)
		if (api_spelling_folds_to(name, len, want->loose[i].name, want->loose[i].len))
			return want->loose[i].want;
	return NULL;
}
