/*
 * scan.c
 *		The executor's side of a foreign table.
 *
 * A scan is fresh (nothing bound), reading (a stream is open, a page may be at
 * hand) or at its end.  The first row asked for binds the values and opens the
 * stream; so does the first row after a rescan, if the values are others.  For the
 * same values a scan that may be rewound replays the rows it kept, and then goes
 * on reading where it stood.
 *
 * Who frees what: the scan, its Datums and kept rows live in the query's memory
 * context.  What lives on malloc (endpoint, credentials, projections and bindings
 * before a stream takes them, then the stream) hangs on the scan's struct, and
 * goes with EndForeignScan or, after an error, with the reset callback of that
 * context, whichever comes first.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/batch.h"
#include "exec/bind.h"
#include "exec/row.h"
#include "exec/scan.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "plan/spec.h"
#include "rest/config.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

typedef struct ApiScan
{
	ApiConfig  *config;
	Oid			user;			/* whose mapping is used */
	ApiBinder  *binder;
	ApiRow	   *row;
	ApiReject  *reject;			/* NULL: a value that does not fit is an error */
	ApiBatch   *batch;			/* of rows made ahead, where it is none */
	MemoryContext row_memory;	/* of the row at hand */
	MemoryContextCallback callback; /* frees what lives on malloc */

	/* malloc'd; the stream takes them when it opens */
	ApiStreamSpec parts;
	ApiBindings *fresh;			/* just bound */
	ApiBindings *bindings;		/* of a scan that has no stream */

	/* reading */
	bool		bound;			/* the values are known */
	bool		rewound;		/* starts over at the next row */
	ApiStream  *stream;			/* NULL: none is needed, or not open yet */
	ApiPage    *page;			/* the stream's; NULL: at none */
	size_t		record;			/* its next record */
	bool		ended;			/* the stream has no more pages */
	int64		limit;			/* rows that are wanted; 0: all */
	bool		strict;			/* no failure is passed over */

	/* rewinding */
	Tuplestorestate *kept;		/* rows read so far; NULL: never rewound */
	TupleTableSlot *kept_slot;

	ApiStreamStats past;		/* of streams that are closed */
	ApiScanRejects past_rejects;	/* of rows made of them */
} ApiScan;

/* ---- freeing ---- */

/* Frees what lives on malloc; may be called again, and from a reset callback. */
static void
release(void *arg)
{
	ApiScan    *scan = arg;

	api_stream_close(scan->stream);
	if (scan->parts.endpoint)
		api_endpoint_free(scan->parts.endpoint);
	if (scan->parts.auth)
		api_auth_free(scan->parts.auth);
	api_endpoint_free(scan->parts.following);
	api_paging_free(scan->parts.paging);
	api_failure_policy_free(&scan->parts.policy);
	if (scan->parts.projection)
		api_projection_free(scan->parts.projection);
	if (scan->parts.declared)
		api_projection_free(scan->parts.declared);
	if (scan->fresh)
		api_bindings_free(scan->fresh);
	if (scan->bindings)
		api_bindings_free(scan->bindings);
	memset(&scan->parts, 0, sizeof(scan->parts));
	scan->stream = NULL;
	scan->page = NULL;
	scan->fresh = NULL;
	scan->bindings = NULL;
}

/* ---- figures ---- */

static void
add_stats(ApiStreamStats *sum, const ApiStream *stream)
{
	ApiStreamStats one;

	api_stream_stats(stream, &one);
	sum->queue.requests += one.queue.requests;
	sum->queue.retries += one.queue.retries;
	sum->queue.redirects += one.queue.redirects;
	sum->queue.bytes += one.queue.bytes;
	sum->queue.connections_opened += one.queue.connections_opened;
	sum->queue.connections_reused += one.queue.connections_reused;
	sum->queue.transfer_us += one.queue.transfer_us;
	sum->queue.in_flight = one.queue.in_flight;
	sum->queue.peak_in_flight = Max(sum->queue.peak_in_flight, one.queue.peak_in_flight);
	sum->pages += one.pages;
	sum->records += one.records;
	sum->guesses += one.guesses;
	sum->past_end += one.past_end;
	sum->ignored += one.ignored;
	sum->repeats += one.repeats;
	sum->incomplete += one.incomplete;
	sum->wait_us += one.wait_us;
	if (sum->first_page_us < 0)
		sum->first_page_us = one.first_page_us;
}

