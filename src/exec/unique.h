/*
 * unique.h
 *		The option unique_key: which rows a scan has seen before.
 */
#ifndef API_UNIQUE_H
#define API_UNIQUE_H

#include "postgres.h"

#include "nodes/bitmapset.h"
#include "rest/columns.h"
#include "rest/config.h"

typedef struct ApiUnique ApiUnique;

/*
 * For the table's unique_key, or NULL where it has none.  In the current memory
 * context, where it also keeps 16 bytes and some overhead for each row.
 */
extern ApiUnique *api_unique_create(const ApiConfig *config);

/* The attnums of the key. */
extern Bitmapset *api_unique_columns(const ApiUnique *unique);

/*
 * Has a row with these values been seen?  Notes it if not.  A row with a NULL in its
 * key is like no other.  Raises unique_violation where on_duplicate_row is stop;
 * show: the values may be quoted.
 */
extern bool api_unique_seen(ApiUnique *unique, const Datum *values, const bool *isnull, bool show);

/* Rows that were seen before, so far. */
extern int64 api_unique_repeats(const ApiUnique *unique);

/* Forgets all rows: the scan starts over. */
extern void api_unique_reset(ApiUnique *unique);

#endif							/* API_UNIQUE_H */
