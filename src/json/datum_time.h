/*
 * datum_time.h
 *		Dates and timestamps out of JSON.  Private to json; backend code: raises.
 */
#ifndef API_DATUM_TIME_H
#define API_DATUM_TIME_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "fmgr.h"
#include "json/datum.h"

/* Microseconds since 1970 of the years 1 and 10000, between which epochs lie. */
#define API_EPOCH_FIRST (INT64CONST(-62135596800) * USECS_PER_SEC)
#define API_EPOCH_LAST (INT64CONST(253402300800) * USECS_PER_SEC)

/* From 1970 to 2000. */
#define API_EPOCH_SHIFT ((POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY)

/* A date, timestamp or timestamptz column, and how its values are written. */
typedef struct ApiTimeType
{
	Oid			typid;			/* DATEOID, TIMESTAMPOID or TIMESTAMPTZOID */
	int32		typmod;
	ApiTimeFormat format;
	text	   *pattern;		/* API_TIME_PATTERN */
	FmgrInfo   *input;			/* the type's input function */
	Oid			ioparam;
	Node	   *soft;			/* where errors are noted; NULL: raised */
} ApiTimeType;

/* The value of a JSON string or number. */
extern Datum api_time_convert(const ApiTimeType *type, const char *value, size_t len);

#endif							/* API_DATUM_TIME_H */
