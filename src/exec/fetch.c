/*
 * fetch.c
 *		The rows of a foreign table for given values.
 *
 * Who frees what: the fetch and its Datums live in the query's memory context.  What
 * lives on malloc (endpoint, credentials, projections and bindings before a stream takes
 * them, then the stream) hangs on the fetch, and goes with api_fetch_close or, after an
 * error, with the reset callback of that context, whichever comes first.
 */
#include "postgres.h"

#include "access/xact.h"
#include "base/raise.h"
#include "base/settings.h"
#include "exec/fetch_state.h"
#include "exec/known.h"
#include "exec/own.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "rest/upkeep.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* ---- freeing ---- */

/* Frees the stream, and what one in the making has left. */
static void
release_stream(ApiFetch *fetch)
{
	api_stream_close(fetch->stream);
	if (fetch->parts.endpoint)
		api_endpoint_free(fetch->parts.endpoint);
	if (fetch->parts.auth)
		api_auth_free(fetch->parts.auth);
	api_endpoint_free(fetch->parts.following);
	api_paging_free(fetch->parts.paging);
	api_failure_policy_free(&fetch->parts.policy);
	if (fetch->parts.projection)
		api_projection_free(fetch->parts.projection);
	if (fetch->parts.declared)
		api_projection_free(fetch->parts.declared);
	memset(&fetch->parts, 0, sizeof(fetch->parts));
	fetch->stream = NULL;
	fetch->page = NULL;
}

/* Frees all that lives on malloc; may be called again, and from a reset callback.  No scan of the
 * statement reads on. */
static void
release(void *arg)
{
	ApiFetch   *fetch = arg;

	api_hold_end(fetch->hold);
	release_stream(fetch);
	api_fetch_free_keys(fetch);
	api_bindings_free(fetch->fresh);
	api_bindings_free(fetch->bindings);
	fetch->fresh = NULL;
	fetch->bindings = NULL;
	if (fetch->begun)
		api_upkeep_scan_ended(fetch->own);
	fetch->begun = false;
}

void
api_fetch_close(ApiFetch *fetch)
{
	release(fetch);
}

/* ---- beginning ---- */

ApiFetch *
api_fetch_create(PlanState *parent, ApiScanSpec *spec, List *exprs, Relation relation)
{
	ApiFetch   *fetch = palloc0(sizeof(ApiFetch));

	fetch->user = OidIsValid(spec->user) ? spec->user : GetUserId();
	fetch->again = parent->plan && parent->plan->allParam != NULL;
	fetch->strict = spec->strict;
	fetch->own = api_own_query(parent->state);
	fetch->hides_values = spec->security_barrier;
	fetch->past.first_page_us = -1;
	dlist_init(&fetch->keys);
	fetch->callback.func = release;
	fetch->callback.arg = fetch;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &fetch->callback);
	fetch->begun = true;

	fetch->config = api_config_load(RelationGetRelid(relation), fetch->user);
	fetch->hold = api_hold_join(parent->state, fetch->config, fetch->user, fetch->again);
	fetch->partition = api_partition_create(relation);
	if (fetch->partition)
		spec->wanted = bms_union(spec->wanted, api_partition_columns(fetch->partition));
	fetch->spec = spec;
	fetch->context = CurrentMemoryContext;
	fetch->binder = api_binder_create(parent, spec, fetch->config->columns, exprs,
									  fetch->partition, fetch->config->max_fanout);
	fetch->fresh_memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw bindings",
												ALLOCSET_SMALL_SIZES);
	fetch->memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw bindings",
										  ALLOCSET_SMALL_SIZES);
	fetch->parts_memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw stream",
												ALLOCSET_SMALL_SIZES);
	fetch->row = api_row_create(spec, fetch->config);
	fetch->row_memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw row",
											  ALLOCSET_DEFAULT_SIZES);
	fetch->reject = fetch->strict ? NULL : api_reject_create(fetch->config);
	if (fetch->reject)
		fetch->batch = api_batch_create(fetch->row, fetch->reject,
										RelationGetDescr(relation)->natts);
	else
		api_row_reuse(fetch->row);
	return fetch;
}

/* ---- values ---- */

/* Of what goes wrong with the values that are to be sent. */
void
api_fetch_context(void *arg)
{
	const ApiFetch *fetch = arg;

	api_errtable(&fetch->config->table, NULL);
}

bool
api_fetch_bind(ApiFetch *fetch)
{
	ErrorContextCallback callback = {NULL, api_fetch_context, fetch};
	MemoryContext old;

	api_bindings_free(fetch->fresh);
	fetch->fresh = NULL;
	MemoryContextReset(fetch->fresh_memory);
	old = MemoryContextSwitchTo(fetch->fresh_memory);
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	fetch->fresh_bound = api_binder_bind(fetch->binder, &fetch->fresh);
	error_context_stack = callback.previous;
	MemoryContextSwitchTo(old);
	return fetch->bindings != NULL && api_bindings_equal(fetch->fresh, fetch->bindings);
}