bool
api_scan_stats(const ForeignScanState *node, ApiStreamStats *stats)
{
	const ApiScan *scan = node->fdw_state;

	if (scan == NULL)
		return false;
	*stats = scan->past;
	if (scan->stream)
		add_stats(stats, scan->stream);
	return true;
}

/* ---- beginning ---- */

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
	scan->user = OidIsValid(spec->user) ? spec->user : GetUserId();
	scan->limit = spec->limit;
	scan->strict = spec->strict;
	scan->past.first_page_us = -1;
	scan->callback.func = release;
	scan->callback.arg = scan;
	MemoryContextRegisterResetCallback(estate->es_query_cxt, &scan->callback);

	scan->config = api_config_load(RelationGetRelid(node->ss.ss_currentRelation), scan->user);
	scan->binder = api_binder_create(&node->ss.ps, spec, scan->config->columns, plan->fdw_exprs,
									 scan->config->max_fanout);
	scan->row = api_row_create(spec, scan->config, scan->binder);
	scan->row_memory = AllocSetContextCreate(estate->es_query_cxt, "api_fdw row",
											 ALLOCSET_DEFAULT_SIZES);
	scan->reject = api_reject_create(scan->config);
	if (scan->reject)
		scan->batch = api_batch_create(scan->row, scan->reject,
									   node->ss.ss_ScanTupleSlot->tts_tupleDescriptor->natts);
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

bool
api_scan_rejects(const ForeignScanState *node, ApiScanRejects *rejects)
{
	const ApiScan *scan = node->fdw_state;

	if (scan == NULL || scan->reject == NULL)
		return false;
	rejects->keeps_records = api_reject_sets_null(scan->reject);
	rejects->records = scan->past_rejects.records + api_reject_records(scan->reject);
	rejects->values = scan->past_rejects.values + api_reject_values(scan->reject);
	return true;
}

/* ---- opening ---- */

/* The bindings of the stream or, where there is none, the scan's own. */
static const ApiBindings *
current_bindings(const ApiScan *scan)
{
	return scan->stream ? api_stream_bindings(scan->stream) : scan->bindings;
}

static void
close_stream(ApiScan *scan)
{
	if (scan->stream)
		add_stats(&scan->past, scan->stream);
	release(scan);
	api_row_restart(scan->row);
	api_batch_reset(scan->batch);
	scan->past_rejects.records += api_reject_records(scan->reject);
	scan->past_rejects.values += api_reject_values(scan->reject);
	api_reject_reset(scan->reject);
	if (scan->kept)
		tuplestore_clear(scan->kept);
	scan->bound = false;
	scan->ended = false;
}

/* Opens a stream for the scan's bindings. */
static void
open_stream(ApiScan *scan)
{
	ApiStreamSpec *parts = &scan->parts;
	ApiStreamSpec taken;
	ApiError	err = API_ERROR_INIT;

	/* each part hangs on the scan as soon as it is there */
	parts->auth = api_config_auth(scan->config, scan->user);
	parts->endpoint = api_config_endpoint(scan->config);
	parts->following = api_config_following(scan->config);
	parts->paging = api_config_paging(scan->config);
	api_config_policy(scan->config, &parts->policy);
	if (scan->strict)
		parts->policy.on_http_error = API_HTTP_ERROR_STOP;
	parts->projection = api_config_projection(scan->config);
	/* the number of rows is that of any array's elements */
	if (scan->config->in_columns)
		api_row_declare(scan->config, parts->projection);
	api_row_project(scan->row, parts->projection);
	parts->nshown = api_projection_slots(parts->projection);
	if (!api_paging_project(parts->paging, parts->projection, &err) ||
		!api_envelope_project(&parts->policy.error, parts->projection, &err))
		api_error_raise(&err);
	parts->declared = api_config_projection(scan->config);
	api_row_declare(scan->config, parts->declared);

	parts->pool = api_config_pool(scan->config);

	/* from here on they are the stream's */
	taken = *parts;
	taken.limits = scan->config->limits;
	taken.scan_buffer = scan->config->scan_buffer;
	taken.format = scan->config->format;
	taken.in_columns = scan->config->in_columns;
	taken.limit = scan->limit;
	taken.keep_order = scan->config->keep_order;
	taken.bindings = scan->bindings;
	memset(parts, 0, sizeof(*parts));
	scan->bindings = NULL;
	scan->stream = api_stream_open(&taken, &err);
	api_error_check(&err);
}

