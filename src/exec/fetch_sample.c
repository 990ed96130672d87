/*
 * fetch_sample.c
 *		A fetch that looks at some pages only, one after the other.
 */
#include "postgres.h"

#include "exec/fetch_state.h"
#include "miscadmin.h"

void
api_fetch_sample(ApiFetch *fetch, int64 first, int64 size, int64 pages)
{
	ApiPagingSpec *paging = &fetch->config->paging;

	paging->start_page += first;
	paging->start_offset += first * size;
	paging->sampled_pages = pages;
	/* what is told of all pages says nothing of some */
	paging->check_total = API_TOTAL_TRUSTED;
}

bool
api_fetch_turn(ApiFetch *fetch, bool *whole)
{
	CHECK_FOR_INTERRUPTS();
	if (!fetch->ended)
		(void) api_fetch_next_page(fetch, true);
	*whole = fetch->page != NULL && fetch->page->state == API_PAGE_WHOLE;
	return fetch->page != NULL;
}

int64
api_fetch_declared(const ApiFetch *fetch)
{
	return fetch->stream ? api_stream_total(fetch->stream) : -1;
}

int64
api_fetch_page_records(const ApiFetch *fetch)
{
	return fetch->page ? (int64) (api_page_records(fetch->page) + api_page_before(fetch->page)) : 0;
}

bool
api_fetch_page_row(ApiFetch *fetch, TupleTableSlot *slot)
{
	MemoryContext old = MemoryContextSwitchTo(fetch->row_memory);
	bool		stored = false;

	ExecClearTuple(slot);
	while (!stored && ((fetch->batch && api_batch_more(fetch->batch)) ||
					   (fetch->page && fetch->record < api_page_records(fetch->page))))
		stored = api_fetch_read(fetch, slot);
	MemoryContextSwitchTo(old);
	return stored;
}
