/*
 * config.c
 *		From the catalogs' options to the checked structs of a scan.
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_type.h"
#include "foreign/foreign.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "base/compat.h"
#include "base/options.h"
#include "base/raise.h"
#include "json/time_text.h"
#include "net/engine.h"
#include "net/url.h"
#include "rest/config.h"
#include "rest/lookup.h"
#include "rest/pairs.h"
#include "rest/placed.h"
#include "rest/upkeep.h"

/* A malloc'd text as a palloc'd one. */
static char *
adopt(char *text)
{
	char	   *copy = pstrdup(text);

	free(text);
	return copy;
}

static const char *
base_url_of(const ApiLookup *from)
{
	const char *text = api_lookup_text(from, "base_url");
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
read_limits(ApiLimits *limits, const ApiLookup *from)
{
	const char *rate = api_lookup_text(from, "rate_limit");
	const char *accepted = api_lookup_text(from, "accept_statuses");

	/* the server's may have been lowered since the table was made */
	limits->max_concurrency = (int) Min(api_lookup_int(from, "max_concurrency"),
										api_lookup_server_int(from, "max_concurrency"));
	limits->rate.burst = (int) api_lookup_int(from, "burst");
	if (rate != NULL)
	{
		int64		interval;

		api_option_rate(api_lookup_option("rate_limit"), rate, &interval);
		limits->rate.interval_us = interval;
	}
	limits->patience.connect_us = api_lookup_int(from, "connect_timeout");
	limits->patience.silence_us = api_lookup_int(from, "request_timeout");
	limits->patience.whole_us = api_lookup_int(from, "transfer_timeout");
	limits->patience.pace = (int) api_lookup_int(from, "min_speed");
	/* who waits for longer than the default wants to */
	if (limits->patience.silence_us > limits->patience.whole_us &&
		strcmp(api_lookup_text(from, "transfer_timeout"), api_lookup_option("transfer_timeout")->fallback) == 0)
		limits->patience.whole_us = limits->patience.silence_us;
	limits->max_redirects = (int) api_lookup_int(from, "max_redirects");
	limits->max_response_size = (size_t) api_lookup_int(from, "max_response_size");
	limits->retry.max_retries = (int) api_lookup_int(from, "max_retries");
	limits->retry.backoff_initial_us = api_lookup_int(from, "backoff_initial");
	limits->retry.backoff_max_us = api_lookup_int(from, "backoff_max");
	limits->retry.retry_after_max_us = api_lookup_int(from, "retry_after_max");
	limits->retry.nstatuses = api_option_statuses(api_lookup_option("retry_statuses"),
												  api_lookup_text(from, "retry_statuses"),
												  limits->retry.statuses, API_RETRY_MAX_STATUSES);
	if (accepted != NULL)
		limits->naccepted = api_option_statuses(api_lookup_option("accept_statuses"), accepted,
												limits->accepted, API_ACCEPT_MAX_STATUSES);
}

static void
read_transport(ApiTransport *transport, const ApiLookup *from)
{
	const char *origins = api_lookup_text(from, "allowed_origins");

	transport->base_url = base_url_of(from);
	transport->user_agent = api_lookup_text(from, "user_agent");
	transport->ca_file = api_lookup_text(from, "ca_file");
	transport->proxy = api_lookup_text(from, "proxy");
	transport->tls_verify = api_lookup_bool(from, "tls_verify");
	transport->idle_us = api_lookup_int(from, "idle_timeout");
	transport->compression = api_lookup_bool(from, "compression");
	transport->http_version = (ApiHttpVersion) api_option_word(api_lookup_option("http_version"),
															   api_lookup_text(from, "http_version"));
	if (origins != NULL)
		transport->allowed_origins = (const char *const *)
			api_option_origins(api_lookup_option("allowed_origins"), origins);
}

/* --- request --- */

ApiPairs
api_config_pairs(ApiPairsKind kind, const char *name, const ApiLookup *from, bool secret)
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

/* A path option in UTF-8, percent-encoded where it is not ASCII. */
static const char *
read_path(const ApiLookup *from, const char *name)
{
	const char *path = api_lookup_text(from, name);
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

/* Are the column's values JSON as they are sent? */
static bool
is_bare(const ApiColumn *column)
{
	switch (getBaseType(column->typid))
	{
		case BOOLOID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
			return true;
		default:
			return api_time_text_is_number(column->time_format);
	}
}

/* Are they numbers, dates or the like, whatever the value?  Labels of enums are text. */
static bool
is_typed(const ApiColumn *column)
{
	switch (getBaseType(column->typid))
	{
		case DATEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
		case UUIDOID:
			return true;
		default:
			return is_bare(column);
	}
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
			column->param, column->name, is_bare(column), column->list,
			is_typed(column)
		};
	}
	return params;
}

