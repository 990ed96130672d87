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
 * The target of the first link of that relation in the Link headers: malloc'd, or NULL if
 * there is none (or no memory).  As RFC 8288 has it, and as clients read what is written
 * otherwise: without angle brackets, in single quotes.  A link whose anchor is not base, the
 * page's URL, is another page's.  *strange: there is none, but the relation's word is in a
 * header that is not all links.
 */
extern char *api_link_find(const ApiHeaders *headers, const char *base, const char *relation,
						   bool *strange);

/* The URL that a page came from: what its links are relative to. */
extern const char *api_link_base(const ApiPage *page);

/* The target of its Link to the next page, malloc'd, or NULL; false with err: it cannot be
 * read. */
extern bool api_link_next(const ApiPage *page, char **reference, ApiError *err);

/* Does a Link header lead to another page, the one before or the first? */
extern bool api_link_pages(const ApiPage *page);

/*
 * Where a page's link leads: resolved against the page's own URL, without
 * credentials, of base_url's origin or an allowed one; malloc'd, NULL with err.
 * A link that says http where base_url says https, of the same host, is taken as
 * https: servers behind a proxy write it so.
 */
extern char *api_link_resolve(const ApiPaging *paging, ApiPage *page, const ApiSigner *signer,
							  const char *reference, ApiError *err);

#endif							/* API_LINK_H */
