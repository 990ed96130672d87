/*
 * flight.c
 *		One send on the wire, and libcurl's callbacks.
 *
 * Time limits are ours, on the engine's pumped clock (deadline.c): connecting has
 * libcurl's own as well, request_timeout as a net.
 *
 * The head callback sees heads of 1xx answers too; each status line begins anew.
 * What follows the final head's blank line (trailers) is only counted.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/compat.h"
#include "net/address.h"
#include "net/flight.h"
#include "net/redirect.h"
#include "net/sockets.h"

#define LINE_MAX_BYTES API_HEADERS_MAX_BYTES

static const char *const refused_text = "the host's address is not allowed";

static ApiErrorCode set_callbacks(ApiFlight *flight);
static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address);
static int	on_close(void *arg, curl_socket_t fd);
static int	on_lookup(void *resolver, void *unused, void *arg);
static int	on_connected(void *arg, char *remote_ip, char *local_ip, int remote_port, int local_port);
static size_t on_head(char *data, size_t size, size_t count, void *arg);
static size_t on_body(char *data, size_t size, size_t count, void *arg);
static bool read_status(ApiFlight *flight, const char *data, size_t len);
static bool read_header(ApiFlight *flight, const char *data, size_t len);
static bool end_head(ApiFlight *flight);
static ApiResponse *response_of(const ApiFlight *flight);
static bool judges_addresses(const ApiFlight *flight);
static bool address_allowed(const ApiFlight *flight, ApiAddressKind kind);
static void take_figures(ApiFlight *flight, ApiLanding *landing);

ApiFlight *
api_flight_new(void)
{
	ApiFlight  *flight = calloc(1, sizeof(*flight));

	if (flight == NULL)
		return NULL;
	flight->fd = -1;
	api_heap_node_init(&flight->deadline);
	api_buffer_init(&flight->line, LINE_MAX_BYTES);
	flight->easy = curl_easy_init();
	if (flight->easy == NULL)
	{
		free(flight);
		return NULL;
	}
	return flight;
}

void
api_flight_free(ApiFlight *flight)
{
	api_flight_clear(flight);
	curl_easy_cleanup(flight->easy);
	api_buffer_wipe(&flight->line);
	free(flight);
}

ApiErrorCode
api_flight_prepare(ApiFlight *flight, ApiTransfer *transfer)
{
	ApiErrorCode failure;

	flight->transfer = transfer;
	flight->sent_at = api_engine_now();
	api_deadline_begin(&flight->patience, transfer->begun_at, api_engine_clock());
	failure = api_handle_set(flight);
	if (failure == API_ERR_NONE)
		failure = set_callbacks(flight);
	return failure;
}

static ApiErrorCode
set_callbacks(ApiFlight *flight)
{
	CURL	   *easy = flight->easy;

	if (curl_easy_setopt(easy, CURLOPT_PRIVATE, flight) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, flight->text) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_HEADERDATA, flight) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_WRITEDATA, flight) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, flight) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_RESOLVER_START_FUNCTION, on_lookup) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_RESOLVER_START_DATA, flight) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected) != CURLE_OK ||
		curl_easy_setopt(easy, CURLOPT_PREREQDATA, flight) != CURLE_OK)
		return API_ERR_INTERNAL;
	return API_ERR_NONE;
}

int64_t
api_flight_due(const ApiFlight *flight)
{
	return api_deadline_due(&flight->patience, &flight->transfer->queue->limits.patience,
							api_engine_clock());
}

bool
api_flight_late(ApiFlight *flight)
{
	const ApiPatience *patience = &flight->transfer->queue->limits.patience;
	ApiLateness late;
	size_t		room = sizeof(flight->text);

	/* what is wrong with it is known, and libcurl does not end it */
	if (flight->fault != API_ERR_NONE)
		return true;
	if (flight->behind)
		api_deadline_heard(&flight->patience, 0, api_engine_clock());
	late = api_deadline_judge(&flight->patience, patience, api_engine_clock());
	switch (late)
	{
		case API_LATE_NOT:
			return false;
		case API_LATE_CONNECTION:
			(void) snprintf(flight->text, room, "no connection in time");
			break;
		case API_LATE_HEAD:
			(void) snprintf(flight->text, room, "no response headers within %lld ms",
							(long long) (patience->silence_us / 1000));
			break;
		case API_LATE_SILENCE:
			(void) snprintf(flight->text, room, "no data for %lld ms",
							(long long) (patience->silence_us / 1000));
			break;
		case API_LATE_PACE:
			(void) snprintf(flight->text, room, "less than %d byte%s a second for a minute",
							patience->pace, patience->pace == 1 ? "" : "s");
			break;
		case API_LATE_WHOLE:
			(void) snprintf(flight->text, room, "the response was not whole within %lld ms",
							(long long) (patience->whole_us / 1000));
			break;
	}
	(void) curl_easy_setopt(flight->easy, CURLOPT_FORBID_REUSE, 1L);	/* it may be dead */
	(void) api_flight_fail(flight, flight->looks_up ? API_ERR_LOOKUP : API_ERR_TIMEOUT, flight->text);
	return true;
}

