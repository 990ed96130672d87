/*
 * test_members.c
 *		Members that come as they did before: records of one document give what each of
 *		them gives alone, whatever the ones before looked like and wherever the bytes are
 *		cut.
 */
#include <stdlib.h>

#include "check.h"
#include "json/path.h"
#include "json/projection.h"
#include "json/reader.h"

#define MANY_SLICES 10000
#define MOST_RECORDS 8

static const char *const wanted[] = {
	"$.id", "$.name", "$.ok", "$.user.login", "$.user", "$.list[1]", "$.a.b.c", "$.\xc3\xa9"
};

#define NWANTED ((int) (sizeof(wanted) / sizeof(wanted[0])))

/* Records of one array, one after the other; NULL behind the last. */
static const char *const documents[][MOST_RECORDS] = {
	{"{\"id\":1,\"name\":\"x\"}", "{\"id\":2,\"name\":\"yy\"}", "{\"id\":3,\"name\":\"zzz\"}"},
	{"{ \"id\" : 1 ,\n \"name\" : \"x\" }", "{ \"id\" : 22 ,\n \"name\" : \"\" }", "{\"id\" : 3,\"name\":null}"},
	/* members of the same length, in another order */
	{"{\"id\":1,\"ok\":true,\"no\":3}", "{\"ok\":false,\"id\":2,\"no\":4}", "{\"no\":1,\"id\":2,\"ok\":null}"},
	{"{\"id\":1,\"ok\":true}", "{\"ik\":1,\"od\":true}", "{\"id\":1,\"ok\":true}"},
	/* optional ones */
	{"{\"id\":1,\"x\":0,\"y\":0,\"name\":\"n\"}", "{\"id\":2,\"name\":\"m\"}", "{\"x\":1,\"name\":\"o\"}", "{}",
	"{\"name\":\"p\"}"},
	{"{}", "{\"id\":1}", "{\"name\":\"a\",\"id\":2}", "{\"id\":3}", "{}", "{\"id\":4,\"name\":\"b\"}"},
	{"{\"id\":1,\"a1\":0,\"a2\":0,\"a3\":0,\"a4\":0,\"a5\":0,\"ok\":1}", "{\"id\":1,\"ok\":2}",
	"{\"id\":1,\"a1\":0,\"a2\":0,\"a3\":0,\"a4\":0,\"a5\":0,\"ok\":3}"},
	/* the last of one name counts */
	{"{\"id\":1,\"id\":2}", "{\"id\":3,\"id\":4}", "{\"id\":5}", "{\"id\":6,\"id\":7,\"id\":8}"},
	{"{\"user\":{\"login\":\"a\"},\"user\":null}", "{\"user\":{\"login\":\"b\"},\"user\":3}",
	"{\"user\":3,\"user\":{\"login\":\"c\"}}", "{\"user\":{\"login\":\"d\"},\"user\":{}}"},
	/* escapes, and bytes that are no ASCII */
	{"{\"\\u0069d\":1,\"n\\u0061me\":\"x\"}", "{\"\\u0069d\":2,\"n\\u0061me\":\"y\"}", "{\"id\":3,\"name\":\"z\"}"},
	{"{\"name\":\"a\\nb\",\"id\":1}", "{\"name\":\"\xc3\xbc\",\"id\":2}", "{\"name\":\"\\\"\",\"id\":3}"},
	{"{\"\xc3\xa9\":1,\"\xc3\xa8\":2}", "{\"\xc3\xa9\":3,\"\xc3\xa8\":4}", "{\"\xc3\xa8\":5,\"\xc3\xa9\":6}"},
	{"{\"\":1,\"id\":2}", "{\"\":3,\"id\":4}", "{\"id\":5,\"\":6}"},
	/* what leads to values, and what only looks so */
	{"{\"user\":{\"login\":\"a\",\"x\":1},\"id\":1}", "{\"user\":{\"login\":\"b\",\"x\":1},\"id\":2}",
	"{\"user\":[{\"login\":\"c\"}],\"id\":3}", "{\"user\":\"login\",\"id\":4}"},
	{"{\"a\":{\"b\":{\"c\":1}},\"list\":[1,2,3]}", "{\"a\":{\"b\":{\"c\":2}},\"list\":[1]}",
	"{\"a\":{\"b\":{\"c\":[1,{\"c\":4}]}},\"list\":[[],{\"id\":7}]}", "{\"a\":{\"b\":3},\"list\":{}}"},
	{"{\"login\":\"x\",\"user\":{\"id\":1}}", "{\"login\":\"y\",\"user\":{\"id\":2}}"},
	/* numbers and literals that the members' lane leaves to the machine */
	{"{\"id\":1e5,\"ok\":-0.5}", "{\"id\":-1E+2,\"ok\":0}", "{\"id\":0.0,\"ok\":-1}", "{\"id\":1.25e-3,\"ok\":true}"},
	/* names too long to be remembered, and too many of them */
	{"{\"a name that is much longer than what is remembered of one\":1,\"id\":2}",
		"{\"a name that is much longer than what is remembered of one\":3,\"id\":4}",
	"{\"a name that is much longer than what is remembered of one\":5,\"name\":6}"},
	{"1", "{\"id\":1}", "[{\"id\":2}]", "null", "{\"id\":3}"},
};

