/*
 * path_names.c
 *		The paths that a bare column name reads.  See path.h.
 */
#include <stdlib.h>
#include <string.h>

#include "json/path.h"

/*
 * Spells a snake_case name camelCase: an underscore between other characters
 * goes, the letter behind it becomes upper case.  out has room for len bytes.
 */
static size_t
spell_camel(const char *name, size_t len, char *out)
{
	size_t		to = 0;

	for (size_t i = 0; i < len; i++)
	{
		char		next = i + 1 < len ? name[i + 1] : '\0';
		bool		inside = to > 0 && out[to - 1] != '_';

		if (name[i] == '_' && inside && next >= 'a' && next <= 'z')
			out[to++] = (char) (name[++i] - 'a' + 'A');
		else if (name[i] == '_' && inside && next >= '0' && next <= '9')
			out[to++] = name[++i];
		else
			out[to++] = name[i];
	}
	return to;
}

/* One step for the whole name, or one for each part between dots. */
static ApiPath *
name_path(const char *name, bool descend, bool camel)
{
	ApiPath    *path = calloc(1, sizeof(*path));
	char	   *spelt = malloc(strlen(name) + 1);
	bool		good = path != NULL && spelt != NULL;

	while (good)
	{
		size_t		len = descend ? strcspn(name, ".") : strlen(name);
		size_t		spelt_len = len;

		if (camel)
			spelt_len = spell_camel(name, len, spelt);
		else if (len > 0)
			memcpy(spelt, name, len);
		good = api_path_add_step(path, API_STEP_MEMBER, spelt, spelt_len, 0);
		name += len;
		if (*name == '\0')
			break;
		name++;
	}
	free(spelt);
	if (good)
		return path;
	api_path_free(path);
	return NULL;
}

/* The parts of the name between its dots; 0: none, or too many. */
static int
count_parts(const char *name)
{
	int			parts = 1;

	for (; *name != '\0'; name++)
		parts += *name == '.';
	return parts > 1 && parts <= API_PATH_MAX_STEPS ? parts : 0;
}

static bool
same_paths(const ApiPath *a, const ApiPath *b)
{
	if (a->nsteps != b->nsteps)
		return false;
	for (int i = 0; i < a->nsteps; i++)
		if (a->steps[i].name_len != b->steps[i].name_len ||
			memcmp(a->steps[i].name, b->steps[i].name, a->steps[i].name_len) != 0)
			return false;
	return true;
}

int
api_path_alternatives(const char *column, ApiPath *paths[API_PATH_MAX_ALTERNATIVES], ApiError *err)
{
	int			npaths = 0;

	for (int i = 0; i < API_PATH_MAX_ALTERNATIVES; i++)
	{
		bool		descend = (i & 1) != 0;
		bool		repeated = false;
		ApiPath    *path;

		if (descend && count_parts(column) == 0)
			continue;
		path = name_path(column, descend, i >= 2);
		if (path == NULL)
		{
			while (npaths > 0)
				api_path_free(paths[--npaths]);
			api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
			return 0;
		}
		for (int j = 0; j < npaths; j++)
			repeated = repeated || same_paths(path, paths[j]);
		if (repeated)
			api_path_free(path);
		else
			paths[npaths++] = path;
	}
	return npaths;
}

/* ---- keys with dots ---- */

/* The path of a name cut at the dots of mask, from the lowest bit on. */
static ApiPath *
split_path(const char *name, unsigned mask)
{
	ApiPath    *path = calloc(1, sizeof(*path));
	bool		good = path != NULL;

	while (good)
	{
		const char *end = name;

		for (; *end != '\0'; end++)
			if (*end == '.')
			{
				bool		cut = mask & 1;

				mask >>= 1;
				if (cut)
					break;
			}
		good = api_path_add_step(path, API_STEP_MEMBER, name, (size_t) (end - name), 0);
		if (*end == '\0')
			break;
		name = end + 1;
	}
	if (good)
		return path;
	api_path_free(path);
	return NULL;
}

/* Frees what was made, of which the last may be NULL. */
static int
give_up(ApiPath **paths, int npaths, ApiError *err)
{
	while (npaths > 0)
		api_path_free(paths[--npaths]);
	api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return -1;
}

#define SPLIT_PARTS 5			/* longer names are cut in one place only */

