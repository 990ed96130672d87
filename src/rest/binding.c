/*
 * binding.c
 *		Lists of values, and their product by arithmetic.  See binding.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "rest/binding.h"

/* The values of one parameter. */
typedef struct ValueList
{
	char	  **values;			/* malloc'd texts */
	int			count;
	int			room;
	int			group;			/* most values that a binding has of them */
	int			leader;			/* the parameter that it goes along with; itself: none */
} ValueList;

struct ApiBindings
{
	int			shares;
	void	   *tag;
	int			nparams;
	bool		none;			/* some parameter can have no value */
	ValueList	lists[];		/* one a parameter; empty: unset */
};

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

ApiBindings *
api_bindings_create(int nparams, ApiError *err)
{
	ApiBindings *bindings = calloc(1, sizeof(*bindings) + (size_t) nparams * sizeof(ValueList));

	if (bindings == NULL)
	{
		no_memory(err);
		return NULL;
	}
	bindings->shares = 1;
	bindings->nparams = nparams;
	for (int i = 0; i < nparams; i++)
	{
		bindings->lists[i].group = 1;
		bindings->lists[i].leader = i;
	}
	return bindings;
}

void
api_bindings_set_group(ApiBindings *bindings, int param, int size)
{
	bindings->lists[param].group = size;
}

void
api_bindings_tie(ApiBindings *bindings, int param, int leader)
{
	bindings->lists[param].leader = leader;
}

bool
api_bindings_add(ApiBindings *bindings, int param, const char *value, ApiError *err)
{
	ValueList  *list = &bindings->lists[param];
	char	   *copy = strdup(value);

	if (list->count == list->room)
	{
		int			room = list->room > 0 ? list->room * 2 : 4;
		char	  **values = realloc(list->values, (size_t) room * sizeof(*values));

		if (values != NULL)
		{
			list->values = values;
			list->room = room;
		}
	}
	if (copy == NULL || list->count == list->room)
	{
		free(copy);
		return no_memory(err);
	}
	list->values[list->count++] = copy;
	return true;
}

void
api_bindings_none(ApiBindings *bindings)
{
	bindings->none = true;
}

static int
count_groups(const ValueList *list)
{
	return list->count == 0 ? 0 : (list->count - 1) / list->group + 1;
}

/* Into how many the parameter's values part the bindings; 1: into none. */
static int
count_parts(const ApiBindings *bindings, int param)
{
	const ValueList *list = &bindings->lists[param];

	return list->count == 0 || list->leader != param ? 1 : count_groups(list);
}

int64_t
api_bindings_count(const ApiBindings *bindings)
{
	int64_t		count = 1;

	if (bindings->none)
		return 0;
	for (int i = 0; i < bindings->nparams; i++)
	{
		int			n = count_parts(bindings, i);

		if (count > INT64_MAX / n)
			return INT64_MAX;
		count *= n;
	}
	return count;
}

int
api_bindings_index(const ApiBindings *bindings, int64_t i, int param)
{
	const ValueList *list = &bindings->lists[param];

	if (list->count == 0)
		return -1;
	for (int p = bindings->nparams - 1; p > list->leader; p--)
		i /= count_parts(bindings, p);
	return (int) (i % count_groups(list)) * list->group;
}

const char *const *
api_bindings_group(const ApiBindings *bindings, int64_t i, int param, int *first, int *count)
{
	const ValueList *list = &bindings->lists[param];
	int			index = api_bindings_index(bindings, i, param);

	*first = index < 0 ? 0 : index;
	*count = list->count - *first < list->group ? list->count - *first : list->group;
	return index < 0 ? NULL : (const char *const *) list->values + index;
}

const char *
api_bindings_value(const ApiBindings *bindings, int64_t i, int param)
{
	int			index = api_bindings_index(bindings, i, param);

	return index < 0 ? NULL : bindings->lists[param].values[index];
}

static bool
same_list(const ValueList *a, const ValueList *b)
{
	if (a->count != b->count || a->group != b->group || a->leader != b->leader)
		return false;
	for (int i = 0; i < a->count; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	return true;
}

bool
api_bindings_equal(const ApiBindings *a, const ApiBindings *b)
{
	if (a->nparams != b->nparams || a->none != b->none)
		return false;
	for (int i = 0; i < a->nparams; i++)
		if (!same_list(&a->lists[i], &b->lists[i]))
			return false;
	return true;
}

bool
api_bindings_equal_but(const ApiBindings *a, const ApiBindings *b, int param)
{
	for (int i = 0; i < a->nparams; i++)
		if (i == param ? a->lists[i].count != 1 || b->lists[i].count != 1 :
			!same_list(&a->lists[i], &b->lists[i]))
			return false;
	return a->none == b->none;
}

/* Appends a list's values to another's. */
static bool
add_list(ApiBindings *to, int param, const ValueList *list, ApiError *err)
{
	for (int k = 0; k < list->count; k++)
		if (!api_bindings_add(to, param, list->values[k], err))
			return false;
	return true;
}

ApiBindings *
api_bindings_merge(const ApiBindings *const *all, int count, int param, ApiError *err)
{
	ApiBindings *merged = api_bindings_create(all[0]->nparams, err);
	bool		good = merged != NULL;

	for (int i = 0; good && i < merged->nparams; i++)
	{
		merged->lists[i].group = all[0]->lists[i].group;
		merged->lists[i].leader = all[0]->lists[i].leader;
		for (int k = 0; good && k < (i == param ? count : 1); k++)
			good = add_list(merged, i, &all[k]->lists[i], err);
	}
	if (!good)
	{
		api_bindings_free(merged);
		return NULL;
	}
	return merged;
}

uint64_t
api_bindings_hash(const ApiBindings *bindings)
{
	ApiDigest	digest = API_DIGEST_INIT;

	for (int i = 0; i < bindings->nparams; i++)
	{
		const ValueList *list = &bindings->lists[i];

		api_digest_add(&digest, &list->count, sizeof(list->count));
		for (int k = 0; k < list->count; k++)
			api_digest_add(&digest, list->values[k], strlen(list->values[k]) + 1);
	}
	return api_digest_value(&digest);
}

uint64_t
api_bindings_hash_of(const ApiBindings *bindings, int64_t i, uint64_t params)
{
	ApiDigest	digest = API_DIGEST_INIT;

	for (int param = 0; param < bindings->nparams && param < 64; param++)
	{
		int			first;
		int			count;
		const char *const *group;

		if ((params >> param & 1) == 0)
			continue;
		group = api_bindings_group(bindings, i, param, &first, &count);
		api_digest_add(&digest, &count, sizeof(count));
		for (int k = 0; k < count; k++)
			api_digest_add(&digest, group[k], strlen(group[k]) + 1);
	}
	return api_digest_value(&digest);
}

ApiBindings *
api_bindings_share(ApiBindings *bindings)
{
	bindings->shares++;
	return bindings;
}

void
api_bindings_free(ApiBindings *bindings)
{
	if (bindings == NULL || --bindings->shares > 0)
		return;
	for (int i = 0; i < bindings->nparams; i++)
	{
		for (int k = 0; k < bindings->lists[i].count; k++)
			free(bindings->lists[i].values[k]);
		free(bindings->lists[i].values);
	}
	free(bindings);
}

void
api_bindings_set_tag(ApiBindings *bindings, void *tag)
{
	bindings->tag = tag;
}

void *
api_bindings_tag(const ApiBindings *bindings)
{
	return bindings->tag;
}
