/*
 * test_skipped.c
 *		What a value that nobody wants may hide from the reader, and what it may not:
 *		docs/architecture.md lists the same.
 *
 * The rule is in reader.c: such a value may hold what is wrong, but nothing that
 * would leave it open where the value ends.
 */
#include "reading.h"

#define TEXT(text) text, sizeof(text) - 1

typedef enum Verdict
{
	HIDDEN,
	NOTICED
} Verdict;

typedef struct Skipped
{
	const char *what;
	Verdict		alone;			/* as a member's value */
	Verdict		inside;			/* inside of an array or object that is skipped */
	const char *text;
	size_t		len;
} Skipped;

static const Skipped skipped[] = {
	/* words that are no number and no literal */
	{"a number with a leading zero", HIDDEN, HIDDEN, TEXT("007")},
	{"a number with a plus sign", HIDDEN, HIDDEN, TEXT("+1")},
	{"a number without digits", HIDDEN, HIDDEN, TEXT("-")},
	{"a number cut short", HIDDEN, HIDDEN, TEXT("1.5e")},
	{"NaN", HIDDEN, HIDDEN, TEXT("NaN")},
	{"Infinity", HIDDEN, HIDDEN, TEXT("-Infinity")},
	{"a literal with capitals", HIDDEN, HIDDEN, TEXT("True")},
	{"a literal cut short", HIDDEN, HIDDEN, TEXT("nul")},
	{"any word", HIDDEN, HIDDEN, TEXT("undefined")},

	/* inside of strings */
	{"an escape that does not exist", HIDDEN, HIDDEN, TEXT("\"\\x41\"")},
	{"an escape without its digits", HIDDEN, HIDDEN, TEXT("\"\\u12\"")},
	{"an escaped NUL", HIDDEN, HIDDEN, TEXT("\"\\u0000\"")},
	{"half of a surrogate pair", HIDDEN, HIDDEN, TEXT("\"\\ud83d\"")},
	{"malformed UTF-8", HIDDEN, HIDDEN, TEXT("\"\xff\xc0\xaf\"")},
	{"UTF-8 cut short", HIDDEN, HIDDEN, TEXT("\"\xe2\x82\"")},
	{"a raw control character", NOTICED, NOTICED, TEXT("\"a\x01\"")},
	{"a raw tab", NOTICED, NOTICED, TEXT("\"a\tb\"")},
	{"a raw line break", NOTICED, NOTICED, TEXT("\"a\nb\"")},
	{"a raw NUL", NOTICED, NOTICED, TEXT("\"a\0b\"")},
	{"an escaped line break", NOTICED, NOTICED, TEXT("\"a\\\nb\"")},
	{"a string that does not end", NOTICED, NOTICED, TEXT("\"abc")},
	{"a string whose end is escaped", NOTICED, NOTICED, TEXT("\"abc\\\"")},

	/* between values: seen beside the member, not within a container */
	{"no comma", NOTICED, HIDDEN, TEXT("1 2")},
	{"a comma too many", NOTICED, HIDDEN, TEXT("1,,2")},
	{"a comma at the end", NOTICED, HIDDEN, TEXT("1,")},
	{"a comma at the beginning", NOTICED, HIDDEN, TEXT(",1")},
	{"nothing but a comma", NOTICED, HIDDEN, TEXT(",")},
	{"a colon", NOTICED, HIDDEN, TEXT("1:2")},
	{"no value", NOTICED, HIDDEN, TEXT("")},
	{"strings without a comma", NOTICED, HIDDEN, TEXT("\"x\"\"y\"")},

	/* of a skipped container */
	{"a comma at an array's end", HIDDEN, HIDDEN, TEXT("[1,]")},
	{"no comma in an array", HIDDEN, HIDDEN, TEXT("[1 2]")},
	{"a colon in an array", HIDDEN, HIDDEN, TEXT("[\"x\":1]")},
	{"a comma at an object's end", HIDDEN, HIDDEN, TEXT("{\"x\":1,}")},
	{"a member without a value", HIDDEN, HIDDEN, TEXT("{\"x\"}")},
	{"a member without a name", HIDDEN, HIDDEN, TEXT("{:1}")},
	{"a member without a colon", HIDDEN, HIDDEN, TEXT("{\"x\" 1}")},
	{"a name without quotes", HIDDEN, HIDDEN, TEXT("{x:1}")},
	{"a name that is a number", HIDDEN, HIDDEN, TEXT("{1:1}")},
	{"a bad escape in a name", HIDDEN, HIDDEN, TEXT("{\"\\q\":1}")},
	{"an object that is a list", HIDDEN, HIDDEN, TEXT("{1,2,3}")},
	{"a container as a name", HIDDEN, HIDDEN, TEXT("{[1]:2}")},

	/* where a value ends is never in doubt */
	{"an array closed as an object", NOTICED, NOTICED, TEXT("[1}")},
	{"an object closed as an array", NOTICED, NOTICED, TEXT("{\"x\":1]")},
	{"brackets that cross", NOTICED, NOTICED, TEXT("[{\"x\":1]}")},
	{"an array that does not end", NOTICED, NOTICED, TEXT("[1")},
	{"an object that does not end", NOTICED, NOTICED, TEXT("{\"x\":1")},
	{"a bracket too many", NOTICED, NOTICED, TEXT("[1]]")},
	{"a brace too many", NOTICED, NOTICED, TEXT("{}}")},

	/* bytes that stand nowhere in JSON but in strings */
	{"single quotes", NOTICED, NOTICED, TEXT("'x'")},
	{"a comment", NOTICED, NOTICED, TEXT("1/* one */")},
	{"a comment of slashes", NOTICED, NOTICED, TEXT("1//\n")},
	{"a hash", NOTICED, NOTICED, TEXT("1#")},
	{"an underscore", NOTICED, NOTICED, TEXT("1_000")},
	{"a semicolon", NOTICED, NOTICED, TEXT("1;2")},
	{"a backslash outside of strings", NOTICED, NOTICED, TEXT("\\n")},
	{"angle brackets", NOTICED, NOTICED, TEXT("<x>")},
	{"form feed as white space", NOTICED, NOTICED, TEXT("\f1")},
	{"NUL as white space", NOTICED, NOTICED, TEXT("1\0")},
	{"no-break space as white space", NOTICED, NOTICED, TEXT("\xc2\xa0" "1")},
	{"a letter that is not ASCII", NOTICED, NOTICED, TEXT("\xc3\xa9")},
	{"DEL", NOTICED, NOTICED, TEXT("\x7f")},
};

