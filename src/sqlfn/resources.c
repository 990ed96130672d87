/*
 * resources.c
 *		api_fdw_resources(): what this backend holds outside of PostgreSQL's memory contexts,
 *		in all and pool by pool.
 */
#include "postgres.h"

#include "catalog/pg_user_mapping.h"
#include "foreign/foreign.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "base/settings.h"
#include "rest/upkeep.h"
#include "sqlfn/rows.h"

PG_FUNCTION_INFO_V1(api_fdw_resources);

#define COLUMNS 15

/* What one call gives, row by row; the first is the sum. */
typedef struct Rows
{
	ApiPoolFigures *items;		/* palloc'd */
	int			count;
	int			room;
	int			max_descriptors;
} Rows;

static void
add_row(Rows *rows, const ApiPoolFigures *figures)
{
	if (rows->count == rows->room)
	{
		rows->room *= 2;
		rows->items = repalloc(rows->items, rows->room * sizeof(ApiPoolFigures));
	}
	rows->items[rows->count++] = *figures;
}

static void
add_up(ApiPoolFigures *sum, const ApiPoolFigures *figures)
{
	sum->connections += figures->connections;
	sum->idle += figures->idle;
	sum->in_flight += figures->in_flight;
	sum->waiting += figures->waiting;
	sum->lookups += figures->lookups;
	sum->descriptors += figures->descriptors;
	sum->parked += figures->parked;
}

static void *
gather(int *count)
{
	Rows	   *rows = palloc(sizeof(Rows));
	ApiPoolFigures figures = {0};
	const ApiPool *pool = NULL;

	api_upkeep_enter();
	rows->count = 0;
	rows->room = 16;
	rows->items = palloc(rows->room * sizeof(ApiPoolFigures));
	add_row(rows, &figures);
	while ((pool = api_figures_next(pool, &figures)) != NULL)
	{
		add_row(rows, &figures);
		add_up(&rows->items[0], &figures);
	}
	rows->items[0].lookups += api_figures_hanging();
	rows->items[0].bodies = api_figures_bytes();
	rows->items[0].descriptors += api_figures_descriptors(&rows->max_descriptors);
	*count = rows->count;
	return rows;
}

/* NULL: it has been dropped. */
static const char *
server_name(Oid server)
{
	const ForeignServer *found = GetForeignServerExtended(server, FSV_MISSING_OK);

	return found != NULL ? found->servername : NULL;
}

/* Whose mapping is it?  NULL: nobody's, or it has been dropped. */
static const char *
role_name(Oid mapping)
{
	HeapTuple	tuple = SearchSysCache1(USERMAPPINGOID, ObjectIdGetDatum(mapping));
	Oid			role;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	role = ((Form_pg_user_mapping) GETSTRUCT(tuple))->umuser;
	ReleaseSysCache(tuple);
	return OidIsValid(role) ? GetUserNameFromId(role, true) : "public";
}

static void
set_name(Datum *value, bool *isnull, const char *name)
{
	*isnull = name == NULL;
	if (name != NULL)
		*value = DirectFunctionCall1(namein, CStringGetDatum(name));
}

/* Row 0 is the backend's: it has no server, but the bounds. */
static HeapTuple
make_tuple(TupleDesc desc, const void *state, int number)
{
	const Rows *rows = state;
	const ApiPoolFigures *row = &rows->items[number];
	bool		sum = number == 0;
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS] = {false};

	set_name(&values[0], &nulls[0], sum ? NULL : server_name(row->server));
	set_name(&values[1], &nulls[1], sum ? NULL : role_name(row->user));
	nulls[2] = nulls[3] = nulls[4] = sum;
	nulls[11] = nulls[13] = !sum;
	values[2] = BoolGetDatum(row->used);
	values[3] = BoolGetDatum(row->retired);
	values[4] = Int32GetDatum(row->window);
	values[5] = Int32GetDatum(row->connections);
	values[6] = Int32GetDatum(row->idle);
	values[7] = Int32GetDatum(row->in_flight);
	values[8] = Int32GetDatum(row->waiting);
	values[9] = Int32GetDatum(row->lookups);
	values[10] = Int32GetDatum(row->descriptors);
	values[11] = Int32GetDatum(rows->max_descriptors);
	values[12] = Int64GetDatum((int64) (row->bodies + row->spares));
	values[13] = Int64GetDatum((int64) api_max_memory * 1024);
	values[14] = Int32GetDatum(row->parked);
	return heap_form_tuple(desc, values, nulls);
}

Datum
api_fdw_resources(PG_FUNCTION_ARGS)
{
	static const ApiRowSource source = {.begin = gather,.make = make_tuple};

	return api_rows_give(fcinfo, &source);
}
