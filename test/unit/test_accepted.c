/*
 * test_accepted.c
 *		All kinds of texts that a JSON parser must accept, and those that the
 *		standard leaves to it, with what is made of them here; however they are cut.
 */
#include "json/check.h"
#include "reading.h"

#define TEXT(text) text, sizeof(text) - 1

typedef enum Outcome
{
	REFUSED,
	READ,
	UNREADABLE					/* read, but a string of it is no text: \u0000, half of a pair */
} Outcome;

typedef struct Accepted
{
	const char *kind;
	Outcome		outcome;
	const char *body;
	size_t		len;
} Accepted;

static const Accepted must[] = {
	/* arrays */
	{"white space between", READ, TEXT("[[]   ]")},
	{"an empty string", READ, TEXT("[\"\"]")},
	{"empty", READ, TEXT("[]")},
	{"a line break behind", READ, TEXT("[\"p\"]\n")},
	{"false", READ, TEXT("[false]")},
	{"of all kinds", READ, TEXT("[null, 4, \"4\", {}, [], true]")},
	{"null", READ, TEXT("[null]")},
	{"a line break before the end", READ, TEXT("[4\n]")},
	{"a blank before", READ, TEXT(" [4]")},
	{"many nulls", READ, TEXT("[4,null,null,null,5]")},
	{"a blank behind", READ, TEXT("[5] ")},

	/* numbers */
	{"integer with exponent", READ, TEXT("[456e78]")},
	{"zero, e, plus", READ, TEXT("[0e+4]")},
	{"zero, e", READ, TEXT("[0e4]")},
	{"behind a blank", READ, TEXT("[ 7]")},
	{"close to zero", READ, TEXT("[-0.000000000000000000000000000000000000000000000000000000000000000000000007]\n")},
	{"integer, e", READ, TEXT("[30e4]")},
	{"minus zero", READ, TEXT("[-0]")},
	{"negative", READ, TEXT("[-456]")},
	{"minus one", READ, TEXT("[-1]")},
	{"capital E", READ, TEXT("[4E55]")},
	{"capital E, minus", READ, TEXT("[4E-5]")},
	{"capital E, plus", READ, TEXT("[4E+5]")},
	{"real with exponent", READ, TEXT("[456.789e10]")},
	{"exponent, minus", READ, TEXT("[4e-5]")},
	{"exponent, plus", READ, TEXT("[4e+5]")},
	{"integer", READ, TEXT("[456]")},
	{"real", READ, TEXT("[456.789]")},
	{"exponent with zeros", READ, TEXT("[4e007]")},

	/* objects */
	{"members", READ, TEXT("{\"pq\":\"rs\", \"tu\":\"vw\"}")},
	{"one member", READ, TEXT("{\"a\":[]}")},
	{"the same name twice", READ, TEXT("{\"a\":\"b\",\"a\":\"c\"}")},
	{"the same member twice", READ, TEXT("{\"a\":\"b\",\"a\":\"b\"}")},
	{"no members", READ, TEXT("{}")},
	{"an empty name", READ, TEXT("{\"\":0}")},
	{"an escaped NUL in a name", READ, TEXT("{\"pq\\u0000rs\": 42}")},
	{"extreme numbers", READ, TEXT("{ \"min\": -1.0e+28, \"max\": 1.0e+28 }")},
	{"long strings", READ, TEXT("{\"x\":[{\"id\": \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\"}], "
		"\"id\": \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\"}")},
	{"escaped letters", READ, TEXT("{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\" }")},
	{"over lines", READ, TEXT("{\r\n\t\"a\" :\n\"b\"\r\n}")},

	/* strings */
	{"of one, two and three bytes, escaped", READ, TEXT("[\"\\u0061\\u0130\\u1235\"]")},
	{"a pair", READ, TEXT("[\"\\uD83D\\uDE00\"]")},
	{"pairs", READ, TEXT("[\"\\uD83d\\ude39\\ud83D\\uDC8d\"]")},
	{"all escapes", READ, TEXT("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")},
	{"an escaped backslash, u and zeros", READ, TEXT("[\"\\\\u0000\"]")},
	{"an escaped quote", READ, TEXT("[\"\\\"\"]")},
	{"what looks like a comment", READ, TEXT("[\"p/*q*/r/*s//t\"]")},
	{"an escaped backslash and a letter", READ, TEXT("[\"\\\\p\"]")},
	{"an escaped backslash and n", READ, TEXT("[\"\\\\n\"]")},
	{"an escaped control character", READ, TEXT("[\"\\u0012\"]")},
	{"an escaped noncharacter", READ, TEXT("[\"\\uFFFF\"]")},
	{"in an array", READ, TEXT("[\"pqrs\"]")},
	{"in an array, behind a blank", READ, TEXT("[ \"pqrs\"]")},
	{"the last pair", READ, TEXT("[\"\\uDBFF\\uDFFF\"]")},
	{"an escaped no-break space", READ, TEXT("[\"new\\u00A0line\"]")},
	{"noncharacter U+10FFFF", READ, TEXT("[\"\xf4\x8f\xbf\xbf\"]")},
	{"noncharacter U+FFFF", READ, TEXT("[\"\xef\xbf\xbf\"]")},
	{"an escaped NUL", UNREADABLE, TEXT("[\"\\u0000\"]")},
	{"an escaped comma", READ, TEXT("[\"\\u002c\"]")},
	{"pi", READ, TEXT("[\"\xcf\x80\"]")},
	{"reserved U+1BFFF", READ, TEXT("[\"\xf0\x9b\xbf\xbf\"]")},
	{"ascii", READ, TEXT("[\"pqr \"]")},
	{"a blank alone", READ, TEXT("\" \"")},
	{"a pair for a sign of music", READ, TEXT("[\"\\uD834\\uDD1E\"]")},
	{"three bytes, escaped", READ, TEXT("[\"\\u0822\"]")},
	{"two bytes, escaped", READ, TEXT("[\"\\u0124\"]")},
	{"line separator", READ, TEXT("[\"\xe2\x80\xa8\"]")},
	{"paragraph separator", READ, TEXT("[\"\xe2\x80\xa9\"]")},
	{"letters, escaped", READ, TEXT("[\"\\u0061\\u30af\\u30EA\\u30b9\"]")},
	{"a line break, escaped", READ, TEXT("[\"new\\u000Aline\"]")},
	{"DEL", READ, TEXT("[\"\x7f\"]")},
	{"DEL among letters", READ, TEXT("[\"p\x7fq\"]")},
	{"CJK, escaped", READ, TEXT("[\"\\uA66E\"]")},
	{"an escaped backslash by number", READ, TEXT("[\"\\u005C\"]")},
	{"an escaped quote by number", READ, TEXT("[\"\\u0022\"]")},
	{"CJK", READ, TEXT("[\"\xe2\x8d\x82\xe3\x88\xb4\xe2\x8d\x82\"]")},
	{"U+10FFFE, escaped", READ, TEXT("[\"\\uDBFF\\uDFFE\"]")},
	{"U+1FFFE, escaped", READ, TEXT("[\"\\uD83F\\uDFFE\"]")},
	{"zero width space", READ, TEXT("[\"\\u200B\"]")},
	{"invisible plus", READ, TEXT("[\"\\u2064\"]")},
	{"U+FDD0", READ, TEXT("[\"\\uFDD0\"]")},
	{"U+FFFE", READ, TEXT("[\"\\uFFFE\"]")},
	{"four bytes", READ, TEXT("[\"\xe2\x82\xac\xf0\x9d\x84\x9e\"]")},
	{"lower and upper hexadecimal", READ, TEXT("[\"\\u00aB\\u00Ab\"]")},

	/* the document */
	{"false alone", READ, TEXT("false")},
	{"an integer alone", READ, TEXT("42")},
	{"a negative real alone", READ, TEXT("-0.7")},
	{"null alone", READ, TEXT("null")},
	{"a string alone", READ, TEXT("\"pqrs\"")},
	{"true alone", READ, TEXT("true")},
	{"an empty string alone", READ, TEXT("\"\"")},
	{"a line break at the end", READ, TEXT("[\"p\"]\r\n")},
	{"true in an array", READ, TEXT("[true]")},
	{"white space around an array", READ, TEXT("\t [] \r\n")},
};