#define ROOM 512

/* Reads before, blanks, the text, behind; the record's "a" is 1 where that is well. */
static void
test_in(const Skipped *test, const char *before, size_t blanks, const char *behind, Verdict verdict)
{
	char		body[ROOM];
	size_t		len = strlen(before);
	ApiProjection *projection = project("$.a");
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
	ApiReaderStatus status;

	memcpy(body, before, len);
	memset(body + len, ' ', blanks);
	memcpy(body + len + blanks, test->text, test->len);
	len += blanks + test->len;
	memcpy(body + len, behind, strlen(behind));
	len += strlen(behind);

	status = read_all_ways(reader, projection, body, len);
	check_case(status == (verdict == HIDDEN ? API_READER_DONE : API_READER_ERROR), test->what);
	if (status == API_READER_DONE)
	{
		ApiSlice	slice = api_reader_slice(reader, 0, 0);

		check_case(api_reader_records(reader) == 1 && slice.length == 1 && body[slice.offset] == '1',
				   test->what);
	}
	api_reader_free(reader);
	api_projection_free(projection);
}

/* At all places of a block that is skipped at once. */
static void
test_skipped(const Skipped *test)
{
	static const size_t shifts[] = {0, 1, 13, 14, 15, 16, 40, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 130};

	for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++)
	{
		test_in(test, "{\"b\":", shifts[i], ",\"a\":1}", test->alone);
		test_in(test, "[{\"a\":1,\"b\":", shifts[i], "}]", test->alone);
		test_in(test, "{\"b\":[0,", shifts[i], "],\"a\":1}", test->inside);
		test_in(test, "{\"b\":{\"c\":", shifts[i], "},\"a\":1}", test->inside);
		test_in(test, "{\"a\":1,\"b\":[{\"c\":[", shifts[i], "], \"d\":\"0123456789012345678901234567890123456789\"}]}",
				test->inside);
	}
}

/* Skipped or not: too deep, a name of the record's own, what follows the document. */
static void
test_always_noticed(void)
{
	static const Skipped texts[] = {
		{"a bad escape in a record's own name", NOTICED, NOTICED, TEXT("{\"\\q\":0,\"a\":1}")},
		{"malformed UTF-8 in a record's own name", NOTICED, NOTICED, TEXT("{\"\xff\":0,\"a\":1}")},
		{"data behind the document", NOTICED, NOTICED, TEXT("{\"a\":1} 2")},
		{"a document behind the document", NOTICED, NOTICED, TEXT("{\"a\":1}{\"a\":1}")},
		{"a record that is a bad word", NOTICED, NOTICED, TEXT("[{\"a\":1}, nope]")},
	};
	char		deep[2 * API_READER_MAX_DEPTH + 32];
	Skipped		nested = {"nested too deep", NOTICED, NOTICED, deep, 0};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		test_in(&texts[i], "", 0, "", NOTICED);
	for (int depth = API_READER_MAX_DEPTH - 1; depth <= API_READER_MAX_DEPTH; depth++)
	{
		ApiProjection *projection = project("$.a");
		ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);

		nested.len = (size_t) sprintf(deep, "{\"b\":");
		memset(deep + nested.len, '[', (size_t) depth);
		memset(deep + nested.len + depth, ']', (size_t) depth);
		nested.len += (size_t) depth * 2;
		nested.len += (size_t) sprintf(deep + nested.len, ",\"a\":1}");
		check_case(read_all_ways(reader, projection, deep, nested.len) ==
				   (depth < API_READER_MAX_DEPTH ? API_READER_DONE : API_READER_ERROR), nested.what);
		api_reader_free(reader);
		api_projection_free(projection);
	}
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++)
		test_skipped(&skipped[i]);
	test_always_noticed();
	return check_end();
}
