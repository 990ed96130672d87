/*
 * test_url.c
 *		URLs: what is taken as one, resolved, compared, encoded and shown.
 */
#include <curl/curl.h>
#include <stdlib.h>

#include "check.h"
#include "net/url.h"

typedef struct Case
{
	const char *name;
	const char *text;			/* what is given */
	const char *wanted;			/* NULL: an error */
} Case;

static const Case bases[] = {
	{"host alone", "https://api.example.com", "https://api.example.com"},
	{"closing slash", "https://api.example.com/", "https://api.example.com"},
	{"closing slashes of a path", "http://h/v1//", "http://h/v1"},
	{"dot segments stay as written", "http://h/a/../b", "http://h/a/../b"},
	{"port", "http://h:8080/v1", "http://h:8080/v1"},
	{"IPv6 literal", "http://[::1]:8080/v1", "http://[::1]:8080/v1"},
	{"nothing", "", NULL},
	{"no scheme", "api.example.com", NULL},
	{"other scheme", "ftp://h/", NULL},
	{"file", "file:///etc/passwd", NULL},
	{"user", "http://user@h/", NULL},
	{"user and password", "http://user:pw@h/", NULL},
	{"empty user", "http://@h/", NULL},
	{"query", "http://h/?a=1", NULL},
	{"empty query", "http://h/?", NULL},
	{"fragment", "http://h/#a", NULL},
	{"empty fragment", "http://h/#", NULL},
	{"blank", "http://h/a b", NULL},
	{"leading blank", " http://h/", NULL},
	{"CR LF", "http://h/\r\nX: y", NULL},
	{"DEL", "http://h/\177", NULL},
	{"backslash", "http://h\\@evil/", NULL},
	{"no host", "http://", NULL},
	{"no host but a path", "http:///v1", NULL},
	{"one slash", "http:/h/v1", NULL},
	{"four slashes", "http:////h", NULL},
	{"port out of range", "http://h:65536/", NULL},
	{"port that is none", "http://h:80x/", NULL},
	{"IPv6 not closed", "http://[::1/", NULL},
	{"IPv6 that is none", "http://[::zz]/", NULL},
	{"IPv6 with a zone", "http://[fe80::1%25eth0]/", NULL}
};

static void
test_base(void)
{
	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		char	   *got = api_url_check_base(bases[i].text, &err);

		check_text(got, bases[i].wanted, bases[i].name);
		if (bases[i].wanted == NULL)
			check_case(err.code == API_ERR_OPTION_VALUE && err.hint != NULL, bases[i].name);
		check_case(err.message == NULL || strstr(err.message, "pw") == NULL, bases[i].name);
		api_error_clear(&err);
		free(got);
	}
}

/* Longer than any URL may be. */
static void
test_base_too_long(void)
{
	ApiError	err = API_ERROR_INIT;
	char	   *text = malloc(API_URL_MAX + 100);

	memset(text, 'a', API_URL_MAX + 99);
	memcpy(text, "http://h/", 9);
	text[API_URL_MAX + 99] = '\0';
	check(api_url_check_base(text, &err) == NULL);
	check(err.code == API_ERR_OPTION_VALUE);
	api_error_clear(&err);
	free(text);
}

static const Case origins[] = {
	{"port written", "http://h/x", "http://h:80"},
	{"port of https", "https://h", "https://h:443"},
	{"own port", "https://h:8443/x?y#z", "https://h:8443"},
	{"lower case", "HTTPS://API.Example.COM/X", "https://api.example.com:443"},
	{"IPv6", "http://[::1]/", "http://[::1]:80"},
	{"IPv6 upper case", "http://[2001:DB8::A]:81/", "http://[2001:db8::a]:81"},
	{"IPv6 long", "http://[0:0:0:0:0:0:0:1]/", "http://[::1]:80"},
	{"odd IPv4", "http://0x7f.1/", "http://127.0.0.1:80"},
	{"a closing dot is another host", "http://h./", "http://h.:80"},
	{"relative", "/x", NULL},
	{"other scheme", "ftp://h/", NULL},
	{"user", "http://u@h/", NULL}
};

