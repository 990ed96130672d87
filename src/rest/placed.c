/*
 * placed.c
 *		{secret:name} in the options of a request.  See placed.h.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "base/compat.h"
#include "base/mark.h"
#include "base/raise.h"
#include "rest/placed.h"

#define BRACE "{secret:"

/* A word that nobody can guess, once a backend. */
static void
seed(void)
{
	static const char letters[] = "0123456789abcdefghijklmnopqrstuv";
	char		word[API_MARK_WORD];

	if (api_mark_seeded())
		return;
	if (!pg_strong_random(word, sizeof(word)))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not generate random values")));
	for (int i = 0; i < API_MARK_WORD; i++)
		word[i] = letters[(unsigned char) word[i] % 32];
	api_mark_seed(word);
}

static void
append_mark(StringInfo out, ApiMarkKind kind, const char *name, size_t name_len)
{
	ApiBuffer	mark;

	api_buffer_init(&mark, API_MARK_MAX);
	if (api_mark_put(&mark, kind, name, name_len) != API_BUFFER_OK)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	appendStringInfoString(out, mark.data);
	api_buffer_free(&mark);
}

/*
 * Appends the text with marks in it.  In JSON one that stands bare becomes a string,
 * which a body's own placeholders are, too.
 */
static void
append_marked(StringInfo out, const char *text, ApiMarkKind kind)
{
	bool		json = kind == API_MARK_JSON || kind == API_MARK_QUERY_JSON;
	bool		in_string = false;

	while (*text != '\0')
	{
		const char *name;
		size_t		name_len;
		size_t		len = api_mark_placeholder(text, &name, &name_len);

		if (len == 0 && strncmp(text, BRACE, strlen(BRACE)) == 0)
			api_refuse_option("a place for a secret is malformed",
							  "It is written {secret:name}: a letter or underscore, then letters, digits and"
							  " underscores.");
		if (len > 0)
		{
			appendStringInfoString(out, json && !in_string ? "\"" : "");
			append_mark(out, kind, name, name_len);
			appendStringInfoString(out, json && !in_string ? "\"" : "");
			text += len;
			continue;
		}
		if (json && in_string && *text == '\\' && text[1] != '\0')
			appendStringInfoChar(out, *text++);
		else if (*text == '"')
			in_string = !in_string;
		appendStringInfoChar(out, *text++);
	}
}

static const char *
marked(const char *text, ApiMarkKind kind)
{
	StringInfoData out;

	if (text == NULL || strstr(text, BRACE) == NULL)
		return text;
	seed();
	initStringInfo(&out);
	append_marked(&out, text, kind);
	return out.data;
}

/* Is it JSON with more in it than a placeholder? */
static bool
is_json(const char *text)
{
	text += strspn(text, " \t\r\n");
	return (*text == '{' || *text == '[') && strncmp(text, BRACE, strlen(BRACE)) != 0;
}

static void
mark_pairs(const ApiPair *pairs, int npairs, ApiMarkKind plain, ApiMarkKind json)
{
	for (int i = 0; i < npairs; i++)
	{
		ApiPair    *pair = unconstify(ApiPair *, &pairs[i]);

		pair->value = marked(pair->value, is_json(pair->value) ? json : plain);
	}
}

const char *
api_placed_path(const char *path)
{
	return marked(path, API_MARK_PATH);
}

/* Each item of a form by itself. */
static const char *
marked_form(const char *body)
{
	char	   *items = pstrdup(body);
	char	   *item;
	StringInfoData out;

	initStringInfo(&out);
	while ((item = strsep(&items, "&")) != NULL)
	{
		const char *value = strchr(item, '=');

		if (out.len > 0)
			appendStringInfoChar(&out, '&');
		appendStringInfoString(&out, marked(item, value && is_json(value + 1) ? API_MARK_QUERY_JSON :
											API_MARK_QUERY));
	}
	return out.data;
}

const char *
api_placed_body(const char *body, const char *content_type)
{
	if (body == NULL || strstr(body, BRACE) == NULL)
		return body;
	if (content_type != NULL && pg_strncasecmp(content_type, API_CONTENT_TYPE_FORM,
											   strlen(API_CONTENT_TYPE_FORM)) == 0)
		return marked_form(body);
	return marked(body, API_MARK_JSON);
}

void
api_placed_mark(ApiEndpointSpec *spec)
{
	if (spec->graphql != NULL && strstr(spec->graphql, BRACE) != NULL)
		api_refuse_option("a secret has no place in graphql_query",
						  "Put {secret:name} into headers or params, or write the option body instead.");
	spec->path = api_placed_path(spec->path);
	spec->body = api_placed_body(spec->body, spec->content_type);
	mark_pairs(spec->headers, spec->nheaders, API_MARK_PLAIN, API_MARK_JSON);
	mark_pairs(spec->params, spec->nparams, API_MARK_QUERY, API_MARK_QUERY_JSON);
}

/* ---- the mapping's ---- */

/* A name that {secret:name} can have, once. */
static bool
is_name(const ApiPairs *secrets, int i)
{
	const char *place = psprintf(BRACE "%s}", secrets->items[i].name);
	const char *name;
	size_t		len;

	for (int k = 0; k < i; k++)
		if (strcmp(secrets->items[k].name, secrets->items[i].name) == 0)
			return false;
	return api_mark_placeholder(place, &name, &len) == strlen(place);
}

ApiPairs
api_placed_read(const char *text)
{
	ApiPairsText texts[] = {{text, true}};
	ApiPairs	secrets = api_pairs_read(API_PAIRS_SECRETS, texts, lengthof(texts));

	if (secrets.count > API_PLACED_MAX)
		api_refuse_option("invalid value for option \"secrets\"",
						  psprintf("A user mapping has at most %d secrets by name.", API_PLACED_MAX));
	for (int i = 0; i < secrets.count; i++)
	{
		if (!is_name(&secrets, i))
			api_refuse_option("invalid value for option \"secrets\"",
							  "Each has one value and a name of letters, digits and underscores, as in {secret:name}.");
		if (strlen(secrets.items[i].value) < API_PLACED_MIN_BYTES || !api_header_value_valid(secrets.items[i].value))
			api_refuse_option("invalid value for option \"secrets\"",
							  psprintf("A secret has at least %d bytes, no line breaks or control characters, and no"
									   " blank at an end.", API_PLACED_MIN_BYTES));
	}
	return secrets;
}

static bool
has(const ApiPairs *secrets, const ApiSecretMark *mark)
{
	for (int i = 0; i < secrets->count; i++)
		if (strncmp(secrets->items[i].name, mark->name, mark->name_len) == 0 &&
			secrets->items[i].name[mark->name_len] == '\0')
			return true;
	return false;
}

void
api_placed_check(const char *text, const ApiPairs *secrets, const char *command)
{
	ApiSecretMark		mark;

	while (text != NULL && (text = api_mark_find(text, strlen(text), &mark)) != NULL)
	{
		char	   *name = pnstrdup(mark.name, mark.name_len);

		if (!has(secrets, &mark))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
					 errmsg("the user mapping has no secret \"%s\"", name),
					 errdetail("{secret:%s} stands in the options of the request.", name),
					 errhint("%ssecrets '{%s\"%s\": \"...\"}').", command,
							 secrets->count > 0 ? "..., " : "", name)));
		text += mark.len;
	}
}
