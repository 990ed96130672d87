/*
 * test_link.c
 *		Link headers, as servers write them, and where links lead.
 */
#include <stdlib.h>

#include "check.h"
#include "fake_net.h"
#include "rest/link.h"

typedef struct Case
{
	const char *header;			/* of one or two Link headers, a | between */
	const char *next;
	const char *last;
} Case;

static const Case cases[] = {
	{"<u>; rel=next", "u", NULL},
	{"<u>; rel=\"next\"", "u", NULL},
	{"<u>;rel=next", "u", NULL},
	{"  <u> ; rel = \"next\" ", "u", NULL},
	{"<u>; REL=\"NEXT\"", "u", NULL},
	{"<a>; rel=prev, <u>; rel=next, <z>; rel=last", "u", "z"},
	{"<z>; rel=last|<u>; rel=next", "u", "z"},
	{"<u>; rel=\"prev next\"", "u", NULL},
	{"<u>; rel=\"next last\"", "u", "u"},
	{"<u>; rel=\"nextish\"", NULL, NULL},
	{"<u>; rel=\"xnext\"", NULL, NULL},
	{"<u>; rel=next; rel=last", "u", NULL},
	{"<u>; rel=last; rel=next", NULL, "u"},
	{"<u>; title=\"a, b; rel=last\"; rel=next", "u", NULL},
	{"<u>; title=\"a \\\", <x>; rel=last\"; rel=next", "u", NULL},
	{"<u>; crossorigin; rel=next", "u", NULL},
	{"<u>; rel*=next", NULL, NULL},
	{"<u?a=1,2;b=3>; rel=next", "u?a=1,2;b=3", NULL},
	{"<>; rel=next", "", NULL},
	{"<u; rel=next", NULL, NULL},
	{"u; rel=next", NULL, NULL},
	{"<u>", NULL, NULL},
	{"<u>; rel", NULL, NULL},
	{"<u>; rel=", NULL, NULL},
	{"<u>; rel=\"next", "u", NULL},
	{"", NULL, NULL},
	{",,;;", NULL, NULL},
};

static void
check_found(const ApiHeaders *headers, const char *relation, const char *wanted, const char *name)
{
	char	   *found = api_link_find(headers, relation);

	check_text(found, wanted, name);
	free(found);
}

/* ---- where they lead ---- */

#define HTTP "http://api.example"
#define HTTPS "https://api.example"

typedef struct Lead
{
	const char *base_url;
	const char *asked;			/* the page's request */
	const char *came;			/* its response's URL, behind redirects; NULL: the same */
	const char *reference;
	const char *wanted;			/* NULL: an error, and nothing is followed */
} Lead;

static const Lead leads[] = {
	/* relative to the page */
	{HTTP, HTTP "/v1/items?page=1", NULL, "/v1/items?page=2", HTTP "/v1/items?page=2"},
	{HTTP, HTTP "/v1/items?page=1", NULL, "?page=2", HTTP "/v1/items?page=2"},
	{HTTP "/v1", HTTP "/v1/items?page=1", NULL, "items?page=2", HTTP "/v1/items?page=2"},
	/* to where redirects have led */
	{HTTP, HTTP "/old", HTTP "/v2/items?page=1", "?page=2", HTTP "/v2/items?page=2"},
	{HTTP, HTTP "/old", HTTP "/v2/items?page=1", "items?page=2", HTTP "/v2/items?page=2"},
	{HTTP, HTTP "/old", "http://mirror.example/x/1", "2", "http://mirror.example/x/2"},
	{HTTP, HTTP "/old", "http://mirror.example/x/1", HTTP "/x/2", HTTP "/x/2"},
	/* http is taken as https where that makes it the server's own */
	{HTTPS, HTTPS "/a", NULL, HTTP "/a?page=2", HTTPS "/a?page=2"},
	{HTTPS, HTTPS "/a", NULL, "HTTP://API.example/a?page=2", "https://API.example/a?page=2"},
	{HTTPS "/v1", HTTPS "/v1/a", NULL, HTTP "/b", HTTPS "/b"},
	{HTTPS ":8443", HTTPS ":8443/a", NULL, HTTP ":8443/a?page=2", HTTPS ":8443/a?page=2"},
	{HTTPS ":8443", HTTPS ":8443/a", NULL, HTTP "/a?page=2", NULL},
	{HTTPS, HTTPS "/a", NULL, "http://other.example/a?page=2", NULL},
	{HTTP, HTTP "/a", NULL, HTTPS "/a?page=2", NULL},
	/* other origins, those that are allowed among them */
	{HTTPS, HTTPS "/a", NULL, "http://mirror.example/a", "http://mirror.example/a"},
	{HTTPS, HTTPS "/a", NULL, "https://mirror.example/a", NULL},
	{HTTP, HTTP "/a", NULL, "//other.example/a", NULL},
	{HTTP, HTTP "/a", NULL, "ftp://api.example/a", NULL},
};

static void
check_lead(ApiQueue *queue, const Lead *lead)
{
	static const char *const allowed[] = {"http://mirror.example", NULL};
	ApiPaging	paging = {.spec = {.base_url = lead->base_url,.allowed_origins = allowed}};
	ApiPage		page = {0};
	ApiError	err = API_ERROR_INIT;
	ApiRequest	request;
	char	   *url;

	api_request_init(&request);
	request.url = strdup(lead->asked);
	page.transfer = api_queue_put(queue, &request, &page, &err);
	api_request_free(&request);
	if (lead->came != NULL)
		api_transfer_response(page.transfer)->url = strdup(lead->came);
	url = api_link_resolve(&paging, &page, NULL, lead->reference, &err);
	check_text(url, lead->wanted, lead->reference);
	check_case(api_error_is_set(&err) == (lead->wanted == NULL), lead->reference);
	api_error_clear(&err);
	free(url);
	api_transfer_free(page.transfer);
}

int
main(void)
{
	ApiQueue   *queue = api_queue_open(NULL, NULL, NULL, NULL);

	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		check_lead(queue, &leads[i]);
	api_queue_close(queue);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;
		const char *bar = strchr(cases[i].header, '|');
		char		first[100];

		(void) snprintf(first, sizeof(first), "%.*s",
						(int) (bar != NULL ? bar - cases[i].header : 99), cases[i].header);
		check(api_headers_add(&headers, "Link", first));
		if (bar != NULL)
			check(api_headers_add(&headers, "link", bar + 1));
		check_found(&headers, "next", cases[i].next, cases[i].header);
		check_found(&headers, "last", cases[i].last, cases[i].header);
		api_headers_free(&headers);
	}
	return check_end();
}
