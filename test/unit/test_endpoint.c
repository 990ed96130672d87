/*
 * test_endpoint.c
 *		From options and a binding to a request: placement, encoding, refusals.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/endpoint.h"

#define MAX_COLUMNS 3
#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))

static const ApiParam columns[MAX_COLUMNS] = {
	{"id", "post_id", true, API_LIST_FANOUT, true}, {"user", "owner", false, API_LIST_FANOUT, false},
	{"sort", "sort_by", false, API_LIST_FANOUT, false}
};

static const ApiPair params[] = {
	{"page", "1"}, {"user", "anyone"}, {"tag", "a&b"}, {"tag", "c"},
	{"filter", "{\"by\": {sort}}"}
};

static const ApiPair headers[] = {
	{"Accept", "text/json"}, {"X-Sort", "{sort}"}
};

/* An endpoint with the columns above; extras: with params and headers too. */
static ApiEndpoint *
make(const char *path, bool extras, ApiError *err)
{
	ApiEndpointSpec spec = {
		.base_url = "http://h/v1",
		.path = path,
		.params = params,
		.nparams = extras ? LEN(params) : 0,
		.headers = headers,
		.nheaders = extras ? LEN(headers) : 0,
		.columns = columns,
		.ncolumns = MAX_COLUMNS
	};

	return api_endpoint_create(&spec, err);
}

/* Fills a request from up to three values; NULL: unset. */
static bool
fill(const ApiEndpoint *endpoint, const char *const *values, ApiRequest *request, ApiError *err)
{
	ApiBindings *bindings = api_bindings_create(MAX_COLUMNS, NULL);
	bool		ok;

	for (int i = 0; i < MAX_COLUMNS; i++)
		if (values[i] != NULL)
			check(api_bindings_add(bindings, i, values[i], NULL));
	ok = api_endpoint_fill(endpoint, bindings, 0, &(ApiAsk) API_ASK_INIT, request, err);
	api_bindings_free(bindings);
	return ok;
}

typedef struct Case
{
	const char *name;
	const char *path;
	const char *values[MAX_COLUMNS];
	const char *wanted;			/* the URL; NULL: an error ... */
	const char *column;			/* ... that names this one */
} Case;

