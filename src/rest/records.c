/*
 * records.c
 *		A page: one response's records.
 *
 * The reader runs behind the arriving bytes, so that little is left to do when
 * the last of them is there.  What it has seen belongs to one attempt: a new
 * attempt, or a body that became shorter, starts it afresh.  Bodies of responses
 * that carry no records (an error's page of HTML) are never read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "base/digest.h"
#include "rest/ancestors.h"
#include "rest/failure.h"
#include "rest/notjson.h"
#include "rest/records.h"
#include "rest/search.h"
#include "rest/shape.h"
#include "rest/shape_error.h"

static void restart(ApiPage *page);
static ApiReaderStatus feed(ApiPage *page, bool last);
static bool check_portions(ApiPage *page);
static bool check_shape(ApiPage *page);
static bool look_around(ApiPage *page);
static bool join_lines(ApiPage *page);
static bool zip_columns(ApiPage *page);
static bool empty_body(ApiPage *page, bool *truncated);
static int64_t unix_now(void);

static inline const ApiBuffer *
body_of(const ApiPage *page)
{
	return &api_transfer_response(page->transfer)->body;
}

ApiPage *
api_page_create(const ApiProjection *projection, const ApiProjection *declared,
				ApiReader *reader, ApiError *err)
{
	ApiPage    *page = calloc(1, sizeof(*page));

	if (page == NULL)
	{
		api_reader_free(reader);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	if (reader != NULL)
		api_reader_reset(reader, false);
	page->reader = reader != NULL ? reader : api_reader_create(projection, API_PAGE_MAX_SLICES, err);
	if (page->reader == NULL)
	{
		free(page);
		return NULL;
	}
	page->projection = projection;
	page->declared = declared;
	return page;
}

ApiPage *
api_page_create_end(ApiBindings *bindings, int64_t binding, ApiError *failure)
{
	ApiPage    *page = calloc(1, sizeof(*page));

	if (page == NULL)
		return NULL;
	page->state = API_PAGE_END;
	page->empty = true;
	page->bindings = api_bindings_share(bindings);
	page->binding = binding;
	if (failure != NULL)
		api_error_move(&page->error, failure);
	return page;
}

void
api_page_advance(ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);

	if (api_stage_traits(page->stage)->with_scan)
		return;
	if (response->begun && (api_transfer_attempts(page->transfer) != page->attempt ||
							response->body.len < page->fed))
		restart(page);
	if (response->begun && api_failure_status_carries(page->transfer) &&
		response->body.len > page->fed && !api_error_is_set(&page->error))
		(void) feed(page, false);
}

/* Is the response values one after the other? */
static bool
has_lines(const ApiPage *page)
{
	static const char *const types[] = {"ndjson", "jsonl", "json-lines", "jsonlines", "stream+json"};
	const char *type = api_headers_get(&api_transfer_response(page->transfer)->headers,
									   "Content-Type");

	if (page->format != API_FORMAT_AUTO || type == NULL)
		return page->format == API_FORMAT_NDJSON;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcasestr(type, types[i]) != NULL)
			return true;
	return false;
}

bool
api_page_open_ended(const ApiPage *page)
{
	return api_transfer_response(page->transfer)->open_ended && has_lines(page);
}

/* Another attempt: nothing that was seen counts. */
static void
restart(ApiPage *page)
{
	page->attempt = api_transfer_attempts(page->transfer);
	page->fed = 0;
	api_reader_reset(page->reader, has_lines(page));
	free(page->head.text);
	page->head.text = NULL;
	api_error_clear(&page->error);
	api_error_clear(&page->beside);
	api_error_clear(&page->doubt);
}

