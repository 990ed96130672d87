/*
 * options_table.c
 *		The one table of options.
 *
 * An option is added here, read in rest/config or rest/columns, and documented by
 * the line it has here; README's tables are checked against it.
 */
#include "postgres.h"

#include "base/options.h"

#define MS INT64CONST(1000)		/* durations are microseconds */
#define SECOND (1000 * MS)
#define DAY (86400 * SECOND)
#define KB INT64CONST(1024)		/* sizes are bytes */
#define MB (1024 * KB)

#define S API_ON_SERVER
#define M API_ON_MAPPING
#define T API_ON_TABLE
#define C API_ON_COLUMN

/* name, places, kind, default, min, max, words, secret, superuser, help */
static const ApiOption options[] = {
	{"base_url", S, API_KIND_URL, NULL, 0, 0, NULL, false, false,
	"where the API is: http or https, a host, perhaps a path; required"},
	{"headers", S | T, API_KIND_JSON_OBJECT, NULL, 0, 0, NULL, false, false,
	"request headers, as a JSON object; null removes one"},
	{"params", S | T, API_KIND_JSON_OBJECT, NULL, 0, 0, NULL, false, false,
	"fixed query parameters, as a JSON object; arrays repeat, null removes one"},
	{"user_agent", S, API_KIND_TEXT, "api_fdw/1.0", 0, 0, NULL, false, false,
	"the User-Agent header"},
	{"max_concurrency", S | T, API_KIND_INT, "20", 1, 1000, NULL, false, false,
	"requests in flight at once, per server and user mapping in a backend"},
	{"rate_limit", S, API_KIND_RATE, NULL, 0, 0, NULL, false, false,
	"requests per time, such as '10/s', '300/min' or '5000/h'"},
	{"burst", S, API_KIND_INT, "1", 1, 100000, NULL, false, false,
	"requests that may leave at once under rate_limit"},
	{"connect_timeout", S | T, API_KIND_DURATION, "10s", MS, DAY, NULL, false, false,
	"longest wait for a connection"},
	{"request_timeout", S | T, API_KIND_DURATION, "15s", MS, DAY, NULL, false, false,
	"longest wait for the response's headers, and then for each further byte"},
	{"max_retries", S | T, API_KIND_INT, "4", 0, 100, NULL, false, false,
	"attempts beyond the first"},
	{"backoff_initial", S | T, API_KIND_DURATION, "1s", 0, DAY, NULL, false, false,
	"upper bound of the first random wait before a retry; doubles each time"},
	{"backoff_max", S | T, API_KIND_DURATION, "10s", 0, DAY, NULL, false, false,
	"upper bound of every random wait before a retry"},
	{"retry_statuses", S | T, API_KIND_STATUSES, "408,425,429,500,502,503,504", 0, 0, NULL, false, false,
	"HTTP statuses that are tried again"},
	{"retry_after_max", S | T, API_KIND_DURATION, "60s", 0, DAY, NULL, false, false,
	"longest wait, in sum, that a request makes at the word of Retry-After"},
	{"max_response_size", S | T, API_KIND_SIZE, "64MB", KB, 2048 * MB, NULL, false, false,
	"largest body of a response, decoded"},
	{"scan_buffer", S | T, API_KIND_SIZE, "64MB", 64 * KB, 1048576 * MB, NULL, false, false,
	"memory for a scan's responses in flight and unread"},
	{"max_redirects", S | T, API_KIND_INT, "5", 0, 50, NULL, false, false,
	"redirects that are followed"},
	{"allowed_origins", S, API_KIND_ORIGINS, NULL, 0, 0, NULL, false, false,
	"further origins that redirects may lead to; they never get credentials"},
	{"http_version", S, API_KIND_ENUM, "auto", 0, 0, "auto|1.1|2", false, false,
	"HTTP version; auto takes HTTP/2 where TLS negotiates it"},
	{"compression", S, API_KIND_BOOL, "on", 0, 0, NULL, false, false,
	"offer compressed transfer"},
	{"ca_file", S, API_KIND_FILE, NULL, 0, 0, NULL, false, false,
	"file of trusted certificates, instead of the system's; needs pg_read_server_files"},
	{"tls_verify", S, API_KIND_BOOL, "on", 0, 0, NULL, false, true,
	"check the server's certificate; only superusers may set it"},
	{"proxy", S, API_KIND_TEXT, NULL, 0, 0, NULL, false, true,
	"URL of an HTTP proxy; only superusers may set it"},
	{"api_key_name", S, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"name of the header (X-API-Key), query parameter or cookie (api_key) of the API key"},
	{"api_key_location", S, API_KIND_ENUM, "header", 0, 0, "header|query|cookie", false, false,
	"where the API key goes"},
	{"api_key_prefix", S, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"word before the API key in its header, such as 'Token'"},

	{"bearer_token", M, API_KIND_TEXT, NULL, 0, 0, NULL, true, false,
	"sent as Authorization: Bearer"},
	{"username", M, API_KIND_TEXT, NULL, 0, 0, NULL, true, false,
	"user name for Authorization: Basic"},
	{"password", M, API_KIND_TEXT, NULL, 0, 0, NULL, true, false,
	"password for Authorization: Basic"},
	{"api_key", M, API_KIND_TEXT, NULL, 0, 0, NULL, true, false,
	"API key; the server's options say where it goes"},
	{"headers", M, API_KIND_JSON_OBJECT, NULL, 0, 0, NULL, true, false,
	"secret request headers, as a JSON object"},
	{"params", M, API_KIND_JSON_OBJECT, NULL, 0, 0, NULL, true, false,
	"secret query parameters, as a JSON object"},
	{"origin", M, API_KIND_ORIGINS, NULL, 0, 0, NULL, false, false,
	"origins that may have these secrets, whatever base_url says"},

	{"path", T, API_KIND_PATH, NULL, 0, 0, NULL, false, false,
	"appended to base_url; {name} takes the value of the column with that param"},
	{"rows", T, API_KIND_INT, "1000", 1, INT64CONST(1000000000000), NULL, false, false,
	"estimate for the planner: rows of one request"},
	{"max_fanout", S | T, API_KIND_INT, "10000", 1, 10000000, NULL, false, false,
	"requests that one scan may fan out to"},

	{"json_path", C, API_KIND_JSON_PATH, NULL, 0, 0, NULL, false, false,
	"where in the record the value stands, such as '$.labels[*].name'; default: the column's name"},
	{"param", C, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"request parameter that takes the column's value from WHERE"},
	{"param_only", C, API_KIND_BOOL, NULL, 0, 0, NULL, false, false,
	"show the value that was sent; default: on for a {name} in path without json_path"},
	{"response", C, API_KIND_ENUM, NULL, 0, 0, "url|status|page|attempts|fetched_at|headers", false, false,
	"take the value from the response instead of the record"},
	{"time_format", C, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"iso8601, date, epoch, epoch_ms, epoch_us, epoch_ns or a to_timestamp pattern; default: iso8601"},
};

const ApiOption *
api_options_table(int *count)
{
	*count = lengthof(options);
	return options;
}
