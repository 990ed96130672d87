/*
 * document.c
 *		Small JSON documents wanted whole.  See document.h.
 *
 * json-c reads the text, after it was found to be JSON to the letter: even in
 * its strict mode json-c takes more than that, and 0.18 takes no character beyond
 * ASCII.  Its tree is turned into nodes of our own, in which null is a node like
 * any other and members have numbers.  Building and freeing recurse, at most as
 * deep as a document may be nested.
 */
#include "json/document.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "json/check.h"

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 64

struct ApiNode
{
	ApiNodeKind kind;
	const char *text;			/* scalars: lives as json-c's tree */
	int			count;			/* children */
	const char **names;			/* malloc'd, objects: names that json-c's tree owns */
	ApiNode    *children;		/* malloc'd, count of them */
};

struct ApiDocument
{
	struct json_object *tree;	/* json-c's; NULL is null */
	ApiNode		root;
	size_t		members;		/* in all objects */
};

static bool build_node(ApiDocument *document, ApiNode *node, struct json_object *value);

static void *
no_memory(ApiError *err)
{
	api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return NULL;
}

/* ---- nodes ---- */

static bool
room_for_children(ApiNode *node, size_t count, bool names)
{
	node->children = calloc(count + 1, sizeof(*node->children));
	if (names)
		node->names = calloc(count + 1, sizeof(*node->names));
	return node->children != NULL && (!names || node->names != NULL);
}

static bool
build_array(ApiDocument *document, ApiNode *node, struct json_object *value)
{
	size_t		count = json_object_array_length(value);

	node->kind = API_NODE_ARRAY;
	if (!room_for_children(node, count, false))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!build_node(document, &node->children[node->count++],
						json_object_array_get_idx(value, i)))
			return false;
	return true;
}

static bool
build_object(ApiDocument *document, ApiNode *node, struct json_object *value)
{
	const struct lh_entry *entry;

	node->kind = API_NODE_OBJECT;
	if (!room_for_children(node, (size_t) json_object_object_length(value), true))
		return false;
	for (entry = json_object_get_object(value)->head; entry != NULL; entry = entry->next)
	{
		node->names[node->count] = lh_entry_k(entry);
		document->members++;
		if (!build_node(document, &node->children[node->count++], (struct json_object *) lh_entry_v(entry)))
			return false;
	}
	return true;
}

/* Scalars keep their text: json-c's string is the number as it was written. */
static bool
build_node(ApiDocument *document, ApiNode *node, struct json_object *value)
{
	switch (json_object_get_type(value))
	{
		case json_type_null:
			node->kind = API_NODE_NULL;
			return true;
		case json_type_array:
			return build_array(document, node, value);
		case json_type_object:
			return build_object(document, node, value);
		case json_type_boolean:
			node->kind = API_NODE_BOOL;
			break;
		case json_type_string:
			node->kind = API_NODE_STRING;
			break;
		case json_type_int:
		case json_type_double:
			node->kind = API_NODE_NUMBER;
			break;
	}
	node->text = json_object_get_string(value);
	return node->text != NULL;
}

static void
free_node(ApiNode *node)
{
	for (int i = 0; i < node->count; i++)
		free_node(&node->children[i]);
	free(node->children);
	free(node->names);
}

/* ---- documents ---- */

static bool
parse_tree(ApiDocument *document, const char *text, size_t len, ApiError *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(MAX_DEPTH + 1);
	enum json_tokener_error how;

	if (tokener == NULL)
		return no_memory(err) != NULL;
	json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8);
	document->tree = json_tokener_parse_ex(tokener, text, (int) len);
	how = json_tokener_get_error(tokener);

	/* a number at the very end might have gone on */
	if (how == json_tokener_continue)
	{
		document->tree = json_tokener_parse_ex(tokener, "", 1);
		how = json_tokener_get_error(tokener);
	}
	json_tokener_free(tokener);
	return how == json_tokener_success || api_error_set(err, API_ERR_JSON, "invalid JSON: %s",
														json_tokener_error_desc(how));
}

ApiDocument *
api_document_parse(const char *text, size_t len, ApiError *err)
{
	ApiCheckCounts counts = {0, 0};
	const char *wrong = len <= MAX_BYTES ? api_json_check(text, len, MAX_DEPTH, &counts) : NULL;
	ApiDocument *document = NULL;

	if (len > MAX_BYTES)
		api_error_set(err, API_ERR_JSON, "invalid JSON: longer than 1 MB");
	else if (wrong != NULL)
		api_error_set(err, API_ERR_JSON, "invalid JSON at character %d", (int) (wrong - text) + 1);
	else if (counts.big_integers > 0)
		api_error_set(err, API_ERR_JSON, "invalid JSON: an integer of more than 18 digits");
	else if ((document = calloc(1, sizeof(*document))) == NULL)
		no_memory(err);
	if (document == NULL)
		return NULL;

	if (!parse_tree(document, text, len, err))
		;
	else if (!build_node(document, &document->root, document->tree))
		no_memory(err);
	else if (document->members < counts.members)
		api_error_set(err, API_ERR_JSON, "invalid JSON: an object has two members of one name");
	else
		return document;
	api_document_free(document);
	return NULL;
}

void
api_document_free(ApiDocument *document)
{
	if (document == NULL)
		return;
	free_node(&document->root);
	json_object_put(document->tree);
	free(document);
}

/* ---- looking ---- */

const ApiNode *
api_document_root(const ApiDocument *document)
{
	return &document->root;
}

ApiNodeKind
api_node_kind(const ApiNode *node)
{
	return node->kind;
}

const char *
api_node_text(const ApiNode *node)
{
	return node->text;
}

int
api_node_count(const ApiNode *node)
{
	return node->count;
}

const char *
api_node_name(const ApiNode *node, int i)
{
	return node->names[i];
}

const ApiNode *
api_node_child(const ApiNode *node, int i)
{
	return &node->children[i];
}

const ApiNode *
api_node_member(const ApiNode *node, const char *name)
{
	if (node->kind != API_NODE_OBJECT)
		return NULL;
	for (int i = 0; i < node->count; i++)
		if (strcmp(node->names[i], name) == 0)
			return &node->children[i];
	return NULL;
}
