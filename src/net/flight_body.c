/*
 * flight_body.c
 *		What a flight keeps of a body: decoded by libcurl, converted to UTF-8 here.
 *
 * A coding that is none (see coding.h) breaks the transfer in libcurl; then the landing
 * says so, and the request is sent once more without an offer of codings, for then
 * libcurl does not look at the header.  A POST is not sent twice: it offers none before
 * a first answer has shown that the server knows what codings are.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/coding.h"
#include "net/flight.h"

#define MAX_AHEAD (4 * 1024 * 1024) /* most bytes reserved at Content-Length's word */
#define FIRST_NO_CONTENT 300	/* statuses from here on do not bring what was asked for */

static bool fail_charset(ApiFlight *flight, ApiCharsetStatus status);

/* What the response's Content-Encoding names, for this libcurl. */
static ApiCoding
coding_of(const ApiFlight *flight)
{
	const curl_version_info_data *about = curl_version_info(CURLVERSION_NOW);

	return api_coding_of(&flight->transfer->response.headers,
						 (about->features & CURL_VERSION_BROTLI) != 0,
						 (about->features & CURL_VERSION_ZSTD) != 0);
}

/* Learns from a first answer whether the server means what it names. */
static void
learn_coding(ApiFlight *flight)
{
	ApiPool    *pool = flight->transfer->queue->pool;

	if (pool->plain || pool->proven)
		return;
	pool->plain = coding_of(flight) == API_CODING_NONE;
	pool->proven = !pool->plain;
}

bool
api_flight_expect_body(ApiFlight *flight)
{
	ApiResponse *response = &flight->transfer->response;
	const char *text = api_headers_get(&response->headers, "Content-Length");
	unsigned long long length;
	ApiCharsetStatus status;

	api_spare_lend(flight->transfer);
	learn_coding(flight);
	flight->charset = api_charset_open(api_headers_get(&response->headers, "Content-Type"), &status);
	if (status != API_CHARSET_OK)
		return fail_charset(flight, status);
	if (text == NULL || api_headers_get(&response->headers, "Content-Encoding") != NULL)
		return true;
	length = strtoull(text, NULL, 10);
	if (length > response->body.cap)
		return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
	if (length > MAX_AHEAD)
		length = MAX_AHEAD;
	if (length > 0 && api_buffer_reserve(&response->body, (size_t) length) == API_BUFFER_NO_MEMORY)
		return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
	return true;
}

/* May what cannot be converted stay as it is?  Then it is quoted at most. */
static bool
is_lenient(const ApiFlight *flight, ApiCharsetStatus status)
{
	return flight->transfer->response.status >= FIRST_NO_CONTENT &&
		(status == API_CHARSET_WRONG || status == API_CHARSET_UNKNOWN);
}

/* Appends a piece to the body as UTF-8; false: fault. */
static bool
keep(ApiFlight *flight, const char *data, size_t len)
{
	ApiBuffer  *body = &flight->transfer->response.body;
	ApiBufferStatus status;

	if (flight->charset != NULL)
	{
		ApiCharsetStatus converted = api_charset_convert(flight->charset, data, len, body);

		if (!is_lenient(flight, converted))
			return converted == API_CHARSET_OK || fail_charset(flight, converted);
		api_charset_free(flight->charset);
		flight->charset = NULL;
	}
	status = api_buffer_append(body, data, len);
	if (status == API_BUFFER_FULL)
		return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
	return status == API_BUFFER_OK || api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
}

bool
api_flight_take(ApiFlight *flight, const char *data, size_t len)
{
	ApiResponse *response = &flight->transfer->response;
	uint64_t	most = response->body.cap;
	size_t		before = response->body.len;

	if (response->discarded > 0)
		most = flight->transfer->queue->limits.max_response_size;
	flight->body_bytes += len;
	if (!flight->follows && !keep(flight, data, len))
		return false;
	flight->kept_bytes += flight->follows ? len : response->body.len - before;
	if ((uint64_t) flight->kept_bytes > most)
		return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
	api_transfer_weigh(flight->transfer);
	return true;
}

bool
api_flight_end_body(ApiFlight *flight)
{
	ApiCharsetStatus status = API_CHARSET_OK;

	if (flight->charset != NULL)
		status = api_charset_end(flight->charset, &flight->transfer->response.body);
	return status == API_CHARSET_OK || is_lenient(flight, status) || fail_charset(flight, status);
}

/* Notes what is wrong with a charset; false. */
static bool
fail_charset(ApiFlight *flight, ApiCharsetStatus status)
{
	const char *name = flight->charset != NULL ? api_charset_name(flight->charset) : "";

	switch (status)
	{
		case API_CHARSET_FULL:
			return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
		case API_CHARSET_WRONG:
			(void) snprintf(flight->words, sizeof(flight->words),
							"the body is not in the charset \"%s\" of its Content-Type", name);
			break;
		case API_CHARSET_UNKNOWN:
			(void) snprintf(flight->words, sizeof(flight->words),
							"the charset \"%s\" of its Content-Type is not one that is read", name);
			break;
		default:
			return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
	}
	return api_flight_fail(flight, API_ERR_CONTENT, flight->words);
}

bool
api_flight_judge_coding(ApiFlight *flight)
{
	ApiCoding	coding = coding_of(flight);

	if (coding == API_CODING_UNDONE)
		return false;
	(void) snprintf(flight->words, sizeof(flight->words), "its Content-Encoding names %s",
					coding == API_CODING_NONE ? "what is no coding" : "a coding that is not read");
	(void) api_flight_fail(flight, API_ERR_CONTENT, flight->words);
	return coding == API_CODING_NONE;
}
