/*
 * response.c
 *		Columns that tell of the response itself.
 */
#include "postgres.h"

#include "base/mark.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "exec/response.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* What a text that is read by the column's type gives. */
static Datum
from_text(const ApiColumn *column, char *text, Node *soft)
{
	FmgrInfo	function;
	Oid			input;
	Oid			ioparam;
	Datum		result = (Datum) 0;

	getTypeInputInfo(column->typid, &input, &ioparam);
	fmgr_info(input, &function);
	API_SOFT_INPUT(&function, text, ioparam, column->typmod, soft, &result);
	return result;
}

/* A header's bytes are UTF-8, or else Latin-1. */
static char *
to_server(const char *text)
{
	int			len = (int) strlen(text);

	if (pg_verify_mbstr(PG_UTF8, text, len, true))
		return pg_any_to_server(text, len, PG_UTF8);
	return pg_any_to_server(text, len, PG_LATIN1);
}

/*
 * Without the secrets that the table has places for, as its options have them.  What the server
 * has written may bring back any credential, and in another spelling.
 */
static char *
shown(const ApiAuth *auth, const char *text, bool foreign)
{
	char	   *veiled = api_auth_veil(auth, text);
	char	   *copy;

	if (veiled == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	copy = pstrdup(veiled);
	free(veiled);
	api_auth_scrub_placed(auth, copy);
	if (foreign)
		api_auth_scrub(auth, copy);
	api_mark_show(copy);
	return to_server(copy);
}

/* Did a header of that name stand before the i-th? */
static bool
is_repeat(const ApiHeaders *headers, int i)
{
	int			j;

	for (j = 0; j < i; j++)
	{
		if (pg_strcasecmp(headers->items[j].name, headers->items[i].name) == 0)
			return true;
	}
	return false;
}

/* All values of the i-th header's name, joined as RFC 9110 has it. */
static char *
joined_values(const ApiHeaders *headers, int i, const ApiAuth *auth)
{
	StringInfoData values;
	int			j;

	initStringInfo(&values);
	for (j = i; j < headers->count; j++)
	{
		if (pg_strcasecmp(headers->items[j].name, headers->items[i].name) == 0)
			appendStringInfo(&values, "%s%s", j > i ? ", " : "", shown(auth, headers->items[j].value, true));
	}
	return values.data;
}

/* {"content-type": "application/json", ...} */
static char *
headers_json(const ApiHeaders *headers, const ApiAuth *auth)
{
	StringInfoData json;
	int			i;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	for (i = 0; i < headers->count; i++)
	{
		char	   *name = pstrdup(headers->items[i].name);
		char	   *c;

		if (is_repeat(headers, i))
			continue;
		for (c = name; *c; c++)
			*c = (char) pg_ascii_tolower((unsigned char) *c);
		if (json.len > 1)
			appendStringInfoString(&json, ", ");
		escape_json(&json, to_server(name));
		appendStringInfoString(&json, ": ");
		escape_json(&json, joined_values(headers, i, auth));
	}
	appendStringInfoChar(&json, '}');
	return json.data;
}

/* Unix time in microseconds as PostgreSQL counts. */
static TimestampTz
from_unix(int64 unix_us)
{
	return unix_us - (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY;
}

Datum
api_response_datum(const ApiColumn *column, ApiPage *page, const ApiAuth *auth, Node *soft, bool *isnull)
{
	ApiResponse *response = api_transfer_response(page->transfer);
	const char *asked;
	const char *url;

	*isnull = false;
	switch (column->response)
	{
		case API_RESPONSE_URL:
			asked = api_transfer_request(page->transfer)->url;
			url = response->url ? response->url : asked;
			return from_text(column, shown(auth, url, strcmp(url, asked) != 0), soft);
		case API_RESPONSE_STATUS:
			if (response->status == 0)
				break;
			return from_text(column, psprintf("%d", response->status), soft);
		case API_RESPONSE_PAGE:
			return from_text(column, psprintf(INT64_FORMAT, page->number + 1), soft);
		case API_RESPONSE_ATTEMPTS:
			return from_text(column, psprintf("%d", api_transfer_attempts(page->transfer)), soft);
		case API_RESPONSE_FETCHED_AT:
			if (getBaseType(column->typid) == TIMESTAMPTZOID)
				return TimestampTzGetDatum(from_unix(page->fetched_at_us));
			return from_text(column,
							 pstrdup(timestamptz_to_str(from_unix(page->fetched_at_us))), soft);
		case API_RESPONSE_HEADERS:
			return from_text(column, headers_json(&response->headers, auth), soft);
		case API_RESPONSE_ERROR:
			if (page->error.message == NULL)
				break;
			return from_text(column, to_server(page->error.message), soft);
	}
	*isnull = true;
	return (Datum) 0;
}
