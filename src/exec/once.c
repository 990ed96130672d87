/*
 * once.c
 *		What is told once a table and session.
 */
#include "postgres.h"

#include "utils/hsearch.h"

#include "exec/once.h"

typedef struct Key
{
	Oid			relid;
	int			what;
} Key;

bool
api_once(Oid relid, ApiOnce what)
{
	static HTAB *told = NULL;
	Key			key = {relid, (int) what};
	bool		found;

	if (told == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(Key), .entrysize = sizeof(Key)};

		told = hash_create("api_fdw told once", 64, &control, HASH_ELEM | HASH_BLOBS);
	}
	(void) hash_search(told, &key, HASH_ENTER, &found);
	return !found;
}
