/*
 * test_totals.c
 *		What pages say of their number, in all the ways that APIs write it.
 */
#include <stdlib.h>

#include "check.h"
#include "fake_net.h"
#include "rest/totals.h"

#define NONE (-1)				/* no total is told */
#define WRONG (-2)				/* an error */

typedef struct Case
{
	const char *text;
	int64_t		wanted;
} Case;

static const Case bodies[] = {
	{"0", 0},
	{"12", 12},
	{"\"12\"", 12},
	{"12.0", 12},
	{"\"12.0\"", 12},
	{"1e3", 1000},
	{"1.2E+1", 12},
	{"1200e-2", 12},
	{"1000000000000", INT64_C(1000000000000)},
	{"null", NONE},
	{"-1", NONE},
	{"\"-1\"", NONE},
	{"-1e30", NONE},
	{"12.5", WRONG},
	{"\"abc\"", WRONG},
	{"\"\"", WRONG},
	{"\" 12\"", WRONG},
	{"\"12,000\"", WRONG},
	{"true", WRONG},
	{"[12]", WRONG},
	{"{\"n\": 12}", WRONG},
};

static const Case headers[] = {
	{"0", 0},
	{"120", 120},
	{"1e3", 1000},
	{"items 0-9/120", 120},
	{"items 0-9/*", NONE},
	{"items */120", 120},
	{"items */*", NONE},
	{"*/*", NONE},
	{"*", NONE},
	{"-1", NONE},
	{"items 0-9", WRONG},
	{"items 0-9/", WRONG},
	{"many", WRONG},
	{"", WRONG},
};

/* The total that a page tells: body, or header where it is not NULL, has the text. */
static int64_t
total_of(ApiPagingSpec *spec, const char *body, const char *header)
{
	ApiError	err = API_ERROR_INIT;
	ApiQueue   *queue = api_queue_open(NULL, NULL, NULL, NULL);
	ApiPath    *records = api_path_parse("$.data", NULL);
	ApiProjection *projection = api_projection_create(records, NULL);
	ApiPaging  *paging = api_paging_create(spec, &err);
	bool		shown = false;
	ApiChain   *chain = api_chain_create(paging, 0, &shown, &err);
	ApiPage    *page;
	ApiRequest	request;
	int64_t		total;
	bool		truncated;

	check(api_paging_project(paging, projection, &err));
	page = api_page_create(projection, projection, NULL, &err);
	api_request_init(&request);
	page->transfer = api_queue_put(queue, &request, page, &err);
	fake_answer(page->transfer, 200, body);
	if (header != NULL)
		check(api_headers_add(&api_transfer_response(page->transfer)->headers, "X-Total", header));
	check_case(api_page_finish(page, &truncated), body);
	total = api_totals_learn(paging, chain, page, &err) ? chain->total_min : WRONG;
	check_case(api_error_is_set(&err) == (total == WRONG), body);
	check_case(chain->declared == (total >= 0) && chain->total_max == (total == WRONG ? NONE : total), body);
	api_error_clear(&err);
	api_page_free(page);
	api_chain_free(chain);
	api_paging_free(paging);
	api_projection_free(projection);
	api_path_free(records);
	api_queue_close(queue);
	return total;
}

int
main(void)
{
	ApiPagingSpec in_body = {.kind = API_PAGER_PAGE_NUMBER,.page_param = "page",.total_path = "$.total"};
	ApiPagingSpec in_header = {.kind = API_PAGER_PAGE_NUMBER,.page_param = "page",.total_header = "X-Total"};
	char		body[100];

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		(void) snprintf(body, sizeof(body), "{\"data\": [], \"total\": %s}", bodies[i].text);
		check_case(total_of(&in_body, body, NULL) == bodies[i].wanted, bodies[i].text);
	}
	check(total_of(&in_body, "{\"data\": []}", NULL) == NONE);
	check(total_of(&in_body, "{\"data\": [], \"total\": 1e30}", NULL) >= INT64_C(1000000000000));
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		check_case(total_of(&in_header, "{\"data\": []}", headers[i].text) == headers[i].wanted, headers[i].text);
	check(total_of(&in_header, "{\"data\": []}", NULL) == NONE);
	return check_end();
}