/* Gives the reader all there is. */
static ApiReaderStatus
feed(ApiPage *page, bool last)
{
	const ApiBuffer *body = body_of(page);
	ApiReaderStatus status;

	/* slices count in 31 bits */
	if (body->len >= API_SLICE_KEPT)
	{
		api_error_set(&page->error, API_ERR_TOO_LARGE, "the response is larger than 2 GB");
		return API_READER_ERROR;
	}
	page->fed = body->len;
	status = api_reader_feed(page->reader, body->data != NULL ? body->data : "", body->len, last,
							 &page->error);
	api_transfer_burden(page->transfer, api_reader_bytes(page->reader));
	return status;
}

bool
api_page_no_content(const ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);

	return response->failure == API_ERR_NONE && response->status == 204;
}

bool
api_page_finish(ApiPage *page, bool *truncated)
{
	ApiResponse *response = api_transfer_response(page->transfer);
	bool		unfinished;

	*truncated = false;
	if (response->fetched_at_us == 0)
		response->fetched_at_us = unix_now();
	page->fetched_at_us = response->fetched_at_us;
	page->empty = api_page_no_content(page);
	if (page->empty)
		return true;

	/* first without an end, to tell a wrong document from one that was cut */
	api_page_advance(page);
	if (!api_error_is_set(&page->error))
	{
		unfinished = feed(page, false) == API_READER_MORE;
		if (unfinished && api_reader_shape(page->reader) == API_SHAPE_UNKNOWN)
			return empty_body(page, truncated);
		if (!api_error_is_set(&page->error) && feed(page, true) == API_READER_DONE)
			return check_portions(page) &&
				check_shape(page) && join_lines(page) && (!page->in_columns || zip_columns(page));
		*truncated = unfinished;
	}
	if (!*truncated)
		api_notjson_hint(api_transfer_response(page->transfer), &page->error);
	return false;
}

/* Had the records that came in portions all that they should have had? */
static bool
check_portions(ApiPage *page)
{
	if (!api_reader_lost(page->reader, page->nshown))
		return true;
	api_error_set(&page->error, API_ERR_TOO_LARGE,
				  "a value that stands around or behind the records is out of reach");
	api_error_hint(&page->error, "The body is larger than scan_buffer and is read in portions: raise"
				   " scan_buffer, or do without the meta_path, columns_path or cursor_path.");
	return false;
}

/* Are the records what the columns describe, or does an option say that there are none? */
static bool
check_shape(ApiPage *page)
{
	const ApiBuffer *body = body_of(page);
	bool		missing;
	bool		told;

	if (api_shape_check(page->reader, page->projection, page->declared, body->data, body->len,
						&missing, &page->error))
	{
		if (!page->ignore_missing)
			(void) api_shape_unplaced(page->reader, page->projection, body->data, body->len,
									  &page->unplaced);
		return look_around(page);
	}
	told = page->guesses && missing && page->ignore_missing &&
		api_shape_tells_error(body->data, body->len, api_projection_path(page->projection), &page->error);
	if (page->guesses && !told && !(missing && page->ignore_missing))
		api_shape_quote_error(body->data, body->len, &page->error);
	if (told || !missing || !page->ignore_missing)
		return false;
	api_error_clear(&page->error);
	page->none = api_projection_path(page->projection) == NULL;
	return true;
}

/* Does what is around the records, or around none, tell of an error?  false: it is one. */
static bool
look_around(ApiPage *page)
{
	const ApiBuffer *body = body_of(page);
	const ApiPath *records = api_projection_path(page->projection);

	page->says = true;
	if (body->len > 0 && api_reader_dropped(page->reader) == 0 &&
		!api_ancestors_look(page->reader, records, body->data, body->len, page->guesses, &page->beside,
							&page->doubt, &page->error))
		return false;
	if (!page->guesses && page->head.text == NULL)
		return true;
	if (page->head.text == NULL && (api_reader_records(page->reader) == 0 || page->empty || page->none))
		return !api_shape_tells_error(body->data, body->len, records, &page->error) &&
			(page->number > 0 ||
			 !api_shape_tells_empty(body->data, body->len, false, false, &page->error, &page->doubt));
	if (records == NULL || records->nsteps == 0 || api_reader_lines(page->reader))
		return true;
	return api_shape_tells_beside(page->reader, records, &page->head, body->data, body->len, &page->says,
								  &page->beside, &page->error);
}

