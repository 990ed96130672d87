/*
 * join_ahead.c
 *		What a batched join reads ahead, asks for and waits for.  See join.c.
 */
#include "postgres.h"

#include "exec/join_state.h"
#include "executor/executor.h"
#include "miscadmin.h"

/* Most bytes of the values of a list; in a URL a byte takes three. */
#define LIST_BYTES (16 * 1024)

/* A list has room while it holds less than this part of what is read ahead at most. */
#define FILL_SHARE 4

/* ---- the scan tuple ---- */

void
api_join_load_outer(ApiJoin *join, TupleTableSlot *outer)
{
	TupleTableSlot *scan = join->css.ss.ss_ScanTupleSlot;
	int			i;

	slot_getallattrs(outer);
	ExecClearTuple(scan);
	for (i = 0; i < join->ncolumns; i++)
	{
		int			column = join->columns[i];

		if (column < 0)
			continue;
		scan->tts_values[i] = outer->tts_values[column - 1];
		scan->tts_isnull[i] = outer->tts_isnull[column - 1];
	}
}

void
api_join_load_inner(ApiJoin *join, TupleTableSlot *inner)
{
	TupleTableSlot *scan = join->css.ss.ss_ScanTupleSlot;
	int			i;

	if (inner)
		slot_getallattrs(inner);
	ExecClearTuple(scan);
	for (i = 0; i < join->ncolumns; i++)
	{
		int			column = -join->columns[i];

		if (column < 0)
			continue;
		scan->tts_values[i] = inner ? inner->tts_values[column - 1] : (Datum) 0;
		scan->tts_isnull[i] = inner ? inner->tts_isnull[column - 1] : true;
	}
	ExecStoreVirtualTuple(scan);
}

ExprContext *
api_join_context(const ApiJoin *join)
{
	ExprContext *context = join->css.ss.ps.ps_ExprContext;

	context->ecxt_scantuple = join->css.ss.ss_ScanTupleSlot;
	return context;
}

/* ---- reading ahead ---- */

/* The key of an outer row; NULL: its values can match nothing. */
static ApiJoinKey *
key_of(ApiJoin *join, TupleTableSlot *outer)
{
	ExprContext *context = api_join_context(join);
	ApiJoinKey *key;
	bool		is_new;

	ResetExprContext(context);
	api_join_load_outer(join, outer);
	api_join_load_inner(join, NULL);
	(void) api_fetch_bind(join->fetch);
	if (api_bindings_count(api_fetch_values(join->fetch)) == 0)
		return NULL;
	key = api_join_keys_use(join->keys, &is_new);
	join->figures.keys++;
	if (!is_new)
		join->figures.saved += api_bindings_count(key->asked->bindings);
	return key;
}

/*
 * Sends a key, and in the same request those of later rows that fit.  The bytes of a list
 * are bounded, so that none fails for its length whose keys would not each.  false: with
 * fill, all that is left to be sent is in a list that later rows may fill.
 */
static bool
send_with_others(ApiJoin *join, ApiJoinKey *key, bool fill)
{
	int			most = api_join_keys_most(join->keys);
	Size		bytes = api_join_keys_length(join->keys, key);
	int			rows = api_join_ring_count(join->ring);
	ApiJoinKey **some = palloc(sizeof(ApiJoinKey *) * most);
	int			count = 0;
	int			i;

	some[count++] = key;
	for (i = join->sent + 1; i < rows && count < most; i++)
	{
		ApiJoinKey *other = api_join_ring_row(join->ring, i)->key;

		if (other == NULL || other->request || other == key || other->chosen)
			continue;
		if (api_join_keys_fit(join->keys, key, other) &&
			bytes + api_join_keys_length(join->keys, other) <= LIST_BYTES)
		{
			other->chosen = true;
			some[count++] = other;
			bytes += api_join_keys_length(join->keys, other);
		}
		else
			fill = false;
	}
	if (fill && count < Min(most, join->most / FILL_SHARE))
	{
		for (i = 1; i < count; i++)
			some[i]->chosen = false;
		pfree(some);
		return false;
	}
	api_join_keys_send(join->keys, some, count);
	join->unpushed = true;
	join->figures.distinct += count;
	join->figures.saved += (count - 1) * api_bindings_count(key->asked->bindings);
	pfree(some);
	return true;
}