static void
test_origin(void)
{
	for (size_t i = 0; i < sizeof(origins) / sizeof(origins[0]); i++)
	{
		char	   *got = api_url_origin(origins[i].text, NULL);

		check_text(got, origins[i].wanted, origins[i].name);
		free(got);
	}
	check(api_url_same_origin("http://H:80/a", "http://h/b"));
	check(api_url_same_origin("https://[::1]/", "https://[0:0::1]:443/"));
	check(!api_url_same_origin("http://h/", "https://h/"));
	check(!api_url_same_origin("http://h/", "http://h:8080/"));
	check(!api_url_same_origin("http://h/", "http://h.evil/"));
	check(!api_url_same_origin("http://h/", "http://h@evil/"));
	check(!api_url_same_origin("", ""));

	/* IDN, where libcurl and the locale know it */
	check(api_url_same_origin("http://b\xc3\xbc" "cher.example/", "http://b\xc3\xbc" "cher.example:80/x"));
	check(api_url_same_origin("http://B\xc3\xbc" "cher.Example/", "http://XN--bcher-kva.example/"));
	check(!api_url_same_origin("http://b\xc3\xbc" "cher.example/", "https://xn--bcher-kva.example/"));
	check(!api_url_same_origin("http://b\xc3\xbc" "cher.example/", "http://bucher.example/"));
	check(!api_url_same_origin("ftp://h/", "ftp://h/"));
	check(!api_url_same_origin("http://[fe80::1%25a]/", "http://[fe80::1%25b]/"));
}

/* RFC 3986, section 5.4, against http://a/b/c/d;p?q; fragments are dropped. */
static const Case references[] = {
	{"nothing", "", NULL},
	{"g", "g", "http://a/b/c/g"},
	{"./g", "./g", "http://a/b/c/g"},
	{"g/", "g/", "http://a/b/c/g/"},
	{"/g", "/g", "http://a/g"},
	{"//g", "//g", "http://g/"},
	{"?y", "?y", "http://a/b/c/d;p?y"},
	{"g?y", "g?y", "http://a/b/c/g?y"},
	{"#s", "#s", "http://a/b/c/d;p?q"},
	{"g#s", "g#s", "http://a/b/c/g"},
	{"g?y#s", "g?y#s", "http://a/b/c/g?y"},
	{";x", ";x", "http://a/b/c/;x"},
	{"g;x?y", "g;x?y", "http://a/b/c/g;x?y"},
	{".", ".", "http://a/b/c/"},
	{"./", "./", "http://a/b/c/"},
	{"..", "..", "http://a/b/"},
	{"../", "../", "http://a/b/"},
	{"../g", "../g", "http://a/b/g"},
	{"../..", "../..", "http://a/"},
	{"../../g", "../../g", "http://a/g"},
	{"above the root", "../../../g", "http://a/g"},
	{"/./g", "/./g", "http://a/g"},
	{"/../g", "/../g", "http://a/g"},
	{"g.", "g.", "http://a/b/c/g."},
	{"..g", "..g", "http://a/b/c/..g"},
	{"./../g", "./../g", "http://a/b/g"},
	{"g/../h", "g/../h", "http://a/b/c/h"},
	{"dots in a query stay", "g?y/../x", "http://a/b/c/g?y/../x"},
	{"absolute", "https://h:8443/x?y#z", "https://h:8443/x?y"},
	{"absolute, dot segments", "http://h/a/../b", "http://h/b"},
	{"encoded text stays", "g%2F%20?a=%26", "http://a/b/c/g%2F%20?a=%26"},
	{"other scheme", "ftp://h/", NULL},
	{"file", "file:///etc/passwd", NULL},
	{"script", "javascript:alert(1)", NULL},
	{"user", "http://u:p@h/", NULL},
	{"user by //", "//u@h/", NULL},
	{"blank", "/a b?c=d e", "http://a/a%20b?c=d%20e"},
	{"blanks around", " /g\r\n", "http://a/g"},
	{"quotes and brackets", "?p[n]=2&f=\"x\" eq 'y'|{<z>}^`",
	"http://a/b/c/d;p?p%5Bn%5D=2&f=%22x%22%20eq%20'y'%7C%7B%3Cz%3E%7D%5E%60"},
	{"UTF-8", "g?\xc3\xa4", "http://a/b/c/g?%C3%A4"},
	{"what is encoded stays so", "g?a=%5B%20 [", "http://a/b/c/g?a=%5B%20%20%5B"},
	{"a blank in a host", "http://h x/a", NULL},
	{"a URL in a query", "?u=http://x y/", "http://a/b/c/d;p?u=http://x%20y/"},
	{"IPv6", "http://[::1]:81/a[0]", "http://[::1]:81/a%5B0%5D"},
	{"backslash in a path", "/\\evil", "http://a/%5Cevil"},
	{"backslash in a host", "http://h\\@evil/", NULL},
	{"CR LF", "/a\r\nX: y", NULL},
	{"backslash", "\\\\evil/", NULL},
	{"bad port", "http://h:99999/", NULL},
	{"zone", "http://[fe80::1%25eth0]/", NULL}
};

