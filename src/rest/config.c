/*
 * config.c
 *		From the catalogs' options to the checked structs of a scan.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/reloptions.h"
#include "access/table.h"
#include "catalog/pg_user_mapping.h"
#include "common/hashfn.h"
#include "foreign/foreign.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "base/options.h"
#include "base/raise.h"
#include "net/engine.h"
#include "net/url.h"
#include "rest/config.h"
#include "rest/pairs.h"

/* The options in force, by place. */
typedef struct Lists
{
	List	   *lists[2];		/* table, server: where a value is looked up */
	List	   *mapping;		/* the user mapping's, with its secrets */
	Oid			mapping_oid;	/* or InvalidOid: there is none */
	Oid			server_oid;
} Lists;

/* The options of the user's mapping, or PUBLIC's. */
static void
load_mapping(Lists *from, Oid user)
{
	HeapTuple	tuple;
	Datum		options;
	bool		isnull;

	tuple = SearchSysCache2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(user),
							ObjectIdGetDatum(from->server_oid));
	if (!HeapTupleIsValid(tuple))
		tuple = SearchSysCache2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(InvalidOid),
								ObjectIdGetDatum(from->server_oid));
	if (!HeapTupleIsValid(tuple))
		return;
	from->mapping_oid = ((Form_pg_user_mapping) GETSTRUCT(tuple))->oid;
	options = SysCacheGetAttr(USERMAPPINGUSERSERVER, tuple, Anum_pg_user_mapping_umoptions, &isnull);
	if (!isnull)
		from->mapping = untransformRelOptions(options);
	ReleaseSysCache(tuple);
}

static Lists
load_lists(Oid relid, Oid user)
{
	ForeignTable *table = GetForeignTable(relid);
	ForeignServer *server = GetForeignServer(table->serverid);
	Lists		from = {{table->options, server->options},.server_oid = server->serverid};

	load_mapping(&from, user);
	return from;
}

static const char *
value_of(const Lists *from, const char *name)
{
	return api_option_value(name, from->lists, lengthof(from->lists));
}

static const ApiOption *
option_of(const char *name)
{
	return api_option_find(name, API_ON_SERVER | API_ON_TABLE);
}

static int64
int_of(const Lists *from, const char *name)
{
	return api_option_int(option_of(name), value_of(from, name));
}

static bool
bool_of(const Lists *from, const char *name)
{
	return api_option_bool(option_of(name), value_of(from, name));
}

/* A malloc'd text as a palloc'd one. */
static char *
adopt(char *text)
{
	char	   *copy = pstrdup(text);

	free(text);
	return copy;
}

static const char *
base_url_of(const Lists *from)
{
	const char *text = value_of(from, "base_url");
	ApiError	err = API_ERROR_INIT;
	char	   *url;

	if (text == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_OPTION_NAME_NOT_FOUND),
				 errmsg("the server has no option \"base_url\""),
				 errhint("Give it with ALTER SERVER ... OPTIONS (ADD base_url 'https://...').")));
	url = api_url_check_base(text, &err);
	api_error_check(&err);
	return adopt(url);
}

/* --- net --- */

static void
read_limits(ApiLimits *limits, const Lists *from)
{
	const char *rate = value_of(from, "rate_limit");

	limits->max_concurrency = (int) int_of(from, "max_concurrency");
	limits->rate.burst = (int) int_of(from, "burst");
	if (rate != NULL)
	{
		int64		interval;

		api_option_rate(option_of("rate_limit"), rate, &interval);
		limits->rate.interval_us = interval;
	}
	limits->connect_timeout_us = int_of(from, "connect_timeout");
	limits->request_timeout_us = int_of(from, "request_timeout");
	limits->max_redirects = (int) int_of(from, "max_redirects");
	limits->max_response_size = (size_t) int_of(from, "max_response_size");
	limits->retry.max_retries = (int) int_of(from, "max_retries");
	limits->retry.backoff_initial_us = int_of(from, "backoff_initial");
	limits->retry.backoff_max_us = int_of(from, "backoff_max");
	limits->retry.retry_after_max_us = int_of(from, "retry_after_max");
	limits->retry.nstatuses = api_option_statuses(option_of("retry_statuses"),
												  value_of(from, "retry_statuses"),
												  limits->retry.statuses, API_RETRY_MAX_STATUSES);
}

static void
read_transport(ApiTransport *transport, const Lists *from)
{
	const char *origins = value_of(from, "allowed_origins");

	transport->base_url = base_url_of(from);
	transport->user_agent = value_of(from, "user_agent");
	transport->ca_file = value_of(from, "ca_file");
	transport->proxy = value_of(from, "proxy");
	transport->tls_verify = bool_of(from, "tls_verify");
	transport->compression = bool_of(from, "compression");
	transport->http_version = (ApiHttpVersion) api_option_word(option_of("http_version"),
															   value_of(from, "http_version"));
	if (origins != NULL)
		transport->allowed_origins = (const char *const *)
			api_option_origins(option_of("allowed_origins"), origins);
}

/* --- request --- */

/*
 * The headers or params in force: either those that are the mapping's, or those
 * that are not.
 */
static ApiPairs
read_pairs(ApiPairsKind kind, const char *name, const Lists *from, bool secret)
{
	ApiPairsText texts[] = {
		{api_option_value(name, &from->lists[0], 1), false},
		{api_option_value(name, &from->mapping, 1), true},
		{api_option_value(name, &from->lists[1], 1), false}
	};
	ApiPairs	pairs = api_pairs_read(kind, texts, lengthof(texts));
	int			kept = 0;

	for (int i = 0; i < pairs.count; i++)
		if (pairs.secret[i] == secret)
			pairs.items[kept++] = pairs.items[i];
	pairs.count = kept;
	return pairs;
}

