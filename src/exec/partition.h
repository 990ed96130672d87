/*
 * partition.h
 *		The bound of a partition, which PostgreSQL leaves to a foreign table to keep.
 */
#ifndef API_PARTITION_H
#define API_PARTITION_H

#include "postgres.h"

#include "executor/tuptable.h"
#include "utils/rel.h"

typedef struct ApiPartition ApiPartition;

/* NULL: the table is no partition, or one without a bound.  In the current memory context. */
extern ApiPartition *api_partition_create(Relation relation);

/* The columns (attnums) that the bound reads. */
extern const Bitmapset *api_partition_columns(const ApiPartition *partition);

/* Sets one of them, whose value must live until it is set again; and does the bound hold? */
extern void api_partition_set(ApiPartition *partition, AttrNumber attnum, Datum value);
extern bool api_partition_holds(ApiPartition *partition);

/* Is a row, of the table's columns, within the bound? */
extern bool api_partition_has(ApiPartition *partition, TupleTableSlot *row);

/* Has the row no value for any column of the bound? */
extern bool api_partition_lacks(const ApiPartition *partition, const TupleTableSlot *row);

#endif							/* API_PARTITION_H */
