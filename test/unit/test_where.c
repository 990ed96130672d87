/*
 * test_where.c
 *		The place in a scan that an error tells: pages, and values that are cut and hidden.
 */
#include <stdlib.h>

#include "check.h"
#include "fake_net.h"
#include "rest/where.h"

#define NPARAMS 12

static const char *const names[NPARAMS] = {"id", "q", "api_token", "p3", "p4", "p5", "p6", "p7",
"p8", "p9", "p10", "p11"};

/* A stream's parts, as far as they are looked at. */
static ApiStreamSpec
make_spec(ApiPagerKind kind)
{
	static const ApiPair secret[] = {{"k", "s3cret-value"}};
	ApiStreamSpec spec = {0};
	ApiPagingSpec paging = {.kind = kind,.base_url = "http://h"};
	ApiAuthSpec auth = {.base_url = "http://h",.params = secret,.nparams = 1};
	ApiParam	params[NPARAMS];
	ApiEndpointSpec endpoint = {.base_url = "http://h",.path = "/p",.columns = params,
	.ncolumns = NPARAMS};
	ApiError	err = API_ERROR_INIT;

	for (int i = 0; i < NPARAMS; i++)
		params[i] = (ApiParam) {.name = names[i],.column = names[i]};
	spec.endpoint = api_endpoint_create(&endpoint, &err);
	spec.paging = api_paging_create(&paging, &err);
	spec.auth = api_auth_create(&auth, &err);
	check(!api_error_is_set(&err));
	return spec;
}

static void
free_spec(ApiStreamSpec *spec)
{
	api_endpoint_free(spec->endpoint);
	api_paging_free(spec->paging);
	api_auth_free(spec->auth);
}

/* The text for a page, with that value of the second parameter, or none. */
static void
expect(const ApiStreamSpec *spec, int64_t page, const char *value, const char *wanted)
{
	ApiError	err = API_ERROR_INIT;
	ApiBindings *bindings = api_bindings_create(NPARAMS, &err);
	char	   *text;

	if (value != NULL)
		(void) api_bindings_add(bindings, 1, value, &err);
	text = api_where_text(spec, bindings, 0, page);
	check_text(text, wanted, wanted);
	free(text);
	api_bindings_free(bindings);
}

/* All at once: what is told has its bounds, and so has each. */
static void
test_many(const ApiStreamSpec *spec)
{
	ApiError	err = API_ERROR_INIT;
	ApiBindings *bindings = api_bindings_create(NPARAMS, &err);
	char	   *text;

	for (int i = 0; i < NPARAMS; i++)
		for (int k = 0; k < 1000; k++)
			(void) api_bindings_add(bindings, i, "0123456789012345678901234567890123456789", &err);
	for (int i = 0; i < NPARAMS; i += 2)
		api_bindings_set_group(bindings, i, 1000);
	text = api_where_text(spec, bindings, 999, 6);
	check(strlen(text) < 500);
	check(strncmp(text, "page 7, id=0123", 15) == 0);
	check(strstr(text, "api_token=***,") != NULL);
	check(strcmp(text + strlen(text) - 5, ", ...") == 0);
	free(text);
	api_bindings_free(bindings);
}

int
main(void)
{
	ApiStreamSpec alone = make_spec(API_PAGER_AUTO);

	expect(&alone, 0, NULL, "");
	expect(&alone, 2, NULL, "page 3");
	expect(&alone, 0, "7", "q=7");
	expect(&alone, 1, "a, b", "page 2, q=\"a, b\"");
	expect(&alone, 0, "", "q=\"\"");
	expect(&alone, 0, "a\nb\x1b", "q=\"a b \"");
	expect(&alone, 0, "with s3cret-value in it", "q=\"with *** in it\"");
	/* a secret that the cut would part, a character that it would */
	expect(&alone, 0, "01234567890123456789012345678s3cret-value", "q=01234567890123456789012345678***");
	expect(&alone, 0,
		   "012345678901234567890123456789012345\xC3\xA9\xC3\xA9\xC3\xA9", "q=012345678901234567890123456789012345...");
	test_many(&alone);
	alone.hides_values = true;
	expect(&alone, 1, "7", "page 2");
	free_spec(&alone);
	return check_end();
}
