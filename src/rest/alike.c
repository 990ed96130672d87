/*
 * alike.c
 *		Pages that are one and the same but for what changes each time.  See alike.h.
 *
 * Of each page the first record's key is looked at; only where it is that of the page before,
 * and as many records came, all keys are.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "rest/alike.h"

#define MAX_ALIKE 100			/* pages in a row */
#define SOME_ALIKE 3			/* for a warning */
#define KEYS_MAX 10000			/* records of a page that are looked at */
#define FIRST_BYTES 4096		/* of them, for the first record's key */

/* A walk over records, for the first key in each. */
typedef struct Keys
{
	uint64_t   *keys;			/* malloc'd; NULL: only the first is wanted */
	size_t		room;
	size_t		count;			/* records that have one */
	uint64_t	first;
	int			depth;
	bool		found;			/* the record in hand has it */
} Keys;

static bool
is_key(const ApiWalkPlace *place)
{
	static const char *const names[] = {"id", "_id", "@id", "uid", "uuid", "guid", "key", "pk", "slug", "sku", "isbn",
	"email", "login", "username", "url"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && place->name != NULL; i++)
		if (strlen(names[i]) == place->len && strncasecmp(place->name, names[i], place->len) == 0)
			return true;
	return false;
}

/* Depth 1 is the list, 2 a record; nothing below counts, nor behind the only key that is wanted. */
static bool
on_open(void *arg, const ApiWalkPlace *place, bool object)
{
	Keys	   *keys = arg;

	(void) place;
	if (keys->depth == 2 || (keys->depth == 1 && !object) || (keys->keys == NULL && keys->count > 0))
		return false;
	keys->depth++;
	keys->found = false;
	return true;
}

static void
on_close(void *arg)
{
	((Keys *) arg)->depth--;
}

static void
on_value(void *arg, const ApiWalkPlace *place, const char *text, size_t len, bool string)
{
	Keys	   *keys = arg;
	uint64_t	hash;

	if (keys->depth != 2 || keys->found || len == 0 || !is_key(place) || (!string && strchr("tfn", *text) != NULL))
		return;
	keys->found = true;
	hash = api_digest_of(text, len);
	if (keys->count == 0)
		keys->first = hash;
	if (keys->keys != NULL && keys->count < keys->room)
		keys->keys[keys->count] = hash;
	keys->count++;
}

/* Reads the keys of the records, of so many bytes of them at most. */
static void
read_keys(const ApiPage *page, size_t most, Keys *keys)
{
	ApiWalker	walker = {keys, on_open, on_close, on_value};
	ApiWalk		walk;
	size_t		from;
	size_t		to;

	api_reader_outer_span(page->reader, &from, &to);
	api_walk_begin(&walk, &walker);
	api_walk_feed(&walk, "[", 1);
	api_walk_feed(&walk, api_transfer_response(page->transfer)->body.data + from,
				  to - from < most ? to - from : most);
}

static int
compare(const void *a, const void *b)
{
	uint64_t	left = *(const uint64_t *) a;
	uint64_t	right = *(const uint64_t *) b;

	return (left > right) - (left < right);
}

/* A digest of all keys in their order; 0: a record has none, two have the same, or no memory. */
static uint64_t
digest_keys(const ApiPage *page, size_t records)
{
	Keys		keys = {.keys = calloc(records, sizeof(uint64_t)), .room = records};
	uint64_t	digest = 0;

	if (keys.keys == NULL)
		return 0;
	read_keys(page, SIZE_MAX, &keys);
	if (keys.count == records)
	{
		digest = api_digest_of(keys.keys, records * sizeof(uint64_t));
		qsort(keys.keys, records, sizeof(uint64_t), compare);
		for (size_t i = 1; i < records; i++)
			if (keys.keys[i] == keys.keys[i - 1])
				digest = 0;
	}
	free(keys.keys);
	return digest;
}

/* Has the page the keys of the page before, all of them? */
static bool
is_alike(ApiChain *chain, const ApiPage *page)
{
	size_t		records = (size_t) api_page_counted(page);
	Keys		keys = {0};
	uint64_t	digest = 0;
	bool		same;

	if (records > 0 && records <= KEYS_MAX && !page->in_columns && api_page_before(page) == 0)
		read_keys(page, FIRST_BYTES, &keys);
	same = keys.count > 0 && keys.first == chain->first_key && records == chain->alike_records;
	if (same)
		digest = digest_keys(page, records);
	/* the first time there is nothing to compare with */
	same = digest != 0 && (chain->alike == 0 || digest == chain->keys);
	chain->first_key = keys.first;
	chain->alike_records = records;
	chain->keys = digest;
	return same;
}

bool
api_alike_check(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	if (paging->spec.on_repeated_page == API_REPEAT_IGNORE)
		return true;
	chain->alike = is_alike(chain, page) ? chain->alike + 1 : 0;
	if (chain->alike == SOME_ALIKE && !api_error_is_set(&chain->overlap))
		api_error_set(&chain->overlap, API_ERR_PAGING, "the page has records with the same keys as those of %d"
					  " pages before it", SOME_ALIKE);
	if (chain->alike < MAX_ALIKE)
		return true;
	api_error_set(err, API_ERR_PAGING, "a hundred pages in a row have records with the same keys");
	api_error_hint(err, "The API may not know the paging parameter, and only a time or a rank differ: check"
				   " page_param, offset_param or cursor_param; on_repeated_page 'ignore' takes all as they come.");
	return false;
}
