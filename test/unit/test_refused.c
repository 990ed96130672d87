/*
 * test_refused.c
 *		All kinds of texts that no JSON parser may accept: the reader refuses them
 *		where each value is wanted, however they are cut, and so does whoever checks a
 *		container that was taken whole.
 */
#include "json/check.h"
#include "reading.h"

#define TEXT(text) text, sizeof(text) - 1

typedef struct Refused
{
	const char *kind;
	const char *paths;			/* what is wanted */
	const char *body;
	size_t		len;
} Refused;

static const Refused refused[] = {
	/* arrays */
	{"no comma between elements", "$", TEXT("[7 false]")},
	{"no comma, strings", "$", TEXT("[\"p\"\"q\"]")},
	{"no comma before an array", "$", TEXT("[4[5]]")},
	{"no comma before an object", "$", TEXT("[4{}]")},
	{"a colon for a comma", "$", TEXT("[\"p\":2]")},
	{"a semicolon for a comma", "$", TEXT("[4;5]")},
	{"a comma behind the end", "$", TEXT("[\"p\"],")},
	{"a comma before the first", "$", TEXT("[,4]")},
	{"two commas between", "$", TEXT("[4,,5]")},
	{"two commas behind", "$", TEXT("[\"p\",,]")},
	{"a comma behind the last, string", "$", TEXT("[\"p\",]")},
	{"a comma behind the last, number", "$", TEXT("[40,]")},
	{"many commas behind the last", "$", TEXT("[40,,,]")},
	{"a comma alone", "$", TEXT("[,]")},
	{"blank for a value", "$", TEXT("[ , 4]")},
	{"a minus alone", "$", TEXT("[-]")},
	{"one bracket too many", "$", TEXT("[\"p\"]]")},
	{"two brackets too many", "$", TEXT("[4]]]")},
	{"not closed", "$", TEXT("[\"p\"")},
	{"not closed behind a comma", "$", TEXT("[4,")},
	{"not closed, over lines", "$", TEXT("[\"p\",\n40\n,4,")},
	{"not closed, lines alone", "$", TEXT("[4,\n2\n,3")},
	{"not closed behind an object", "$", TEXT("[{}")},
	{"a word that is none, not closed", "$", TEXT("[y")},
	{"a star", "$", TEXT("[*]")},
	{"a byte that is no UTF-8, bare", "$", TEXT("[\xfe]")},
	{"a letter and a byte that is no UTF-8", "$", TEXT("[b\xe7]")},
	{"raw vertical tab and escaped form feed", "$", TEXT("[\"\vp\"\\f]")},
	{"brackets of different kinds", "$[0]", TEXT("[[4}]")},
	{"an array for a name", "$.a", TEXT("{[4]:5}")},

	/* literals */
	{"false cut short", "$", TEXT("[fals]")},
	{"null cut short", "$", TEXT("[nu]")},
	{"true cut short", "$", TEXT("[tr]")},
	{"true cut short at the end", "$", TEXT("tru")},
	{"true with a capital", "$", TEXT("[True]")},
	{"null in capitals", "$", TEXT("NULL")},
	{"true and more", "$", TEXT("[truer]")},
	{"a word", "$", TEXT("[yes]")},
	{"undefined", "$", TEXT("[undefined]")},

	/* numbers */
	{"two numbers, the second 00", "$", TEXT("12\0")},
	{"two plus signs", "$", TEXT("[++77]")},
	{"a plus sign", "$", TEXT("[+4]")},
	{"plus Inf", "$", TEXT("[+Inf]")},
	{"minus and a leading zero", "$", TEXT("[-07]")},
	{"two points", "$", TEXT("[-3.0.]")},
	{"minus, no fraction", "$", TEXT("[-4.]")},
	{"minus NaN", "$", TEXT("[-NaN]")},
	{"a point and a minus", "$", TEXT("[.-4]")},
	{"no whole part, exponent", "$", TEXT("[.7e-2]")},
	{"no whole part", "$", TEXT("[.456]")},
	{"three parts", "$", TEXT("[0.7.9]")},
	{"exponent with a sign alone", "$", TEXT("[0.6e+]")},
	{"exponent without digits", "$", TEXT("[0.6e]")},
	{"no fraction before the exponent", "$", TEXT("[0.e4]")},
	{"capital E and a sign", "$", TEXT("[0E+]")},
	{"capital E", "$", TEXT("[0E]")},
	{"zero, e and a sign", "$", TEXT("[0e+]")},
	{"zero and e", "$", TEXT("[0e]")},
	{"real, e and plus", "$", TEXT("[4.0e+]")},
	{"real, e and minus", "$", TEXT("[4.0e-]")},
	{"real and e", "$", TEXT("[4.0e]")},
	{"underscores", "$", TEXT("[3_000]")},
	{"blanks within", "$", TEXT("[3 000.0]")},
	{"two exponents", "$", TEXT("[3eE4]")},
	{"no fraction, plus exponent", "$", TEXT("[7.e+2]")},
	{"no fraction, minus exponent", "$", TEXT("[7.e-2]")},
	{"no fraction, exponent", "$", TEXT("[7.e2]")},
	{"no fraction, sign alone", "$", TEXT("[8.e+]")},
	{"a hole for the exponent", "$", TEXT("[8e4.2]")},
	{"Inf", "$", TEXT("[Inf]")},
	{"NaN", "$", TEXT("[NaN]")},
	{"Infinity", "$", TEXT("[Infinity]")},
	{"minus Infinity", "$", TEXT("[-Infinity]")},
	{"a full-width digit", "$", TEXT("[\xef\xbc\x97]")},
	{"a sum", "$", TEXT("[4+5]")},
	{"hexadecimal, a digit", "$", TEXT("[0x7]")},
	{"hexadecimal, two digits", "$", TEXT("[0x7F]")},
	{"exponent with two signs", "$", TEXT("[0e+-4]")},
	{"minus and a word behind a real", "$", TEXT("[-77.25banana]")},
	{"no UTF-8 in a long number", "$", TEXT("[456\xe7]")},
	{"no UTF-8 in an exponent", "$", TEXT("[4e7\xe7]")},
	{"no UTF-8 behind zero", "$", TEXT("[0\xe7]\n")},
	{"no UTF-8 behind e", "$", TEXT("[4e\xe7]")},
	{"minus and a word", "$", TEXT("[-text]")},
	{"minus and a blank", "$", TEXT("[- 4]")},
	{"minus and zeros", "$", TEXT("[-034]")},
	{"minus and a point", "$", TEXT("[-.456]")},
	{"minus, digit, letter", "$", TEXT("[-4y]")},
	{"a letter behind e", "$", TEXT("[4eb]")},
	{"a point at the end", "$", TEXT("[4.]")},
	{"letters behind a real", "$", TEXT("[4.5p-2]")},
	{"letters behind an integer", "$", TEXT("[4.9H]")},
	{"a leading zero", "$", TEXT("[034]")},
	{"zeros alone", "$", TEXT("[00]")},
	{"garbage behind a lone number", "$", TEXT("7@")},
	{"a comma in a number", "$.a", TEXT("{\"a\":4,5}")},

	/* objects */
	{"a value that is none", "$", TEXT("[\"p\", nay]")},
	{"a value that is none, of a member", "$.a", TEXT("{\"a\":nay}")},
	{"a bracket for a name", "$.a", TEXT("{[: \"p\"}\n")},
	{"a comma for the colon", "$.a", TEXT("{\"a\", null}")},
	{"two colons", "$.a", TEXT("{\"a\"::\"q\"}")},
	{"an emoji for a name", "$.a", TEXT("{\xf0\x9f\x98\x80}")},
	{"garbage behind a value", "$.a", TEXT("{\"a\":\"b\" 77}")},
	{"a name in single quotes", "$.a", TEXT("{'a': 4}")},
	{"a lone continuation byte in a name", "$.a", TEXT("{\"\xb5\":\"0\",}")},
	{"no UTF-8 in a name", "$.a", TEXT("{\"\xb5\":4}")},
	{"no colon, string", "$.a", TEXT("{\"a\" \"b\"}")},
	{"no colon, not closed", "$.a", TEXT("{\"a\"")},
	{"no name", "$.a", TEXT("{:\"b\"}")},
	{"no colon and no quote", "$.a", TEXT("{\"a\" b}")},
	{"no value, not closed", "$.a", TEXT("{\"a\":")},
	{"no value", "$.a", TEXT("{\"a\":}")},
	{"a number for a name", "$.a", TEXT("{7:7}")},
	{"a huge number for a name", "$.a", TEXT("{8888E8888:4}")},
	{"null for name and value, again", "$.a", TEXT("{null:null,null:null}")},
	{"many commas", "$.a", TEXT("{\"id\":7,,,,,}")},
	{"single quotes", "$.a", TEXT("{'a':7}")},
	{"a comma behind the last", "$.a", TEXT("{\"a\":7,}")},
	{"a comma alone", "$.a", TEXT("{,}")},
	{"a comma before the first", "$.a", TEXT("{,\"a\":7}")},
	{"a comma and another before the first", "$.a", TEXT("{,\"id\":7,\"a\":8}")},
	{"two commas between", "$.a", TEXT("{\"a\":\"p\",,\"c\":\"q\"}")},
	{"a comment behind", "$.a", TEXT("{\"a\":\"b\"}/**/")},
	{"a comment behind, open", "$.a", TEXT("{\"a\":\"b\"}/**//")},
	{"a comment of slashes behind", "$.a", TEXT("{\"a\":\"b\"}" "//")},
	{"a slash behind", "$.a", TEXT("{\"a\":\"b\"}/")},
	{"a comment within", "$.a", TEXT("{\"a\":/* why */\"b\"}")},
	{"a name without quotes", "$.a", TEXT("{a: \"b\"}")},
	{"a value's string not closed", "$.a", TEXT("{\"a\":\"b")},
	{"a string alone", "$.a", TEXT("{ \"p\" : \"q\", \"a\" }")},
	{"a hash behind", "$.a", TEXT("{\"a\":\"b\"}#")},
	{"a bad escape in a name", "$.a", TEXT("{\"a\\k\":1}")},
	{"a control character in a name", "$.a", TEXT("{\"a\x01\":1}")},

	/* strings */
	{"half a pair, then a backslash", "$", TEXT("[\"\\uD9AB\\\"]")},
	{"half a pair, then u", "$", TEXT("[\"\\uD9AB\\u\"]")},
	{"half a pair, then u and a digit", "$", TEXT("[\"\\uD9AB\\u7\"]")},
	{"half a pair, then u, a digit and a letter", "$", TEXT("[\"\\uD9AB\\u7x\"]")},
	{"an accented letter without quotes", "$", TEXT("[\xc3\xa8]")},
	{"a backslash before NUL", "$", TEXT("[\"\\\0\"]")},
	{"NUL", "$", TEXT("[\"p\0q\"]")},
	{"escape x", "$", TEXT("[\"\\x41\"]")},
	{"three backslashes", "$", TEXT("[\"\\\\\\\"]")},
	{"a backslash before a tab", "$", TEXT("[\"\\\t\"]")},
	{"a backslash before an emoji", "$", TEXT("[\"\\\xf0\x9f\x98\x80\"]")},
	{"a backslash at the end", "$", TEXT("[\"\\\"]")},
	{"u with three digits", "$", TEXT("[\"\\u00B\"]")},
	{"a pair cut short", "$", TEXT("[\"\\uD9AB\\uDC\"]")},
	{"half a pair, then a bad escape", "$", TEXT("[\"\\uD9AB\\uDC00\\q\"]")},
	{"no UTF-8 behind u", "$", TEXT("[\"\\u\xe7\"]")},
	{"escape a", "$", TEXT("[\"\\a\"]")},
	{"u with letters", "$", TEXT("[\"\\uzz77\"]")},
	{"no UTF-8 behind a backslash", "$", TEXT("[\"\\\xe7\"]")},
	{"u and a sign", "$", TEXT("[\"\\u+041\"]")},
	{"an escape outside of quotes, before", "$", TEXT("[\\u0020\"pq\"]")},
	{"an escape outside of quotes", "$", TEXT("[\\n]")},
	{"one quote", "$", TEXT("\"")},
	{"in single quotes", "$", TEXT("['one quote']")},
	{"without quotes", "$", TEXT("pqr")},
	{"an escape not closed", "$", TEXT("[\"\\")},
	{"unescaped control character", "$", TEXT("[\"p\x1fq\"]")},
	{"unescaped newline", "$", TEXT("[\"new\nline\"]")},
	{"unescaped tab", "$", TEXT("[\"\t\"]")},
	{"capital U", "$", TEXT("\"\\UA77D\"")},
	{"garbage behind a string", "$", TEXT("\"\"y")},
	{"not closed, far away", "$", TEXT("[\"01234567890123456789012345678901234567890123456789]")},
	{"a control character, far away", "$", TEXT("[\"0123456789012345678901234567890123456789012345678\x02\"]")},

	/* UTF-8 in strings: see test_accepted.c for what is left to the implementation */
	{"a second byte that is none", "$", TEXT("[\"\xc3\x28\"]")},
	{"a byte cut off by the quote", "$", TEXT("[\"\xe2\x82\"]")},
	{"a byte cut off by the end", "$", TEXT("[\"\xe2\x82")},
	{"five bytes", "$", TEXT("[\"\xf8\x88\x80\x80\x80\"]")},
	{"six bytes", "$", TEXT("[\"\xfc\x84\x80\x80\x80\x80\"]")},

	/* the document */
	{"nothing", "$", TEXT("")},
	{"a blank", "$", TEXT(" ")},
	{"a byte order mark alone", "$", TEXT("\xef\xbb\xbf")},
	{"a byte order mark cut short", "$", TEXT("\xef\xbb{}")},
	{"a byte order mark twice", "$", TEXT("\xef\xbb\xbf\xef\xbb\xbf{}")},
	{"a byte order mark behind a blank", "$", TEXT(" \xef\xbb\xbf{}")},
	{"word joiner for white space", "$", TEXT("[\xe2\x81\xa0]")},
	{"word joiner before", "$", TEXT("\xe2\x81\xa0[]")},
	{"no-break space for white space", "$", TEXT("[4,\xc2\xa0" "5]")},
	{"angle brackets", "$", TEXT("<.>")},
	{"null in angle brackets", "$", TEXT("[<null>]")},
	{"garbage behind an array", "$", TEXT("[4]y")},
	{"an array with a bracket too many", "$", TEXT("[4]]")},
	{"a string not closed", "$", TEXT("[\"pqr]")},
	{"an identifier", "$", TEXT("a\xc3\xa5")},
	{"an identifier of UTF-8", "$", TEXT("\xc3\xa5")},
	{"True alone", "$", TEXT("True")},
	{"an array closed twice", "$", TEXT("4]")},
	{"a comma for the brace", "$.x", TEXT("{\"x\": true,")},
	{"two arrays", "$", TEXT("[][]")},
	{"two objects", "$", TEXT("{}{}")},
	{"two scalars", "$", TEXT("1 2")},
	{"a bracket that closes", "$", TEXT("]")},
	{"a brace that closes", "$", TEXT("}")},
	{"one byte that is no UTF-8", "$", TEXT("\xe7")},
	{"a bracket alone", "$", TEXT("[")},
	{"NUL outside of strings", "$", TEXT("[\0]")},
	{"NUL behind the end", "$", TEXT("[]\0")},
	{"garbage behind a number", "$", TEXT("3y")},
	{"an object with a brace too many", "$", TEXT("{}}")},
	{"a name without a value, not closed", "$.a", TEXT("{\"\":")},
	{"a comment in an object", "$.a", TEXT("{\"a\":/*note*/\"b\"}")},
	{"a comment before", "$", TEXT("// note\n[]")},
	{"an object and a hash", "$.a", TEXT("{\"a\": true} \"x\"")},
	{"a bracket and an apostrophe", "$", TEXT("['")},
	{"a bracket and a comma", "$", TEXT("[,")},
	{"a bracket and a brace", "$.a", TEXT("[{")},
	{"a bracket and an open string", "$", TEXT("[\"p")},
	{"a bracket and a string", "$", TEXT("[\"p\"")},
	{"a brace alone", "$.a", TEXT("{")},
	{"a brace and a bracket that closes", "$.a", TEXT("{]")},
	{"a brace and a comma", "$.a", TEXT("{,")},
	{"a brace and a bracket", "$.a", TEXT("{[")},
	{"a brace and an open string", "$.a", TEXT("{\"p")},
	{"a brace and a string in apostrophes", "$.a", TEXT("{'p'")},
	{"escapes among brackets", "$[0]", TEXT("[\"\\{[\"\\{[\"\\{")},
	{"one accented letter", "$", TEXT("\xc3\xa8")},
	{"one star", "$", TEXT("*")},
	{"a hash behind the end", "$.a", TEXT("{\"a\":\"b\"}#{}")},
	{"an escaped line break before", "$", TEXT("[\\u000A\"\"]")},
	{"an array not closed", "$", TEXT("[4")},
	{"not closed, null cut short", "$", TEXT("[ false, nul")},
	{"not closed, false cut short", "$", TEXT("[ true, fals")},
	{"not closed, true cut short", "$", TEXT("[ false, tru")},
	{"an object not closed", "$.a", TEXT("{\"p\":\"q\"")},
	{"form feed for white space", "$", TEXT("[\f]")},
	{"vertical tab for white space", "$", TEXT("[\v]")},
	{"DEL outside of strings", "$", TEXT("[\x7f]")},
};

