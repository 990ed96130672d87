/*
 * projection.c
 *		What a reader looks for.  See projection.h and reader.h.
 *
 * Paths have few steps and records few wanted members, so plain arrays do.  A
 * projection that ran out of memory half-way is still a valid one.
 */
#include "json/projection.h"

#include <stdlib.h>
#include <string.h>

#include "json/string.h"

ApiWant *
api_want_create(void)
{
	ApiWant    *want = calloc(1, sizeof(*want));

	if (want != NULL)
		want->slot = want->key = want->stray = -1;
	return want;
}

/* Makes room for one more item; false when there is no memory. */
bool
api_want_grow(void *items, int count, size_t size)
{
	void	   *old;
	void	   *new;

	memcpy(&old, items, sizeof(old));
	new = realloc(old, (size_t) (count + 1) * size);
	if (new == NULL)
		return false;
	memcpy(items, &new, sizeof(new));
	return true;
}

static ApiWant *
add_member(ApiWant *want, const ApiPathStep *step)
{
	int			guess = 0;
	ApiWant    *child = (ApiWant *) api_want_member(want, step->name, step->name_len, &guess);
	char	   *name;

	if (child != NULL)
		return child;
	child = api_want_create();
	name = malloc(step->name_len + 1);
	if (want->layout == NULL)
		want->layout = calloc(1, sizeof(*want->layout));
	if (child == NULL || name == NULL || want->layout == NULL ||
		!api_want_grow(&want->members, want->nmembers, sizeof(*want->members)))
	{
		free(child);
		free(name);
		return NULL;
	}
	memcpy(name, step->name, step->name_len);
	name[step->name_len] = '\0';
	want->members[want->nmembers++] = (ApiWantMember) {name, step->name_len, child};
	want->lengths |= UINT64_C(1) << (step->name_len & 63);
	return child;
}

static ApiWant *
add_element(ApiWant *want, uint32_t index)
{
	ApiWant    *child = (ApiWant *) api_want_element(want, index);

	if (child != NULL)
		return child;
	child = api_want_create();
	if (child == NULL || !api_want_grow(&want->elements, want->nelements, sizeof(*want->elements)))
	{
		free(child);
		return NULL;
	}
	want->elements[want->nelements++] = (ApiWantElement) {index, child};
	return child;
}

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* ---- where the records are ---- */

/* The child that a step leads to, made if need be; NULL: no memory. */
ApiWant *
api_want_add_child(ApiWant *want, const ApiPathStep *step)
{
	ApiWant   **any;

	switch (step->kind)
	{
		case API_STEP_MEMBER:
			return add_member(want, step);
		case API_STEP_INDEX:
			return add_element(want, step->index);
		case API_STEP_LAST:
			return NULL;
		case API_STEP_ANY_ELEMENT:
		case API_STEP_ANY_MEMBER:
			break;
	}
	any = step->kind == API_STEP_ANY_ELEMENT ? &want->any_element : &want->any_member;
	if (*any == NULL)
		*any = api_want_create();
	return *any;
}

/* Begins another level of rows with that value. */
static bool
add_level(ApiProjection *projection, ApiWant *want, ApiError *err)
{
	if (want == NULL)
		return no_memory(err);
	if (projection->levels + 1 == API_PROJECTION_LEVELS)
		return api_error_set(err, API_ERR_OPTION_VALUE, "record_path has too many wildcards");
	want->level = ++projection->levels;
	want->odd = want->begins = true;
	return true;
}

/* The way to the records goes on from want by a step to child. */
static void
lead(ApiWant *want, const ApiPathStep *step, ApiWant *child, bool last)
{
	bool		wild = step->kind == API_STEP_ANY_ELEMENT || step->kind == API_STEP_ANY_MEMBER;

	want->leads = want->odd = true;
	want->holds = wild || (step->kind == API_STEP_INDEX && step->index == 0);
	want->place = wild && last;
	want->begins |= want->holds;
	/* lax: of what is no array [*] and [0] see the value itself */
	if (want->holds && step->kind != API_STEP_ANY_MEMBER)
		want->single = child;
	if (step->kind == API_STEP_ANY_ELEMENT)
		child->over = want;
}

