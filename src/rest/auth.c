/*
 * auth.c
 *		Credentials: held here, put on the wire last, wiped after.
 *
 * Whatever the kind, what goes out is a list of secret headers and a list of
 * secret query items; both are made once, from the user mapping.  A third list
 * holds every spelling in which a secret might come back in a text, for
 * scrubbing.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mark.h"
#include "net/url.h"
#include "rest/auth.h"
#include "rest/base64.h"
#include "rest/scrub.h"
#include "rest/veil.h"

#define SECRET_MAX 65536		/* bytes of one header or query item */
#define SCRUB_MIN 4				/* shorter secrets are not looked for */

struct ApiAuth
{
	ApiSigner	signer;			/* must stand first */
	char	   *home;			/* the origin that is trusted; NULL: none */
	ApiHeaders	headers;		/* secret headers */
	ApiHeaders	params;			/* secret query items */
	ApiHeaders	secrets;		/* by name, for the places of net/place.h */
	ApiHeaders	veils;			/* name of a secret, a spelling of it in a URL */
	ApiHeaders	spellings;		/* value: a text to scrub */
	char	   *mapping;		/* that is missing; NULL: there is one */
};

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* --- spellings --- */

static bool
add_spelling(ApiAuth *auth, const char *text)
{
	if (strlen(text) < SCRUB_MIN)
		return true;
	for (int i = 0; i < auth->spellings.count; i++)
		if (strcmp(auth->spellings.items[i].value, text) == 0)
			return true;
	return api_headers_add(&auth->spellings, "", text);
}

/* Percent-encoded, with the hex digits of both cases. */
static bool
add_encoded_spelling(ApiAuth *auth, const char *secret)
{
	ApiBuffer	out;
	bool		ok;

	api_buffer_init(&out, 3 * SECRET_MAX);
	ok = api_url_encode(&out, secret, strlen(secret), API_URL_QUERY) == API_BUFFER_OK;
	if (ok && out.len > 0 && strcmp(out.data, secret) != 0)
	{
		ok = add_spelling(auth, out.data);
		for (char *c = strchr(out.data, '%'); c != NULL; c = strchr(c + 3, '%'))
			for (int i = 1; i <= 2; i++)
				if (c[i] >= 'A' && c[i] <= 'F')
					c[i] += 'a' - 'A';
		ok = ok && add_spelling(auth, out.data);
	}
	api_buffer_wipe(&out);
	return ok;
}

/* As JSON writers put it: quotes and backslashes escaped, slashes perhaps. */
static bool
add_json_spelling(ApiAuth *auth, const char *secret, const char *escaped)
{
	ApiBuffer	out;
	bool		ok = true;

	if (strpbrk(secret, escaped) == NULL)
		return true;
	api_buffer_init(&out, 2 * SECRET_MAX);
	for (const char *c = secret; ok && *c != '\0'; c++)
	{
		if (strchr(escaped, *c) != NULL)
			ok = api_buffer_putc(&out, '\\') == API_BUFFER_OK;
		ok = ok && api_buffer_putc(&out, *c) == API_BUFFER_OK;
	}
	ok = ok && add_spelling(auth, out.data);
	api_buffer_wipe(&out);
	return ok;
}

/* Every form in which a secret may stand in a text. */
static bool
add_secret(ApiAuth *auth, const char *secret)
{
	return strlen(secret) <= SECRET_MAX &&
		add_spelling(auth, secret) &&
		add_encoded_spelling(auth, secret) &&
		add_json_spelling(auth, secret, "\"\\") &&
		add_json_spelling(auth, secret, "\"\\/");
}

/* --- making --- */

/* "prefix secret" as a header. */
static bool
add_header(ApiAuth *auth, const char *name, const char *prefix, const char *secret)
{
	ApiBuffer	value;
	bool		ok;

	api_buffer_init(&value, SECRET_MAX);
	ok = (prefix == NULL || *prefix == '\0' ||
		  (api_buffer_puts(&value, prefix) == API_BUFFER_OK &&
		   api_buffer_putc(&value, ' ') == API_BUFFER_OK)) &&
		api_buffer_puts(&value, secret) == API_BUFFER_OK &&
		api_headers_add(&auth->headers, name, value.data);
	api_buffer_wipe(&value);
	return ok;
}

