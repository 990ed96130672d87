/*
 * test_auth.c
 *		Credentials: where they go, where they do not, and that no text keeps them.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/auth.h"

#define HOME "https://api.example.com/v1"
#define TOKEN "tok-s3cret"
/* every spec but those of test_trusts() */
#define BOUND .base_url = HOME,.origins = home
#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))

static const char *const home[] = {"https://api.example.com", NULL};
static const ApiPair second_header[] = {{"X-Second", "second-s3cret"}};
static const ApiPair second_param[] = {{"appid", "app+s3cret"}};
static const ApiPair repeated_param[] = {{"k", "1"}, {"k", "2"}};
static const ApiPair own_key[] = {{"x-api-key", "other-s3cret"}};

typedef struct Case
{
	const char *name;
	ApiAuthSpec spec;			/* base_url is set by the test */
	const char *header;			/* that must be there, or NULL */
	const char *value;
	const char *url;			/* signed */
} Case;

static const Case cases[] = {
	{"nothing", {BOUND}, NULL, NULL, HOME "/x?a=1"},
	{"bearer", {BOUND,.bearer_token = TOKEN},
	"Authorization", "Bearer " TOKEN, HOME "/x?a=1"},
	{"bearer with the word before it", {BOUND,.bearer_token = "bEARER " TOKEN},
	"Authorization", "Bearer " TOKEN, HOME "/x?a=1"},
	{"basic with an empty name", {BOUND,.username = "",.password = "me"},
	"Authorization", "Basic Om1l", HOME "/x?a=1"},
	{"basic", {BOUND,.username = "Aladdin",.password = "open sesame"},
	"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", HOME "/x?a=1"},
	{"basic without a password", {BOUND,.username = "me"},
	"Authorization", "Basic bWU6", HOME "/x?a=1"},
	{"key in a header", {BOUND,.api_key = TOKEN},
	"X-API-Key", TOKEN, HOME "/x?a=1"},
	{"key in a header of its own, prefixed",
		{BOUND,.api_key = TOKEN,.api_key_name = "Authorization",.api_key_prefix = "Token"},
	"Authorization", "Token " TOKEN, HOME "/x?a=1"},
	{"key in a cookie",
		{BOUND,.api_key = TOKEN,.api_key_name = "sid",.api_key_location = API_KEY_COOKIE},
	"Cookie", "sid=" TOKEN, HOME "/x?a=1"},
	{"key in the query", {BOUND,.api_key = "k&y",.api_key_location = API_KEY_QUERY},
	NULL, NULL, HOME "/x?a=1&api_key=k%26y"},
	{"bearer and key", {BOUND,.bearer_token = TOKEN,.api_key = TOKEN},
	"X-API-Key", TOKEN, HOME "/x?a=1"},
	{"second keys",
		{BOUND,.headers = second_header,.nheaders = 1,.params = second_param,.nparams = 1},
	"X-Second", "second-s3cret", HOME "/x?a=1&appid=app%2Bs3cret"},
	{"a second key that repeats", {BOUND,.params = repeated_param,.nparams = 2},
	NULL, NULL, HOME "/x?a=1&k=1&k=2"}
};

/* Signed, then stripped of what was added. */
static void
test_sign(void)
{
	for (int i = 0; i < LEN(cases); i++)
	{
		const Case *c = &cases[i];
		ApiAuth    *auth = api_auth_create(&c->spec, NULL);
		const ApiSigner *signer = api_auth_signer(auth);
		ApiHeaders	headers = API_HEADERS_INIT;
		char	   *url = strdup(HOME "/x?a=1");
		char	   *stripped;

		check_case(signer->sign(signer, &headers, &url), c->name);
		check_text(url, c->url, c->name);
		if (c->header != NULL)
			check_text(api_headers_get(&headers, c->header), c->value, c->name);
		else
			check_case(headers.count == 0, c->name);
		stripped = signer->strip(signer, url);
		check_text(stripped, HOME "/x?a=1", c->name);
		free(stripped);
		free(url);
		api_headers_free(&headers);
		api_auth_free(auth);
	}
	api_auth_free(NULL);
}

