/*
 * datum.c
 *		From a slice of JSON text to a Datum.  See datum.h.
 *
 * Each type has one way, chosen once a scan; datum_scalar.c and datum_time.c go
 * the ways of single values, arrays are put together here.  A domain is its base
 * type, then its constraints.
 */
#include "postgres.h"

#include "json/datum_type.h"

#include "base/raise.h"
#include "catalog/pg_type.h"
#include "json/reader.h"
#include "json/scan.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* ---- learning a type ---- */

static ApiDatumWay
choose_way(Oid typid)
{
	switch (typid)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			return WAY_INTEGER;
		case FLOAT4OID:
		case FLOAT8OID:
		case NUMERICOID:
			return WAY_NUMBER;
		case BOOLOID:
			return WAY_BOOL;
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return WAY_TEXT;
		case DATEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return WAY_TIME;
		case JSONOID:
		case JSONBOID:
			return WAY_JSON;
		case BYTEAOID:
			return WAY_BYTEA;
		case INT2VECTOROID:
		case OIDVECTOROID:
			return WAY_INPUT;
		default:
			return OidIsValid(get_element_type(typid)) ? WAY_ARRAY : WAY_INPUT;
	}
}

static void
learn_time(ApiDatumType *type, ApiTimeFormat format, const char *pattern)
{
	type->time.typid = type->typid;
	type->time.typmod = type->typmod;
	type->time.format = format;
	type->time.pattern = format == API_TIME_PATTERN ? cstring_to_text(pattern) : NULL;
	type->time.input = &type->input;
	type->time.ioparam = type->ioparam;
}

/* Input functions of ranges call those of dates. */
static bool
is_range_of_times(Oid typid)
{
	return typid == DATERANGEOID || typid == TSRANGEOID || typid == TSTZRANGEOID ||
		typid == DATEMULTIRANGEOID || typid == TSMULTIRANGEOID || typid == TSTZMULTIRANGEOID;
}

ApiDatumType *
api_datum_type_create(Oid typid, int32 typmod, ApiTimeFormat time_format, const char *pattern)
{
	ApiDatumType *type = palloc0(sizeof(*type));
	Oid			input;

	type->context = CurrentMemoryContext;
	type->typmod = typmod;
	type->typid = getBaseTypeAndTypmod(typid, &type->typmod);
	type->domain = type->typid != typid ? typid : InvalidOid;
	type->way = choose_way(type->typid);
	getTypeInputInfo(type->typid, &input, &type->ioparam);
	fmgr_info(input, &type->input);
	type->years = is_range_of_times(type->typid);
	type->no_words = type->years || type->typid == TIMEOID || type->typid == TIMETZOID;

	if (type->way == WAY_ARRAY)
	{
		type->element_typid = get_element_type(type->typid);
		type->element = api_datum_type_create(type->element_typid, type->typmod, time_format, pattern);
		get_typlenbyvalalign(type->element_typid, &type->element_len, &type->element_byval,
							 &type->element_align);
		type->years = type->element->years || type->element->way == WAY_TIME;
		type->no_words = type->element->no_words || type->years;
	}
	else if (type->way == WAY_TIME)
		learn_time(type, time_format, pattern);
	else if (time_format != API_TIME_ISO8601)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("option \"time_format\" does not fit type %s", format_type_be(typid)),
				 errhint("It is for columns of type date, timestamp and timestamp with time zone.")));
	type->plain = api_datum_choose_plain(type);
	return type;
}

/* ---- arrays ---- */

/* Reports the error of the core, if there is one; false: it or another has been noted. */
static bool
check_core(ApiError *err, Node *soft)
{
	char	   *message;

	if (!api_error_is_set(err))
		return !API_SOFT_FAILED(soft);
	if (err->code == API_ERR_OUT_OF_MEMORY)
		api_error_raise(err);
	message = pstrdup(err->message);
	api_error_clear(err);
	API_SOFT_REPORT(soft, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("%s", message)));
}

/* Numbers and literals of a container were not looked at before. */
bool
api_datum_check(const char *text, size_t len, Node *soft)
{
	return *text == '"' || api_text_is_container(text) || api_scalar_valid(text, len) ||
		api_datum_report_malformed("value", soft);
}

/* The elements of an array to be, collected. */
typedef struct Elements
{
	ApiDatumType *type;			/* the elements' type */
	Datum	   *values;
	bool	   *nulls;
	int			count;
	int			room;
} Elements;

static void
begin_elements(Elements *elements, ApiDatumType *array)
{
	elements->type = array->element;
	elements->count = 0;
	elements->room = 16;
	elements->values = palloc(elements->room * sizeof(Datum));
	elements->nulls = palloc(elements->room * sizeof(bool));
}

/* ApiSliceEmit */
static bool
add_element(void *arg, const char *text, size_t len)
{
	Elements   *elements = arg;

	CHECK_FOR_INTERRUPTS();
	if (elements->count == elements->room)
	{
		elements->room *= 2;
		elements->values = repalloc_huge(elements->values, elements->room * sizeof(Datum));
		elements->nulls = repalloc(elements->nulls, elements->room * sizeof(bool));
	}
	if (!api_datum_check(text, len, elements->type->soft))
		return false;
	elements->values[elements->count] =
		api_datum_convert(elements->type, text, len, &elements->nulls[elements->count]);
	elements->count++;
	return !API_SOFT_FAILED(elements->type->soft);
}

