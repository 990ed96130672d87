/*
 * test_marks.c
 *		Marks in place of secrets: made, found, filled, shown, and made again of URLs
 *		that quote a secret.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mark.h"
#include "check.h"
#include "net/place.h"
#include "rest/auth.h"
#include "rest/veil.h"

#define WORD "0123456789abcdefghijklmn"
#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))
#define HOME "https://api.example.com"
#define M(kind, name) "~" WORD kind name "~"

static const char *const home[] = {HOME, NULL};
static const ApiPair secrets[] = {
	{"t", "a/b:c \"\\"}, {"example", "example"}, {"exam", "exam"}, {"long_1", "example.com"}
};

static void
test_placeholder(void)
{
	static const struct
	{
		const char *text;
		size_t		len;
	}			cases[] = {
		{"{secret:a}", 10}, {"{secret:_a1}b", 12}, {"{secret:}", 0}, {"{secret:1}", 0}, {"{secret:a", 0},
		{"{secret:a b}", 0}, {"{secret}", 0}, {"secret:a}", 0}, {"{Secret:a}", 0}, {"", 0},
		{"{secret:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}", 0}
	};

	for (int i = 0; i < LEN(cases); i++)
	{
		const char *name;
		size_t		name_len;

		check_case(api_mark_placeholder(cases[i].text, &name, &name_len) == cases[i].len, cases[i].text);
	}
}

/* Whatever stands around a mark, and whatever is none, stays. */
static void
test_show(void)
{
	static const char *const cases[][2] = {
		{"", ""}, {"~", "~"}, {"~" WORD, "~" WORD}, {"~" WORD "h", "~" WORD "h"}, {"~" WORD "hn", "~" WORD "hn"},
		{"~" WORD "h~", "~" WORD "h~"}, {"~" WORD "xn~", "~" WORD "xn~"}, {"~" WORD "h1~", "~" WORD "h1~"},
		{M("h", "n"), "{secret:n}"}, {"~" M("p", "n") "~", "~{secret:n}~"},
		{"/bot" M("p", "tok_1") "/x?a=" M("q", "t"), "/bot{secret:tok_1}/x?a={secret:t}"},
		{M("j", "a") M("k", "b"), "{secret:a}{secret:b}"}, {"~" WORD M("h", "n"), "~" WORD "{secret:n}"}
	};

	for (int i = 0; i < LEN(cases); i++)
	{
		char	   *text = strdup(cases[i][0]);

		api_mark_show(text);
		check_text(text, cases[i][1], cases[i][0]);
		free(text);
	}
	api_mark_show(NULL);
}

static void
test_place(const ApiSigner *signer)
{
	static const struct
	{
		const char *text;
		const char *signed_;
		const char *bare;		/* without a signer */
	}			cases[] = {
		{"plain", "plain", "plain"}, {"", "", ""},
		{M("h", "t"), "a/b:c \"\\", ""},
		{"/x" M("p", "t") "y", "/xa%2Fb:c%20%22%5Cy", "/xy"},
		{"?a=" M("q", "t"), "?a=a%2Fb%3Ac%20%22%5C", "?a="},
		{"\"" M("j", "t") "\"", "\"a/b:c \\\"\\\\\"", "\"\""},
		{M("k", "t"), "a%2Fb%3Ac%20%5C%22%5C%5C", ""},
		{M("h", "exam") M("h", "example"), "examexample", ""},
		{"a" M("h", "nobody") "b", "ab", "ab"}, {"a" M("h", "exa") "b", "ab", "ab"}
	};

	for (int i = 0; i < LEN(cases); i++)
		for (int k = 0; k < 2; k++)
		{
			ApiBuffer	out;

			api_buffer_init(&out, 1000);
			check(api_place_secrets(k == 0 ? signer : NULL, cases[i].text, strlen(cases[i].text), &out));
			check_text(out.data, k == 0 ? cases[i].signed_ : cases[i].bare, cases[i].text);
			api_buffer_wipe(&out);

			/* too little room is told */
			api_buffer_init(&out, strlen(cases[i].signed_) - 1);
			if (k == 0 && *cases[i].signed_ != '\0')
				check_case(!api_place_secrets(signer, cases[i].text, strlen(cases[i].text), &out), cases[i].text);
			api_buffer_wipe(&out);
		}
}

/* A URL that quotes a secret gets a mark, but for its host; and the longest that fits. */
static void
test_strip(const ApiSigner *signer)
{
	static const char *const cases[][2] = {
		{HOME, HOME}, {HOME "/x", HOME "/x"}, {HOME "?q=1", HOME "?q=1"},
		{HOME "/a/b:c%20%22%5c", HOME "/a/b:c%20%22%5c"},
		{HOME "/a%2Fb:c%20%22%5C/x", HOME "/" M("p", "t") "/x"},
		{HOME "/a%2fb%3ac%20%22%5c/x", HOME "/" M("p", "t") "/x"},
		{HOME "/example/exam", HOME "/" M("p", "example") "/" M("p", "exam")},
		{HOME "/example.com?example=exam", HOME "/" M("p", "long_1") "?" M("q", "example") "=" M("q", "exam")},
		{HOME "?exam", HOME "?" M("q", "exam")}, {"/example", "/" M("p", "example")}, {"", ""}
	};

	for (int i = 0; i < LEN(cases); i++)
	{
		char	   *stripped = signer->strip(signer, cases[i][0]);
		char	   *again = stripped != NULL ? signer->strip(signer, stripped) : NULL;

		check_text(stripped, cases[i][1], cases[i][0]);
		check_text(again, cases[i][1], "once is enough");
		free(stripped);
		free(again);
	}
}

static void
test_scrub(const ApiAuth *auth)
{
	char		text[] = "a/b:c \"\\ a%2Fb:c%20%22%5C a%2fb%3ac%20%22%5c " M("h", "t") " exam";
	char	   *veiled = api_auth_veil(auth, "Link: </example>");

	api_auth_scrub(auth, text);
	check_text(text, "*** *** *** {secret:t} ***", "all spellings");
	check_text(veiled, "Link: </" M("p", "example") ">", "a header");
	free(veiled);
	veiled = api_auth_veil(NULL, "x");
	check_text(veiled, "x", "nothing to hide");
	free(veiled);
}

int
main(void)
{
	ApiAuthSpec spec = {.base_url = HOME,.origins = home,.secrets = secrets,.nsecrets = LEN(secrets)};
	ApiAuth    *auth;
	ApiSecretMark mark;

	/* before the word is there, nothing is a mark */
	check(api_mark_find(M("h", "n"), strlen(M("h", "n")), &mark) == NULL);
	api_mark_seed(WORD);
	auth = api_auth_create(&spec, NULL);
	test_placeholder();
	test_show();
	test_place(api_auth_signer(auth));
	test_strip(api_auth_signer(auth));
	test_scrub(auth);
	api_auth_free(auth);
	return check_end();
}
