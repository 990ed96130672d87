/*
 * datum_scalar.c
 *		Datums out of single JSON values.  See datum_type.h.
 *
 * Integers, float8, text and booleans are made here where JSON says it plainly;
 * the type's input function has the last word on everything else.
 */
#include "postgres.h"

#include "json/datum_type.h"

#include "catalog/pg_type.h"
#include "json/check.h"
#include "json/datum_input.h"
#include "json/datum_strict.h"
#include "json/decimal.h"
#include "json/reader.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* ---- errors ---- */

static const char *
kind_name(const char *text)
{
	switch (*text)
	{
		case '{':
			return "object";
		case '[':
			return "array";
		case '"':
			return "string";
		case 't':
		case 'f':
			return "boolean";
		default:
			return "number";
	}
}

Datum
api_datum_report_kind(const ApiDatumType *type, const char *text)
{
	API_SOFT_REPORT(type->soft, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("a JSON %s is no value of type %s", kind_name(text),
							format_type_be(type->typid))));
}

bool
api_datum_report_malformed(const char *what, Node *soft)
{
	API_SOFT_REPORT(soft, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("malformed JSON %s", what)));
}

/* ---- text for input functions ---- */

/* A string decoded, anything else as it is; C string in the server's encoding, or NULL. */
static char *
value_string(const ApiDatumType *type, const char *text, size_t len)
{
	return *text == '"' ? api_input_string(text, len, type->soft) :
		api_input_raw(text, len, type->soft);
}

/* What the type's input function makes of it; NULL, which has been noted, gives nothing. */
static Datum
input(ApiDatumType *type, char *string)
{
	Datum		result = (Datum) 0;

	API_SOFT_INPUT(&type->input, string, type->ioparam, type->typmod, type->soft, &result);
	return result;
}

/* Text stands behind no type that would check it. */
static bool
check_container(const ApiDatumType *type, const char *text, size_t len)
{
	return !api_text_is_container(text) ||
		api_json_check(text, len, API_READER_MAX_DEPTH, NULL) == NULL ||
		api_datum_report_malformed(kind_name(text), type->soft);
}

/* ---- the ways ---- */

static Datum
integer_datum(const ApiDatumType *type, int64 value, bool *fits)
{
	*fits = true;
	switch (type->typid)
	{
		case INT2OID:
			*fits = value >= PG_INT16_MIN && value <= PG_INT16_MAX;
			return Int16GetDatum((int16) value);
		case INT4OID:
			*fits = value >= PG_INT32_MIN && value <= PG_INT32_MAX;
			return Int32GetDatum((int32) value);
		default:
			return Int64GetDatum(value);
	}
}

static Datum
report_integer(const ApiDatumType *type, const char *number, size_t len, bool range)
{
	int			shown = (int) Min(len, 64);

	/* numbers are ASCII */
	if (range)
		API_SOFT_REPORT(type->soft, (Datum) 0,
						(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						 errmsg("value \"%.*s\" is out of range for type %s", shown, number,
								format_type_be(type->typid))));
	API_SOFT_REPORT(type->soft, (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%.*s\"", format_type_be(type->typid),
							shown, number)));
}

/* Strings that are no JSON numbers get their chance with the input function. */
Datum
api_datum_integer(ApiDatumType *type, const char *text, size_t len)
{
	const char *number = text;
	size_t		number_len = len;
	char	   *string = NULL;
	int64		value = 0;
	bool		fits = false;
	Datum		result = (Datum) 0;
	ApiDecimalResult how;

	if (*text == '"')
	{
		number = string = api_input_string(text, len, type->soft);
		if (string == NULL)
			return result;
		number_len = strlen(string);
	}
	how = api_decimal_read(number, number_len, 0, false, &value);
	if (how == API_DECIMAL_OK)
		result = integer_datum(type, value, &fits);
	if (fits)
		return result;
	if (how == API_DECIMAL_MALFORMED && string != NULL)
		return input(type, string);
	if (how == API_DECIMAL_MALFORMED)
		return api_datum_report_kind(type, text);
	return report_integer(type, number, number_len, how != API_DECIMAL_FRACTION);
}

