/*
 * known.c
 *		What a session has learnt of tables.
 */
#include "postgres.h"

#include "utils/hsearch.h"

#include "base/digest.h"
#include "exec/known.h"

typedef struct Key
{
	uint64		options;		/* a digest: other options are another table */
	uint64		relid;
} Key;

#define PATH_BYTES 400			/* of a path that counts */

static HTAB *known;

static void
add_text(ApiDigest *digest, const char *text)
{
	if (text != NULL)
		api_digest_add(digest, text, strlen(text));
	api_digest_add(digest, "", 1);
}

static Key
key_of(const ApiConfig *config)
{
	ApiDigest	digest = API_DIGEST_INIT;
	Key			key;

	api_digest_add(&digest, &config->paging.kind, sizeof(config->paging.kind));
	add_text(&digest, config->paging.cursor_path);
	add_text(&digest, config->paging.cursor_header);
	add_text(&digest, config->paging.next_url_path);
	add_text(&digest, config->transport.base_url);
	add_text(&digest, config->endpoint.path);
	key.options = api_digest_value(&digest);
	key.relid = config->relid;
	return key;
}

static bool
is_known(const Key *key)
{
	return known != NULL && hash_search(known, key, HASH_FIND, NULL) != NULL;
}

static void
note(const Key *key)
{
	if (known == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(Key), .entrysize = sizeof(Key)};

		known = hash_create("api_fdw known tables", 64, &control, HASH_ELEM | HASH_BLOBS);
	}
	(void) hash_search(known, key, HASH_ENTER, NULL);
}

bool
api_known_next(const ApiConfig *config)
{
	Key			key = key_of(config);

	return is_known(&key);
}

void
api_known_note(const ApiConfig *config)
{
	Key			key = key_of(config);

	note(&key);
}

/* ---- members ---- */

static Key
key_of_member(const ApiConfig *config, const ApiColumn *column)
{
	Key			key = key_of(config);
	ApiDigest	digest = API_DIGEST_INIT;
	char		path[PATH_BYTES];

	api_path_format(column->paths[0], path, sizeof(path));
	api_digest_add(&digest, &key.options, sizeof(key.options));
	add_text(&digest, path);
	add_text(&digest, config->record_path);
	return (Key) {api_digest_value(&digest), key.relid};
}

bool
api_known_member(const ApiConfig *config, const ApiColumn *column)
{
	Key			key = key_of_member(config, column);

	return is_known(&key);
}

void
api_known_note_member(const ApiConfig *config, const ApiColumn *column)
{
	Key			key = key_of_member(config, column);

	note(&key);
}
