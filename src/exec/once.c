/*
 * once.c
 *		What a session remembers of tables.  See once.h.
 */
#include "postgres.h"

#include "utils/hsearch.h"

#include "exec/once.h"

/* Tables come and go; beyond so many entries it forgets all, and learns anew. */
#define MOST_REMEMBERED 10000

typedef struct Key
{
	uint64		of;
	uint32		relid;
	uint32		what;
} Key;

static HTAB *remembered = NULL;

bool
api_once_was(Oid relid, ApiOnce what, uint64 of)
{
	Key			key = {of, relid, (uint32) what};

	return remembered != NULL && hash_search(remembered, &key, HASH_FIND, NULL) != NULL;
}

bool
api_once_of(Oid relid, ApiOnce what, uint64 of)
{
	Key			key = {of, relid, (uint32) what};
	bool		found;

	if (remembered != NULL && hash_get_num_entries(remembered) >= MOST_REMEMBERED)
	{
		hash_destroy(remembered);
		remembered = NULL;
	}
	if (remembered == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(Key),.entrysize = sizeof(Key)};

		remembered = hash_create("api_fdw remembered", 64, &control, HASH_ELEM | HASH_BLOBS);
	}
	(void) hash_search(remembered, &key, HASH_ENTER, &found);
	return !found;
}

bool
api_once(Oid relid, ApiOnce what)
{
	return api_once_of(relid, what, 0);
}
