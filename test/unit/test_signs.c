/*
 * test_signs.c
 *		The grammar of names, the search for signs of more, and what they weigh.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/rounds.h"
#include "rest/weigh.h"

/* What a name says of records called users. */
static const struct
{
	const char *name;
	ApiNamingKind kind;
}			names[] =
{
	{"has_more", API_NAMING_MORE}, {"hasMore", API_NAMING_MORE}, {"hasmore", API_NAMING_MORE},
	{"HasNextPage", API_NAMING_MORE}, {"more_items_in_collection", API_NAMING_MORE},
	{"more_results_available", API_NAMING_MORE}, {"moreUsers", API_NAMING_MORE}, {"next_exists", API_NAMING_MORE},
	{"has_additional", API_NAMING_MORE}, {"truncated", API_NAMING_CUT}, {"IsTruncated", API_NAMING_CUT},
	{"incomplete_results", API_NAMING_CUT}, {"exceededTransferLimit", API_NAMING_CUT},
	{"limit_reached", API_NAMING_CUT}, {"last", API_NAMING_LAST}, {"isLastPage", API_NAMING_LAST},
	{"endOfRecords", API_NAMING_LAST}, {"at_end", API_NAMING_LAST}, {"no_more_results", API_NAMING_LAST},
	{"end_of_users", API_NAMING_LAST}, {"done", API_NAMING_DONE}, {"is_complete", API_NAMING_DONE},
	{"next", API_NAMING_NEXT}, {"__next", API_NAMING_NEXT}, {"nextPageToken", API_NAMING_TOKEN},
	{"next_cursor_str", API_NAMING_TOKEN}, {"nextRecordsUrl", API_NAMING_TOKEN},
	{"@odata.nextLink", API_NAMING_TOKEN}, {"next_href", API_NAMING_TOKEN}, {"nextpageuri", API_NAMING_TOKEN},
	{"NextMarker", API_NAMING_TOKEN}, {"next_max_id", API_NAMING_TOKEN}, {"continue", API_NAMING_TOKEN},
	{"continuation_token", API_NAMING_TOKEN}, {"continuationUri", API_NAMING_TOKEN},
	{"page_token", API_NAMING_TOKEN}, {"pagination_token", API_NAMING_TOKEN},
	{"resumptionToken", API_NAMING_TOKEN}, {"starting_after", API_NAMING_TOKEN}, {"search_after", API_NAMING_TOKEN},
	{"LastEvaluatedKey", API_NAMING_TOKEN}, {"after_cursor", API_NAMING_TOKEN}, {"cursor", API_NAMING_BARE},
	{"offset", API_NAMING_BARE}, {"token", API_NAMING_BARE}, {"endCursor", API_NAMING_WEAK},
	{"bookmark", API_NAMING_WEAK}, {"_scroll_id", API_NAMING_WEAK}, {"last_id", API_NAMING_WEAK},
	{"nextCursorMark", API_NAMING_WEAK}, {"total", API_NAMING_TOTAL}, {"total_count", API_NAMING_TOTAL},
	{"totalcount", API_NAMING_TOTAL}, {"totalUsers", API_NAMING_TOTAL}, {"user_count", API_NAMING_TOTAL},
	{"recordsFiltered", API_NAMING_TOTAL}, {"numFound", API_NAMING_TOTAL}, {"nbHits", API_NAMING_TOTAL},
	{"number_of_results", API_NAMING_TOTAL}, {"totalSize", API_NAMING_TOTAL},
	{"totalAvailable", API_NAMING_TOTAL}, {"count", API_NAMING_COUNT},
	{"hits", API_NAMING_COUNT}, {"@odata.count", API_NAMING_COUNT}, {"total_pages", API_NAMING_PAGES},
	{"pageCount", API_NAMING_PAGES}, {"nbPages", API_NAMING_PAGES}, {"pages", API_NAMING_PAGES},
	{"last_visible_page", API_NAMING_PAGES}, {"last_page", API_NAMING_LAST},
	{"remainingItemCount", API_NAMING_REMAINING}, {"items_left", API_NAMING_REMAINING},

	/* data, though a word of it is known */
	{"next_update", API_NAMING_NONE}, {"nextSyncToken", API_NAMING_NONE}, {"next_build", API_NAMING_NONE},
	{"nextBuildNumber", API_NAMING_NONE}, {"next_delivery", API_NAMING_NONE}, {"@odata.deltaLink", API_NAMING_NONE},
	{"total_votes", API_NAMING_NONE}, {"total_amount", API_NAMING_NONE}, {"totalBytesProcessed", API_NAMING_NONE},
	{"total_usage", API_NAMING_NONE}, {"followers_count", API_NAMING_NONE}, {"quota_remaining", API_NAMING_NONE},
	{"population", API_NAMING_NONE}, {"last_page_url", API_NAMING_NONE},
	{"last_updated", API_NAMING_NONE}, {"page_size", API_NAMING_NONE}, {"page_number", API_NAMING_NONE},
	{"number", API_NAMING_NONE}, {"per_page", API_NAMING_NONE}, {"previous_cursor", API_NAMING_NONE},
	{"startCursor", API_NAMING_NONE}, {"X-Cache-Hits", API_NAMING_NONE}, {"X-RateLimit-Remaining", API_NAMING_NONE},
	{"X-Total-Time", API_NAMING_NONE}, {"job_complete", API_NAMING_NONE}, {"batchcomplete", API_NAMING_NONE},
	{"out_of", API_NAMING_NONE}, {"", API_NAMING_NONE}, {"sum_other_doc_count", API_NAMING_NONE},
	{"a_b_c_d_e_f_g_h_i_j_k_l", API_NAMING_NONE}, {"totaltotaltotaltotaltotaltotaltotal", API_NAMING_NONE},
};

