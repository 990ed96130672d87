/*
 * veil.c
 *		Secrets that a URL quotes.  See veil.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mark.h"
#include "net/place.h"
#include "net/url.h"
#include "rest/veil.h"

/* Adds a spelling, once. */
static bool
add(ApiHeaders *veils, const char *name, const char *spelling)
{
	for (int i = 0; i < veils->count; i++)
		if (strcmp(veils->items[i].value, spelling) == 0)
			return true;
	return api_headers_add(veils, name, spelling);
}

/* Adds an encoded spelling, with the hex digits of both cases; wipes it. */
static bool
add_both(ApiHeaders *veils, const char *name, ApiBuffer *spelling)
{
	bool		ok = add(veils, name, spelling->data);

	for (char *c = spelling->data; (c = strchr(c, '%')) != NULL; c += 3)
		for (int i = 1; i <= 2; i++)
			if (c[i] >= 'A' && c[i] <= 'F')
				c[i] += 'a' - 'A';
	ok = ok && add(veils, name, spelling->data);
	api_buffer_wipe(spelling);
	return ok;
}

bool
api_veil_add(ApiHeaders *veils, const char *name, const char *secret)
{
	ApiBuffer	spelling;
	bool		ok = *secret != '\0' && add(veils, name, secret);

	api_buffer_init(&spelling, 3 * API_URL_MAX);
	ok = ok && api_place_in_path(secret, &spelling) == API_BUFFER_OK && add_both(veils, name, &spelling);
	ok = ok && api_url_encode(&spelling, secret, strlen(secret), API_URL_QUERY) == API_BUFFER_OK &&
		add_both(veils, name, &spelling);
	api_buffer_wipe(&spelling);
	return ok;
}

/* The longest spelling that text begins with; NULL: none. */
static const ApiHeader *
spelling_at(const ApiHeaders *veils, const char *text)
{
	const ApiHeader *longest = NULL;

	for (int i = 0; i < veils->count; i++)
	{
		const ApiHeader *veil = &veils->items[i];
		size_t		len = strlen(veil->value);

		if (strncmp(text, veil->value, len) == 0 && (longest == NULL || len > strlen(longest->value)))
			longest = veil;
	}
	return longest;
}

/* Where what may quote a secret begins: behind the host. */
static const char *
behind_authority(const char *url)
{
	const char *host = strstr(url, "://");

	host = host != NULL ? host + 3 : url;
	return host + strcspn(host, "/?#");
}

/* Takes what text begins with: a mark, a secret made one, or a byte; NULL: no memory. */
static const char *
veil_next(const ApiHeaders *veils, const char *text, bool query, ApiBuffer *out)
{
	const ApiHeader *found = spelling_at(veils, text);
	ApiBufferStatus status;
	ApiSecretMark mark;
	size_t		len = 1;

	/* a secret may be part of a mark, by its name */
	if (*text == '~' && api_mark_find(text, strnlen(text, API_MARK_MAX), &mark) == text)
		status = api_buffer_append(out, text, len = mark.len);
	else if (found == NULL)
		status = api_buffer_putc(out, *text);
	else
	{
		len = strlen(found->value);
		status = api_mark_put(out, query ? API_MARK_QUERY : API_MARK_PATH, found->name, strlen(found->name));
	}
	return status == API_BUFFER_OK ? text + len : NULL;
}

/* The text with marks from there on. */
static char *
veil(const ApiHeaders *veils, const char *text, const char *from)
{
	bool		query = false;
	ApiBuffer	out;
	char	   *veiled = NULL;

	if (veils->count == 0)
		return strdup(text);
	api_buffer_init(&out, API_MARK_MAX * (strlen(text) + 1));
	if (api_buffer_append(&out, text, (size_t) (from - text)) != API_BUFFER_OK)
		from = NULL;
	while (from != NULL && *from != '\0')
	{
		query |= *from == '?';
		from = veil_next(veils, from, query, &out);
	}
	if (from != NULL)
		veiled = strdup(out.data);
	api_buffer_wipe(&out);
	return veiled;
}

char *
api_veil_text(const ApiHeaders *veils, const char *text)
{
	return veil(veils, text, text);
}

char *
api_veil_url(const ApiHeaders *veils, const char *url)
{
	return veil(veils, url, behind_authority(url));
}