/* What is sent as a body, and how. */
static void
read_body(ApiEndpointSpec *spec, const ApiLookup *from)
{
	const char *method = api_lookup_text(from, "method");

	spec->body = api_lookup_utf8(from, "body");
	spec->graphql = api_lookup_utf8(from, "graphql_query");
	spec->content_type = api_lookup_text(from, "content_type");
	spec->method = spec->body != NULL || spec->graphql != NULL ||
		(method != NULL && pg_strcasecmp(method, "POST") == 0) ? API_METHOD_POST : API_METHOD_GET;
	if (spec->body != NULL && spec->graphql != NULL)
		api_refuse_option("options \"body\" and \"graphql_query\" exclude each other",
						  "A GraphQL query makes the body.");
	if (method != NULL && spec->method == API_METHOD_POST && pg_strcasecmp(method, "GET") == 0)
		api_refuse_option("method 'GET' has no body", "Set method 'POST', or drop body and graphql_query.");
	if (spec->content_type != NULL && spec->body == NULL)
		api_refuse_option("option \"content_type\" needs the option \"body\"",
						  "Accept and other headers go into the option headers.");
	if (spec->content_type != NULL && strstr(spec->content_type, "json") == NULL &&
		pg_strncasecmp(spec->content_type, API_CONTENT_TYPE_FORM,
					   strlen(API_CONTENT_TYPE_FORM)) != 0)
		api_refuse_option("invalid value for option \"content_type\"",
						  "A body is JSON (application/json and kin) or application/x-www-form-urlencoded.");
}

/*
 * What is asked for is JSON, if no header says otherwise; where a server has only
 * something else, that is better than a refusal.
 */
static void
add_accept(ApiPairs *headers, bool lines)
{
	static const char json[] = "application/json, */*;q=0.5";
	static const char ndjson[] = "application/x-ndjson, application/json;q=0.9, */*;q=0.5";

	for (int i = 0; i < headers->count; i++)
		if (pg_strcasecmp(headers->items[i].name, "Accept") == 0)
			return;
	if (headers->count == 0)
		headers->items = palloc(sizeof(ApiPair));
	else
		headers->items = repalloc(headers->items, (headers->count + 1) * sizeof(ApiPair));
	headers->items[headers->count++] = (ApiPair) {"Accept", lines ? ndjson : json};
}

static void
read_endpoint(ApiConfig *config, const ApiLookup *from)
{
	ApiEndpointSpec *spec = &config->endpoint;
	ApiPairs	headers = api_config_pairs(API_PAIRS_HEADERS, "headers", from, false);
	ApiPairs	params = api_config_pairs(API_PAIRS_PARAMS, "params", from, false);

	spec->base_url = config->transport.base_url;
	spec->path = read_path(from, "path");
	read_body(spec, from);
	add_accept(&headers, api_lookup_word(from, "format") == API_FORMAT_NDJSON);
	spec->headers = headers.items;
	spec->nheaders = headers.count;
	spec->params = params.items;
	spec->nparams = params.count;
}

static void
read_columns(ApiConfig *config)
{
	ApiEndpointSpec *spec = &config->endpoint;
	const char **templates = palloc(sizeof(char *) * (spec->nparams + spec->nheaders + 4));
	ApiColumnPlaces places = {.path = spec->path,.templates = templates};
	Relation	rel;

	for (int i = 0; i < spec->nparams; i++)
		templates[places.ntemplates++] = spec->params[i].value;
	for (int i = 0; i < spec->nheaders; i++)
		templates[places.ntemplates++] = spec->headers[i].value;
	if (spec->body != NULL)
		templates[places.ntemplates++] = spec->body;
	if (config->next_page_path != NULL)
		templates[places.ntemplates++] = config->next_page_path;
	if (config->next_page_body != NULL)
		templates[places.ntemplates++] = config->next_page_body;

	rel = table_open(config->relid, AccessShareLock);
	config->columns = api_columns_load(config->relid, RelationGetDescr(rel), &places);
	table_close(rel, NoLock);
	spec->columns = list_params(config->columns);
	spec->ncolumns = config->columns->nparams;
}

/* The row that stands in for a failed request shows its values, so it must have one of each. */
static void
check_stand_ins(const ApiConfig *config)
{
	for (int i = 0; i < config->columns->natts; i++)
		if (config->columns->columns[i].list != API_LIST_FANOUT &&
			config->policy.on_http_error == API_HTTP_ERROR_ROW)
			api_refuse_option(psprintf("column \"%s\": param_in does not go with on_http_error 'row'",
									   config->columns->columns[i].name),
							  "One row could not show all values of a failed request: set param_in 'fanout', or"
							  " another on_http_error.");
}

