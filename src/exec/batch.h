/*
 * batch.h
 *		Rows that are converted some at a time, where one that fails is no error.
 */
#ifndef API_BATCH_H
#define API_BATCH_H

#include "postgres.h"

#include "exec/reject.h"
#include "exec/row.h"

typedef struct ApiBatch ApiBatch;

/*
 * For rows with that many attributes.  In the current memory context; row and reject must
 * live as long.
 */
extern ApiBatch *api_batch_create(ApiRow *row, ApiReject *reject, int natts);

/*
 * Converts records of the page at hand, from first to at most last - 1, and gives the
 * first that was not looked at.  What it gave before is gone.  Raises what
 * api_reject_try raises, and beyond reject_limit.
 */
extern size_t api_batch_fill(ApiBatch *batch, size_t first, size_t last);

/* The next row's values, which live until the next fill; false: there is none. */
extern bool api_batch_next(ApiBatch *batch, Datum **values, bool **isnull);

/* Is there a next row? */
extern bool api_batch_more(const ApiBatch *batch);

/* Forgets all rows: the scan starts over. */
extern void api_batch_reset(ApiBatch *batch);

#endif							/* API_BATCH_H */
