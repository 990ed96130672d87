/*
 * transfer.h
 *		One request on its way: its attempts, redirects and its response.
 *
 * A transfer is malloc'd, born by api_queue_put and freed by its owner with
 * api_transfer_free, at the latest by api_queue_close.  Between attempts it
 * waits in its pool; only while it flies does it hold an easy handle.
 *
 * Credentials go to base_url's own origin alone.  To one of allowed_origins go
 * of the request's own headers only Accept, Accept-Language, User-Agent and (of a
 * POST) Content-Type and Idempotency-Key, and only to a public address, unless the origin is written
 * as an IP address.  Link-local and cloud metadata addresses are always refused
 * (API_ERR_ORIGIN); behind a proxy the addresses are the proxy's business.
 *
 * What is sent again is decided in one place, repeat.c: what is not repeatable only if
 * it cannot have been carried out.  It goes by HTTP/1.1, so that what libcurl would send
 * again by itself, when an old connection breaks, can be stopped.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_TRANSFER_H
#define API_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "net/deadline.h"
#include "net/limiter.h"
#include "net/message.h"
#include "net/refusal.h"
#include "net/retry.h"

typedef enum ApiHttpVersion
{
	API_HTTP_AUTO,				/* HTTP/2 where TLS negotiates it */
	API_HTTP_1_1,
	API_HTTP_2					/* HTTP/2 over TLS, else 1.1 */
} ApiHttpVersion;

/* How a pool's connections are made; copied by the pool. */
typedef struct ApiTransport
{
	const char *base_url;		/* the server's; its origin is home */
	const char *const *allowed_origins; /* further ones, NULL-terminated, or NULL */
	const char *user_agent;
	const char *ca_file;		/* or NULL: the system's */
	const char *proxy;			/* or NULL: none (never from the environment) */
	bool		tls_verify;
	bool		compression;	/* offer gzip */
	ApiHttpVersion http_version;
	int64_t		idle_us;		/* how long connections may rest */
} ApiTransport;

#define API_ACCEPT_MAX_STATUSES 32

/* What bounds a scan's requests; copied by the queue. */
typedef struct ApiLimits
{
	int			max_concurrency;	/* transfers in flight, >= 1 */
	ApiRate		rate;			/* the pool keeps the strictest of its queues' */
	ApiPatience patience;
	int			max_redirects;
	size_t		max_response_size;	/* decoded bytes of a body */
	size_t		pause_above;	/* bytes of all bodies that are held; beyond, they wait,
								 * see net/pause.c; 0: no such bound */
	ApiRetryPolicy retry;
	const ApiWaitFinder *finder;	/* of a wait in a refusal's body; lives longer; or NULL */
	int			naccepted;
	int			accepted[API_ACCEPT_MAX_STATUSES];	/* 2xx said to carry what is asked for */
} ApiLimits;

typedef struct ApiTransfer ApiTransfer;

extern void *api_transfer_tag(const ApiTransfer *transfer); /* as given to put */

/*
 * Attempts begun so far; changes when the response starts afresh.  Redirects do
 * not count, and their bodies never show in the response.  More than the
 * policy's when sends were excused (an idle connection that the server had
 * closed, a time limit that passed while nobody pumped) or waited at the
 * server's word.
 */
extern int	api_transfer_attempts(const ApiTransfer *transfer);

extern const ApiRequest *api_transfer_request(const ApiTransfer *transfer);

/* Is that one of the accepted statuses of its queue's limits? */
extern bool api_transfer_accepts(const ApiTransfer *transfer, int status);

/* The response as far as it came; its body may move until the transfer is done. */
extern ApiResponse *api_transfer_response(ApiTransfer *transfer);

/*
 * The owner of a taken transfer found its body unfit (API_ERR_TRANSFER: truncated
 * JSON behind a clean end; API_ERR_API: it tells of an error that passes): sends it
 * again under the retry policy, what is not repeatable only for the latter.  false: no
 * attempts left, or not worth it; the transfer stays done.
 */
extern bool api_transfer_retry(ApiTransfer *transfer, ApiErrorCode failure);

/* Does its body wait, because pause_above bytes of it are there? */
extern bool api_transfer_paused(const ApiTransfer *transfer);

/* Does its body wait, because all of the queue's together are as large as that? */
extern bool api_transfer_held(const ApiTransfer *transfer);

/* Its owner holds that many bytes because of its body: they count as if they were of it. */
extern void api_transfer_burden(ApiTransfer *transfer, size_t bytes);

/* One that is held goes on with the next pump, past that bound, until it is full. */
extern void api_transfer_urge(ApiTransfer *transfer);

/*
 * Drops the first bytes of the body; what waits goes on with the next pump.  From
 * then on nothing of it is sent again: a failure is final.
 */
extern void api_transfer_discard(ApiTransfer *transfer, size_t bytes);

/* Is its response another's, who asked for the same? */
extern bool api_transfer_copied(const ApiTransfer *transfer);

/* Its owner found the response whole, and needs it no more: when it is freed, others may have it. */
extern void api_transfer_keep(ApiTransfer *transfer);

/* Takes it off the wire if it flies, wipes and frees it. */
extern void api_transfer_free(ApiTransfer *transfer);

#endif							/* API_TRANSFER_H */
