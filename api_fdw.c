/*
 * api_fdw.c
 *		The front door: what PostgreSQL calls by name.  No logic lives here, and
 *		nobody includes it.
 */
#include "postgres.h"

#include "access/reloptions.h"
#include "fmgr.h"
#include "foreign/fdwapi.h"

#include "base/compat.h"
#include "base/settings.h"
#include "exec/ahead.h"
#include "exec/analyze.h"
#include "exec/async.h"
#include "exec/count.h"
#include "exec/discard.h"
#include "exec/explain.h"
#include "exec/join.h"
#include "exec/scan.h"
#include "plan/ahead_target.h"
#include "plan/distinct.h"
#include "plan/join_paths.h"
#include "plan/counting.h"
#include "plan/paths.h"
#include "plan/scan_plan.h"
#include "rest/config.h"
#include "rest/upkeep.h"

API_MODULE_MAGIC;

extern void _PG_init(void);

PG_FUNCTION_INFO_V1(api_fdw_handler);
PG_FUNCTION_INFO_V1(api_fdw_validator);

void
_PG_init(void)
{
	api_settings_define();
	api_upkeep_install();
	api_discard_install();
	api_join_register();
	api_count_register();
	api_ahead_register();
	api_join_paths_install();
	api_ahead_target_install();
	api_distinct_install();
}

Datum
api_fdw_handler(PG_FUNCTION_ARGS)
{
	FdwRoutine *routine = makeNode(FdwRoutine);

	routine->GetForeignRelSize = apiGetForeignRelSize;
	routine->GetForeignPaths = apiGetForeignPaths;
	routine->GetForeignPlan = apiGetForeignPlan;
	routine->GetForeignUpperPaths = apiGetForeignUpperPaths;
	routine->BeginForeignScan = apiBeginForeignScan;
	routine->IterateForeignScan = apiIterateForeignScan;
	routine->ReScanForeignScan = apiReScanForeignScan;
	routine->EndForeignScan = apiEndForeignScan;
	routine->ExplainForeignScan = apiExplainForeignScan;
	routine->AnalyzeForeignTable = apiAnalyzeForeignTable;
	routine->IsForeignScanParallelSafe = apiIsForeignScanParallelSafe;
	routine->IsForeignPathAsyncCapable = apiIsForeignPathAsyncCapable;
	routine->ForeignAsyncRequest = apiForeignAsyncRequest;
	routine->ForeignAsyncConfigureWait = apiForeignAsyncConfigureWait;
	routine->ForeignAsyncNotify = apiForeignAsyncNotify;
	PG_RETURN_POINTER(routine);
}

Datum
api_fdw_validator(PG_FUNCTION_ARGS)
{
	api_config_validate(untransformRelOptions(PG_GETARG_DATUM(0)), PG_GETARG_OID(1));
	PG_RETURN_VOID();
}
