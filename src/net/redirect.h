/*
 * redirect.h
 *		Where a redirect leads, and whether we go there.
 *
 * libcurl does not follow redirects for us: it would take custom headers along
 * to any host.  We go to the server's own origin (that of base_url) and to
 * allowed_origins, never from https to http, and the credentials' query items
 * that a server may echo are cut off the target first.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_REDIRECT_H
#define API_REDIRECT_H

#include <stdbool.h>

#include "net/message.h"
#include "net/transfer.h"

typedef enum ApiOriginKind
{
	API_ORIGIN_HOME,			/* base_url's own */
	API_ORIGIN_ALLOWED,			/* one of allowed_origins */
	API_ORIGIN_FOREIGN			/* any other */
} ApiOriginKind;

extern ApiOriginKind api_origin_kind(const ApiTransport *transport, const char *url);

/*
 * May a request's own header go to an allowed origin that is not home?  Only what
 * negotiates the content: all others may hold secrets.
 */
extern bool api_redirect_keeps_header(const char *name);

/* Is this a response to follow: 301, 302, 303, 307 or 308 with a Location? */
extern bool api_redirect_wanted(const ApiResponse *response);

/* A request's position on its way through redirects. */
typedef struct ApiHop
{
	const char *url;			/* where it is now, without credentials */
	int			count;			/* redirects followed so far */
	int			max;			/* that may be followed */
	ApiMethod	method;			/* its method now */
} ApiHop;

/*
 * The next URL (malloc'd, without credentials) and in *method its method: 303 makes
 * GET of POST; 307 and 308 keep it; 301 and 302 of a POST are refused, since what
 * clients make of them is a GET without the body.  NULL with err when the redirect
 * is refused.
 */
extern char *api_redirect_next(const ApiTransport *transport, const ApiSigner *signer,
							   const ApiHop *hop, const ApiResponse *response, ApiMethod *method,
							   ApiError *err);

#endif							/* API_REDIRECT_H */
