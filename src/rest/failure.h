/*
 * failure.h
 *		From a response that cannot be used to an error that helps: what failed,
 *		what the server said, what to do.
 *
 * Messages show the method and path of the request (never host, query or header
 * values); what the server said is quoted, bounded and scrubbed.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_FAILURE_H
#define API_FAILURE_H

#include <stdbool.h>

#include "base/error.h"
#include "net/message.h"
#include "net/transfer.h"
#include "rest/auth.h"
#include "rest/paging.h"

/*
 * May the transfer's response carry records?  Those of status 200, 201, 202, 203, 206 and
 * 207, and of accept_statuses, do; 204 has none.
 */
extern bool api_failure_status_carries(const ApiTransfer *transfer);

/*
 * A whole page of a 202 ("accepted, not yet done") that brought no record is not the end
 * of anything, unless accept_statuses lists it: sets *err and gives true.
 */
extern bool api_failure_in_accepted(const ApiPage *page, ApiError *err);

/*
 * If the finished transfer failed, or its status carries no records, sets *err
 * and gives true:
 *
 *   GET /posts/7: HTTP status 404            detail: The server said: "no such post"
 *   GET /posts/7: could not resolve the host name    hint: Check the option base_url ...
 *
 * attempts stand in the detail when there was more than one.  The hint names the
 * option that could help (request_timeout, max_response_size, retry_statuses,
 * bearer_token, allowed_origins, ca_file, ...).
 */
extern bool api_failure_of_transfer(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err);

/*
 * Does the body of a whole page tell of an error, at one of the places that error_path
 * names?  Sets *err and gives true:
 *
 *   GET /conversations: the API reports an error     detail: The server said: "invalid_auth"
 */
extern bool api_failure_in_body(ApiPage *page, const ApiEnvelope *places, int nplaces,
								const ApiAuth *auth, ApiError *err);

/*
 * Makes an error of the reader one of the transfer: the body ended too early
 * behind a clean end, and no attempt is left.
 */
extern void api_failure_truncated(ApiTransfer *transfer, ApiError *err);

/*
 * Puts "METHOD /path: " before an error's message, and scrubs its texts: for
 * errors of the reader and of record shapes.
 */
extern void api_failure_wrap(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err);

#endif							/* API_FAILURE_H */
