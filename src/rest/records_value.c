/*
 * records_value.c
 *		The texts of a page's values.
 */
#include <stdio.h>

#include "rest/records.h"

static inline const ApiBuffer *
body_of(const ApiPage *page)
{
	return &api_transfer_response(page->transfer)->body;
}

/* A slice's text; of an array's index, its digits. */
static const char *
text_of(const ApiPage *page, ApiSlice slice, size_t *len)
{
	if (slice.length != API_SLICE_INDEX)
		return api_reader_text(page->reader, body_of(page)->data, slice, len);
	*len = (size_t) snprintf(((ApiPage *) page)->index, sizeof(page->index), "%u",
							 (unsigned) slice.offset);
	return page->index;
}

static const char *
root_of_lines(const ApiPage *page, size_t *len)
{
	*len = page->joined_len;
	return page->joined;
}

const char *
api_page_value(const ApiPage *page, size_t record, int slot, size_t *len)
{
	if (page->stands_in)
		return NULL;
	if (page->joined != NULL && api_projection_is_root(page->projection, slot))
		return root_of_lines(page, len);
	if (page->zip != NULL && api_projection_is_of_record(page->projection, slot))
		return text_of(page, api_zip_slice(page->zip, record, slot), len);
	if (page->zip != NULL)
		record = 0;
	return text_of(page, api_reader_slice(page->reader, record, slot), len);
}

const char *
api_page_stray_text(const ApiPage *page, size_t record, const ApiStray *stray, size_t *len)
{
	ApiSlice	slice = stray->value;

	if (page->zip != NULL)
		slice = api_zip_slice(page->zip, record, api_projection_slots(page->projection) + stray->number);
	return text_of(page, slice, len);
}

const char *
api_page_stray_name(const ApiPage *page, const ApiStray *stray, size_t *len)
{
	return api_reader_name(body_of(page)->data, stray->value.offset, len);
}

const ApiSlice *
api_page_row(const ApiPage *page, size_t record, const char **body)
{
	if (page->stands_in || page->zip != NULL)
		return NULL;
	*body = body_of(page)->data;
	return api_reader_row(page->reader, *body, record);
}

const char *
api_page_envelope(const ApiPage *page, int slot, size_t *len)
{
	if (page->joined != NULL && api_projection_is_root(page->projection, slot))
		return root_of_lines(page, len);
	return text_of(page, api_reader_envelope(page->reader, slot), len);
}
