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
	char		quote = *p;

	if (quote != '"' && (quote != '\'' || strchr(p + 1, quote) == NULL))
		return p + strcspn(p, ",; \t");
	for (p++; *p != '\0' && *p != quote; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
	return *p == quote ? p + 1 : p;
}

/* A piece of a header. */
typedef struct Piece
{
	const char *text;			/* NULL: there is none */
	size_t		len;
} Piece;

/* One link of a header: "<target>; rel=next; anchor=...". */
typedef struct Link
{
	Piece		target;
	Piece		rel;			/* the first; later ones do not count */
	Piece		anchor;
} Link;

/* What stands between words of a rel value; some write single quotes. */
#define REL_GAPS " \t\"'"

/* Is the relation one of the words of a rel value? */
static bool
names_relation(Piece rel, const char *relation)
{
	const char *value = rel.text;
	size_t		len = rel.len;
	size_t		word;

	for (; len > 0; value += word, len -= word)
	{
		while (len > 0 && strchr(REL_GAPS, *value) != NULL)
			value++, len--;
		for (word = 0; word < len && strchr(REL_GAPS, value[word]) == NULL; word++)
			;
		if (word == strlen(relation) && strncasecmp(value, relation, word) == 0)
			return true;
	}
	return false;
}

/* Reads the parameters behind a target; gives where they end. */
static const char *
read_parameters(const char *p, Link *link)
{
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
		if (len == 3 && strncasecmp(name, "rel", 3) == 0 && link->rel.text == NULL)
			link->rel = (Piece) {value, (size_t) (p - value)};
		else if (len == 6 && strncasecmp(name, "anchor", 6) == 0)
			link->anchor = (Piece) {value, (size_t) (p - value)};
	}
	return p;
}

/* Does a link's parameter begin here, behind a semicolon? */
static bool
is_parameter(const char *p)
{
	static const char *const names[] = {"rel", "anchor", "title", "type", "hreflang", "media"};

	p = skip_blanks(p);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		size_t		len = strlen(names[i]);

		if (strncasecmp(p, names[i], len) == 0 && *skip_blanks(p + len) == '=')
			return true;
	}
	return false;
}

/*
 * Where a target ends that is not in angle brackets: before its parameters, or the next
 * link.
 */
static const char *
bare_end(const char *p)
{
	for (; *p != '\0'; p++)
		if ((*p == ';' && is_parameter(p + 1)) || (*p == ',' && (p[1] == ' ' || p[1] == '<')))
			break;
	return p;
}

/* The next link of a header; its target is as it stands there.  NULL: there is no more. */
static const char *
read_link(const char *p, Link *link)
{
	const char *close;
	const char *end;

	*link = (Link) {{NULL, 0}, {NULL, 0}, {NULL, 0}};
	p += strspn(p, " \t,;");
	if (*p == '\0')
		return NULL;
	end = bare_end(p);
	close = *p == '<' ? strchr(p, '>') : NULL;
	if (*p == '<')
		p++;
	if (close != NULL)
		end = close;
	link->target = (Piece) {p, (size_t) (end - p)};
	while (close == NULL && link->target.len > 0 && strchr(" \t", end[-1]) != NULL)
		end--, link->target.len--;
	return read_parameters(close != NULL ? close + 1 : skip_blanks(end), link);
}

/* Is it a link of another context than the page? */
static bool
is_foreign(const Link *link, const char *base)
{
	Piece		anchor = link->anchor;
	char	   *reference;
	char	   *url;
	bool		foreign;

	if (anchor.text != NULL && anchor.len >= 2 && *anchor.text == '"')
		anchor = (Piece) {anchor.text + 1, anchor.len - 2};
	if (anchor.text == NULL || anchor.len == 0 || *anchor.text == '#')
		return false;
	reference = strndup(anchor.text, anchor.len);
	url = reference != NULL ? api_url_resolve(base, reference, NULL) : NULL;
	foreign = url == NULL || strcmp(url, base) != 0;
	free(reference);
	free(url);
	return foreign;
}

/* The first link of that relation; *strange: text that is no link, or of no relation. */
static char *
find_in(const char *p, const char *base, const char *relation, bool *strange)
{
	Link		link;

	while ((p = read_link(p, &link)) != NULL)
	{
		*strange |= link.rel.text == NULL;
		if (link.rel.text != NULL && names_relation(link.rel, relation) && !is_foreign(&link, base))
			return strndup(link.target.text, link.target.len);
	}
	return NULL;
}

