/*
 * place.c
 *		Secrets in their places.  See place.h.
 */
#include <string.h>

#include "base/mark.h"
#include "net/place.h"
#include "net/url.h"

bool
api_place_any(const char *text, size_t len)
{
	ApiSecretMark		mark;

	return api_mark_find(text, len, &mark) != NULL;
}

/* Tokens with a colon, as bots have them, stay readable to servers that decode nothing. */
ApiBufferStatus
api_place_in_path(const char *secret, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (; *secret != '\0' && status == API_BUFFER_OK; secret++)
		if (strchr(":@!$&'()*+,;=", *secret) != NULL)
			status = api_buffer_putc(out, *secret);
		else
			status = api_url_encode(out, secret, 1, API_URL_SEGMENT);
	return status;
}

/* A secret has no control characters. */
static ApiBufferStatus
put_json(const char *secret, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (; *secret != '\0' && status == API_BUFFER_OK; secret++)
	{
		if (*secret == '"' || *secret == '\\')
			status = api_buffer_putc(out, '\\');
		if (status == API_BUFFER_OK)
			status = api_buffer_putc(out, *secret);
	}
	return status;
}

static ApiBufferStatus
put_query_json(const char *secret, ApiBuffer *out)
{
	ApiBuffer	json;
	ApiBufferStatus status;

	api_buffer_init(&json, out->cap);
	status = put_json(secret, &json);
	if (status == API_BUFFER_OK && json.len > 0)
		status = api_url_encode(out, json.data, json.len, API_URL_QUERY);
	api_buffer_wipe(&json);
	return status;
}

static ApiBufferStatus
put(ApiMarkKind kind, const char *secret, ApiBuffer *out)
{
	switch (kind)
	{
		case API_MARK_PLAIN:
			return api_buffer_puts(out, secret);
		case API_MARK_PATH:
			return api_place_in_path(secret, out);
		case API_MARK_QUERY:
			return api_url_encode(out, secret, strlen(secret), API_URL_QUERY);
		case API_MARK_JSON:
			return put_json(secret, out);
		case API_MARK_QUERY_JSON:
			return put_query_json(secret, out);
	}
	return API_BUFFER_OK;
}

bool
api_place_secrets(const ApiSigner *signer, const char *text, size_t len, ApiBuffer *out)
{
	const char *end = text + len;
	const char *at;
	ApiSecretMark		mark;

	while ((at = api_mark_find(text, (size_t) (end - text), &mark)) != NULL)
	{
		const char *secret = signer != NULL ? signer->secret(signer, mark.name, mark.name_len) : NULL;

		if (api_buffer_append(out, text, (size_t) (at - text)) != API_BUFFER_OK ||
			(secret != NULL && put(mark.kind, secret, out) != API_BUFFER_OK))
			return false;
		text = at + mark.len;
	}
	return api_buffer_append(out, text, (size_t) (end - text)) == API_BUFFER_OK;
}
