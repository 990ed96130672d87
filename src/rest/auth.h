/*
 * auth.h
 *		Credentials: held in one opaque struct, put on the wire last, wiped after.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_AUTH_H
#define API_AUTH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "net/message.h"
#include "rest/endpoint.h"

typedef enum ApiKeyLocation
{
	API_KEY_HEADER,
	API_KEY_QUERY,
	API_KEY_COOKIE
} ApiKeyLocation;

/* What the user mapping and server say; read once, never kept. */
typedef struct ApiAuthSpec
{
	const char *base_url;		/* its origin is the only one trusted ... */
	const char *const *origins; /* ... and only if it is listed here; NULL-terminated, or NULL */
	const char *bearer_token;	/* or NULL */
	const char *username;		/* or NULL */
	const char *password;
	const char *api_key;		/* or NULL */
	const char *api_key_name;	/* header, query item or cookie; default X-API-Key / api_key */
	const char *api_key_prefix; /* put before the key with a space, or NULL */
	ApiKeyLocation api_key_location;
	const ApiPair *headers;		/* secret headers */
	int			nheaders;
	const ApiPair *params;		/* secret query items */
	int			nparams;
	const ApiPair *secrets;		/* by name, for {secret:name} */
	int			nsecrets;
	const char *mapping;		/* NULL; or, if there is no user mapping, whose is missing, as
								 * CREATE USER MAPPING says it: FOR ... SERVER ... */
} ApiAuthSpec;

typedef struct ApiAuth ApiAuth;

/*
 * Copies.  More than one of bearer_token, username and api_key in the same place
 * (two Authorization headers) is API_ERR_OPTION_VALUE.  NULL with err.  Where
 * nothing secret is given, the auth is empty and its signer does nothing.
 */
extern ApiAuth *api_auth_create(const ApiAuthSpec *spec, ApiError *err);

/* A bearer token without the word Bearer that was copied before it, in any case, once. */
extern const char *api_auth_bare_token(const char *token);

/* The spec's mapping: NULL, unless there is none. */
extern const char *api_auth_mapping(const ApiAuth *auth);

/* The signer for net; lives as long as the auth. */
extern const ApiSigner *api_auth_signer(const ApiAuth *auth);

/*
 * Replaces every secret that stands in text by "***", in place: as it is,
 * percent-encoded, JSON-escaped, or as base64 of username:password; and shows marks as
 * they were written.
 * Secrets of fewer than 4 bytes are not looked for.
 */
extern void api_auth_scrub(const ApiAuth *auth, char *text);

/* Likewise, but those alone that a table may have places for, and not in marks. */
extern void api_auth_scrub_placed(const ApiAuth *auth, char *text);

/* A copy of text, malloc'd, with marks in place of the secrets that have a name; NULL: no memory. */
extern char *api_auth_veil(const ApiAuth *auth, const char *text);

/* Wipes and frees. */
extern void api_auth_free(ApiAuth *auth);

#endif							/* API_AUTH_H */