/* Of lines the root is the array of them. */
static bool
join_lines(ApiPage *page)
{
	const ApiBuffer *body = body_of(page);

	if (!api_reader_lines(page->reader) || !api_projection_has_root(page->projection) || body->len == 0)
		return true;
	free(page->joined);
	page->joined = api_slice_join_lines(body->data, body->len, &page->joined_len);
	return page->joined != NULL || api_error_set(&page->error, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* Takes the one record's arrays apart; of no record, or null, there are none. */
static bool
zip_columns(ApiPage *page)
{
	int			nslots = api_projection_slots(page->projection);
	int			nstrays = api_projection_strays(page->projection);
	const ApiStray *strays;
	size_t		count;
	ApiSlice   *columns;

	if (api_reader_records(page->reader) == 0)
		return true;
	if (api_reader_records(page->reader) > 1)
	{
		api_error_set(&page->error, API_ERR_RECORDS, "record_shape 'columns' finds more than one object");
		api_error_hint(&page->error, "record_path must lead to the one object that has the arrays.");
		return false;
	}
	columns = calloc((size_t) (nslots + nstrays) + 1, sizeof(*columns));
	if (columns == NULL)
		return api_error_set(&page->error, API_ERR_OUT_OF_MEMORY, "out of memory");
	for (int slot = 0; slot < nslots; slot++)
		if (api_projection_is_of_record(page->projection, slot))
			columns[slot] = api_reader_slice(page->reader, 0, slot);
	strays = api_reader_strays(page->reader, 0, &count);
	for (size_t i = 0; i < count; i++)
		columns[nslots + strays[i].number] = strays[i].value;
	page->zip = api_zip_create(body_of(page)->data, columns, nslots, nstrays, API_PAGE_MAX_SLICES,
							   &page->error);
	free(columns);
	return page->zip != NULL;
}

/* The response says that there are records, and brings nothing; perhaps it was cut (libcurl before 8.0, HTTP/2). */
static bool
empty_body(ApiPage *page, bool *truncated)
{
	*truncated = api_response_unframed(api_transfer_response(page->transfer));
	api_error_set(&page->error, API_ERR_JSON, "the response has an empty body");
	api_error_hint(&page->error, "An answer without records should be [] or have HTTP status 204.");
	return false;
}

size_t
api_page_records(const ApiPage *page)
{
	if (page->stands_in)
		return 1;
	if (page->empty || page->none)
		return 0;
	if (page->in_columns)
		return page->zip != NULL ? api_zip_rows(page->zip) : 0;
	return api_reader_records(page->reader);
}

int64_t
api_page_counted(const ApiPage *page)
{
	if (page->empty || page->none || page->stands_in)
		return 0;
	if (page->in_columns)
		return (int64_t) api_page_records(page);
	return (int64_t) (api_reader_outer(page->reader) + api_reader_outer_dropped(page->reader));
}

bool
api_page_is_object(const ApiPage *page)
{
	return !page->empty && api_projection_path(page->projection) == NULL &&
		api_reader_shape(page->reader) == API_SHAPE_OBJECT;
}

const ApiEdges *
api_page_edges(const ApiPage *page)
{
	const ApiEdges *edges = api_reader_edges(page->reader);

	return page->in_columns || api_page_counted(page) == 0 || edges->torn || edges->count == 0 ?
		NULL : edges;
}

uint64_t
api_page_digest(const ApiPage *page)
{
	const ApiEdges *edges = api_page_edges(page);

	/* all its records are noted: their bytes need not be read again */
	if (edges != NULL && edges->count <= API_EDGE_MAX)
		return api_digest_of(edges->first, edges->count * sizeof(*edges->first));
	return api_reader_digest(page->reader, body_of(page)->data);
}

size_t
api_page_before(const ApiPage *page)
{
	return api_reader_dropped(page->reader);
}

/* Of bytes that are about to go, those that are not of records are searched. */
static bool
search_dropped(ApiPage *page, size_t bytes)
{
	const char *body = body_of(page)->data;
	size_t		from;
	size_t		to;

	if (!page->searches || api_reader_lines(page->reader))
		return true;
	if (page->search == NULL)
	{
		page->search = malloc(sizeof(*page->search));
		if (page->search == NULL)
			return api_error_set(&page->error, API_ERR_OUT_OF_MEMORY, "out of memory");
		api_search_begin(page->search, api_projection_path(page->projection));
	}
	api_reader_records_span(page->reader, &from, &to);
	api_search_feed(page->search, body, from < bytes ? from : bytes);
	if (to < bytes)
		api_search_feed(page->search, body + to, bytes - to);
	return true;
}

bool
api_page_drop(ApiPage *page)
{
	size_t		settled = api_reader_settled(page->reader);

	if (!search_dropped(page, settled))
		return false;
	if (page->guesses && settled > 0 && !api_reader_lines(page->reader) &&
		!api_shape_keep_head(&page->head, page->reader, body_of(page)->data, settled))
		return api_error_set(&page->error, API_ERR_OUT_OF_MEMORY, "out of memory");
	if (!api_reader_drop(page->reader, body_of(page)->data, settled, &page->error))
		return false;
	page->fed -= settled;
	/* what is left is no document that can be walked through */
	page->guesses &= settled == 0;
	api_transfer_discard(page->transfer, settled);
	return true;
}

size_t
api_page_bytes(const ApiPage *page)
{
	return sizeof(*page) + page->joined_len +
		(page->reader != NULL ? api_reader_bytes(page->reader) : 0) + api_zip_bytes(page->zip) +
		(page->transfer != NULL ? body_of(page)->room + api_transfer_response(page->transfer)->headers.bytes : 0);
}

void
api_page_free(ApiPage *page)
{
	if (page == NULL)
		return;
	if (page->transfer != NULL)
	{
		if (page->state == API_PAGE_WHOLE)
			api_transfer_keep(page->transfer);
		api_transfer_free(page->transfer);
	}
	api_reader_free(page->reader);
	api_zip_free(page->zip);
	free(page->search);
	free(page->head.text);
	api_bindings_free(page->bindings);
	api_error_clear(&page->error);
	api_error_clear(&page->unplaced);
	api_error_clear(&page->beside);
	api_error_clear(&page->doubt);
	free(page->joined);
	free(page);
}

ApiReader *
api_page_retire(ApiPage *page)
{
	ApiReader  *reader = page->reader;

	page->reader = NULL;
	api_page_free(page);
	return reader;
}

/* ---- lists ---- */

void
api_pages_append(ApiPageList *list, ApiPage *page)
{
	page->prev = list->last;
	page->next = NULL;
	if (list->last != NULL)
		list->last->next = page;
	else
		list->first = page;
	list->last = page;
	list->count++;
}

void
api_pages_remove(ApiPageList *list, ApiPage *page)
{
	if (page->prev != NULL)
		page->prev->next = page->next;
	else
		list->first = page->next;
	if (page->next != NULL)
		page->next->prev = page->prev;
	else
		list->last = page->prev;
	page->prev = page->next = NULL;
	list->count--;
}

void
api_pages_free(ApiPageList *list)
{
	while (list->first != NULL)
	{
		ApiPage    *page = list->first;

		api_pages_remove(list, page);
		api_page_free(page);
	}
}

static int64_t
unix_now(void)
{
	struct timeval now;

	(void) gettimeofday(&now, NULL);
	return (int64_t) now.tv_sec * 1000000 + now.tv_usec;
}
