/*
 * fetch_total.c
 *		A fetch of which only the number of records is wanted.
 */
#include "postgres.h"

#include "exec/fetch_state.h"

bool
api_fetch_total(ApiFetch *fetch, int64 *records)
{
	ApiPage    *page;
	int64		total;

	/* each of several chains has a total of its own */
	if (fetch->ended || api_bindings_count(fetch->bindings) != 1)
		return false;
	page = api_stream_next(fetch->stream);
	if (page == NULL)
	{
		fetch->ended = true;
		api_fetch_check_end(fetch);
		return false;
	}
	api_fetch_begin_page(fetch, page, fetch->bound);
	total = api_stream_total(fetch->stream);
	if (total < 0)
		return false;
	*records = total;
	api_fetch_leave_page(fetch);
	api_fetch_stop(fetch);
	return true;
}
