/*
 * table.h
 *		Which foreign table an error is about.
 *
 * Every error of a request or of a value has it as fields (TABLE_NAME of GET STACKED
 * DIAGNOSTICS) and, with the server and the place within the scan, as a line of its
 * context.
 */
#ifndef API_TABLE_H
#define API_TABLE_H

typedef struct ApiTable
{
	const char *schema;			/* palloc'd, in the database's encoding */
	const char *name;
	const char *server;
} ApiTable;

/*
 * foreign table "public.items" of server "crm", page 3, id=2: palloc'd, in the database's
 * encoding.  where: of the ApiError, UTF-8; NULL: nothing is known but the table.
 * Backend code.
 */
extern char *api_table_text(const ApiTable *table, const char *where);

/* To stand in an ereport's list, or in an error's context callback; NULL adds nothing. */
extern int	api_errtable(const ApiTable *table, const char *where);

#endif							/* API_TABLE_H */
