/*
 * scan.c
 *		The executor's side of a foreign table.
 *
 * The first row asked for binds the values and opens the fetch; so does the first row
 * after a rescan, if the values are others.  For the same values a scan that may be
 * rewound replays the rows it kept, and then goes on reading where it stood.
 */
#include "postgres.h"

#include "exec/scan.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "plan/spec.h"
#include "utils/tuplestore.h"

typedef struct ApiScan
{
	ApiFetch   *fetch;
	bool		bound;			/* the values are known */
	bool		rewound;		/* starts over at the next row */

	/* rewinding */
	Tuplestorestate *kept;		/* rows read so far; NULL: never rewound */
	TupleTableSlot *kept_slot;
} ApiScan;

const ApiFetch *
api_scan_fetch(const ForeignScanState *node)
{
	const ApiScan *scan = node->fdw_state;

	return scan ? scan->fetch : NULL;
}

void
apiBeginForeignScan(ForeignScanState *node, int eflags)
{
	ForeignScan *plan = (ForeignScan *) node->ss.ps.plan;
	EState	   *estate = node->ss.ps.state;
	MemoryContext old;
	ApiScan    *scan;

	if (eflags & EXEC_FLAG_EXPLAIN_ONLY)
		return;

	old = MemoryContextSwitchTo(estate->es_query_cxt);
	scan = palloc0(sizeof(ApiScan));
	scan->fetch = api_fetch_create(&node->ss.ps, api_scan_spec_decode(plan->fdw_private),
								   plan->fdw_exprs, node->ss.ss_currentRelation);
	if (eflags & EXEC_FLAG_REWIND)
	{
		scan->kept = tuplestore_begin_heap(false, false, work_mem);
		tuplestore_set_eflags(scan->kept, EXEC_FLAG_REWIND);
		scan->kept_slot = ExecInitExtraTupleSlot(estate,
												 node->ss.ss_ScanTupleSlot->tts_tupleDescriptor,
												 &TTSOpsMinimalTuple);
	}
	node->fdw_state = scan;
	MemoryContextSwitchTo(old);
}

/* Starts over, for the values of now: replays for the same, asks for others. */
static void
start(ApiScan *scan)
{
	bool		same = api_fetch_bind(scan->fetch);

	if (scan->bound && scan->kept && same)
	{
		tuplestore_rescan(scan->kept);
		return;
	}
	scan->bound = false;
	if (scan->kept)
		tuplestore_clear(scan->kept);
	api_fetch_open(scan->fetch);
	scan->bound = true;
}

/* Stores the next kept row in the slot; false: all were replayed. */
static bool
replay_row(ApiScan *scan, TupleTableSlot *slot)
{
	TupleTableSlot *kept = scan->kept_slot;
	int			natts = slot->tts_tupleDescriptor->natts;

	if (tuplestore_ateof(scan->kept) ||
		!tuplestore_gettupleslot(scan->kept, true, false, kept))
		return false;
	slot_getallattrs(kept);
	memcpy(slot->tts_values, kept->tts_values, sizeof(Datum) * natts);
	memcpy(slot->tts_isnull, kept->tts_isnull, sizeof(bool) * natts);
	ExecStoreVirtualTuple(slot);
	return true;
}

TupleTableSlot *
apiIterateForeignScan(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;

	ExecClearTuple(slot);
	if (!scan->bound || scan->rewound)
	{
		scan->rewound = false;
		start(scan);
	}
	if (scan->kept && replay_row(scan, slot))
		return slot;
	if (api_fetch_next(scan->fetch, slot) && scan->kept)
		tuplestore_puttupleslot(scan->kept, slot);
	return slot;
}

/* Values are looked at when the next row is asked for. */
void
apiReScanForeignScan(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;

	if (scan)
		scan->rewound = true;
}

void
apiEndForeignScan(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;

	if (scan == NULL)
		return;
	api_fetch_close(scan->fetch);
	if (scan->kept)
		tuplestore_end(scan->kept);
	scan->kept = NULL;
}

bool
apiIsForeignScanParallelSafe(PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte)
{
	return false;
}
