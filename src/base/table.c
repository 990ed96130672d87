/*
 * table.c
 *		Which foreign table an error is about.  See table.h.
 */
#include "postgres.h"

#include "base/table.h"
#include "mb/pg_wchar.h"

/* What the database's encoding may lack is a question mark: an error must not fail. */
static void
to_database(char *text)
{
	if (GetDatabaseEncoding() == PG_UTF8)
		return;
	for (; *text; text++)
		if ((unsigned char) *text >= 0x80)
			*text = '?';
}

char *
api_table_text(const ApiTable *table, const char *where)
{
	char	   *place = pstrdup(where ? where : "");

	to_database(place);
	return psprintf("foreign table \"%s.%s\" of server \"%s\"%s%s", table->schema, table->name,
					table->server, place[0] ? ", " : "", place);
}

int
api_errtable(const ApiTable *table, const char *where)
{
	if (table == NULL)
		return 0;
	err_generic_string(PG_DIAG_SCHEMA_NAME, table->schema);
	err_generic_string(PG_DIAG_TABLE_NAME, table->name);
	errcontext("%s", api_table_text(table, where));
	return 0;
}
