/*
 * failure.c
 *		From a response that cannot be used to an error that helps.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/document.h"
#include "json/scalar.h"
#include "net/challenge.h"
#include "net/url.h"
#include "rest/remedy.h"
#include "rest/failure.h"
#include "rest/stream.h"

#define QUOTED_MAX 300			/* bytes of the server's words */

/* What is read of them: a secret must be whole to be found, so that the end of the
 * quote is cut off only after the scrubbing. */
#define READ_MAX (QUOTED_MAX + 256 * 1024)

bool
api_failure_status_carries(const ApiTransfer *transfer)
{
	int			status = api_transfer_response((ApiTransfer *) transfer)->status;

	switch (status)
	{
		case 200:
		case 201:
		case 202:
		case 203:
		case 206:
		case 207:
			return true;
		default:
			return api_transfer_accepts(transfer, status);
	}
}

/* What a kind of transfer failure is called, and what may help. */
typedef struct Saying
{
	ApiErrorCode code;
	const char *what;
	const char *hint;
} Saying;

static const Saying sayings[] = {
	{API_ERR_RESOLVE, "could not resolve the host name",
		"Check the server's option base_url, and that this host can look it up."},
	{API_ERR_LOOKUP, "timed out looking up the host name",
		"Look at the name servers of the database's host (/etc/resolv.conf), and at base_url; option"
		" connect_timeout bounds the wait."},
	{API_ERR_CONNECT, "could not connect",
		"Check the server's option base_url and that the API is up; option connect_timeout bounds"
		" the wait."},
	{API_ERR_TLS, "could not establish a trusted TLS connection",
		"Check that base_url names the host as its certificate does; option ca_file names another"
		" authority."},
	{API_ERR_TIMEOUT, "the server did not answer in time",
		"If the API is slow, raise the option request_timeout, of a long response transfer_timeout, or lower"
		" min_speed."},
	{API_ERR_TRANSFER, "the transfer was cut short",
		"The rows would have been incomplete; option max_retries says how often to try again."},
	{API_ERR_PROTOCOL, "the server did not speak proper HTTP",
		"Check that base_url leads to an HTTP API; option http_version can pin the version."},
	{API_ERR_CONTENT, "the response cannot be decoded",
		"Ask for another form by the option headers, such as '{\"Accept-Charset\": \"utf-8\"}';"
		" compression 'off' asks for it as it is."},
	{API_ERR_TOO_LARGE, "the response is too large",
		"Raise the option max_response_size, or ask for less at a time."},
	{API_ERR_REDIRECT, "the redirect was not followed",
		"Set base_url and path to where the API is now, or list the origin in the option allowed_origins;"
		" option max_redirects bounds how many are followed."},
	{API_ERR_ORIGIN, "the host's address is not allowed",
		"Link-local and metadata addresses are never asked; an origin in allowed_origins must have"
		" a public address."},
	{API_ERR_THROTTLED, "the server asks for a longer wait than is allowed",
		"Try again later, or raise the option retry_after_max."},
	{API_ERR_FANOUT, "the statement has sent as many requests as it may",
		"Ask for less, or raise the setting api_fdw.max_requests."},
	{API_ERR_DESCRIPTORS, "too many open files: no connection can be made",
		"Raise the limit of open files of the PostgreSQL server (\"ulimit -n\", LimitNOFILE=) and"
		" max_files_per_process, or ask fewer servers at a time."},
	{API_ERR_CONNECTIONS, "as many connections are open as api_fdw.max_connections allows",
		"Raise the setting api_fdw.max_connections, close cursors, or ask fewer servers at a time."},
	{API_ERR_OUT_OF_MEMORY, "out of memory",
		"Read fewer tables of APIs at once, or raise the setting api_fdw.max_memory."},
	{API_ERR_INTERNAL, "the transfer failed unexpectedly", NULL},
};

static const Saying *
find_saying(ApiErrorCode code)
{
	size_t		n = sizeof(sayings) / sizeof(sayings[0]);

	for (size_t i = 0; i < n; i++)
		if (sayings[i].code == code)
			return &sayings[i];
	return &sayings[n - 1];
}