static void
test_resolve(void)
{
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		char	   *got = api_url_resolve("http://a/b/c/d;p?q", references[i].text, &err);

		check_text(got, references[i].wanted, references[i].name);
		check_case((got == NULL) == (err.code == API_ERR_REDIRECT), references[i].name);
		api_error_clear(&err);
		free(got);
	}
}

typedef struct Encoding
{
	const char *name;
	const char *text;
	size_t		len;
	ApiUrlPlace place;
	const char *wanted;
} Encoding;

static const Encoding encodings[] = {
	{"unreserved", "aZ09-._~", 8, API_URL_QUERY, "aZ09-._~"},
	{"reserved", ":/?#[]@!$&'()*+,;=", 18, API_URL_QUERY,
	"%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D"},
	{"blank and percent", " %", 2, API_URL_SEGMENT, "%20%25"},
	{"UTF-8", "\xc3\xa9\xf0\x9f\x90\x98", 6, API_URL_SEGMENT, "%C3%A9%F0%9F%90%98"},
	{"slash in a segment", "a/b", 3, API_URL_SEGMENT, "a%2Fb"},
	{"slash in a path", "a/b?", 4, API_URL_PATH, "a/b%3F"},
	{"zero byte", "a\0b", 3, API_URL_QUERY, "a%00b"},
	{"controls", "\r\n\177", 3, API_URL_QUERY, "%0D%0A%7F"}
};

static void
test_encode(void)
{
	ApiBuffer	out;

	for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
	{
		const Encoding *e = &encodings[i];

		api_buffer_init(&out, 1000);
		check_case(api_url_encode(&out, e->text, e->len, e->place) == API_BUFFER_OK, e->name);
		check_text(out.data, e->wanted, e->name);
		api_buffer_free(&out);
	}
	api_buffer_init(&out, 4);
	check(api_url_encode(&out, "a/b", 3, API_URL_SEGMENT) == API_BUFFER_FULL);
	api_buffer_free(&out);
}

typedef struct Query
{
	const char *url;
	const char *name;
	const char *wanted;			/* with the item "name=v&" added, or without name */
} Query;

static const Query added[] = {
	{"http://h/p", "k", "http://h/p?k=v%26"},
	{"http://h/p?", "k", "http://h/p?k=v%26"},
	{"http://h/p?a=1", "k", "http://h/p?a=1&k=v%26"},
	{"http://h/p?a=1#f", "k", "http://h/p?a=1&k=v%26"},
	{"http://h/p#f?", "k", "http://h/p?k=v%26"},
	{"http://h", "a b", "http://h?a%20b=v%26"}
};

