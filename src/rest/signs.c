/*
 * signs.c
 *		Does a page say that there are more?  See signs.h.
 */
#include <stdio.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/search.h"
#include "rest/signs.h"

/* What one sign says of a chain with so many records and pages. */
static ApiSignsVerdict
judge_sign(const ApiSign *sign, int64_t records, int64_t pages)
{
	bool		yes = strcmp(sign->value, "true") == 0;
	bool		no = strcmp(sign->value, "false") == 0;
	int64_t		number = 0;
	bool		unknown = true;

	switch (sign->naming.kind)
	{
		case API_NAMING_MORE:
			return yes ? API_SIGNS_MORE_WORD : no ? API_SIGNS_END_WORD : API_SIGNS_NONE;
		case API_NAMING_LAST:
		case API_NAMING_DONE:
			return no ? API_SIGNS_MORE_WORD : yes ? API_SIGNS_END_WORD : API_SIGNS_NONE;
		case API_NAMING_NEXT:
		case API_NAMING_TOKEN:
			return sign->filled ? API_SIGNS_MORE_TOKEN : API_SIGNS_END;
		case API_NAMING_TOTAL:
		case API_NAMING_PAGES:
			if (!api_text_count(sign->value, strlen(sign->value), &number, &unknown) || unknown)
				return API_SIGNS_NONE;
			if (number > (sign->naming.kind == API_NAMING_TOTAL ? records : pages))
				return API_SIGNS_MORE_NUMBER;
			return API_SIGNS_END;
		default:
			return API_SIGNS_NONE;
	}
}

/* Gives what was seen to the search: the headers, and the body but for the records. */
static void
look(ApiPage *page, ApiSearch *search)
{
	const ApiResponse *response = api_transfer_response(page->transfer);

	for (int i = 0; i < response->headers.count; i++)
		api_search_header(search, response->headers.items[i].name, response->headers.items[i].value);
	if (page->empty || api_reader_lines(page->reader))
		return;
	api_search_feed(search, response->body.data, response->body.len);
}

void
api_signs_search(const ApiPaging *paging, ApiPage *page, int64_t records, int64_t pages,
				 ApiSigns *signs)
{
	ApiSearch	search;

	(void) paging;
	memset(signs, 0, sizeof(*signs));
	api_search_begin(&search, api_projection_path(page->projection));
	look(page, &search);
	api_search_end(&search);
	for (int i = 0; i < search.nsigns; i++)
	{
		const ApiSign *sign = &search.signs[i];
		ApiSignsVerdict verdict = judge_sign(sign, records, pages);

		if (verdict <= signs->verdict)
			continue;
		signs->verdict = verdict;
		snprintf(signs->seen, sizeof(signs->seen), sign->string ? "\"%s\": \"%.40s\"" : "\"%s\": %.40s",
				 sign->name, sign->value);
	}
}

bool
api_signs_refuse(const ApiSigns *signs, int64_t records, ApiError *err)
{
	api_error_set(err, API_ERR_PAGING, "the response says %s and brought %lld records", signs->seen,
				  (long long) records);
	if (*signs->options != '\0')
		api_error_hint(err, "Perhaps %s; pagination 'none' takes this page alone.", signs->options);
	return false;
}
