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
	return bindings;
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

int64_t
api_bindings_count(const ApiBindings *bindings)
{
	int64_t		count = 1;

	if (bindings->none)
		return 0;
	for (int i = 0; i < bindings->nparams; i++)
	{
		int			n = bindings->lists[i].count;

		if (n > 1 && count > INT64_MAX / n)
			return INT64_MAX;
		if (n > 1)
			count *= n;
	}
	return count;
}

int
api_bindings_index(const ApiBindings *bindings, int64_t i, int param)
{
	if (bindings->lists[param].count == 0)
		return -1;
	for (int p = bindings->nparams - 1; p > param; p--)
		if (bindings->lists[p].count > 1)
			i /= bindings->lists[p].count;
	return (int) (i % bindings->lists[param].count);
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
	if (a->count != b->count)
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
