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

static ApiWant *
create_want(void)
{
	ApiWant    *want = calloc(1, sizeof(*want));

	if (want != NULL)
		want->slot = -1;
	return want;
}

/* Makes room for one more item; false when there is no memory. */
static bool
grow(void *items, int count, size_t size)
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
	child = create_want();
	name = malloc(step->name_len + 1);
	if (child == NULL || name == NULL ||
		!grow(&want->members, want->nmembers, sizeof(*want->members)))
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
	child = create_want();
	if (child == NULL || !grow(&want->elements, want->nelements, sizeof(*want->elements)))
	{
		free(child);
		return NULL;
	}
	want->elements[want->nelements++] = (ApiWantElement) {index, child};
	return child;
}

ApiProjection *
api_projection_create(ApiError *err)
{
	ApiProjection *projection = calloc(1, sizeof(*projection));

	if (projection != NULL)
		projection->root = create_want();
	if (projection == NULL || projection->root == NULL)
	{
		free(projection);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	return projection;
}

int
api_projection_add(ApiProjection *projection, const ApiPath *path, ApiError *err)
{
	ApiWant    *above[API_PATH_MAX_STEPS + 1];
	ApiWant    *want = projection->root;
	int			fixed = api_path_fixed_steps(path);

	for (int i = 0; i < fixed && want != NULL; i++)
	{
		const ApiPathStep *step = &path->steps[i];

		above[i] = want;
		want = step->kind == API_STEP_MEMBER ? add_member(want, step) :
			add_element(want, step->index);
	}
	if (want != NULL && want->slot >= 0)
		return want->slot;

	/* every want above must know the slot, or none */
	for (int i = 0; i < fixed && want != NULL; i++)
		if (!grow(&above[i]->below, above[i]->nbelow, sizeof(int)))
			want = NULL;
	if (want == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return -1;
	}
	want->slot = projection->nslots++;
	for (int i = 0; i < fixed; i++)
		above[i]->below[above[i]->nbelow++] = want->slot;
	return want->slot;
}

int
api_projection_slots(const ApiProjection *projection)
{
	return projection->nslots;
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
	free(want->members);
	free(want->elements);
	free(want->below);
	free(want);
}

void
api_projection_free(ApiProjection *projection)
{
	if (projection == NULL)
		return;
	free_want(projection->root);
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
	return NULL;
}
