/*
 * fetch_total.c
 *		A fetch of which not all is wanted: some rows, those behind others, or their number.
 */
#include "postgres.h"

#include "exec/fetch_state.h"

void
api_fetch_want(ApiFetch *fetch, ApiStreamSpec *spec)
{
	if (!fetch->shared)
		spec->limit = api_binder_limit(fetch->binder);
	if (!fetch->shared && api_bindings_count(fetch->bindings) == 1)
		spec->skip = api_binder_offset(fetch->binder);
	spec->limit_exact = fetch->spec->limit_exact;
	spec->counts = fetch->spec->counts;
	if (!spec->limit_exact)
		spec->paging->spec.min_page_size = 0;
}

int64
api_fetch_left_out(ApiFetch *fetch)
{
	int64		rows = fetch->page ? fetch->page->left_out : 0;

	if (rows > 0)
		fetch->page->left_out = 0;
	return rows;
}

bool
api_fetch_total(ApiFetch *fetch, int64 *records)
{
	int64		total;

	/* each of several chains has a total of its own */
	if (fetch->ended || api_bindings_count(fetch->bindings) != 1)
		return false;
	(void) api_fetch_next_page(fetch, true);
	if (fetch->ended)
		return false;
	total = api_stream_total(fetch->stream);
	if (total < 0)
		return false;
	*records = total;
	api_fetch_leave_page(fetch);
	api_fetch_stop(fetch);
	return true;
}
