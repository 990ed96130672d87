/*
 * lookup.h
 *		The options in force for a table, by place: what config's files read.
 *		Private to rest.  Backend code: raises.
 */
#ifndef API_LOOKUP_H
#define API_LOOKUP_H

#include "postgres.h"

#include "base/options.h"
#include "nodes/pg_list.h"

typedef struct ApiLookup
{
	List	   *lists[2];		/* table, server: where a value is looked up */
	List	   *mapping;		/* the user mapping's, with its secrets */
	Oid			mapping_oid;	/* or InvalidOid: there is none */
	Oid			mapping_user;	/* whose it is; InvalidOid: PUBLIC's */
	Oid			server_oid;
	Oid			wrapper_oid;
} ApiLookup;

/* The options of that table for that user's mapping, or PUBLIC's. */
extern ApiLookup api_lookup_table(Oid relid, Oid user);

/* The value in force: the table's, the server's, the built-in one, or NULL. */
extern const char *api_lookup_text(const ApiLookup *from, const char *name);

/* The same in UTF-8. */
extern const char *api_lookup_utf8(const ApiLookup *from, const char *name);

/* Readings of it; it must have a value.  What the server says, whatever the table does. */
extern int64 api_lookup_int(const ApiLookup *from, const char *name);
extern int64 api_lookup_server_int(const ApiLookup *from, const char *name);
extern bool api_lookup_bool(const ApiLookup *from, const char *name);
extern int	api_lookup_word(const ApiLookup *from, const char *name);

/* The option of that name, of a table or server. */
extern const ApiOption *api_lookup_option(const char *name);

#endif							/* API_LOOKUP_H */
