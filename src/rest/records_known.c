/*
 * records_known.c
 *		Do the columns know the records of a page?
 */
#include <stdlib.h>
#include <string.h>

#include "rest/records.h"

#define HINT_BYTES 200			/* of names that a hint shows */
#define FIRST_LOOK (4 * 1024)	/* bytes of a body that are read first */

static inline const ApiBuffer *
body_of(const ApiPage *page)
{
	return &api_transfer_response(page->transfer)->body;
}

bool
api_page_finds(const ApiPage *page, int slot)
{
	return !page->stands_in && !page->empty && !page->none && api_reader_finds(page->reader, slot);
}

const ApiStray *
api_page_strays(const ApiPage *page, size_t record, size_t *count)
{
	*count = 0;
	if (page->stands_in)
		return NULL;
	return api_reader_strays(page->reader, page->zip != NULL ? 0 : record, count);
}

const ApiStray *
api_page_stray(const ApiPage *page, int number)
{
	return page->stands_in || page->empty || page->none ? NULL : api_reader_stray(page->reader, number);
}

void
api_page_sample(const ApiPage *page, ApiSliceEmit emit, void *arg)
{
	const ApiBuffer *body = body_of(page);

	if (!page->empty && !page->none && !page->stands_in && body->data != NULL)
		api_slice_records(body->data, body->len, api_reader_lines(page->reader),
						  api_projection_path(page->projection), emit, arg);
}

/* ApiMemberEmit */
static bool
on_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	*(bool *) arg = name != NULL && name_len > 0 && text != NULL && len > 0;
	return false;
}

/* ApiSliceEmit: notes an object that has members. */
static bool
find_members(void *arg, const char *text, size_t len)
{
	const char **found = arg;
	bool		any = false;

	api_slice_members(text, len, on_member, &any);
	if (any)
		*found = text;
	return !any;
}

/* Reads the body once more for the columns that the query does not want: as much of it as
 * it takes to find one. */
static bool
declares_any(const ApiPage *page)
{
	const ApiBuffer *body = body_of(page);
	ApiReader  *reader = api_reader_create(page->declared, API_PAGE_MAX_SLICES, NULL);
	bool		found = reader == NULL;

	if (reader != NULL)
		api_reader_reset(reader, api_reader_lines(page->reader));
	for (size_t len = 0; !found && len < body->len;)
	{
		len = len > 0 ? len * 4 : FIRST_LOOK;
		if (len > body->len)
			len = body->len;
		/* of a body in portions the front may be gone: then nothing can be said */
		found = api_reader_feed(reader, body->data, len, len == body->len && !page->streams, NULL) ==
			API_READER_ERROR || api_reader_finds_any(reader);
	}
	api_reader_free(reader);
	return found;
}

bool
api_page_known(const ApiPage *page)
{
	const char *members = NULL;

	if (page->stands_in || page->empty || page->none || page->declared == NULL ||
		api_reader_records(page->reader) == 0 || api_projection_slots(page->declared) == 0 ||
		api_reader_finds_any(page->reader))
		return true;
	if (api_page_before(page) > 0 || declares_any(page))
		return true;
	/* a body that is not whole is no document to be walked through */
	if (page->streams)
		return false;
	api_page_sample(page, find_members, &members);
	return members == NULL;
}

void
api_page_refuse_unknown(const ApiPage *page, ApiError *err)
{
	const ApiBuffer *body = body_of(page);
	const char *members = NULL;
	char		places[HINT_BYTES];
	int			listed = 0;
	int			found;

	api_page_sample(page, find_members, &members);
	api_error_set(err, API_ERR_RECORDS, "no record has a member that a column reads");
	if (members == NULL)
		return;
	found = api_slice_list_members(members, (size_t) (body->data + body->len - members), false, places,
								   sizeof(places), &listed);
	if (listed > 0)
		api_error_hint(err, "A record has %s%s.  A column reads the member of its name, or what its"
					   " json_path says.", places, found > listed ? ", ..." : "");
}
