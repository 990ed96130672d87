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
	{"max_response_size", S | T, API_KIND_SIZE, "64MB", KB, 1048576 * MB, NULL, false, false,
	"largest body of a response, decoded; one larger than scan_buffer is read in portions"},
	{"scan_buffer", S | T, API_KIND_SIZE, "64MB", 64 * KB, 1048576 * MB, NULL, false, false,
	"memory for a scan's responses in flight and unread"},
	{"max_redirects", S | T, API_KIND_INT, "5", 0, 50, NULL, false, false,
	"redirects that are followed"},
	{"allowed_origins", S, API_KIND_ORIGINS, NULL, 0, 0, NULL, false, false,
	"further origins that redirects and next links may lead to; they never get credentials"},
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
	{"method", T, API_KIND_ENUM, NULL, 0, 0, "GET|POST", false, false,
	"HTTP method; default: POST where there is a body or graphql_query, else GET"},
	{"body", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"body of a POST: JSON in which a bare {name} takes a parameter's value"},
	{"content_type", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"of the body: application/json (the default) or application/x-www-form-urlencoded"},
	{"graphql_query", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"GraphQL query, sent by POST with the parameters as its variables"},

	{"record_path", T, API_KIND_JSON_PATH, NULL, 0, 0, NULL, false, false,
	"where the records are, such as '$.data.items'; default: a root array's elements, or the one root object"},
	{"format", T, API_KIND_ENUM, "auto", 0, 0, "auto|json|ndjson", false, false,
	"one JSON document, or values one after the other; auto goes by the response's Content-Type"},
	{"on_missing", T, API_KIND_ENUM, "stop", 0, 0, "stop|ignore", false, false,
	"what a response without the record_path is: an error, or no records"},

	{"unique_key", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"columns, separated by commas, whose values no two records of a scan share"},
	{"on_duplicate", T, API_KIND_ENUM, "stop", 0, 0, "stop|ignore", false, false,
	"what a second record with the same unique_key is: an error, or passed over"},

	{"pagination", T, API_KIND_ENUM, "auto", 0, 0,
		"auto|none|page_number|offset|cursor|next_url|link_header", false, false,
	"how the API pages; auto follows links and never guesses parameters"},
	{"page_size", T, API_KIND_INT, NULL, 1, INT64CONST(1000000000), NULL, false, false,
	"records a page should have; a small LIMIT asks for less"},
	{"page_size_param", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"parameter that takes page_size"},
	{"page_param", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"parameter that takes the page's number"},
	{"start_page", T, API_KIND_INT, "1", 0, INT64CONST(1000000000), NULL, false, false,
	"number of the first page"},
	{"offset_param", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"parameter that takes the number of records before the page"},
	{"start_offset", T, API_KIND_INT, "0", 0, INT64CONST(1000000000000), NULL, false, false,
	"offset of the first page"},
	{"cursor_param", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"parameter that takes the cursor; several tokens: a list with commas"},
	{"cursor_path", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a page has the next cursor, such as '$.next_cursor' or '$.data[last].id'"},
	{"cursor_header", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"response header that has the next cursor"},
	{"start_cursor", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"cursor of the first page; default: none is sent"},
	{"next_url_path", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a page has the link to the next, such as '$.links.next'"},
	{"next_url_base", T, API_KIND_ENUM, "url", 0, 0, "url|base_url", false, false,
	"what links are resolved against: the page's own URL, or base_url, which keeps only their path and query"},
	{"next_path", T, API_KIND_PATH, NULL, 0, 0, NULL, false, false,
	"path of the pages behind the first, where it is another"},
	{"next_body", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"body of the pages behind the first, where it is another"},
	{"has_more_path", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a page says whether there are more, such as '$.has_more' or '$.page < $.pages'"},
	{"total_path", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a page says how many records there are in all"},
	{"total_header", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"response header that says so, such as 'X-Total-Count' or 'Content-Range'"},
	{"total_pages_path", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a page says how many pages there are"},
	{"total_pages_header", T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"response header that says so"},
	{"stop_on_empty", T, API_KIND_BOOL, NULL, 0, 0, NULL, false, false,
	"a page without records is the last; default: on for page_number and offset, else off"},
	{"max_pages", T, API_KIND_INT, NULL, 1, INT64CONST(1000000000000), NULL, false, false,
	"more pages than that are an error"},
	{"speculate", T, API_KIND_BOOL, "on", 0, 0, NULL, false, false,
	"ask for several pages at once also where no total is known"},
	{"on_repeat", T, API_KIND_ENUM, "stop", 0, 0, "stop|end|ignore", false, false,
	"what a page with the records of the page before is: an error, the end, or a page like others"},
	{"check_total", T, API_KIND_ENUM, "on", 0, 0, "on|warn|off", false, false,
	"hold the records received against the totals that the options name"},
	{"keep_order", T, API_KIND_BOOL, "off", 0, 0, NULL, false, false,
	"deliver the pages of several values in the order of the values, not as they arrive"},

	{"on_http_error", T, API_KIND_ENUM, "stop", 0, 0, "stop|ignore|row", false, false,
	"what a failed request is: an error, nothing but a warning, or a row with the response columns"},
	{"ignore_statuses", T, API_KIND_STATUSES, NULL, 0, 0, NULL, false, false,
	"HTTP statuses that mean no records"},
	{"error_path", S | T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"where a body tells of an error, whatever the status, such as '$.errors'"},
	{"retry_errors", S | T, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"texts, separated by commas, that make an error in a body worth another attempt"},

	{"rows", T, API_KIND_INT, "1000", 1, INT64CONST(1000000000000), NULL, false, false,
	"estimate for the planner: rows of one request"},
	{"max_fanout", S | T, API_KIND_INT, "10000", 1, 10000000, NULL, false, false,
	"requests that one scan may fan out to"},

	{"json_path", C, API_KIND_JSON_PATH, NULL, 0, 0, NULL, false, false,
	"where in the record the value stands, such as '$.labels[*].name'; default: the column's name"},
	{"meta_path", C, API_KIND_JSON_PATH, NULL, 0, 0, NULL, false, false,
	"where in the body the value stands, outside of the record, such as '$.meta.total'; @key is the record's name"},
	{"param", C, API_KIND_TEXT, NULL, 0, 0, NULL, false, false,
	"request parameter that takes the column's value from WHERE"},
	{"param_only", C, API_KIND_BOOL, NULL, 0, 0, NULL, false, false,
	"show the value that was sent; default: on for a {name} in path without json_path"},
	{"response", C, API_KIND_ENUM, NULL, 0, 0, "url|status|page|attempts|fetched_at|headers|error", false, false,
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
