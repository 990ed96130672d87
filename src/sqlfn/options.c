/*
 * options.c
 *		api_fdw_options(): the table of options, as a table.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "base/options.h"
#include "sqlfn/rows.h"

PG_FUNCTION_INFO_V1(api_fdw_options);

static const char *const kind_names[] = {
	[API_KIND_TEXT] = "text",
	[API_KIND_TEXT_OR_EMPTY] = "text",
	[API_KIND_BOOL] = "boolean",
	[API_KIND_INT] = "integer",
	[API_KIND_DURATION] = "duration",
	[API_KIND_SIZE] = "size",
	[API_KIND_RATE] = "rate",
	[API_KIND_ENUM] = "enum",
	[API_KIND_STATUSES] = "statuses",
	[API_KIND_JSON_OBJECT] = "json object",
	[API_KIND_URL] = "url",
	[API_KIND_PATH] = "path",
	[API_KIND_JSON_PATH] = "json path",
	[API_KIND_FILE] = "file",
	[API_KIND_ORIGINS] = "origins",
};

/* The places as a text array. */
static Datum
places_array(int places)
{
	static const char *const names[] = {"server", "user mapping", "table", "column"};
	Datum		items[lengthof(names)];
	int			count = 0;

	for (int bit = 0; bit < lengthof(names); bit++)
		if (places & (1 << bit))
			items[count++] = CStringGetTextDatum(names[bit]);
	return PointerGetDatum(construct_array(items, count, TEXTOID, -1, false, TYPALIGN_INT));
}

static void *
begin(int *count)
{
	(void) api_options_table(count);
	return NULL;
}

static HeapTuple
make_tuple(TupleDesc desc, const void *state, int number)
{
	int			count;
	const ApiOption *option = api_options_table(&count) + number;
	Datum		values[6];
	bool		nulls[6] = {false};

	(void) state;
	values[0] = CStringGetTextDatum(option->name);
	values[1] = places_array(option->places);
	values[2] = CStringGetTextDatum(option->kind == API_KIND_ENUM ? option->words :
									kind_names[option->kind]);
	nulls[3] = option->fallback == NULL;
	values[3] = nulls[3] ? (Datum) 0 : CStringGetTextDatum(option->fallback);
	values[4] = BoolGetDatum(option->secret);
	values[5] = CStringGetTextDatum(option->help);
	return heap_form_tuple(desc, values, nulls);
}

Datum
api_fdw_options(PG_FUNCTION_ARGS)
{
	static const ApiRowSource source = {.begin = begin,.make = make_tuple};

	return api_rows_give(fcinfo, &source);
}