static void
test_names(void)
{
	ApiWords	noun;

	check(api_words_split("users", 5, &noun) && noun.count == 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		ApiNaming	naming = api_naming_read(names[i].name, strlen(names[i].name), &noun);

		check_case(naming.kind == names[i].kind, names[i].name);
	}
	check(api_naming_read("user_count", 10, NULL).kind == API_NAMING_NONE);
	check(api_naming_read_header("x-ms-continuation").kind == API_NAMING_TOKEN);
	check(api_naming_read_header("opc-next-page").kind == API_NAMING_TOKEN);
	check(api_naming_read_header("x-acme-total-count").kind == API_NAMING_NONE);
	check(api_naming_sizes("per_page", 8) && api_naming_sizes("maxResults", 10) && api_naming_sizes("$top", 4));
	check(!api_naming_sizes("page", 4) && !api_naming_sizes("q", 1));
}

/* A page of so many records, what it comes to, and by what. */
typedef struct Case
{
	const char *name;
	const char *path;
	const char *body;
	int			records;
	ApiSignsVerdict verdict;
	const char *seen;			/* of it, if that is tested */
	const char *options;		/* likewise, the beginning */
} Case;

static const Case cases[] = {
	{"nothing", "$.a", "{\"a\": []}", 7, API_SIGNS_NONE, NULL, NULL},
	{"a word", "$.a", "{\"a\": [], \"has_more\": true}", 7, API_SIGNS_MORE_WORD, "\"has_more\": true",
	"pagination 'page_number', page_param 'page', has_more_path '$.has_more'"},
	{"a word as a text", "$.a", "{\"a\": [], \"has_more\": \"False\"}", 7, API_SIGNS_END_WORD, NULL, NULL},
	{"a word as a number", "$.a", "{\"a\": [], \"more\": 1}", 7, API_SIGNS_MORE_WORD, NULL, NULL},
	{"a negative word", "$.a",
		"{\"a\": [], \"isLast\": false, \"next_cursor\": \"x\"}",
		7, API_SIGNS_MORE_WORD, NULL,
	"pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor', has_more_path '$.isLast == false'"},
	{"a word beats a token", "$.a",
		"{\"cursor\": \"x\", \"a\": [], \"has_more\": false}",
		7, API_SIGNS_END_WORD, NULL, NULL},
	{"done does not", "$.a",
		"{\"done\": true, \"a\": [], \"nextLink\": \"http://h/x\"}",
		7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"cut beats a word", "$.a",
		"{\"truncated\": true, \"a\": [], \"has_more\": false}",
		7, API_SIGNS_MORE_WORD, NULL, NULL},
	{"not cut says nothing", "$.a", "{\"truncated\": false, \"a\": []}", 7, API_SIGNS_NONE, NULL, NULL},
	{"done of something else", "$.a",
		"{\"task\": {\"done\": false}, \"a\": []}",
		7, API_SIGNS_NONE, NULL, NULL},
	{"a token", "$.r.a", "{\"r\": {\"a\": []}, \"meta\": {\"next_token\": \"0123456789abcdefghijklmn\"}}", 7,
	API_SIGNS_MORE_TOKEN, "\"next_token\": \"0123456789abcdef...\"",
	"pagination 'cursor', cursor_param 'next_token', cursor_path '$.meta.next_token'"},
	{"a token of null beats nothing but weak ones", "$.a",
		"{\"a\": [], \"next_cursor\": null, \"last_id\": 7}",
		7, API_SIGNS_END, NULL, NULL},
	{"a total beats it", "$.items",
		"{\"items\": [], \"next_cursor\": \"\", \"total\": 9}",
		7, API_SIGNS_MORE_NUMBER, NULL, NULL},
	{"a link, its query not shown", "$.a", "{\"a\": [], \"next_page_uri\": \"/v1/a?key=secret\"}", 7,
	API_SIGNS_MORE_TOKEN, "\"next_page_uri\": \"/v1/a?...\"", "pagination 'next_url', next_url_path '$.next_page_uri'"},
	{"slashes written with backslashes", "$.a",
		"{\"a\": [], \"next\": \"http:\\/\\/h\\/r\\/2\"}",
		7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"next of the site", "$.a", "{\"a\": [], \"next\": \"/blog/7\"}", 7, API_SIGNS_NONE, NULL, NULL},
	{"next of the site, of pages", "$.items",
		"{\"items\": [], \"next\": \"/scroll/7f\"}", 7, API_SIGNS_MORE_TOKEN, NULL,
	"pagination 'next_url', next_url_path '$.next'"},
	{"next of data", "$.a",
		"{\"a\": [], \"next\": {\"title\": \"b\", \"id\": 8}}",
		7, API_SIGNS_NONE, NULL, NULL},
	{"next as an object", "$.a",
		"{\"a\": [], \"paging\": {\"next\": {\"after\": \"x\"}}}",
		7, API_SIGNS_MORE_TOKEN,
	"\"next.after\": \"x\"", "pagination 'cursor', cursor_param 'after', cursor_path '$.paging.next.after'"},
	{"links with relations", "$.a",
		"{\"a\": [], \"links\": [{\"rel\": \"self\", \"href\": \"u\"}, {\"rel\": \"next\", \"href\": \"v\"}]"
		"}",
		7,
	API_SIGNS_MORE_TOKEN, "\"next\": \"v\"",
		"pagination 'next_url', next_url_path '$.links[*] ? (@.rel == \"next\").href'"},
	{"cursors stay", "$.a",
		"{\"a\": [], \"paging\": {\"cursors\": {\"after\": \"x\"}}}",
		7, API_SIGNS_WEAK, NULL, NULL},
	{"a total without support", "$.lines",
		"{\"lines\": [], \"total_count\": 40}",
		2, API_SIGNS_DOUBTFUL, "\"total_count\": 40",
	"pagination 'page_number', page_param 'page', total_path '$.total_count'"},
	{"a count without support", "$.lines", "{\"lines\": [], \"count\": 40}", 2, API_SIGNS_DOUBTFUL, NULL, NULL},
	{"the size of something", "$.lines", "{\"lines\": [], \"size\": 40, \"hits\": 9}", 2, API_SIGNS_NONE, NULL, NULL},
	{"a total that is reached beats what nothing supports", "$.lines",
		"{\"lines\": [], \"count\": 40, \"total_lines\": 2, \"next\": 3}", 2, API_SIGNS_END, NULL, NULL},
	{"a word beats it", "$.lines",
	"{\"lines\": [], \"total_count\": 40, \"has_more\": false}", 2, API_SIGNS_END_WORD, NULL, NULL},
	{"a null does not", "$.lines",
	"{\"lines\": [], \"total_count\": 40, \"cursor\": null}", 2, API_SIGNS_DOUBTFUL, NULL, NULL},
	{"total pages by the array's name alone", "$.data", "{\"data\": [], \"total_pages\": 3}", 7,
	API_SIGNS_DOUBTFUL, NULL, "pagination 'page_number', page_param 'page', total_pages_path '$.total_pages'"},
	{"next of records that have no name", "$.data", "{\"data\": [], \"next\": 2}", 7, API_SIGNS_DOUBTFUL,
	"\"next\": 2", "pagination 'cursor', cursor_param 'page', cursor_path '$.next'"},
	{"next of others", "$.lines", "{\"lines\": [], \"next\": 9}", 7, API_SIGNS_NONE, NULL, NULL},
	{"next as an offset", "$.lines", "{\"lines\": [], \"next\": 7}", 7, API_SIGNS_DOUBTFUL, NULL, NULL},
	{"next with a page", "$.lines", "{\"lines\": [], \"next\": {\"page\": 2, \"limit\": 7}}", 7,
	API_SIGNS_DOUBTFUL, "\"next.page\": 2", "pagination 'cursor', cursor_param 'page', cursor_path '$.next.page'"},
	{"a last page", "$.data", "{\"data\": [], \"pagination\": {\"current\": 1, \"last\": 3}}", 7,
	API_SIGNS_DOUBTFUL, NULL, "pagination 'page_number', page_param 'page', total_pages_path '$.pagination.last'"},
	{"the last of something", "$.data", "{\"data\": [], \"paging\": {\"last\": 3}}", 7, API_SIGNS_NONE, NULL, NULL},
	{"a link to a last page", "$.data",
		"{\"data\": [], \"links\": {\"next\": null, \"last\": \"/r?a=1&page%5Bnumber%5D=3\"}}", 7,
	API_SIGNS_DOUBTFUL, "\"last\": \"/r?...\"", "pagination 'page_number', page_param 'page[number]'"},
	{"a link to this page", "$.data",
		"{\"data\": [], \"links\": {\"last\": \"/r?page%5Bsize%5D=3&page=1\"}}", 7, API_SIGNS_NONE, NULL, NULL},
	{"a total beside current counts pages", "$.data",
		"{\"data\": [], \"paging\": {\"current\": 1, \"total\": 3}}", 7, API_SIGNS_MORE_NUMBER, NULL,
	"pagination 'page_number', page_param 'page', total_pages_path '$.paging.total'"},
	{"of one", "$.data", "{\"data\": [], \"paging\": {\"current\": 1, \"total\": 1}}", 0, API_SIGNS_END, NULL, NULL},
	{"beside a size, too, records", "$.data",
		"{\"data\": [], \"paging\": {\"current\": 1, \"per_page\": 9, \"total\": 7}}", 7, API_SIGNS_END, NULL, NULL},
	{"a lower bound", "$.data", "{\"data\": [], \"total\": {\"value\": 7, \"relation\": \"gte\"}}", 7,
	API_SIGNS_DOUBTFUL, "\"total.value\": 7", "pagination 'page_number', page_param 'page'"},
	{"the request's own cursor", "$.data", "{\"data\": [], \"cursor\": \"Qx12\"}", 7, API_SIGNS_NONE, NULL, NULL},
	{"another item's value", "$.data", "{\"data\": [], \"cursor\": \"AbC9\"}", 7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"next, though sent", "$.data", "{\"data\": [], \"nextPage\": \"Qx12\"}", 7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"another cursor", "$.data", "{\"data\": [], \"cursor\": \"Qx1\"}", 7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"a resumption token", "$.data",
		"{\"data\": [], \"resumptionToken\": {\"completeListSize\": \"40\", \"text\": \"AbC1\"}}", 7,
	API_SIGNS_MORE_TOKEN, "\"resumptionToken.text\": \"AbC1\"", NULL},
	{"by the array's name", "$.items",
		"{\"items\": [], \"total_count\": 40}",
		2, API_SIGNS_MORE_NUMBER, NULL, NULL},
	{"by the noun", "$.lines", "{\"lines\": [], \"total_lines\": 40}", 2, API_SIGNS_MORE_NUMBER, NULL, NULL},
	{"by a round number", "$.lines",
		"{\"lines\": [], \"total_count\": 40}",
		20, API_SIGNS_MORE_NUMBER, NULL, NULL},
	{"by a neighbour", "$.lines",
		"{\"lines\": [], \"startAt\": 0, \"total\": 40}",
		2, API_SIGNS_MORE_NUMBER, "\"total\": 40",
	"pagination 'offset', offset_param 'startAt', total_path '$.total'"},
	{"by an object for paging", "$.lines",
		"{\"lines\": [], \"meta\": {\"total\": \"1,040\"}}",
		2, API_SIGNS_MORE_NUMBER, "\"total\": \"1,040\"", NULL},
	{"of money", "$.items",
		"{\"items\": [], \"currency\": \"EUR\", \"total\": 250}",
		2, API_SIGNS_NONE, NULL, NULL},
	{"in a place of its own", "$.items",
		"{\"items\": [], \"user\": {\"total\": 250}}",
		2, API_SIGNS_NONE, NULL, NULL},
	{"as an object", "$.hits.hits",
		"{\"_shards\": {\"total\": 5}, \"hits\": {\"total\": {\"value\": 9, \"relation\": \"eq\"}, \"hits\":"
		" []}}",
		3,
	API_SIGNS_MORE_NUMBER, "\"total.value\": 9",
		"pagination 'page_number', page_param 'page', total_path '$.hits.total.value'"},
	{"the nearest of two", "$.r.items",
		"{\"total\": 500, \"r\": {\"total\": 3, \"items\": []}}",
		3, API_SIGNS_END, NULL, NULL},
	{"what a filter left", "$.data",
		"{\"recordsTotal\": 57, \"recordsFiltered\": 3, \"data\": []}",
		3, API_SIGNS_END, NULL, NULL},
	{"pages", "$.lines", "{\"page\": 1, \"pages\": 5, \"lines\": []}", 2, API_SIGNS_MORE_NUMBER, "\"pages\": 5",
	"pagination 'page_number', page_param 'page', total_pages_path '$.pages'"},
	{"pages of a book", "$.items", "{\"pages\": 320, \"items\": []}", 10, API_SIGNS_NONE, NULL, NULL},
	{"pages that count this page's records", "$.items",
		"{\"page\": 1, \"count\": 5, \"page_count\": 5, \"items\": []}",
		5, API_SIGNS_NONE, NULL, NULL},
	{"denied", "$.items",
		"{\"items\": [], \"rateLimit\": {\"remaining_items\": 9, \"has_more\": true}, \"facets\": {\"total"
		"\": 90}}",
		3, API_SIGNS_NONE, NULL, NULL},
	{"records of another kind", "$.items",
		"{\"items\": [], \"groups\": {\"data\": [{\"id\": 1}], \"has_more\": true, \"next_cursor\": \"x\"}}",
		3, API_SIGNS_NONE, NULL, NULL},
	{"in other records", "$.items",
		"{\"items\": [], \"groups\": [{\"has_more\": true}]}",
		3, API_SIGNS_NONE, NULL, NULL},
	{"beside the element that has them", "$[1]",
		"[{\"page\": 1, \"pages\": 6}, []]",
		3, API_SIGNS_MORE_NUMBER, "\"pages\": 6", NULL},
	{"in one of several ancestors", "$.a[*].items",
		"{\"a\": [{\"items\": [], \"has_more\": false}, {\"items\": [], \"has_more\": true}]}",
		2,
	API_SIGNS_MORE_WORD, "\"has_more\": true", NULL},
	{"their ends are theirs", "$.a[*].items",
		"{\"has_more\": true, \"a\": [{\"items\": [], \"has_more\": false}]}",
		1, API_SIGNS_MORE_WORD, NULL, NULL},
	{"a total of one", "$.a[*].items",
		"{\"a\": [{\"items\": [{}, {}], \"total\": 2}, {\"items\": [1, 2], \"total\": 3}]}",
		2, API_SIGNS_MORE_WORD, "\"total\": 3", NULL},
	{"totals that they reach", "$.a[*].items",
		"{\"a\": [{\"items\": [{}, {}], \"total\": 2}, {\"total\": 3, \"items\": [1, 2, 3]}]}",
		2, API_SIGNS_NONE, NULL, NULL},
	{"a token of one", "$.a[*].items",
		"{\"a\": [{\"items\": [1], \"nextPageToken\": \"Abc123\"}]}",
		1, API_SIGNS_MORE_WORD, NULL, NULL},
	{"a link of one", "$.a[*].items",
		"{\"a\": [{\"items\": [1], \"next_url\": \"/blog/7\"}]}",
		1, API_SIGNS_NONE, NULL, NULL},
	{"relations as a list", "$.a",
		"{\"a\": [], \"links\": [{\"rel\": [\"next\"], \"href\": \"v\"}]}",
		7, API_SIGNS_MORE_TOKEN, NULL, NULL},
	{"a list of its own, empty", "$.a.items",
		"{\"hits\": {\"total\": {\"value\": 900}, \"hits\": []}, \"a\": {\"items\": []}}",
		7,
	API_SIGNS_NONE, NULL, NULL},
	{"a size beside a total", "$.items",
		"{\"items\": [], \"page\": {\"size\": 20, \"number\": 0, \"total\": 4}}",
		4, API_SIGNS_END, NULL, NULL},
	{"not completed", "$.steps", "{\"steps\": [], \"completed\": false}", 7, API_SIGNS_NONE, NULL, NULL},
	{"the next of its kind", "$.steps",
		"{\"steps\": [], \"next_id\": 8, \"prev_id\": 6}",
		7, API_SIGNS_NONE, NULL, NULL},
	{"an offset in words", "$.steps", "{\"steps\": [], \"offset\": \"latest\"}", 7, API_SIGNS_NONE, NULL, NULL},
	{"attributes of XML", "$.Item",
		"{\"@attributes\": {\"count\": \"420\", \"offset\": \"0\"}, \"Item\": []}",
		7, API_SIGNS_MORE_NUMBER, NULL, NULL},
	{"bare cursors", "$.a", "{\"a\": [], \"cursor\": 1700000000}", 3, API_SIGNS_NONE, NULL, NULL},
	{"a token for something else", "$.a", "{\"a\": [], \"token\": \"abc123\"}", 3, API_SIGNS_NONE, NULL, NULL},
	{"a date", "$.a", "{\"a\": [], \"next_start\": \"2024-05-01\"}", 10, API_SIGNS_NONE, NULL, NULL},
	{"bytes that are no UTF-8", "$.a",
		"{\"a\": [], \"next_cursor\": \"\xff\x01\"}",
		3, API_SIGNS_MORE_TOKEN, "\"next_cursor\": \"??\"", NULL},
	{"malformed", "$.a", "{\"a\": []] , \"has_more\": true}", 3, API_SIGNS_NONE, NULL, NULL},
	{"a value of another kind", "$.a",
		"{\"a\": [], \"has_more\": {\"x\": true}, \"total\": 1.5, \"next_cursor\": []}",
		3, API_SIGNS_NONE, NULL, NULL},
};

