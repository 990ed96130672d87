/*
 * fuzz_oracle.c
 *		libFuzzer target: what the reader and api_json_check take for JSON, PostgreSQL's
 *		json input takes, and nothing else; and the values of a root array, or of a
 *		scalar root, are the same.
 *
 * PostgreSQL's parser comes from its library for client programs.  It sees valid UTF-8
 * only, as json input does.
 */
#define FRONTEND 1
#include "postgres_fe.h"

#include "common/jsonapi.h"
#include "mb/pg_wchar.h"

#include "json/check.h"
#include "json/path.h"
#include "json/reader.h"

extern int	LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/* what parses may be told to stop since PostgreSQL 16 */
#if PG_VERSION_NUM >= 160000
#define ACTION JsonParseErrorType
#define GO_ON JSON_SUCCESS
#else
#define ACTION void
#define GO_ON
#endif

#define MAX_VALUES 4096
#define MAX_SLICES 10000

/* The scalars of a root array, or the one root, as PostgreSQL reads them. */
typedef struct Values
{
	JsonLexContext *lex;
	int			count;
	bool		containers;		/* some are no scalars */
	char	   *texts[MAX_VALUES];	/* malloc'd; strings decoded */
	JsonTokenType types[MAX_VALUES];
} Values;

static ACTION
on_container(void *state)
{
	Values	   *values = state;

	values->containers |= values->lex->lex_level > 0;
	return GO_ON;
}

static ACTION
on_scalar(void *state, char *token, JsonTokenType type)
{
	Values	   *values = state;

	if (values->lex->lex_level > 1 || values->count == MAX_VALUES)
		free(token);
	else
	{
		values->texts[values->count] = token;
		values->types[values->count++] = type;
	}
	return GO_ON;
}

static JsonLexContext *
begin_parse(const char *text, int len, bool need_escapes)
{
#if PG_VERSION_NUM >= 170000
	return makeJsonLexContextCstringLen(NULL, text, len, PG_UTF8, need_escapes);
#else
	return makeJsonLexContextCstringLen((char *) text, len, PG_UTF8, need_escapes);
#endif
}

static void
end_parse(JsonLexContext *lex)
{
#if PG_VERSION_NUM >= 170000
	freeJsonLexContext(lex);
#else
	if (lex->strval != NULL)
	{
		free(lex->strval->data);
		free(lex->strval);
	}
	free(lex);
#endif
}

/* Does PostgreSQL take it?  need_escapes: strings are decoded, too. */
static bool
parse(const char *text, int len, bool need_escapes, Values *values)
{
	JsonLexContext *lex = begin_parse(text, len, need_escapes);
	JsonSemAction sem = {.semstate = values};
	bool		good;

	values->lex = lex;
	sem.object_start = on_container;
	sem.array_start = on_container;
	sem.scalar = on_scalar;
	good = pg_parse_json(lex, need_escapes ? &sem : &nullSemAction) == JSON_SUCCESS;
	end_parse(lex);
	return good;
}

/* A value of ours, and PostgreSQL's of the same place: decoded if it is a string. */
static void
compare_value(const char *text, size_t len, const char *theirs, JsonTokenType type)
{
	char	   *ours = malloc(len + 1);
	long		ours_len = (long) len;

	if (type == JSON_TOKEN_STRING)
		ours_len = api_string_decode(text, len, ours, NULL);
	else
		memcpy(ours, text, len);
	if (ours_len < 0 || strlen(theirs) != (size_t) ours_len ||
		memcmp(ours, theirs, (size_t) ours_len) != 0)
		abort();
	free(ours);
}

static void
compare_values(const char *text, size_t len, const Values *values)
{
	static ApiPath *whole;
	ApiProjection *projection = api_projection_create(NULL, NULL);
	ApiReader  *reader;
	int			slot;

	if (whole == NULL)
		whole = api_path_parse("$", NULL);
	slot = api_projection_add(projection, whole, NULL);
	reader = api_reader_create(projection, MAX_SLICES, NULL);
	api_reader_reset(reader, false);
	if (api_reader_feed(reader, text, len, true, NULL) != API_READER_DONE)
		abort();
	if (!values->containers && api_reader_shape(reader) != API_SHAPE_OBJECT &&
		api_reader_shape(reader) != API_SHAPE_NULL)
	{
		if (api_reader_records(reader) != (size_t) values->count)
			abort();
		for (int i = 0; i < values->count; i++)
		{
			ApiSlice	slice = api_reader_slice(reader, (size_t) i, slot);

			compare_value(text + slice.offset, slice.length, values->texts[i], values->types[i]);
		}
	}
	api_reader_free(reader);
	api_projection_free(projection);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	static Values values;
	ApiCheckCounts counts;
	char	   *text;
	bool		good;

	if (size == 0 || pg_encoding_verifymbstr(PG_UTF8, (const char *) data, (int) size) != (int) size)
		return 0;
	text = malloc(size + 1);
	memcpy(text, data, size);
	text[size] = '\0';

	good = api_json_check(text, size, API_READER_MAX_DEPTH, &counts) == NULL;
	if (good != parse(text, (int) size, false, &values) || counts.members > size || counts.big_integers > size)
		abort();
	values.count = 0;
	values.containers = false;
	if (good && parse(text, (int) size, true, &values) && values.count < MAX_VALUES)
		compare_values(text, size, &values);
	for (int i = 0; i < values.count; i++)
		free(values.texts[i]);
	values.count = 0;
	free(text);
	return 0;
}
