/*
 * remedy.h
 *		Hints for failed requests where more is known than the kind of failure.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_REMEDY_H
#define API_REMEDY_H

#include "net/transfer.h"
#include "rest/auth.h"

/*
 * Replaces the hint of an error that is set, where it is known better: credentials are
 * asked for and there is no user mapping; TLS is spoken where the server does not, or not
 * where it does.
 */
extern void api_remedy_give(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err);

/* The same for a further page of a chain whose pages each tell of the next. */
extern void api_remedy_chained(const ApiTransfer *transfer, const char *base_url, ApiError *err);

/* The same where on_http_error would pass over a failure, but its lack of rows would make some. */
extern void api_remedy_strict(ApiTransfer *transfer, ApiError *err);

/* The host and port that could not be reached, malloc'd; NULL: not known, or no memory. */
extern char *api_remedy_host(const ApiTransfer *transfer);

#endif							/* API_REMEDY_H */
