/*
 * demand.c
 *		What a LIMIT keeps back of a stream's requests.  See demand.h.
 */
#include "rest/demand.h"
#include "rest/owed.h"

/* Is it known how many rows a further page has?  Then all are of one chain. */
static bool
knows_pages(const ApiStream *stream)
{
	return stream->spec.limit_exact && stream->nchains == 1 && !api_binds_any(&stream->binds) &&
		stream->chains->judged > 0;
}

bool
api_demand_allows(ApiStream *stream)
{
	int64_t		coming;

	if (stream->spec.limit == 0 || stream->widened)
		return true;
	coming = knows_pages(stream) ? stream->posted * stream->chains->size : 0;
	if (stream->rows + coming < stream->spec.limit)
		return true;
	stream->widened = coming == 0 && api_stream_is_read(stream);
	return stream->widened;
}

void
api_demand_arrived(ApiStream *stream, const ApiChain *chain, const ApiPage *page)
{
	int64_t		rows = 0;

	if (page->state == API_PAGE_WHOLE)
		rows = (int64_t) (api_page_records(page) + api_page_before(page));
	stream->rows += rows;
	/* it may be less than it was counted for */
	stream->widened |= knows_pages(stream) && rows < chain->size;
}

void
api_demand_count(ApiStream *stream, ApiChain *chain, ApiPage *page)
{
	ApiSigns	signs;

	/* where rows are not records, a total may be of either */
	if (!stream->spec.counts || page->number > 0 || chain->ended || !api_owed_declared(chain) ||
		chain->total_min < chain->records || chain->rows != chain->records || chain->total_min != chain->total_max)
		return;
	/* where it is a lower bound, the page says so */
	(void) api_owed_chained(stream->spec.paging, chain, page, &signs);
	if (!chain->lower)
		stream->total = chain->total_min;
}
