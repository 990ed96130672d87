/*
 * totals.c
 *		How many records or pages a chain has, as its pages say.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/link.h"
#include "rest/totals.h"

#define UNKNOWN (-1)

static bool
refuse(ApiError *err, const char *option, const char *text, size_t len)
{
	api_error_set(err, API_ERR_PAGING, "the total that %s names is no number: %.*s", option,
				  (int) (len < 40 ? len : 40), text);
	api_error_hint(err, "Correct the option %s, or drop it.", option);
	return false;
}

/* A count that a text gives, or UNKNOWN. */
static bool
read_count(const char *text, size_t len, const char *option, int64_t *count, ApiError *err)
{
	bool		unknown = false;

	*count = UNKNOWN;
	if (!api_text_count(text, len, count, &unknown))
		return refuse(err, option, text, len);
	if (unknown)
		*count = UNKNOWN;
	return true;
}

static bool
count_in_body(const ApiEnvelope *envelope, ApiPage *page, const char *option, int64_t *count,
			  ApiError *err)
{
	ApiText		found;

	*count = UNKNOWN;
	if (envelope->query == NULL)
		return true;
	if (!api_envelope_find(envelope, page, &found, err))
		return false;
	return found.text == NULL || read_count(found.text, found.len, option, count, err);
}

/* "120", or behind the slash of "items 0-9/120"; "*" is not known. */
static bool
count_in_header(const ApiPage *page, const char *name, const char *option, int64_t *count,
				ApiError *err)
{
	const char *value;
	const char *slash;

	*count = UNKNOWN;
	if (name == NULL)
		return true;
	value = api_headers_get(&api_transfer_response(page->transfer)->headers, name);
	if (value == NULL)
		return true;
	slash = strrchr(value, '/');
	if (slash != NULL)
		value = slash + 1;
	return strcmp(value, "*") == 0 || read_count(value, strlen(value), option, count, err);
}

/* The number in the query item of that name, or UNKNOWN. */
static int64_t
number_in_query(const char *url, const char *name)
{
	size_t		len = strlen(name);

	for (const char *item = strchr(url, '?'); item != NULL; item = strchr(item, '&'))
	{
		item++;
		if (strncmp(item, name, len) == 0 && item[len] == '=' &&
			item[len + 1] >= '0' && item[len + 1] <= '9')
			return strtoll(item + len + 1, NULL, 10);
	}
	return UNKNOWN;
}

/* The pages that Link rel=last tells. */
static int64_t
pages_by_link(const ApiPaging *paging, const ApiPage *page)
{
	char	   *last;
	bool		strange;
	int64_t		number = UNKNOWN;

	if (paging->spec.kind != API_PAGER_PAGE_NUMBER)
		return UNKNOWN;
	last = api_link_find(&api_transfer_response(page->transfer)->headers, api_link_base(page),
						 "last", &strange);
	if (last != NULL)
		number = number_in_query(last, paging->spec.page_param);
	free(last);
	return number >= paging->spec.start_page ? number - paging->spec.start_page + 1 : UNKNOWN;
}

/* What nobody named, but can be seen. */
static void
guess(const ApiPaging *paging, const ApiPage *page, int64_t *records, int64_t *pages)
{
	static const char *const names[] = {"X-Total-Count", "X-Total", "Content-Range"};

	for (int i = 0; i < 3 && *records == UNKNOWN; i++)
	{
		ApiError	ignored = API_ERROR_INIT;

		if (!count_in_header(page, names[i], names[i], records, &ignored))
			*records = UNKNOWN;
		api_error_clear(&ignored);
	}
	*pages = pages_by_link(paging, page);
}

/* The pages that so many records fill. */
static int64_t
pages_of(const ApiChain *chain, int64_t records)
{
	if (records == 0)
		return 1;
	return chain->size > 0 && records > 0 ? (records - 1) / chain->size + 1 : UNKNOWN;
}

static void
plan(ApiChain *chain, int64_t pages, bool declared)
{
	chain->declared |= declared;
	if (pages > chain->planned)
		chain->planned = pages;
}

bool
api_totals_learn(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err)
{
	const ApiPagingSpec *spec = &paging->spec;
	int64_t		records;
	int64_t		in_header;
	int64_t		pages;
	int64_t		pages_in_header;
	bool		declared;

	if (!count_in_body(&paging->total, page, "total_path", &records, err) ||
		!count_in_header(page, spec->total_header, "total_header", &in_header, err) ||
		!count_in_body(&paging->total_pages, page, "total_pages_path", &pages, err) ||
		!count_in_header(page, spec->total_pages_header, "total_pages_header", &pages_in_header,
						 err))
		return false;
	if (records == UNKNOWN)
		records = in_header;
	if (pages == UNKNOWN)
		pages = pages_in_header;
	/* who does not count says 0 */
	if (pages == 0 && chain->records > 0)
		pages = UNKNOWN;
	declared = records != UNKNOWN || pages != UNKNOWN;
	/* some count those that are left */
	chain->fell |= chain->pages_told && pages != UNKNOWN && pages < chain->planned &&
		pages + chain->judged != chain->planned;
	chain->pages_told |= pages != UNKNOWN;
	if (records != UNKNOWN)
	{
		chain->total_min = chain->total_min < 0 || records < chain->total_min ? records :
			chain->total_min;
		chain->total_max = records > chain->total_max ? records : chain->total_max;
	}
	if (!paging->pager->countable)
	{
		plan(chain, pages, declared);
		return true;
	}
	if (!declared)
		guess(paging, page, &records, &pages);
	plan(chain, pages != UNKNOWN ? pages : pages_of(chain, records), declared);
	return true;
}
