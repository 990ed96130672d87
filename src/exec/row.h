/*
 * row.h
 *		From a page's records to rows.
 */
#ifndef API_ROW_H
#define API_ROW_H

#include "postgres.h"

#include "exec/bind.h"
#include "executor/tuptable.h"
#include "json/reader.h"
#include "plan/spec.h"
#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiRow ApiRow;

/*
 * Learns which columns are read and how.  In the current memory context; the
 * arguments must live as long.  Raises if a column's time_format does not fit.
 */
extern ApiRow *api_row_create(const ApiScanSpec *spec, const ApiConfig *config);

/*
 * Has values that do not fit noted from here on, if those of all columns that are read
 * can be; gives the place, in the current memory context, or NULL.
 */
extern Node *api_row_soften(ApiRow *row);

/*
 * Wants the paths of the columns that are read from a stream's projection.  Each
 * stream of a scan needs a projection of its own, asked for in the same way.
 */
extern void api_row_project(ApiRow *row, ApiProjection *projection);

/* The same for all columns of the table that come from the record. */
extern void api_row_declare(const ApiConfig *config, ApiProjection *projection);

/* Does a column of the table show something of a record that is null: itself, or its key? */
extern bool api_row_reads_nulls(const ApiConfig *config, const ApiProjection *declared);

/* A page begins, which was asked for so; all stay until api_row_end. */
extern void api_row_begin(ApiRow *row, ApiStream *stream, ApiPage *page, const ApiAsked *asked);

/*
 * Makes a record (counted from 0) to the values of a row, in the current memory context;
 * columns that nobody reads are NULL.  false: it is no record that its request asked for
 * (see exec/recheck).  Raises what a column's type raises, with column, record and page
 * as context, and not_null_violation; or notes it, with the same context, and gives false.
 */
extern bool api_row_convert(ApiRow *row, size_t record, Datum *values, bool *isnull);

/* From here on the values of a record are used until the next one is converted, and no longer. */
extern void api_row_reuse(ApiRow *row);

/*
 * Stores such values, which may be the slot's own, as a virtual tuple.  false: they
 * repeat another row (see exec/unique).
 */
extern bool api_row_store(ApiRow *row, Datum *values, bool *isnull, TupleTableSlot *slot);

/*
 * The value at which api_row_convert has just failed is to be NULL from here on.  false:
 * it was none, or has been NULL already.
 */
extern bool api_row_skip_failed(ApiRow *row);
extern void api_row_skip_none(ApiRow *row);

/* All pages have been read: raises if no record was one that the columns know (exec/drift). */
extern void api_row_check(ApiRow *row);

/* The scan ends, read to its end or not: tells of columns that no record had. */
extern void api_row_warn(ApiRow *row);

/* Records that were made to rows, over all pages; and was there one, but none with the column? */
extern int64 api_row_count(const ApiRow *row);
extern bool api_row_lacks(const ApiRow *row, AttrNumber attnum);

/* Was there one with the column? */
extern bool api_row_has(const ApiRow *row, AttrNumber attnum);

/* Records that were passed over because their unique_key had come before. */
extern int64 api_row_repeats(const ApiRow *row);

/* The scan starts over, with other values: no row has been seen. */
extern void api_row_restart(ApiRow *row);

/* The page has been read to its end. */
extern void api_row_end(ApiRow *row);

#endif							/* API_ROW_H */
