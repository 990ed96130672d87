/*
 * config_auth.c
 *		The credentials of a scan: what the user mapping says.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "foreign/foreign.h"
#include "nodes/value.h"

#include "base/options.h"
#include "base/raise.h"
#include "rest/config.h"
#include "rest/origins.h"
#include "rest/placed.h"
#include "rest/upkeep.h"

static uint64
hash_options(List *options, uint64 hash)
{
	ListCell   *cell;

	foreach(cell, options)
	{
		DefElem    *def = lfirst_node(DefElem, cell);
		const char *value = strVal(def->arg);

		hash = hash_bytes_extended((const unsigned char *) def->defname,
								   (int) strlen(def->defname), hash);
		hash = hash_bytes_extended((const unsigned char *) value, (int) strlen(value), hash);
	}
	return hash;
}

/* What the user mapping says, and the server of where an API key goes. */
static void
fill_auth_spec(ApiAuthSpec *spec, const ApiLookup *from, const ApiPairs *secrets)
{
	List	   *const *mapping = &from->mapping;
	List	   *const *server = &from->lists[1];
	ApiPairs	headers = api_config_pairs(API_PAIRS_HEADERS, "headers", from, true);
	ApiPairs	params = api_config_pairs(API_PAIRS_PARAMS, "params", from, true);

	spec->bearer_token = api_option_value("bearer_token", mapping, 1);
	spec->username = api_option_value("username", mapping, 1);
	spec->password = api_option_value("password", mapping, 1);
	spec->api_key = api_option_value("api_key", mapping, 1);
	spec->api_key_name = api_option_value("api_key_name", server, 1);
	spec->api_key_prefix = api_option_value("api_key_prefix", server, 1);
	spec->api_key_location = (ApiKeyLocation)
		api_option_word(api_lookup_option("api_key_location"), api_option_value("api_key_location", server, 1));
	spec->headers = headers.items;
	spec->nheaders = headers.count;
	spec->params = params.items;
	spec->nparams = params.count;
	spec->secrets = secrets->items;
	spec->nsecrets = secrets->count;
	spec->origins = api_origins_list(from->mapping);
}

/* Has the mapping what the request's options have places for? */
static void
check_places(const ApiConfig *config, const ApiPairs *secrets, const char *command)
{
	const ApiEndpointSpec *request = &config->endpoint;

	api_placed_check(request->path, secrets, command);
	api_placed_check(request->body, secrets, command);
	api_placed_check(config->next_page_path, secrets, command);
	api_placed_check(config->next_page_body, secrets, command);
	for (int i = 0; i < request->nheaders; i++)
		api_placed_check(request->headers[i].value, secrets, command);
	for (int i = 0; i < request->nparams; i++)
		api_placed_check(request->params[i].value, secrets, command);
}

ApiAuth *
api_config_auth(ApiConfig *config, Oid user)
{
	ApiLookup	from = api_lookup_table(config->relid, user);
	ApiAuthSpec spec = {.base_url = config->transport.base_url};
	ApiError	err = API_ERROR_INIT;
	ApiPairs	secrets;
	char	   *words;
	ApiAuth    *auth;

	secrets = api_placed_read(api_option_value("secrets", &from.mapping, 1));
	fill_auth_spec(&spec, &from, &secrets);
	if (!OidIsValid(from.mapping_oid))
		spec.mapping = api_origins_words(user, config->table.server);
	words = api_origins_words(from.mapping_user, config->table.server);
	api_origins_check(from.mapping, spec.base_url, words);
	check_places(config, &secrets,
				 psprintf("%s USER MAPPING %s OPTIONS (%s", spec.mapping ? "CREATE" : "ALTER",
						  spec.mapping ? spec.mapping : words,
						  spec.mapping ? "" : secrets.count > 0 ? "SET " : "ADD "));
	config->key.user = from.mapping_oid;
	config->key.generation = hash_options(from.mapping, ~hash_options(from.lists[1], 0));
	api_upkeep_mark(&config->key, from.wrapper_oid, from.mapping_user);
	auth = api_auth_create(&spec, &err);
	api_error_check(&err);
	return auth;
}