static const Case cases[] = {
	{"no path", "", {NULL}, "http://h/v1", NULL},
	{"plain", "/posts", {NULL}, "http://h/v1/posts", NULL},
	{"in the path", "/posts/{id}", {"7"}, "http://h/v1/posts/7", NULL},
	{"within a segment", "/p-{id}.json", {"7"}, "http://h/v1/p-7.json", NULL},
	{"twice", "/{id}/x/{id}", {"7"}, "http://h/v1/7/x/7", NULL},
	{"two", "/{user}/{id}", {"7", "me"}, "http://h/v1/me/7", NULL},
	{"elsewhere: a query item", "/posts", {"7", "me"}, "http://h/v1/posts?id=7&user=me", NULL},
	{"an empty query value is a value", "/posts", {""}, "http://h/v1/posts?id=", NULL},
	{"dots are no matter in a query", "/posts", {".."}, "http://h/v1/posts?id=..", NULL},
	{"encoded in the query", "/posts", {"a b&c=d/e+f"},
	"http://h/v1/posts?id=a%20b%26c%3Dd%2Fe%2Bf", NULL},
	{"slash", "/posts/{id}", {"a/b"}, "http://h/v1/posts/a%2Fb", NULL},
	{"slash as a value", "/posts/{id}", {"/"}, "http://h/v1/posts/%2F", NULL},
	{"dots with slashes, encoded", "/posts/{id}", {"../x"}, "http://h/v1/posts/..%2Fx", NULL},
	{"query in a path value", "/posts/{id}", {"1?a#b"}, "http://h/v1/posts/1%3Fa%23b", NULL},
	{"percent", "/posts/{id}", {"%2e%2e"}, "http://h/v1/posts/%252e%252e", NULL},
	{"unicode", "/posts/{id}", {"\xc3\xa9"}, "http://h/v1/posts/%C3%A9", NULL},
	{"controls", "/posts/{id}", {"a\r\nb"}, "http://h/v1/posts/a%0D%0Ab", NULL},
	{"braces in a value", "/posts/{id}", {"{user}"}, "http://h/v1/posts/%7Buser%7D", NULL},
	{"kept slashes", "/f/{+id}", {"a/b c/d"}, "http://h/v1/f/a/b%20c/d", NULL},
	{"three dots", "/posts/{id}", {"..."}, "http://h/v1/posts/...", NULL},
	{"a dot with a suffix", "/posts/{id}{user}", {".", "x"}, NULL, "post_id"},
	{"unicode in the path itself", "/stra\xc3\x9f" "e", {NULL}, "http://h/v1/stra%C3%9Fe", NULL},
	{"encoded in the path itself", "/a%20b:c@d", {NULL}, "http://h/v1/a%20b:c@d", NULL},
	{"odd characters in the path itself", "/a\"<>|^`b", {NULL},
	"http://h/v1/a%22%3C%3E%7C%5E%60b", NULL},

	{"missing", "/posts/{id}", {NULL}, NULL, "post_id"},
	{"the second is missing", "/{id}/{user}", {"7"}, NULL, "owner"},
	{"empty", "/posts/{id}", {""}, NULL, "post_id"},
	{"dot", "/posts/{id}", {"."}, NULL, "post_id"},
	{"two dots", "/posts/{id}", {".."}, NULL, "post_id"},
	{"two dots, slashes kept", "/f/{+id}", {".."}, NULL, "post_id"},
	{"dots among kept slashes", "/f/{+id}", {"a/../../secret"}, NULL, "post_id"},
	{"dots before a kept slash", "/f/{+id}", {"../x"}, NULL, "post_id"},
	{"dots behind a kept slash", "/f/{+id}", {"x/.."}, NULL, "post_id"},
	{"one dot among kept slashes", "/f/{+id}", {"a/./b"}, NULL, "post_id"},
	{"dots in the middle", "/f/{+id}/x", {"a/.."}, NULL, "post_id"},
	{"dots made of a dot and the path", "/posts/{+id}.", {"a/."}, NULL, "post_id"},
	{"dots made of two values", "/{+id}{+user}", {"a/.", "./b"}, NULL, "owner"}
};

static void
test_urls(void)
{
	for (int i = 0; i < LEN(cases); i++)
	{
		const Case *c = &cases[i];
		ApiError	err = API_ERROR_INIT;
		ApiEndpoint *endpoint = make(c->path, false, &err);
		ApiRequest	request;
		bool		ok;

		check_case(endpoint != NULL, c->name);
		ok = fill(endpoint, c->values, &request, &err);
		check_case(ok == (c->wanted != NULL), c->name);
		check_text(request.url, c->wanted, c->name);
		if (!ok)
		{
			check_case(err.code == (strstr(c->name, "missing") != NULL ? API_ERR_VALUE_MISSING :
									API_ERR_VALUE_INVALID), c->name);
			check_case(strstr(err.message, c->column) != NULL && err.hint != NULL, c->name);
		}
		api_request_free(&request);
		api_endpoint_free(endpoint);
		api_error_clear(&err);
	}
}

/* Fixed params and headers: replaced, repeated, left out. */
static void
test_extras(void)
{
	static const char *const none[MAX_COLUMNS] = {"7"};
	static const char *const all[MAX_COLUMNS] = {"7", "me", "a b"};
	ApiEndpoint *endpoint = make("/posts/{id}", true, NULL);
	ApiRequest	request;

	check(api_endpoint_place(endpoint, 0) == API_PLACE_PATH);
	check(api_endpoint_place(endpoint, 1) == API_PLACE_QUERY);
	check(api_endpoint_place(endpoint, 2) == API_PLACE_PLACEHOLDER);

	check(fill(endpoint, none, &request, NULL));
	check_text(request.url, "http://h/v1/posts/7?page=1&user=anyone&tag=a%26b&tag=c", "none");
	check_text(api_headers_get(&request.headers, "accept"), "text/json", "a fixed header");
	check(request.headers.count == 1 && request.method == API_METHOD_GET);
	api_request_free(&request);

	check(fill(endpoint, all, &request, NULL));
	check_text(request.url, "http://h/v1/posts/7?page=1&tag=a%26b&tag=c"
			   "&filter=%7B%22by%22%3A%22a%20b%22%7D&user=me", "all");
	check_text(api_headers_get(&request.headers, "X-Sort"), "a b", "a header's value");
	api_request_free(&request);
	api_endpoint_free(endpoint);
}

