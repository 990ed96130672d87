/*
 * portion.c
 *		Bodies that are larger than is held: their records are lent as they come.
 *
 * Of the page that its chain waits for, and of no other.  See advance.c.
 */
#include "rest/advance.h"

/* It is paused without a whole record: makes room, or gives up. */
static bool
widen(ApiStream *stream, ApiPage *page)
{
	if (api_reader_settled(page->reader) > 0 && api_page_drop(page))
		return true;
	if (!api_error_is_set(&page->error))
	{
		api_error_set(&page->error, API_ERR_TOO_LARGE, "a record is larger than scan_buffer");
		api_error_hint(&page->error, "Raise the option scan_buffer, of which a quarter of api_fdw.max_memory counts"
					   " at most; a body that is one object is one record, unless record_path says"
					   " otherwise.");
	}
	return api_stream_give_up(stream, page);
}

bool
api_stream_offer(ApiStream *stream, ApiPage *page)
{
	ApiChain   *chain = page->chain;

	if (api_stage_traits(page->stage)->with_scan || stream->portion != NULL || chain->pages.first != page ||
		(stream->spec.keep_order && chain != stream->chains))
		return true;
	if (!api_stream_event(stream, page, API_STEP_STREAM))
		return true;
	if (api_error_is_set(&page->error))
		return api_stream_give_up(stream, page);
	if (api_page_records(page) > 0)
		(void) api_stream_event(stream, page, API_STEP_OFFER);
	else if (api_transfer_paused(page->transfer))
		return widen(stream, page);
	return true;
}