static const Accepted may[] = {
	/* numbers: the text is kept, the column's type judges it */
	{"a huge exponent", READ, TEXT("[0.5e00777777777777777777777777777777777777777777777777777777]")},
	{"a huge negative exponent", READ, TEXT("[456.789e-98765]")},
	{"a huge real", READ, TEXT("[-4e+9876]")},
	{"beyond double", READ, TEXT("[4e9876]")},
	{"not zero, but close", READ, TEXT("[456e-87654321]")},
	{"a negative integer of many digits", READ, TEXT("[-456456456456456456456456456456]")},
	{"an integer of many digits", READ, TEXT("[300000000000000000000]")},
	{"a negative integer beyond 64 bits", READ, TEXT("[-457457457457457457457457]")},

	/* half of a surrogate pair, escaped */
	{"a second half in a name", READ, TEXT("{\"\\uDFAB\":0}")},
	{"a first half, then none", UNREADABLE, TEXT("[\"\\uDADB\"]")},
	{"a first half, then a first half", UNREADABLE, TEXT("[\"\\uD801\\uD801\"]")},
	{"a first half, then a letter escaped", UNREADABLE, TEXT("[\"\\uD801\\u0061\"]")},
	{"a first half, then another escape", UNREADABLE, TEXT("[\"\\uD801\\n\"]")},
	{"a first half, then a letter", UNREADABLE, TEXT("[\"\\uD1eaX\\uD9abX\"]")},
	{"a pair the wrong way round", UNREADABLE, TEXT("[\"\\uDE00\\uD83D\"]")},
	{"a second half", UNREADABLE, TEXT("[\"\\uDFAC\"]")},
	{"a pair, then a first half", UNREADABLE, TEXT("[\"\\uD83D\\uDE00\\uD83D\"]")},

	/* no UTF-8 */
	{"a byte of Latin-1", REFUSED, TEXT("[\"\xe8\"]")},
	{"a truncated sequence, then a letter", REFUSED, TEXT("[\"\xe6\x97\xa5\xd1\x88\xfb\"]")},
	{"a surrogate as UTF-8", REFUSED, TEXT("[\"\xed\xa1\x81\"]")},
	{"a second half as UTF-8", REFUSED, TEXT("[\"\xed\xb0\x80\"]")},
	{"a lone continuation byte", REFUSED, TEXT("[\"\x82\"]")},
	{"beyond U+10FFFF", REFUSED, TEXT("[\"\xf4\xbf\xbf\xbf\"]")},
	{"overlong, two bytes", REFUSED, TEXT("[\"\xc1\xaf\"]")},
	{"overlong, three bytes", REFUSED, TEXT("[\"\xe0\x9f\xbf\"]")},
	{"overlong, four bytes", REFUSED, TEXT("[\"\xf0\x8f\xbf\xbf\"]")},
	{"overlong, six bytes", REFUSED, TEXT("[\"\xfc\x83\xbf\xbf\xbf\xbf\"]")},
	{"overlong, six bytes of NUL", REFUSED, TEXT("[\"\xfc\x80\x80\x80\x80\x80\"]")},
	{"a truncated sequence", REFUSED, TEXT("[\"\xe0\xff\"]")},
	{"bytes that stand in no UTF-8", REFUSED, TEXT("[\"\xfe\xff\"]")},

	/* other encodings */
	{"UTF-16, big end first, no mark", REFUSED, TEXT("\0[\0\"\0\xe8\0\"\0]")},
	{"UTF-16, little end first, no mark", REFUSED, TEXT("[\0\"\0\xe8\0\"\0]\0")},
	{"UTF-16, little end first, with mark", REFUSED, TEXT("\xff\xfe[\0\"\0\xe8\0\"\0]\0")},
	{"UTF-16, big end first, with mark", REFUSED, TEXT("\xfe\xff\0[\0]")},
};