/* Starts over, for the values of now: replays for the same, asks for others. */
static void
start(ApiScan *scan)
{
	ApiBindings *fresh;

	api_binder_bind(scan->binder, &scan->fresh);
	fresh = scan->fresh;
	if (scan->bound && scan->kept && api_bindings_equal(fresh, current_bindings(scan)))
	{
		scan->fresh = NULL;
		api_bindings_free(fresh);
		tuplestore_rescan(scan->kept);
		return;
	}

	scan->fresh = NULL;
	close_stream(scan);
	scan->bindings = fresh;
	scan->bound = true;
	if (api_bindings_count(fresh) > 0)
		open_stream(scan);
	else
		scan->ended = true;
}

/* ---- reading ---- */

/* The scan has come to its end: one warning of what it passed over, if it did. */
static void
warn_of_gaps(const ApiScan *scan)
{
	ApiStreamStats stats;

	api_row_log_drift(scan->row);
	api_stream_stats(scan->stream, &stats);
	if (stats.ignored > 0)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("%lld of the requests failed and were ignored", (long long) stats.ignored),
				 errdetail("The first: %s.", api_stream_ignored(scan->stream)),
				 errhint("The option on_http_error says what becomes of failed requests.  Pages behind"
						 " a failed one are not read where only it could tell of them.")));
	if (api_row_repeats(scan->row) > 0)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("%lld records that came twice were ignored",
						(long long) api_row_repeats(scan->row)),
				 errhint("Records may have been added while the pages were read; others may be"
						 " missing where some were removed.")));
	api_reject_warn(scan->reject);
	if (stats.incomplete > 0)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("the records are not as many as the API declares"),
				 errdetail("%s.", api_stream_incomplete(scan->stream))));
}

/* A page with records left, or NULL at the end. */
static ApiPage *
page_at_hand(ApiScan *scan)
{
	while (!scan->ended && (scan->page == NULL || scan->record >= api_page_records(scan->page)))
	{
		CHECK_FOR_INTERRUPTS();
		if (scan->page)
		{
			ApiPage    *page = scan->page;

			api_row_end(scan->row);
			scan->page = NULL;
			api_stream_release(scan->stream, page);
		}
		scan->page = api_stream_next(scan->stream);
		scan->record = 0;
		if (scan->page)
			api_row_begin(scan->row, scan->stream, scan->page);
		else
		{
			scan->ended = true;
			warn_of_gaps(scan);
		}
	}
	return scan->page;
}

/* Makes the next record the slot's row; false: it was not asked for, or is a repeat. */
static bool
read_record(ApiScan *scan, TupleTableSlot *slot)
{
	MemoryContextReset(scan->row_memory);
	return api_row_convert(scan->row, scan->record++, slot->tts_values, slot->tts_isnull) &&
		api_row_store(scan->row, slot->tts_values, slot->tts_isnull, slot);
}

/* The same of the next of the batch, or of the next batch. */
static bool
read_batch(ApiScan *scan, TupleTableSlot *slot)
{
	Datum	   *values;
	bool	   *isnull;

	if (api_batch_next(scan->batch, &values, &isnull))
		return api_row_store(scan->row, values, isnull, slot);
	scan->record = api_batch_fill(scan->batch, scan->record, api_page_records(scan->page));
	return false;
}

/* Are there rows to come, of this page or another? */
static bool
more_at_hand(ApiScan *scan)
{
	return (scan->batch && api_batch_more(scan->batch)) || page_at_hand(scan) != NULL;
}

/* Stores the next row in the slot; false: there is none. */
static bool
read_row(ApiScan *scan, TupleTableSlot *slot)
{
	bool		stored = false;
	MemoryContext old = MemoryContextSwitchTo(scan->row_memory);

	while (!stored && more_at_hand(scan))
	{
		CHECK_FOR_INTERRUPTS();
		api_stream_poll();
		stored = scan->batch ? read_batch(scan, slot) : read_record(scan, slot);
	}
	MemoryContextSwitchTo(old);
	return stored;
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
	if (read_row(scan, slot) && scan->kept)
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
	release(scan);
	if (scan->kept)
		tuplestore_end(scan->kept);
	scan->kept = NULL;
}

bool
apiIsForeignScanParallelSafe(PlannerInfo *root, RelOptInfo *rel, RangeTblEntry *rte)
{
	return false;
}
