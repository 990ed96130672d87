/*
 * test_portions.c
 *		A body that is read in portions: the same records and the same digest, however
 *		it is cut; and no value goes missing unnoticed.
 */
#include <stdlib.h>

#include "base/digest.h"
#include "check.h"
#include "json/reader.h"

typedef struct Case
{
	const char *records;		/* record_path; NULL: by the default rule */
	const char *meta;			/* a value around the records, or NULL */
	bool		lines;
	bool		late;			/* it stands behind records */
	const char *body;
} Case;

static const Case cases[] = {
	{NULL, NULL, false, false, "[{\"a\": 1}, {\"a\": 22} ,\n{\"a\": \"x]\"}, {\"a\": [1, [2]]}]"},
	{NULL, NULL, true, false, "{\"a\": 1}\n{\"a\": 22}\r\n\n {\"a\": {\"b\": 3}}\n"},
	{"$.data", "$.n", false, false, "{\"n\": 7, \"data\": [{\"a\": 1}, {\"a\": 2}, {\"a\": 3}], \"m\": [1, 2]}"},
	{"$.data", "$.n", false, true, "{\"data\": [{\"a\": 1}, {\"a\": 2}, {\"a\": 3}], \"n\": 7}"},
	{"$.data", "$.data[last].a", false, true, "{\"data\": [{\"a\": 1}, {\"a\": 2}, {\"a\": 3}]}"},
	{"$.c[*].d[*]", "$.c[*].n", false, false,
	"{\"c\": [{\"n\": 1, \"d\": [{\"a\": 1}, {\"a\": 2}]}, {\"n\": 2, \"d\": []}, {\"n\": 3, \"d\": [{\"a\": 3}]}]}"},
	{"$.c[*].d[*]", "$.c[*].n", false, true,
	"{\"c\": [{\"d\": [{\"a\": 1}, {\"a\": 2}], \"n\": 1}, {\"n\": 2, \"d\": []}, {\"d\": [{\"a\": 3}], \"n\": 3}]}"},
};

static ApiProjection *
project(const Case *test)
{
	ApiPath    *records = test->records != NULL ? api_path_parse(test->records, NULL) : NULL;
	ApiProjection *projection = api_projection_create(records, NULL);
	ApiPath    *a = api_path_parse("$.a", NULL);
	ApiPath    *meta = test->meta != NULL ? api_path_parse(test->meta, NULL) : NULL;
	int			steps;

	check(api_projection_add(projection, a, NULL) == 0);
	if (meta != NULL)
		check(api_projection_add_meta(projection, meta, &steps, NULL) >= 0);
	api_projection_note_edges(projection);
	api_path_free(records);
	api_path_free(a);
	api_path_free(meta);
	return projection;
}

/* Is no record a part of what APIs count as one? */
static bool
is_flat(const Case *test)
{
	return test->records == NULL || strstr(test->records, "[*]") == NULL;
}

/* Reads all at once; gives the digest, in *records how many there are. */
/* A digest of the first and last records that were noted. */
static uint64_t
edges_of(const ApiReader *reader)
{
	ApiDigest	digest = API_DIGEST_INIT;
	uint64_t	last[API_EDGE_MAX];
	size_t		count;
	const uint64_t *first = api_edges_first(api_reader_edges(reader), &count);

	check(count > 0 || api_reader_records(reader) + api_reader_dropped(reader) == 0);
	api_digest_add(&digest, first, count * sizeof(*first));
	count = api_edges_last(api_reader_edges(reader), last);
	api_digest_add(&digest, last, count * sizeof(*last));
	return api_digest_value(&digest);
}

static uint64_t
read_whole(const Case *test, const ApiProjection *projection, size_t *records)
{
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);
	uint64_t	digest;

	api_reader_reset(reader, test->lines);
	check(api_reader_feed(reader, test->body, strlen(test->body), true, NULL) == API_READER_DONE);
	check(!api_reader_lost(reader, 2));
	*records = api_reader_records(reader);
	digest = api_reader_digest(reader, test->body) ^ (is_flat(test) ? edges_of(reader) : 0);
	api_reader_free(reader);
	return digest;
}