/* What kind of failure a status is, and what may help. */
static ApiErrorCode
status_code(int status, const char **hint)
{
	*hint = NULL;
	switch (status)
	{
		case 401:
		case 403:
		case 407:
			*hint = "Check the credentials in the user mapping: bearer_token, username and"
				" password, or api_key.";
			return API_ERR_UNAUTHORIZED;
		case 404:
		case 410:
			*hint = "Check base_url, the table's option path and the values in WHERE.";
			return API_ERR_NOT_FOUND;
		case 429:
			*hint = "Set the server's option rate_limit, lower max_concurrency, or raise"
				" max_retries.";
			return API_ERR_THROTTLED;
		default:
			break;
	}
	if (status >= 400 && status < 500)
	{
		*hint = "Check the table's options path, params and headers, and the values in WHERE.";
		return API_ERR_CLIENT_STATUS;
	}
	if (status >= 500)
	{
		*hint = "The fault lies with the API; options max_retries and retry_statuses say what is"
			" tried again.";
		return API_ERR_SERVER_STATUS;
	}
	if (status >= 200 && status < 300 && status != 205)
		*hint = "If such a response has the records, list its status in the option accept_statuses.";
	else
		*hint = "Records are read from status 200, 201, 202, 203, 206 and 207; 204 means that there"
			" are none.";
	return API_ERR_STATUS;
}

/* "GET /posts/7", malloc'd; never NULL but for no memory. */
static char *
request_name(ApiTransfer *transfer, const ApiAuth *auth)
{
	const ApiRequest *request = api_transfer_request(transfer);
	char	   *url = strdup(request->shown != NULL ? request->shown : request->url);
	char	   *shown = NULL;
	char	   *name = NULL;
	size_t		room;

	api_auth_scrub(auth, url);
	if (url != NULL)
		shown = api_url_shown(url);
	if (shown != NULL)
	{
		room = strlen(shown) + sizeof("POST ");
		name = malloc(room);
		if (name != NULL)
			snprintf(name, room, "%s %s", api_method_name(request->method), shown);
	}
	free(url);
	free(shown);
	return name;
}

/* At most QUOTED_MAX bytes, cut between characters, with dots behind. */
static void
cut_quote(char *said)
{
	size_t		len = QUOTED_MAX - 3;

	if (strlen(said) <= QUOTED_MAX)
		return;
	while (len > 0 && ((unsigned char) said[len] & 0xC0) == 0x80)
		len--;
	strcpy(said + len, "...");
}

/* Detail: the server's or libcurl's words, and how often it was tried. */
static void
add_detail(ApiTransfer *transfer, const ApiAuth *auth, const char *who, char *said, ApiError *err)
{
	int			attempts = api_transfer_attempts(transfer);

	api_auth_scrub(auth, said);
	if (said != NULL)
		cut_quote(said);
	if (said != NULL && attempts > 1)
		api_error_detail(err, "%s: \"%s\", at the last of %d attempts.", who, said, attempts);
	else if (said != NULL)
		api_error_detail(err, "%s: \"%s\".", who, said);
	else if (attempts > 1)
		api_error_detail(err, "It was tried %d times.", attempts);
}

/* What cannot be reached is named. */
static void
set_failure(ApiTransfer *transfer, const Saying *saying, const char *name, ApiError *err)
{
	bool		reached = saying->code != API_ERR_RESOLVE && saying->code != API_ERR_CONNECT &&
		saying->code != API_ERR_LOOKUP;
	char	   *host = reached ? NULL : api_remedy_host(transfer);

	if (host == NULL)
		api_error_set(err, saying->code, "%s: %s", name, saying->what);
	else
		api_error_set(err, saying->code, "%s: %s%s %s", name, saying->what,
					  saying->code == API_ERR_CONNECT ? " to" : "", host);
	free(host);
}

static void
fail_transfer(ApiTransfer *transfer, const ApiAuth *auth, const char *name, ApiError *err)
{
	ApiResponse *response = api_transfer_response(transfer);
	const Saying *saying = find_saying(response->failure);
	char	   *said = response->failure_text != NULL && *response->failure_text != '\0' ?
		strdup(response->failure_text) : NULL;

	if (response->failure == API_ERR_THROTTLED && response->retry_after_us > 0 &&
		response->status == 0)
		api_error_set(err, response->failure, "%s: %s (%.0f seconds)", name, saying->what,
					  (double) response->retry_after_us / 1e6);
	else if (response->failure == API_ERR_THROTTLED && response->retry_after_us > 0)
		api_error_set(err, response->failure, "%s: %s (%.0f seconds, with HTTP status %d)", name,
					  saying->what, (double) response->retry_after_us / 1e6, response->status);
	else
		set_failure(transfer, saying, name, err);
	add_detail(transfer, auth, "What happened", said, err);
	if (response->failure == API_ERR_TOO_LARGE && !response->begun)
		api_error_hint(err, "A response's headers may hold %d lines and %d kB.",
					   API_HEADERS_MAX_COUNT, API_HEADERS_MAX_BYTES / 1024);
	else if (saying->hint != NULL)
		api_error_hint(err, "%s", saying->hint);
	api_remedy_give(transfer, auth, err);
	free(said);
}

