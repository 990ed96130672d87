/*
 * unique.c
 *		The option unique_key: which rows a scan has seen before.
 *
 * Pages that are counted by offset shift while they are read: a record that is
 * inserted in front makes another come twice.  A row is known again by 128 bits of
 * hash over its key, by the hash functions of the columns' types, so that what the
 * types hold for equal is equal here.
 */
#include "postgres.h"

#include "exec/unique.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

/* What a row is known by. */
typedef struct Fingerprint
{
	uint64		halves[2];
} Fingerprint;

/* A column of the key. */
typedef struct KeyColumn
{
	const ApiColumn *column;
	TypeCacheEntry *type;
} KeyColumn;

struct ApiUnique
{
	bool		stop;			/* a repeat is an error */
	int			ncolumns;
	KeyColumn  *columns;
	MemoryContext context;		/* of the table */
	HTAB	   *seen;			/* of Fingerprint */
	int64		repeats;
};

static void
make_table(ApiUnique *unique)
{
	HASHCTL		control;

	memset(&control, 0, sizeof(control));
	control.keysize = sizeof(Fingerprint);
	control.entrysize = sizeof(Fingerprint);
	control.hcxt = unique->context;
	unique->seen = hash_create("api_fdw rows", 1024, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

ApiUnique *
api_unique_create(const ApiConfig *config)
{
	const ApiColumns *columns = config->columns;
	ApiUnique  *unique;
	ListCell   *lc;

	if (config->unique_key == NIL)
		return NULL;
	unique = palloc0(sizeof(ApiUnique));
	unique->stop = !config->ignore_duplicates;
	unique->columns = palloc0(sizeof(KeyColumn) * list_length(config->unique_key));
	foreach(lc, config->unique_key)
	{
		KeyColumn  *key = &unique->columns[unique->ncolumns++];

		key->column = &columns->columns[lfirst_int(lc) - 1];
		key->type = lookup_type_cache(getBaseType(key->column->typid),
									  TYPECACHE_HASH_EXTENDED_PROC_FINFO);
		if (!OidIsValid(key->type->hash_extended_proc))
			ereport(ERROR,
					(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
					 errmsg("column \"%s\" cannot be part of unique_key", key->column->name),
					 errhint("Its type has no hash function.")));
	}
	unique->context = AllocSetContextCreate(CurrentMemoryContext, "api_fdw rows",
											ALLOCSET_DEFAULT_SIZES);
	make_table(unique);
	return unique;
}

Bitmapset *
api_unique_columns(const ApiUnique *unique)
{
	Bitmapset  *attnums = NULL;
	int			i;

	for (i = 0; unique && i < unique->ncolumns; i++)
		attnums = bms_add_member(attnums, unique->columns[i].column->attnum);
	return attnums;
}

static uint64
hash_value(const KeyColumn *key, Datum value, uint64 seed)
{
	Datum		hash = FunctionCall2Coll(&key->type->hash_extended_proc_finfo,
										 key->column->collation, value, UInt64GetDatum(seed));

	return DatumGetUInt64(hash);
}

/* "(id, owner) = (7, me)" */
static char *
describe(const ApiUnique *unique, const Datum *values)
{
	StringInfoData names;
	StringInfoData texts;
	int			i;

	initStringInfo(&names);
	initStringInfo(&texts);
	for (i = 0; i < unique->ncolumns; i++)
	{
		const ApiColumn *column = unique->columns[i].column;
		Oid			output;
		bool		varlena;

		getTypeOutputInfo(column->typid, &output, &varlena);
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", column->name);
		appendStringInfo(&texts, "%s%s", i > 0 ? ", " : "",
						 OidOutputFunctionCall(output, values[column->attnum - 1]));
	}
	return psprintf("(%s) = (%s)", names.data, texts.data);
}

bool
api_unique_seen(ApiUnique *unique, const Datum *values, const bool *isnull, bool show)
{
	Fingerprint print = {{0x5eed, 0xfeed}};
	bool		found;
	int			i;
	int			half;

	for (i = 0; i < unique->ncolumns; i++)
	{
		int			at = unique->columns[i].column->attnum - 1;

		if (isnull[at])
			return false;
		for (half = 0; half < 2; half++)
			print.halves[half] = hash_value(&unique->columns[i], values[at], print.halves[half]);
	}
	(void) hash_search(unique->seen, &print, HASH_ENTER, &found);
	if (found && unique->stop)
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("the API sent a record twice"),
				 show ? errdetail("Key %s came before.", describe(unique, values)) : 0,
				 errhint("Records may have been added while the pages were read. Set on_duplicate_row"
						 " 'ignore' to take the first of them.")));
	unique->repeats += found;
	return found;
}

int64
api_unique_repeats(const ApiUnique *unique)
{
	return unique ? unique->repeats : 0;
}

void
api_unique_reset(ApiUnique *unique)
{
	if (unique == NULL)
		return;
	hash_destroy(unique->seen);
	unique->repeats = 0;
	make_table(unique);
}