const char *
api_auth_bare_token(const char *token)
{
	if (strncasecmp(token, "Bearer", 6) != 0 || (token[6] != ' ' && token[6] != '\0'))
		return token;
	token += 6;
	return token + strspn(token, " ");
}

static bool
add_bearer(ApiAuth *auth, const char *token)
{
	token = api_auth_bare_token(token);
	return add_header(auth, "Authorization", "Bearer", token) && add_secret(auth, token);
}

static bool
add_basic(ApiAuth *auth, const char *username, const char *password)
{
	ApiBuffer	pair;
	char	   *encoded = NULL;
	bool		ok;

	api_buffer_init(&pair, SECRET_MAX);
	ok = api_buffer_puts(&pair, username) == API_BUFFER_OK &&
		api_buffer_putc(&pair, ':') == API_BUFFER_OK &&
		api_buffer_puts(&pair, password) == API_BUFFER_OK;
	if (ok)
		encoded = api_base64_encode(pair.data, pair.len);
	ok = encoded != NULL &&
		add_header(auth, "Authorization", "Basic", encoded) &&
		add_spelling(auth, encoded) &&
		add_secret(auth, username) &&
		add_secret(auth, password);
	if (encoded != NULL)
		api_memory_wipe(encoded, strlen(encoded));
	free(encoded);
	api_buffer_wipe(&pair);
	return ok;
}

static bool
add_api_key(ApiAuth *auth, const ApiAuthSpec *spec)
{
	bool		query = spec->api_key_location == API_KEY_QUERY;
	const char *name = spec->api_key_name;
	ApiBuffer	cookie;
	bool		ok;

	if (name == NULL)
		name = spec->api_key_location == API_KEY_HEADER ? "X-API-Key" : "api_key";
	if (!add_secret(auth, spec->api_key))
		return false;
	if (query)
		return api_headers_add(&auth->params, name, spec->api_key);
	if (spec->api_key_location == API_KEY_HEADER)
		return add_header(auth, name, spec->api_key_prefix, spec->api_key);

	api_buffer_init(&cookie, SECRET_MAX);
	ok = api_buffer_puts(&cookie, name) == API_BUFFER_OK &&
		api_buffer_putc(&cookie, '=') == API_BUFFER_OK &&
		api_buffer_puts(&cookie, spec->api_key) == API_BUFFER_OK &&
		api_headers_add(&auth->headers, "Cookie", cookie.data);
	api_buffer_wipe(&cookie);
	return ok;
}

/* The mapping's own headers and params: second keys. */
static bool
add_pairs(ApiAuth *auth, ApiHeaders *to, const ApiPair *pairs, int npairs)
{
	for (int i = 0; i < npairs; i++)
		if (!api_headers_add(to, pairs[i].name, pairs[i].value) ||
			!add_secret(auth, pairs[i].value))
			return false;
	return true;
}

/* Those that tables and servers have places for. */
static bool
add_placed(ApiAuth *auth, const ApiPair *pairs, int npairs)
{
	for (int i = 0; i < npairs; i++)
		if (!api_headers_add(&auth->secrets, pairs[i].name, pairs[i].value) ||
			!api_veil_add(&auth->veils, pairs[i].name, pairs[i].value) ||
			!add_secret(auth, pairs[i].value))
			return false;
	for (int i = 0; i < auth->veils.count; i++)
		if (!add_spelling(auth, auth->veils.items[i].value))
			return false;
	return true;
}

static bool
add_all(ApiAuth *auth, const ApiAuthSpec *spec)
{
	return (spec->bearer_token == NULL || add_bearer(auth, spec->bearer_token)) &&
		(spec->username == NULL ||
		 add_basic(auth, spec->username, spec->password != NULL ? spec->password : "")) &&
		(spec->api_key == NULL || add_api_key(auth, spec)) &&
		add_pairs(auth, &auth->headers, spec->headers, spec->nheaders) &&
		add_pairs(auth, &auth->params, spec->params, spec->nparams) &&
		add_placed(auth, spec->secrets, spec->nsecrets);
}

