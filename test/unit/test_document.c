/*
 * test_document.c
 *		Small documents, what error bodies say, and numbers read exactly.
 */
#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "json/check.h"
#include "json/decimal.h"
#include "json/document.h"
#include "json/reader.h"

/* ---- parsing ---- */

typedef struct Text
{
	const char *text;
	bool		good;
} Text;

static const Text texts[] = {
	{"{}", true}, {"[]", true}, {"null", true}, {" true ", true}, {"\"x\"", true}, {"0", true},
	{"-1.5e10", true}, {"[1,[2,[3,{}]],{\"a\":{\"b\":null}}]", true}, {"{\"a\":1,\"b\":1}", true},
	{"\"\\u0041\\n\"", true}, {"\"\xc3\xa9\"", true}, {"[[],{},\"\"]", true},
	{"999999999999999999", true}, {"1e999", true}, {"0.1234567890123456789012345", true},

	{"", false}, {" ", false}, {"{", false}, {"[1", false}, {"[1,]", false}, {"[,1]", false},
	{"{\"a\"}", false}, {"{\"a\":}", false}, {"{\"a\":1,}", false}, {"{a:1}", false},
	{"{'a':1}", false}, {"[1 2]", false}, {"{} {}", false}, {"[}", false}, {"{]", false},
	{"NaN", false}, {"Infinity", false}, {"-Infinity", false}, {"True", false}, {"nul", false},
	{"01", false}, {"1.", false}, {".5", false}, {"+1", false}, {"1e", false}, {"0x1", false},
	{"\"\n\"", false}, {"\"\x01\"", false}, {"\"\\x\"", false}, {"\"abc", false},
	{"\"\xff\"", false}, {"\"\xc0\xaf\"", false}, {"\"\xed\xa0\x80\"", false},
	{"/* */ 1", false}, {"[1]//", false},

	/* JSON, but json-c cannot hold it, or it says two things */
	{"12345678901234567890", false}, {"{\"a\":1,\"a\":2}", false}, {"[{\"b\":{\"a\":1,\"\\u0061\":2}}]", false},
};

static void
test_parse(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		ApiError	err = API_ERROR_INIT;
		char	   *exact = malloc(strlen(texts[i].text) + 1);
		ApiDocument *document;

		/* no byte behind the text is looked at */
		memcpy(exact, texts[i].text, strlen(texts[i].text));
		document = api_document_parse(exact, strlen(texts[i].text), &err);
		check_case((document != NULL) == texts[i].good, texts[i].text);
		check_case((document == NULL) == (err.code == API_ERR_JSON), texts[i].text);
		api_document_free(document);
		api_error_clear(&err);
		free(exact);
	}
}

static void
test_depth(void)
{
	for (int depth = 64; depth <= 65; depth++)
	{
		char		text[200] = "";
		ApiDocument *document;

		memset(text, '[', (size_t) depth);
		memset(text + depth, ']', (size_t) depth);
		document = api_document_parse(text, strlen(text), NULL);
		check((document != NULL) == (depth == 64));
		api_document_free(document);
	}
}

static void
test_nodes(void)
{
	const char *text = "{\"s\":\"a\\u00e9\",\"n\":1.10,\"i\":-7,\"t\":true,\"z\":null,\"a\":[1,null,\"x\"],\"o\":{}}";
	ApiDocument *document = api_document_parse(text, strlen(text), NULL);
	const ApiNode *root = api_document_root(document);

	check(api_node_kind(root) == API_NODE_OBJECT && api_node_count(root) == 7);
	check_text(api_node_name(root, 1), "n", "second name");
	check_text(api_node_text(api_node_member(root, "s")), "a\xc3\xa9", "string");
	check_text(api_node_text(api_node_member(root, "n")), "1.10", "number as written");
	check_text(api_node_text(api_node_member(root, "i")), "-7", "integer");
	check_text(api_node_text(api_node_member(root, "t")), "true", "bool");
	check(api_node_kind(api_node_member(root, "z")) == API_NODE_NULL);
	check(api_node_text(api_node_member(root, "z")) == NULL);
	check(api_node_text(api_node_member(root, "a")) == NULL);
	check(api_node_count(api_node_member(root, "a")) == 3);
	check(api_node_kind(api_node_child(api_node_member(root, "a"), 1)) == API_NODE_NULL);
	check(api_node_kind(api_node_member(root, "o")) == API_NODE_OBJECT);
	check(api_node_member(root, "none") == NULL);
	check(api_node_member(api_node_member(root, "a"), "x") == NULL);
	api_document_free(document);
}