/* Can all records that are strings be decoded? */
static bool
all_readable(const ApiReader *reader, const char *body)
{
	for (size_t i = 0; i < api_reader_records(reader); i++)
	{
		ApiSlice	slice = api_reader_slice(reader, i, 0);
		char	   *out = malloc(slice.length + 1);
		bool		good = body[slice.offset] != '"' ||
			api_string_decode(body + slice.offset, slice.length, out, NULL) >= 0;

		free(out);
		if (!good)
			return false;
	}
	return true;
}

static void
test_accepted(const Accepted *text)
{
	/* with members wanted, each byte of the objects is looked at, too */
	const char *paths[] = {"$", "$ $.a $[0]"};

	for (int i = 0; i < 2; i++)
	{
		ApiProjection *projection = project(paths[i]);
		ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
		ApiReaderStatus status = read_all_ways(reader, projection, text->body, text->len);

		check_case(status == (text->outcome == REFUSED ? API_READER_ERROR : API_READER_DONE), text->kind);
		if (status == API_READER_DONE)
			check_case(all_readable(reader, text->body) == (text->outcome == READ), text->kind);
		api_reader_free(reader);
		api_projection_free(projection);
	}
	check_case((api_json_check(text->body, text->len, API_READER_MAX_DEPTH, NULL) == NULL) ==
			   (text->outcome != REFUSED), text->kind);
}

/* A byte order mark is passed over by the reader; no value has one. */
static void
test_mark(void)
{
	static const char body[] = "\xef\xbb\xbf{}";
	ApiProjection *projection = project("$");
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

	check(read_all_ways(reader, projection, body, sizeof(body) - 1) == API_READER_DONE);
	check(api_reader_records(reader) == 1 && api_reader_slice(reader, 0, 0).offset == 3);
	api_reader_free(reader);
	api_projection_free(projection);
}

/* Nested as deep as is read, on the way and in what is taken whole, and one deeper. */
static void
test_depth(const char *paths, int depth, bool good)
{
	char		body[2 * API_READER_MAX_DEPTH + 2];
	size_t		len = (size_t) depth * 2;
	ApiProjection *projection = project(paths);
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

	memset(body, '[', (size_t) depth);
	memset(body + depth, ']', (size_t) depth);
	check_case(read_all_ways(reader, projection, body, len) == (good ? API_READER_DONE : API_READER_ERROR), paths);
	check_case((api_json_check(body, len, API_READER_MAX_DEPTH, NULL) == NULL) == good, paths);
	api_reader_free(reader);
	api_projection_free(projection);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(must) / sizeof(must[0]); i++)
		test_accepted(&must[i]);
	for (size_t i = 0; i < sizeof(may) / sizeof(may[0]); i++)
		test_accepted(&may[i]);
	test_mark();
	for (int i = 0; i < 2; i++)
	{
		const char *paths = i == 0 ? "$" : "$[0][0]";

		test_depth(paths, 500, true);
		test_depth(paths, API_READER_MAX_DEPTH, true);
		test_depth(paths, API_READER_MAX_DEPTH + 1, false);
	}
	return check_end();
}