/* The values that were bound last become those that are asked for. */
static void
take_fresh(ApiFetch *fetch)
{
	MemoryContext spare = fetch->memory;

	api_bindings_free(fetch->bindings);
	fetch->bindings = fetch->fresh;
	fetch->bound = fetch->fresh_bound;
	fetch->memory = fetch->fresh_memory;
	fetch->fresh = NULL;
	fetch->fresh_memory = spare;
}

/* ---- opening ---- */

void
api_fetch_stop(ApiFetch *fetch)
{
	if (fetch->stream)
	{
		fetch->again = true;
		api_fetch_add_stats(&fetch->past, fetch->stream);
		api_fetch_note(fetch);
	}
	release_stream(fetch);
	api_row_restart(fetch->row);
	api_batch_reset(fetch->batch);
	fetch->past_rejects.records += api_reject_records(fetch->reject);
	fetch->past_rejects.values += api_reject_values(fetch->reject);
	api_reject_reset(fetch->reject);
	fetch->ended = false;
}

/* Makes what a stream is made of; each part hangs on the fetch as soon as it is there. */
static void
make_parts(ApiFetch *fetch)
{
	ApiStreamSpec *parts = &fetch->parts;
	ApiError	err = API_ERROR_INIT;

	parts->auth = api_config_auth(fetch->config, fetch->user);
	parts->endpoint = api_config_endpoint(fetch->config);
	parts->following = api_config_following(fetch->config);
	parts->paging = api_config_paging(fetch->config);
	api_config_policy(fetch->config, &parts->policy);
	parts->policy.strict = fetch->strict;
	parts->projection = api_config_projection(fetch->config);
	/* the number of rows is that of any array's elements */
	if (fetch->config->in_columns)
		api_row_declare(fetch->config, parts->projection);
	api_row_project(fetch->row, parts->projection);
	parts->nshown = api_projection_slots(parts->projection);
	(void) api_paging_project(parts->paging, parts->projection, &err);
	for (int i = 0; i < parts->policy.nerrors && !api_error_is_set(&err); i++)
		(void) api_envelope_project(&parts->policy.errors[i], parts->projection, &err);
	if (api_error_is_set(&err))
		api_error_check_of(&err, &fetch->config->table);
	parts->declared = api_config_projection(fetch->config);
	api_row_declare(fetch->config, parts->declared);
	if (!fetch->config->in_columns && !api_row_reads_nulls(fetch->config, parts->declared))
		api_projection_drop_nulls(parts->projection);

	parts->pool = api_config_pool(fetch->config);
}

/* Who shows what was sent, and could be ignored: a path cannot. */
static uint64
told_params(const ApiColumns *columns)
{
	uint64		params = 0;

	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (api_column_is_told(column) && column->param_number < 64)
			params |= UINT64CONST(1) << column->param_number;
	}
	return params;
}

void
api_fetch_allow(void)
{
	api_stream_allow(GetCurrentStatementStartTimestamp(), api_max_requests, api_max_connections);
}

void
api_fetch_open_stream(ApiFetch *fetch)
{
	MemoryContext old = MemoryContextSwitchTo(fetch->parts_memory);
	ApiError	err = API_ERROR_INIT;
	ApiStreamSpec taken;

	api_fetch_allow();
	make_parts(fetch);
	MemoryContextSwitchTo(old);
	MemoryContextReset(fetch->parts_memory);

	/* from here on they are the stream's */
	taken = fetch->parts;
	taken.table = &fetch->config->table;
	taken.hides_values = fetch->hides_values;
	taken.family = api_hold_family(fetch->hold, fetch->config, fetch->user, fetch->again || fetch->shared);
	fetch->keeps = taken.family.shelf && taken.family.wanted > 0;
	taken.limits = fetch->config->limits;
	taken.scan_buffer = fetch->config->scan_buffer;
	taken.format = fetch->config->format;
	taken.in_columns = fetch->config->in_columns;
	api_fetch_want(fetch, &taken);
	taken.keep_order = fetch->config->keep_order && !fetch->shared;
	taken.tells_ends = fetch->shared;
	taken.shown = api_known_next(fetch->config);
	taken.told_params = taken.limit > 0 ? 0 : told_params(fetch->config->columns);
	taken.bindings = fetch->shared ? NULL : api_bindings_share(fetch->bindings);
	memset(&fetch->parts, 0, sizeof(fetch->parts));
	fetch->stream = api_stream_open(&taken, &err);
	api_error_check_of(&err, &fetch->config->table);
}

void
api_fetch_open(ApiFetch *fetch)
{
	api_fetch_stop(fetch);
	take_fresh(fetch);
	api_fetch_fan_out(fetch, fetch->bindings);
	if (api_bindings_count(fetch->bindings) > 0)
		api_fetch_open_stream(fetch);
	else
		fetch->ended = true;
}

bool
api_fetch_may_start_early(ApiFetch *fetch)
{
	return fetch->config->start_early && api_binder_may_bind(fetch->binder);
}

