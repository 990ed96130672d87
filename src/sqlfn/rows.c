/*
 * rows.c
 *		The rows of a function that returns a set of them.  See rows.h.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/lsyscache.h"

#include "sqlfn/rows.h"

static void
begin(FunctionCallInfo fcinfo, const ApiRowSource *source)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext before = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	TupleDesc	desc;
	int			count;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s must be called where it can give rows", get_func_name(fcinfo->flinfo->fn_oid))));
	call->tuple_desc = BlessTupleDesc(desc);
	call->user_fctx = source->begin(&count);
	call->max_calls = count;
	MemoryContextSwitchTo(before);
}

Datum
api_rows_give(FunctionCallInfo fcinfo, const ApiRowSource *source)
{
	FuncCallContext *call;
	HeapTuple	tuple;

	if (SRF_IS_FIRSTCALL())
		begin(fcinfo, source);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	tuple = source->make(call->tuple_desc, call->user_fctx, (int) call->call_cntr);
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(tuple));
}