void
api_flight_finish(ApiFlight *flight, int code, ApiLanding *landing)
{
	ApiTransfer *transfer = flight->transfer;
	ApiResponse *response = response_of(flight);
	const char *text;

	take_figures(flight, landing);
	landing->turned_away = api_flight_turned_away(flight, code);
	/* not a stream's end alone, that of its connection */
	if (code == CURLE_HTTP2 || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR)
		api_sockets_failed(flight);
	if (code == CURLE_OK && flight->fault == API_ERR_NONE && flight->head_whole)
		(void) api_flight_end_body(flight);
	if (code == CURLE_COULDNT_CONNECT && flight->refused > 0 && flight->refused == flight->opened)
		(void) api_flight_fail(flight, API_ERR_ORIGIN, refused_text);
	else if (flight->in_head && (code == CURLE_OUT_OF_MEMORY || code == API_CURLE_TOO_LARGE))
		(void) api_flight_fail(flight, API_ERR_TOO_LARGE, "a response header is too large");
	else if (code == CURLE_OK && !flight->head_whole)
		(void) api_flight_fail(flight, API_ERR_TRANSFER, "the connection was closed within the response's headers");

	free(response->url);
	response->url = strdup(api_transfer_url(transfer));

	if (flight->fault != API_ERR_NONE)
		response->failure = flight->fault;
	else
		response->failure = api_flight_failure(code, landing);

	if (response->failure == API_ERR_NONE && response->url == NULL)
		response->failure = API_ERR_OUT_OF_MEMORY;
	if (response->failure == API_ERR_NONE)
		return;
	if (flight->fault != API_ERR_NONE)
		text = flight->fault_text;
	else
		text = flight->text[0] != '\0' ? flight->text : curl_easy_strerror((CURLcode) code);
	free(response->failure_text);
	response->failure_text = strdup(text);
}

/* What libcurl measured, for the queue's statistics and the landing. */
static void
take_figures(ApiFlight *flight, ApiLanding *landing)
{
	ApiQueueStats *stats = &flight->transfer->queue->stats;
	curl_off_t	total_us = 0;
	long		connects = 0;

	(void) curl_easy_getinfo(flight->easy, CURLINFO_TOTAL_TIME_T, &total_us);
	(void) curl_easy_getinfo(flight->easy, CURLINFO_NUM_CONNECTS, &connects);

	landing->sent_at = flight->sent_at;
	landing->looking_up = flight->looks_up;
	landing->connected = flight->patience.connected;
	landing->reused = flight->patience.connected && flight->rides;
	landing->answered = flight->head_bytes > 0;
	landing->sends = flight->sends;

	response_of(flight)->transfer_us = total_us;
	stats->transfer_us += total_us;
	stats->bytes += flight->body_bytes;
	stats->connections_opened += connects;
	if (landing->reused)
		stats->connections_reused++;
}