static ApiTable
read_table(Oid relid, Oid server)
{
	return (ApiTable)
	{
		get_namespace_name_or_temp(get_rel_namespace(relid)), get_rel_name(relid),
			GetForeignServer(server)->servername
	};
}

static double
read_estimate(const ApiLookup *from, const char *name)
{
	return api_lookup_text(from, name) != NULL ? (double) api_lookup_int(from, name) : 0;
}

ApiConfig *
api_config_load(Oid relid, Oid user)
{
	ApiLookup	from = api_lookup_table(relid, user);
	ApiConfig  *config = palloc0(sizeof(*config));

	config->relid = relid;
	config->server = from.server_oid;
	config->table = read_table(relid, from.server_oid);
	config->rows = read_estimate(&from, "rows");
	config->rows_per_key = read_estimate(&from, "rows_per_key");
	config->analyze_requests = api_lookup_int(&from, "analyze_requests");
	config->analyze_given = api_lookup_text(&from, "analyze_requests") !=
		api_lookup_option("analyze_requests")->fallback;
	config->max_fanout = api_lookup_int(&from, "max_fanout");
	config->key.database = MyDatabaseId;
	config->key.server = from.server_oid;
	config->scan_buffer = (size_t) api_lookup_int(&from, "scan_buffer");
	read_limits(&config->limits, &from);
	config->limits.pause_above = config->scan_buffer;
	read_transport(&config->transport, &from);
	read_endpoint(config, &from);
	config->next_page_path = api_lookup_text(&from, "next_page_path") != NULL ?
		read_path(&from, "next_page_path") : NULL;
	config->next_page_body = api_lookup_utf8(&from, "next_page_body");
	config->next_page_path = api_placed_path(config->next_page_path);
	config->next_page_body = api_placed_body(config->next_page_body, config->endpoint.content_type);
	api_placed_mark(&config->endpoint);
	api_config_read_repeat(config, &from);
	api_config_read_paging(config, &from);
	api_config_read_values(config, &from);
	read_columns(config);
	check_stand_ins(config);
	api_config_read_unique_key(config, &from);
	return config;
}

ApiPool *
api_config_pool(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiPool    *pool;

	api_engine_start();
	api_upkeep_enter();
	pool = api_pool_get(&config->key, &config->transport, &err);
	api_error_check(&err);
	return pool;
}

static ApiEndpoint *
new_endpoint(const ApiEndpointSpec *spec)
{
	ApiError	err = API_ERROR_INIT;
	ApiEndpoint *endpoint = api_endpoint_create(spec, &err);

	api_error_check(&err);
	return endpoint;
}

ApiEndpoint *
api_config_endpoint(const ApiConfig *config)
{
	return new_endpoint(&config->endpoint);
}

ApiEndpoint *
api_config_following(const ApiConfig *config)
{
	ApiEndpointSpec spec = config->endpoint;

	if (config->next_page_path == NULL && config->next_page_body == NULL)
		return NULL;
	if (config->next_page_path != NULL)
		spec.path = config->next_page_path;
	if (config->next_page_body != NULL)
	{
		spec.body = config->next_page_body;
		spec.graphql = NULL;
		spec.method = API_METHOD_POST;
	}
	return new_endpoint(&spec);
}

/* A table may lower what its server's owner allows, not raise it. */
static void
check_concurrency(Oid relid)
{
	ApiLookup	from = api_lookup_table(relid, InvalidOid);
	int64		own = api_lookup_int(&from, "max_concurrency");
	int64		most = api_lookup_server_int(&from, "max_concurrency");
	ListCell   *lc;
	const char *verb = "ADD";

	foreach(lc, from.lists[1])
		if (strcmp(lfirst_node(DefElem, lc)->defname, "max_concurrency") == 0)
			verb = "SET";
	if (own > most)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
				 errmsg("option max_concurrency of a table cannot be above its server's: " INT64_FORMAT
						" and " INT64_FORMAT, own, most),
				 errhint("ALTER SERVER %s OPTIONS (%s max_concurrency '" INT64_FORMAT "') raises the server's.",
						 quote_identifier(GetForeignServer(from.server_oid)->servername),
						 verb, own)));
}

void
api_config_check_table(Oid relid)
{
	ApiConfig  *config = api_config_load(relid, InvalidOid);

	api_endpoint_free(api_config_endpoint(config));
	api_endpoint_free(api_config_following(config));
	api_config_check_paths(config);
	check_concurrency(relid);
}
