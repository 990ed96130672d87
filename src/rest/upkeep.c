/*
 * upkeep.c
 *		When connections are looked after.  See upkeep.h.
 *
 * Catalog changes are told by callbacks that may run anywhere, in the middle of a pump's
 * caller or of a look into the catalogs; so they only mark, and what is marked goes at the
 * next of the moments below.
 */
#include "postgres.h"

#include "access/xact.h"
#include "storage/ipc.h"
#include "utils/inval.h"
#include "utils/syscache.h"

#include "base/settings.h"
#include "net/engine.h"
#include "net/idle.h"
#include "net/lookups.h"
#include "net/memory.h"
#include "rest/upkeep.h"

static const int caches[API_MARKS] = {
	[API_MARK_SERVER] = FOREIGNSERVEROID,
	[API_MARK_MAPPING] = USERMAPPINGOID,
	[API_MARK_WRAPPER] = FOREIGNDATAWRAPPEROID,
	[API_MARK_ROLE] = AUTHOID
};

static void
tidy(int most, bool keep_last)
{
	/* the kernel is quicker at that */
	if (proc_exit_inprogress)
		return;
	api_lookups_tend();
	api_idle_tidy(api_engine_now(), most, keep_last);
}

static void
on_catalog_change(Datum mark, int cache, uint32 hash)
{
	api_idle_retire((ApiMark) DatumGetInt32(mark), hash);
}

static void
on_transaction(XactEvent event, void *arg)
{
	switch (event)
	{
		case XACT_EVENT_COMMIT:
		case XACT_EVENT_ABORT:
		case XACT_EVENT_PREPARE:
			tidy(api_idle_connections, false);
			api_memory_gather();
			break;
		default:
			break;
	}
}

void
api_upkeep_install(void)
{
	for (int mark = 0; mark < API_MARKS; mark++)
		CacheRegisterSyscacheCallback(caches[mark], on_catalog_change, Int32GetDatum(mark));
	RegisterXactCallback(on_transaction, NULL);
}

void
api_upkeep_enter(void)
{
	tidy(API_IDLE_ANY, true);
}

void
api_upkeep_scan_ended(bool own)
{
	tidy(api_idle_connections, !own);
}

int
api_upkeep_disconnect(Oid server)
{
	return api_idle_disconnect(server, api_engine_now());
}

void
api_upkeep_mark(ApiPoolKey *key, Oid wrapper, Oid role)
{
	const Oid	oids[API_MARKS] = {
		[API_MARK_SERVER] = key->server,
		[API_MARK_MAPPING] = key->user,
		[API_MARK_WRAPPER] = wrapper,
		[API_MARK_ROLE] = role
	};

	for (int mark = 0; mark < API_MARKS; mark++)
		key->marks[mark] = GetSysCacheHashValue1(caches[mark], ObjectIdGetDatum(oids[mark]));
}
