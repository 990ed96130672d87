/*
 * said.c
 *		Foreign words in a message.  See said.h.
 */
#include "postgres.h"

#include "base/mark.h"
#include "base/said.h"
#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

/* Bytes that are no UTF-8, such as those of a character that was cut, are question marks. */
static void
mend_utf8(char *text)
{
	int			len = (int) strlen(text);

	for (;;)
	{
		int			good = pg_encoding_verifymbstr(PG_UTF8, text, len);

		if (good >= len)
			return;
		text[good] = '?';
		text += good + 1;
		len -= good + 1;
	}
}

/* Converts as far as the encoding has it. */
static void
append_converted(StringInfo out, Oid proc, unsigned char *text, int len)
{
	unsigned char *room = palloc((Size) len * MAX_CONVERSION_GROWTH + 1);

	while (len > 0)
	{
		int			done = pg_do_encoding_conversion_buf(proc, PG_UTF8, GetDatabaseEncoding(), text, len,
														 room, len * MAX_CONVERSION_GROWTH + 1, true);

		appendStringInfoString(out, (const char *) room);
		text += done;
		len -= done;
		if (len <= 0)
			break;
		appendStringInfoChar(out, '?');
		done = pg_encoding_mblen(PG_UTF8, (const char *) text);
		text += done;
		len -= done;
	}
	pfree(room);
}

char *
api_said(const char *text)
{
	int			encoding = GetDatabaseEncoding();
	char	   *whole = pstrdup(text);
	StringInfoData out;
	Oid			proc;

	api_mark_show(whole);
	if (encoding == PG_SQL_ASCII)
		return whole;
	mend_utf8(whole);
	if (encoding == PG_UTF8)
		return whole;
	proc = FindDefaultConversionProc(PG_UTF8, encoding);
	if (!OidIsValid(proc))
		return whole;
	initStringInfo(&out);
	append_converted(&out, proc, (unsigned char *) whole, (int) strlen(whole));
	return out.data;
}