/* Does the word stand in the text? */
static bool
has_word(const char *text, const char *word)
{
	for (const char *p = text; (p = strcasestr(p, word)) != NULL; p++)
	{
		char		before = p > text ? p[-1] : ' ';
		char		behind = p[strlen(word)];

		if (strchr(" \t\"'=,;<>", before) != NULL &&
			(behind == '\0' || strchr(" \t\"'=,;<>", behind) != NULL))
			return true;
	}
	return false;
}

char *
api_link_find(const ApiHeaders *headers, const char *base, const char *relation, bool *strange)
{
	char	   *found = NULL;

	*strange = false;
	for (int i = 0; i < headers->count && found == NULL; i++)
	{
		bool		odd = false;

		if (strcasecmp(headers->items[i].name, "Link") != 0)
			continue;
		found = find_in(headers->items[i].value, base, relation, &odd);
		*strange |= odd && has_word(headers->items[i].value, relation);
	}
	*strange &= found == NULL;
	return found;
}

const char *
api_link_base(const ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);

	return response->url != NULL ? response->url : api_transfer_request(page->transfer)->url;
}

bool
api_link_pages(const ApiPage *page)
{
	static const char *const relations[] = {"prev", "previous", "first", "last"};
	bool		found = false;

	for (size_t i = 0; i < sizeof(relations) / sizeof(relations[0]) && !found; i++)
	{
		bool		strange;
		char	   *link = api_link_find(&api_transfer_response(page->transfer)->headers,
										 api_link_base(page), relations[i], &strange);

		found = link != NULL;
		free(link);
	}
	return found;
}

bool
api_link_next(const ApiPage *page, char **reference, ApiError *err)
{
	const ApiHeaders *headers = &api_transfer_response(page->transfer)->headers;
	bool		strange;

	*reference = api_link_find(headers, api_link_base(page), "next", &strange);
	if (!strange)
		return true;
	api_error_set(err, API_ERR_PAGING, "the response has a Link header that cannot be read");
	api_error_hint(err, "It should be <https://...>; rel=\"next\".  Page by other means, such as pagination"
				   " 'page_number', or take this page alone by pagination 'none'.");
	return false;
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

/* Where the path of an absolute URL begins; "" if it has none. */
static const char *
path_of(const char *url)
{
	const char *host = strstr(url, "://");

	if (host == NULL || strcspn(url, "/?#") < (size_t) (host - url))
		return url;
	return host + 3 + strcspn(host + 3, "/?#");
}

/* How much of the reference's path repeats the end of the prefix: "/v1" of "/api/v1". */
static size_t
repeated(const char *prefix, size_t len, const char *reference)
{
	for (size_t i = 0; i < len; i++)
		if (prefix[i] == '/' && strncmp(reference, prefix + i, len - i) == 0 &&
			strchr("/?#", reference[len - i]) != NULL)
			return len - i;
	return 0;
}

/* A root-relative reference below a prefix, as far as it is not there; malloc'd. */
static char *
put_below(const char *prefix, const char *reference)
{
	size_t		len = strlen(prefix);
	char	   *below;

	while (len > 0 && prefix[len - 1] == '/')
		len--;
	if (*reference != '/' || reference[1] == '/')
		return strdup(reference);
	len -= repeated(prefix, len, reference);
	below = malloc(len + strlen(reference) + 1);
	if (below != NULL)
	{
		memcpy(below, prefix, len);
		strcpy(below + len, reference);
	}
	return below;
}

/*
 * The reference as next_url_base has it, malloc'd.  base_url: of an absolute link only path
 * and query count, and paths are below base_url's.  A prefix: so are those of links that
 * begin with a slash.
 */
static char *
place_reference(const ApiPaging *paging, const char *reference, const char **base)
{
	const char *prefix = paging->spec.next_prefix;

	if (prefix == NULL)
		return strdup(reference);
	if (!paging->spec.next_from_base)
		return put_below(prefix, reference);
	if (*reference == '?')
		return strdup(reference);
	*base = paging->spec.base_url;
	reference = path_of(reference);
	return put_below(prefix, *reference != '\0' ? reference : "/");
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
	const char *base = api_link_base(page);
	char	   *placed = place_reference(paging, reference, &base);
	ApiError	wrong = API_ERROR_INIT;
	char	   *url = placed != NULL ? api_url_resolve(base, placed, &wrong) : NULL;
	char	   *stripped;

	free(placed);
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
