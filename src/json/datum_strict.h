/*
 * datum_strict.h
 *		What PostgreSQL's input functions read leniently, and so perhaps as another value
 *		than was meant.  Private to json; backend code: raises, or notes.
 *
 * A value is the right one or an error: years of two digits, abbreviations of time zones
 * that several places share, POSIX's signs ("UTC+3" is west), durations with days before a
 * point, words such as today.
 */
#ifndef API_DATUM_STRICT_H
#define API_DATUM_STRICT_H

#include "postgres.h"

#include "base/soft.h"

/*
 * A date or time as the input function of the type is to see it: zones by abbreviation
 * are offsets.  NULL where an error was noted.  Any array's text may be one, too.
 */
extern char *api_strict_time(char *value, Oid typid, Node *soft);

/* Does the value of type date, timestamp or timestamptz have its year in the text? */
extern bool api_strict_year(const char *text, Oid typid, Datum value, Node *soft);

/* Has each element of a text of dates a year of four digits? */
extern bool api_strict_years(const char *text, Oid typid, Node *soft);

/* A duration as interval is to see it: [-]d.hh:mm[:ss[.f]] has days before the point. */
extern char *api_strict_interval(char *value);

#endif							/* API_DATUM_STRICT_H */
