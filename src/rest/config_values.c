/*
 * config_values.c
 *		The options of values: null_values, on_error, reject_limit.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "base/raise.h"
#include "json/document.h"
#include "rest/config.h"

/* Raises about a text that is no array of strings. */
static void
refuse(ApiDocument *document, const char *text)
{
	api_document_free(document);
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("invalid value for option \"null_values\": \"%s\"", text),
			 errhint("Give a JSON array of strings, such as '[\"\", \"N/A\"]'.")));
}

/* The strings, palloc'd. */
static List *
copy_strings(const ApiNode *array)
{
	List	   *strings = NIL;
	int			i;

	for (i = 0; i < api_node_count(array); i++)
		strings = lappend(strings, pstrdup(api_node_text(api_node_child(array, i))));
	return strings;
}

static bool
is_strings(const ApiNode *node)
{
	int			i;

	if (api_node_kind(node) != API_NODE_ARRAY || api_node_count(node) == 0)
		return false;
	for (i = 0; i < api_node_count(node); i++)
	{
		if (api_node_kind(api_node_child(node, i)) != API_NODE_STRING)
			return false;
	}
	return true;
}

List *
api_config_null_values(const char *text)
{
	const char *utf8 = pg_server_to_any(text, (int) strlen(text), PG_UTF8);
	ApiError	err = API_ERROR_INIT;
	ApiDocument *document = api_document_parse(utf8, strlen(utf8), &err);
	List	   *strings;

	api_error_clear(&err);
	if (document == NULL || !is_strings(api_document_root(document)))
		refuse(document, text);
	strings = copy_strings(api_document_root(document));
	api_document_free(document);
	return strings;
}

void
api_config_read_values(ApiConfig *config, const ApiLookup *from)
{
	const char *nulls = api_lookup_text(from, "null_values");

	config->null_values = nulls != NULL ? api_config_null_values(nulls) : NIL;
	config->on_error = (ApiOnError) api_lookup_word(from, "on_error");
	config->reject_limit = api_lookup_text(from, "reject_limit") != NULL ?
		api_lookup_int(from, "reject_limit") : -1;
}