/* "a (b)", or a alone where it has b in it; frees both. */
static char *
join_words(char *a, char *b)
{
	size_t		room;
	char	   *both;

	if (a == NULL || b == NULL || strstr(a, b) != NULL)
	{
		if (a != NULL)
			free(b);
		return a != NULL ? a : b;
	}
	room = strlen(a) + strlen(b) + sizeof(" ()");
	both = malloc(room);
	if (both != NULL)
		snprintf(both, room, "%s (%s)", a, b);
	free(a);
	free(b);
	return both;
}

/*
 * What the body says; malloc'd, or NULL.  Where it is no JSON, secrets go first: they may hold
 * what is taken for markup, and taken out.
 */
static char *
body_words(const ApiBuffer *body, const ApiAuth *auth)
{
	char	   *copy;
	char	   *said;

	if (body->len == 0)
		return NULL;
	if (strchr("{[", body->data[strspn(body->data, " \t\r\n")]) != NULL)
		return api_document_complaint(body->data, body->len, READ_MAX);
	copy = strndup(body->data, READ_MAX);
	if (copy == NULL)
		return NULL;
	api_auth_scrub(auth, copy);
	said = api_document_complaint(copy, strlen(copy), READ_MAX);
	free(copy);
	return said;
}

/* What the body says, and the challenge of a refusal; malloc'd, or NULL. */
static char *
status_words(const ApiResponse *response, const ApiAuth *auth)
{
	char	   *challenge = api_challenge_complaint(&response->headers);
	char	   *said = body_words(&response->body, auth);
	char	   *asked = NULL;

	if (challenge != NULL)
	{
		asked = api_document_complaint(challenge, strlen(challenge), READ_MAX);
		api_memory_wipe(challenge, strlen(challenge));
		free(challenge);
	}
	return join_words(said, asked);
}

static void
fail_status(ApiTransfer *transfer, const ApiAuth *auth, const char *name, ApiError *err)
{
	ApiResponse *response = api_transfer_response(transfer);
	const char *hint;
	ApiErrorCode code = status_code(response->status, &hint);
	char	   *said = status_words(response, auth);

	api_error_set(err, code, "%s: HTTP status %d", name, response->status);
	add_detail(transfer, auth, "The server said", said, err);
	if (hint != NULL)
		api_error_hint(err, "%s", hint);
	api_remedy_give(transfer, auth, err);
	free(said);
}

bool
api_failure_of_transfer(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err)
{
	ApiResponse *response = api_transfer_response(transfer);
	bool		failed = response->failure != API_ERR_NONE;
	char	   *name;

	if (!failed && (api_failure_status_carries(transfer) || response->status == 204))
		return false;
	name = request_name(transfer, auth);
	if (name == NULL)
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	else if (failed)
		fail_transfer(transfer, auth, name, err);
	else
		fail_status(transfer, auth, name, err);
	free(name);
	return true;
}

bool
api_failure_in_accepted(const ApiPage *page, ApiError *err)
{
	if (api_transfer_response(page->transfer)->status != 202 || api_page_records(page) > 0 ||
		api_page_before(page) > 0 || api_transfer_accepts(page->transfer, 202))
		return false;
	api_error_set(err, API_ERR_STATUS, "HTTP status 202 without records");
	api_error_hint(err, "The API may still be preparing them: retry_statuses"
				   " '202,408,425,429,500,502,503,504' asks again.  If it means that there are none,"
				   " set accept_statuses '202'.");
	return true;
}

/*
 * What is found there, as people read it; malloc'd, or NULL.  A comparison that holds
 * says nothing by itself, but the body may.
 */