void
api_flight_clear(ApiFlight *flight)
{
	for (struct curl_slist *item = flight->headers; item != NULL; item = item->next)
		api_memory_wipe(item->data, strlen(item->data));
	curl_slist_free_all(flight->headers);
	flight->headers = NULL;
	if (flight->url != NULL)
		api_memory_wipe(flight->url, strlen(flight->url));
	free(flight->url);
	flight->url = NULL;
	api_buffer_wipe(&flight->body);

	flight->transfer = NULL;
	flight->stub = (ApiStub) {0};
	flight->threads = (ApiLookupThreads) {0};
	flight->looked_up = flight->closes = flight->unticketed = flight->spoilt = flight->rides = false;
	flight->fd = -1;
	api_deadline_begin(&flight->patience, 0, 0);
	flight->in_head = flight->head_whole = flight->drops = false;
	flight->opened = flight->refused = 0;
	flight->head_bytes = 0;
	flight->body_bytes = flight->kept_bytes = 0;
	flight->sends = 0;
	api_charset_free(flight->charset);
	flight->charset = NULL;
	api_inflate_free(flight->inflate);
	flight->inflate = NULL;
	flight->undone = 0;
	flight->behind = flight->finished = false;
	api_buffer_free(&flight->late);
	flight->fault = API_ERR_NONE;
	flight->text[0] = '\0';
	curl_easy_reset(flight->easy);
}

static ApiResponse *
response_of(const ApiFlight *flight)
{
	return &flight->transfer->response;
}

/* Behind a proxy we see the proxy's address alone. */
static bool
judges_addresses(const ApiFlight *flight)
{
	return flight->transfer->queue->pool->transport.proxy == NULL;
}

static bool
address_allowed(const ApiFlight *flight, ApiAddressKind kind)
{
	return kind == API_ADDRESS_PUBLIC || (kind == API_ADDRESS_PRIVATE && flight->private_ok);
}

/* A look-up is about to be started. */
static int
on_lookup(void *resolver, void *unused, void *arg)
{
	(void) resolver;
	(void) unused;
	api_lookups_begins(arg);
	return 0;
}

static curl_socket_t
on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	ApiFlight  *flight = arg;

	(void) purpose;
	flight->opened++;
	api_lookups_answered(flight, false);
	api_tickets_looked_up(flight);
	if (judges_addresses(flight) &&
		!address_allowed(flight, api_address_kind(&address->addr)))
	{
		flight->refused++;
		return CURL_SOCKET_BAD;
	}
	return api_sockets_open(flight, address->family, address->socktype, address->protocol);
}

/* Of a connection, which may outlive its flight; not of each: see sockets.h. */
static int
on_close(void *arg, curl_socket_t fd)
{
	(void) arg;
	(void) api_engine_watch(NULL, fd, 0);
	api_sockets_closed(fd);
	return close(fd);
}

/* The connection is there, new or used: judges it again, starts the clock. */
static int
on_connected(void *arg, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
	ApiFlight  *flight = arg;

	(void) api_sockets_meet(flight, &(ApiEnds) {remote_ip, local_ip, remote_port, local_port});
	api_lookups_answered(flight, flight->opened == 0);
	api_tickets_connected(flight);
	if (judges_addresses(flight) &&
		!address_allowed(flight, api_address_kind_of_text(remote_ip)))
	{
		(void) api_flight_fail(flight, API_ERR_ORIGIN, refused_text);
		return CURL_PREREQFUNC_ABORT;
	}
	if (!api_flight_may_send(flight))
		return CURL_PREREQFUNC_ABORT;
	/* the limit for connecting is over: the next one may be due sooner */
	api_deadline_connected(&flight->patience, api_engine_clock());
	api_heap_change(&flight->transfer->queue->pool->deadlines, &flight->deadline,
					api_flight_due(flight));
	return CURL_PREREQFUNC_OK;
}

bool
api_flight_fail(ApiFlight *flight, ApiErrorCode fault, const char *text)
{
	flight->fault = fault;
	flight->fault_text = text;
	return false;
}

/* One line of a head. */
static size_t
on_head(char *data, size_t size, size_t count, void *arg)
{
	ApiFlight  *flight = arg;
	size_t		len = size * count;
	bool		ok;

	flight->head_bytes += len;
	if (flight->head_bytes > API_HEADERS_MAX_BYTES)
		ok = api_flight_fail(flight, API_ERR_TOO_LARGE, "the response's headers are too large");
	else if (flight->head_whole)
		ok = true;				/* a trailer */
	else if (len >= 5 && memcmp(data, "HTTP/", 5) == 0)
		ok = read_status(flight, data, len);
	else if (!flight->in_head)
		ok = api_flight_fail(flight, API_ERR_PROTOCOL, "headers without a status line");
	else if (len == 0 || data[0] == '\r' || data[0] == '\n')
		ok = end_head(flight);
	else
		ok = read_header(flight, data, len);

	/* any other number than len ends the transfer */
	return ok ? len : len + 1;
}

