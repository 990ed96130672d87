/*
 * endpoint_state.h
 *		What an endpoint is made of, for the files that it is made by: endpoint.c
 *		compiles it, endpoint_fill.c fills requests.  Private to rest.
 */
#ifndef API_ENDPOINT_STATE_H
#define API_ENDPOINT_STATE_H

#include "rest/endpoint.h"
#include "rest/template.h"

/* A fixed param or header. */
typedef struct ApiEndpointItem
{
	char	   *name;			/* malloc'd */
	ApiTemplate value;			/* owned */
} ApiEndpointItem;

/* A column that takes a WHERE value. */
typedef struct ApiEndpointColumn
{
	char	   *name;			/* the API's, malloc'd */
	char	   *column;			/* the column's, malloc'd */
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
	int			ncolumns;
};

/* Is the path segment "." or ".."? */
static inline bool
api_segment_is_dots(const char *segment, size_t len)
{
	return (len == 1 && segment[0] == '.') ||
		(len == 2 && segment[0] == '.' && segment[1] == '.');
}

/* Appends "name=", behind "?" or, when *any item stands there, "&". */
extern ApiBufferStatus api_endpoint_begin_item(ApiBuffer *url, const char *name, bool *any);

/* The column that is sent as a query item of that name, or -1. */
extern int	api_endpoint_query_column(const ApiEndpoint *endpoint, const char *name);

#endif							/* API_ENDPOINT_STATE_H */
