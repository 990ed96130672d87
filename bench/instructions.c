/*
 * instructions.c
 *		Reads a body of so many records, in portions as a network brings them: for
 *		bench/instructions, which counts the instructions that a record takes.
 *
 * Usage: instructions flat|nested|skipped|count RECORDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "json/path.h"
#include "json/reader.h"

#define PORTION (16 * 1024)
#define MAX_SLICES (100 * 1000 * 1000)

/* What is read, and of what. */
typedef struct Case
{
	const char *name;
	const char *record;			/* with %d for its number, twice */
	const char *paths[8];		/* NULL behind the last */
} Case;

#define PERSON "{\"login\":\"user%1$d\",\"id\":%1$d,\"avatar_url\":\"https://example.com/a/%1$d.png\"," \
	"\"site_admin\":false}"
#define LABELS "[{\"id\":1,\"name\":\"alpha\",\"color\":\"001eef\"},{\"id\":2,\"name\":\"beta\",\"color\":\"003dde\"}]"
#define TEXT "A line of text, \\\"quoted\\\", with \xc3\xbc and \xe4\xb8\xad\xe6\x96\x87.\\n"
#define NESTED "{\"id\":%1$d,\"title\":\"Title of %1$d\",\"user\":" PERSON ",\"labels\":" LABELS "," \
	"\"state\":\"open\",\"body\":\"" TEXT TEXT TEXT TEXT TEXT TEXT "\",\"assignees\":[" PERSON "," PERSON "]," \
	"\"amount\":%1$d.25,\"meta\":{\"deep\":{\"list\":[1,2,3]}}," "\"created_at\":\"2024-05-06T07:08:09Z\"}"

static const Case cases[] = {
	{"flat", "{\"id\":%1$d,\"name\":\"customer number %1$07d\",\"score\":%1$d.37,\"active\":true,"
		"\"created_at\":\"2024-05-06T07:08:09Z\",\"city\":\"alpha township\"}",
	{"$.id", "$.name", "$.score", "$.active", "$.created_at", "$.city", NULL}},
	{"nested", NESTED, {"$.id", "$.title", "$.user.login", "$.amount", "$.created_at", NULL}},
	{"skipped", NESTED, {"$.id", NULL}},
	{"count", NESTED, {NULL}},
};

static void
make_body(ApiBuffer *body, const Case *what, int records)
{
	char		record[8192];

	api_buffer_init(body, SIZE_MAX / 2);
	api_buffer_putc(body, '[');
	for (int i = 1; i <= records; i++)
	{
		(void) snprintf(record, sizeof(record), what->record, i);
		api_buffer_puts(body, record);
		api_buffer_putc(body, i < records ? ',' : ']');
	}
}

static ApiProjection *
project(const Case *what)
{
	ApiProjection *projection = api_projection_create(NULL, NULL);

	for (int i = 0; what->paths[i] != NULL; i++)
	{
		ApiPath    *path = api_path_parse(what->paths[i], NULL);

		(void) api_projection_add(projection, path, NULL);
		api_path_free(path);
	}
	return projection;
}

int
main(int argc, char **argv)
{
	const Case *what = NULL;
	ApiProjection *projection;
	ApiReader  *reader;
	ApiBuffer	body;

	for (size_t i = 0; argc == 3 && i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(argv[1], cases[i].name) == 0)
			what = &cases[i];
	if (what == NULL)
		return 2;
	make_body(&body, what, atoi(argv[2]));
	projection = project(what);
	reader = api_reader_create(projection, MAX_SLICES, NULL);
	for (size_t len = PORTION; len < body.len; len += PORTION)
		if (api_reader_feed(reader, body.data, len, false, NULL) == API_READER_ERROR)
			return 1;
	if (api_reader_feed(reader, body.data, body.len, true, NULL) != API_READER_DONE ||
		api_reader_records(reader) != (size_t) atoi(argv[2]))
		return 1;
	printf("%zu bytes a record\n", body.len / (size_t) atoi(argv[2]));
	return 0;
}
