/*
 * feed.c
 *		A scan that is told of keys before it is asked for them.  See feed.h.
 *
 * Keys leave in the order in which they were handed over, as many as there is a place for;
 * the key that the scan waits for leaves in any case.
 */
#include "postgres.h"

#include "exec/feed.h"
#include "executor/executor.h"
#include "miscadmin.h"

/* Most bytes of the values of a list; in a URL a byte takes three. */
#define LIST_BYTES (16 * 1024)

/* Requests on their way, in windows: as many again wait for a place. */
#define PENDING_WINDOWS 2

struct ApiFeed
{
	ApiFetch   *fetch;
	ApiJoinKeys *keys;
	ExprContext *context;		/* of the values */
	TupleTableSlot *slot;		/* a row that comes: virtual */
	dlist_head	waiting;		/* keys that were not sent */
	int			window;			/* requests that may be on their way */
	int64		sent;			/* keys */
	bool		has_sent;

	/* what the scan reads */
	ApiJoinKey *key;			/* NULL: nothing */
	int64		next;			/* its next row */
};

ApiFeed *
api_feed_create(ApiFetch *fetch, PlanState *parent, TupleDesc desc)
{
	ApiFeed    *feed = palloc0(sizeof(ApiFeed));
	/* without its NOT NULL: columns that nobody reads are NULL */
	TupleDesc	rows = CreateTupleDescCopy(desc);
	EState	   *estate = parent->state;

	feed->fetch = fetch;
	feed->context = parent->ps_ExprContext;
	feed->slot = ExecInitExtraTupleSlot(estate, rows, &TTSOpsVirtual);
	dlist_init(&feed->waiting);
	api_fetch_share(fetch);
	feed->keys = api_join_keys_create(fetch, api_fetch_spec(fetch),
									  ExecInitExtraTupleSlot(estate, rows, &TTSOpsMinimalTuple),
									  (Size) work_mem * 1024 / 2);
	feed->window = api_fetch_window(fetch) * PENDING_WINDOWS;
	return feed;
}

/* ---- sending ---- */

/* Sends a waiting key, and in the same request others that fit. */
static void
send_key(ApiFeed *feed, ApiJoinKey *key)
{
	int			most = api_join_keys_most(feed->keys);
	Size		bytes = api_join_keys_length(feed->keys, key);
	ApiJoinKey **some = palloc(sizeof(ApiJoinKey *) * most);
	int			count = 0;
	dlist_mutable_iter at;

	some[count++] = key;
	dlist_delete(&key->waiting);
	dlist_foreach_modify(at, &feed->waiting)
	{
		ApiJoinKey *other = dlist_container(ApiJoinKey, waiting, at.cur);

		if (count == most)
			break;
		if (!api_join_keys_fit(feed->keys, key, other) ||
			bytes + api_join_keys_length(feed->keys, other) > LIST_BYTES)
			continue;
		dlist_delete(&other->waiting);
		some[count++] = other;
		bytes += api_join_keys_length(feed->keys, other);
	}
	api_join_keys_send(feed->keys, some, count);
	feed->sent += count;
	feed->has_sent = true;
	pfree(some);
}

/* Sends waiting keys while there are places. */
static void
send_waiting(ApiFeed *feed)
{
	while (!dlist_is_empty(&feed->waiting) &&
		   api_join_keys_pending(feed->keys) < feed->window && api_join_keys_room(feed->keys))
		send_key(feed, dlist_head_element(ApiJoinKey, waiting, &feed->waiting));
}

void
api_feed_send(ApiFeed *feed, bool slowly)
{
	if (!slowly || api_join_keys_most(feed->keys) == 1 || api_join_keys_pending(feed->keys) == 0)
		send_waiting(feed);
}

bool
api_feed_has_sent(ApiFeed *feed)
{
	bool		has_sent = feed->has_sent;

	feed->has_sent = false;
	return has_sent;
}

/* ---- keys ---- */

/* The key of the values of now, for one more user; NULL: they match nothing. */
static ApiJoinKey *
use_key(ApiFeed *feed)
{
	ApiJoinKey *key;
	bool		is_new;

	(void) api_fetch_bind(feed->fetch);
	if (api_bindings_count(api_fetch_values(feed->fetch)) == 0)
		return NULL;
	key = api_join_keys_use(feed->keys, &is_new);
	if (is_new)
		dlist_push_tail(&feed->waiting, &key->waiting);
	return key;
}