static Datum
end_elements(const Elements *elements, const ApiDatumType *type)
{
	int			lower = 1;

	if (elements->count == 0)
		return PointerGetDatum(construct_empty_array(type->element_typid));
	return PointerGetDatum(construct_md_array(elements->values, elements->nulls, 1,
											  (int *) &elements->count, &lower,
											  type->element_typid, type->element_len,
											  type->element_byval, type->element_align));
}

/* A string may hold an array as PostgreSQL writes it; any other scalar, and what a json
 * column takes, is the one element. */
static Datum
convert_array(ApiDatumType *type, const char *text, size_t len)
{
	ApiError	err = API_ERROR_INIT;
	Elements	elements;

	if (*text == '"' && text[1] == '{')
		return api_datum_input(type, text, len);
	if (*text == '{' && type->element->way != WAY_JSON)
		return api_datum_report_kind(type, text);
	begin_elements(&elements, type);
	if (*text != '[')
		(void) add_element(&elements, text, len);
	else
		(void) api_slice_elements(text, len, add_element, &elements, &err);
	return check_core(&err, type->soft) ? end_elements(&elements, type) : (Datum) 0;
}

/* ---- any value ---- */

static Datum
convert_value(ApiDatumType *type, const char *text, size_t len, bool *isnull)
{
	*isnull = api_text_is_null(text, len);
	if (*isnull)
		return (Datum) 0;
	if (len >= MaxAllocSize - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a value of %zu bytes is too large", len)));
	switch (type->way)
	{
		case WAY_INTEGER:
			return api_datum_integer(type, text, len);
		case WAY_NUMBER:
			return api_datum_number(type, text, len);
		case WAY_BOOL:
			return api_datum_bool(type, text, len);
		case WAY_TEXT:
			return api_datum_text(type, text, len);
		case WAY_TIME:
			return api_datum_time(type, text, len);
		case WAY_JSON:
			return api_datum_json(type, text, len);
		case WAY_BYTEA:
			return api_datum_bytea(type, text, len);
		case WAY_ARRAY:
			return convert_array(type, text, len);
		case WAY_INPUT:
			return api_datum_input(type, text, len);
	}
	return (Datum) 0;
}

/* A value that was noted not to fit is none to look at. */
static void
check_domain(ApiDatumType *type, Datum value, bool isnull)
{
	if (!API_SOFT_FAILED(type->soft))
		API_SOFT_DOMAIN_CHECK(value, isnull, type->domain, &type->domain_cache, type->context,
							  type->soft);
}

Datum
api_datum_convert(ApiDatumType *type, const char *text, size_t len, bool *isnull)
{
	Datum		value = convert_value(type, text, len, isnull);

	if (OidIsValid(type->domain))
		check_domain(type, value, *isnull);
	return value;
}

/* ---- matches of wildcards ---- */

/* ApiSliceEmit: the matches as the text of a JSON array. */
static bool
add_match_text(void *arg, const char *text, size_t len)
{
	StringInfo	array = arg;

	if (len >= MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a value of %zu bytes is too large", len)));
	if (array->len > 1)
		appendStringInfoChar(array, ',');
	appendBinaryStringInfo(array, text, (int) len);
	return true;
}

/* The only match. */
typedef struct OnlyMatch
{
	const char *text;			/* NULL: none so far */
	size_t		len;
	Node	   *soft;
} OnlyMatch;

/* ApiSliceEmit */
static bool
take_match(void *arg, const char *text, size_t len)
{
	OnlyMatch  *match = arg;

	if (match->text != NULL)
		API_SOFT_REPORT(match->soft, false,
						(errcode(ERRCODE_CARDINALITY_VIOLATION),
						 errmsg("the JSON path has more than one match"),
						 errhint("Give the column an array type, json or jsonb, or the path a number in"
								 " place of \"*\".")));
	match->text = text;
	match->len = len;
	return api_datum_check(text, len, match->soft);
}

static Datum
convert_matches(ApiDatumType *type, const char *text, size_t len, const ApiPath *path, int first,
				bool *isnull)
{
	ApiError	err = API_ERROR_INIT;
	OnlyMatch	match = {NULL, 0, type->soft};
	StringInfoData array;
	Elements	elements;

	*isnull = false;
	switch (type->way)
	{
		case WAY_ARRAY:
			begin_elements(&elements, type);
			(void) api_slice_unfold(text, len, path, first, add_element, &elements, &err);
			return check_core(&err, type->soft) ? end_elements(&elements, type) : (Datum) 0;
		case WAY_JSON:
			initStringInfo(&array);
			appendStringInfoChar(&array, '[');
			(void) api_slice_unfold(text, len, path, first, add_match_text, &array, &err);
			if (!check_core(&err, type->soft))
				return (Datum) 0;
			appendStringInfoChar(&array, ']');
			return api_datum_json(type, array.data, array.len);
		default:
			(void) api_slice_unfold(text, len, path, first, take_match, &match, &err);
			*isnull = !check_core(&err, type->soft) || match.text == NULL;
			return *isnull ? (Datum) 0 : convert_value(type, match.text, match.len, isnull);
	}
}

Datum
api_datum_convert_matches(ApiDatumType *type, const char *text, size_t len, const ApiPath *path,
						  int first, bool *isnull)
{
	Datum		value;

	/* where the wildcard has a null to work on, there is nothing */
	if (api_text_is_null(text, len))
		return api_datum_convert(type, text, len, isnull);
	value = convert_matches(type, text, len, path, first, isnull);
	if (OidIsValid(type->domain))
		check_domain(type, value, *isnull);
	return value;
}
