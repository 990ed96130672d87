/*
 * url.c
 *		URLs, by libcurl's URL API.  See url.h.
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/punycode.h"
#include "net/url.h"

#define SHOWN_MAX 200			/* bytes of a path that messages show */

/* What every URL we take may hold; paths stay as they are written. */
#define STRICT_FLAGS (CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)

/* A part of the URL as a libcurl string, or NULL if it has none. */
static char *
get_part(CURLU *url, CURLUPart part, unsigned int flags)
{
	char	   *text = NULL;

	return curl_url_get(url, part, &text, flags) == CURLUE_OK ? text : NULL;
}

static bool
has_part(CURLU *url, CURLUPart part)
{
	char	   *text = get_part(url, part, 0);

	curl_free(text);
	return text != NULL;
}

/* libcurl's string as one of ours; frees libcurl's. */
static char *
own(char *text)
{
	char	   *copy = text != NULL ? strdup(text) : NULL;

	curl_free(text);
	return copy;
}

static bool
is_http(CURLU *url)
{
	char	   *scheme = get_part(url, CURLUPART_SCHEME, 0);
	bool		http = scheme != NULL &&
		(strcasecmp(scheme, "http") == 0 || strcasecmp(scheme, "https") == 0);

	curl_free(scheme);
	return http;
}

/* What we take of a URL that libcurl has taken.  Zones are for link-local
 * addresses, which are never asked, and no part of an origin. */
static CURLUcode
check_parts(CURLU *url)
{
	if (!is_http(url))
		return CURLUE_UNSUPPORTED_SCHEME;
	return has_part(url, CURLUPART_ZONEID) ? CURLUE_BAD_IPV6 : CURLUE_OK;
}

/* An absolute http(s) URL; NULL if it is none. */
static CURLU *
parse(const char *text, CURLUcode *code)
{
	CURLU	   *url = curl_url();

	*code = url == NULL ? CURLUE_OUT_OF_MEMORY :
		curl_url_set(url, CURLUPART_URL, text, STRICT_FLAGS);
	if (*code == CURLUE_OK)
		*code = check_parts(url);
	if (*code == CURLUE_OK)
		return url;
	curl_url_cleanup(url);
	return NULL;
}

/* Blanks and control characters have no place in a URL. */
static bool
has_odd_byte(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char) *text <= 0x20 || *text == 0x7F || *text == '\\')
			return true;
	return false;
}

/* libcurl takes one to three slashes behind the scheme; we take two. */
static bool
has_two_slashes(const char *text)
{
	const char *slashes = strstr(text, "://");

	return slashes != NULL && slashes[3] != '/';
}

static char *
no_memory(ApiError *err)
{
	api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return NULL;
}

static char *
bad_base(ApiError *err, const char *why)
{
	api_error_set(err, API_ERR_OPTION_VALUE, "base_url is not usable: %s", why);
	api_error_hint(err, "Give an absolute URL such as 'https://api.example.com/v1'.");
	return NULL;
}

char *
api_url_check_base(const char *text, ApiError *err)
{
	CURLUcode	code;
	CURLU	   *url;
	char	   *whole;
	size_t		len;

	if (has_odd_byte(text))
		return bad_base(err, "it holds a blank, backslash or control character");
	if (strlen(text) > API_URL_MAX)
		return bad_base(err, "it is too long");
	url = parse(text, &code);
	if (code == CURLUE_OUT_OF_MEMORY)
		return no_memory(err);
	if (code == CURLUE_USER_NOT_ALLOWED)
	{
		bad_base(err, "it holds a user name or password");
		api_error_hint(err, "Secrets belong into the user mapping: options username and password.");
		return NULL;
	}
	if (code == CURLUE_UNSUPPORTED_SCHEME || code == CURLUE_BAD_SCHEME || *text == '\0')
		return bad_base(err, "it must begin with http:// or https://");
	if (url == NULL || !has_two_slashes(text))
	{
		curl_url_cleanup(url);
		return bad_base(err, "it is malformed");
	}
	if (has_part(url, CURLUPART_QUERY) || strchr(text, '?') != NULL)
		code = CURLUE_BAD_QUERY;
	else if (has_part(url, CURLUPART_FRAGMENT) || strchr(text, '#') != NULL)
		code = CURLUE_BAD_FRAGMENT;
	whole = code == CURLUE_OK ? own(get_part(url, CURLUPART_URL, 0)) : NULL;
	curl_url_cleanup(url);
	if (code != CURLUE_OK)
	{
		bad_base(err, "it has a query or a fragment");
		api_error_hint(err, "Fixed query parameters belong into the option params.");
		return NULL;
	}
	if (whole == NULL)
		return no_memory(err);
	for (len = strlen(whole); len > 0 && whole[len - 1] == '/'; len--)
		whole[len - 1] = '\0';
	return whole;
}

