/*
 * document.h
 *		Small JSON documents wanted whole: option values, error bodies.  Hides
 *		json-c.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_DOCUMENT_H
#define API_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef enum ApiNodeKind
{
	API_NODE_NULL,
	API_NODE_BOOL,
	API_NODE_NUMBER,
	API_NODE_STRING,
	API_NODE_ARRAY,
	API_NODE_OBJECT
} ApiNodeKind;

typedef struct ApiDocument ApiDocument; /* a parsed document; owns its nodes */
typedef struct ApiNode ApiNode; /* a value in it; lives as long as the document */

/*
 * Parses strict UTF-8 JSON, at most 1 MB, depth at most 64.  NULL with err
 * (API_ERR_JSON) when it is none.  Integers beyond 64 bits are refused, because
 * json-c cannot hold them.  Duplicate member names are refused.
 */
extern ApiDocument *api_document_parse(const char *text, size_t len, ApiError *err);
extern void api_document_free(ApiDocument *document);

extern const ApiNode *api_document_root(const ApiDocument *document);
extern ApiNodeKind api_node_kind(const ApiNode *node);

/* The text of a scalar as it would go into a URL: strings decoded, numbers as
 * written, true/false; NULL for null, arrays, objects.  Lives as the document. */
extern const char *api_node_text(const ApiNode *node);

/* Members in document order. Gives their number; with i below it, name and value. */
extern int	api_node_count(const ApiNode *node);	/* array or object, else 0 */
extern const char *api_node_name(const ApiNode *node, int i);	/* object */
extern const ApiNode *api_node_child(const ApiNode *node, int i);	/* array or object */
extern const ApiNode *api_node_member(const ApiNode *node, const char *name);	/* or NULL */

/*
 * What an error body says, for people: the text under message, error.message,
 * error_description, detail, title, errors[0].message, error, reason ... or, of
 * a body that is not JSON, its text with markup taken out and white space
 * folded (an HTML page's title first).  Control characters are dropped; at most
 * max bytes, cut at a UTF-8 boundary with "..." behind.  Gives a malloc'd
 * string, or NULL when there is nothing to say or no memory.  Never fails on
 * any input; not scrubbed: the caller does that.
 */
extern char *api_document_complaint(const char *body, size_t len, size_t max);

#endif							/* API_DOCUMENT_H */
