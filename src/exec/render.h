/*
 * render.h
 *		From a Datum to the text that is sent: the same whatever the session's
 *		settings are.
 */
#ifndef API_RENDER_H
#define API_RENDER_H

#include "postgres.h"

/*
 * The one spelling of a value of a base type (of the types that plan/shippable
 * knows), as palloc'd UTF-8:
 *
 *		integers, uuid, enum labels, text		as they are
 *		bool									true, false
 *		numeric									without trailing zeros
 *		bpchar									without trailing blanks
 *		date									2024-02-29
 *		timestamp								2024-02-29T12:34:56[.5]
 *		timestamptz								2024-02-29T12:34:56[.5]Z
 *
 * Infinity, NaN and years before 1 have none: raises an error that names column.
 */
extern char *api_render_value(const char *column, Oid basetype, Datum value);

/* Has a value such a text? */
extern bool api_render_knows(Oid basetype, Datum value);

/*
 * For messages: at most max bytes of UTF-8 text, cut at a character with "..."
 * behind, control characters as blanks; palloc'd, in the database's encoding.
 * Never fails.
 */
extern char *api_render_excerpt(const char *text, size_t len, size_t max);

#endif							/* API_RENDER_H */