/* The path in UTF-8, percent-encoded where it is not ASCII. */
static const char *
read_path(const Lists *from)
{
	const char *path = value_of(from, "path");
	StringInfoData encoded;

	if (path == NULL)
		return "";
	initStringInfo(&encoded);
	for (path = pg_server_to_any(path, strlen(path), PG_UTF8); *path != '\0'; path++)
		if (IS_HIGHBIT_SET(*path))
			appendStringInfo(&encoded, "%%%02X", (unsigned char) *path);
		else
			appendStringInfoChar(&encoded, *path);
	return encoded.data;
}

/* The columns' parameters, in the order of their numbers. */
static ApiParam *
list_params(const ApiColumns *columns)
{
	ApiParam   *params = palloc0(sizeof(ApiParam) * (columns->nparams + 1));

	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->param_number >= 0)
			params[column->param_number] = (ApiParam)
		{
			column->param, column->name
		};
	}
	return params;
}

static void
read_endpoint(ApiConfig *config, const Lists *from)
{
	ApiEndpointSpec *spec = &config->endpoint;
	ApiPairs	headers = read_pairs(API_PAIRS_HEADERS, "headers", from, false);
	ApiPairs	params = read_pairs(API_PAIRS_PARAMS, "params", from, false);

	spec->base_url = config->transport.base_url;
	spec->path = read_path(from);
	spec->headers = headers.items;
	spec->nheaders = headers.count;
	spec->params = params.items;
	spec->nparams = params.count;
}

static void
read_columns(ApiConfig *config)
{
	ApiEndpointSpec *spec = &config->endpoint;
	const char **templates = palloc(sizeof(char *) * (spec->nparams + spec->nheaders + 1));
	ApiColumnPlaces places = {.path = spec->path,.templates = templates};
	Relation	rel;

	for (int i = 0; i < spec->nparams; i++)
		templates[places.ntemplates++] = spec->params[i].value;
	for (int i = 0; i < spec->nheaders; i++)
		templates[places.ntemplates++] = spec->headers[i].value;

	rel = table_open(config->relid, AccessShareLock);
	config->columns = api_columns_load(config->relid, RelationGetDescr(rel), &places);
	table_close(rel, NoLock);
	spec->columns = list_params(config->columns);
	spec->ncolumns = config->columns->nparams;
}

ApiConfig *
api_config_load(Oid relid, Oid user)
{
	Lists		from = load_lists(relid, user);
	ApiConfig  *config = palloc0(sizeof(*config));

	config->relid = relid;
	config->server = from.server_oid;
	config->rows = (double) int_of(&from, "rows");
	config->max_fanout = int_of(&from, "max_fanout");
	config->scan_buffer = (size_t) int_of(&from, "scan_buffer");
	config->key.database = MyDatabaseId;
	config->key.server = from.server_oid;
	read_limits(&config->limits, &from);
	read_transport(&config->transport, &from);
	read_endpoint(config, &from);
	read_columns(config);
	return config;
}

ApiPool *
api_config_pool(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiPool    *pool;

	api_engine_start();
	pool = api_pool_get(&config->key, &config->transport, &err);
	api_error_check(&err);
	return pool;
}

ApiEndpoint *
api_config_endpoint(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiEndpoint *endpoint = api_endpoint_create(&config->endpoint, &err);

	api_error_check(&err);
	return endpoint;
}

void
api_config_check_table(Oid relid)
{
	api_endpoint_free(api_config_endpoint(api_config_load(relid, InvalidOid)));
}

/* --- credentials --- */

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
fill_auth_spec(ApiAuthSpec *spec, const Lists *from)
{
	List	   *const *mapping = &from->mapping;
	List	   *const *server = &from->lists[1];
	const char *origins = api_option_value("origin", mapping, 1);
	ApiPairs	headers = read_pairs(API_PAIRS_HEADERS, "headers", from, true);
	ApiPairs	params = read_pairs(API_PAIRS_PARAMS, "params", from, true);

	spec->bearer_token = api_option_value("bearer_token", mapping, 1);
	spec->username = api_option_value("username", mapping, 1);
	spec->password = api_option_value("password", mapping, 1);
	spec->api_key = api_option_value("api_key", mapping, 1);
	spec->api_key_name = api_option_value("api_key_name", server, 1);
	spec->api_key_prefix = api_option_value("api_key_prefix", server, 1);
	spec->api_key_location = (ApiKeyLocation)
		api_option_word(option_of("api_key_location"), api_option_value("api_key_location", server, 1));
	spec->headers = headers.items;
	spec->nheaders = headers.count;
	spec->params = params.items;
	spec->nparams = params.count;
	if (origins != NULL)
		spec->origins = (const char *const *)
			api_option_origins(api_option_find("origin", API_ON_MAPPING), origins);
}

ApiAuth *
api_config_auth(ApiConfig *config, Oid user)
{
	Lists		from = load_lists(config->relid, user);
	ApiAuthSpec spec = {.base_url = config->transport.base_url};
	ApiError	err = API_ERROR_INIT;
	ApiAuth    *auth;

	fill_auth_spec(&spec, &from);
	config->key.user = from.mapping_oid;
	config->key.generation = hash_options(from.mapping, ~hash_options(from.lists[1], 0));
	auth = api_auth_create(&spec, &err);
	api_error_check(&err);
	return auth;
}
