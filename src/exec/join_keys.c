/*
 * join_keys.c
 *		The keys of a batched join.  See join_keys.h.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "exec/join_keys.h"
#include "executor/tuptable.h"
#include "portability/instr_time.h"
#include "utils/memutils.h"

#define FIRST_ROOM 4
#define FIRST_BUCKETS 256

/* A key that takes more than this part of the memory is spilled. */
#define SPILL_PART 4

/* What a key takes that is spilled: a tuplestore's least. */
#define SPILLED_KB 64

/* Rows of a key that take more than this have a context of their own, which can go. */
#define FEW_BYTES 8192

/* Keys that are asked for together. */
typedef struct ApiJoinRequest
{
	ApiFetchKey *asked;			/* the one key's, or its own */
	int			users;			/* keys that are not forgotten */
	int			count;			/* keys at first */
	int64		sent_at;		/* by api_join_clock */
	struct Member *members;		/* by text, until it has ended */
} ApiJoinRequest;

typedef struct Member
{
	const char *text;			/* of the list's column; of the only key NULL */
	ApiJoinKey *key;
} Member;

typedef struct Bucket
{
	const ApiBindings *values;
	ApiJoinKey *key;
	uint32		hash;
	char		status;
} Bucket;

#define SH_PREFIX buckets
#define SH_ELEMENT_TYPE Bucket
#define SH_KEY_TYPE const ApiBindings *
#define SH_KEY values
#define SH_HASH_KEY(table, values) ((uint32) api_bindings_hash(values))
#define SH_EQUAL(table, a, b) api_bindings_equal(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, bucket) (bucket)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

struct ApiJoinKeys
{
	ApiFetch   *fetch;
	const ApiColumn *list;		/* whose values are sent together; NULL: none */
	TupleTableSlot *slot;
	MemoryContext memory;		/* of the keys and the table */
	MemoryContext scratch;		/* of texts that are looked up */
	buckets_hash *table;
	dlist_head	idle;			/* whole keys without users, the latest last */
	int			pending;
	int64		took;			/* the last request that ended; -1: none has */
	Size		bytes;			/* of all rows in memory */
	Size		most;
};

int64
api_join_clock(void)
{
	instr_time	now;

	INSTR_TIME_SET_CURRENT(now);
	return (int64) INSTR_TIME_GET_MICROSEC(now);
}

ApiJoinKeys *
api_join_keys_create(ApiFetch *fetch, const ApiScanSpec *spec, TupleTableSlot *slot, Size bytes)
{
	ApiJoinKeys *keys = palloc0(sizeof(ApiJoinKeys));

	keys->fetch = fetch;
	keys->list = api_fetch_list(fetch, spec);
	keys->slot = slot;
	keys->most = bytes;
	keys->took = -1;
	keys->memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw join keys",
										 ALLOCSET_DEFAULT_SIZES);
	keys->scratch = AllocSetContextCreate(keys->memory, "api_fdw join text", ALLOCSET_SMALL_SIZES);
	keys->table = buckets_create(keys->memory, FIRST_BUCKETS, NULL);
	dlist_init(&keys->idle);
	return keys;
}

static void
free_asked(ApiFetchKey *asked)
{
	MemoryContext memory = asked->memory;

	api_fetch_forget(asked);
	MemoryContextDelete(memory);
}

/* A user less of a request. */
static void
release_request(ApiJoinRequest *request)
{
	if (--request->users > 0)
		return;
	if (request->count > 1)
		free_asked(request->asked);
	pfree(request);
}

static void
free_key(ApiJoinKey *key)
{
	if (key->spilled)
		tuplestore_end(key->spilled);
	if (key->request)
		release_request(key->request);
	free_asked(key->asked);
	pfree(key);
}

/* What a key takes of the memory is that much from now on. */
static void
set_bytes(ApiJoinKeys *keys, ApiJoinKey *key, Size bytes)
{
	keys->bytes += bytes - key->bytes;
	key->bytes = bytes;
}

static void
forget(ApiJoinKeys *keys, ApiJoinKey *key)
{
	buckets_delete(keys->table, key->asked->bindings);
	set_bytes(keys, key, 0);
	free_key(key);
}

/* Forgets idle keys while the memory is more than there should be. */
static void
make_room(ApiJoinKeys *keys)
{
	while (keys->bytes > keys->most && !dlist_is_empty(&keys->idle))
		forget(keys, dlist_container(ApiJoinKey, idle, dlist_pop_head_node(&keys->idle)));
}

