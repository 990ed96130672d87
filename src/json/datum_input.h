/*
 * datum_input.h
 *		Input functions whose results do not depend on the session.  Private to
 *		json; backend code: raises.
 */
#ifndef API_DATUM_INPUT_H
#define API_DATUM_INPUT_H

#include "postgres.h"

#include "base/soft.h"
#include "datatype/timestamp.h"
#include "fmgr.h"

/* Calls a type's input function under UTC, DateStyle ISO, YMD, IntervalStyle postgres. */
extern Datum api_input_call(FmgrInfo *function, char *value, Oid ioparam, int32 typmod, Node *soft);

/* Does something under the same settings, which it may change: they are put back. */
extern void api_input_under_utc(void (*work) (void *arg), void *arg);

/*
 * The value of a JSON string's text, quotes included, in the server's encoding,
 * as a palloc'd C string.  Raises 22P05 for \u0000, 22P02 or 22021 for what else
 * a string may not hold.  Here and below: NULL where that was noted, and only
 * where the server's encoding is UTF-8 it can be.
 */
extern char *api_input_string(const char *text, size_t len, Node *soft);

/* The same as a text Datum. */
extern text *api_input_text(const char *text, size_t len, Node *soft);

/* Any UTF-8 text in the server's encoding, as a palloc'd C string; raises 22021. */
extern char *api_input_raw(const char *text, size_t len, Node *soft);

#endif							/* API_DATUM_INPUT_H */