int64
api_fetch_requests(ApiFetch *fetch)
{
	if (!api_binder_may_bind(fetch->binder))
		return 0;
	(void) api_fetch_bind(fetch);
	return api_bindings_count(fetch->fresh);
}

/* ---- reading ---- */

void
api_fetch_check(const ApiFetch *fetch, ApiError *err)
{
	api_error_check_of(err, &fetch->config->table);
}

void
api_fetch_leave_page(ApiFetch *fetch)
{
	ApiPage    *page = fetch->page;

	if (page == NULL)
		return;
	api_row_end(fetch->row);
	if (fetch->keeps)
		api_hold_make_room(fetch->hold, page);
	fetch->page = NULL;
	api_stream_release(fetch->stream, page);
}

void
api_fetch_begin_page(ApiFetch *fetch, ApiPage *page, const ApiBound *bound)
{
	fetch->page = page;
	fetch->record = 0;
	fetch->records = 0;
	fetch->asked = (ApiAsked) {page->bindings, page->binding, bound};
	api_row_begin(fetch->row, fetch->stream, page, &fetch->asked);
}

bool
api_fetch_next_page(ApiFetch *fetch, bool wait)
{
	ApiPage    *page = NULL;

	api_fetch_allow();
	api_fetch_leave_page(fetch);
	fetch->record = 0;
	if (wait)
		page = api_stream_next(fetch->stream);
	else if (!api_stream_try(fetch->stream, &page))
		return false;
	if (page)
		api_fetch_begin_page(fetch, page, fetch->bound);
	else
	{
		fetch->ended = true;
		api_fetch_check_end(fetch);
	}
	return true;
}

/* Have all of the page's records been read?  They grow in number where it comes in portions. */
static inline bool
is_read(ApiFetch *fetch)
{
	if (fetch->record < fetch->records)
		return false;
	fetch->records = api_page_records(fetch->page);
	return fetch->record >= fetch->records;
}

/* A page with records left, or NULL at the end, or where it comes later. */
static ApiPage *
page_at_hand(ApiFetch *fetch, bool wait)
{
	while (!fetch->ended &&
		   (fetch->page == NULL || is_read(fetch)))
	{
		CHECK_FOR_INTERRUPTS();
		if (!api_fetch_next_page(fetch, wait))
			break;
	}
	return fetch->page;
}

/* Makes the next record the slot's row; false: it was not asked for, or is a repeat. */
static bool
read_record(ApiFetch *fetch, TupleTableSlot *slot)
{
	/* most rows leave nothing there */
	if (!fetch->row_memory->isReset)
		MemoryContextReset(fetch->row_memory);
	return api_row_convert(fetch->row, fetch->record++, slot->tts_values, slot->tts_isnull) &&
		api_row_store(fetch->row, slot->tts_values, slot->tts_isnull, slot);
}

/* The same of the next of the batch, or of the next batch. */
static bool
read_batch(ApiFetch *fetch, TupleTableSlot *slot)
{
	Datum	   *values;
	bool	   *isnull;

	if (api_batch_next(fetch->batch, &values, &isnull))
		return api_row_store(fetch->row, values, isnull, slot);
	fetch->record = api_batch_fill(fetch->batch, fetch->record, api_page_records(fetch->page));
	return false;
}

/* Are there rows to come, of this page or another? */
static bool
more_at_hand(ApiFetch *fetch, bool wait)
{
	return (fetch->batch && api_batch_more(fetch->batch)) || page_at_hand(fetch, wait) != NULL;
}

/* Does the row belong to the partition?  One that stands for a failure belongs anywhere. */
static bool
is_in_bound(ApiFetch *fetch, TupleTableSlot *slot)
{
	if (fetch->page->stands_in || api_partition_has(fetch->partition, slot))
		return true;
	fetch->out_of_bound++;
	fetch->without_key += api_partition_lacks(fetch->partition, slot);
	ExecClearTuple(slot);
	return false;
}

bool
api_fetch_read(ApiFetch *fetch, TupleTableSlot *slot)
{
	CHECK_FOR_INTERRUPTS();
	api_stream_poll();
	if (!(fetch->batch ? read_batch(fetch, slot) : read_record(fetch, slot)))
		return false;
	return fetch->partition == NULL || is_in_bound(fetch, slot);
}

static bool
read_row(ApiFetch *fetch, TupleTableSlot *slot, bool wait)
{
	bool		stored = false;
	MemoryContext old = MemoryContextSwitchTo(fetch->row_memory);

	while (!stored && more_at_hand(fetch, wait))
		stored = api_fetch_read(fetch, slot);
	MemoryContextSwitchTo(old);
	return stored;
}

bool
api_fetch_next(ApiFetch *fetch, TupleTableSlot *slot)
{
	return read_row(fetch, slot, true);
}

ApiFetched
api_fetch_try(ApiFetch *fetch, TupleTableSlot *slot)
{
	if (read_row(fetch, slot, false))
		return API_FETCHED_ROW;
	return fetch->ended ? API_FETCHED_END : API_FETCHED_LATER;
}