static void
weigh(const Case *one, size_t step, ApiSigns *signs)
{
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path = api_path_parse(one->path, &err);
	ApiSignsScope scope = {one->records, one->records, 1, 0, "http://h/r?cursor=Qx12&x=1&version=AbC9", false, false};
	ApiSearch  *search = malloc(sizeof(*search));
	size_t		len = strlen(one->body);

	api_search_begin(search, path);
	for (size_t at = 0; at < len; at += step)
		api_search_feed(search, one->body + at, at + step < len ? step : len - at);
	api_search_end(search);
	api_weigh(search, &scope, signs);
	free(search);
	api_path_free(path);
}

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t step = 1; step < 1000; step += 998)
		{
			const Case *one = &cases[i];
			ApiSigns	signs;

			weigh(one, step, &signs);
			check_case(signs.verdict == one->verdict, one->name);
			if (one->seen != NULL)
				check_text(signs.seen, one->seen, one->name);
			if (one->options != NULL)
				check_text(signs.options, one->options, one->name);
		}
}

static void
test_headers(void)
{
	static const struct
	{
		const char *name;
		const char *value;
		ApiSignsVerdict verdict;
	}			headers[] = {
		{"X-Total-Count", "95", API_SIGNS_MORE_NUMBER}, {"X-Total-Count", "7", API_SIGNS_END},
		{"Total", "95", API_SIGNS_MORE_NUMBER}, {"X-Pages", "24", API_SIGNS_MORE_NUMBER},
		{"X-Pages", "1", API_SIGNS_NONE}, {"X-Next-Page", "2", API_SIGNS_MORE_TOKEN},
		{"X-Next-Page", "", API_SIGNS_END}, {"Content-Range", "items 0-6/95", API_SIGNS_MORE_NUMBER},
		{"Content-Range", "0-6/*", API_SIGNS_NONE}, {"Content-Range", "bytes 0-6/95", API_SIGNS_NONE},
		{"X-Pagination", "{\"TotalPages\": 4}", API_SIGNS_MORE_NUMBER},
		{"X-Pagination", "{\"HasNext\": false}", API_SIGNS_END_WORD},
		{"Next-Range", "id ]7..", API_SIGNS_MORE_TOKEN}, {"X-Ms-Continuation", "x", API_SIGNS_MORE_TOKEN},
		{"Pagination-Count", "95", API_SIGNS_MORE_NUMBER},
		{"X-Result-Count", "95", API_SIGNS_MORE_NUMBER}, {"X-Count", "900", API_SIGNS_NONE},
		{"X-Request-Count", "900", API_SIGNS_NONE},
		{"Server-Timing", "total;dur=3", API_SIGNS_NONE}, {"X-RateLimit-Remaining", "9", API_SIGNS_NONE},
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
	{
		ApiSignsScope scope = {7, 7, 1, 0, "http://h/r", false, false};
		ApiSearch  *search = malloc(sizeof(*search));
		ApiSigns	signs;

		api_search_begin(search, NULL);
		api_search_header(search, headers[i].name, headers[i].value);
		api_weigh(search, &scope, &signs);
		check_case(signs.verdict == headers[i].verdict, headers[i].name);
		free(search);
	}
}

/* What the envelope says of the size of pages makes one that has it full. */
static void
test_sizes(void)
{
	static const struct
	{
		const char *body;
		bool		full;
	}			bodies[] = {
		{"{\"a\": [], \"limit\": 7, \"offset\": 0}", true}, {"{\"a\": [], \"meta\": {\"per_page\": 7}}", true},
		{"{\"a\": [], \"page\": {\"size\": 7}}", true}, {"{\"a\": [], \"page\": 0, \"size\": \"7\"}", true},
		{"{\"a\": [], \"size\": 7}", false}, {"{\"a\": [], \"page_size\": 8}", false},
		{"{\"a\": [], \"limit\": 25, \"page\": 1, \"size\": 7}", false},
		{"{\"a\": [], \"user\": {\"limit\": 7}}", false},
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		Case		one = {"sizes", "$.a", bodies[i].body, 7, API_SIGNS_NONE, NULL, NULL};
		ApiSigns	signs;

		weigh(&one, 1000, &signs);
		check_case(signs.round == bodies[i].full && !signs.full, bodies[i].body);
	}
}

/* More members and deeper objects than are looked at. */
static void
test_caps(void)
{
	size_t		room = 4 * 1024 * 1024;
	char	   *body = malloc(room);
	size_t		at = (size_t) sprintf(body, "{\"a\": [], ");
	Case		one = {"caps", "$.a", body, 3, API_SIGNS_MORE_WORD, NULL, NULL};
	ApiSigns	signs;

	for (int i = 0; i < 200; i++)
		at += (size_t) sprintf(body + at, "\"total_%d\": 7, \"next_cursor\": null, \"last_id\": 4, ", i);
	for (int i = 0; i < 200; i++)
		at += (size_t) sprintf(body + at, "\"o\": {");
	for (int i = 0; i < 200; i++)
		body[at++] = '}';
	at += (size_t) sprintf(body + at, ", \"text\": \"");
	memset(body + at, 'x', 2000000);
	at += 2000000;
	sprintf(body + at, "\", \"has_more\": true}");
	weigh(&one, room, &signs);
	check(signs.verdict == API_SIGNS_MORE_WORD);
	free(body);
}

/* Broken bodies do no harm, and give the same for any split. */
static void
test_broken(void)
{
	uint64_t	seed = 42;
	int			differ = 0;

	for (int round = 0; round < 20000; round++)
	{
		Case		one = cases[round % (int) (sizeof(cases) / sizeof(cases[0]))];
		char		body[1024];
		size_t		len = strlen(one.body);
		ApiSigns	whole;
		ApiSigns	split;

		strcpy(body, one.body);
		one.body = body;
		for (int i = 0; i < 3; i++)
		{
			static const char bytes[] = "\"\\{}[]:,019aeE-\x01\xff";
			size_t		at;

			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
			at = (size_t) (seed >> 33) % len;
			if (seed >> 63)
				memmove(body + at, body + at + 1, len-- - at);
			else
				body[at] = bytes[(seed >> 20) % (sizeof(bytes) - 1)];
		}
		weigh(&one, 1 + (size_t) round % 7, &split);
		weigh(&one, sizeof(body), &whole);
		differ += memcmp(&whole, &split, sizeof(whole)) != 0;
	}
	check(differ == 0);
}

static void
test_kin(void)
{
	check(api_weigh_is_kin("http://h/api/r", "/api/r/2"));
	check(api_weigh_is_kin("http://h/api/r?x=1", "https://other/api/r/?y=2"));
	check(api_weigh_is_kin("http://h/api/r", "/v2/r"));
	check(api_weigh_is_kin("http://h/api/r", "?page=2"));
	check(api_weigh_is_kin("http://h/api/r", "/other?$skiptoken=x"));
	check(!api_weigh_is_kin("http://h/api/r", "/blog/7"));
	check(!api_weigh_is_kin("http://h/api/r", "/api/rest"));
	check(!api_weigh_is_kin("http://h/", "/blog/7"));
	check(!api_weigh_is_kin("http://h/api/r", "/blog?id=7"));
}

static void
test_rounds(void)
{
	ApiRounds	rounds = {0, 0, 0};

	check(api_rounds_cut(&rounds) == 0);
	api_rounds_add(&rounds, 100, true);
	check(api_rounds_cut(&rounds) == 100);
	api_rounds_add(&rounds, 7, false);
	check(api_rounds_cut(&rounds) == 0);
	api_rounds_add(&rounds, 100, true);
	check(api_rounds_cut(&rounds) == 100);
	for (int i = 0; i < 97; i++)
		api_rounds_add(&rounds, 3, false);
	check(api_rounds_cut(&rounds) == 100);
	api_rounds_add(&rounds, 3, false);
	check(api_rounds_cut(&rounds) == 0);
	api_rounds_add(&rounds, 100, true);
	api_rounds_add(&rounds, 101, false);
	check(api_rounds_cut(&rounds) == 0);
}

int
main(void)
{
	test_names();
	test_cases();
	test_headers();
	test_sizes();
	test_caps();
	test_broken();
	test_kin();
	test_rounds();
	return check_end();
}
