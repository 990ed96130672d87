/*
 * datum.h
 *		From a slice of JSON text to a Datum of a column's type.
 *
 * Direct conversion for the types that APIs are made of, through the type's
 * input function (under UTC and ISO, YMD) for all else.  Backend code: raises.
 */
#ifndef API_DATUM_H
#define API_DATUM_H

#include "postgres.h"

#include "base/soft.h"
#include "fmgr.h"
#include "json/path.h"

/* How a timestamp or date column's values are written. */
typedef enum ApiTimeFormat
{
	API_TIME_ISO8601,			/* default; text, zone optional (UTC if none) */
	API_TIME_DATE,				/* YYYY-MM-DD only */
	API_TIME_EPOCH,				/* seconds since 1970, fractions allowed */
	API_TIME_EPOCH_MS,
	API_TIME_EPOCH_US,
	API_TIME_EPOCH_NS,
	API_TIME_PATTERN			/* a to_timestamp pattern */
} ApiTimeFormat;

typedef struct ApiDatumType ApiDatumType;

/*
 * Learns how to make Datums of a type.  pattern is for API_TIME_PATTERN only.
 * Allocates in the current memory context, which must live as long as the scan.
 * Raises if time_format does not fit the type.
 */
extern ApiDatumType *api_datum_type_create(Oid typid, int32 typmod, ApiTimeFormat time_format,
										   const char *pattern);

/*
 * Can every error of data be noted, so that none is raised in making the type's Datums?
 * Only where that is sure; see json/datum_soft.c.
 */
extern bool api_datum_type_is_soft(const ApiDatumType *type);

/* From here on errors of such a type are noted there. */
extern void api_datum_type_soften(ApiDatumType *type, Node *soft);

/*
 * The value of JSON text (len > 0; as the reader framed it, numbers and literals checked).
 * JSON null gives *isnull = true.  The result is in the current memory context.  Raises what the
 * type's input function would, with its SQLSTATE, or notes it; the caller's error
 * context names column, record and page.
 *
 * text/varchar/bpchar: a string decoded, anything else as its JSON text.
 * bytea: base64, if it cannot be hexadecimal as well.  json/jsonb: the raw text.
 * Numbers keep their digits; numeric strings convert; integral floats fit integers
 * ("1.0", "1e3").  What PostgreSQL reads leniently is the right value or an error, see
 * json/datum_strict.h; 'now', 'today' and kin are no dates.  Arrays: a JSON array fills
 * a one-dimensional array column.  \u0000 in a string that a column takes is an error
 * (22P05).  As its input function has it, a timestamp without time zone ignores a zone
 * in the text; epochs are UTC.
 */
extern Datum api_datum_convert(ApiDatumType *type, const char *text, size_t len, bool *isnull);

/*
 * Raises 22P02, or notes it and gives false, unless a number or literal, taken out of a
 * container, is well-formed.
 */
extern bool api_datum_check(const char *text, size_t len, Node *soft);

/*
 * The same for a path with wildcards: the matches, as a JSON array's elements.
 * For a type that is no array nor json/jsonb: the only match, NULL without one;
 * several raise (21000).  Below JSON null there is NULL.
 */
extern Datum api_datum_convert_matches(ApiDatumType *type, const char *text, size_t len,
									   const ApiPath *path, int first, bool *isnull);

/*
 * True if the option time_format has this meaning; sets *format and (for a
 * pattern) leaves the text itself as the pattern.  Any text that is no keyword
 * is a pattern; a pattern must hold at least YY or J.
 */
extern bool api_time_format_parse(const char *text, ApiTimeFormat *format);

#endif							/* API_DATUM_H */
