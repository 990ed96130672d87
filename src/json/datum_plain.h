/*
 * datum_plain.h
 *		Values that are as most are, made to Datums without a second look.
 *
 * Numbers of few digits, strings without escapes, times as ISO 8601 has them, true and
 * false.  Nothing is raised nor noted here: whatever looks different goes the way of
 * api_datum_convert, which says the same of what was read here.  Backend code.
 */
#ifndef API_DATUM_PLAIN_H
#define API_DATUM_PLAIN_H

#include "json/datum.h"

/* Memory for short values, used again row by row. */
typedef struct ApiDatumRoom
{
	char	   *at;				/* what is free of it, aligned; NULL: there is none */
	char	   *end;
} ApiDatumRoom;

/* Can values of the type be plain? */
extern bool api_datum_type_is_plain(const ApiDatumType *type);

/*
 * The value of JSON text that the reader has framed and checked as one that is wanted by
 * itself.  false: it is not plain, or null.  The result is in the room, if there is any,
 * or in the current memory context.
 */
extern bool api_datum_plain(const ApiDatumType *type, const char *text, size_t len, ApiDatumRoom *room,
							Datum *value);

#endif							/* API_DATUM_PLAIN_H */
