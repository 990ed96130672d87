/*
 * test_order.c
 *		In order, step by step: what is behind a request that cannot be made.
 */
#include "check.h"
#include "fake_net.h"
#include "rest/advance.h"

#define PAGE "[{\"id\": 1}]"

/* In order, over ids "1 " and "2"; the second page of the first has a header that cannot have it. */
static ApiStream *
open_stream(void)
{
	ApiParam	param = {"id", "id", true, API_LIST_FANOUT, true};
	ApiPair		header = {"X-Id", "{id}"};
	ApiEndpointSpec endpoint = {
		.base_url = "http://127.0.0.1", .path = "/posts/{id}", .columns = &param, .ncolumns = 1
	};
	ApiAuthSpec auth = {.base_url = "http://127.0.0.1"};
	ApiStreamSpec spec = {.limits.max_concurrency = 2, .scan_buffer = 1 << 20, .keep_order = true};
	ApiError	err = API_ERROR_INIT;
	ApiStream  *stream;

	spec.endpoint = api_endpoint_create(&endpoint, &err);
	endpoint.headers = &header;
	endpoint.nheaders = 1;
	spec.following = api_endpoint_create(&endpoint, &err);
	spec.auth = api_auth_create(&auth, &err);
	spec.projection = api_projection_create(NULL, &err);
	spec.declared = api_projection_create(NULL, &err);
	spec.paging = api_paging_create(&(ApiPagingSpec) {.base_url = "http://127.0.0.1"}, &err);
	spec.bindings = api_bindings_create(1, &err);
	(void) api_bindings_add(spec.bindings, 0, "1 ", &err);
	(void) api_bindings_add(spec.bindings, 0, "2", &err);
	stream = api_stream_create(&spec, &err);
	check(stream != NULL && !api_error_is_set(&err));
	return stream;
}

/* Puts the requests, and lets the first page, which has a next one, arrive. */
static void
begin(ApiStream *stream)
{
	ApiTransfer *first;

	(void) api_stream_advance(stream);
	check(stream->posted == 2);
	first = fake_pending(stream->queue, 0);
	fake_fly(first, PAGE);
	(void) api_headers_add(&first->response.headers, "Link", "<http://127.0.0.1/posts/1?page=2>; rel=\"next\"");
	fake_land(first, 200);
}

/* The binding of a page that is read and given back; -1: none is there. */
static int64_t
read_page(ApiStream *stream)
{
	ApiPage    *page = stream->unread.first != NULL ? api_stream_lend(stream) : NULL;
	int64_t		binding = page != NULL ? page->binding : -1;

	api_stream_release(stream, page);
	return binding;
}

/* What is behind it never comes, however early or late it is there. */
static void
test_behind(bool early)
{
	ApiStream  *stream = open_stream();

	begin(stream);
	if (early)
		fake_answer(fake_pending(stream->queue, 0), 200, PAGE);
	(void) api_stream_advance(stream);
	check(read_page(stream) == 0);
	(void) api_stream_advance(stream);
	check(stream->unsent.code == API_ERR_VALUE_INVALID);
	if (stream->posted > 0)
		fake_answer(fake_pending(stream->queue, 0), 200, PAGE);
	(void) api_stream_advance(stream);
	check(read_page(stream) == -1 && api_stream_drained(stream));
	api_stream_destroy(stream);
	check(fake_transfers == 0);
}

int
main(void)
{
	test_behind(false);
	test_behind(true);
	return check_end();
}
