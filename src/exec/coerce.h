/*
 * coerce.h
 *		A value of a clause as one that a column can have.
 */
#ifndef API_COERCE_H
#define API_COERCE_H

#include "postgres.h"

#include "rest/columns.h"

typedef struct ApiCoerce ApiCoerce;

/* For the type of the column, with its length and, for a domain, its constraints. */
extern ApiCoerce *api_coerce_create(const ApiColumn *column);

/*
 * Makes *datum, of a type that the column's is compared with, a value of the column's base
 * type, in the current memory context.  false: no value of the column's type equals it.
 * Raises only what a domain's constraint raises.
 */
extern bool api_coerce_value(const ApiCoerce *coerce, Oid type, Datum *datum);

#endif							/* API_COERCE_H */