ApiJoinKey *
api_feed_hand(ApiFeed *feed)
{
	ApiJoinKey *key;

	ResetExprContext(feed->context);
	key = use_key(feed);
	/* what goes along with others waits for them */
	if (api_join_keys_most(feed->keys) == 1)
		send_waiting(feed);
	return key;
}

void
api_feed_give_back(ApiFeed *feed, ApiJoinKey *key)
{
	if (key->request == NULL && key->users == 1)
		dlist_delete(&key->waiting);
	api_join_keys_release(feed->keys, key);
}

int
api_feed_window(const ApiFeed *feed)
{
	return api_fetch_window(feed->fetch);
}

int64
api_feed_keys(const ApiFeed *feed)
{
	return feed->sent;
}

/* ---- what comes ---- */

/* Takes one thing that comes, waiting for it or not; false: nothing does. */
static bool
take(ApiFeed *feed, bool wait)
{
	ApiFetchKey *asked;

	ExecClearTuple(feed->slot);
	switch (api_fetch_event(feed->fetch, feed->slot, wait, &asked))
	{
		case API_FETCH_ROW:
			api_join_keys_add(feed->keys, asked, feed->slot);
			return true;
		case API_FETCH_END:
			api_join_keys_end(feed->keys, asked);
			send_waiting(feed);
			return true;
		case API_FETCH_IDLE:
			break;
	}
	return false;
}

void
api_feed_take(ApiFeed *feed)
{
	while (api_join_keys_room(feed->keys) && take(feed, false))
		;
}

bool
api_feed_wait(ApiFeed *feed, int64 most_us)
{
	return api_fetch_wait(feed->fetch, most_us);
}

/* Is the key that the scan reads whole?  Raises its error. */
static bool
is_whole(ApiFeed *feed, bool wait)
{
	ApiJoinKey *key = feed->key;

	if (key->request == NULL)
		send_key(feed, key);
	/* who waits elsewhere has only let the network go on */
	if (!wait)
		api_stream_push();
	while (!key->whole)
	{
		if (take(feed, wait))
			continue;
		if (!wait)
			return false;
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR), errmsg_internal("a key of a loop stands still")));
	}
	if (api_join_keys_error(key))
		api_fetch_check(feed->fetch, api_join_keys_error(key));
	return true;
}

/* ---- the scan ---- */

/* Leaves the key that the scan reads. */
static void
leave_key(ApiFeed *feed)
{
	ApiJoinKey *key = feed->key;

	feed->key = NULL;
	feed->next = 0;
	if (key)
		api_feed_give_back(feed, key);
}

void
api_feed_start(ApiFeed *feed)
{
	leave_key(feed);
	feed->key = use_key(feed);
}

ApiFetched
api_feed_next(ApiFeed *feed, TupleTableSlot *slot, bool wait)
{
	int			natts = slot->tts_tupleDescriptor->natts;
	TupleTableSlot *row;
	MemoryContext old;

	CHECK_FOR_INTERRUPTS();
	api_stream_poll();
	if (feed->key == NULL)
		return API_FETCHED_END;
	if (feed->next == 0 && !is_whole(feed, wait))
		return API_FETCHED_LATER;
	/* what comes from a file is the slot's to free, when it takes the next */
	old = MemoryContextSwitchTo(feed->slot->tts_mcxt);
	row = api_join_keys_row(feed->keys, feed->key, feed->next);
	MemoryContextSwitchTo(old);
	if (row == NULL)
		return API_FETCHED_END;
	feed->next++;
	slot_getallattrs(row);
	memcpy(slot->tts_values, row->tts_values, sizeof(Datum) * natts);
	memcpy(slot->tts_isnull, row->tts_isnull, sizeof(bool) * natts);
	ExecStoreVirtualTuple(slot);
	return API_FETCHED_ROW;
}

void
api_feed_check_end(ApiFeed *feed)
{
	api_fetch_check_end(feed->fetch);
}

void
api_feed_close(ApiFeed *feed)
{
	feed->key = NULL;
	dlist_init(&feed->waiting);
	api_join_keys_reset(feed->keys);
}
