/*
 * hold.c
 *		What the scans of a statement have in common.  See hold.h.
 *
 * The file is no resource of the transaction, but ours, and is closed with the shelf: a stream
 * of a portal that has failed goes on with those of others until the portal's memory goes,
 * and must not find another's file in its place.
 */
#include "postgres.h"

#include "base/settings.h"
#include "common/hashfn.h"
#include "exec/hold.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/guc.h"
#include "utils/wait_event.h"

#define FILE_SHARE 64			/* times work_mem */

/* How often the same may be asked for: by tables whose requests are made alike. */
typedef struct Use
{
	uint64		request;		/* a hash of what makes it */
	Oid			role;
	int			scans;
	bool		again;			/* one of them may ask for the same more than once */
} Use;

struct ApiHold
{
	const EState *estate;
	ApiShelf   *shelf;
	File		file;			/* of the shelf, beyond memory; 0: there is none */
	int64		file_most;		/* bytes */
	List	   *uses;			/* of Use */
	ApiHold    *next;
	MemoryContextCallback callback; /* lets go of the shelf */
};

static ApiHold *holds;			/* of the statements that run */

/* ---- the file ---- */

/*
 * ApiShelfFile.  FileWrite and FileRead raise nothing but where temp_file_limit is passed, and
 * what is logged may serve interrupts.
 */
static bool
write_file(void *self, int64_t at, const char *bytes, size_t len)
{
	const ApiHold *hold = self;
	bool		done;

	if (temp_file_limit >= 0 || len > PG_INT32_MAX)
		return false;
	HOLD_INTERRUPTS();
	done = FileWrite(hold->file, (char *) bytes, (int) len, at, WAIT_EVENT_BUFFILE_WRITE) == (int) len;
	RESUME_INTERRUPTS();
	return done;
}

static bool
read_file(void *self, int64_t at, char *bytes, size_t len)
{
	const ApiHold *hold = self;
	bool		done;

	HOLD_INTERRUPTS();
	done = FileRead(hold->file, bytes, (int) len, at, WAIT_EVENT_BUFFILE_READ) == (int) len;
	RESUME_INTERRUPTS();
	return done;
}

void
api_hold_make_room(ApiHold *hold, const ApiPage *page)
{
	ApiShelfFile file = {hold, hold->file_most, write_file, read_file};

	/* what is a saving must not be what a statement fails for */
	if (temp_file_limit >= 0 || !api_stream_shelf_is_short(hold->shelf, page))
		return;
	hold->file = OpenTemporaryFile(true);
	api_stream_shelf_spill(hold->shelf, &file);
}

static void
close_file(ApiHold *hold)
{
	File		file = hold->file;

	hold->file = 0;
	if (file == 0)
		return;
	HOLD_INTERRUPTS();
	FileClose(file);
	RESUME_INTERRUPTS();
}

/* ---- statements ---- */

/* A reset callback. */
static void
forget(void *arg)
{
	ApiHold    *hold = arg;
	ApiHold   **link = &holds;

	while (*link && *link != hold)
		link = &(*link)->next;
	if (*link)
		*link = hold->next;
	api_stream_shelf_free(hold->shelf);
	hold->shelf = NULL;
}

static ApiHold *
create(const EState *estate)
{
	ApiHold    *hold = palloc0(sizeof(ApiHold));

	hold->estate = estate;
	hold->shelf = api_stream_shelf((size_t) work_mem * 1024);
	hold->file_most = (int64) work_mem * 1024 * FILE_SHARE;
	hold->callback.func = forget;
	hold->callback.arg = hold;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &hold->callback);
	hold->next = holds;
	holds = hold;
	return hold;
}

static uint64
hash_text(const char *text, uint64 seed)
{
	return text ? hash_bytes_extended((const unsigned char *) text, (int) strlen(text), seed) : ~seed;
}

/* Of what a table's requests have in common: they differ by the values that are sent, and by page. */
static uint64
hash_request(const ApiConfig *config)
{
	const ApiEndpointSpec *spec = &config->endpoint;
	uint64		hash = hash_text(spec->path, config->key.server);

	for (int i = 0; i < spec->nparams; i++)
		hash = hash_text(spec->params[i].value, hash_text(spec->params[i].name, hash));
	return hash_text(spec->graphql, hash_text(spec->body, hash));
}

static Use *
find_use(const ApiHold *hold, const ApiConfig *config, Oid role)
{
	uint64		request = hash_request(config);
	ListCell   *lc;

	foreach(lc, hold->uses)
	{
		Use		   *use = lfirst(lc);

		if (use->request == request && use->role == role)
			return use;
	}
	return NULL;
}

ApiHold *
api_hold_join(const EState *estate, const ApiConfig *config, Oid role, bool again)
{
	ApiHold    *hold = holds;
	Use		   *use;

	while (hold && hold->estate != estate)
		hold = hold->next;
	if (hold == NULL)
		hold = create(estate);
	use = find_use(hold, config, role);
	if (use == NULL)
	{
		use = palloc0(sizeof(Use));
		use->request = hash_request(config);
		use->role = role;
		hold->uses = lappend(hold->uses, use);
	}
	use->scans++;
	use->again |= again;
	return hold;
}

ApiFamily
api_hold_family(ApiHold *hold, const ApiConfig *config, Oid role, bool again)
{
	Use		   *use = find_use(hold, config, role);

	if (use)
		use->again |= again;

	/* one that asks once is given a page once */
	return (ApiFamily) {
		.shelf = api_share_requests ? hold->shelf : NULL,.table = config->relid,.role = role,
		.max_redirects = config->limits.max_redirects,
		.wanted = use == NULL || use->again ? PG_INT32_MAX : use->scans - 1
	};
}

void
api_hold_end(ApiHold *hold)
{
	if (hold == NULL)
		return;
	api_stream_shelf_end(hold->shelf);
	close_file(hold);
}
