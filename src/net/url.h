/*
 * url.h
 *		URLs, by libcurl's URL API: checked, resolved, compared, encoded.
 *
 * Core: no PostgreSQL, malloc, errors are parked.  Texts given back are
 * malloc'd and belong to the caller.
 */
#ifndef API_URL_H
#define API_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* Longest URL that is sent, bytes. */
#define API_URL_MAX 65536

/* Where text is going to stand: what must be percent-encoded. */
typedef enum ApiUrlPlace
{
	API_URL_SEGMENT,			/* one path segment: "/" is encoded too */
	API_URL_PATH,				/* a path: slashes stay */
	API_URL_QUERY				/* a query item's name or value */
} ApiUrlPlace;

/*
 * Checks a base URL: http or https, a host, no userinfo, query or fragment.
 * Gives it without a trailing slash, or NULL with API_ERR_OPTION_VALUE and a
 * hint.
 */
extern char *api_url_check_base(const char *text, ApiError *err);

/* Appends len bytes of text, percent-encoded for the place. */
extern ApiBufferStatus api_url_encode(ApiBuffer *out, const char *text, size_t len, ApiUrlPlace place);

/* "scheme://host:port", lower case, port always written; NULL with err. */
extern char *api_url_origin(const char *url, ApiError *err);

/* Same scheme, host and port? false also for what is no http(s) URL. */
extern bool api_url_same_origin(const char *a, const char *b);

/* A reference (absolute or relative) against the URL it came with, as RFC 3986
 * section 5 has it; the fragment is dropped.  NULL with API_ERR_REDIRECT when it
 * is not http or https, has userinfo or makes no sense. */
extern char *api_url_resolve(const char *base, const char *reference, ApiError *err);

/* The URL with "name=value" (encoded) put behind its query; err when too long or
 * no memory. */
extern char *api_url_add_query(const char *url, const char *name, const char *value, ApiError *err);

/* The URL without the query items of that (decoded) name. */
extern char *api_url_drop_query(const char *url, const char *name, ApiError *err);

/* What messages show of a URL: its path alone, at most 200 bytes, control
 * characters dropped; never NULL but for no memory. */
extern char *api_url_shown(const char *url);

#endif							/* API_URL_H */
