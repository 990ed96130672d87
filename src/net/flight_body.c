/*
 * flight_body.c
 *		What a flight keeps of a body: decoded, converted to UTF-8, in bounded steps.
 *
 * A piece of the wire holds up to a thousand times as much.  It is decoded step by step,
 * and before each the memory is asked for (pause.c).  Where it is full the piece is given
 * back whole: libcurl keeps it, reads no further, and gives it again from its start when
 * the flight goes on; "undone" says how much of it was decoded by then.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/coding.h"
#include "net/flight.h"
#include "net/memory.h"
#include "net/work.h"

#define MAX_AHEAD (4 * 1024 * 1024) /* most bytes reserved at Content-Length's word */
#define FIRST_NO_CONTENT 300	/* statuses from here on do not bring what was asked for */

static bool fail_charset(ApiFlight *flight, ApiCharsetStatus status);

/* Gets ready to decode what the head says; false: fault. */
static bool
expect_coding(ApiFlight *flight)
{
	const ApiResponse *response = &flight->transfer->response;
	ApiCoding	coding = api_coding_of(&response->headers);

	api_buffer_init(&flight->late, flight->transfer->queue->limits.max_response_size);
	switch (coding)
	{
		case API_CODING_NONE:
			return true;
		case API_CODING_INFLATE:
		case API_CODING_DEFLATE:
		case API_CODING_TWICE:
			flight->inflate = api_inflate_new(coding == API_CODING_DEFLATE, coding == API_CODING_TWICE);
			return flight->inflate != NULL ||
				api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
		case API_CODING_FOREIGN:
			break;
	}
	/* an error's status says enough */
	flight->drops = response->status >= FIRST_NO_CONTENT;
	return flight->drops ||
		api_flight_fail(flight, API_ERR_CONTENT, "its Content-Encoding names a coding that is not read");
}

bool
api_flight_expect_body(ApiFlight *flight)
{
	ApiResponse *response = &flight->transfer->response;
	const char *text = api_headers_get(&response->headers, "Content-Length");
	unsigned long long length;
	ApiCharsetStatus status;

	api_spare_lend(flight->transfer);
	if (!expect_coding(flight))
		return false;
	flight->charset = api_charset_open(api_headers_get(&response->headers, "Content-Type"), &status);
	if (status != API_CHARSET_OK)
		return fail_charset(flight, status);
	if (text == NULL || flight->inflate != NULL || flight->drops)
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

/* Keeps a decoded piece, or counts it. */
static bool
take_decoded(ApiFlight *flight, const char *data, size_t len)
{
	ApiResponse *response = &flight->transfer->response;
	uint64_t	most = response->body.cap;
	size_t		before = response->body.len;

	if (response->discarded > 0)
		most = flight->transfer->queue->limits.max_response_size;
	flight->body_bytes += len;
	api_work_count(len);
	if (!flight->drops && !keep(flight, data, len))
		return false;
	flight->kept_bytes += flight->drops ? len : response->body.len - before;
	if ((uint64_t) flight->kept_bytes > most)
		return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
	api_transfer_weigh(flight->transfer);
	return true;
}

/* What comes by HTTP/2 is taken as it comes, and decoded later. */
static bool
may_rest(const ApiFlight *flight)
{
	return flight->http_1 || (flight->inflate != NULL && !flight->drops);
}

/* It is too large to come by HTTP/2, and is asked for again. */
static void
ask_http_1(ApiFlight *flight)
{
	if (api_admission_revokes(flight->transfer))
		api_admission_give_up(flight->transfer);
	else
		(void) api_flight_fail(flight, API_ERR_TOO_LARGE, "a body larger than scan_buffer needs HTTP/1.1");
}

/* The backend has no memory for it: others make room, or it fails. */
static ApiTaken
ask_memory(ApiFlight *flight)
{
	if (api_admission_hopeless())
	{
		(void) api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "no memory is left of api_fdw.max_memory");
		return API_TAKEN_NOT;
	}
	api_admission_crowded(flight->transfer->queue->pool);
	return may_rest(flight) ? API_TAKEN_REST : API_TAKEN_ALL;
}

/*
 * Is there room for another step, and time?  A paused HTTP/2 stream would be buffered by
 * libcurl, or stall its neighbours.
 */