/* Documents that are broken in their second record: members known, then a fault. */
static const char *const broken[] = {
	"{\"id\":01,\"name\":\"x\"}", "{\"id\":1 \"name\":\"x\"}", "{\"id\":1,,\"name\":\"x\"}",
	"{\"id\":,\"name\":\"x\"}", "{\"id\":1,\"name\":\"x\",}",
	"{\"id\":1,\"name\":\"\\x\"}", "{\"id\":1,\"name\":\"\n\"}", "{\"id\":1,\"name\":\"x\"]",
	"{\"id\":1,\"name\":nul}", "{\"id\":1,\"name\":truex}", "{\"id\":1.,\"name\":\"\"}", "{\"id\":-,\"name\":\"\"}",
	"{\"id\":1,\"name\":\"\xff\"}", "{\"id\":1a,\"name\":\"\"}", "{\"id\":\"x\"\"name\":1}", "{\"id\"1,\"name\":1}",
};

static ApiProjection *
project(void)
{
	ApiProjection *projection = api_projection_create(NULL, NULL);

	for (int i = 0; i < NWANTED; i++)
	{
		ApiPath    *path = api_path_parse(wanted[i], NULL);

		(void) api_projection_add(projection, path, NULL);
		api_path_free(path);
	}
	return projection;
}

/* Reads a text in two portions; NULL: it is broken. */
static ApiReader *
read_cut(const ApiProjection *projection, const char *text, size_t cut)
{
	ApiReader  *reader = api_reader_create(projection, MANY_SLICES, NULL);
	char	   *first = malloc(cut + 1);
	ApiReaderStatus status;

	/* the first portion alone: nothing behind it may be looked at */
	memcpy(first, text, cut);
	status = api_reader_feed(reader, first, cut, false, NULL);
	free(first);
	if (status != API_READER_ERROR)
		status = api_reader_feed(reader, text, strlen(text), true, NULL);
	if (status == API_READER_DONE)
		return reader;
	api_reader_free(reader);
	return NULL;
}

static const char *
value(const ApiReader *reader, const char *text, size_t record, int slot, size_t *len)
{
	return api_reader_text(reader, text, api_reader_slice(reader, record, slot), len);
}

/* Has a record of a document what it has alone? */
static bool
same_as_alone(const ApiReader *reader, const char *text, size_t record, const char *alone)
{
	ApiProjection *projection = project();
	char		document[512];
	ApiReader  *other;
	bool		same = true;

	(void) snprintf(document, sizeof(document), "[%s]", alone);
	other = read_cut(projection, document, 0);
	for (int slot = 0; slot < NWANTED && same; slot++)
	{
		size_t		len;
		size_t		other_len;
		const char *got = value(reader, text, record, slot, &len);
		const char *expected = value(other, document, 0, slot, &other_len);

		same = got == NULL || expected == NULL ? got == expected :
			len == other_len && memcmp(got, expected, len) == 0;
	}
	api_reader_free(other);
	api_projection_free(projection);
	return same;
}

static void
check_document(const ApiProjection *projection, const char *const *records)
{
	char		text[2048] = "[";
	size_t		nrecords = 0;

	while (nrecords < MOST_RECORDS && records[nrecords] != NULL)
	{
		strcat(strcat(text, nrecords > 0 ? "," : ""), records[nrecords]);
		nrecords++;
	}
	strcat(text, "]");
	for (size_t cut = 0; cut <= strlen(text); cut++)
	{
		ApiReader  *reader = read_cut(projection, text, cut);

		if (!check_case(reader != NULL && api_reader_records(reader) == nrecords, text))
			continue;
		for (size_t i = 0; i < nrecords; i++)
			check_case(same_as_alone(reader, text, i, records[i]), records[i]);
		api_reader_free(reader);
	}
}

/* What is wrong behind members that are known is as wrong as elsewhere, and told alike. */
static void
check_broken(const ApiProjection *known, const char *record)
{
	ApiProjection *fresh = project();
	char		text[256];
	ApiError	errors[2] = {API_ERROR_INIT, API_ERROR_INIT};

	(void) snprintf(text, sizeof(text), "[{\"id\":1,\"name\":\"x\"},%s]", record);
	for (size_t cut = 0; cut <= strlen(text); cut++)
		check_case(read_cut(known, text, cut) == NULL, text);
	(void) snprintf(text, sizeof(text), "[%s]", record);
	for (int i = 0; i < 2; i++)
	{
		ApiReader  *reader = api_reader_create(i == 0 ? fresh : known, MANY_SLICES, NULL);

		(void) api_reader_feed(reader, text, strlen(text), true, &errors[i]);
		api_reader_free(reader);
	}
	check_text(errors[1].message, errors[0].message, text);
	api_error_clear(&errors[0]);
	api_error_clear(&errors[1]);
	api_projection_free(fresh);
}

/* More members than are remembered. */
static void
check_many(void)
{
	ApiProjection *projection = project();
	char		record[2048] = "{";
	char		text[8192];
	ApiReader  *reader;
	size_t		len;

	for (int i = 0; i < 2 * API_LAYOUT_MEMBERS; i++)
		(void) snprintf(record + strlen(record), 32, "\"m%d\":%d,", i, i);
	(void) snprintf(text, sizeof(text), "[%s\"id\":7},%s\"id\":8}]", record, record);
	reader = read_cut(projection, text, 0);
	check(*value(reader, text, 0, 0, &len) == '7');
	check(*value(reader, text, 1, 0, &len) == '8');
	api_reader_free(reader);
	api_projection_free(projection);
}

int
main(void)
{
	ApiProjection *known = project();

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
	{
		ApiProjection *fresh = project();

		check_document(fresh, documents[i]);
		check_document(known, documents[i]);
		api_projection_free(fresh);
	}
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		check_broken(known, broken[i]);
	api_projection_free(known);
	check_many();
	return check_end();
}
