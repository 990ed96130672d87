/*
 * join_keys.c
 *		The keys of a batched join.  See join_keys.h.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "exec/join_keys.h"
#include "executor/tuptable.h"
#include "utils/memutils.h"

#define FIRST_ROOM 4
#define FIRST_BUCKETS 256

/* A key that takes more than this part of the memory is spilled. */
#define SPILL_PART 4

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
	TupleTableSlot *slot;
	MemoryContext memory;		/* of the keys and the table */
	buckets_hash *table;
	dlist_head	idle;			/* whole keys without users, the latest last */
	int			pending;
	Size		bytes;			/* of all rows in memory */
	Size		most;
};

ApiJoinKeys *
api_join_keys_create(ApiFetch *fetch, TupleTableSlot *slot, Size bytes)
{
	ApiJoinKeys *keys = palloc0(sizeof(ApiJoinKeys));

	keys->fetch = fetch;
	keys->slot = slot;
	keys->most = bytes;
	keys->memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw join keys",
										 ALLOCSET_DEFAULT_SIZES);
	keys->table = buckets_create(keys->memory, FIRST_BUCKETS, NULL);
	dlist_init(&keys->idle);
	return keys;
}

static void
forget(ApiJoinKeys *keys, ApiJoinKey *key)
{
	MemoryContext memory = key->asked->memory;

	buckets_delete(keys->table, key->asked->bindings);
	if (key->spilled)
		tuplestore_end(key->spilled);
	keys->bytes -= key->bytes;
	api_fetch_forget(key->asked);
	MemoryContextDelete(memory);
	pfree(key);
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
		key->asked = api_fetch_key(keys->fetch, key);
		bucket = buckets_insert(keys->table, key->asked->bindings, &found);
		bucket->key = key;
		keys->bytes += key->bytes = sizeof(ApiJoinKey) + ALLOCSET_SMALL_INITSIZE;
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
	else if (!key->sent)
		forget(keys, key);
}

void
api_join_keys_send(ApiJoinKeys *keys, ApiJoinKey *key)
{
	Assert(!key->sent);
	key->sent = true;
	keys->pending++;
	api_fetch_send(keys->fetch, key->asked);
}

/* The rows go to a file, and those to come. */
static void
spill(ApiJoinKeys *keys, ApiJoinKey *key)
{
	MemoryContext old = MemoryContextSwitchTo(key->asked->memory);
	int			i;

	key->spilled = tuplestore_begin_heap(false, false, (int) Max(keys->most / SPILL_PART / 1024, 64));
	MemoryContextSwitchTo(old);
	for (i = 0; i < key->nrows; i++)
	{
		ExecStoreMinimalTuple(key->rows[i], keys->slot, false);
		tuplestore_puttupleslot(key->spilled, keys->slot);
		ExecClearTuple(keys->slot);
		pfree(key->rows[i]);
	}
	keys->bytes -= key->bytes;
	key->bytes = 0;
}

void
api_join_keys_add(ApiJoinKeys *keys, ApiJoinKey *key, TupleTableSlot *slot)
{
	MemoryContext old = MemoryContextSwitchTo(key->asked->memory);
	Size		bytes;

	if (key->spilled)
		tuplestore_puttupleslot(key->spilled, slot);
	else
	{
		if (key->nrows == key->room)
		{
			key->room = key->room > 0 ? key->room * 2 : FIRST_ROOM;
			key->rows = key->rows ? repalloc_huge(key->rows, sizeof(MinimalTuple) * key->room) :
				palloc(sizeof(MinimalTuple) * key->room);
		}
		key->rows[key->nrows] = ExecCopySlotMinimalTuple(slot);
		bytes = GetMemoryChunkSpace(key->rows[key->nrows]) + sizeof(MinimalTuple);
		key->bytes += bytes;
		keys->bytes += bytes;
		key->nrows++;
	}
	MemoryContextSwitchTo(old);
	if (!key->spilled && key->bytes > keys->most / SPILL_PART)
		spill(keys, key);
}

void
api_join_keys_end(ApiJoinKeys *keys, ApiJoinKey *key)
{
	key->whole = true;
	keys->pending--;
	if (key->users == 0)
		set_idle(keys, key);
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
	{
		MemoryContext memory = bucket->key->asked->memory;

		if (bucket->key->spilled)
			tuplestore_end(bucket->key->spilled);
		api_fetch_forget(bucket->key->asked);
		MemoryContextDelete(memory);
		pfree(bucket->key);
	}
	buckets_reset(keys->table);
	dlist_init(&keys->idle);
	keys->pending = 0;
	keys->bytes = 0;
}