static bool
add_records(ApiProjection *projection, const ApiPath *path, ApiError *err)
{
	ApiWant    *want = projection->root;
	ApiWant    *above;

	for (int i = 0; path != NULL && i < path->nsteps; i++)
	{
		ApiPathStepKind kind = path->steps[i].kind;

		if (kind == API_STEP_LAST || path->key)
			return api_error_set(err, API_ERR_OPTION_VALUE, "record_path takes no [last] and no @key");
		above = want;
		want = api_want_add_child(want, &path->steps[i]);
		if (want == NULL)
			return no_memory(err);
		lead(above, &path->steps[i], want, i + 1 == path->nsteps);
		if ((kind == API_STEP_ANY_ELEMENT || kind == API_STEP_ANY_MEMBER) &&
			!add_level(projection, want, err))
			return false;
	}
	projection->record = want;
	want->row = want->level > 0;
	if (want->level > 0)
		return true;

	/* a last name, or the body itself */
	want->spreads = want->leads = want->holds = want->begins = want->place = want->odd = true;
	want->any_element = api_want_create();
	if (!add_level(projection, want->any_element, err))
		return false;
	want->single = want->any_element;
	want->any_element->over = want;
	projection->record = want->any_element;
	projection->record->row = true;
	return true;
}

ApiProjection *
api_projection_create(const ApiPath *records, ApiError *err)
{
	ApiProjection *projection = calloc(1, sizeof(*projection));

	if (projection != NULL)
		projection->max_depth = API_READER_MAX_DEPTH;
	if (projection == NULL || (projection->root = api_want_create()) == NULL)
		no_memory(err);
	else if (records != NULL && records->nsteps > 0 &&
			 (projection->path = api_path_copy(records)) == NULL)
		no_memory(err);
	else if (add_records(projection, projection->path, err))
		return projection;
	api_projection_free(projection);
	return NULL;
}

/* ---- slots ---- */

/* A slot of that level's rows; -1: no memory. */
static int
new_slot(ApiProjection *projection, int level)
{
	if (!api_want_grow(&projection->slots, projection->nslots, sizeof(*projection->slots)))
		return -1;
	projection->slots[projection->nslots] = (ApiSlotPlace) {level, projection->widths[level]++, false};
	return projection->nslots++;
}

/* Gives want a slot and makes it known to those above it in the same row. */
static int
add_slot(ApiProjection *projection, ApiWant *want, int level, ApiWant **above, int nabove,
		 ApiError *err)
{
	if (want != NULL && want->slot >= 0)
		return want->slot;
	for (int i = 0; i < nabove && want != NULL; i++)
		if (!api_want_grow(&above[i]->below, above[i]->nbelow, sizeof(int)))
			want = NULL;
	if (want != NULL)
		want->slot = new_slot(projection, level);
	if (want == NULL || want->slot < 0)
	{
		(void) no_memory(err);
		return -1;
	}
	for (int i = 0; i < nabove; i++)
		above[i]->below[above[i]->nbelow++] = want->slot;
	return want->slot;
}

static int
add_key(ApiProjection *projection, ApiWant *want, ApiError *err)
{
	if (want->level == 0)
	{
		api_error_set(err, API_ERR_OPTION_VALUE, "@key is of a record, or of what it lies in");
		api_error_hint(err, "It stands alone, or behind steps that record_path has with [*] or .*.");
		return -1;
	}
	if (want->key < 0)
		want->key = new_slot(projection, want->level);
	if (want->key < 0)
		(void) no_memory(err);
	return want->key;
}

int
api_projection_add(ApiProjection *projection, const ApiPath *path, ApiError *err)
{
	ApiWant    *above[API_PATH_MAX_STEPS + 1];
	ApiWant    *want = projection->record;
	int			fixed = api_path_fixed_steps(path);
	int			slot;

	if (path->key && path->nsteps == 0)
		return add_key(projection, want, err);
	for (int i = 0; i < fixed && want != NULL; i++)
	{
		above[i] = want;
		want = api_want_add_child(want, &path->steps[i]);
	}
	slot = add_slot(projection, want, projection->levels, above, fixed, err);
	if (slot >= 0)
		projection->slots[slot].column = true;
	return slot;
}

/* May the step be taken from there, without leaving or hiding the records' way? */
static bool
may_descend(const ApiWant *want, const ApiPathStep *step)
{
	switch (step->kind)
	{
		case API_STEP_MEMBER:
			return want->any_member == NULL;
		case API_STEP_INDEX:
			/* elsewhere it is left to a walk, which is lax */
			return want->leads && want->any_element == NULL;
		case API_STEP_ANY_ELEMENT:
			return want->any_element != NULL && !want->spreads;
		case API_STEP_ANY_MEMBER:
			return want->any_member != NULL;
		case API_STEP_LAST:
			return false;
	}
	return false;
}

