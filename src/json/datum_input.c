/*
 * datum_input.c
 *		Input functions whose results do not depend on the session.  See
 *		datum_input.h.
 *
 * The settings that input functions look at are plain variables behind the GUCs.
 * They are set around one call and put back however it ends, which costs far
 * less than a GUC nesting level for each value; no SQL runs in between (a
 * domain's constraints are checked by datum.c, under the session's settings).
 */
#include "postgres.h"

#include "json/datum_input.h"

#include "base/compat.h"
#include "catalog/pg_collation.h"
#include "json/string.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include API_VARATT_H

/* What the input functions of dates, times and intervals look at. */
typedef struct Settings
{
	int			date_style;
	int			date_order;
	int			interval_style;
	pg_tz	   *timezone;
} Settings;

static void
settings_enter(Settings *saved)
{
	static pg_tz *utc = NULL;

	if (utc == NULL)
		utc = pg_tzset("UTC");
	saved->date_style = DateStyle;
	saved->date_order = DateOrder;
	saved->interval_style = IntervalStyle;
	saved->timezone = session_timezone;
	DateStyle = USE_ISO_DATES;
	DateOrder = DATEORDER_YMD;
	IntervalStyle = INTSTYLE_POSTGRES;
	session_timezone = utc;
}

static void
settings_leave(const Settings *saved)
{
	DateStyle = saved->date_style;
	DateOrder = saved->date_order;
	IntervalStyle = saved->interval_style;
	session_timezone = saved->timezone;
}

Datum
api_input_call(FmgrInfo *function, char *value, Oid ioparam, int32 typmod, Node *soft)
{
	Settings	saved;
	Datum		result = (Datum) 0;

	settings_enter(&saved);
	PG_TRY();
	{
		API_SOFT_INPUT(function, value, ioparam, typmod, soft, &result);
	}
	PG_FINALLY();
	{
		settings_leave(&saved);
	}
	PG_END_TRY();
	return result;
}

void
api_input_under_utc(void (*work) (void *arg), void *arg)
{
	Settings	saved;

	settings_enter(&saved);
	PG_TRY();
	{
		work(arg);
	}
	PG_FINALLY();
	{
		settings_leave(&saved);
	}
	PG_END_TRY();
}

/* ---- strings ---- */

static bool
report_fault(ApiStringFault fault, Node *soft)
{
	if (fault == API_STRING_NUL)
		API_SOFT_REPORT(soft, false,
						(errcode(ERRCODE_UNTRANSLATABLE_CHARACTER),
						 errmsg("unsupported Unicode escape sequence"),
						 errdetail("\\u0000 cannot be converted to text.")));
	if (fault == API_STRING_UTF8)
		API_SOFT_REPORT(soft, false,
						(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
						 errmsg("malformed UTF-8 in a JSON string")));
	API_SOFT_REPORT(soft, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid JSON string: %s", api_string_fault_text(fault))));
}

/* The length is below MaxAllocSize: datum.c sees to it. */
static bool
unescape(const char *text, size_t len, char *out, size_t *out_len, Node *soft)
{
	ApiStringFault fault = api_string_unescape(text, len, out, out_len);

	return fault == API_STRING_FINE || report_fault(fault, soft);
}

char *
api_input_string(const char *text, size_t len, Node *soft)
{
	char	   *out = palloc(len + 1);
	size_t		out_len;

	if (!unescape(text, len, out, &out_len, soft))
		return NULL;
	out[out_len] = '\0';
	if (GetDatabaseEncoding() == PG_UTF8)
		return out;
	return pg_any_to_server(out, (int) out_len, PG_UTF8);
}

text *
api_input_text(const char *text, size_t len, Node *soft)
{
	struct varlena *out;
	size_t		out_len;

	if (GetDatabaseEncoding() != PG_UTF8)
		return cstring_to_text(api_input_string(text, len, soft));
	out = palloc(VARHDRSZ + len);
	if (!unescape(text, len, VARDATA(out), &out_len, soft))
		return NULL;
	SET_VARSIZE(out, VARHDRSZ + out_len);
	return out;
}

/* As report_invalid_encoding, which can only raise. */
static void
report_encoding(const char *bytes, int len, Node *soft)
{
	int			shown = Min(Min(pg_encoding_mblen(PG_UTF8, bytes), len), 8);
	StringInfoData hex;

	initStringInfo(&hex);
	for (int i = 0; i < shown; i++)
		appendStringInfo(&hex, "%s0x%02x", i > 0 ? " " : "", (unsigned char) bytes[i]);
	API_SOFT_REPORT(soft,,
					(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
					 errmsg("invalid byte sequence for encoding \"%s\": %s",
							pg_encoding_to_char(PG_UTF8), hex.data)));
}

char *
api_input_raw(const char *text, size_t len, Node *soft)
{
	char	   *out = pnstrdup(text, len);

	if (soft != NULL)
	{
		int			good = pg_encoding_verifymbstr(PG_UTF8, out, (int) len);

		if (good == (int) len)
			return out;
		report_encoding(out + good, (int) len - good, soft);
		return NULL;
	}

	/* of UTF-8 to UTF-8 this is the check */
	return pg_any_to_server(out, (int) len, PG_UTF8);
}