/* A head begins: "HTTP/1.1 200 OK". */
static bool
read_status(ApiFlight *flight, const char *data, size_t len)
{
	ApiResponse *response = response_of(flight);
	const char *blank = memchr(data, ' ', len);
	size_t		room = blank != NULL ? (size_t) (data + len - ++blank) : 0;
	int			status = 0;
	size_t		digits = 0;

	for (; digits < room && blank[digits] >= '0' && blank[digits] <= '9' && digits < 4; digits++)
		status = status * 10 + (blank[digits] - '0');
	if (digits != 3 || status < 100 || status > 599)
		return api_flight_fail(flight, API_ERR_PROTOCOL, "the response's status makes no sense");

	api_headers_free(&response->headers);
	response->status = status;
	flight->http_1 = len >= 7 && memcmp(data, "HTTP/1.", 7) == 0;
	flight->in_head = true;
	return true;
}

static bool
read_header(ApiFlight *flight, const char *data, size_t len)
{
	ApiResponse *response = response_of(flight);
	ApiBuffer  *line = &flight->line;
	char	   *value;

	while (len > 0 && strchr("\r\n \t", data[len - 1]) != NULL)
		len--;
	api_buffer_reset(line);
	if (api_buffer_append(line, data, len) != API_BUFFER_OK)
		return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");

	/* what has no name (a folded line) is of no interest */
	value = strchr(line->data, ':');
	if (value == NULL || value == line->data || line->data[0] == ' ' || line->data[0] == '\t')
		return true;
	*value++ = '\0';
	value += strspn(value, " \t");

	if (response->headers.count >= API_HEADERS_MAX_COUNT)
		return api_flight_fail(flight, API_ERR_TOO_LARGE, "the response has too many headers");
	if (!api_headers_add(&response->headers, line->data, value))
		return api_flight_fail(flight, API_ERR_OUT_OF_MEMORY, "out of memory");
	return api_admission_head(flight);
}

/* The blank line: an interim answer's, or the final one's. */
static bool
end_head(ApiFlight *flight)
{
	ApiResponse *response = response_of(flight);

	flight->in_head = false;
	if (response->status == 101)
		return api_flight_fail(flight, API_ERR_PROTOCOL, "the server switched protocols unasked");
	if (response->status < 200)
	{
		response->status = 0;
		return true;
	}
	if (!api_transfer_event(flight->transfer, API_EVENT_HEAD))
		return false;
	flight->head_whole = flight->patience.answered = true;
	api_deadline_heard(&flight->patience, (int64_t) flight->head_bytes, api_engine_clock());
	if (flight->http_1)
		api_sockets_answered(flight);
	flight->drops = api_redirect_wanted(response);
	if (flight->drops)
		return true;
	response->begun = true;
	flight->transfer->by_http_2 = !flight->http_1;
	response->open_ended = flight->http_1 && api_response_unframed(response);
	return api_flight_expect_body(flight);
}

bool
api_flight_resume(ApiFlight *flight)
{
	api_deadline_resume(&flight->patience, api_engine_clock());
	return api_flight_go_on(flight);
}

bool
api_flight_go_on(ApiFlight *flight)
{
	return curl_easy_pause(flight->easy, CURLPAUSE_CONT) == CURLE_OK && flight->fault == API_ERR_NONE;
}

/* A piece of the body, as it came. */
static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	ApiFlight  *flight = arg;
	size_t		len = size * count;

	api_deadline_heard(&flight->patience, (int64_t) len, api_engine_clock());
	switch (api_flight_take(flight, data, len))
	{
		case API_TAKEN_ALL:
			return len;
		case API_TAKEN_LATER:
			api_deadline_pause(&flight->patience, api_engine_clock());
			return api_pause_begin(flight->transfer) ? CURL_WRITEFUNC_PAUSE : len + 1;
		case API_TAKEN_REST:
			return api_rest_begin(flight) ? CURL_WRITEFUNC_PAUSE : len + 1;
		default:
			return len + 1;		/* any other number than len ends the transfer */
	}
}
