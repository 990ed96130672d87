/*
 * scan.h
 *		The executor's side of a foreign table: begin, next row, again, end.
 *
 * Nothing is sent before the first row is asked for.
 */
#ifndef API_SCAN_H
#define API_SCAN_H

#include "postgres.h"

#include "exec/fetch.h"
#include "foreign/fdwapi.h"

extern void apiBeginForeignScan(ForeignScanState *node, int eflags);
extern TupleTableSlot *apiIterateForeignScan(ForeignScanState *node);
extern void apiReScanForeignScan(ForeignScanState *node);
extern void apiEndForeignScan(ForeignScanState *node);

/* Never: each worker would send all requests again. */
extern bool apiIsForeignScanParallelSafe(PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte);

/* What the scan fetches; NULL: it was not begun (plain EXPLAIN). */
extern const ApiFetch *api_scan_fetch(const ForeignScanState *node);

#endif							/* API_SCAN_H */
