/*
 * scan.c
 *		The executor's side of a foreign table.
 *
 * The first row asked for binds the values and opens the fetch; so does the first row
 * after a rescan, if the values are others.  For the same values a scan that may be
 * rewound replays the rows it kept, and then goes on reading where it stood.  One that was
 * started early (exec/eager) is open, unread, when its first row is asked for.
 *
 * A row can be tried for: the executor's own code, which filters and projects, is run with
 * the word that nobody may wait, and what it takes for the end may be a "not yet".
 */
#include "postgres.h"

#include "exec/attempt.h"
#include "exec/eager.h"
#include "exec/scan.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "plan/spec.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

typedef struct ApiScan
{
	ApiFetch   *fetch;
	bool		bound;			/* the values are known */
	bool		rewound;		/* starts over at the next row */
	bool		unread;			/* it was bound early, and no row was asked for since */
	int64		again;			/* times that the row at hand stands for one that OFFSET drops */

	/* trying */
	bool		trying;			/* a row is asked for that must not be waited for */
	bool		later;			/* there was none yet */

	ApiFeed    *feed;			/* what hands it keys beforehand, or NULL */

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
	ApiScanSpec *spec;
	ApiScan    *scan;

	if (eflags & EXEC_FLAG_EXPLAIN_ONLY)
		return;

	old = MemoryContextSwitchTo(estate->es_query_cxt);
	scan = palloc0(sizeof(ApiScan));
	spec = api_scan_spec_decode(plan->fdw_private);
	/* rows that are kept are kept one by one */
	spec->skips &= (eflags & EXEC_FLAG_REWIND) == 0;
	scan->fetch = api_fetch_create(&node->ss.ps, spec, plan->fdw_exprs, node->ss.ss_currentRelation);
	if (eflags & EXEC_FLAG_REWIND)
	{
		scan->kept = tuplestore_begin_heap(false, false, work_mem);
		tuplestore_set_eflags(scan->kept, EXEC_FLAG_REWIND);
		scan->kept_slot = ExecInitExtraTupleSlot(estate,
												 node->ss.ss_ScanTupleSlot->tts_tupleDescriptor,
												 &TTSOpsMinimalTuple);
	}
	node->fdw_state = scan;
	api_eager_register(node);
	MemoryContextSwitchTo(old);
}

ApiFeed *
api_scan_feed(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;
	MemoryContext old;

	/* parts of a table have one sub-select between them */
	if (scan->feed != NULL)
		return scan->feed;
	if (scan->bound || scan->kept || !api_fetch_may_share(scan->fetch))
		return NULL;
	old = MemoryContextSwitchTo(node->ss.ps.state->es_query_cxt);
	scan->feed = api_feed_create(scan->fetch, &node->ss.ps,
								 RelationGetDescr(node->ss.ss_currentRelation));
	MemoryContextSwitchTo(old);
	return scan->feed;
}

/* Starts over, for the values of now: replays for the same, asks for others. */
static void
start(ApiScan *scan)
{
	bool		same;

	if (scan->feed)
	{
		api_feed_start(scan->feed);
		scan->bound = true;
		return;
	}
	same = api_fetch_bind(scan->fetch);
	if (scan->bound && scan->unread && same)
		return;
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
	MemoryContext old;
	bool		there;

	if (tuplestore_ateof(scan->kept))
		return false;
	/* what comes from a file is the slot's to free, when it takes the next */
	old = MemoryContextSwitchTo(kept->tts_mcxt);
	there = tuplestore_gettupleslot(scan->kept, true, false, kept);
	MemoryContextSwitchTo(old);
	if (!there)
		return false;
	slot_getallattrs(kept);
	memcpy(slot->tts_values, kept->tts_values, sizeof(Datum) * natts);
	memcpy(slot->tts_isnull, kept->tts_isnull, sizeof(bool) * natts);
	ExecStoreVirtualTuple(slot);
	return true;
}

/* Stores the fetch's next row in the slot; false: there is none, or none yet. */
static bool
fetch_row(ApiScan *scan, TupleTableSlot *slot)
{
	ApiFetched	fetched;

	if (scan->feed == NULL && !scan->trying)
		return api_fetch_next(scan->fetch, slot);
	fetched = scan->feed ? api_feed_next(scan->feed, slot, !scan->trying) :
		api_fetch_try(scan->fetch, slot);
	scan->later = fetched == API_FETCHED_LATER;
	return fetched == API_FETCHED_ROW;
}

TupleTableSlot *
apiIterateForeignScan(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;
	TupleTableSlot *slot = node->ss.ss_ScanTupleSlot;

	if (scan->again > 0 && !scan->rewound)
	{
		scan->again--;
		return slot;
	}
	ExecClearTuple(slot);
	if (!scan->bound || scan->rewound)
	{
		scan->rewound = false;
		scan->again = 0;
		api_eager_check(node);
		start(scan);
		api_eager_start(node);
	}
	scan->unread = false;
	if (scan->kept && replay_row(scan, slot))
		return slot;
	if (!fetch_row(scan, slot))
		return slot;
	scan->again = api_fetch_left_out(scan->fetch);
	if (scan->kept)
		tuplestore_puttupleslot(scan->kept, slot);
	return slot;
}

bool
api_scan_try(ForeignScanState *node, TupleTableSlot **slot)
{
	ApiScan    *scan = node->fdw_state;

	scan->trying = true;
	scan->later = false;
	*slot = node->ss.ps.ExecProcNodeReal(&node->ss.ps);
	scan->trying = false;
	if (TupIsNull(*slot))
		*slot = NULL;
	return *slot != NULL || !scan->later;
}

bool
api_scan_starves(const ForeignScanState *node)
{
	const ApiScan *scan = node->fdw_state;

	return api_fetch_starves(scan->fetch);
}

bool
api_scan_waits(const ForeignScanState *node)
{
	const ApiScan *scan = node->fdw_state;

	return scan->bound && !scan->rewound && (scan->kept == NULL || tuplestore_ateof(scan->kept)) &&
		api_fetch_waits(scan->fetch);
}

int64
api_scan_requests(ForeignScanState *node)
{
	const ApiScan *scan = node->fdw_state;

	return scan->bound || scan->feed ? 0 : api_fetch_requests(scan->fetch);
}

/* ApiAttemptWork */
static void
start_early(void *arg)
{
	start(arg);
}

void
api_scan_start(ForeignScanState *node)
{
	ApiScan    *scan = node->fdw_state;
	MemoryContext errors;

	if (scan->bound || scan->feed || !api_fetch_may_start_early(scan->fetch) || !api_attempt_may())
		return;
	errors = AllocSetContextCreate(CurrentMemoryContext, "api_fdw early start", ALLOCSET_SMALL_SIZES);
	scan->unread = api_attempt(start_early, scan, errors) == NULL;
	if (!scan->unread)
		api_fetch_retreat(scan->fetch);
	MemoryContextDelete(errors);
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
	api_fetch_warn(scan->fetch);
	if (scan->feed)
		api_feed_close(scan->feed);
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
