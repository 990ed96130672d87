/*
 * jump.c
 *		Pages that an OFFSET lets be left out.  See jump.h.
 */
#include "rest/jump.h"
#include "rest/owed.h"

/* Is the first page full, and says for sure how many records there are? */
static bool
may_jump(const ApiStream *stream, const ApiChain *chain)
{
	const ApiPaging *paging = stream->spec.paging;

	return stream->spec.skip > 0 && paging->spec.kind == API_PAGER_OFFSET && paging->spec.max_pages == 0 &&
		stream->nchains == 1 && !api_binds_any(&stream->binds) &&
		chain->judged == 1 && chain->asked == 1 && !chain->ended && !chain->skipped &&
		api_owed_declared(chain) && chain->total_min == chain->total_max && !chain->lower &&
		chain->size > 0 && chain->records == chain->size && chain->rows == chain->records;
}

/* So many pages are left out, or, if it is negative, are not any more. */
static void
leave_out(ApiStream *stream, ApiChain *chain, int64_t pages)
{
	chain->asked = chain->judged = 1 + (pages > 0 ? pages : 0);
	chain->records += pages * chain->size;
	chain->rows += pages * chain->size;
	stream->rows += pages * chain->size;
	chain->left_out = pages > 0 ? pages : 0;
}

void
api_jump_ahead(ApiStream *stream, ApiChain *chain)
{
	int64_t		page;
	int64_t		last;

	if (!may_jump(stream, chain))
		return;
	page = stream->spec.skip / chain->size;
	last = (chain->total_min - 1) / chain->size;
	if (page > last)
		page = last;
	if (page > 1)
		leave_out(stream, chain, page - 1);
}

bool
api_jump_fails(ApiStream *stream, ApiChain *chain, const ApiPage *page)
{
	int64_t		left = chain->total_max - chain->records;
	int64_t		due = left < chain->size ? left : chain->size;

	if (chain->left_out == 0 || page->number != chain->left_out + 1 || api_page_before(page) > 0 ||
		(page->state == API_PAGE_WHOLE && api_page_counted(page) == due &&
		 (int64_t) api_page_records(page) == due))
		return false;
	leave_out(stream, chain, -chain->left_out);
	stream->spec.skip = 0;
	stream->widened = true;
	api_stream_drop_pages(stream, &chain->pages);
	return true;
}