/* Reads by so many bytes a time, dropping what can be dropped each time. */
static void
read_portions(const Case *test, const ApiProjection *projection, size_t step, size_t records,
			  uint64_t digest)
{
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);
	size_t		len = strlen(test->body);
	char	   *held = malloc(len + 1);
	size_t		nheld = 0;
	char		name[80];

	(void) snprintf(name, sizeof(name), "%.40s by %zu", test->body, step);
	api_reader_reset(reader, test->lines);
	for (size_t at = 0; at < len; at += step)
	{
		size_t		more = len - at < step ? len - at : step;
		size_t		settled;

		memcpy(held + nheld, test->body + at, more);
		nheld += more;
		check_case(api_reader_feed(reader, held, nheld, false, NULL) != API_READER_ERROR, name);
		settled = api_reader_settled(reader);
		check_case(settled <= nheld, name);
		check_case(api_reader_drop(reader, held, settled, NULL), name);
		nheld -= settled;
		memmove(held, held + settled, nheld);
	}
	check_case(api_reader_feed(reader, held, nheld, true, NULL) == API_READER_DONE, name);
	check_case(api_reader_dropped(reader) + api_reader_records(reader) == records, name);
	check_case((api_reader_digest(reader, held) ^ (is_flat(test) ? edges_of(reader) : 0)) == digest, name);
	if (test->late)
		check_case(api_reader_lost(reader, 2) || step > len / 4, name);
	else
		check_case(!api_reader_lost(reader, 2), name);
	api_reader_free(reader);
	free(held);
}

/* What records lie in was read, and then a second member of its name: the body's end tells. */
static void
test_repeated(const char *records, const char *first, const char *second)
{
	ApiPath    *path = api_path_parse(records, NULL);
	ApiProjection *projection = api_projection_create(path, NULL);
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);
	char		body[60];
	size_t		settled;

	check(api_reader_feed(reader, first, strlen(first), false, NULL) == API_READER_MORE);
	settled = api_reader_settled(reader);
	check_case(settled > 0, first);
	check_case(api_reader_drop(reader, first, settled, NULL) && !api_reader_lost(reader, 0), first);
	(void) snprintf(body, sizeof(body), "%s%s", first + settled, second);
	check_case(api_reader_feed(reader, body, strlen(body), true, NULL) == API_READER_DONE, first);
	check_case(api_reader_lost(reader, 0), first);
	api_reader_free(reader);
	api_projection_free(projection);
	api_path_free(path);
}

/* A byte order mark is one at the beginning only, whatever was dropped before it. */
static void
test_mark(void)
{
	ApiProjection *projection = api_projection_create(NULL, NULL);
	ApiReader  *reader = api_reader_create(projection, 1000, NULL);

	check(api_reader_feed(reader, "  ", 2, false, NULL) == API_READER_MORE);
	check(api_reader_settled(reader) == 2 && api_reader_drop(reader, "  ", 2, NULL));
	check(api_reader_feed(reader, "\xef\xbb\xbf[]", 5, true, NULL) == API_READER_ERROR);
	api_reader_free(reader);
	api_projection_free(projection);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiProjection *projection = project(&cases[i]);
		size_t		records;
		uint64_t	digest = read_whole(&cases[i], projection, &records);

		for (size_t step = 1; step <= strlen(cases[i].body); step++)
			read_portions(&cases[i], projection, step, records, digest);
		api_projection_free(projection);
	}
	test_repeated("$.data", "{\"data\": [1, 2", ", 3], \"data\": [4]}");
	test_repeated("$.c[*].d[*]", "{\"c\": [1, 2", ", 3], \"c\": [{\"d\": []}]}");
	test_mark();
	return check_end();
}