/* A value must not break out of its header, nor make the URL endless. */
static void
test_refused(void)
{
	static const char *const bad[] = {"a\r\nX-Evil: 1", "a\n", "a ", "a\001"};
	char	   *huge = malloc(API_HEADERS_MAX_BYTES + 1);
	const char *values[MAX_COLUMNS] = {"7"};
	ApiEndpoint *endpoint = make("/posts/{id}", true, NULL);
	ApiRequest	request;

	for (int i = 0; i < LEN(bad); i++)
	{
		ApiError	err = API_ERROR_INIT;

		values[2] = bad[i];
		check(!fill(endpoint, values, &request, &err));
		check(err.code == API_ERR_VALUE_INVALID && strstr(err.message, "X-Sort") != NULL);
		check(strstr(err.message, "Evil") == NULL);
		api_request_free(&request);
		api_error_clear(&err);
	}
	memset(huge, 'a', API_HEADERS_MAX_BYTES);
	huge[API_HEADERS_MAX_BYTES] = '\0';
	values[2] = NULL;
	for (int i = 0; i < 2; i++)
	{
		ApiError	err = API_ERROR_INIT;

		values[i] = huge;
		check(!fill(endpoint, values, &request, &err));
		check(err.code == API_ERR_VALUE_INVALID && strlen(err.message) < 200);
		values[i] = "7";
		api_request_free(&request);
		api_error_clear(&err);
	}
	api_endpoint_free(endpoint);
	free(huge);
}

typedef struct ListCase
{
	const char *name;
	ApiListStyle style;
	bool		bare;
	const char *path;
	const char *body;			/* or NULL */
	const char *values[4];
	const char *wanted;			/* URL or body; NULL: an error that names the column */
} ListCase;

static const ListCase lists[] = {
	{"comma", API_LIST_COMMA, true, "/p", NULL, {"1", "2", "3"}, "http://h/p?id=1,2,3"},
	{"pipe", API_LIST_PIPE, true, "/p", NULL, {"1", "2"}, "http://h/p?id=1%7C2"},
	{"semicolon", API_LIST_SEMICOLON, true, "/p", NULL, {"1", "2"}, "http://h/p?id=1%3B2"},
	{"space", API_LIST_SPACE, true, "/p", NULL, {"1", "2"}, "http://h/p?id=1%202"},
	{"repeat", API_LIST_REPEAT, true, "/p", NULL, {"1", "2"}, "http://h/p?id=1&id=2"},
	{"one of them", API_LIST_COMMA, true, "/p", NULL, {"1"}, "http://h/p?id=1"},
	{"values are encoded", API_LIST_COMMA, false, "/p", NULL, {"a&b", "c d;|"},
	"http://h/p?id=a%26b,c%20d%3B%7C"},
	{"repeat holds anything", API_LIST_REPEAT, false, "/p", NULL, {"a,b", "", "c"},
	"http://h/p?id=a%2Cb&id=&id=c"},
	{"the separator inside", API_LIST_COMMA, false, "/p", NULL, {"x", "a,b"}, NULL},
	{"the separator inside the only one", API_LIST_SPACE, false, "/p", NULL, {"a b"}, NULL},
	{"nothing", API_LIST_PIPE, false, "/p", NULL, {"x", ""}, NULL},
	{"in the path", API_LIST_COMMA, true, "/p/{id}", NULL, {"1", "2"}, "http://h/p/1,2"},
	{"semicolon in the path", API_LIST_SEMICOLON, false, "/p/{id}/x", NULL, {"a/b", "c,d"},
	"http://h/p/a%2Fb;c%2Cd/x"},
	{"pipe in the path", API_LIST_PIPE, true, "/p/{+id}", NULL, {"1", "2/3"}, "http://h/p/1%7C2/3"},
	{"dots in the path", API_LIST_COMMA, false, "/p/{id}", NULL, {"a", ".."}, NULL},
	{"dots among slashes", API_LIST_COMMA, false, "/p/{+id}", NULL, {"a/../b", "c"}, NULL},
	{"a joined list in a body", API_LIST_COMMA, true, "", "[{id}]", {"1", "2"}, "[\"1,2\"]"},
	{"a joined one in a body", API_LIST_PIPE, true, "", "{\"a\":{id}}", {"1"}, "{\"a\":\"1\"}"},
	{"joined texts in a body", API_LIST_SEMICOLON, false, "", "[{id}]", {"a\"", "\"b", "c"},
	"[\"a\\\";\\\"b;c\"]"},
	{"an array", API_LIST_REPEAT, true, "", "{\"a\":{id}}", {"1", "2"}, "{\"a\":[1,2]}"},
	{"an array of texts", API_LIST_REPEAT, false, "", "{\"a\":{id}}", {"1", "x\"y"},
	"{\"a\":[\"1\",\"x\\\"y\"]}"},
	{"an array of one", API_LIST_REPEAT, true, "", "{\"a\":{id}}", {"1"}, "{\"a\":[1]}"},
	{"no list in a body", API_LIST_REPEAT, true, "", "{\"a\":{id},\"b\":1}", {NULL}, "{\"b\":1}"},
};

