/*
 * integer.h
 *		Values of the three integer types, and of date, as integers.
 */
#ifndef API_INTEGER_H
#define API_INTEGER_H

#include "postgres.h"

/* int2, int4 or int8?  The others want one of them, or date. */
extern bool api_integer_type(Oid type);

extern int64 api_integer_of(Datum datum, Oid type);

/* value must be within the type's limits. */
extern Datum api_integer_datum(int64 value, Oid type);

extern void api_integer_limits(Oid type, int64 *min, int64 *max);

#endif							/* API_INTEGER_H */