int
api_projection_add_meta(ApiProjection *projection, const ApiPath *path, int *steps, ApiError *err)
{
	ApiWant    *above[API_PATH_MAX_STEPS + 2];
	ApiWant    *want = projection->root;
	int			nabove = 0;
	int			level = 0;

	if (path->key && path->nsteps == 0)
	{
		*steps = 0;
		return add_key(projection, projection->record, err);
	}
	for (*steps = 0; *steps < path->nsteps && want != NULL; ++*steps)
	{
		const ApiPathStep *step = &path->steps[*steps];

		/* a member of the place is one of the record that it is itself */
		if (want->spreads && step->kind == API_STEP_MEMBER)
		{
			want = want->any_element;
			level = want->level;
			nabove = 0;
		}
		if (!may_descend(want, step))
			break;
		above[nabove++] = want;
		want = api_want_add_child(want, step);
		if (want != NULL && want->level > 0)
		{
			level = want->level;
			nabove = 0;
		}
	}
	if (want != NULL && path->key && *steps == path->nsteps)
		return add_key(projection, want, err);
	return add_slot(projection, want, level, above, nabove, err);
}

const ApiPath *
api_projection_path(const ApiProjection *projection)
{
	return projection->path;
}

bool
api_projection_is_of_record(const ApiProjection *projection, int slot)
{
	return projection->slots[slot].level == projection->levels && slot != projection->record->key;
}

bool
api_projection_is_of_document(const ApiProjection *projection, int slot)
{
	return projection->slots[slot].level == 0;
}

bool
api_projection_is_root(const ApiProjection *projection, int slot)
{
	return projection->root->slot == slot;
}

bool
api_projection_has_root(const ApiProjection *projection)
{
	return projection->root->slot >= 0;
}

int
api_projection_record_index(const ApiProjection *projection, int slot)
{
	ApiSlotPlace place = projection->slots[slot];

	return place.level == projection->levels ? place.index : -1;
}

void
api_projection_limit_depth(ApiProjection *projection, int max_depth)
{
	projection->max_depth = max_depth;
}

void
api_projection_note_edges(ApiProjection *projection)
{
	projection->edges = true;
}

void
api_projection_drop_nulls(ApiProjection *projection)
{
	projection->drop_nulls = true;
}

unsigned
api_projection_kinds(const ApiProjection *projection)
{
	const ApiWant *want = projection->record;
	unsigned	kinds = 0;

	if (want->slot >= 0)
		return API_JSON_ANY;
	if (want->nmembers > 0)
		kinds |= API_JSON_OBJECT;
	if (want->nelements > 0)
		kinds |= API_JSON_ARRAY;
	return kinds != 0 ? kinds : API_JSON_ANY;
}

int
api_projection_slots(const ApiProjection *projection)
{
	return projection->nslots;
}

int
api_projection_strays(const ApiProjection *projection)
{
	return projection->nstrays;
}

/* Depth is bounded by API_PATH_MAX_STEPS. */
static void
free_want(ApiWant *want)
{
	for (int i = 0; i < want->nmembers; i++)
	{
		free(want->members[i].name);
		free_want(want->members[i].want);
	}
	for (int i = 0; i < want->nelements; i++)
		free_want(want->elements[i].want);
	for (int i = 0; i < want->nloose; i++)
	{
		free(want->loose[i].name);
		free_want(want->loose[i].want);
	}
	free(want->loose);
	if (want->any_member != NULL)
		free_want(want->any_member);
	if (want->any_element != NULL)
		free_want(want->any_element);
	free(want->members);
	free(want->elements);
	free(want->layout);
	free(want->below);
	free(want);
}

void
api_projection_free(ApiProjection *projection)
{
	if (projection == NULL)
		return;
	if (projection->root != NULL)
		free_want(projection->root);
	api_path_free(projection->path);
	free(projection->slots);
	free(projection);
}

const ApiWant *
api_want_search(const ApiWant *want, const char *name, size_t len, int *guess)
{
	for (int i = 0; i < want->nmembers; i++)
		if (api_want_named(&want->members[i], name, len))
		{
			*guess = i + 1;
			return want->members[i].want;
		}
	return NULL;
}

const ApiWant *
api_want_escaped(const ApiWant *want, const char *text, size_t len)
{
	for (int i = 0; i < want->nmembers; i++)
		if (api_string_equals(text, len, want->members[i].name, want->members[i].len))
			return want->members[i].want;
	return NULL;
}

const ApiWant *
api_want_element(const ApiWant *want, uint32_t index)
{
	for (int i = 0; i < want->nelements; i++)
		if (want->elements[i].index == index)
			return want->elements[i].want;
	return want->any_element;
}
