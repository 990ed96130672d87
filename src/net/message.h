/*
 * message.h
 *		HTTP requests and responses as data.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_MESSAGE_H
#define API_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"

/* Caps on what a response's head may hold. */
#define API_HEADERS_MAX_BYTES (256 * 1024)
#define API_HEADERS_MAX_COUNT 256

typedef struct ApiHeader
{
	char	   *name;			/* malloc'd */
	char	   *value;			/* malloc'd */
} ApiHeader;

typedef struct ApiHeaders
{
	ApiHeader  *items;			/* malloc'd, in order */
	int			count;
	int			room;
	size_t		bytes;			/* names and values in all */
} ApiHeaders;

#define API_HEADERS_INIT {NULL, 0, 0, 0}

/* A token as RFC 9110 has it? */
extern bool api_header_name_valid(const char *name);

/* Visible characters, blanks, tabs and bytes above 127; no CR, LF, NUL, no
 * blank at either end? */
extern bool api_header_value_valid(const char *value);

/* Adds a header; copies.  false: no memory, or over the caps. */
extern bool api_headers_add(ApiHeaders *headers, const char *name, const char *value);

/* Replaces all headers of that name (any case) by one; value NULL removes. */
extern bool api_headers_set(ApiHeaders *headers, const char *name, const char *value);

/* The first value of that name (any case), or NULL. */
extern const char *api_headers_get(const ApiHeaders *headers, const char *name);

/* Wipes the values and frees all; the list may be used again. */
extern void api_headers_free(ApiHeaders *headers);

typedef enum ApiMethod
{
	API_METHOD_GET,
	API_METHOD_POST
} ApiMethod;

/* As it is sent and shown. */
extern const char *api_method_name(ApiMethod method);

/* What goes out, without credentials. */
typedef struct ApiRequest
{
	ApiMethod	method;
	bool		repeatable;		/* does no harm when it is carried out twice: each GET, see net/repeat.h */
	bool		keyed;			/* goes out with an Idempotency-Key of its own, the same for each attempt */
	char	   *url;			/* malloc'd, absolute, encoded */
	char	   *shown;			/* malloc'd: its path for messages; NULL: the URL's */
	ApiHeaders	headers;		/* in the order to send */
	ApiBuffer	body;			/* of a POST */
	bool		alone;			/* no response but its own will do */
} ApiRequest;

/* A GET, of nothing yet. */
extern void api_request_init(ApiRequest *request);
extern void api_request_free(ApiRequest *request);

/* Bytes that its URL and body take. */
extern size_t api_request_bytes(const ApiRequest *request);

/* What came back.  Filled as it arrives; whole once the transfer is done. */
typedef struct ApiResponse
{
	int			status;			/* HTTP status of the final response; 0: none yet */
	ApiHeaders	headers;		/* of the final response */
	ApiBuffer	body;			/* decoded; grows while it arrives */
	uint64_t	discarded;		/* bytes of it that were dropped at its front */
	char	   *url;			/* effective URL after redirects, without credentials */
	bool		begun;			/* the status line and headers are all there */
	bool		open_ended;		/* its body ends with the connection, so that nobody knows
								 * whether it is whole */
	ApiErrorCode failure;		/* API_ERR_NONE: the transfer ended well, any status */
	char	   *failure_text;	/* what libcurl said, malloc'd, or NULL; to be scrubbed */
	int64_t		fetched_at_us;	/* Unix time when its first reader found it whole; 0: nobody has */
	int64_t		transfer_us;	/* libcurl's total time of the last attempt */
	int64_t		retry_after_us; /* the wait asked for by a last refusal; -1: none */
} ApiResponse;

extern void api_response_init(ApiResponse *response, size_t body_cap);
extern void api_response_reset(ApiResponse *response);	/* before another attempt */

/* Does nothing in its head tell how its body ends? */
extern bool api_response_unframed(const ApiResponse *response);

/* Copies a whole response into an empty one, within its cap; false: not all of it. */
extern bool api_response_copy(ApiResponse *copy, const ApiResponse *response);
extern void api_response_free(ApiResponse *response);

/*
 * Who puts credentials on the wire.  Implemented by rest/auth; net calls it last
 * before each send, on copies that are wiped afterwards, and only when the URL
 * is of an origin that may have them.
 */
typedef struct ApiSigner ApiSigner;
struct ApiSigner
{
	/* May this URL's origin have the credentials? */
	bool		(*trusts) (const ApiSigner *self, const char *url);

	/*
	 * Adds headers to *headers and, for credentials in the query, replaces *url
	 * by a malloc'd one (the old one is wiped and freed by it).  false: no
	 * memory.
	 */
	bool		(*sign) (const ApiSigner *self, ApiHeaders *headers, char **url);

	/* The secret of that name, for the places of net/place.h; or NULL. */
	const char *(*secret) (const ApiSigner *self, const char *name, size_t len);

	/* A malloc'd copy of url without the credentials' query items, and with marks in
	 * place of the secrets that it quotes; NULL: no memory. */
	char	   *(*strip) (const ApiSigner *self, const char *url);
};

#endif							/* API_MESSAGE_H */
