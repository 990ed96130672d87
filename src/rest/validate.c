/*
 * validate.c
 *		The validator's view of options: one catalog's list at a time.
 */
#include "postgres.h"

#include "catalog/pg_attribute.h"
#include "catalog/pg_foreign_server.h"
#include "catalog/pg_foreign_table.h"
#include "catalog/pg_user_mapping.h"
#include "lib/stringinfo.h"
#include "commands/defrem.h"
#include "mb/pg_wchar.h"

#include "base/compat.h"
#include "base/options.h"
#include "base/raise.h"
#include "net/message.h"
#include "net/url.h"
#include "rest/auth.h"
#include "rest/config.h"
#include "rest/pairs.h"
#include "rest/placed.h"
#include "rest/template.h"

static void
check_url(const char *value)
{
	ApiError	err = API_ERROR_INIT;

	free(api_url_check_base(value, &err));
	api_error_check(&err);
}

static void
check_origins(const ApiOption *option, const char *value)
{
	char	  **origins = api_option_origins(option, value);

	for (; *origins != NULL; origins++)
	{
		ApiError	err = API_ERROR_INIT;
		char	   *url = api_url_check_base(*origins, &err);
		bool		bare = url != NULL && strchr(strstr(url, "://") + 3, '/') == NULL;

		free(url);
		api_error_clear(&err);
		if (bare)
			continue;

		/* what stands before an at sign may be a password */
		api_refuse_option(strchr(*origins, '@') != NULL ?
						  psprintf("invalid value for option \"%s\"", option->name) :
						  psprintf("invalid value for option \"%s\": \"%s\" is no origin", option->name,
								   *origins),
						  "An origin is a scheme, a host and perhaps a port, such as"
						  " 'https://api.example.com'.");
	}
}

static void
check_json_path(const char *value)
{
	ApiError	err = API_ERROR_INIT;

	api_path_free(api_path_parse(pg_server_to_any(value, strlen(value), PG_UTF8), &err));
	api_error_check(&err);
}

/* A param is sent as a name, or stands as {name}. */
static void
check_param(const char *value)
{
	for (const char *c = value; *c != '\0'; c++)
		if ((unsigned char) *c < 0x20 || *c == '{' || *c == '}')
			api_refuse_option("invalid value for option \"param\"",
							  "Give the parameter's name, without braces.");
}

/* The kinds that base/options leaves to this wing. */
static void
check_special(const ApiOption *option, const char *value)
{
	ApiError	err = API_ERROR_INIT;
	ApiPairsText text = {value, option->secret};
	bool		headers = strcmp(option->name, "headers") == 0;

	switch (option->kind)
	{
		case API_KIND_URL:
			check_url(value);
			break;
		case API_KIND_PATH:
			(void) api_endpoint_check_path(value, &err);
			api_error_check(&err);
			break;
		case API_KIND_JSON_PATH:
			check_json_path(value);
			break;
		case API_KIND_ORIGINS:
			check_origins(option, value);
			break;
		case API_KIND_JSON_OBJECT:
			if (strcmp(option->name, "secrets") == 0)
				(void) api_placed_read(value);
			else
				(void) api_pairs_read(headers ? API_PAIRS_HEADERS : API_PAIRS_PARAMS, &text, 1);
			break;
		default:
			break;
	}
}

static const char *
given(List *options, const char *name)
{
	return api_option_value(name, &options, 1);
}

static void
check_proxy(const char *value)
{
	ApiError	err = API_ERROR_INIT;
	char	   *url;

	if (value == NULL)
		return;
	url = api_url_check_base(value, &err);
	free(url);
	if (url != NULL)
		return;
	api_error_clear(&err);
	api_refuse_option("invalid value for option \"proxy\"",
					  "Give the URL of an HTTP proxy without credentials, such as 'http://proxy:3128'.");
}