ApiJoinKey *
api_join_keys_use(ApiJoinKeys *keys, bool *is_new)
{
	Bucket	   *bucket = buckets_lookup(keys->table, api_fetch_values(keys->fetch));
	ApiJoinKey *key = bucket ? bucket->key : NULL;
	bool		found;

	*is_new = key == NULL;
	if (key == NULL)
	{
		key = MemoryContextAllocZero(keys->memory, sizeof(ApiJoinKey));
		key->asked = api_fetch_key(keys->fetch);
		bucket = buckets_insert(keys->table, key->asked->bindings, &found);
		bucket->key = key;
		set_bytes(keys, key, sizeof(ApiJoinKey) + ALLOCSET_SMALL_INITSIZE);
		make_room(keys);
	}
	else if (key->users == 0 && key->whole)
		dlist_delete(&key->idle);
	key->users++;
	return key;
}

static void
set_idle(ApiJoinKeys *keys, ApiJoinKey *key)
{
	dlist_push_tail(&keys->idle, &key->idle);
	make_room(keys);
}

void
api_join_keys_release(ApiJoinKeys *keys, ApiJoinKey *key)
{
	key->users--;
	if (key->users > 0)
		return;
	if (key->whole)
		set_idle(keys, key);
	else if (key->request == NULL)
		forget(keys, key);
}

/* ---- requests ---- */

int
api_join_keys_most(const ApiJoinKeys *keys)
{
	return keys->list ? keys->list->list_max : 1;
}

bool
api_join_keys_fit(const ApiJoinKeys *keys, const ApiJoinKey *a, const ApiJoinKey *b)
{
	return keys->list && api_fetch_same_but(a->asked, b->asked, keys->list);
}

static const char *
list_value(const ApiJoinKeys *keys, const ApiJoinKey *key)
{
	return api_bindings_value(key->asked->bindings, 0, keys->list->param_number);
}

Size
api_join_keys_length(const ApiJoinKeys *keys, const ApiJoinKey *key)
{
	return keys->list ? strlen(list_value(keys, key)) : 0;
}

static int
compare_members(const void *a, const void *b)
{
	return strcmp(((const Member *) a)->text, ((const Member *) b)->text);
}

/* What several keys are asked for by. */
static ApiFetchKey *
gather(ApiJoinKeys *keys, ApiJoinKey *const *some, int count)
{
	ApiFetchKey **asked = palloc(sizeof(ApiFetchKey *) * count);
	ApiFetchKey *all;
	int			i;

	for (i = 0; i < count; i++)
		asked[i] = some[i]->asked;
	all = api_fetch_key_of(keys->fetch, asked, count, keys->list);
	pfree(asked);
	return all;
}

void
api_join_keys_send(ApiJoinKeys *keys, ApiJoinKey *const *some, int count)
{
	ApiJoinRequest *request = MemoryContextAllocZero(keys->memory, sizeof(ApiJoinRequest));
	int			i;

	request->users = request->count = count;
	request->sent_at = api_join_clock();
	request->asked = count == 1 ? some[0]->asked : gather(keys, some, count);
	request->asked->owner = request;
	request->members = MemoryContextAllocZero(request->asked->memory, sizeof(Member) * count);
	for (i = 0; i < count; i++)
	{
		some[i]->request = request;
		request->members[i].key = some[i];
		if (count > 1)
			request->members[i].text = list_value(keys, some[i]);
	}
	if (count > 1)
		qsort(request->members, count, sizeof(Member), compare_members);
	keys->pending++;
	api_fetch_send(keys->fetch, request->asked);
}

int64
api_join_keys_due(const ApiJoinKeys *keys, const ApiJoinKey *key)
{
	if (key->request == NULL || keys->took < 0)
		return PG_INT64_MAX;
	return key->request->sent_at + keys->took - api_join_clock();
}

/* The key that a row is of; NULL: none of those that were sent. */
static ApiJoinKey *
find_key(const ApiJoinKeys *keys, const ApiJoinRequest *request, TupleTableSlot *slot)
{
	int			column;
	MemoryContext old;
	Member		wanted;
	const Member *found;

	if (request->count == 1)
		return request->members[0].key;
	column = keys->list->attnum - 1;
	if (slot->tts_isnull[column])
		return NULL;
	old = MemoryContextSwitchTo(keys->scratch);
	wanted.text = api_fetch_text(keys->list, slot->tts_values[column]);
	found = wanted.text == NULL ? NULL :
		bsearch(&wanted, request->members, request->count, sizeof(Member), compare_members);
	MemoryContextSwitchTo(old);
	MemoryContextReset(keys->scratch);
	return found ? found->key : NULL;
}

