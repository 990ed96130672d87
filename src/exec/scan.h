/*
 * scan.h
 *		The executor's side of a foreign table: begin, next row, again, end.
 *
 * Nothing is sent before the first row is asked for.
 */
#ifndef API_SCAN_H
#define API_SCAN_H

#include "postgres.h"

#include "foreign/fdwapi.h"
#include "rest/stream.h"

extern void apiBeginForeignScan(ForeignScanState *node, int eflags);
extern TupleTableSlot *apiIterateForeignScan(ForeignScanState *node);
extern void apiReScanForeignScan(ForeignScanState *node);
extern void apiEndForeignScan(ForeignScanState *node);

/* Never: each worker would send all requests again. */
extern bool apiIsForeignScanParallelSafe(PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte);

/*
 * What the scan has done so far, over all its streams; false: it was not begun
 * (plain EXPLAIN).
 */
extern bool api_scan_stats(const ForeignScanState *node, ApiStreamStats *stats);

/* What on_error passed over. */
typedef struct ApiScanRejects
{
	bool		keeps_records;	/* values were set to NULL; else records were passed over */
	int64		records;
	int64		values;
} ApiScanRejects;

/* The same of all its rows; false: it was not begun, or on_error is stop. */
extern bool api_scan_rejects(const ForeignScanState *node, ApiScanRejects *rejects);

#endif							/* API_SCAN_H */
