/*
 * endpoint_state.h
 *		What an endpoint is made of, for the files that it is made by: endpoint.c
 *		compiles it, endpoint_fill.c fills requests.  Private to rest.
 */
#ifndef API_ENDPOINT_STATE_H
#define API_ENDPOINT_STATE_H

#include "net/url.h"
#include "rest/body.h"
#include "rest/endpoint.h"
#include "rest/template.h"

/* A fixed param, a header, or an item of a form. */
typedef struct ApiEndpointItem
{
	char	   *name;			/* malloc'd; of a form with its "=", as it was written */
	ApiTemplate value;			/* owned; empty where it is JSON */
	ApiBody    *json;			/* owned: JSON with placeholders; NULL: other text */
} ApiEndpointItem;

/* A parameter: of a column that takes a WHERE value, or the pager's. */
typedef struct ApiEndpointColumn
{
	char	   *name;			/* the API's, malloc'd */
	char	   *column;			/* the column's, malloc'd; NULL: the pager's */
	bool		bare;			/* its values are JSON as they are */
	bool		typed;			/* its values are numbers, dates or the like */
	ApiListStyle list;			/* how several values are written */
	ApiPlace	place;			/* where its value goes */
} ApiEndpointColumn;

struct ApiEndpoint
{
	char	   *base_url;		/* malloc'd */
	ApiTemplate path;			/* owned */
	ApiEndpointItem *params;	/* malloc'd, in order */
	int			nparams;
	ApiEndpointItem *headers;	/* malloc'd, in order */
	int			nheaders;
	ApiEndpointColumn *columns; /* malloc'd; their order numbers them */
	int			ncolumns;		/* the pager's too, which come last */
	int			nbound;			/* those that a binding has values for */
	ApiMethod	method;
	bool		repeatable;
	bool		keyed;
	ApiBody    *body;			/* owned; NULL: none, or form */
	ApiEndpointItem *form;		/* malloc'd: a body of content type form */
	int			nform;
	char	   *graphql;		/* malloc'd, or NULL */
	char	   *content_type;	/* malloc'd; NULL: there is no body */
};

/* Is the path segment "." or ".."? */
static inline bool
api_segment_is_dots(const char *segment, size_t len)
{
	return (len == 1 && segment[0] == '.') ||
		(len == 2 && segment[0] == '.' && segment[1] == '.');
}

/* Appends the path, which is never another than the table's; in endpoint_path.c. */
struct ApiFilling;
extern bool api_endpoint_fill_path(struct ApiFilling *filling, ApiBuffer *url);

/* Appends "name=", behind "?" or, when *any item stands there, "&". */
extern ApiBufferStatus api_endpoint_begin_item(ApiBuffer *url, const char *name, bool *any);

/* ---- endpoint_list.c: the values that a request has of a parameter ---- */

typedef struct ApiTexts
{
	const char *const *texts;
	int			count;
	ApiListStyle style;
} ApiTexts;

/* Can the values be told apart again?  Otherwise an error that names the column. */
extern bool api_texts_check(const ApiTexts *texts, const char *column, ApiError *err);

/* Appends them as one text, as they are. */
extern ApiBufferStatus api_texts_join(const ApiTexts *texts, ApiBuffer *out);

/* Likewise, percent-encoded; of separators what a URL takes as it is stays. */
extern ApiBufferStatus api_texts_encode(const ApiTexts *texts, ApiUrlPlace place, ApiBuffer *out);

/* Appends them as JSON: an array if they are repeated, else a text or, bare, a number. */
extern ApiBufferStatus api_texts_put_json(const ApiTexts *texts, bool bare, ApiBuffer *out);

/* The column that is sent as a query item of that name, or -1. */
extern int	api_endpoint_query_column(const ApiEndpoint *endpoint, const char *name);

/* The parameter of that name, or -1. */
extern int	api_endpoint_column(const ApiEndpoint *endpoint, const char *name);

#endif							/* API_ENDPOINT_STATE_H */