/* Is what is taken whole refused, by the reader or by who checks its slice? */
static bool
refused_whole(const char *body, size_t len)
{
	ApiProjection *projection = project("$");
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
	ApiReaderStatus status = read_all_ways(reader, projection, body, len);
	bool		bad = status == API_READER_ERROR;

	for (size_t i = 0; status == API_READER_DONE && i < api_reader_records(reader); i++)
	{
		ApiSlice	slice = api_reader_slice(reader, i, 0);

		bad = bad || api_json_check(body + slice.offset, slice.length, API_READER_MAX_DEPTH, NULL) != NULL;
	}
	api_reader_free(reader);
	api_projection_free(projection);
	return bad;
}

/* An object that is refused is refused behind others, too: members may be recognized there. */
static void
test_behind(const Refused *text)
{
	static const char *const before[] = {
		"[{\"x\":1,\"a\":2},",
		"[{\"a\":1,\"id\":2,\"b\":3},{\"a\":1},",
		"[{\"x\":{}, \"y\":[], \"z\":null, \"a\":\"\"},"
	};

	for (size_t i = 0; text->body[0] == '{' && i < sizeof(before) / sizeof(before[0]); i++)
	{
		ApiProjection *projection = project(text->paths);
		ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
		size_t		len = strlen(before[i]);
		char	   *body = malloc(len + text->len + 1);

		memcpy(body, before[i], len);
		memcpy(body + len, text->body, text->len);
		body[len + text->len] = ']';
		check_case(read_all_ways(reader, projection, body, len + text->len + 1) == API_READER_ERROR,
				   text->kind);
		free(body);
		api_reader_free(reader);
		api_projection_free(projection);
	}
}