ApiBufferStatus
api_url_encode(ApiBuffer *out, const char *text, size_t len, ApiUrlPlace place)
{
	static const char hex[] = "0123456789ABCDEF";
	ApiBufferStatus status = API_BUFFER_OK;

	for (size_t i = 0; i < len && status == API_BUFFER_OK; i++)
	{
		unsigned char c = (unsigned char) text[i];
		bool		plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z') || (c != '\0' && strchr("-._~", c) != NULL) ||
			(c == '/' && place == API_URL_PATH);
		char		code[3] = {'%', hex[c >> 4], hex[c & 15]};

		status = plain ? api_buffer_putc(out, (char) c) : api_buffer_append(out, code, 3);
	}
	return status;
}

/* scheme://host:port, lower case, the host as DNS has it. */
static bool
put_origin(const char *scheme, const char *host, const char *port, ApiBuffer *out)
{
	bool		ok = api_buffer_puts(out, scheme) == API_BUFFER_OK &&
		api_buffer_puts(out, "://") == API_BUFFER_OK &&
		api_punycode_host(host, out) == API_BUFFER_OK &&
		api_buffer_putc(out, ':') == API_BUFFER_OK && api_buffer_puts(out, port) == API_BUFFER_OK;

	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] += 'a' - 'A';
	return ok;
}

/* The origin of a parsed URL. */
static char *
origin_of(CURLU *url)
{
	char	   *scheme = get_part(url, CURLUPART_SCHEME, 0);
	char	   *host = get_part(url, CURLUPART_HOST, 0);
	char	   *port = get_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
	char	   *origin = NULL;
	ApiBuffer	out;

	api_buffer_init(&out, 4 * API_URL_MAX);
	if (scheme != NULL && host != NULL && port != NULL && put_origin(scheme, host, port, &out))
		origin = strdup(out.data);
	api_buffer_free(&out);
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	return origin;
}

char *
api_url_origin(const char *url, ApiError *err)
{
	CURLUcode	code;
	CURLU	   *parsed = parse(url, &code);
	char	   *origin;

	if (parsed == NULL)
	{
		if (code == CURLUE_OUT_OF_MEMORY)
			return no_memory(err);
		api_error_set(err, API_ERR_OPTION_VALUE, "not an http or https URL");
		return NULL;
	}
	origin = origin_of(parsed);
	curl_url_cleanup(parsed);
	return origin != NULL ? origin : no_memory(err);
}

bool
api_url_same_origin(const char *a, const char *b)
{
	char	   *origin_a = api_url_origin(a, NULL);
	char	   *origin_b = api_url_origin(b, NULL);
	bool		same = origin_a != NULL && origin_b != NULL && strcmp(origin_a, origin_b) == 0;

	free(origin_a);
	free(origin_b);
	return same;
}

static char *
bad_reference(ApiError *err, CURLUcode code)
{
	if (code == CURLUE_OUT_OF_MEMORY)
		return no_memory(err);
	if (code == CURLUE_USER_NOT_ALLOWED)
		api_error_set(err, API_ERR_REDIRECT, "the URL holds a user name or password");
	else if (code == CURLUE_UNSUPPORTED_SCHEME)
		api_error_set(err, API_ERR_REDIRECT, "the URL is neither http nor https");
	else
		api_error_set(err, API_ERR_REDIRECT, "the URL is malformed");
	return NULL;
}

/* Where path, query and fragment of a reference begin, behind scheme and host. */
static size_t
authority_end(const char *reference)
{
	size_t		scheme = strcspn(reference, ":/?#");
	const char *host = reference;

	if (strncmp(reference + scheme, "://", 3) == 0)
		host = reference + scheme + 3;
	else if (strncmp(reference, "//", 2) == 0)
		host = reference + 2;
	else
		return 0;
	return (size_t) (host - reference) + strcspn(host, "/?#");
}

/*
 * A reference without what no URL may hold, as all clients encode it: blanks, quotes, angle
 * and other brackets, bytes above 127.  Control characters, and whatever is odd in a host,
 * stay: they are refused.
 */
static char *
encode_odd(const char *reference)
{
	static const char hex[] = "0123456789ABCDEF";
	const char *first = reference + strspn(reference, " \t\r\n");
	size_t		len = strlen(first);
	size_t		head = authority_end(first);
	char	   *out;
	char	   *to;

	while (len > head && strchr(" \t\r\n", first[len - 1]) != NULL)
		len--;
	to = out = malloc(len * 3 + 1);
	for (size_t i = 0; out != NULL && i < len; i++)
	{
		unsigned char c = (unsigned char) first[i];

		if (i < head || (i == 0 && c == '\\') || (c < 0x80 && strchr(" \"<>[]\\^`{|}", c) == NULL))
			*to++ = (char) c;
		else
		{
			*to++ = '%';
			*to++ = hex[c >> 4];
			*to++ = hex[c & 15];
		}
	}
	if (out != NULL)
		*to = '\0';
	return out;
}

