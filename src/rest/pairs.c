/*
 * pairs.c
 *		The options headers and params, read, checked and merged.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "nodes/pg_list.h"

#include "base/compat.h"
#include "base/raise.h"
#include "json/document.h"
#include "net/message.h"
#include "rest/pairs.h"

/* Headers that have words of their own, or are libcurl's to write. */
static const char *const reserved_headers[][2] = {
	{"Authorization", "Use bearer_token, or username and password, in the user mapping; for another scheme"
		" the server's api_key_name 'Authorization' and api_key_prefix 'Token', and the mapping's api_key."},
	{"Cookie", "Use api_key in the user mapping with api_key_location 'cookie'."},
	{"Host", "It follows from base_url."},
	{"Content-Length", "It follows from the request."},
	{"Transfer-Encoding", "It follows from the request."},
	{"Connection", "Connections are kept and reused by themselves."},
	{"Keep-Alive", "Connections are kept and reused by themselves."},
	{"Expect", "Requests are sent whole, and at once."},
	{"Upgrade", "Use the server's option http_version."},
	{"Accept-Encoding", "Use the server's option compression."},
	{"User-Agent", "Use the server's option user_agent."},
};

/* One option's text being read. */
typedef struct Reading
{
	ApiPairsKind kind;
	bool		secret;			/* the text's values are not to be shown */
	ApiPairs   *pairs;
	int			narrower;		/* pairs of narrower places, which hide these */
	List	   *removed;		/* names that a narrower place set to null */
} Reading;

static const char *
option_name(ApiPairsKind kind)
{
	return kind == API_PAIRS_HEADERS ? "headers" : kind == API_PAIRS_PARAMS ? "params" : "secrets";
}

/* what may quote the document, and so is UTF-8 */
API_NORETURN static void
refuse(const Reading *reading, const char *what, const char *hint)
{
	what = pg_any_to_server(what, strlen(what), PG_UTF8);
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("invalid value for option \"%s\": %s", option_name(reading->kind), what),
			 errhint("%s", hint)));
}

static bool
same_name(ApiPairsKind kind, const char *a, const char *b)
{
	return kind == API_PAIRS_HEADERS ? pg_strcasecmp(a, b) == 0 : strcmp(a, b) == 0;
}

const char *
api_pairs_reserved(const char *header)
{
	for (int i = 0; i < lengthof(reserved_headers); i++)
		if (pg_strcasecmp(header, reserved_headers[i][0]) == 0)
			return reserved_headers[i][1];
	return pg_strncasecmp(header, "Proxy-", 6) == 0 ? "Use the server's option proxy." : NULL;
}

static void
check_header(const Reading *reading, const char *name, const char *value)
{
	const char *instead = api_pairs_reserved(name);

	if (!api_header_name_valid(name))
		refuse(reading, reading->secret || strpbrk(name, "\r\n") != NULL ?
			   "a name is no header name" : psprintf("\"%s\" is no header name", name),
			   "A header's name holds letters, digits and hyphens.");
	if (instead != NULL)
		refuse(reading, psprintf("header \"%s\" cannot be set here", name), instead);
	for (int i = reading->narrower; i < reading->pairs->count; i++)
		if (same_name(API_PAIRS_HEADERS, reading->pairs->items[i].name, name))
			refuse(reading, psprintf("header \"%s\" stands there twice", name),
				   "Upper and lower case make no difference in a header's name.");
	if (value != NULL && !api_header_value_valid(value))
		refuse(reading, psprintf("the value of header \"%s\" cannot be sent", name),
			   "A header's value holds no line breaks or control characters, and no blanks at its"
			   " ends.");
}

static void
add_pair(Reading *reading, const char *name, const char *value)
{
	ApiPairs   *pairs = reading->pairs;

	if (value == NULL)
		refuse(reading, psprintf("the value of \"%s\" is no scalar", name),
			   "Values are strings, numbers or booleans; in params also arrays of these; null"
			   " removes a name.");
	if (!api_endpoint_check_template(value, NULL))
		refuse(reading, psprintf("the value of \"%s\" holds a line break", name),
			   "A line break cannot be sent.");
	pairs->items = repalloc(pairs->items, (pairs->count + 1) * sizeof(ApiPair));
	pairs->secret = repalloc(pairs->secret, (pairs->count + 1) * sizeof(bool));
	pairs->secret[pairs->count] = reading->secret;
	pairs->items[pairs->count++] = (ApiPair)
	{
		pstrdup(name), pstrdup(value)
	};
}

