/*
 * test_challenge.c
 *		What a refusal says in its WWW-Authenticate headers.
 */
#include <stdlib.h>

#include "check.h"
#include "net/challenge.h"

typedef struct Case
{
	const char *values[3];		/* of headers called WWW-Authenticate */
	const char *wanted;
} Case;

static const Case cases[] = {
	{{NULL}, NULL},
	{{"Basic realm=\"x\""}, NULL},
	{{"Bearer"}, NULL},
	{{"Bearer error=\"invalid_token\""}, "invalid_token"},
	{{"Bearer error=invalid_token"}, "invalid_token"},
	{{"Bearer error=\"invalid_token\", error_description=\"The token, it expired\""}, "The token, it expired"},
	{{"Bearer ERROR_DESCRIPTION=\"x\",error=\"y\""}, "x"},
	{{"Bearer error=\"y\",error_description=\"\""}, "y"},
	{{"Bearer realm=\"error_description=no\", error=y"}, "y"},
	{{"Bearer realm=\"\\\", error=no\", error=y"}, "y"},
	{{"Bearer error_description=\"say \\\"no\\\"\""}, "say \"no\""},
	{{"Bearer error_description=\"a\tb\""}, "a b"},
	{{"Bearer error_description=\"open"}, "open"},
	{{"Bearer error_description=\"open\\"}, "open\\"},
	{{"Bearer error_description="}, NULL},
	{{"Bearer xerror=no, error_uri=no, error = no"}, NULL},
	{{"Basic realm=x", "Bearer error=y"}, "y"},
	{{"Bearer error=y", "DPoP error_description=\"z\""}, "z"},
	{{"Basic realm=x, Bearer error=y"}, "y"},
	{{"=\"a\"=b,,==\"\"\", error=y"}, "y"},
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;
		char	   *got;

		check(api_headers_add(&headers, "Content-Type", "error=no"));
		for (int k = 0; k < 3 && cases[i].values[k] != NULL; k++)
			check(api_headers_add(&headers, "www-authenticate", cases[i].values[k]));
		got = api_challenge_complaint(&headers);
		check_text(got, cases[i].wanted, cases[i].values[0] != NULL ? cases[i].values[0] : "none");
		free(got);
		api_headers_free(&headers);
	}
	return check_end();
}
