/*
 * lookup.c
 *		The options in force for a table.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "catalog/pg_user_mapping.h"
#include "foreign/foreign.h"
#include "mb/pg_wchar.h"
#include "utils/syscache.h"

#include "rest/lookup.h"

/* The options of the user's mapping, or PUBLIC's. */
static void
load_mapping(ApiLookup *from, Oid user)
{
	HeapTuple	tuple;
	Datum		options;
	bool		isnull;

	tuple = SearchSysCache2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(user),
							ObjectIdGetDatum(from->server_oid));
	if (!HeapTupleIsValid(tuple))
		tuple = SearchSysCache2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(InvalidOid),
								ObjectIdGetDatum(from->server_oid));
	if (!HeapTupleIsValid(tuple))
		return;
	from->mapping_oid = ((Form_pg_user_mapping) GETSTRUCT(tuple))->oid;
	from->mapping_user = ((Form_pg_user_mapping) GETSTRUCT(tuple))->umuser;
	options = SysCacheGetAttr(USERMAPPINGUSERSERVER, tuple, Anum_pg_user_mapping_umoptions, &isnull);
	if (!isnull)
		from->mapping = untransformRelOptions(options);
	ReleaseSysCache(tuple);
}

ApiLookup
api_lookup_table(Oid relid, Oid user)
{
	ForeignTable *table = GetForeignTable(relid);
	ForeignServer *server = GetForeignServer(table->serverid);
	ApiLookup	from = {{table->options, server->options},.server_oid = server->serverid,
	.wrapper_oid = server->fdwid};

	load_mapping(&from, user);
	return from;
}

const char *
api_lookup_text(const ApiLookup *from, const char *name)
{
	return api_option_value(name, from->lists, lengthof(from->lists));
}

const ApiOption *
api_lookup_option(const char *name)
{
	return api_option_find(name, API_ON_SERVER | API_ON_TABLE);
}

int64
api_lookup_int(const ApiLookup *from, const char *name)
{
	return api_option_int(api_lookup_option(name), api_lookup_text(from, name));
}

int64
api_lookup_server_int(const ApiLookup *from, const char *name)
{
	return api_option_int(api_lookup_option(name), api_option_value(name, from->lists + 1, 1));
}

bool
api_lookup_bool(const ApiLookup *from, const char *name)
{
	return api_option_bool(api_lookup_option(name), api_lookup_text(from, name));
}

const char *
api_lookup_utf8(const ApiLookup *from, const char *name)
{
	const char *text = api_lookup_text(from, name);

	return text != NULL ? pg_server_to_any(text, (int) strlen(text), PG_UTF8) : NULL;
}

int
api_lookup_word(const ApiLookup *from, const char *name)
{
	return api_option_word(api_lookup_option(name), api_lookup_text(from, name));
}