/* A header of the table that has the credential's name goes, and is not sent twice. */
static void
test_replaces(void)
{
	ApiAuthSpec spec = {BOUND,.api_key = TOKEN};
	ApiAuth    *auth = api_auth_create(&spec, NULL);
	const ApiSigner *signer = api_auth_signer(auth);
	ApiHeaders	headers = API_HEADERS_INIT;
	char	   *url = strdup(HOME);

	check(api_headers_add(&headers, "x-api-key", "fixed"));
	check(signer->sign(signer, &headers, &url));
	check(headers.count == 1);
	check_text(headers.items[0].value, TOKEN, "the credential's");
	free(url);
	api_headers_free(&headers);
	api_auth_free(auth);
}

/* However a server spells the name, the key does not stay in its URL. */
static void
test_strip(void)
{
	static const char *const urls[] = {
		HOME "/x?a=1&my+key=" TOKEN, HOME "/x?my%20key=" TOKEN "&a=1",
		HOME "/x?%6dy%20key=" TOKEN "&a=1", HOME "/x?my+key=" TOKEN "&a=1&my%20key=" TOKEN
	};
	ApiAuthSpec spec = {
		BOUND,.api_key = TOKEN,.api_key_name = "my key",.api_key_location = API_KEY_QUERY
	};
	ApiAuth    *auth = api_auth_create(&spec, NULL);
	const ApiSigner *signer = api_auth_signer(auth);

	for (int i = 0; i < LEN(urls); i++)
	{
		char	   *stripped = signer->strip(signer, urls[i]);

		check_text(stripped, HOME "/x?a=1", urls[i]);
		free(stripped);
	}
	api_auth_free(auth);
}

typedef struct Trust
{
	const char *url;
	bool		trusted;
} Trust;

static const Trust trusts[] = {
	{HOME "/x", true}, {"https://API.example.com:443/other", true},
	{"http://api.example.com/v1", false}, {"https://api.example.com:8443/", false},
	{"https://api.example.com.evil/", false}, {"https://evil/api.example.com", false},
	{"https://api.example.com@evil/", false}, {"//api.example.com/", false}, {"", false}
};

static void
test_trusts(void)
{
	static const char *const others[] = {"https://elsewhere.example", NULL};
	static const char *const listed[] = {"https://elsewhere.example", "https://api.example.com", NULL};
	static const char *const empty[] = {NULL};
	ApiAuthSpec spec = {BOUND,.bearer_token = TOKEN};
	ApiAuth    *auth = api_auth_create(&spec, NULL);

	for (int i = 0; i < LEN(trusts); i++)
		check_case(api_auth_signer(auth)->trusts(api_auth_signer(auth), trusts[i].url) ==
				   trusts[i].trusted, trusts[i].url);
	api_auth_free(auth);

	/* the mapping's own list: base_url must be on it, and alone is trusted */
	spec.origins = listed;
	auth = api_auth_create(&spec, NULL);
	check(api_auth_signer(auth)->trusts(api_auth_signer(auth), HOME));
	check(!api_auth_signer(auth)->trusts(api_auth_signer(auth), others[0]));
	api_auth_free(auth);
	for (int i = 0; i < 3; i++)
	{
		spec.origins = i == 0 ? others : i == 1 ? empty : NULL;
		auth = api_auth_create(&spec, NULL);
		check(!api_auth_signer(auth)->trusts(api_auth_signer(auth), HOME));
		check(!api_auth_signer(auth)->trusts(api_auth_signer(auth), others[0]));
		api_auth_free(auth);
	}
}

typedef struct Bad
{
	const char *name;
	ApiAuthSpec spec;
} Bad;

