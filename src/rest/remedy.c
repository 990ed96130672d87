/*
 * remedy.c
 *		Hints for failed requests where more is known than their kind.  See remedy.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rest/remedy.h"

/* What TLS libraries say, in their versions, of an answer that is no TLS. */
static const char *const no_tls[] = {"wrong version number", "packet length too long",
"unexpected TLS packet", "http request", "record layer failure", "unknown protocol"};

/* What servers say, in a 400, of a request without TLS where it is spoken. */
static const char *const tls_wanted[] = {"plain HTTP request was sent to HTTPS port",
	"speaking plain HTTP to an SSL", "HTTP request to an HTTPS server", "port requires TLS",
"This web server is running in SSL mode"};

/* Of the last hop. */
static const char *
url_of(const ApiTransfer *transfer)
{
	const ApiResponse *response = api_transfer_response((ApiTransfer *) transfer);

	return response->url != NULL ? response->url : api_transfer_request(transfer)->url;
}

#define MENTIONS(text, phrases) mentions(text, phrases, sizeof(phrases) / sizeof(phrases[0]))

static bool
mentions(const char *text, const char *const *phrases, size_t count)
{
	for (size_t i = 0; text != NULL && i < count; i++)
		if (strcasestr(text, phrases[i]) != NULL)
			return true;
	return false;
}

/* Where the authority of a URL begins, and its length; NULL: it has none. */
static const char *
authority(const char *url, size_t *len)
{
	const char *begin = url != NULL ? strstr(url, "://") : NULL;

	if (begin == NULL)
		return NULL;
	begin += 3;
	*len = strcspn(begin, "/?#");
	return begin;
}

/* Says which base_url to try. */
static void
advise_scheme(const ApiTransfer *transfer, const char *why, const char *scheme, ApiError *err)
{
	size_t		len;
	const char *host = authority(url_of(transfer), &len);

	if (host != NULL && memchr(host, '@', len) == NULL)
		api_error_hint(err, "%s on this port; try base_url '%s://%.*s'.", why, scheme, (int) len,
					   host);
}

/* Is it one of the header's challenges?  Several may share it, separated by commas. */
static bool
asks_for(const char *challenges, const char *scheme)
{
	const char *found = challenges;

	while ((found = strcasestr(found, scheme)) != NULL)
	{
		const char *before = found++;

		while (before > challenges && before[-1] == ' ')
			before--;
		if (before == challenges || before[-1] == ',')
			return true;
	}
	return false;
}

/* By the challenge of the first header that has one that can be met. */
static void
advise_mapping(const ApiResponse *response, const char *mapping, ApiError *err)
{
	const char *options = "bearer_token '...'); or with username and password, or api_key";

	for (int i = 0; i < response->headers.count; i++)
	{
		const ApiHeader *header = &response->headers.items[i];

		if (strcasecmp(header->name, "WWW-Authenticate") != 0)
			continue;
		if (asks_for(header->value, "Basic "))
			options = "username '...', password '...')";
		else if (asks_for(header->value, "Bearer"))
			options = "bearer_token '...')";
		else
			continue;
		break;
	}
	api_error_hint(err, "There is no user mapping, so that no credentials were sent:"
				   " CREATE USER MAPPING %s OPTIONS (%s.", mapping, options);
}

/* Would it have been sent again, if that did no harm? */
static bool
is_sent_once(const ApiTransfer *transfer, const ApiError *err)
{
	const ApiResponse *response = api_transfer_response((ApiTransfer *) transfer);

	if (api_transfer_request(transfer)->repeatable)
		return false;
	return err->code == API_ERR_TRANSFER || err->code == API_ERR_TIMEOUT ||
		(err->code == API_ERR_SERVER_STATUS && response->status != 503 && response->status != 501);
}

void
api_remedy_give(ApiTransfer *transfer, const ApiAuth *auth, ApiError *err)
{
	const ApiResponse *response = api_transfer_response(transfer);
	const char *mapping = api_auth_mapping(auth);
	bool		plain = strncasecmp(url_of(transfer), "http://", 7) == 0;

	if (err->code == API_ERR_UNAUTHORIZED && mapping != NULL && response->status != 407)
		advise_mapping(response, mapping, err);
	else if (err->code == API_ERR_TLS && MENTIONS(response->failure_text, no_tls))
		advise_scheme(transfer, "The server does not speak TLS", "http", err);
	else if (plain && response->status == 400 && MENTIONS(response->body.data, tls_wanted))
		advise_scheme(transfer, "The server speaks TLS", "https", err);
	else if (is_sent_once(transfer, err))
		api_error_hint(err, "A POST that may have been carried out is not sent again.  If it does no harm to do it"
					   " twice, set repeatable 'on'.");
	else if (plain && !response->begun &&
			 (err->code == API_ERR_PROTOCOL || err->code == API_ERR_TRANSFER))
		api_error_hint_more(err, "If this port speaks TLS, base_url begins with https://.");
}

/* Does the link lead beside the path that base_url has? */
static bool
leads_beside(const char *url, const char *base_url)
{
	size_t		len;
	const char *path = authority(base_url, &len);
	const char *other = authority(url, &len);

	if (path == NULL || other == NULL)
		return false;
	path += strcspn(path, "/?#");
	other += len;
	len = strcspn(path, "?#");
	while (len > 0 && path[len - 1] == '/')
		len--;
	return strncmp(path, other, len) != 0;
}

void
api_remedy_chained(const ApiTransfer *transfer, const char *base_url, ApiError *err)
{
	const char *url = api_transfer_request((ApiTransfer *) transfer)->url;

	if (leads_beside(url, base_url))
		api_error_hint(err, "The link to this page leads beside the path of base_url.  If it is meant below that,"
					   " set next_url_base 'base_url'.");
	else if (err->code == API_ERR_CLIENT_STATUS || err->code == API_ERR_NOT_FOUND)
		api_error_hint(err, "The pages before it came, and the one before told what to ask for: check"
					   " that it is what the API wants (cursor_path and cursor_param, or"
					   " next_url_path).");
}

void
api_remedy_strict(ApiTransfer *transfer, ApiError *err)
{
	if (err->code == API_ERR_NOT_FOUND || err->code == API_ERR_CLIENT_STATUS)
		api_error_hint(err, "on_http_error does not pass over it here, where rows that lack make others.  If"
					   " the status means that there are no records, set ignore_statuses '%d'.",
					   api_transfer_response(transfer)->status);
	else
		api_error_hint(err, "on_http_error does not pass over it here, where rows that lack make others:"
					   " read the keys that can be read into a table first, and compare with that.");
}

/* Does libcurl name another host than that?  Then it is the proxy's. */
static bool
names_another(const char *text, const char *host, size_t len)
{
	size_t		name = strcspn(host, ":");

	if (text == NULL)
		return false;
	if (strcasestr(text, "proxy") != NULL)
		return true;
	if (strstr(text, "onnect to ") == NULL || *host == '[')
		return false;
	return memmem(text, strlen(text), host, name < len ? name : len) == NULL;
}

char *
api_remedy_host(const ApiTransfer *transfer)
{
	const ApiResponse *response = api_transfer_response((ApiTransfer *) transfer);
	size_t		len;
	const char *host = authority(url_of(transfer), &len);

	if (host == NULL || names_another(response->failure_text, host, len))
		return NULL;
	return strndup(host, len);
}
