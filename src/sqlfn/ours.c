/*
 * ours.c
 *		Which objects of the catalogs are this wrapper's: its handler says so.
 */
#include "postgres.h"

#include "access/reloptions.h"
#include "catalog/pg_class.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_user_mapping.h"
#include "foreign/foreign.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "sqlfn/ours.h"

/* Is it our handler, by the name of its C function? */
static bool
is_handler(Oid function)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	bool		isnull = true;
	Datum		symbol = (Datum) 0;
	bool		ours;

	if (!HeapTupleIsValid(tuple))
		return false;
	symbol = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_prosrc, &isnull);
	ours = !isnull && strcmp(TextDatumGetCString(symbol), "api_fdw_handler") == 0;
	ReleaseSysCache(tuple);
	return ours;
}

bool
api_ours_server(Oid server)
{
	return is_handler(GetForeignDataWrapper(GetForeignServer(server)->fdwid)->fdwhandler);
}

bool
api_ours_table(Oid relid)
{
	return get_rel_relkind(relid) == RELKIND_FOREIGN_TABLE &&
		api_ours_server(GetForeignTable(relid)->serverid);
}

bool
api_ours_mapping(Oid user, Oid server, List **options)
{
	HeapTuple	tuple = SearchSysCache2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(user),
										ObjectIdGetDatum(server));
	Datum		datum;
	bool		isnull;

	*options = NIL;
	if (!HeapTupleIsValid(tuple))
		return false;
	datum = SysCacheGetAttr(USERMAPPINGUSERSERVER, tuple, Anum_pg_user_mapping_umoptions, &isnull);
	if (!isnull)
		*options = untransformRelOptions(datum);
	ReleaseSysCache(tuple);
	return true;
}