/* ---- complaints ---- */

static void
test_complaint(void)
{
	static const struct
	{
		const char *body;
		const char *said;
	}			bodies[] = {
		{"{\"message\":\"Not Found\",\"documentation_url\":\"x\"}", "Not Found"},
		{"{\"error\":{\"code\":400,\"message\":\"bad id\"}}", "bad id"},
		{"{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}", "expired"},
		{"{\"errors\":[{\"message\":\"first\"},{\"message\":\"second\"}]}", "first"},
		{"{\"errors\":[\"plain\"]}", "plain"},
		{"{\"title\":\"T\",\"detail\":\"D\"}", "D"},
		{"{\"ok\":false,\"error\":\"not_authed\"}", "not_authed"},
		{"[{\"message\":\"in a list\"}]", "in a list"},
		{"\"just text\"", "just text"},
		{"{\"message\":\"\",\"title\":\"T\"}", "T"},
		{"{\"message\":\"two\\n\\t lines\\u0007\"}", "two lines"},
		{"{\"x\":1}", "{\"x\":1}"},
		{"<html><head><title> 502 Bad\n Gateway </title></head><body>x</body></html>", "502 Bad Gateway"},
		{"<h1>Oops</h1><script>var a = 1 < 2;</script><p>it &amp; that &lt;x&gt;</p>", "Oops it & that <x>"},
		{"<title></title><p>body</p>", "body"},
		{"<!-- hidden --><style>p{}</style>seen", "seen"},
		{"plain  text \r\n here", "plain text here"},
		{"a < b", "a < b"},
		{"{\"message\": tru", "{\"message\": tru"},
		{"caf\xc3\xa9 \xff\xfe ok\x1b[31m", "caf\xc3\xa9 ok[31m"},
		{"<p", NULL},
		{"<script>never closed", NULL},
		{"", NULL},
		{"   ", NULL},
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
	{
		char	   *said = api_document_complaint(bodies[i].body, strlen(bodies[i].body), 200);

		check_text(said, bodies[i].said, bodies[i].body);
		free(said);
	}
}

/* Never longer than max, whole characters, dots where something is missing. */
static void
test_complaint_length(void)
{
	const char *body = "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9";
	static const char *const cut[] = {
		NULL, NULL, "\xc3\xa9", "...", "...", "\xc3\xa9...", "\xc3\xa9...", "\xc3\xa9\xc3\xa9..."
	};

	for (size_t max = 0; max < sizeof(cut) / sizeof(cut[0]); max++)
	{
		char	   *said = api_document_complaint(body, strlen(body), max);

		check_text(said, cut[max], "cut");
		free(said);
	}
}

/* Any bytes at all. */
static void
test_complaint_noise(void)
{
	static const char pieces[] = "<>&;{}[]\"\\:,!-/ aTtITLEscript\n\xc3\xa9\xff\x01";
	unsigned	seed = 1;

	for (int round = 0; round < 20000; round++)
	{
		size_t		len = (size_t) round % 60;
		char	   *body = malloc(len + 1);
		char	   *said;

		for (size_t i = 0; i < len; i++)
			body[i] = pieces[(seed = seed * 1103515245 + 12345) / 65536 % (sizeof(pieces) - 1)];
		said = api_document_complaint(body, len, 20);
		if (said != NULL && strlen(said) > 20)
			check_case(false, "too long");
		free(said);
		free(body);
	}
	check(true);
}

/* ---- numbers ---- */

static void
test_decimal(void)
{
	static const struct
	{
		const char *text;
		int			scale;
		bool		round;
		ApiDecimalResult how;
		int64_t		value;
	}			numbers[] = {
		{"0", 0, false, API_DECIMAL_OK, 0},
		{"-0.0e9", 0, false, API_DECIMAL_OK, 0},
		{"42", 0, false, API_DECIMAL_OK, 42},
		{"1.0", 0, false, API_DECIMAL_OK, 1},
		{"1e3", 0, false, API_DECIMAL_OK, 1000},
		{"10.0e-1", 0, false, API_DECIMAL_OK, 1},
		{"1.25E+2", 0, false, API_DECIMAL_OK, 125},
		{"1.5", 0, false, API_DECIMAL_FRACTION, 0},
		{"1e-1", 0, false, API_DECIMAL_FRACTION, 0},
		{"0e-999999999999", 0, false, API_DECIMAL_OK, 0},
		{"0e999999999999", 0, false, API_DECIMAL_OK, 0},
		{"1e999999999999", 0, false, API_DECIMAL_RANGE, 0},
		{"1e-999999999999", 0, true, API_DECIMAL_OK, 0},
		{"9223372036854775807", 0, false, API_DECIMAL_OK, INT64_MAX},
		{"9223372036854775808", 0, false, API_DECIMAL_RANGE, 0},
		{"-9223372036854775808", 0, false, API_DECIMAL_OK, INT64_MIN},
		{"-9223372036854775809", 0, false, API_DECIMAL_RANGE, 0},
		{"99999999999999999999999", 0, false, API_DECIMAL_RANGE, 0},
		{"1.5", 6, true, API_DECIMAL_OK, 1500000},
		{"1.0000005", 6, true, API_DECIMAL_OK, 1000000},
		{"1.0000015", 6, true, API_DECIMAL_OK, 1000002},
		{"1.00000050001", 6, true, API_DECIMAL_OK, 1000001},
		{"1499", -3, true, API_DECIMAL_OK, 1},
		{"1500", -3, true, API_DECIMAL_OK, 2},
		{"-2500", -3, true, API_DECIMAL_OK, -2},
		{"500", -3, true, API_DECIMAL_OK, 0},
		{"7", -3, true, API_DECIMAL_OK, 0},
		{"", 0, false, API_DECIMAL_MALFORMED, 0},
		{"1.", 0, false, API_DECIMAL_MALFORMED, 0},
		{" 1", 0, false, API_DECIMAL_MALFORMED, 0},
		{"x", 0, false, API_DECIMAL_MALFORMED, 0},
	};
	static const char *const doubles[] = {
		"0", "-0", "1", "0.1", "-1.5e-7", "123456.789", "9007199254740992", "1e22", "1.10", "4.9e-21"
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
	{
		const char *text = numbers[i].text;
		int64_t		value = 0;

		check_case(api_decimal_read(text, strlen(text), numbers[i].scale, numbers[i].round, &value) ==
				   numbers[i].how, text);
		check_case(value == numbers[i].value, text);
	}
	for (size_t i = 0; i < sizeof(doubles) / sizeof(doubles[0]); i++)
	{
		double		nearest = strtod(doubles[i], NULL);
		double		value = 0;

		check_case(api_decimal_double(doubles[i], strlen(doubles[i]), &value), doubles[i]);
		check_case(memcmp(&value, &nearest, sizeof(value)) == 0, doubles[i]);
	}
}

int
main(void)
{
	test_parse();
	test_depth();
	test_nodes();
	test_complaint();
	test_complaint_length();
	test_complaint_noise();
	test_decimal();
	return check_end();
}