int
api_path_splits(const char *column, ApiPath *paths[API_PATH_MAX_OTHERS], int *better, ApiError *err)
{
	int			parts = count_parts(column);
	unsigned	all = parts > 0 && parts <= SPLIT_PARTS ? (1u << (parts - 1)) - 1 : 0;
	int			npaths = 0;

	/* down some steps, and then a key with dots */
	for (int down = 1; down < parts - 1 && npaths < API_PATH_MAX_OTHERS; down++)
	{
		paths[npaths] = split_path(column, (1u << down) - 1);
		if (paths[npaths++] == NULL)
			return give_up(paths, npaths, err);
	}
	*better = npaths;
	for (unsigned mask = all; mask > 0 && npaths < API_PATH_MAX_OTHERS; mask--)
	{
		if ((mask & (mask + 1)) == 0)
			continue;
		paths[npaths] = split_path(column, mask);
		if (paths[npaths++] == NULL)
			return give_up(paths, npaths, err);
	}
	return npaths;
}

/* ---- lax indexes ---- */

/* The [0] that may be passed over: those with nothing but [0] up to the next member. */
static int
find_lax(const ApiPath *path, int fixed, int lax[4])
{
	int			nlax = 0;
	bool		zeros = true;

	for (int i = fixed - 1; i > 0; i--)
	{
		if (path->steps[i].kind == API_STEP_MEMBER)
			zeros = true;
		else if (path->steps[i].index != 0)
			zeros = false;
		else if (zeros && nlax < 4)
			lax[nlax++] = i;
	}
	return nlax;
}

/* Without the steps of lax that mask names; NULL: no memory. */
static ApiPath *
pass_over(const ApiPath *path, const int lax[4], int nlax, unsigned mask)
{
	ApiPath    *copy = calloc(1, sizeof(*copy));

	for (int i = 0; i < path->nsteps && copy != NULL; i++)
	{
		const ApiPathStep *step = &path->steps[i];
		bool		passed = false;

		for (int j = 0; j < nlax; j++)
			passed |= lax[j] == i && (mask >> j & 1) != 0;
		if (!passed && !api_path_add_step(copy, step->kind, step->name, step->name_len, step->index))
		{
			api_path_free(copy);
			copy = NULL;
		}
	}
	return copy;
}

/* Does each index that is passed over stand before members, or others passed over? */
static bool
is_suffix(const ApiPath *path, int fixed, const int lax[4], int nlax, unsigned mask)
{
	for (int j = 0; j < nlax; j++)
	{
		int			next = lax[j] + 1;

		if ((mask >> j & 1) != 0 && next < fixed && path->steps[next].kind == API_STEP_INDEX &&
			(j == 0 || lax[j - 1] != next || (mask >> (j - 1) & 1) == 0))
			return false;
	}
	return true;
}

int
api_path_lax(const ApiPath *path, ApiPath *paths[API_PATH_MAX_OTHERS],
			 bool single[API_PATH_MAX_OTHERS], ApiError *err)
{
	int			fixed = api_path_fixed_steps(path);
	int			lax[4];
	int			nlax = find_lax(path, fixed, lax);
	int			npaths = 0;

	for (unsigned mask = 1; mask < 1u << nlax && npaths < API_PATH_MAX_OTHERS; mask++)
	{
		if (!is_suffix(path, fixed, lax, nlax, mask))
			continue;
		single[npaths] = (mask & 1) != 0 && lax[0] == fixed - 1;
		paths[npaths] = pass_over(path, lax, nlax, mask);
		if (paths[npaths++] == NULL)
			return give_up(paths, npaths, err);
	}
	return npaths;
}

/* ---- lax names ---- */

/* With [*] before each member from that step on that stands behind a member; NULL: no memory, or too long. */
static ApiPath *
go_through(const ApiPath *path, int from)
{
	ApiPath    *copy = calloc(1, sizeof(*copy));
	bool		good = copy != NULL;

	for (int i = 0; i < path->nsteps && good; i++)
	{
		const ApiPathStep *step = &path->steps[i];

		if (i >= from && step->kind == API_STEP_MEMBER && path->steps[i - 1].kind == API_STEP_MEMBER)
			good = api_path_add_step(copy, API_STEP_ANY_ELEMENT, NULL, 0, 0);
		good = good && api_path_add_step(copy, step->kind, step->name, step->name_len, step->index);
	}
	if (good)
		return copy;
	api_path_free(copy);
	return NULL;
}

bool
api_path_through(const ApiPath *path, ApiPath *paths[API_PATH_MAX_OTHERS], int *npaths, ApiError *err)
{
	int			fixed = api_path_fixed_steps(path);

	for (int i = 1; i < fixed && *npaths < API_PATH_MAX_OTHERS && 2 * path->nsteps <= API_PATH_MAX_STEPS; i++)
	{
		if (path->steps[i].kind != API_STEP_MEMBER || path->steps[i - 1].kind != API_STEP_MEMBER)
			continue;
		paths[*npaths] = go_through(path, i);
		if (paths[*npaths] == NULL)
			return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		++*npaths;
	}
	return true;
}