/* Where the API key goes: can that be sent? */
static void
check_api_key(List *options)
{
	const char *location = given(options, "api_key_location");
	const char *name = given(options, "api_key_name");
	const char *prefix = given(options, "api_key_prefix");
	bool		header = pg_strcasecmp(location, "header") == 0;
	const char *instead = header && name != NULL ? api_pairs_reserved(name) : NULL;

	if (prefix != NULL && !header)
		api_refuse_option("option \"api_key_prefix\" needs api_key_location 'header'",
						  "A query parameter or cookie holds the key alone.");
	if (prefix != NULL && !api_header_value_valid(prefix))
		api_refuse_option("invalid value for option \"api_key_prefix\"",
						  "It holds a control character, or a blank at an end.");
	if (name != NULL && !api_header_name_valid(name) && pg_strcasecmp(location, "query") != 0)
		api_refuse_option("invalid value for option \"api_key_name\"",
						  "The name of a header or cookie holds letters, digits and hyphens.");
	if (instead != NULL && pg_strcasecmp(name, "Authorization") != 0)
		api_refuse_option(psprintf("option \"api_key_name\" cannot be \"%s\"", name), instead);
}

static void
check_server(List *options)
{
	if (given(options, "base_url") == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_OPTION_NAME_NOT_FOUND),
				 errmsg("option \"base_url\" is required"),
				 errhint("Say where the API is: OPTIONS (base_url 'https://api.example.com').")));
	if (strcmp(given(options, "burst"), "1") != 0 &&
		given(options, "rate_limit") == NULL)
		api_refuse_option("option \"burst\" needs option \"rate_limit\"",
						  "Give both, such as rate_limit '10/s' and burst '5'.");
	if (strstr(given(options, "base_url"), "{secret:") != NULL)
		api_refuse_option("a secret has no place in base_url",
						  "Put {secret:name} into the option path of the server's tables.");
	check_api_key(options);
	if (!api_header_value_valid(given(options, "user_agent")))
		api_refuse_option("invalid value for option \"user_agent\"",
						  "A header's value holds no line breaks, and no blanks at its ends.");
	check_proxy(given(options, "proxy"));
}

/* Secrets become headers: each must be one line; no message shows it. */
static void
check_secret(List *options, const char *name)
{
	const char *value = given(options, name);

	if (value != NULL && !api_header_value_valid(value))
		api_refuse_option(psprintf("invalid value for option \"%s\"", name),
						  "It holds a line break, a control character, or a blank at an end.");
}

/* A word before the token: Bearer is understood, of others the server says so. */
static void
check_bearer(const char *token)
{
	size_t		word;

	if (token == NULL)
		return;
	token = api_auth_bare_token(token);
	word = strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
	if (*token == '\0')
		api_refuse_option("invalid value for option \"bearer_token\"", "There is no token behind the word Bearer.");
	if (word > 0 && token[word] == ' ')
		api_refuse_option("invalid value for option \"bearer_token\"",
						  "A bearer token holds no blank. A word before it, other than one Bearer, is the"
						  " server's option api_key_prefix, beside api_key_name 'Authorization'; the token is the"
						  " api_key then.");
}

static void
check_mapping(List *options)
{
	const char *username = given(options, "username");
	const char *password = given(options, "password");

	check_secret(options, "bearer_token");
	check_bearer(given(options, "bearer_token"));
	check_secret(options, "api_key");
	if (password != NULL && username == NULL)
		api_refuse_option("option \"password\" needs option \"username\"",
						  "Give both, for HTTP Basic; username '' where there is none.");
	if (username != NULL && strchr(username, ':') != NULL)
		api_refuse_option("invalid value for option \"username\"", "HTTP Basic allows no colon in it.");
	if (username != NULL && *username == '\0' && (password == NULL || *password == '\0'))
		api_refuse_option("options \"username\" and \"password\" are both empty", "One of them has the secret.");
	if (username != NULL && given(options, "bearer_token") != NULL)
		api_refuse_option("options \"bearer_token\" and \"username\" exclude each other",
						  "Both are sent as Authorization: give one.");
}

/* Options of a table that say something only beside certain words of pagination;
 * their defaults do no harm. */