ApiError *
api_join_keys_error(const ApiJoinKey *key)
{
	ApiError   *err = &key->request->asked->error;

	return api_error_is_set(err) ? err : NULL;
}

/* ---- rows ---- */

/* The rows go to a file, and those to come. */
static void
spill(ApiJoinKeys *keys, ApiJoinKey *key)
{
	MemoryContext old = MemoryContextSwitchTo(key->asked->memory);
	int			i;

	key->spilled = tuplestore_begin_heap(false, false, SPILLED_KB);
	MemoryContextSwitchTo(old);
	for (i = 0; i < key->nrows; i++)
	{
		ExecStoreMinimalTuple(key->rows[i], keys->slot, false);
		tuplestore_puttupleslot(key->spilled, keys->slot);
		ExecClearTuple(keys->slot);
		pfree(key->rows[i]);
	}
	pfree(key->rows);
	key->rows = NULL;
	if (key->memory)
		MemoryContextDelete(key->memory);
	key->memory = NULL;
	/* with little memory no more than what is in memory elsewhere, or none could stay */
	set_bytes(keys, key, Min(SPILLED_KB * 1024, keys->most / SPILL_PART));
}

/* Where a key's next row goes. */
static MemoryContext
rows_memory(ApiJoinKey *key)
{
	if (key->memory == NULL && key->bytes > FEW_BYTES)
		key->memory = AllocSetContextCreate(key->asked->memory, "api_fdw join rows",
											ALLOCSET_DEFAULT_SIZES);
	return key->memory ? key->memory : key->asked->memory;
}

/* Keeps a copy of the slot's row. */
static void
keep_row(ApiJoinKeys *keys, ApiJoinKey *key, TupleTableSlot *slot)
{
	MemoryContext old = MemoryContextSwitchTo(rows_memory(key));
	MinimalTuple row = ExecCopySlotMinimalTuple(slot);

	if (key->nrows == key->room)
	{
		key->room = key->room > 0 ? key->room * 2 : FIRST_ROOM;
		key->rows = key->rows ? repalloc_huge(key->rows, sizeof(MinimalTuple) * key->room) :
			palloc(sizeof(MinimalTuple) * key->room);
	}
	key->rows[key->nrows++] = row;
	MemoryContextSwitchTo(old);
	set_bytes(keys, key, key->bytes + GetMemoryChunkSpace(row) + sizeof(MinimalTuple));
}

void
api_join_keys_add(ApiJoinKeys *keys, const ApiFetchKey *sent, TupleTableSlot *slot)
{
	ApiJoinKey *key = find_key(keys, sent->owner, slot);

	if (key == NULL)
		return;
	if (key->spilled)
	{
		tuplestore_puttupleslot(key->spilled, slot);
		return;
	}
	keep_row(keys, key, slot);
	if (key->bytes > keys->most / SPILL_PART)
		spill(keys, key);
}

void
api_join_keys_end(ApiJoinKeys *keys, const ApiFetchKey *sent)
{
	ApiJoinRequest *request = sent->owner;
	int			i;

	keys->pending--;
	keys->took = api_join_clock() - request->sent_at;
	request->users++;
	for (i = 0; i < request->count; i++)
	{
		ApiJoinKey *key = request->members[i].key;

		key->whole = true;
		if (key->users == 0)
			set_idle(keys, key);
	}
	release_request(request);
}

TupleTableSlot *
api_join_keys_row(const ApiJoinKeys *keys, const ApiJoinKey *key, int64 i)
{
	if (key->spilled == NULL)
	{
		if (i >= key->nrows)
			return NULL;
		ExecStoreMinimalTuple(key->rows[i], keys->slot, false);
		return keys->slot;
	}
	if (i == 0)
		tuplestore_rescan(key->spilled);
	return tuplestore_gettupleslot(key->spilled, true, false, keys->slot) ? keys->slot : NULL;
}

bool
api_join_keys_room(const ApiJoinKeys *keys)
{
	return keys->bytes <= keys->most;
}

int
api_join_keys_pending(const ApiJoinKeys *keys)
{
	return keys->pending;
}

void
api_join_keys_reset(ApiJoinKeys *keys)
{
	buckets_iterator at;
	Bucket	   *bucket;

	buckets_start_iterate(keys->table, &at);
	while ((bucket = buckets_iterate(keys->table, &at)) != NULL)
		free_key(bucket->key);
	buckets_reset(keys->table);
	dlist_init(&keys->idle);
	keys->pending = 0;
	keys->bytes = 0;
}