char *
api_url_resolve(const char *base, const char *reference, ApiError *err)
{
	CURLUcode	code = CURLUE_MALFORMED_INPUT;
	CURLU	   *url = NULL;
	char	   *whole;
	char	   *encoded;

	if (strlen(reference) > API_URL_MAX)
		return bad_reference(err, code);
	encoded = encode_odd(reference);
	if (encoded == NULL)
		return no_memory(err);
	if (!has_odd_byte(encoded) && strlen(encoded) <= API_URL_MAX)
		url = parse(base, &code);
	if (url == NULL)
	{
		free(encoded);
		return bad_reference(err, code);
	}

	/* relative to what is there already; dot segments go, as RFC 3986 has it.  Of a
	 * fragment alone libcurl would lose the query. */
	if (*encoded == '\0')
		code = CURLUE_MALFORMED_INPUT;
	else if (*encoded != '#')
		code = curl_url_set(url, CURLUPART_URL, encoded, CURLU_DISALLOW_USER);
	free(encoded);
	if (code == CURLUE_OK)
		code = check_parts(url);
	if (code == CURLUE_OK)
		code = curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
	whole = code == CURLUE_OK ? own(get_part(url, CURLUPART_URL, 0)) : NULL;
	curl_url_cleanup(url);
	if (code != CURLUE_OK)
		return bad_reference(err, code);
	return whole != NULL ? whole : no_memory(err);
}

char *
api_url_add_query(const char *url, const char *name, const char *value, ApiError *err)
{
	ApiBuffer	out;
	size_t		len = strcspn(url, "#");
	const char *query = memchr(url, '?', len);
	ApiBufferStatus status;

	api_buffer_init(&out, API_URL_MAX);
	status = api_buffer_append(&out, url, len);
	if (status == API_BUFFER_OK && query == NULL)
		status = api_buffer_putc(&out, '?');
	else if (status == API_BUFFER_OK && query[1] != '\0' && query < url + len - 1)
		status = api_buffer_putc(&out, '&');
	if (status == API_BUFFER_OK)
		status = api_url_encode(&out, name, strlen(name), API_URL_QUERY);
	if (status == API_BUFFER_OK)
		status = api_buffer_putc(&out, '=');
	if (status == API_BUFFER_OK)
		status = api_url_encode(&out, value, strlen(value), API_URL_QUERY);
	if (status == API_BUFFER_OK)
		return api_buffer_detach(&out);
	api_buffer_wipe(&out);
	if (status == API_BUFFER_FULL)
		api_error_set(err, API_ERR_VALUE_INVALID, "the URL would be longer than %d bytes",
					  API_URL_MAX);
	else
		no_memory(err);
	return NULL;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/*
 * Is the query item's name, decoded, that one?  What decides on credentials must not
 * fail for want of memory, and rather finds one too many: a plus sign is a blank to
 * some servers and itself to others, so it is both.
 */
static bool
item_is(const char *item, size_t len, const char *name)
{
	const char *equals = memchr(item, '=', len);
	const char *end = equals != NULL ? equals : item + len;

	for (; item < end && *name != '\0'; name++)
	{
		char		c = *item++;
		int			high = c == '%' && end - item >= 2 ? hex_digit(item[0]) : -1;
		int			low = high >= 0 ? hex_digit(item[1]) : -1;

		if (low >= 0)
		{
			c = (char) (high << 4 | low);
			item += 2;
		}
		else if (c == '+' && *name == ' ')
			c = ' ';
		if (c != *name)
			return false;
	}
	return item == end && *name == '\0';
}

char *
api_url_drop_query(const char *url, const char *name, ApiError *err)
{
	size_t		len = strlen(url);
	size_t		end = strcspn(url, "#");
	const char *query = memchr(url, '?', end);
	char	   *out = malloc(len + 1);
	char	   *to = out;
	const char *item;
	bool		any = false;

	if (out == NULL)
		return no_memory(err);
	if (query == NULL)
		return memcpy(out, url, len + 1);
	memcpy(out, url, query - url);
	to += query - url;
	for (item = query + 1; item <= url + end;)
	{
		size_t		item_len = strcspn(item, "&#");

		if (item_len > 0 && !item_is(item, item_len, name))
		{
			*to++ = any ? '&' : '?';
			memcpy(to, item, item_len);
			to += item_len;
			any = true;
		}
		item += item_len + 1;
	}
	memcpy(to, url + end, len - end + 1);
	return out;
}

/* Where the path begins; NULL: there is none before end. */
static const char *
find_path(const char *url, const char *end)
{
	const char *authority = strstr(url, "://");

	if (authority != NULL && authority < end)
		url = authority + 3;
	return memchr(url, '/', (size_t) (end - url));
}

char *
api_url_shown(const char *url)
{
	const char *end = url + strcspn(url, "?#");
	const char *path = find_path(url, end);
	char	   *shown = malloc(SHOWN_MAX + 2);
	size_t		kept = 0;

	if (shown == NULL)
		return NULL;
	if (path == NULL)
		return strcpy(shown, "/");

	/* bytes above 127 may be no UTF-8: they came from a server, or are cut here */
	for (; path < end && kept <= SHOWN_MAX; path++)
		if ((unsigned char) *path >= 0x80)
			shown[kept++] = '?';
		else if ((unsigned char) *path > 0x20 && *path != 0x7F)
			shown[kept++] = *path;
	if (kept > SHOWN_MAX)
	{
		memcpy(shown + SHOWN_MAX - 3, "...", 3);
		kept = SHOWN_MAX;
	}
	shown[kept] = '\0';
	return shown;
}
