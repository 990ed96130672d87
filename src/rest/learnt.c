/*
 * learnt.c
 *		What scans of this session have taught.  See learnt.h.
 */
#include "postgres.h"

#include <math.h>

#include "base/digest.h"
#include "base/settings.h"
#include "rest/learnt.h"
#include "utils/hsearch.h"

/* Tables come and go; beyond so many the session forgets all, and learns anew. */
#define MOST_TABLES 1000

/* A step, and how far from it what is seen must be to move it: half a step would waver. */
#define STEP 4.0
#define HOLD 0.75

typedef struct Key
{
	Oid			relid;
	Oid			user;
} Key;

typedef struct Entry
{
	Key			key;
	uint64		options;		/* digest of those that count */
	bool		known[API_FACTS];
	int			steps[API_FACTS];
} Entry;

/* What is taken by default, and the most steps from there. */
static const struct
{
	double		value;
	int			down;
	int			up;
}			scales[API_FACTS] = {
	[API_FACT_ROWS] = {1000, -5, 15},
	[API_FACT_KEY_ROWS] = {1, 0, 15},
	[API_FACT_PAGE] = {100, -3, 10},
	[API_FACT_LATENCY] = {100, -2, 2}
};

static HTAB *tables = NULL;

double
api_learnt_default(ApiFact fact)
{
	return scales[fact].value;
}

/* Of the options that decide what is asked: others are another table. */
static uint64
digest_of(const ApiConfig *config)
{
	const ApiEndpointSpec *spec = &config->endpoint;
	ApiDigest	digest = API_DIGEST_INIT;

	api_digest_add_text(&digest, spec->base_url);
	api_digest_add_text(&digest, spec->path);
	api_digest_add_text(&digest, spec->body);
	api_digest_add_text(&digest, config->record_path);
	for (int i = 0; i < spec->nparams; i++)
	{
		api_digest_add_text(&digest, spec->params[i].name);
		api_digest_add_text(&digest, spec->params[i].value);
	}
	api_digest_add(&digest, &config->paging.kind, sizeof(config->paging.kind));
	api_digest_add(&digest, &config->paging.page_size, sizeof(config->paging.page_size));
	api_digest_add(&digest, &config->paging.max_pages, sizeof(config->paging.max_pages));
	return api_digest_value(&digest);
}

double
api_learnt_get(const ApiConfig *config, Oid user, ApiFact fact)
{
	Key			key = {config->relid, user};
	const Entry *entry;

	if (!api_learn || tables == NULL)
		return 0;
	entry = hash_search(tables, &key, HASH_FIND, NULL);
	if (entry == NULL || !entry->known[fact] || entry->options != digest_of(config))
		return 0;
	return scales[fact].value * pow(STEP, entry->steps[fact]);
}

/* The table's entry, without what other options have taught. */
static Entry *
entry_of(const ApiConfig *config, Oid user)
{
	Key			key = {config->relid, user};
	uint64		options = digest_of(config);
	bool		found;
	Entry	   *entry;

	if (tables != NULL && hash_get_num_entries(tables) >= MOST_TABLES &&
		hash_search(tables, &key, HASH_FIND, NULL) == NULL)
	{
		hash_destroy(tables);
		tables = NULL;
	}
	if (tables == NULL)
	{
		HASHCTL		control = {.keysize = sizeof(Key),.entrysize = sizeof(Entry)};

		tables = hash_create("api_fdw learnt", 64, &control, HASH_ELEM | HASH_BLOBS);
	}
	entry = hash_search(tables, &key, HASH_ENTER, &found);
	if (!found || entry->options != options)
	{
		memset((char *) entry + sizeof(Key), 0, sizeof(Entry) - sizeof(Key));
		entry->options = options;
	}
	return entry;
}

void
api_learnt_note(const ApiConfig *config, Oid user, ApiFact fact, double value)
{
	double		step = log(Max(value, 1e-3) / scales[fact].value) / log(STEP);
	Entry	   *entry;

	if (!api_learn)
		return;
	entry = entry_of(config, user);
	if (entry->known[fact] && fabs(step - entry->steps[fact]) <= HOLD)
		return;
	entry->steps[fact] = (int) Min(Max(rint(step), scales[fact].down), scales[fact].up);
	entry->known[fact] = true;
}