static void
test_list(const ListCase *c)
{
	const ApiParam column = {"id", "post_id", c->bare, c->style, c->bare};
	ApiEndpointSpec spec = {.base_url = "http://h",.path = c->path,.columns = &column,.ncolumns = 1,
	.method = c->body != NULL ? API_METHOD_POST : API_METHOD_GET,.body = c->body};
	ApiError	err = API_ERROR_INIT;
	ApiEndpoint *endpoint = api_endpoint_create(&spec, &err);
	ApiBindings *bindings = api_bindings_create(1, NULL);
	ApiRequest	request;

	check_case(endpoint != NULL, c->name);
	api_bindings_set_group(bindings, 0, 4);
	for (int i = 0; i < 4 && c->values[i] != NULL; i++)
		check(api_bindings_add(bindings, 0, c->values[i], NULL));
	check_case(api_endpoint_fill(endpoint, bindings, 0, &(ApiAsk) API_ASK_INIT, &request, &err) ==
			   (c->wanted != NULL), c->name);
	if (c->wanted == NULL)
		check_case(err.code == API_ERR_VALUE_INVALID && err.hint != NULL &&
				   strstr(err.message, "post_id") != NULL, c->name);
	else
		check_text(c->body != NULL ? request.body.data : request.url, c->wanted, c->name);
	api_request_free(&request);
	api_endpoint_free(endpoint);
	api_bindings_free(bindings);
	api_error_clear(&err);
}

/* Within a text there is one place only: a repeated parameter may not stand there. */
static void
test_repeat_refused(void)
{
	static const ApiParam column = {"id", "post_id", true, API_LIST_REPEAT, true};
	static const ApiPair pair = {"q", "id:{id}"};
	const ApiEndpointSpec specs[] = {
		{.path = "/{id}"},
		{.path = "",.params = &pair,.nparams = 1},
		{.path = "",.headers = &pair,.nheaders = 1},
		{.path = "",.method = API_METHOD_POST,.body = "a={id}",.content_type = API_CONTENT_TYPE_FORM}
	};

	for (int i = 0; i < LEN(specs); i++)
	{
		ApiEndpointSpec spec = specs[i];
		ApiError	err = API_ERROR_INIT;

		spec.base_url = "http://h";
		spec.columns = &column;
		spec.ncolumns = 1;
		check(api_endpoint_create(&spec, &err) == NULL);
		check(err.code == API_ERR_OPTION_VALUE && strstr(err.message, "post_id") != NULL &&
			  err.hint != NULL);
		api_error_clear(&err);
	}
}

