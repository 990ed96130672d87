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
	ApiCoding	wanted;
}			cases[] =
{
	{"gzip", NULL, API_CODING_INFLATE}, {"GZip", NULL, API_CODING_INFLATE}, {"x-gzip", NULL, API_CODING_INFLATE},
	{"deflate", NULL, API_CODING_DEFLATE}, {"identity, gzip", NULL, API_CODING_INFLATE},
	{"", NULL, API_CODING_NONE}, {" , ", NULL, API_CODING_NONE}, {"identity", NULL, API_CODING_NONE},
	{"none", NULL, API_CODING_NONE}, {"utf-8", NULL, API_CODING_NONE}, {"binary", NULL, API_CODING_NONE},
	{"gzip, utf-8", NULL, API_CODING_INFLATE}, {"gzip", "UTF-8", API_CODING_INFLATE}, {"gzi", NULL, API_CODING_NONE},
	{"br", NULL, API_CODING_FOREIGN}, {"zstd", NULL, API_CODING_FOREIGN}, {"compress", NULL, API_CODING_FOREIGN},
	{"gzip", "aes128gcm", API_CODING_FOREIGN}, {"gzip, gzip", NULL, API_CODING_TWICE},
	{"gzip, gzip, gzip", NULL, API_CODING_FOREIGN},
	{"deflate", "gzip", API_CODING_TWICE}
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
		check_case(api_coding_of(&headers) == cases[i].wanted, cases[i].value);
		api_headers_free(&headers);
	}
	check(api_coding_of(&(ApiHeaders) API_HEADERS_INIT) == API_CODING_NONE);
	return check_end();
}