/* Has a narrower place a say about this name? */
static bool
hidden(const Reading *reading, const char *name)
{
	ListCell   *cell;

	for (int i = 0; i < reading->narrower; i++)
		if (same_name(reading->kind, reading->pairs->items[i].name, name))
			return true;
	foreach(cell, reading->removed)
		if (same_name(reading->kind, lfirst(cell), name))
			return true;
	return false;
}

/* null removes a name, and so does a list of no values. */
static bool
removes(const ApiNode *value)
{
	return api_node_kind(value) == API_NODE_NULL ||
		(api_node_kind(value) == API_NODE_ARRAY && api_node_count(value) == 0);
}

static void
read_member(Reading *reading, const char *name, const ApiNode *value)
{
	if (reading->kind == API_PAIRS_HEADERS)
		check_header(reading, name, api_node_text(value));
	else if (*name == '\0')
		refuse(reading, "a name is empty", "Give each parameter a name.");
	if (hidden(reading, name))
		return;
	if (api_node_kind(value) == API_NODE_ARRAY && reading->kind == API_PAIRS_PARAMS)
		for (int i = 0; i < api_node_count(value); i++)
			add_pair(reading, name, api_node_text(api_node_child(value, i)));
	else if (api_node_kind(value) != API_NODE_NULL)
		add_pair(reading, name, api_node_text(value));
}

static void
read_object(Reading *reading, const ApiNode *root)
{
	List	   *removed = NIL;

	if (api_node_kind(root) != API_NODE_OBJECT)
		refuse(reading, "it is no JSON object", "Give an object such as '{\"name\": \"value\"}'.");
	reading->narrower = reading->pairs->count;
	for (int i = 0; i < api_node_count(root); i++)
	{
		const ApiNode *value = api_node_child(root, i);

		read_member(reading, api_node_name(root, i), value);
		if (removes(value))
			removed = lappend(removed, pstrdup(api_node_name(root, i)));
	}
	reading->removed = list_concat(reading->removed, removed);
}

/* Is the escape of a NUL in the text?  C strings would end there. */
static bool
holds_nul(const char *json)
{
	while ((json = strchr(json, '\\')) != NULL)
	{
		if (strncmp(json, "\\u0000", 6) == 0)
			return true;
		json += json[1] != '\0' ? 2 : 1;
	}
	return false;
}

static void
read_text(Reading *reading, const char *text)
{
	ApiError	err = API_ERROR_INIT;
	char	   *utf8 = (char *) pg_server_to_any(text, strlen(text), PG_UTF8);
	ApiDocument *document = api_document_parse(utf8, strlen(utf8), &err);

	if (document == NULL)
	{
		/* the parser quotes what it could not read: not of a secret */
		char	   *why = reading->secret ? "it is no JSON" : pstrdup(err.message);

		api_error_clear(&err);
		refuse(reading, why, "Give a JSON object such as '{\"name\": \"value\"}'.");
	}
	PG_TRY();
	{
		if (holds_nul(utf8))
			refuse(reading, "it holds \\u0000", "That character cannot be sent.");
		read_object(reading, api_document_root(document));
	}
	PG_FINALLY();
	{
		api_document_free(document);
	}
	PG_END_TRY();
}

ApiPairs
api_pairs_read(ApiPairsKind kind, const ApiPairsText *texts, int ntexts)
{
	ApiPairs	pairs = {palloc(sizeof(ApiPair)), palloc(sizeof(bool)), 0};
	Reading		reading = {.kind = kind,.pairs = &pairs};

	for (int i = 0; i < ntexts; i++)
	{
		reading.secret = texts[i].secret;
		if (texts[i].text != NULL)
			read_text(&reading, texts[i].text);
	}
	return pairs;
}
