/*
 * filling.h
 *		The values of one request on their way to the places where they go.
 *
 * Each value that was given must go out: one that falls out with a template or an
 * element of a body, because another value there is missing, is an error, or the API
 * would be asked for more than the query says.  No value changes the shape of what is
 * sent: in the midst of text it is checked (safe.h), in JSON it is written as JSON.
 *
 * Core: no PostgreSQL, malloc, errors are parked.  Private to rest.
 */
#ifndef API_FILLING_H
#define API_FILLING_H

#include "net/url.h"
#include "rest/endpoint_state.h"

/* Where a parameter's value went. */
typedef struct ApiFate
{
	bool		sent;
	bool		dropped;
	int			lacking;		/* the parameter it fell out with, or that replaces its place */
	const ApiEndpointItem *item;	/* the item it fell out with; NULL: the body */
	bool		replaced;		/* the item is not sent, because a parameter of its name is */
} ApiFate;

/* What a request is filled from. */
typedef struct ApiFilling
{
	const ApiEndpoint *endpoint;
	const ApiBindings *bindings;
	int64_t		binding;
	const ApiAsk *ask;
	ApiFate    *fates;			/* malloc'd, one for each parameter */
	const ApiEndpointItem *item;	/* that is being written; NULL: the body */
	bool		refused;		/* err has been set below a writer of JSON */
	ApiError   *err;
} ApiFilling;

/* How an item's text is written. */
typedef enum ApiItemStyle
{
	API_ITEM_PLAIN,				/* as it is: a header's */
	API_ITEM_QUERY,				/* percent-encoded */
	API_ITEM_FORM				/* its values percent-encoded, its own text is already */
} ApiItemStyle;

extern bool api_filling_init(ApiFilling *filling, const ApiEndpoint *endpoint,
							 const ApiBindings *bindings, int64_t binding, const ApiAsk *ask,
							 ApiError *err);
extern void api_filling_free(ApiFilling *filling);

/* The values of a parameter; false: it has none.  They count as sent. */
extern bool api_filling_take(ApiFilling *filling, int column, ApiTexts *texts);

/* Has it any? */
extern bool api_filling_has(const ApiFilling *filling, int column);

/* No list may hold a value that would be read as several, or as none. */
extern bool api_filling_check_lists(const ApiFilling *filling);

/*
 * Appends an item's value, or sets *absent where one of its values is missing.  False
 * with err where a value cannot stand there, or the buffer is full.
 */
extern bool api_filling_put_item(ApiFilling *filling, const ApiEndpointItem *item,
								 ApiItemStyle style, ApiBuffer *out, bool *absent);

/* The item is not sent, because the parameter's value is. */
extern void api_filling_replace(ApiFilling *filling, const ApiEndpointItem *item, int column);

/* Appends JSON with its values. */
extern bool api_filling_put_json(ApiFilling *filling, const ApiBody *body, ApiBuffer *out,
								 bool *absent);

/* Appends a parameter's JSON; it has a value. */
extern ApiBufferStatus api_filling_put_value(ApiFilling *filling, int column, ApiBuffer *out);

/* Has every value gone out?  Otherwise an error that names the other column. */
extern bool api_filling_check_sent(const ApiFilling *filling);

/* What went wrong with a buffer, as an error: "the request's <what> would be longer than ..." */
extern bool api_filling_done(const ApiFilling *filling, ApiBufferStatus status, const char *what,
							 size_t max);

#endif							/* API_FILLING_H */
