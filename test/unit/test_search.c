/*
 * test_search.c
 *		How much of what stands outside of the records is looked at.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/search.h"
#include "rest/weigh.h"

/* What is seen of a next page that so many members stand before: "%s" of each is its value. */
static ApiSignsVerdict
seen_behind(int count, const char *value)
{
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path = api_path_parse("$.a", &err);
	ApiSignsScope scope = {3, 3, 1, 0, "http://h/r", false, false};
	ApiSearch  *search = malloc(sizeof(*search));
	char	   *body = malloc((size_t) count * 40 + 100);
	size_t		len = (size_t) sprintf(body, "{\"a\": [], ");
	ApiSigns	signs;

	for (int i = 0; i < count; i++)
		len += (size_t) sprintf(body + len, "\"m%d\": %s, ", i, value);
	len += (size_t) sprintf(body + len, "\"has_more\": true}");
	api_search_begin(search, path);
	api_search_feed(search, body, len);
	api_search_end(search);
	api_weigh(search, &scope, &signs);
	free(body);
	free(search);
	api_path_free(path);
	return signs.verdict;
}

int
main(void)
{
	static const char *const values[] = {"1", "{\"x\": []}", "[{}]"};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
	{
		check_case(seen_behind(API_SEARCH_MEMBERS / 4, values[i]) == API_SIGNS_MORE_WORD, values[i]);
		check_case(seen_behind(API_SEARCH_MEMBERS + 1, values[i]) == API_SIGNS_NONE, values[i]);
	}
	return check_end();
}
