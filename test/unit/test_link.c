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
	{"<u; rel=next", "u", NULL},
	{"u; rel=next", "u", NULL},
	{"u?a=1;b=2,3 ;rel=next, z; title=x; rel=last", "u?a=1;b=2,3", "z"},
	{"z; rel=last, <u>; rel='next'", "u", "z"},
	{"<u>; rel='prev next'", "u", NULL},
	{"<http://a/x>; rel=next; anchor=\"/elsewhere\", <u>; rel=next", "u", NULL},
	{"<x>; anchor=\"http://b/\"; rel=next", NULL, NULL},
	{"<x>; anchor=/y; rel=next", NULL, NULL},
	{"<u>; anchor=\"\"; rel=next", "u", NULL},
	{"<u>; anchor=\"#part\"; rel=next", "u", NULL},
	{"<u>; anchor=\"/x\"; rel=next", "u", NULL},
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
	bool		strange;
	char	   *found = api_link_find(headers, "http://a/x", relation, &strange);

	check_text(found, wanted, name);
	check_case(!strange || (wanted == NULL && strcmp(relation, "next") == 0), name);
	free(found);
}

/* Headers that name a next page, but not where: they are no end. */
static const char *const strange_ones[] = {
	"<u>; rel*=next", "<u>; title=next", "next", "{\"next\": \"u\"}", "next=u", "<u> rel=next", "<u>; rel=prev, next",
};
static const char *const clear_ones[] = {
	"", ",,;;", "<u>", "<u>; rel=prev; title=\"next\"", "<u/next>; rel=prev", "</next>; rel=last", "<u>; rel=nextish",
	"<x>; anchor=\"http://b/\"; rel=next",
};

static void
check_strange(const char *header, bool wanted)
{
	ApiHeaders	headers = API_HEADERS_INIT;
	bool		strange;

	check(api_headers_add(&headers, "Link", header));
	check_case(api_link_find(&headers, "http://a/x", "next", &strange) == NULL, header);
	check_case(strange == wanted, header);
	api_headers_free(&headers);
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
	const char *prefix;			/* of next_url_base; NULL: url */
	bool		from_base;		/* it is base_url's */
} Lead;

static const Lead leads[] = {
	/* relative to the page */
	{HTTP, HTTP "/v1/items?page=1", NULL, "/v1/items?page=2", HTTP "/v1/items?page=2", NULL, false},
	{HTTP, HTTP "/v1/items?page=1", NULL, "?page=2", HTTP "/v1/items?page=2", NULL, false},
	{HTTP "/v1", HTTP "/v1/items?page=1", NULL, "items?page=2", HTTP "/v1/items?page=2", NULL, false},
	/* to where redirects have led */
	{HTTP, HTTP "/old", HTTP "/v2/items?page=1", "?page=2", HTTP "/v2/items?page=2", NULL, false},
	{HTTP, HTTP "/old", HTTP "/v2/items?page=1", "items?page=2", HTTP "/v2/items?page=2", NULL, false},
	{HTTP, HTTP "/old", "http://mirror.example/x/1", "2", "http://mirror.example/x/2", NULL, false},
	{HTTP, HTTP "/old", "http://mirror.example/x/1", HTTP "/x/2", HTTP "/x/2", NULL, false},
	/* http is taken as https where that makes it the server's own */
	{HTTPS, HTTPS "/a", NULL, HTTP "/a?page=2", HTTPS "/a?page=2", NULL, false},
	{HTTPS, HTTPS "/a", NULL, "HTTP://API.example/a?page=2", "https://API.example/a?page=2", NULL, false},
	{HTTPS "/v1", HTTPS "/v1/a", NULL, HTTP "/b", HTTPS "/b", NULL, false},
	{HTTPS ":8443", HTTPS ":8443/a", NULL, HTTP ":8443/a?page=2", HTTPS ":8443/a?page=2", NULL, false},
	{HTTPS ":8443", HTTPS ":8443/a", NULL, HTTP "/a?page=2", NULL, NULL, false},
	{HTTPS, HTTPS "/a", NULL, "http://other.example/a?page=2", NULL, NULL, false},
	{HTTP, HTTP "/a", NULL, HTTPS "/a?page=2", NULL, NULL, false},
	/* other origins, those that are allowed among them */
	{HTTPS, HTTPS "/a", NULL, "http://mirror.example/a", "http://mirror.example/a", NULL, false},
	{HTTPS, HTTPS "/a", NULL, "https://mirror.example/a", NULL, NULL, false},
	{HTTP, HTTP "/a", NULL, "//other.example/a", NULL, NULL, false},
	{HTTP, HTTP "/a", NULL, "ftp://api.example/a", NULL, NULL, false},
	/* below a prefix, once */
	{HTTP "/wiki", HTTP "/wiki/rest/a", NULL, "/rest/a?c=x", HTTP "/wiki/rest/a?c=x", "/wiki", true},
	{HTTP "/wiki", HTTP "/wiki/rest/a", NULL, "/wiki/rest/a?c=x", HTTP "/wiki/rest/a?c=x", "/wiki", true},
	{HTTP "/wiki", HTTP "/wiki/rest/a", NULL, "/wikis?c=x", HTTP "/wiki/wikis?c=x", "/wiki", true},
	{HTTP "/wiki", HTTP "/wiki/rest/a", NULL, "http://inner/rest/a?c=x", HTTP "/wiki/rest/a?c=x", "/wiki", true},
	{HTTP "/wiki", HTTP "/wiki/rest/a", NULL, "?c=x", HTTP "/wiki/rest/a?c=x", "/wiki", true},
	{HTTP, HTTP "/rest/a", NULL, "http://inner/rest/a?c=x", HTTP "/rest/a?c=x", "", true},
	{HTTP "/api/v1", HTTP "/api/v1/a", NULL, "/v1/a?c=x", HTTP "/api/v1/a?c=x", "/api/v1", true},
	{HTTP "/api/v1", HTTP "/api/v1/a", NULL, "/v1?c=x", HTTP "/api/v1?c=x", "/api/v1", true},
	{HTTP "/api/v1", HTTP "/api/v1/a", NULL, "/1/a?c=x", HTTP "/api/v1/1/a?c=x", "/api/v1", true},
	{HTTP, HTTP "/v1/a", NULL, "/a?c=x", HTTP "/v1/a?c=x", "/v1/", false},
	{HTTP, HTTP "/v1/a", NULL, "/v1/a?c=x", HTTP "/v1/a?c=x", "/v1/", false},
	{HTTP, HTTP "/v1/a", NULL, "a?c=x", HTTP "/v1/a?c=x", "/v1", false},
	{HTTP, HTTP "/v1/a", NULL, HTTP "/b", HTTP "/b", "/v1", false},
	{HTTP, HTTP "/v1/a", NULL, "//other.example/a", NULL, "/v1", false},
};

static void
check_lead(ApiQueue *queue, const Lead *lead)
{
	static const char *const allowed[] = {"http://mirror.example", NULL};
	ApiPaging	paging = {.spec = {.base_url = lead->base_url,.allowed_origins = allowed,
	.next_prefix = lead->prefix,.next_from_base = lead->from_base}};
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
	for (size_t i = 0; i < sizeof(strange_ones) / sizeof(strange_ones[0]); i++)
		check_strange(strange_ones[i], true);
	for (size_t i = 0; i < sizeof(clear_ones) / sizeof(clear_ones[0]); i++)
		check_strange(clear_ones[i], false);
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