/* The origin that may have them: base_url's, if the mapping says so. */
static bool
set_home(ApiAuth *auth, const ApiAuthSpec *spec, ApiError *err)
{
	bool		listed = false;

	for (const char *const *origin = spec->origins; origin != NULL && *origin != NULL; origin++)
		listed |= api_url_same_origin(*origin, spec->base_url);
	if (!listed)
		return true;
	auth->home = api_url_origin(spec->base_url, err);
	return auth->home != NULL;
}

/* --- checking --- */

/* An error of the user mapping; what and name tell no value. */
static bool
bad(ApiError *err, const char *hint, const char *what, const char *name)
{
	if (name != NULL)
		api_error_set(err, API_ERR_OPTION_VALUE, "%s \"%s\"", what, name);
	else
		api_error_set(err, API_ERR_OPTION_VALUE, "%s", what);
	api_error_hint(err, "%s", hint);
	return false;
}

/* What would change the meaning of what stands around it. */
static bool
check_values(const ApiAuth *auth, const ApiAuthSpec *spec, ApiError *err)
{
	static const char separators[] = " \t\",;\\";

	if (spec->username != NULL && strchr(spec->username, ':') != NULL)
		return bad(err, "Basic credentials are joined by a colon: the name ends at the first one.",
				   "the user mapping's username holds a colon", NULL);
	if (spec->api_key != NULL && spec->api_key_location == API_KEY_COOKIE &&
		(strpbrk(spec->api_key, separators) != NULL ||
		 (spec->api_key_name != NULL && !api_header_name_valid(spec->api_key_name))))
		return bad(err, "A cookie's name is a token; its value holds no blanks, quotes, commas,"
				   " semicolons or backslashes.", "api_key or api_key_name cannot be a cookie", NULL);
	if (spec->api_key != NULL && spec->api_key_prefix != NULL && *spec->api_key_prefix != '\0' &&
		strncasecmp(spec->api_key, spec->api_key_prefix, strlen(spec->api_key_prefix)) == 0 &&
		spec->api_key[strlen(spec->api_key_prefix)] == ' ')
		return bad(err, "Give the api_key without the word that api_key_prefix puts before it.",
				   "the user mapping's api_key begins with the server's api_key_prefix", NULL);
	for (int i = 0; i < auth->headers.count; i++)
	{
		const ApiHeader *header = &auth->headers.items[i];

		if (!api_header_name_valid(header->name))
			return bad(err, "A header's name is made of letters, digits and hyphens; check"
					   " api_key_name and headers.", "not a header's name:", header->name);
		if (!api_header_value_valid(header->value))
			return bad(err, "A credential holds no control characters and no blanks at its ends.",
					   "a credential cannot stand in header", header->name);
	}
	return true;
}

/* The name that two of the headers have, or NULL. */
static const char *
repeated_header(const ApiHeaders *headers)
{
	for (int i = 0; i < headers->count; i++)
		for (int k = 0; k < i; k++)
			if (strcasecmp(headers->items[i].name, headers->items[k].name) == 0)
				return headers->items[i].name;
	return NULL;
}

/* Two credentials for one place would leave it open which one counts.  The mapping's
 * own params may repeat a name, as an array in JSON does. */
static bool
check_clash(const ApiAuth *auth, const ApiAuthSpec *spec, ApiError *err)
{
	static const char hint[] = "Give one of bearer_token, username with password, and api_key;"
		" set api_key_name if two are needed.";
	const char *header = repeated_header(&auth->headers);
	const char *key = NULL;

	if (header != NULL)
		return bad(err, hint, "the user mapping gives two values to header", header);

	/* a key for the query stands first */
	if (spec->api_key != NULL && spec->api_key_location == API_KEY_QUERY)
		key = auth->params.items[0].name;
	for (int i = 0; key != NULL && i < spec->nparams; i++)
		if (strcmp(spec->params[i].name, key) == 0)
			return bad(err, hint, "the user mapping gives two values to query parameter", key);
	return true;
}

/* --- the signer --- */

static bool
auth_trusts(const ApiSigner *self, const char *url)
{
	const ApiAuth *auth = (const ApiAuth *) self;

	return auth->home != NULL && api_url_same_origin(auth->home, url);
}

