/*
 * bind_many.c
 *		Of many values: repeats are dropped, and no more are made than there may be.
 *
 * How many requests values need is known when all of them are there; but they may be
 * millions, of which each takes a hundred bytes.  So it is looked now and then, while they
 * are made, whether they are too many already; what is wrong is said when it is known that
 * anything is asked for at all (bind_check.c).
 */
#include "postgres.h"

#include "base/settings.h"
#include "exec/bind_state.h"

#define VALUE_BYTES 128			/* of a value beside its text: its places here and in the bindings */
#define TEXTS 3					/* in which its text stands: here, as a Datum, in the bindings */
#define FIRST_LOOK 1000			/* values */

int64
api_value_bytes(const char *text)
{
	return VALUE_BYTES + TEXTS * (int64) strlen(text);
}

/* ---- repeats ---- */

/* For qsort_arg: by texts, then by place. */
static int
compare_places(const void *a, const void *b, void *arg)
{
	const ApiTied *group = arg;
	int			left = *(const int *) a;
	int			right = *(const int *) b;
	int			order = 0;
	int			i;

	for (i = 0; i < group->count && order == 0; i++)
		order = strcmp(group->members[i]->texts[left], group->members[i]->texts[right]);
	return order != 0 ? order : left - right;
}

static bool
same_texts(const ApiTied *group, int a, int b)
{
	int			i;

	for (i = 0; i < group->count; i++)
	{
		if (strcmp(group->members[i]->texts[a], group->members[i]->texts[b]) != 0)
			return false;
	}
	return true;
}

/* Frees what stands in a place. */
static void
forget(ApiBinder *binder, ApiTied *group, int place)
{
	int			k;

	for (k = 0; k < group->count; k++)
	{
		ApiValues  *values = group->members[k];

		binder->bytes -= api_value_bytes(values->texts[place]);
		pfree(values->texts[place]);
		if (!values->typbyval)
			pfree(DatumGetPointer(values->datums[place]));
	}
}

void
api_values_keep(ApiBinder *binder, ApiTied *group, const bool *goes)
{
	int			count = (int) group->members[0]->count;
	int			kept = 0;
	int			i;
	int			k;

	for (i = 0; i < count; i++)
	{
		if (goes[i])
		{
			forget(binder, group, i);
			continue;
		}
		for (k = 0; k < group->count; k++)
		{
			group->members[k]->texts[kept] = group->members[k]->texts[i];
			group->members[k]->datums[kept] = group->members[k]->datums[i];
		}
		kept++;
	}
	for (k = 0; k < group->count; k++)
		group->members[k]->count = kept;
}

void
api_values_drop_repeats(ApiBinder *binder, ApiTied *group)
{
	int			count = (int) group->members[0]->count;
	int		   *places = palloc(sizeof(int) * Max(count, 1));
	bool	   *repeat = palloc0(sizeof(bool) * Max(count, 1));
	int			i;

	for (i = 0; i < count; i++)
		places[i] = i;
	qsort_arg(places, count, sizeof(int), compare_places, group);
	for (i = 1; i < count; i++)
		repeat[places[i]] = same_texts(group, places[i - 1], places[i]);
	api_values_keep(binder, group, repeat);
	pfree(places);
	pfree(repeat);
}

/* Do values that are there need more requests than there may be, whatever is to come? */
static bool
too_many(const ApiBinder *binder, const ApiValues *values)
{
	/* of a partition's values the bound takes some away */
	return values->column->list == API_LIST_FANOUT && binder->partition == NULL &&
		values->count > Min(binder->max_fanout, api_max_requests);
}

bool
api_values_full(ApiBinder *binder, ApiValues *values)
{
	int64		memory = (int64) api_max_memory * 1024;
	ApiTied		self = {&values, 1};

	if (values->too_many || values->too_large)
		return true;
	if (values->look_at == 0)
		values->look_at = Max(FIRST_LOOK, 2 * Min(binder->max_fanout, api_max_requests));
	if (values->count < values->look_at && binder->bytes <= memory)
		return false;
	if (values->pushed->kind != API_PUSH_RANGE)
		api_values_drop_repeats(binder, &self);
	values->look_at = 2 * values->count;
	values->too_many = too_many(binder, values);
	values->too_large = binder->bytes > memory / 4 * 3;
	return values->too_many || values->too_large;
}
