/*
 * handle.c
 *		An easy handle's options, all of them pinned down.
 *
 * What libcurl would take from the environment or do by itself is switched off:
 * proxies, netrc, cookies, redirects, other protocols, alt-svc, HSTS.  Its own
 * time limit is for connecting alone (see flight.c for the others).
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/compat.h"
#include "net/address.h"
#include "net/flight.h"
#include "net/place.h"
#include "net/redirect.h"
#include "net/url.h"

#define PLACE_ROOM (1024 * 1024)	/* most bytes that secrets add to a body */
#define BUFFER_SIZE (64L * 1024)
#define ONCE_IDLE_S 4L			/* longest rest of a connection for what must not be repeated,
								 * in whole seconds, cut */

/* Sets an option unless an earlier one failed. */
#define SET(option, value) \
	do { \
		if (code == CURLE_OK) \
			code = curl_easy_setopt(easy, option, value); \
	} while (0)

static CURLcode set_habits(CURL *easy);
static CURLcode set_transport(CURL *easy, const ApiFlight *flight);
static CURLcode set_tls(CURL *easy, const ApiTransport *transport);
static CURLcode set_request(CURL *easy, const ApiFlight *flight);
static const ApiSigner *trusted(const ApiFlight *flight, ApiOriginKind origin);
static bool sign(ApiFlight *flight, const ApiSigner *signer, ApiHeaders *extra);
static bool place_body(ApiFlight *flight, const ApiSigner *signer);
static bool build_headers(ApiFlight *flight, ApiOriginKind origin, const ApiSigner *signer,
						  const ApiHeaders *extra);
static bool add_header(ApiFlight *flight, const ApiSigner *signer, const char *name, const char *value);
static bool add_line(ApiFlight *flight, const char *line);

ApiErrorCode
api_handle_set(ApiFlight *flight)
{
	ApiTransfer *transfer = flight->transfer;
	ApiPool    *pool = transfer->queue->pool;
	CURL	   *easy = flight->easy;
	CURLcode	code;
	ApiOriginKind origin = api_origin_kind(&pool->transport, api_transfer_url(transfer));
	ApiHeaders	extra = API_HEADERS_INIT;
	const ApiSigner *signer;
	bool		ok;

	if (origin == API_ORIGIN_FOREIGN)
		return API_ERR_ORIGIN;
	flight->private_ok = origin == API_ORIGIN_HOME ||
		api_address_is_literal(api_transfer_url(transfer));

	signer = trusted(flight, origin);
	ok = sign(flight, signer, &extra) && place_body(flight, signer) &&
		build_headers(flight, origin, signer, &extra);
	api_headers_free(&extra);
	if (!ok)
		return API_ERR_OUT_OF_MEMORY;

	code = set_habits(easy);
	if (code == CURLE_OK)
		code = set_transport(easy, flight);
	if (code == CURLE_OK)
		code = set_tls(easy, &pool->transport);
	if (code == CURLE_OK)
		code = set_request(easy, flight);
	SET(CURLOPT_SHARE, pool->share);
	if (code == CURLE_OK)
		return API_ERR_NONE;
	return code == CURLE_OUT_OF_MEMORY ? API_ERR_OUT_OF_MEMORY : API_ERR_INTERNAL;
}

/* What is the same for every request. */
static CURLcode
set_habits(CURL *easy)
{
	CURLcode	code = CURLE_OK;

	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(CURLOPT_PATH_AS_IS, 1L);
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
	SET(CURLOPT_HTTP09_ALLOWED, 0L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_NOPROGRESS, 1L);
	SET(CURLOPT_TCP_NODELAY, 1L);
	SET(CURLOPT_TCP_KEEPALIVE, 1L);
	/* bodies are decoded here, in bounded steps: flight_body.c */
	SET(CURLOPT_HTTP_CONTENT_DECODING, 0L);

	/* refused while the buffer of a failed look-up is still there: no harm */
	(void) curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, BUFFER_SIZE);