static void
test_create_errors(void)
{
	static const ApiParam twice[] = {
		{"id", "a", false, API_LIST_FANOUT, false}, {"id", "b", false, API_LIST_FANOUT, false}
	};
	static const ApiPair odd[] = {{"q", "{nobody}"}};
	ApiEndpointSpec spec = {.base_url = "http://h",.path = "/",.columns = twice,.ncolumns = 2};
	ApiError	err = API_ERROR_INIT;

	check(make("/posts/{nobody}", false, &err) == NULL);
	check(err.code == API_ERR_OPTION_VALUE && strstr(err.message, "{nobody}") != NULL);
	check(err.hint != NULL && strstr(err.hint, "{id}, {user}, {sort}") != NULL);
	api_error_clear(&err);

	check(api_endpoint_create(&spec, &err) == NULL);
	check(err.code == API_ERR_OPTION_VALUE && strstr(err.message, "\"id\"") != NULL);
	api_error_clear(&err);

	spec.ncolumns = 0;
	spec.params = spec.headers = odd;
	spec.nparams = 1;
	check(api_endpoint_create(&spec, &err) == NULL);
	check(strstr(err.message, "\"params\"") != NULL && err.hint != NULL);
	api_error_clear(&err);
	spec.nparams = 0;
	spec.nheaders = 1;
	check(api_endpoint_create(&spec, &err) == NULL);
	check(strstr(err.message, "\"headers\"") != NULL);
	api_error_clear(&err);
}

/* EXPLAIN shows what fill would send. */
static void
test_describe(void)
{
	static const bool none[MAX_COLUMNS] = {true, false, false};
	static const bool all[MAX_COLUMNS] = {true, true, true};
	ApiEndpoint *endpoint = make("/posts/{id}", true, NULL);
	char	   *got = api_endpoint_describe(endpoint, none);

	check_text(got, "/posts/{id}?page=1&user=anyone&tag=a&b&tag=c", "fixed ones");
	free(got);
	got = api_endpoint_describe(endpoint, all);
	check_text(got, "/posts/{id}?page=1&tag=a&b&tag=c&filter={\"by\":{sort}}&user={user}",
			   "a column's in place of the fixed one");
	free(got);
	api_endpoint_free(endpoint);

	endpoint = make("", false, NULL);
	got = api_endpoint_describe(endpoint, (const bool[MAX_COLUMNS]) {false});
	check_text(got, "", "nothing to show");
	free(got);
	api_endpoint_free(endpoint);
}

typedef struct Path
{
	const char *path;
	bool		valid;
} Path;

static const Path paths[] = {
	{"", true}, {"/", true}, {"/a/b", true}, {"/a/", true}, {"/{a}/{+b}", true},
	{"/{_a1}.json", true}, {"/a%20b", true}, {"/...", true}, {"/..a", true}, {"/{a}..", true},
	{"a", false}, {"//host", false}, {"//", false}, {"/a//b", false}, {"http://h/a", false},
	{"/a?b=1", false}, {"/a#b", false}, {"/a b", false}, {"/a\nb", false}, {"/a\\b", false},
	{"/.", false}, {"/..", false}, {"/a/../b", false}, {"/a/./b", false}, {"/a/..", false},
	{"/{", false}, {"/}", false}, {"/{}", false}, {"/{1a}", false}, {"/{a b}", false},
	{"/{a", false}, {"/{{a}}", false}, {"/{a-b}", false}, {"/{+}", false}, {"{a}", false}
};

static void
test_check(void)
{
	for (int i = 0; i < LEN(paths); i++)
	{
		ApiError	err = API_ERROR_INIT;

		check_case(api_endpoint_check_path(paths[i].path, &err) == paths[i].valid, paths[i].path);
		check_case(paths[i].valid || (err.code == API_ERR_OPTION_VALUE && err.hint != NULL),
				   paths[i].path);
		api_error_clear(&err);
	}
	check(api_endpoint_check_template("{\"a\": {b}}", NULL));
	check(!api_endpoint_check_template("a\r\nb", NULL));
}