/* Takes made for *url; false: there was no memory for it. */
static bool
replace_url(char **url, char *made)
{
	if (made == NULL)
		return false;
	api_memory_wipe(*url, strlen(*url));
	free(*url);
	*url = made;
	return true;
}

static bool
auth_sign(const ApiSigner *self, ApiHeaders *headers, char **url)
{
	const ApiAuth *auth = (const ApiAuth *) self;

	for (int i = 0; i < auth->headers.count; i++)
		if (!api_headers_set(headers, auth->headers.items[i].name, auth->headers.items[i].value))
			return false;

	/* like a header, a credential's item takes the place of others of its name */
	for (int i = 0; i < auth->params.count; i++)
		if (!replace_url(url, api_url_drop_query(*url, auth->params.items[i].name, NULL)))
			return false;
	for (int i = 0; i < auth->params.count; i++)
		if (!replace_url(url, api_url_add_query(*url, auth->params.items[i].name,
												auth->params.items[i].value, NULL)))
			return false;
	return true;
}

static const char *
auth_secret(const ApiSigner *self, const char *name, size_t len)
{
	const ApiHeaders *secrets = &((const ApiAuth *) self)->secrets;

	for (int i = 0; i < secrets->count; i++)
		if (strncmp(secrets->items[i].name, name, len) == 0 && secrets->items[i].name[len] == '\0')
			return secrets->items[i].value;
	return NULL;
}

static char *
auth_strip(const ApiSigner *self, const char *url)
{
	const ApiAuth *auth = (const ApiAuth *) self;
	char	   *stripped = api_veil_url(&auth->veils, url);

	for (int i = 0; stripped != NULL && i < auth->params.count; i++)
		if (!replace_url(&stripped, api_url_drop_query(stripped, auth->params.items[i].name, NULL)))
		{
			free(stripped);
			return NULL;
		}
	return stripped;
}

ApiAuth *
api_auth_create(const ApiAuthSpec *spec, ApiError *err)
{
	ApiAuth    *auth = calloc(1, sizeof(*auth));

	if (auth == NULL)
	{
		no_memory(err);
		return NULL;
	}
	auth->signer = (ApiSigner) {auth_trusts, auth_sign, auth_secret, auth_strip};
	auth->mapping = spec->mapping != NULL ? strdup(spec->mapping) : NULL;
	if (!add_all(auth, spec) || (spec->mapping != NULL && auth->mapping == NULL))
		no_memory(err);
	else if (check_values(auth, spec, err) && check_clash(auth, spec, err) &&
			 set_home(auth, spec, err))
		return auth;
	api_auth_free(auth);
	return NULL;
}

const char *
api_auth_mapping(const ApiAuth *auth)
{
	return auth != NULL ? auth->mapping : NULL;
}

const ApiSigner *
api_auth_signer(const ApiAuth *auth)
{
	return &auth->signer;
}

/* The longest first: one secret may be part of another. */
static void
scrub_all(const ApiHeaders *secrets, char *text)
{
	for (size_t longest = SIZE_MAX, next; longest > 0; longest = next)
	{
		next = 0;
		for (int i = 0; i < secrets->count; i++)
		{
			size_t		len = strlen(secrets->items[i].value);

			if (len == longest)
				api_scrub(text, secrets->items[i].value);
			else if (len < longest && len > next)
				next = len;
		}
	}
}

void
api_auth_scrub(const ApiAuth *auth, char *text)
{
	api_mark_show(text);
	if (auth != NULL && text != NULL)
		scrub_all(&auth->spellings, text);
}

void
api_auth_scrub_placed(const ApiAuth *auth, char *text)
{
	if (auth != NULL)
		scrub_all(&auth->veils, text);
}

char *
api_auth_veil(const ApiAuth *auth, const char *text)
{
	return auth != NULL ? api_veil_text(&auth->veils, text) : strdup(text);
}

void
api_auth_free(ApiAuth *auth)
{
	if (auth == NULL)
		return;
	free(auth->home);
	free(auth->mapping);
	api_headers_free(&auth->headers);
	api_headers_free(&auth->params);
	api_headers_free(&auth->secrets);
	api_headers_free(&auth->veils);
	api_headers_free(&auth->spellings);
	free(auth);
}
