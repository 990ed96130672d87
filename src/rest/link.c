/*
 * link.c
 *		Links to a next page.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/url.h"
#include "rest/link.h"

static const char *
skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

/* The end of a parameter's value, a token or a quoted text. */
static const char *
value_end(const char *p)
{
	if (*p != '"')
		return p + strcspn(p, ",; \t");
	for (p++; *p != '\0' && *p != '"'; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	return *p == '"' ? p + 1 : p;
}

/* Is the relation one of the words of a rel value? */
static bool
names_relation(const char *value, size_t len, const char *relation)
{
	size_t		word;

	for (; len > 0; value += word, len -= word)
	{
		while (len > 0 && strchr(" \t\"", *value) != NULL)
			value++, len--;
		for (word = 0; word < len && strchr(" \t\"", value[word]) == NULL; word++)
			;
		if (word == strlen(relation) && strncasecmp(value, relation, word) == 0)
			return true;
	}
	return false;
}

/*
 * Reads the parameters behind a target; *found: one of them is the relation.  The
 * first rel counts, later ones do not.
 */
static const char *
read_parameters(const char *p, const char *relation, bool *found)
{
	bool		seen = false;

	*found = false;
	for (p = skip_blanks(p); *p == ';'; p = skip_blanks(p))
	{
		const char *name = skip_blanks(p + 1);
		size_t		len = strcspn(name, "=,; \t");
		const char *value = skip_blanks(name + len);

		p = value;
		if (*value != '=')
			continue;
		value = skip_blanks(value + 1);
		p = value_end(value);
		if (len == 3 && strncasecmp(name, "rel", 3) == 0 && !seen)
		{
			seen = true;
			*found = names_relation(value, (size_t) (p - value), relation);
		}
	}
	return p;
}

/* One header's links: "<target>; rel=next, <other>; rel=last". */
static char *
find_in(const char *p, const char *relation)
{
	while ((p = strchr(p, '<')) != NULL)
	{
		const char *target = p + 1;
		const char *end = strchr(target, '>');
		bool		found;

		if (end == NULL)
			return NULL;
		p = read_parameters(end + 1, relation, &found);
		if (found)
			return strndup(target, (size_t) (end - target));
	}
	return NULL;
}

char *
api_link_find(const ApiHeaders *headers, const char *relation)
{
	char	   *found = NULL;

	for (int i = 0; i < headers->count && found == NULL; i++)
		if (strcasecmp(headers->items[i].name, "Link") == 0)
			found = find_in(headers->items[i].value, relation);
	return found;
}

/* ---- where it leads ---- */

/* Is it of an origin that the server may send us to? */
static bool
is_allowed(const ApiPaging *paging, const char *url)
{
	if (api_url_same_origin(url, paging->spec.base_url))
		return true;
	for (const char *const *origin = paging->spec.allowed_origins; origin && *origin; origin++)
		if (api_url_same_origin(url, *origin))
			return true;
	return false;
}

/* "http://host/..." as https, where that makes it the server's own; else NULL. */
static char *
as_https(const ApiPaging *paging, const char *url)
{
	char	   *better;

	if (strncasecmp(url, "http://", 7) != 0 || strncasecmp(paging->spec.base_url, "https://", 8) != 0)
		return NULL;
	better = malloc(strlen(url) + 2);
	if (better == NULL)
		return NULL;
	strcpy(better, "https://");
	strcat(better, url + 7);
	if (api_url_same_origin(better, paging->spec.base_url))
		return better;
	free(better);
	return NULL;
}

/* The path and query of an absolute URL. */
static const char *
without_origin(const char *url)
{
	const char *host = strstr(url, "://");
	size_t		len;

	if (host == NULL || strcspn(url, "/?#") < (size_t) (host - url))
		return url;
	len = strcspn(host + 3, "/?#");
	return host[3 + len] == '\0' ? "/" : host + 3 + len;
}

static char *
check_origin(const ApiPaging *paging, char *url, ApiError *err)
{
	char	   *better;

	if (is_allowed(paging, url))
		return url;
	better = as_https(paging, url);
	free(url);
	if (better != NULL)
		return better;
	api_error_set(err, API_ERR_ORIGIN, "the link to the next page leads to another origin");
	api_error_hint(err, "Add that origin to the server's option allowed_origins, or set"
				   " next_url_base 'base_url' to take only its path and query.");
	return NULL;
}

char *
api_link_resolve(const ApiPaging *paging, ApiPage *page, const ApiSigner *signer,
				 const char *reference, ApiError *err)
{
	const ApiResponse *response = api_transfer_response(page->transfer);
	const char *base = response->url != NULL ? response->url :
		api_transfer_request(page->transfer)->url;
	ApiError	wrong = API_ERROR_INIT;
	char	   *url;
	char	   *stripped;

	if (paging->spec.next_from_base)
	{
		base = paging->spec.base_url;
		reference = without_origin(reference);
	}
	url = api_url_resolve(base, reference, &wrong);
	if (url == NULL)
	{
		api_error_set(err, API_ERR_REDIRECT, "the link to the next page is not usable: %s",
					  wrong.message != NULL ? wrong.message : "out of memory");
		api_error_clear(&wrong);
		return NULL;
	}
	url = check_origin(paging, url, err);
	if (url == NULL || signer == NULL)
		return url;
	stripped = signer->strip(signer, url);
	free(url);
	if (stripped == NULL)
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return stripped;
}
