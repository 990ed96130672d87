/*
 * flight_again.c
 *		What libcurl sends by itself again, and over connections used before.
 *
 * A request that went out over an old connection, which then broke without an answer, and one that
 * a server's last word on a connection did not cover (GOAWAY, REFUSED_STREAM), is sent anew within
 * the same flight.  That needs a new connection, mostly, and so a ticket, which cannot be had under
 * a callback: without one the flight lands, turned away, and the request leaves anew, with tickets.
 * So does one whose connection is broken, or has something to read before anything was asked (sockets.h).
 */
#include <curl/curl.h>

#include "net/allowance.h"
#include "net/flight.h"
#include "net/repeat.h"
#include "net/sockets.h"

/*
 * What libcurl sends again by itself, at most.  Then it gives up, with the error of the last send, or with
 * CURLE_SEND_ERROR if that had none: so it is from 7.85 to 8.22.
 */
#define MAX_RESENDS 5

static const char *const lost_text = "the connection was lost; the request may have been carried out";

/* May it be sent once more in the same flight? */
static bool
may_resend(const ApiFlight *flight)
{
	ApiSent		sent = {.repeatable = api_transfer_send_repeatable(flight->transfer),.resent = true};

	return api_repeat_decide(&sent) != API_REPEAT_NOT;
}

/* It is sent once more; false: no request is left. */
static bool
count_again(ApiFlight *flight)
{
	ApiQueue   *queue = flight->transfer->queue;

	if (!api_allowance_take(queue->statement))
		return api_flight_fail(flight, API_ERR_FANOUT, "");
	/* it leaves now, and those that come wait for longer */
	api_limiter_take(&queue->pool->limiter, api_engine_now());
	queue->stats.requests++;
	queue->stats.retries++;
	return true;
}

bool
api_flight_may_send(ApiFlight *flight)
{
	if (flight->sends > 0 && !may_resend(flight))
		return api_flight_fail(flight, API_ERR_TRANSFER, lost_text);
	flight->spoilt = api_sockets_spoilt(flight);
	/* or else libcurl keeps it, if it is by HTTP/2 */
	if (flight->spoilt)
		(void) curl_easy_setopt(flight->easy, CURLOPT_FORBID_REUSE, 1L);
	if (flight->spoilt || (flight->sends > 0 && !count_again(flight)))
		return false;
	flight->sends++;
	return true;
}

bool
api_flight_unsent(const ApiFlight *flight)
{
	return flight->spoilt && flight->sends == 0;
}

bool
api_flight_turned_away(ApiFlight *flight, int code)
{
	bool		unticketed = code == CURLE_COULDNT_CONNECT && flight->unticketed && flight->stub.opened == 0;
	bool		given_up = (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR) && flight->sends > MAX_RESENDS;

	if (!flight->patience.connected || flight->fault != API_ERR_NONE || flight->head_bytes > 0 ||
		!(unticketed || given_up || flight->spoilt))
		return false;
	(void) api_flight_fail(flight, API_ERR_TRANSFER, may_resend(flight) ?
						   "the server ended its connections before it took the request" : lost_text);
	return true;
}
