/*
 * hold.c
 *		What the scans of a statement have in common.  See hold.h.
 */
#include "postgres.h"

#include "base/settings.h"
#include "exec/hold.h"
#include "miscadmin.h"

/* How often a table is read. */
typedef struct Use
{
	Oid			table;
	Oid			role;
	int			scans;
} Use;

struct ApiHold
{
	const EState *estate;
	struct ApiShelf *shelf;
	List	   *uses;			/* of Use */
	ApiHold    *next;
	MemoryContextCallback callback; /* lets go of the shelf */
};

static ApiHold *holds;			/* of the statements that run */

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
	hold->callback.func = forget;
	hold->callback.arg = hold;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &hold->callback);
	hold->next = holds;
	holds = hold;
	return hold;
}

static Use *
find_use(const ApiHold *hold, Oid table, Oid role)
{
	ListCell   *lc;

	foreach(lc, hold->uses)
	{
		Use		   *use = lfirst(lc);

		if (use->table == table && use->role == role)
			return use;
	}
	return NULL;
}

ApiHold *
api_hold_join(const EState *estate, Oid table, Oid role)
{
	ApiHold    *hold = holds;
	Use		   *use;

	while (hold && hold->estate != estate)
		hold = hold->next;
	if (hold == NULL)
		hold = create(estate);
	use = find_use(hold, table, role);
	if (use == NULL)
	{
		use = palloc0(sizeof(Use));
		use->table = table;
		use->role = role;
		hold->uses = lappend(hold->uses, use);
	}
	use->scans++;
	return hold;
}

ApiFamily
api_hold_family(const ApiHold *hold, Oid table, Oid role, bool again)
{
	const Use  *use = find_use(hold, table, role);

	return (ApiFamily) {
		.shelf = api_share_requests ? hold->shelf : NULL,.table = table,.role = role,
		.keeps = again || use->scans > 1
	};
}

void
api_hold_end(ApiHold *hold)
{
	if (hold)
		api_stream_shelf_end(hold->shelf);
}