static const struct
{
	const char *option;
	const char *kinds;			/* with bars between and around */
}			of_pagers[] =
{
	{"start_page", "|page_number|"},
	{"start_offset", "|offset|"},
	{"start_cursor", "|cursor|"},
	{"next_url_base", "|auto|next_url|link_header|"},
	{"next_page_path", "|page_number|offset|cursor|"},
	{"next_page_body", "|page_number|offset|cursor|"},
	{"speculative_pages", "|page_number|offset|"},
	{"on_repeated_page", "|auto|page_number|offset|cursor|next_url|link_header|"},
	{"stop_on_empty", "|auto|page_number|offset|cursor|next_url|link_header|"},
	{"stop_on_short", "|auto|page_number|offset|cursor|next_url|link_header|"},
	{"max_pages", "|auto|page_number|offset|cursor|next_url|link_header|"},
};

/* "|page_number|offset|" as "'page_number' or 'offset'". */
static char *
list_kinds(const char *kinds)
{
	StringInfoData list;

	initStringInfo(&list);
	while (*++kinds != '\0')
	{
		int			len = (int) strcspn(kinds, "|");

		appendStringInfo(&list, "%s'%.*s'", list.len == 0 ? "" : kinds[len + 1] != '\0' ? ", " : " or ",
						 len, kinds);
		kinds += len;
	}
	return list.data;
}

static void
check_table(List *options)
{
	char	   *kind = psprintf("|%s|", given(options, "pagination"));
	ListCell   *cell;

	foreach(cell, options)
	{
		DefElem    *def = lfirst_node(DefElem, cell);
		const char *name = def->defname;
		const char *fallback = api_option_find(name, API_ON_TABLE)->fallback;

		if (fallback != NULL && strcmp(defGetString(def), fallback) == 0)
			continue;
		for (int i = 0; i < lengthof(of_pagers); i++)
			if (strcmp(name, of_pagers[i].option) == 0 && strcasestr(of_pagers[i].kinds, kind) == NULL)
				api_refuse_option(psprintf("option \"%s\" needs pagination %s", name, list_kinds(of_pagers[i].kinds)),
								  "It would be ignored: set pagination, or drop the option.");
		if (strcmp(name, "null_values") == 0)
			(void) api_config_null_values(defGetString(def));
		if (strcmp(name, "reject_limit") == 0 && strcmp(given(options, "on_error"), "stop") == 0)
			api_refuse_option("option \"reject_limit\" needs option \"on_error\"",
							  "on_error 'ignore' or 'set_null' is what it limits.");
		if (strcmp(name, "on_duplicate_row") == 0 && given(options, "unique_key") == NULL)
			api_refuse_option("option \"on_duplicate_row\" needs option \"unique_key\"",
							  "unique_key says which columns no two records share.");
	}
}

static void
check_column(List *options)
{
	const char *param = given(options, "param");
	ApiTimeFormat format;

	if (param != NULL)
		check_param(param);
	if (given(options, "time_format") != NULL &&
		!api_time_format_parse(given(options, "time_format"), &format))
		api_refuse_option("invalid value for option \"time_format\"",
						  "Give iso8601, date, epoch, epoch_ms, epoch_us, epoch_ns or a to_timestamp pattern"
						  " such as 'DD.MM.YYYY HH24:MI'.");
}

/* Which place a catalog stands for; 0: the wrapper itself has no options. */
static int
place_of(Oid catalog)
{
	switch (catalog)
	{
		case ForeignServerRelationId:
			return API_ON_SERVER;
		case UserMappingRelationId:
			return API_ON_MAPPING;
		case ForeignTableRelationId:
			return API_ON_TABLE;
		case AttributeRelationId:
			return API_ON_COLUMN;
		default:
			return 0;
	}
}

void
api_config_validate(List *options, Oid catalog)
{
	int			place = place_of(catalog);
	ListCell   *cell;

	api_options_check(options, place);
	foreach(cell, options)
	{
		DefElem    *def = lfirst_node(DefElem, cell);

		check_special(api_option_find(def->defname, place), defGetString(def));
	}
	if (place == API_ON_SERVER)
		check_server(options);
	else if (place == API_ON_MAPPING)
		check_mapping(options);
	else if (place == API_ON_TABLE)
		check_table(options);
	else if (place == API_ON_COLUMN)
		check_column(options);
}