static const Query dropped[] = {
	{"http://h/p", "k", "http://h/p"},
	{"http://h/p?k=1", "k", "http://h/p"},
	{"http://h/p?k", "k", "http://h/p"},
	{"http://h/p?k=", "k", "http://h/p"},
	{"http://h/p?a=1&k=2&b=3", "k", "http://h/p?a=1&b=3"},
	{"http://h/p?k=1&a=2&k=3", "k", "http://h/p?a=2"},
	{"http://h/p?kk=1&K=2&xk=3", "k", "http://h/p?kk=1&K=2&xk=3"},
	{"http://h/p?a=k=1", "k", "http://h/p?a=k=1"},
	{"http://h/p?%6b=1&a=2", "k", "http://h/p?a=2"},
	{"http://h/p?%6B=1", "k", "http://h/p"},
	{"http://h/p?a%20b=1&a+b=2&c=3", "a b", "http://h/p?c=3"},
	{"http://h/p?a%2Bb=1&c=2", "a+b", "http://h/p?c=2"},
	{"http://h/p?a+b=1&c=2", "a+b", "http://h/p?c=2"},
	{"http://h/p?a%20b=1", "a+b", "http://h/p?a%20b=1"},
	{"http://h/p?a%=1&%zz=2", "a%", "http://h/p?%zz=2"},
	{"http://h/p?k=1#k=2", "k", "http://h/p#k=2"},
	{"http://h/p#?k=1", "k", "http://h/p#?k=1"}
};

static void
test_query(void)
{
	for (size_t i = 0; i < sizeof(added) / sizeof(added[0]); i++)
	{
		char	   *got = api_url_add_query(added[i].url, added[i].name, "v&", NULL);

		check_text(got, added[i].wanted, added[i].url);
		free(got);
	}
	for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
	{
		char	   *got = api_url_drop_query(dropped[i].url, dropped[i].name, NULL);

		check_text(got, dropped[i].wanted, dropped[i].url);
		free(got);
	}
}

/* What is added is what is dropped, whatever the name. */
static void
test_query_both_ways(void)
{
	static const char *const names[] = {"k", "a b", "a+b", "%41", "a&b=c#d", "\xc3\xa9", "[x]"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		char	   *with = api_url_add_query("http://h/p?x=1", names[i], "s3cret", NULL);
		char	   *without = api_url_drop_query(with, names[i], NULL);

		check_text(without, "http://h/p?x=1", names[i]);
		free(with);
		free(without);
	}
}

static void
test_query_too_long(void)
{
	ApiError	err = API_ERROR_INIT;
	char	   *value = malloc(API_URL_MAX + 1);

	memset(value, 'a', API_URL_MAX);
	value[API_URL_MAX] = '\0';
	check(api_url_add_query("http://h/", "k", value, &err) == NULL);
	check(err.code == API_ERR_VALUE_INVALID);
	api_error_clear(&err);
	free(value);
}

static const Case shown[] = {
	{"path", "http://h/a/b?key=1#f", "/a/b"},
	{"no path", "http://h", "/"},
	{"no path but a slash in the query", "http://h?key=/s3cret", "/"},
	{"a URL in the query", "/p?next=http://h/s3cret", "/p"},
	{"a slash in the fragment", "http://h#/s3cret", "/"},
	{"user", "http://u:s3cret@h/p", "/p"},
	{"control characters", "http://h/a\r\n\033\177b", "/ab"},
	{"bytes that may be no UTF-8", "http://h/a\xc3", "/a?"}
};

static void
test_shown(void)
{
	char		url[400] = "http://h/";
	char	   *got;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
	{
		got = api_url_shown(shown[i].text);
		check_text(got, shown[i].wanted, shown[i].name);
		free(got);
	}
	memset(url + 9, 'a', 199);
	got = api_url_shown(url);
	check(strlen(got) == 200 && got[199] == 'a');
	free(got);
	memset(url + 9, 'a', 300);
	got = api_url_shown(url);
	check(strlen(got) == 200 && strcmp(got + 197, "...") == 0);
	free(got);
}

int
main(void)
{
	test_base();
	test_base_too_long();
	test_origin();
	test_resolve();
	test_encode();
	test_query();
	test_query_both_ways();
	test_query_too_long();
	test_shown();
	return check_end();
}
