/*
 * known.c
 *		What a session has learnt of tables.
 */
#include "postgres.h"

#include "base/digest.h"
#include "exec/known.h"
#include "exec/once.h"

#define PATH_BYTES 400			/* of a path that counts */

/* Of the options that count: others are another table. */
static uint64
digest_of(const ApiConfig *config)
{
	ApiDigest	digest = API_DIGEST_INIT;

	api_digest_add(&digest, &config->paging.kind, sizeof(config->paging.kind));
	api_digest_add_text(&digest, config->paging.cursor_path);
	api_digest_add_text(&digest, config->paging.cursor_header);
	api_digest_add_text(&digest, config->paging.next_url_path);
	api_digest_add_text(&digest, config->transport.base_url);
	api_digest_add_text(&digest, config->endpoint.path);
	return api_digest_value(&digest);
}

bool
api_known_next(const ApiConfig *config)
{
	return api_once_was(config->relid, API_ONCE_KNOWN, digest_of(config));
}

void
api_known_note(const ApiConfig *config)
{
	(void) api_once_of(config->relid, API_ONCE_KNOWN, digest_of(config));
}

/* ---- members ---- */

static uint64
digest_of_member(const ApiConfig *config, const ApiColumn *column)
{
	uint64		table = digest_of(config);
	ApiDigest	digest = API_DIGEST_INIT;
	char		path[PATH_BYTES];

	api_path_format(column->paths[0], path, sizeof(path));
	api_digest_add(&digest, &table, sizeof(table));
	api_digest_add_text(&digest, path);
	api_digest_add_text(&digest, config->record_path);
	return api_digest_value(&digest);
}

bool
api_known_member(const ApiConfig *config, const ApiColumn *column)
{
	return api_once_was(config->relid, API_ONCE_KNOWN, digest_of_member(config, column));
}

void
api_known_note_member(const ApiConfig *config, const ApiColumn *column)
{
	(void) api_once_of(config->relid, API_ONCE_KNOWN, digest_of_member(config, column));
}