Datum
api_datum_number(ApiDatumType *type, const char *text, size_t len)
{
	double		value;

	if (type->typid == FLOAT8OID && api_decimal_double(text, len, &value))
		return Float8GetDatum(value);
	if (*text == 't' || *text == 'f' || api_text_is_container(text))
		return api_datum_report_kind(type, text);
	return input(type, value_string(type, text, len));
}

Datum
api_datum_bool(ApiDatumType *type, const char *text, size_t len)
{
	if (*text == 't' || *text == 'f')
		return BoolGetDatum(*text == 't');
	if (api_text_is_container(text))
		return api_datum_report_kind(type, text);
	return input(type, value_string(type, text, len));
}

Datum
api_datum_text(ApiDatumType *type, const char *text, size_t len)
{
	char	   *raw;

	if (!check_container(type, text, len))
		return (Datum) 0;

	/* a length to be kept: the input function knows how */
	if (type->typmod >= 0)
		return input(type, value_string(type, text, len));
	if (*text == '"')
		return PointerGetDatum(api_input_text(text, len, type->soft));
	if (api_text_is_container(text))
	{
		raw = api_input_raw(text, len, type->soft);
		return raw == NULL ? (Datum) 0 : CStringGetTextDatum(raw);
	}
	return PointerGetDatum(cstring_to_text_with_len(text, (int) len));
}

Datum
api_datum_time(ApiDatumType *type, const char *text, size_t len)
{
	if (*text == 't' || *text == 'f' || api_text_is_container(text))
		return api_datum_report_kind(type, text);
	return api_time_convert(&type->time, text, len);
}

/*
 * Could it as well be hexadecimal: pairs of digits, with letters of one case?  Zeros in
 * base64, all of them "A", are not meant by that.
 */
static bool
is_hexadecimal(const char *string)
{
	size_t		len = strlen(string);

	return len > 0 && len % 2 == 0 && strspn(string, "A") < len &&
		(strspn(string, "0123456789abcdef") == len || strspn(string, "0123456789ABCDEF") == len);
}

static void
report_hexadecimal(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("a text of hexadecimal digits is no clear base64"),
			 errdetail("It can be read both ways."),
			 errhint("Give the column type text, and read it with decode(value, 'hex') or"
					 " decode(value, 'base64').")));
}

/* Either alphabet of RFC 4648, padded or not; what begins with a backslash is hex. */
Datum
api_datum_bytea(ApiDatumType *type, const char *text, size_t len)
{
	char	   *string;
	size_t		string_len;
	size_t		symbols = 0;

	if (*text != '"')
		return api_datum_report_kind(type, text);
	string = api_input_string(text, len, NULL);
	if (*string == '\\')
		return input(type, string);
	if (is_hexadecimal(string))
		report_hexadecimal();
	string_len = strlen(string);
	for (char *p = string; *p != '\0'; p++)
	{
		*p = *p == '-' ? '+' : *p == '_' ? '/' : *p;
		symbols += strchr(" \t\r\n", *p) == NULL;
	}
	string = repalloc(string, string_len + 3);
	for (; symbols % 4 > 1; symbols++)
		string[string_len++] = '=';
	return DirectFunctionCall2(binary_decode,
							   PointerGetDatum(cstring_to_text_with_len(string, (int) string_len)),
							   CStringGetTextDatum("base64"));
}

Datum
api_datum_json(ApiDatumType *type, const char *text, size_t len)
{
	return input(type, api_input_raw(text, len, type->soft));
}

Datum
api_datum_input(ApiDatumType *type, const char *text, size_t len)
{
	char	   *string = value_string(type, text, len);

	if (string != NULL && type->no_words)
		string = api_strict_time(string, type->typid, type->soft);
	if (string == NULL ||
		(type->years && !api_strict_years(string, type->typid, type->soft)))
		return (Datum) 0;
	if (type->typid == INTERVALOID)
		string = api_strict_interval(string);
	return api_input_call(&type->input, string, type->ioparam, type->typmod, type->soft);
}
