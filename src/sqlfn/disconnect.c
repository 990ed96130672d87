/*
 * disconnect.c
 *		api_fdw_disconnect(): gives this backend's connections back.
 */
#include "postgres.h"

#include "fmgr.h"
#include "foreign/foreign.h"

#include "rest/upkeep.h"

PG_FUNCTION_INFO_V1(api_fdw_disconnect);

Datum
api_fdw_disconnect(PG_FUNCTION_ARGS)
{
	Oid			server = InvalidOid;

	if (!PG_ARGISNULL(0))
		server = GetForeignServerByName(NameStr(*PG_GETARG_NAME(0)), false)->serverid;
	PG_RETURN_INT32(api_upkeep_disconnect(server));
}