void
api_join_send_keys(ApiJoin *join, bool fill)
{
	int			count = api_join_ring_count(join->ring);

	for (; join->sent < count; join->sent++)
	{
		ApiJoinKey *key = api_join_ring_row(join->ring, join->sent)->key;

		if (key == NULL || key->request)
			continue;
		if (join->sent > 0 && (api_join_keys_pending(join->keys) >= join->window ||
							   !api_join_keys_room(join->keys)))
			break;
		/* the first row's key is wanted now */
		if (!send_with_others(join, key, fill && join->sent > 0 && !join->outer_ended))
			break;
	}
}

/* Is it time to read outer rows? */
static bool
wants_outer(const ApiJoin *join)
{
	return !join->outer_ended && api_join_ring_count(join->ring) <= join->low &&
		(api_join_ring_count(join->ring) == 0 ||
		 api_join_ring_bytes(join->ring) <= join->ring_bytes / 2);
}

/* Reads another one; false: there is none. */
static bool
read_row(ApiJoin *join)
{
	TupleTableSlot *outer = api_join_pull(join);
	ApiJoinKey *key;
	MemoryContext old;

	CHECK_FOR_INTERRUPTS();
	if (TupIsNull(outer))
	{
		join->outer_ended = true;
		return false;
	}
	key = key_of(join, outer);
	old = MemoryContextSwitchTo(join->css.ss.ps.state->es_query_cxt);
	api_join_ring_push(join->ring, ExecCopySlotMinimalTuple(outer), key);
	MemoryContextSwitchTo(old);
	if (api_join_keys_most(join->keys) == 1)
		api_join_send_keys(join, true);
	return true;
}

/* Is another row read in the same go?  Beyond the target only where none is too many, and while they come fast. */
static bool
reads_on(const ApiJoin *join)
{
	int			count = api_join_ring_count(join->ring);

	if (api_join_ring_bytes(join->ring) > join->ring_bytes)
		return false;
	return count < join->target ||
		(join->spec->all_rows && count < join->most && api_pace_has_time(&join->pace));
}

void
api_join_read_ahead(ApiJoin *join)
{
	if (!join->reading && !wants_outer(join))
		return;
	if (!join->reading)
	{
		join->figures.batches++;
		join->pace.spent_us = 0;
	}
	join->reading = true;
	while (reads_on(join))
	{
		if (api_join_yields(join))
			return;
		if (!read_row(join))
			break;
	}
	join->reading = false;
	api_join_send_keys(join, true);
	join->target = Max(join->target, api_join_ring_count(join->ring));
	join->low = join->target / 2;
	join->target = (int) Min((int64) join->target * 2, join->most);
}

void
api_join_push(ApiJoin *join)
{
	if (!join->unpushed)
		return;
	api_stream_push();
	join->unpushed = false;
}

/* ---- what comes ---- */

/* A row came for what was sent: kept, if it passes the clauses of the inner side alone. */
static void
take_row(ApiJoin *join, const ApiFetchKey *sent)
{
	ExprContext *context = api_join_context(join);

	if (join->inner_qual)
	{
		ResetExprContext(context);
		api_join_load_inner(join, join->inner_slot);
		if (!ExecQual(join->inner_qual, context))
			return;
	}
	api_join_keys_add(join->keys, sent, join->inner_slot);
}

bool
api_join_take(ApiJoin *join, bool wait)
{
	ApiFetchKey *asked;

	ExecClearTuple(join->inner_slot);
	switch (api_fetch_event(join->fetch, join->inner_slot, wait, &asked))
	{
		case API_FETCH_ROW:
			take_row(join, asked);
			return true;
		case API_FETCH_END:
			api_join_keys_end(join->keys, asked);
			/* lists are gathered while outer rows are read */
			if (!join->reading || api_join_keys_most(join->keys) == 1)
				api_join_send_keys(join, true);
			return true;
		case API_FETCH_IDLE:
			break;
	}
	return false;
}

void
api_join_await_key(ApiJoin *join, ApiJoinKey *key)
{
	if (!key->whole)
		api_join_send_keys(join, true);
	while (!key->whole)
	{
		if (!api_join_take(join, true))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("a key of a batched join stands still")));
	}
	if (api_join_keys_error(key))
		api_fetch_check(join->fetch, api_join_keys_error(key));
}
