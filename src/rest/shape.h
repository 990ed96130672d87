/*
 * shape.h
 *		Is a whole document the records that the table's columns describe?
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SHAPE_H
#define API_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "json/reader.h"

/*
 * The reader has read body[0 .. len) to its end.  An array is its elements, null
 * is no records.  An object is the one record only if it has a value for some
 * declared column; a string, number or literal only if a column wants '$'.
 * Otherwise API_ERR_RECORDS, whose hint names the arrays that the body has.  Records
 * of a kind that no declared column reads are API_ERR_RECORDS, too.  *missing: the
 * records' place is not there, or the root is no record.
 *
 * projection is the reader's: the paths that the query wants.  declared has those of
 * all columns, so that count(*) is judged like the rest; NULL: projection is all there
 * is.  Without slots any value is a record.
 */
extern bool api_shape_check(const ApiReader *reader, const ApiProjection *projection,
							const ApiProjection *declared, const char *body, size_t len,
							bool *missing, ApiError *err);

/*
 * Have all ancestors of records nothing at the records' place?  Then err says so: whether
 * the place is known depends on the rest of the scan.
 */
extern bool api_shape_unplaced(const ApiReader *reader, const ApiProjection *projection,
							   const char *body, size_t len, ApiError *err);

#endif							/* API_SHAPE_H */