static const Bad bads[] = {
	{"bearer and basic", {BOUND,.bearer_token = TOKEN,.username = "u",.password = TOKEN}},
	{"bearer and a key for Authorization",
	{BOUND,.bearer_token = TOKEN,.api_key = TOKEN,.api_key_name = "authorization"}},
	{"key and a header of its name",
	{BOUND,.api_key = TOKEN,.headers = own_key,.nheaders = 1}},
	{"key and a param of its name",
		{BOUND,.api_key = TOKEN,.api_key_name = "appid",.api_key_location = API_KEY_QUERY,
	.params = second_param,.nparams = 1}},
	{"CR LF in a token", {BOUND,.bearer_token = TOKEN "\r\nX-Evil: 1"}},
	{"blank behind a token", {BOUND,.bearer_token = TOKEN " "}},
	{"CR LF in a key", {BOUND,.api_key = TOKEN "\n"}},
	{"a header's name that is none", {BOUND,.api_key = TOKEN,.api_key_name = "a b"}},
	{"a second cookie",
	{BOUND,.api_key = TOKEN "; admin=1",.api_key_location = API_KEY_COOKIE}},
	{"a cookie's name that is none",
	{BOUND,.api_key = TOKEN,.api_key_name = "a=b",.api_key_location = API_KEY_COOKIE}},
	{"colon in a user name", {BOUND,.username = "a:b",.password = TOKEN}}
};

static void
test_refused(void)
{
	for (int i = 0; i < LEN(bads); i++)
	{
		ApiError	err = API_ERROR_INIT;

		ApiAuth    *auth = api_auth_create(&bads[i].spec, &err);

		check_case(auth == NULL, bads[i].name);
		check_case(err.code == API_ERR_OPTION_VALUE && err.hint != NULL, bads[i].name);
		check_case(err.message == NULL || strstr(err.message, "s3cret") == NULL, bads[i].name);
		check_case(err.hint == NULL || strstr(err.hint, "s3cret") == NULL, bads[i].name);
		api_error_clear(&err);
		api_auth_free(auth);
	}
}

typedef struct Scrub
{
	const char *text;
	const char *wanted;
} Scrub;

static const Scrub scrubs[] = {
	{"", ""},
	{"nothing here", "nothing here"},
	{"p/ss\"w\xc3\xb6rd\\", "***"},
	{"a p/ss\"w\xc3\xb6rd\\ b p/ss\"w\xc3\xb6rd\\", "a *** b ***"},
	{"p%2Fss%22w%C3%B6rd%5C", "***"},
	{"p%2fss%22w%c3%b6rd%5c", "***"},
	{"{\"k\": \"p/ss\\\"w\xc3\xb6rd\\\\\"}", "{\"k\": \"***\"}"},
	{"{\"k\": \"p\\/ss\\\"w\xc3\xb6rd\\\\\"}", "{\"k\": \"***\"}"},
	{"Basic dXNlcjpwL3NzInfDtnJkXA==.", "Basic ***."},
	{"%70%2F%73%73%22%77%C3%B6%72%64%5C", "***"},
	{"\\u0070\\/ss\\u0022w\\u00f6rd\\\\ x", "*** x"},
	{"&#112;/ss&quot;w&#xF6;rd&#92;!", "***!"},
	{"p/ss&quot", "p/ss&quot"},
	{"%6", "%6"},
	{"key key-s3cret and key-s3cret-2", "key *** and ***-2"},
	{"longer: key-s3cret-longer", "longer: ***"},
	{"key-s3cretkey-s3cret", "******"},
	{"KEY-S3CRET, Key%2Ds3cre%54", "***, ***"},
	{"abc stays", "abc stays"}
};

static void
test_scrub(void)
{
	static const ApiPair short_one[] = {{"X-A", "abc"}, {"X-B", "key-s3cret-longer"}};
	ApiAuthSpec spec = {
		BOUND,.username = "user",.password = "p/ss\"w\xc3\xb6rd\\",
		.api_key = "key-s3cret",.headers = short_one,.nheaders = 2
	};
	ApiAuth    *auth = api_auth_create(&spec, NULL);

	for (int i = 0; i < LEN(scrubs); i++)
	{
		char	   *text = strdup(scrubs[i].text);

		api_auth_scrub(auth, text);
		check_text(text, scrubs[i].wanted, scrubs[i].text);
		free(text);
	}
	api_auth_scrub(auth, NULL);
	api_auth_scrub(NULL, NULL);
	api_auth_free(auth);
}

int
main(void)
{
	test_sign();
	test_replaces();
	test_strip();
	test_trusts();
	test_refused();
	test_scrub();
	return check_end();
}