static void
test_refused(const Refused *text)
{
	ApiProjection *projection = project(text->paths);
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

	check_case(read_all_ways(reader, projection, text->body, text->len) == API_READER_ERROR, text->kind);
	check_case(refused_whole(text->body, text->len), text->kind);
	check_case(api_json_check(text->body, text->len, API_READER_MAX_DEPTH, NULL) != NULL, text->kind);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* What opens, so many times, and never closes; each place wanted in turn. */
static void
test_open(const char *opening, const char *paths, size_t times)
{
	size_t		step = strlen(opening);
	char	   *body = malloc(step * times);
	ApiProjection *projection = project(paths);
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

	for (size_t i = 0; i < times; i++)
		memcpy(body + i * step, opening, step);
	check_case(api_reader_feed(reader, body, step * times, true, NULL) == API_READER_ERROR, opening);
	check_case(api_json_check(body, step * times, API_READER_MAX_DEPTH, NULL) != NULL, opening);
	if (step * times < 10000)
		check_case(read_all_ways(reader, projection, body, step * times) == API_READER_ERROR, opening);
	free(body);
	api_reader_free(reader);
	api_projection_free(projection);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
	{
		test_refused(&refused[i]);
		test_behind(&refused[i]);
	}
	for (size_t times = 10; times <= 100000; times *= 10)
	{
		test_open("[", "$", times);
		test_open("[", "$[0][0][0]", times);
		test_open("[{\"\":", "$", times);
		test_open("[{\"\":", "$.\"\"[0].\"\"", times);
		test_open("{\"a\":", "$.a.a.a", times);
	}
	return check_end();
}