static ApiTaken
ask_room(ApiFlight *flight)
{
	ApiPauseReason pause = flight->drops ? API_PAUSE_NOT : api_pause_due(flight->transfer);

	if (pause != API_PAUSE_NOT && flight->http_1)
		return API_TAKEN_LATER;
	if (pause == API_PAUSE_FULL)
	{
		ask_http_1(flight);
		return API_TAKEN_NOT;
	}
	if (!flight->drops && api_memory_exhausted() && api_pause_needs_memory(flight->transfer))
		return ask_memory(flight);
	if (pause == API_PAUSE_HELD)
		api_admission_crowded(flight->transfer->queue->pool);
	if (may_rest(flight) && api_work_spent())
		return API_TAKEN_REST;
	return API_TAKEN_ALL;
}

/* The next step of a piece, of which *at bytes were decoded; false: fault. */
static bool
decode(ApiFlight *flight, const char *data, size_t len, size_t *at, bool *more)
{
	size_t		taken = len - *at;
	size_t		decoded_len;
	const char *decoded;
	ApiInflateStatus status = api_inflate_step(flight->inflate, data + *at, &taken,
											   &decoded, &decoded_len);

	if (status == API_INFLATE_NO_MEMORY)
		return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
	if (status == API_INFLATE_WRONG)
		return api_flight_fail(flight, API_ERR_TRANSFER, "the compressed body is damaged");
	*at += taken;
	*more = status == API_INFLATE_MORE || *at < len;
	return take_decoded(flight, decoded, decoded_len);
}

/* Takes a piece, from where it had to wait. */
static ApiTaken
take(ApiFlight *flight, const char *data, size_t len)
{
	size_t		at = flight->undone < len ? flight->undone : len;
	bool		more = true;
	ApiTaken	taken = API_TAKEN_ALL;

	while (more && (taken = ask_room(flight)) == API_TAKEN_ALL)
	{
		if (flight->inflate != NULL && !flight->drops)
		{
			if (!decode(flight, data, len, &at, &more))
				return API_TAKEN_NOT;
			continue;
		}
		more = false;
		if (!take_decoded(flight, data, len))
			return API_TAKEN_NOT;
	}
	if ((taken == API_TAKEN_LATER || taken == API_TAKEN_REST) && at > flight->undone)
		flight->undone = at;
	else if (taken == API_TAKEN_ALL)
		flight->undone -= flight->undone < len ? flight->undone : len;
	return taken;
}

/* Keeps a piece for later. */
static ApiTaken
put_off(ApiFlight *flight, const char *data, size_t len)
{
	ApiBufferStatus status = api_buffer_append(&flight->late, data, len);

	flight->behind = true;
	api_transfer_weigh(flight->transfer);
	if (status == API_BUFFER_OK)
		return API_TAKEN_ALL;
	if (status == API_BUFFER_FULL)
		(void) api_flight_fail(flight, API_ERR_TOO_LARGE, "the response body is too large");
	else
		(void) api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
	return API_TAKEN_NOT;
}

ApiTaken
api_flight_take(ApiFlight *flight, const char *data, size_t len)
{
	size_t		done;
	ApiTaken	taken;

	if (flight->behind)
		return put_off(flight, data, len);
	taken = take(flight, data, len);
	if (taken != API_TAKEN_REST || flight->http_1)
		return taken;
	done = flight->undone;
	flight->undone = 0;
	if (!api_rest_begin(flight))
		return API_TAKEN_NOT;
	return put_off(flight, data + done, len - done);
}

bool
api_flight_catch_up(ApiFlight *flight)
{
	ApiTaken	taken = take(flight, flight->late.data, flight->late.len);

	flight->behind = taken == API_TAKEN_REST;
	if (!flight->behind)
		api_buffer_free(&flight->late);
	api_transfer_weigh(flight->transfer);
	return taken != API_TAKEN_NOT;
}

bool
api_flight_end_body(ApiFlight *flight)
{
	ApiResponse *response = &flight->transfer->response;
	ApiCharsetStatus status = API_CHARSET_OK;

	if (flight->inflate != NULL && !flight->drops)
	{
		if (api_inflate_cut(flight->inflate))
			return api_flight_fail(flight, API_ERR_TRANSFER, "the compressed body ends too soon");
		/* it says itself where it ends, in whatever way it came */
		response->open_ended = response->open_ended && !api_inflate_ended(flight->inflate);
	}
	if (flight->charset != NULL)
		status = api_charset_end(flight->charset, &response->body);
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
