/*
 * bound.c
 *		The values of bindings as Datums.  See bound.h.
 *
 * Lists are sorted once, when they are bound: each page that comes looks its records'
 * values up in them.
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "exec/bound.h"
#include "fmgr.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* The values of one parameter. */
typedef struct BoundValues
{
	const Datum *values;		/* as its list of texts; NULL: none */
	const Datum *sorted;		/* the same, each group of them in order */
} BoundValues;

struct ApiBound
{
	int			nparams;
	BoundValues params[FLEXIBLE_ARRAY_MEMBER];
};

ApiBound *
api_bound_create(int nparams)
{
	ApiBound   *bound = palloc0(offsetof(ApiBound, params) + sizeof(BoundValues) * nparams);

	bound->nparams = nparams;
	return bound;
}

/* For qsort_arg: by the type's order. */
static int
compare_values(const void *a, const void *b, void *arg)
{
	return DatumGetInt32(FunctionCall2Coll((FmgrInfo *) arg, C_COLLATION_OID,
										   *(const Datum *) a, *(const Datum *) b));
}

static Datum *
sort_groups(const Datum *values, int64 count, const ApiColumn *column, int group)
{
	TypeCacheEntry *type = lookup_type_cache(getBaseType(column->typid), TYPECACHE_CMP_PROC_FINFO);
	Datum	   *sorted = palloc(sizeof(Datum) * count);
	int64		i;

	memcpy(sorted, values, sizeof(Datum) * count);
	for (i = 0; i < count; i += group)
		qsort_arg(sorted + i, (size_t) Min(group, count - i), sizeof(Datum),
				  compare_values, &type->cmp_proc_finfo);
	return sorted;
}

void
api_bound_set(ApiBound *bound, int param, const Datum *values, int64 count,
			  const ApiColumn *column, int group)
{
	bound->params[param].values = values;
	bound->params[param].sorted = group > 1 && count > 1 ?
		sort_groups(values, count, column, group) : values;
}

ApiBound *
api_bound_merge(const ApiBound *const *all, int count, int param, const ApiColumn *column)
{
	ApiBound   *merged = api_bound_create(all[0]->nparams);
	Datum	   *values = palloc(sizeof(Datum) * count);
	int			i;

	memcpy(merged->params, all[0]->params, sizeof(BoundValues) * merged->nparams);
	for (i = 0; i < count; i++)
		values[i] = all[i]->params[param].values[0];
	api_bound_set(merged, param, values, count, column, column->list_max);
	return merged;
}

bool
api_asked_value(const ApiAsked *asked, int param, Datum *value)
{
	int			index = api_bindings_index(asked->bindings, asked->binding, param);

	Assert(param < asked->bound->nparams);
	if (index < 0)
		return false;
	*value = asked->bound->params[param].values[index];
	return true;
}

const Datum *
api_asked_values(const ApiAsked *asked, int param, int *count)
{
	int			first;

	Assert(param < asked->bound->nparams);
	if (api_bindings_group(asked->bindings, asked->binding, param, &first, count) == NULL)
		return NULL;
	return asked->bound->params[param].sorted + first;
}
