/*
 * flight.h
 *		One send on the wire: an easy handle, what libcurl points to meanwhile, and
 *		the callbacks that fill the response.
 *
 * Life: new, prepare, (the pool adds it to its CURLM) ..., finish, clear, prepare
 * again; free at last.  Clear wipes every credential that the flight held.
 *
 * Core: no PostgreSQL, malloc, nothing raises.
 */
#ifndef API_FLIGHT_H
#define API_FLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/charset.h"
#include "net/inflate.h"
#include "net/traffic.h"

#define API_FLIGHT_TEXT 256		/* libcurl's CURL_ERROR_SIZE */

struct ApiFlight
{
	ApiHeapNode deadline;		/* in the pool's heap; must stand first */
	ApiFlight  *next;			/* in the pool's list of idle or resting ones */
	void	   *easy;			/* CURL */
	ApiTransfer *transfer;		/* whom it serves; NULL: idle */
	ApiStub		stub;			/* its tickets */
	ApiFlight  *next_lookup;	/* of those that look a name up (lookups.c) */
	bool		looks_up;		/* it is one of them */
	bool		looked_up;		/* it was, and libcurl takes fresh answers alone for it */
	ApiLookupThreads threads;	/* of its look-up */
	bool		closes;			/* its connection is not kept */
	int			fd;				/* of its connection, once there is one; -1: not known */
	uint64_t	socket;			/* and what that number stands for */
	bool		rides;			/* on one that was there before */
	bool		spoilt;			/* that was not to be used again (sockets.h) */
	bool		unticketed;		/* libcurl asked for a socket that there was no descriptor for */
	char	   *url;			/* with credentials, malloc'd */
	void	   *headers;		/* struct curl_slist with credentials */
	ApiBuffer	body;			/* with credentials; empty: the request's has no place for them */
	ApiBuffer	line;			/* a header line in the making */
	int64_t		sent_at;		/* monotonic */
	ApiDeadline patience;		/* what has come of it, and when */
	bool		in_head;		/* between a status line and its blank line */
	bool		head_whole;		/* the final response's head is there */
	bool		http_1;			/* of the last status line */
	bool		rests;			/* until the next pump (rest.c) */
	bool		drops;			/* its body is only counted: it is a redirect's, or cannot be read */
	bool		private_ok;		/* may go to private addresses */
	int			opened;			/* sockets asked for */
	int			refused;		/* of them refused for their address */
	size_t		head_bytes;		/* of all heads of this send */
	int64_t		body_bytes;		/* decoded */
	int64_t		kept_bytes;		/* of them in UTF-8 */
	ApiInflate *inflate;		/* the body is decoded by it; owned; NULL: as it is */
	size_t		undone;			/* bytes of the next piece, or of late, that were decoded before it had to wait */
	bool		behind;			/* what came by HTTP/2 is not decoded yet; the flight rests */
	ApiBuffer	late;			/* that */
	bool		finished;		/* and nothing more comes */
	ApiCharset *charset;		/* the body is converted from it; owned; NULL: as it is */
	int			sends;			/* of the request: more than one is libcurl's own doing */
	ApiErrorCode fault;			/* found by a callback; NONE: libcurl's code counts */
	const char *fault_text;		/* of a fault; static, words or text */
	char		words[API_FLIGHT_TEXT]; /* room for a fault's */
	char		text[API_FLIGHT_TEXT];	/* libcurl's error buffer */
};

extern ApiFlight *api_flight_new(void);
extern void api_flight_free(ApiFlight *flight);

/* Makes it ready to send the transfer's request; signs it. */
extern ApiErrorCode api_flight_prepare(ApiFlight *flight, ApiTransfer *transfer);

/* Pumped time at which it must be looked at, whether it is too late. */
extern int64_t api_flight_due(const ApiFlight *flight);

/* Is it too late?  Notes what for. */
extern bool api_flight_late(ApiFlight *flight);

/* The send ended with that CURLcode: completes the response, tells the rest. */
extern void api_flight_finish(ApiFlight *flight, int code, ApiLanding *landing);

/* Wipes what belonged to the send. */
extern void api_flight_clear(ApiFlight *flight);

/*
 * Lets a paused body go on, one that rests.  Not under a callback.  false: what had waited
 * was refused.  libcurl does not end such a transfer, nor go on with it.
 */
extern bool api_flight_resume(ApiFlight *flight);
extern bool api_flight_go_on(ApiFlight *flight);

/* What libcurl's CURLcode means to us, after a landing that is told so far. */
extern ApiErrorCode api_flight_failure(int code, const ApiLanding *landing);

/* Notes a fault that libcurl does not know; false, for its callers to return.  text is
 * static, or the flight's words or text. */
extern bool api_flight_fail(ApiFlight *flight, ApiErrorCode fault, const char *text);

/* ---- flight_again.c ---- */

/*
 * libcurl is about to send it on its connection, and perhaps has sent it before.  false: it
 * must not, with a fault, as nobody knows whether it was carried out, or no request is left; or
 * its connection is spoilt, and it leaves anew.
 */
extern bool api_flight_may_send(ApiFlight *flight);

/* Was it not sent at all, as its connection was spoilt? */
extern bool api_flight_unsent(const ApiFlight *flight);

/* It ended with that CURLcode: would libcurl have sent it anew, but for a descriptor, or for
 * having done so too often?  Notes the fault. */
extern bool api_flight_turned_away(ApiFlight *flight, int code);

/* ---- flight_body.c: bool: false with a fault ---- */

/* Makes room for the body, or refuses it at once. */
extern bool api_flight_expect_body(ApiFlight *flight);

typedef enum ApiTaken
{
	API_TAKEN_ALL,
	API_TAKEN_LATER,			/* memory is full: the piece has to come again */
	API_TAKEN_REST,				/* enough was done in one go: so it has */
	API_TAKEN_NOT				/* a fault */
} ApiTaken;

/* Takes a piece of the body as it came. */
extern ApiTaken api_flight_take(ApiFlight *flight, const char *data, size_t len);

/* Decodes what came by HTTP/2 and had to wait; it may have to wait again. */
extern bool api_flight_catch_up(ApiFlight *flight);

/* The body has ended well. */
extern bool api_flight_end_body(ApiFlight *flight);

/* ---- handle.c ---- */

/* Sets every option of the easy handle but for the callbacks. */
extern ApiErrorCode api_handle_set(ApiFlight *flight);

#endif							/* API_FLIGHT_H */
