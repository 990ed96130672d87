/*
 * check.c
 *		The event trigger that sees a foreign table whole: a validator is shown the
 *		table's options and the columns' options apart, never together.
 *
 * A dump gives a table's columns their options one by one, after the table: as for
 * functions, check_function_bodies off says that things are not whole yet.  What
 * is wrong then shows in the first scan.
 */
#include "postgres.h"

#include "commands/event_trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/guc.h"

#include "rest/config.h"
#include "sqlfn/rename.h"

PG_FUNCTION_INFO_V1(api_fdw_check_tables);

/* The tables that the command made or changed, if they are ours. */
static const char *const touched_query =
	"SELECT c.objid FROM pg_catalog.pg_event_trigger_ddl_commands() c"
	" JOIN pg_catalog.pg_foreign_table t ON t.ftrelid OPERATOR(pg_catalog.=) c.objid"
	" JOIN pg_catalog.pg_foreign_server s ON s.oid OPERATOR(pg_catalog.=) t.ftserver"
	" JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid OPERATOR(pg_catalog.=) s.srvfdw"
	" JOIN pg_catalog.pg_proc p ON p.oid OPERATOR(pg_catalog.=) w.fdwhandler"
	" WHERE c.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass"
	" AND p.prosrc OPERATOR(pg_catalog.=) 'api_fdw_handler'";

Datum
api_fdw_check_tables(PG_FUNCTION_ARGS)
{
	EventTriggerData *trigger = (EventTriggerData *) fcinfo->context;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("api_fdw_check_tables can only be called as an event trigger")));
	if (!check_function_bodies)
		PG_RETURN_NULL();

	/* not read-only: that would not see what the command itself made */
	if (SPI_connect() != SPI_OK_CONNECT || SPI_execute(touched_query, false, 0) != SPI_OK_SELECT)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not list the foreign tables to check")));
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Oid			relid = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i],
														   SPI_tuptable->tupdesc, 1, &isnull));

		api_config_check_table(relid);
	}
	SPI_finish();
	if (IsA(trigger->parsetree, RenameStmt) &&
		((RenameStmt *) trigger->parsetree)->renameType == OBJECT_COLUMN)
		api_rename_warn((RenameStmt *) trigger->parsetree);
	PG_RETURN_NULL();
}