static char *
quote_found(const ApiPage *page, const ApiText *found)
{
	const ApiBuffer *body = &api_transfer_response(page->transfer)->body;
	bool		holds = found->len == strlen("true") && memcmp(found->text, "true", found->len) == 0;
	char	   *said = NULL;

	if (holds && body->len > 0)
		said = api_document_complaint(body->data, body->len, READ_MAX);
	if (said == NULL)
		said = api_document_complaint(found->text, found->len, READ_MAX);
	return said != NULL ? said : strndup(found->text, found->len < READ_MAX ? found->len : READ_MAX);
}

/* The first of the lines that tells of an error: each of them may. */
static bool
find_in_lines(ApiPage *page, const ApiEnvelope *place, ApiText *found, ApiError *err)
{
	size_t		records = api_reader_records(page->reader);

	*found = (ApiText) {NULL, 0};
	for (size_t record = 0; record < records && found->text == NULL; record++)
	{
		ApiText		prefixes[2] = {{NULL, 0}, {NULL, 0}};

		prefixes[0].text = api_page_value(page, record, place->slots[0], &prefixes[0].len);
		if (prefixes[0].text == NULL)
			continue;
		if (!api_query_find(place->query, prefixes, place->steps, found, err))
			return false;
		if (found->text != NULL && api_text_falsy(found->text, found->len))
			found->text = NULL;
	}
	return true;
}

static bool
find_told(ApiPage *page, const ApiEnvelope *place, ApiText *found, ApiError *err)
{
	if (place->query != NULL && place->nslots == 1 && !page->empty && api_reader_lines(page->reader) &&
		api_projection_is_of_record(page->projection, place->slots[0]))
		return find_in_lines(page, place, found, err);
	return api_envelope_find(place, page, found, err);
}

/* The first of the places at which there is something; false: nowhere, or err. */
static bool
find_error(ApiPage *page, const ApiEnvelope *places, int nplaces, ApiText *found, ApiError *err)
{
	for (int i = 0; i < nplaces; i++)
	{
		if (!find_told(page, &places[i], found, err))
			return false;
		if (found->text != NULL && !api_text_falsy(found->text, found->len))
			return true;
	}
	return false;
}

bool
api_failure_in_body(ApiPage *page, const ApiEnvelope *places, int nplaces, const ApiAuth *auth,
					ApiError *err)
{
	ApiText		found;
	char	   *said;

	if (!find_error(page, places, nplaces, &found, err))
		return api_error_is_set(err);
	said = quote_found(page, &found);
	api_auth_scrub(auth, said);
	if (said != NULL)
		cut_quote(said);
	api_error_set(err, API_ERR_API, "the API reports an error");
	if (said != NULL)
		api_error_detail(err, "The server said: \"%s\".", said);
	api_error_hint(err, "The option error_path names where it is told; retry_errors lists texts that"
				   " are tried again.");
	free(said);
	return true;
}

void
api_failure_truncated(ApiTransfer *transfer, ApiError *err)
{
	const Saying *saying = find_saying(API_ERR_TRANSFER);
	ApiError	cut = API_ERROR_INIT;

	api_error_set(&cut, saying->code, "%s", saying->what);
	api_error_detail(&cut, "The transfer ended as if it were whole, but its content did not, at the"
					 " last of %d attempts: %s.", api_transfer_attempts(transfer), err->message);
	api_error_hint(&cut, "%s", saying->hint);
	api_error_clear(err);
	api_error_move(err, &cut);
}

void
api_failure_wrap(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err)
{
	char	   *name = request_name(transfer, auth);
	ApiError	wrapped = API_ERROR_INIT;

	if (name == NULL)
		return;
	api_error_set(&wrapped, err->code, "%s: %s", name,
				  err->message != NULL ? err->message : "out of memory");
	if (err->detail != NULL)
		api_error_detail(&wrapped, "%s", err->detail);
	if (err->hint != NULL)
		api_error_hint(&wrapped, "%s", err->hint);
	api_auth_scrub(auth, wrapped.message);
	api_auth_scrub(auth, wrapped.detail);
	api_auth_scrub(auth, wrapped.hint);
	wrapped.where = err->where;
	err->where = NULL;
	api_error_clear(err);
	api_error_move(err, &wrapped);
	free(name);
}

void
api_failure_policy_free(ApiFailurePolicy *policy)
{
	while (policy->nerrors > 0)
		api_query_free(policy->errors[--policy->nerrors].query);
	api_wait_path_free(&policy->wait);
	free(policy->retryable);
	policy->retryable = NULL;
}
