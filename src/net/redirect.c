/*
 * redirect.c
 *		Where a redirect leads, and whether we go there.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/redirect.h"
#include "net/url.h"
#include "net/uuid.h"

static char *resolve_target(const ApiSigner *signer, const char *from, const char *location,
							ApiError *err);
static bool check_target(const ApiTransport *transport, const char *from, const char *target,
						 ApiError *err);
static bool loses_body(const ApiHop *hop, int status);
static void refuse_lost_body(const ApiHop *hop, int status, const char *location, ApiError *err);
static bool is_https(const char *url);

ApiOriginKind
api_origin_kind(const ApiTransport *transport, const char *url)
{
	const char *base = transport->base_url;
	size_t		len = strlen(base);

	/* the common case needs no parsing; base_url has no userinfo to be fooled by */
	if (strncmp(url, base, len) == 0 && (url[len] == '/' || url[len] == '?' || url[len] == '\0'))
		return API_ORIGIN_HOME;
	if (api_url_same_origin(url, base))
		return API_ORIGIN_HOME;
	for (const char *const *origin = transport->allowed_origins; origin && *origin; origin++)
		if (api_url_same_origin(url, *origin))
			return API_ORIGIN_ALLOWED;
	return API_ORIGIN_FOREIGN;
}

bool
api_redirect_keeps_header(const char *name)
{
	return strcasecmp(name, "Accept") == 0 || strcasecmp(name, "Accept-Language") == 0 ||
		strcasecmp(name, "User-Agent") == 0 || strcasecmp(name, "Content-Type") == 0 ||
		strcasecmp(name, API_IDEMPOTENCY_KEY) == 0;
}

bool
api_redirect_wanted(const ApiResponse *response)
{
	switch (response->status)
	{
		case 301:
		case 302:
		case 303:
		case 307:
		case 308:
			return api_headers_get(&response->headers, "Location") != NULL;
		default:
			return false;
	}
}

char *
api_redirect_next(const ApiTransport *transport, const ApiSigner *signer, const ApiHop *hop,
				  const ApiResponse *response, ApiMethod *method, ApiError *err)
{
	const char *location = api_headers_get(&response->headers, "Location");
	char	   *target;

	if (hop->count >= hop->max)
	{
		api_error_set(err, API_ERR_REDIRECT, "more than %d redirects", hop->max);
		return NULL;
	}
	if (loses_body(hop, response->status))
	{
		refuse_lost_body(hop, response->status, location, err);
		return NULL;
	}
	target = resolve_target(signer, hop->url, location, err);
	if (target == NULL)
		return NULL;
	if (!check_target(transport, hop->url, target, err))
	{
		free(target);
		return NULL;
	}
	*method = response->status == 303 ? API_METHOD_GET : hop->method;
	return target;
}

/*
 * Would clients go on by GET, without the body?  What was asked for stood there.  303
 * means it so: there the body has been taken, and the answer is elsewhere.
 */
static bool
loses_body(const ApiHop *hop, int status)
{
	return hop->method == API_METHOD_POST && (status == 301 || status == 302);
}

static void
refuse_lost_body(const ApiHop *hop, int status, const char *location, ApiError *err)
{
	char	   *target = api_url_resolve(hop->url, location, NULL);
	char	   *origin = target != NULL ? api_url_origin(target, NULL) : NULL;
	char	   *shown = target != NULL ? api_url_shown(target) : NULL;

	if (target == NULL || api_url_same_origin(hop->url, target))
	{
		free(origin);
		origin = NULL;
	}
	api_error_set(err, API_ERR_REDIRECT, "status %d to %s%s in answer to a POST, which would go on"
				  " as a GET without its body", status, origin != NULL ? origin : "",
				  shown != NULL ? shown : "nowhere");
	free(target);
	free(origin);
	free(shown);
}

/* The Location as an absolute URL without credentials. */
static char *
resolve_target(const ApiSigner *signer, const char *from, const char *location, ApiError *err)
{
	char	   *target = api_url_resolve(from, location, err);
	char	   *stripped;

	if (target == NULL || signer == NULL)
		return target;
	stripped = signer->strip(signer, target);
	api_memory_wipe(target, strlen(target));
	free(target);
	if (stripped == NULL)
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return stripped;
}

/* Refuses other origins and the way down to plain http. */
static bool
check_target(const ApiTransport *transport, const char *from, const char *target, ApiError *err)
{
	char	   *origin;

	if (is_https(from) && !is_https(target))
		return api_error_set(err, API_ERR_REDIRECT, "redirect from https to http");
	if (api_origin_kind(transport, target) != API_ORIGIN_FOREIGN)
		return true;

	origin = api_url_origin(target, NULL);
	api_error_set(err, API_ERR_REDIRECT, "redirect to another origin, %s",
				  origin != NULL ? origin : "which is malformed");
	api_error_hint(err, "If that origin is to be trusted, add it to the server option \"allowed_origins\".");
	free(origin);
	return false;
}

static bool
is_https(const char *url)
{
	return strncasecmp(url, "https:", 6) == 0;
}
