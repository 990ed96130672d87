/*
 * link.h
 *		Links to a next page: found in Link headers, resolved, held to the server's
 *		origins.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_LINK_H
#define API_LINK_H

#include <stdbool.h>

#include "net/message.h"
#include "rest/paging.h"

/*
 * The target of the first link of that relation in the Link headers, as RFC 8288
 * has it: malloc'd, or NULL if there is none (or no memory).
 */
extern char *api_link_find(const ApiHeaders *headers, const char *relation);

/*
 * Where a page's link leads: resolved against the page's own URL, without
 * credentials, of base_url's origin or an allowed one; malloc'd, NULL with err.
 * A link that says http where base_url says https, of the same host, is taken as
 * https: servers behind a proxy write it so.
 */
extern char *api_link_resolve(const ApiPaging *paging, ApiPage *page, const ApiSigner *signer,
							  const char *reference, ApiError *err);

#endif							/* API_LINK_H */
