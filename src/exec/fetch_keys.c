/*
 * fetch_keys.c
 *		A fetch that is shared: many keys' rows in one stream.
 *
 * Keys are on malloc, so that they can be freed when the query's memory is gone but for
 * the fetch; a page finds its key by the tag of its bindings.
 */
#include "postgres.h"

#include <stdlib.h>

#include "base/raise.h"
#include "exec/fetch_state.h"
#include "exec/render.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

bool
api_fetch_may_share(const ApiFetch *fetch)
{
	return fetch->config->batch_join && fetch->config->unique_key == NIL &&
		fetch->spec->limit == 0 && fetch->spec->limit_exprs < 0;
}

const ApiScanSpec *
api_fetch_spec(const ApiFetch *fetch)
{
	return fetch->spec;
}

void
api_fetch_share(ApiFetch *fetch)
{
	fetch->shared = true;
}

const ApiBindings *
api_fetch_values(const ApiFetch *fetch)
{
	return fetch->fresh;
}

int
api_fetch_window(const ApiFetch *fetch)
{
	return fetch->config->limits.max_concurrency;
}

ApiFetchKey *
api_fetch_key(ApiFetch *fetch)
{
	ApiFetchKey *key = calloc(1, sizeof(*key));

	if (key == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	key->bindings = fetch->fresh;
	key->bound = fetch->fresh_bound;
	key->memory = fetch->fresh_memory;
	key->left = api_bindings_count(key->bindings);
	api_bindings_set_tag(key->bindings, key);
	dlist_push_tail(&fetch->keys, &key->node);
	fetch->fresh = NULL;
	fetch->fresh_memory = AllocSetContextCreate(MemoryContextGetParent(key->memory),
												"api_fdw bindings", ALLOCSET_SMALL_SIZES);
	return key;
}

const ApiColumn *
api_fetch_list(const ApiFetch *fetch, const ApiScanSpec *spec)
{
	return api_pushed_list(spec->pushed, fetch->config->columns);
}

bool
api_fetch_wait(ApiFetch *fetch, int64 most_us)
{
	return fetch->stream && api_stream_wait(fetch->stream, most_us);
}

bool
api_fetch_same_but(const ApiFetchKey *a, const ApiFetchKey *b, const ApiColumn *list)
{
	return api_bindings_equal_but(a->bindings, b->bindings, list->param_number);
}

ApiFetchKey *
api_fetch_key_of(ApiFetch *fetch, ApiFetchKey *const *keys, int count, const ApiColumn *list)
{
	const ApiBindings **bindings = palloc(sizeof(ApiBindings *) * count);
	const ApiBound **bounds = palloc(sizeof(ApiBound *) * count);
	ApiError	err = API_ERROR_INIT;
	MemoryContext old;
	int			i;

	for (i = 0; i < count; i++)
	{
		bindings[i] = keys[i]->bindings;
		bounds[i] = keys[i]->bound;
	}
	api_bindings_free(fetch->fresh);
	MemoryContextReset(fetch->fresh_memory);
	fetch->fresh = api_bindings_merge(bindings, count, list->param_number, &err);
	api_error_check(&err);
	old = MemoryContextSwitchTo(fetch->fresh_memory);
	fetch->fresh_bound = api_bound_merge(bounds, count, list->param_number, list);
	MemoryContextSwitchTo(old);
	pfree(bindings);
	pfree(bounds);
	return api_fetch_key(fetch);
}

char *
api_fetch_text(const ApiColumn *list, Datum value)
{
	return api_render_value(list, getBaseType(list->typid), value);
}

void
api_fetch_send(ApiFetch *fetch, ApiFetchKey *key)
{
	ApiError	err = API_ERROR_INIT;

	api_fetch_fan_out(fetch, key->bindings);
	if (fetch->stream == NULL)
		api_fetch_open_stream(fetch);
	if (!api_stream_add(fetch->stream, api_bindings_share(key->bindings), &err))
		api_error_raise(&err);
}

/* One of a key's chains has ended; true: it was the last, or failed. */
static bool
end_chain(ApiFetchKey *key, ApiPage *end)
{
	key->left--;
	if (api_error_is_set(&end->error) && !api_error_is_set(&key->error))
		api_error_move(&key->error, &end->error);
	return key->left == 0;
}

/* Are there records of the page, or rows made of them, that were not read? */
static bool
page_goes_on(ApiFetch *fetch)
{
	return (fetch->batch && api_batch_more(fetch->batch)) ||
		(fetch->page && fetch->record < api_page_records(fetch->page));
}

/* Goes to the next page, or end; false: none is there. */
static bool
next_page(ApiFetch *fetch, bool wait, ApiPage **end)
{
	ApiPage    *page;

	api_fetch_allow();
	api_fetch_leave_page(fetch);
	*end = NULL;
	if (fetch->stream == NULL || (!wait && !api_stream_ready(fetch->stream)))
		return false;
	page = api_stream_next(fetch->stream);
	if (page == NULL)
		return false;
	if (page->state == API_PAGE_END)
		*end = page;
	else
		api_fetch_begin_page(fetch, page,
							 ((ApiFetchKey *) api_bindings_tag(page->bindings))->bound);
	return true;
}

/* Reads the page at hand up to a row; false: it has none that was asked for. */
static bool
read_page(ApiFetch *fetch, TupleTableSlot *slot)
{
	MemoryContext old = MemoryContextSwitchTo(fetch->row_memory);
	bool		stored = false;

	while (!stored && page_goes_on(fetch))
		stored = api_fetch_read(fetch, slot);
	MemoryContextSwitchTo(old);
	return stored;
}

ApiFetchEvent
api_fetch_event(ApiFetch *fetch, TupleTableSlot *slot, bool wait, ApiFetchKey **key)
{
	for (;;)
	{
		ApiPage    *end;
		bool		whole;

		CHECK_FOR_INTERRUPTS();
		if (read_page(fetch, slot))
		{
			*key = api_bindings_tag(fetch->page->bindings);
			return API_FETCH_ROW;
		}
		if (!next_page(fetch, wait, &end))
			return API_FETCH_IDLE;
		if (end == NULL)
			continue;
		*key = api_bindings_tag(end->bindings);
		whole = end_chain(*key, end);
		api_stream_release(fetch->stream, end);
		if (whole)
			return API_FETCH_END;
	}
}

void
api_fetch_forget(ApiFetchKey *key)
{
	dlist_delete(&key->node);
	api_bindings_free(key->bindings);
	api_error_clear(&key->error);
	free(key);
}

void
api_fetch_free_keys(ApiFetch *fetch)
{
	while (!dlist_is_empty(&fetch->keys))
		api_fetch_forget(dlist_head_element(ApiFetchKey, node, &fetch->keys));
}

/* ---- their number ---- */

void
api_fetch_retreat(ApiFetch *fetch)
{
	api_fetch_stop(fetch);
	fetch->fanned_out = 0;
}

void
api_fetch_fan_out(ApiFetch *fetch, const ApiBindings *bindings)
{
	int64		most = fetch->config->max_fanout;

	fetch->fanned_out += api_bindings_count(bindings);
	if (fetch->fanned_out > most)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the join needs more requests than max_fanout, which is " INT64_FORMAT, most),
				 errdetail("Rows of other tables, or of a query around it, give the values that"
						   " foreign table \"%s\" is asked for.", get_rel_name(fetch->config->relid)),
				 errhint("Join with fewer keys, or raise the table's option max_fanout.")));
}
