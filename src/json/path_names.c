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

/* Has the name dots with something on both sides, and not too many? */
static bool
can_descend(const char *name)
{
	int			parts = 1;

	if (strchr(name, '.') == NULL)
		return false;
	for (const char *p = name; *p != '\0'; p++)
		if (*p == '.')
		{
			parts++;
			if (p == name || p[1] == '\0' || p[1] == '.')
				return false;
		}
	return parts <= API_PATH_MAX_STEPS;
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

		if (descend && !can_descend(column))
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
