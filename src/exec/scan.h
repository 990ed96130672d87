/*
 * scan.h
 *		The executor's side of a foreign table: begin, next row, again, end.
 *
 * Nothing is sent before the first row is asked for, of this scan or of one that starts it
 * early (exec/eager).
 */
#ifndef API_SCAN_H
#define API_SCAN_H

#include "postgres.h"

#include "exec/feed.h"
#include "foreign/fdwapi.h"

extern void apiBeginForeignScan(ForeignScanState *node, int eflags);
extern TupleTableSlot *apiIterateForeignScan(ForeignScanState *node);
extern void apiReScanForeignScan(ForeignScanState *node);
extern void apiEndForeignScan(ForeignScanState *node);

/* Never: each worker would send all requests again. */
extern bool apiIsForeignScanParallelSafe(PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte);

/*
 * The node's next row, projected and filtered, in *slot, or NULL there: no more; without
 * waiting: false if there is neither yet.
 */
extern bool api_scan_try(ForeignScanState *node, TupleTableSlot **slot);

/* Is it known to have no row yet? */
extern bool api_scan_waits(const ForeignScanState *node);

/* Can nothing of it come, for want of a connection that nobody is about to give back? */
extern bool api_scan_starves(const ForeignScanState *node);

/*
 * Sends the first requests, unless that was done or the option start_early is off; the
 * values must be those of the first row.  Does not wait.  Where it would raise, but for an
 * interrupt, it sends nothing: what is wrong is raised when the first row is asked for, if it is.
 */
extern void api_scan_start(ForeignScanState *node);

/* The requests that it will send at least, before it has begun; 0 where that is not known. */
extern int64 api_scan_requests(ForeignScanState *node);

/*
 * Lets whoever reads ahead hand it keys (see exec/feed); NULL: it has begun to send, keeps its
 * rows to be rewound, or may not share requests between keys.
 */
extern ApiFeed *api_scan_feed(ForeignScanState *node);

/* What the scan fetches; NULL: it was not begun (plain EXPLAIN). */
extern const ApiFetch *api_scan_fetch(const ForeignScanState *node);

#endif							/* API_SCAN_H */
