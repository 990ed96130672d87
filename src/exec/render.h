/*
 * render.h
 *		From a Datum to the text that is sent: the same whatever the session's
 *		settings are.
 */
#ifndef API_RENDER_H
#define API_RENDER_H

#include "postgres.h"

#include "rest/columns.h"

/*
 * The one spelling of a column's value, of its base type (of the types that plan/shippable
 * knows), as palloc'd UTF-8:
 *
 *		integers, uuid, enum labels, text		as they are
 *		bool									true, false
 *		numeric									without trailing zeros
 *		bpchar									without trailing blanks
 *		date									2024-02-29
 *		timestamp								2024-02-29T12:34:56[.5]
 *		timestamptz								2024-02-29T12:34:56[.5]Z
 *		the last three, with time_format		as that reads them
 *
 * Infinity, NaN and years before 1 have none: raises an error that names the column.  NULL:
 * no text of the column's time_format stands for the value, so that no record can have it;
 * that is an error as well where the column shows what is sent.
 */
extern char *api_render_value(const ApiColumn *column, Oid basetype, Datum value);

/* Is it sure that api_render_value does not raise?  Without raising. */
extern bool api_render_knows(const ApiColumn *column, Oid basetype, Datum value);

/*
 * For messages: at most max bytes of UTF-8 text, cut at a character with "..."
 * behind, control characters as blanks; palloc'd, in the database's encoding.
 * Never fails.
 */
extern char *api_render_excerpt(const char *text, size_t len, size_t max);

#endif							/* API_RENDER_H */