#if API_CURL_HAS_QUICK_EXIT
	if (code == CURLE_OK)
		(void) curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
	return code;
}

/*
 * Does it go by HTTP/1.1?  What must not be repeated does, whatever is asked for: over HTTP/2
 * libcurl sends again by itself what a server's last word on a connection did not cover, and we
 * could not tell that from what was perhaps carried out.  So do bodies that are too large: there
 * they can wait (admission.c).
 */
static bool
by_http_1(const ApiTransfer *transfer, const ApiTransport *transport, const char *url)
{
	return transport->http_version == API_HTTP_1_1 || strncmp(url, "https:", 6) != 0 ||
		!api_transfer_send_repeatable(transfer) || transfer->queue->heavy;
}

/* How to get there. */
static CURLcode
set_transport(CURL *easy, const ApiFlight *flight)
{
	const ApiTransfer *transfer = flight->transfer;
	const ApiTransport *transport = &transfer->queue->pool->transport;
	CURLcode	code = CURLE_OK;

	/* "" keeps the environment's proxies out */
	SET(CURLOPT_PROXY, transport->proxy != NULL ? transport->proxy : "");
	SET(CURLOPT_NOPROXY, "");
	SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(CURLOPT_FORBID_REUSE, flight->closes ? 1L : 0L);

	/* only one of those that may look a name up finds that the known answer is too old */
	SET(CURLOPT_DNS_CACHE_TIMEOUT, flight->looked_up ? API_LOOKUPS_FRESH_S : -1L);
	SET(CURLOPT_USERAGENT, transport->user_agent);

	if (by_http_1(transfer, transport, flight->url))
		SET(CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
	else if (code == CURLE_OK)
	{
		/* a libcurl without HTTP/2 refuses, and speaks 1.1 */
		(void) curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
		SET(CURLOPT_PIPEWAIT, 1L);
	}
	return code;
}

static CURLcode
set_tls(CURL *easy, const ApiTransport *transport)
{
	CURLcode	code = CURLE_OK;

	SET(CURLOPT_SSL_VERIFYPEER, transport->tls_verify ? 1L : 0L);
	SET(CURLOPT_SSL_VERIFYHOST, transport->tls_verify ? 2L : 0L);
	SET(CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
	if (transport->proxy != NULL)
		SET(CURLOPT_PROXY_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
	if (transport->ca_file != NULL)
	{
		/* that file's authorities and no others */
		SET(CURLOPT_CAINFO, transport->ca_file);
		SET(CURLOPT_CAPATH, NULL);
	}
	return code;
}

/* What is asked. */
static CURLcode
set_request(CURL *easy, const ApiFlight *flight)
{
	const ApiTransfer *transfer = flight->transfer;
	const ApiBuffer *body = flight->body.len > 0 ? &flight->body : &transfer->request.body;
	CURLcode	code = CURLE_OK;

	SET(CURLOPT_URL, flight->url);
	SET(CURLOPT_HTTPHEADER, (struct curl_slist *) flight->headers);
	SET(CURLOPT_CONNECTTIMEOUT_MS,
		(long) ((transfer->queue->limits.patience.connect_us + 999) / 1000));
	/* one that fell silent may be dead, with nothing to tell libcurl so: it would be taken again */
	SET(CURLOPT_FRESH_CONNECT, transfer->afresh ? 1L : 0L);
	/* a connection that has been idle for longer may be closed just now */
	if (!api_transfer_send_repeatable(transfer))
		SET(CURLOPT_MAXAGE_CONN, ONCE_IDLE_S);
	if (transfer->method == API_METHOD_POST)
	{
		SET(CURLOPT_POST, 1L);
		SET(CURLOPT_POSTFIELDS, body->data != NULL ? body->data : "");
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) body->len);
	}
	else
		SET(CURLOPT_HTTPGET, 1L);
	return code;
}

/* The signer, if it may sign: for home alone; or NULL. */
static const ApiSigner *
trusted(const ApiFlight *flight, ApiOriginKind origin)
{
	const ApiSigner *signer = flight->transfer->queue->signer;

	return signer != NULL && origin == API_ORIGIN_HOME &&
		signer->trusts(signer, api_transfer_url(flight->transfer)) ? signer : NULL;
}

/* Makes flight->url, and lets the signer add what is secret. */
static bool
sign(ApiFlight *flight, const ApiSigner *signer, ApiHeaders *extra)
{
	const char *url = api_transfer_url(flight->transfer);
	ApiBuffer	placed;
	bool		ok;

	api_buffer_init(&placed, 2 * API_URL_MAX);
	ok = api_place_secrets(signer, url, strlen(url), &placed);
	flight->url = ok ? strdup(placed.data) : NULL;
	api_buffer_wipe(&placed);
	return flight->url != NULL && (signer == NULL || signer->sign(signer, extra, &flight->url));
}

/* Makes flight->body, if the request's has places for secrets. */
static bool
place_body(ApiFlight *flight, const ApiSigner *signer)
{
	const ApiBuffer *body = &flight->transfer->request.body;

	if (!api_place_any(body->data, body->len))
		return true;
	api_buffer_init(&flight->body, body->len + PLACE_ROOM);
	return api_place_secrets(signer, body->data, body->len, &flight->body);
}

/* The header lines: the request's own but for names that the signer has, the signer's,
 * and what libcurl is not to add by itself. */
static bool
build_headers(ApiFlight *flight, ApiOriginKind origin, const ApiSigner *signer, const ApiHeaders *extra)
{
	const ApiTransfer *transfer = flight->transfer;
	const ApiHeaders *own = &transfer->request.headers;
	bool		post = transfer->method == API_METHOD_POST;

	for (int i = 0; i < own->count; i++)
	{
		const char *name = own->items[i].name;

		if (origin != API_ORIGIN_HOME && !api_redirect_keeps_header(name))
			continue;
		if (api_headers_get(extra, name) != NULL)
			continue;
		if (transfer->method != transfer->request.method && strcasecmp(name, "Content-Type") == 0)
			continue;
		if (!add_header(flight, signer, name, own->items[i].value))
			return false;
	}
	for (int i = 0; i < extra->count; i++)
		if (!add_header(flight, signer, extra->items[i].name, extra->items[i].value))
			return false;

	if (transfer->queue->pool->transport.compression &&
		!add_line(flight, "Accept-Encoding: gzip"))
		return false;
	if (!post)
		return true;
	if (transfer->key[0] != '\0' && api_headers_get(own, API_IDEMPOTENCY_KEY) == NULL &&
		api_headers_get(extra, API_IDEMPOTENCY_KEY) == NULL &&
		!add_header(flight, signer, API_IDEMPOTENCY_KEY, transfer->key))
		return false;
	return add_line(flight, "Expect:") &&
		(api_headers_get(own, "Content-Type") != NULL ||
		 api_headers_get(extra, "Content-Type") != NULL || add_line(flight, "Content-Type:"));
}

static bool
add_header(ApiFlight *flight, const ApiSigner *signer, const char *name, const char *value)
{
	ApiBuffer  *line = &flight->line;
	bool		ok;

	/* libcurl writes an empty header as "Name;" */
	api_buffer_reset(line);
	ok = api_buffer_puts(line, name) == API_BUFFER_OK &&
		api_buffer_puts(line, *value != '\0' ? ": " : ";") == API_BUFFER_OK &&
		api_place_secrets(signer, value, strlen(value), line) &&
		add_line(flight, line->data);
	if (line->data != NULL)
		api_memory_wipe(line->data, line->len);
	return ok;
}

static bool
add_line(ApiFlight *flight, const char *line)
{
	struct curl_slist *headers = curl_slist_append(flight->headers, line);

	if (headers == NULL)
		return false;
	flight->headers = headers;
	return true;
}