/* A template, a cursor as text and as JSON, what is sent; NULL: an error. */
static const char *const asked[][4] = {
	{"{c}", "a b\"&", "\"a b\\\"&\"", "a%20b%22%26"},
	{"after:{c}", "a+/=: b", "\"a+/=: b\"", "after%3Aa%2B%2F%3D%3A%20b"},
	{"after:\"{c}\"", "a b", "\"a b\"", "after%3A%22a%20b%22"},
	{"after:\"{c}\"", "a\" b", "\"a\\\" b\"", NULL},
	{"{\"after\": {c}}", "[1,\"x\"]", "[1,\"x\"]", "%7B%22after%22%3A%5B1%2C%22x%22%5D%7D"},
	{"{\"q\": \"a {c}\"}", "x\"}, {\"", "\"x\\\"}, {\\\"\"", "%7B%22q%22%3A%22a%20x%5C%22%7D%2C%20%7B%5C%22%22%7D"},
	{"{id}:{c}", "x", "\"x\"", NULL},
};

/* What the server gave stands as it is, but does not break out of strings and JSON. */
static void
test_asked(void)
{
	static const char *const names[] = {"c"};

	for (int i = 0; i < LEN(asked); i++)
	{
		ApiPair		pair = {"q", asked[i][0]};
		ApiEndpointSpec spec = {.base_url = "http://h",.path = "",.params = &pair,.nparams = 1,
		.columns = columns,.ncolumns = MAX_COLUMNS,.asked = names,.nasked = 1};
		ApiEndpoint *endpoint = api_endpoint_create(&spec, NULL);
		ApiBindings *bindings = api_bindings_create(MAX_COLUMNS, NULL);
		ApiAsk		ask = API_ASK_INIT;
		ApiRequest	request;

		check(api_ask_take(&ask, 0, strdup(asked[i][1]), strdup(asked[i][2]), NULL));
		check_case(api_endpoint_fill(endpoint, bindings, 0, &ask, &request, NULL) == (asked[i][3] != NULL),
				   asked[i][0]);
		check_text(request.url != NULL ? request.url + strlen("http://h?q=") : NULL, asked[i][3], asked[i][0]);
		api_request_free(&request);
		api_ask_clear(&ask);
		api_bindings_free(bindings);
		api_endpoint_free(endpoint);
	}
}

/* Which value is missing for those that are given. */
static void
test_lacking(void)
{
	static const struct
	{
		const char *template;
		bool		set[MAX_COLUMNS];
		int			lacking;
	}			cases[] = {
		{"{id}..{user}", {true, false, false}, 1}, {"{id}..{user}", {false, true, false}, 0},
		{"{id}..{user}", {true, true, false}, -1}, {"{id}..{user}", {false, false, true}, -1},
		{"{\"a\": {id}, \"b\": {user}}", {true, false, false}, -1},
		{"[[{id}, {user}]]", {true, false, false}, 1},
		{"{id} {user} {sort}", {true, true, false}, 2}
	};

	for (int i = 0; i < LEN(cases); i++)
	{
		ApiPair		pair = {"q", cases[i].template};
		ApiEndpointSpec spec = {.base_url = "http://h",.path = "",.params = &pair,.nparams = 1,
		.columns = columns,.ncolumns = MAX_COLUMNS};
		ApiEndpoint *endpoint = api_endpoint_create(&spec, NULL);

		check_case(api_endpoint_lacking(endpoint, cases[i].set) == cases[i].lacking, cases[i].template);
		api_endpoint_free(endpoint);
	}
}

int
main(void)
{
	test_asked();
	test_lacking();
	test_urls();
	test_extras();
	test_refused();
	for (int i = 0; i < LEN(lists); i++)
		test_list(&lists[i]);
	test_repeat_refused();
	test_create_errors();
	test_describe();
	test_check();
	return check_end();
}
