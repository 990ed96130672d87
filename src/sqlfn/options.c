/*
 * options.c
 *		api_fdw_options(): the table of options, as a table.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "base/options.h"

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

Datum
api_fdw_options(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	int			count;
	const ApiOption *option = api_options_table(&count);
	Datum		values[6];
	bool		nulls[6] = {false};
	TupleDesc	desc;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext before;

		call = SRF_FIRSTCALL_INIT();
		before = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("api_fdw_options must be called where it can give rows")));
		call->tuple_desc = BlessTupleDesc(desc);
		MemoryContextSwitchTo(before);
	}
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= count)
		SRF_RETURN_DONE(call);

	option += call->call_cntr;
	values[0] = CStringGetTextDatum(option->name);
	values[1] = places_array(option->places);
	values[2] = CStringGetTextDatum(option->kind == API_KIND_ENUM ? option->words :
									kind_names[option->kind]);
	nulls[3] = option->fallback == NULL;
	values[3] = nulls[3] ? (Datum) 0 : CStringGetTextDatum(option->fallback);
	values[4] = BoolGetDatum(option->secret);
	values[5] = CStringGetTextDatum(option->help);
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc, values, nulls)));
}
