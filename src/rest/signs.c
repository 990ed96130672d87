/*
 * signs.c
 *		Does a page say that there are more?  See signs.h.
 *
 * Of a page that came whole the bytes before the first record and behind the last are
 * walked over; of one that came in portions these were collected as they went
 * (api_page_drop).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rest/link.h"
#include "rest/sighting.h"
#include "rest/signs.h"
#include "rest/sized.h"

/* Is the page's one record the root object? */
static bool
is_record(const ApiPage *page)
{
	const ApiPath *records = api_projection_path(page->projection);

	return !page->empty && (records == NULL || records->nsteps == 0) &&
		api_reader_shape(page->reader) != API_SHAPE_ARRAY;
}

/* The body, but for the records where these are one run. */
static void
walk_body(ApiPage *page, ApiSearch *search)
{
	const ApiBuffer *body = &api_transfer_response(page->transfer)->body;
	size_t		from;
	size_t		to;

	if (page->empty || api_reader_lines(page->reader))
		return;
	api_reader_records_span(page->reader, &from, &to);
	api_search_feed(search, body->data, from);
	api_search_feed(search, body->data + to, body->len - to);
}

/* A Link header that leads to a next page, where the pager does not follow it, or to a last one. */
static void
note_links(const ApiPage *page, ApiSearch *search)
{
	static const ApiNaming next = {.kind = API_NAMING_TOKEN, .sure = true, .link = true};
	static const ApiNaming last = {.kind = API_NAMING_LAST, .single = true, .link = true};
	const ApiHeaders *headers = &api_transfer_response(page->transfer)->headers;
	bool		strange;
	char	   *link = api_link_find(headers, api_link_base(page), "next", &strange);
	bool		leads = link != NULL;

	if (link == NULL)
		link = api_link_find(headers, api_link_base(page), "last", &strange);
	if (link != NULL)
		api_sighting_header(search, leads ? &next : &last, leads ? "Link rel=next" : "Link rel=last", link);
	free(link);
}

/* What a word says of a table that goes by cursors: it pages by no number. */
static void
advise_cursor(const ApiPaging *paging, ApiSigns *signs)
{
	const char *counted = "pagination 'page_number', page_param 'page'";
	size_t		len = strlen(counted);

	if (paging->spec.kind != API_PAGER_CURSOR || strncmp(signs->options, counted, len) != 0)
		return;
	len += strspn(signs->options + len, ", ");
	memmove(signs->options, signs->options + len, strlen(signs->options + len) + 1);
	if (*signs->options == '\0')
		return;
	len = strlen(signs->options);
	snprintf(signs->options + len, sizeof(signs->options) - len, " and another cursor_path");
}

void
api_signs_search(const ApiPaging *paging, ApiPage *page, int64_t records, int64_t pages,
				 ApiSigns *signs)
{
	const ApiResponse *response = api_transfer_response(page->transfer);
	bool		paged = paging->spec.kind != API_PAGER_AUTO && paging->spec.kind != API_PAGER_NONE;
	bool		counts = paging->spec.kind == API_PAGER_PAGE_NUMBER || paging->spec.kind == API_PAGER_OFFSET;
	ApiSignsScope scope = {records, api_page_counted(page), pages, api_sized(api_transfer_request(page->transfer)),
	api_transfer_request(page->transfer)->url,
	paged, counts || (paged && pages > 1)};
	ApiSearch	own;
	ApiSearch  *search = page->search != NULL ? page->search : &own;

	memset(signs, 0, sizeof(*signs));
	signs->own = signs->total = signs->bound = -1;
	if (is_record(page))
		return;
	if (scope.asked == 0)
		scope.asked = paging->spec.page_size;
	if (page->search == NULL)
		api_search_begin(search, api_projection_path(page->projection));
	walk_body(page, search);
	api_search_end(search);
	for (int i = 0; i < response->headers.count; i++)
		api_search_header(search, response->headers.items[i].name, response->headers.items[i].value);
	note_links(page, search);
	api_weigh(search, &scope, signs);
	advise_cursor(paging, signs);
}

void
api_signs_hint(const ApiSigns *signs, ApiError *err)
{
	if (signs != NULL && *signs->options != '\0')
		api_error_hint(err, "Perhaps %s; pagination 'none' takes this page alone.", signs->options);
	else
		api_error_hint(err, "Set the table's option pagination to page_number, offset, cursor or"
					   " next_url, with page_param, offset_param, cursor_param and cursor_path or"
					   " next_url_path; pagination 'none' takes this page alone.");
}

bool
api_signs_refuse(const ApiSigns *signs, int64_t records, ApiError *err)
{
	if (signs->own >= 0)
	{
		api_error_set(err, API_ERR_PAGING, "the response says %s of a list within a record, and has %lld of it",
					  signs->seen, (long long) signs->own);
		api_error_hint(err, "Ask for longer lists by the option params, or read them by a table of their own"
					   " whose path has the record's key; pagination 'none' takes what is there.");
		return false;
	}
	api_error_set(err, API_ERR_PAGING, "the response says %s and brought %lld record%s", signs->seen,
				  (long long) records, records == 1 ? "" : "s");
	api_signs_hint(signs, err);
	return false;
}
