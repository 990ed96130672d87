/*
 * endpoint.h
 *		From a table's options and a binding to a request.
 *
 * One placement rule, for the columns' parameters and for the pager's: a parameter
 * goes where its {name} stands, in path, params, headers or body; where it stands
 * nowhere it is a query parameter, in GraphQL a variable.  What has no value is
 * left out: a query item, a header, a body's member; in the path it is an error.
 * So is a value that would fall out with the text or element that it shares with one
 * that is missing, and a text that could change the shape of what stands around it.
 * A fixed param or header that is JSON is filled as a body is.
 *
 * path is appended to base_url's path.  Path values are percent-encoded ("/"
 * too, but for {+name}); empty, "." and ".." are errors naming the column.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ENDPOINT_H
#define API_ENDPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "net/message.h"
#include "rest/ask.h"
#include "rest/binding.h"

/* The content type whose body is a query. */
#define API_CONTENT_TYPE_FORM "application/x-www-form-urlencoded"

/* A name and a text that may hold placeholders: of params or headers. */
typedef struct ApiPair
{
	const char *name;
	const char *value;
} ApiPair;

/* How several values of a parameter are sent; in the order of the option's words. */
typedef enum ApiListStyle
{
	API_LIST_FANOUT,			/* each by a request of its own */
	API_LIST_REPEAT,			/* ids=1&ids=2; in JSON an array */
	API_LIST_COMMA,				/* ids=1,2: joined to one text */
	API_LIST_PIPE,
	API_LIST_SEMICOLON,
	API_LIST_SPACE
} ApiListStyle;

/* A column that takes a WHERE value. */
typedef struct ApiParam
{
	const char *name;			/* the API's name of it: {name}, or ?name= */
	const char *column;			/* the column's, for messages */
	bool		bare;			/* its values are JSON as they are: numbers, booleans */
	ApiListStyle list;			/* how the values of its groups are sent */
	bool		typed;			/* they are numbers, dates or the like: no text */
} ApiParam;

typedef struct ApiEndpointSpec
{
	const char *base_url;		/* checked, no trailing slash */
	const char *path;			/* begins with "/", or "" */
	const ApiPair *params;		/* fixed query parameters, in order; names may repeat */
	int			nparams;
	const ApiPair *headers;		/* fixed headers */
	int			nheaders;
	const ApiParam *columns;	/* the pushed parameters; their order numbers them */
	int			ncolumns;
	const char *const *asked;	/* the pager's parameters, as an ApiAsk has their values */
	int			nasked;
	ApiMethod	method;
	bool		repeatable;		/* a POST of it is; see net/message.h */
	bool		keyed;			/* likewise */
	const char *body;			/* of a POST, may hold placeholders; or NULL */
	const char *graphql;		/* a query, sent with its variables as the body; or NULL */
	const char *content_type;	/* of the body; NULL: application/json */
} ApiEndpointSpec;

typedef enum ApiPlace
{
	API_PLACE_PATH,				/* required */
	API_PLACE_QUERY,
	API_PLACE_PLACEHOLDER,		/* {name} in params, headers or body */
	API_PLACE_VARIABLE			/* of a GraphQL query */
} ApiPlace;

typedef struct ApiEndpoint ApiEndpoint;

/*
 * Compiles; copies all it needs.  NULL with API_ERR_OPTION_VALUE when a
 * placeholder names no column (hint lists the ones there are), when two columns
 * have the same name, or when a repeated one stands in the midst of a text.
 */
extern ApiEndpoint *api_endpoint_create(const ApiEndpointSpec *spec, ApiError *err);

/* Where a column parameter goes. */
extern ApiPlace api_endpoint_place(const ApiEndpoint *endpoint, int column);

/* Its name, as the API knows it; NULL behind the last of them. */
extern const char *api_endpoint_param(const ApiEndpoint *endpoint, int column);

/* Is it asked by POST? */
extern bool api_endpoint_posts(const ApiEndpoint *endpoint);

/*
 * Writes the request of a binding and of what a pager asks into *request, which is
 * initialized here and to be freed by the caller.  API_ERR_VALUE_MISSING or
 * API_ERR_VALUE_INVALID name the column: a value that holds its list's separator
 * is one, alone too.  A parameter's query item replaces the fixed one of its name.
 * An asked URL is taken as it is, by GET, with the headers.
 */
extern bool api_endpoint_fill(const ApiEndpoint *endpoint, const ApiBindings *bindings,
							  int64_t binding, const ApiAsk *ask, ApiRequest *request,
							  ApiError *err);

/*
 * The parameter whose value is missing for one of those that set says to be given, which
 * would fall out with it; -1: all would be sent, or no memory.
 */
extern int	api_endpoint_lacking(const ApiEndpoint *endpoint, const bool *set);

/*
 * The URL template for EXPLAIN: path and the names of the query items, such as
 * "/posts/{id}?state={state}&per_page=100"; set says which columns have values.
 * Fixed params are shown by name and value.  malloc'd, NULL: no memory.
 */
extern char *api_endpoint_describe(const ApiEndpoint *endpoint, const bool *set);

/* Its URL with the path's placeholders as they are, for messages that may quote no value. */
extern char *api_endpoint_show(const ApiEndpoint *endpoint);

extern void api_endpoint_free(ApiEndpoint *endpoint);

/* --- for the validator: the same rules, without columns --- */

/* A path option: begins with one "/", no "//", scheme, query, fragment, space or
 * control characters; placeholders well-formed; no "." or ".." segments. */
extern bool api_endpoint_check_path(const char *path, ApiError *err);

/* A text of params or headers: placeholders well-formed.  Only {identifier} is a
 * placeholder; other braces are plain text. */
extern bool api_endpoint_check_template(const char *text, ApiError *err);

#endif							/* API_ENDPOINT_H */
