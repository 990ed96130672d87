/*
 * test_coding.c
 *		What a Content-Encoding names.
 */
#include "check.h"
#include "net/coding.h"

static const struct
{
	const char *value;
	const char *second;			/* a further header, or NULL */
	ApiCoding	wanted;			/* by a libcurl with brotli and without zstd */
}			cases[] =
{
	{"gzip", NULL, API_CODING_UNDONE}, {"GZip", NULL, API_CODING_UNDONE}, {"x-gzip", NULL, API_CODING_UNDONE},
	{"", NULL, API_CODING_UNDONE}, {" , ", NULL, API_CODING_UNDONE}, {"identity", NULL, API_CODING_UNDONE},
	{"deflate, gzip", NULL, API_CODING_UNDONE}, {"br", NULL, API_CODING_UNDONE},
	{"zstd", NULL, API_CODING_FOREIGN}, {"compress", NULL, API_CODING_FOREIGN},
	{"gzip", "aes128gcm", API_CODING_FOREIGN},
	{"utf-8", NULL, API_CODING_NONE}, {"binary", NULL, API_CODING_NONE}, {"json", NULL, API_CODING_NONE},
	{"gzip, utf-8", NULL, API_CODING_NONE}, {"gzip", "UTF-8", API_CODING_NONE}, {"gzi", NULL, API_CODING_NONE}
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;

		check(api_headers_add(&headers, "Content-Type", "utf-8"));
		check(api_headers_add(&headers, "content-encoding", cases[i].value));
		check(cases[i].second == NULL || api_headers_add(&headers, "Content-Encoding", cases[i].second));
		check_case(api_coding_of(&headers, true, false) == cases[i].wanted, cases[i].value);
		api_headers_free(&headers);
	}
	check(api_coding_of(&(ApiHeaders) API_HEADERS_INIT, false, false) == API_CODING_UNDONE);
	return check_end();
}
