/*
 * fetch.h
 *		The rows of a foreign table for given values: what a scan and a join share.
 *
 * A fetch is bound to values, opens a stream for them, and makes rows of its pages.
 * It may be bound to others and opened again.  A fetch that is shared keeps one stream
 * open, asks for further values in it, and says whose each row is.
 */
#ifndef API_FETCH_H
#define API_FETCH_H

#include "postgres.h"

#include "exec/bind.h"
#include "executor/tuptable.h"
#include "nodes/execnodes.h"
#include "plan/spec.h"
#include "rest/stream.h"
#include "utils/rel.h"

typedef struct ApiFetch ApiFetch;

/*
 * For the columns that the spec wants of a foreign table; exprs are the values of its
 * pushed columns, evaluated in parent's expression context.  In the current memory
 * context, which must be the query's: what lives on malloc goes with it.  Sends nothing.
 */
extern ApiFetch *api_fetch_create(PlanState *parent, const ApiScanSpec *spec, List *exprs,
								  Relation relation);

/*
 * Evaluates the values.  true: they are those that the fetch is open for.  Raises what
 * api_binder_bind raises.
 */
extern bool api_fetch_bind(ApiFetch *fetch);

/* Opens a stream for the values of the last api_fetch_bind; what was open is closed. */
extern void api_fetch_open(ApiFetch *fetch);

/* May it be opened before its rows are asked for?  The option prefetch_start. */
extern bool api_fetch_may_start_early(const ApiFetch *fetch);

/*
 * Stores the next row in a virtual slot; false: there is none.  Waits; raises what the
 * stream and the columns' types raise.
 */
extern bool api_fetch_next(ApiFetch *fetch, TupleTableSlot *slot);

/* The same without waiting: there is a row, none, or none yet. */
typedef enum ApiFetched
{
	API_FETCHED_ROW,
	API_FETCHED_END,
	API_FETCHED_LATER
} ApiFetched;

extern ApiFetched api_fetch_try(ApiFetch *fetch, TupleTableSlot *slot);

/* Frees what lives on malloc; may be called again. */
extern void api_fetch_close(ApiFetch *fetch);

/* ---- figures ---- */

/* What on_error passed over. */
typedef struct ApiFetchRejects
{
	bool		keeps_records;	/* values were set to NULL; else records were passed over */
	int64		records;
	int64		values;
} ApiFetchRejects;

/* What was done so far, over all streams. */
extern void api_fetch_stats(const ApiFetch *fetch, ApiStreamStats *stats);

/* false: on_error is stop. */
extern bool api_fetch_rejects(const ApiFetch *fetch, ApiFetchRejects *rejects);

#endif							/* API_FETCH_H */
