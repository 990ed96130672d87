/*
 * columns.c
 *		From the columns' options to ApiColumns.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "foreign/foreign.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "base/options.h"
#include "base/raise.h"
#include "rest/columns.h"
#include "rest/template.h"

/* A column's options, read but not yet judged. */
typedef struct Wishes
{
	const char *json_path;
	const char *meta_path;
	const char *param;
	const char *param_only;
	const char *param_in;
	const char *param_in_max;
	const char *param_any_equality;
	const char *required;
	const char *response;
	const char *time_format;
} Wishes;

static void
refuse(const ApiColumn *column, const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("column \"%s\": %s", column->name, what),
			 errhint("%s", hint)));
}

static Wishes
read_wishes(Oid relid, AttrNumber attnum)
{
	List	   *options = GetForeignColumnOptions(relid, attnum);
	Wishes		wishes = {
		.json_path = api_option_value("json_path", &options, 1),
		.meta_path = api_option_value("meta_path", &options, 1),
		.param = api_option_value("param", &options, 1),
		.param_only = api_option_value("param_only", &options, 1),
		.param_in = api_option_value("param_in", &options, 1),
		.param_in_max = api_option_value("param_in_max", &options, 1),
		.param_any_equality = api_option_value("param_any_equality", &options, 1),
		.required = api_option_value("required", &options, 1),
		.response = api_option_value("response", &options, 1),
		.time_format = api_option_value("time_format", &options, 1)
	};

	return wishes;
}

/* JSON and URLs are UTF-8. */
static char *
to_utf8(const char *text)
{
	char	   *utf8 = (char *) pg_server_to_any(text, strlen(text), PG_UTF8);

	return utf8 == text ? pstrdup(text) : utf8;
}

/* Frees the paths, which live on malloc, with the context. */
static void
free_paths(void *arg)
{
	ApiColumns *columns = arg;

	for (int i = 0; i < columns->natts; i++)
	{
		ApiColumn  *column = &columns->columns[i];

		for (int k = 0; k < column->npaths; k++)
			api_path_free(column->paths[k]);
		for (int k = 0; k < column->nothers; k++)
			api_path_free(column->others[k]);
	}
}

/* Other places that the value may stand at; err is out of memory. */
static void
read_others(ApiColumn *column, const char *name, ApiError *err)
{
	int			nothers = 0;

	column->loose = name != NULL;
	if (name != NULL)
		nothers = api_path_splits(name, column->others, &column->nbetter, err);
	else if (!column->meta && column->npaths > 0)
		nothers = api_path_lax(column->paths[0], column->others, column->single, err);
	column->nothers = Max(nothers, 0);
}

/* Names go through arrays, as in PostgreSQL's jsonpath, where the column holds several values. */
static void
read_through(ApiColumn *column, ApiError *err)
{
	int			before = column->nothers;

	if (column->meta || !OidIsValid(get_element_type(getBaseType(column->typid))))
		return;
	for (int i = 0; i < column->npaths; i++)
		if (!api_path_through(column->paths[i], column->others, &column->nothers, err))
			return;
	column->nthrough = column->nothers - before;
}

/* Where a record's value stands: as json_path says, or by the column's name. */
static void
read_paths(ApiColumn *column, const char *json_path)
{
	ApiError	err = API_ERROR_INIT;
	const char *text = json_path != NULL ? json_path : column->name;
	char	   *utf8 = to_utf8(text);

	if (json_path == NULL)
		column->npaths = api_path_alternatives(utf8, column->paths, &err);
	else
	{
		column->paths[0] = api_path_parse(utf8, &err);
		column->npaths = column->paths[0] != NULL ? 1 : 0;
	}
	api_error_check(&err);
	read_others(column, json_path == NULL ? utf8 : NULL, &err);
	api_error_check(&err);
	read_through(column, &err);
	api_error_check(&err);
}

static void
read_time_format(ApiColumn *column, const char *text)
{
	Oid			base = getBaseType(column->typid);
	Oid			element = get_element_type(base);

	if (OidIsValid(element))
		base = getBaseType(element);
	column->time_format = API_TIME_ISO8601;
	if (text == NULL)
		return;
	if (base != TIMESTAMPTZOID && base != TIMESTAMPOID && base != DATEOID)
		refuse(column, "time_format fits timestamptz, timestamp and date only",
			   "Drop the option time_format, or change the column's type.");
	if (!api_time_format_parse(text, &column->time_format))
		refuse(column, "time_format is neither a known word nor a pattern",
			   "Give iso8601, date, epoch, epoch_ms, epoch_us, epoch_ns or a to_timestamp pattern"
			   " such as 'DD.MM.YYYY HH24:MI'.");
	column->time_pattern = column->time_format == API_TIME_PATTERN ? text : NULL;
}

/* Which types a value of the response fits. */
static void
read_response(ApiColumn *column, const char *text)
{
	static const struct
	{
		Oid			types[3];
		const char *names;
	}			fits[] =
	{
		[API_RESPONSE_URL] = {{TEXTOID, VARCHAROID}, "text"},
		[API_RESPONSE_STATUS] = {{INT4OID, INT8OID, INT2OID}, "integer"},
		[API_RESPONSE_PAGE] = {{INT4OID, INT8OID}, "integer"},
		[API_RESPONSE_ATTEMPTS] = {{INT4OID, INT8OID, INT2OID}, "integer"},
		[API_RESPONSE_FETCHED_AT] = {{TIMESTAMPTZOID}, "timestamptz"},
		[API_RESPONSE_HEADERS] = {{JSONBOID, JSONOID}, "jsonb"},
		[API_RESPONSE_ERROR] = {{TEXTOID, VARCHAROID}, "text"},
	};

	column->response = (ApiResponseField)
		api_option_word(api_option_find("response", API_ON_COLUMN), text);
	for (int i = 0; i < 3; i++)
		if (getBaseType(column->typid) == fits[column->response].types[i])
			return;
	refuse(column, "its type does not fit the option response",
		   psprintf("The response's %s is of type %s.", text, fits[column->response].names));
}

static void
check_conflicts(const ApiColumn *column, const Wishes *wishes)
{
	if (wishes->response != NULL && (wishes->json_path != NULL || wishes->param != NULL))
		refuse(column, "response stands alone",
			   "A column takes its value from the record or from the response; drop json_path and"
			   " param.");
	if (wishes->meta_path != NULL &&
		(wishes->json_path != NULL || wishes->response != NULL || wishes->param != NULL))
		refuse(column, "meta_path stands alone",
			   "A column takes its value from the record by json_path, or from around it by"
			   " meta_path; drop one, and param and response.");
	if (wishes->param_only != NULL && wishes->param == NULL)
		refuse(column, "param_only needs param", "Give the option param the parameter's name.");
}

/* Must it be given a value?  For one that feeds nothing the option means nothing. */
static void
read_required(ApiColumn *column, const char *text)
{
	column->required = api_option_bool(api_option_find("required", API_ON_COLUMN), text);
	if (column->required && column->param == NULL)
		refuse(column, "required needs param", "Give the option param the parameter's name.");
	column->required |= column->in_path;
}

/* Does the column show what was sent? */
static bool
shows_param(const ApiColumn *column, const Wishes *wishes)
{
	bool		wanted = column->in_path && wishes->json_path == NULL;

	if (wishes->param_only != NULL)
		wanted = api_option_bool(api_option_find("param_only", API_ON_COLUMN),
								 wishes->param_only);
	if (wanted && wishes->json_path != NULL)
		refuse(column, "json_path and param_only contradict each other",
			   "Drop json_path to show what was sent, or param_only to show what came back.");
	return wanted;
}

bool
api_columns_sendable(Oid type)
{
	Oid			base = getBaseType(type);

	switch (base)
	{
		case BOOLOID:
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case UUIDOID:
		case DATEOID:
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			return true;
		default:
			return type_is_enum(base);
	}
}

bool
api_columns_float(Oid type)
{
	Oid			base = getBaseType(type);

	return base == FLOAT4OID || base == FLOAT8OID;
}

/* May values be sent that have several spellings? */
static void
read_equality(const ApiColumn *column, const Wishes *wishes)
{
	bool		any = api_option_bool(api_option_find("param_any_equality", API_ON_COLUMN),
									  wishes->param_any_equality);

	if (any && wishes->param == NULL)
		refuse(column, "param_any_equality needs param", "Give the option param the parameter's name.");
	if (any && !api_columns_float(column->typid))
		refuse(column, psprintf("param_any_equality means nothing for type %s", format_type_be(column->typid)),
			   "It is for real and double precision; drop it.");
	if (wishes->param == NULL || any || api_columns_sendable(column->typid))
		return;
	refuse(column, psprintf("no value of type %s can be sent", format_type_be(column->typid)),
		   api_columns_float(column->typid) ?
		   "Use numeric, or say by param_any_equality 'on' that the API finds a number by its shortest spelling." :
		   "A parameter needs a type whose values have one spelling: boolean, an integer type,"
		   " numeric, text, varchar, char, uuid, date, timestamp, timestamptz, or an enum.");
}

/* The parameter that the column gives its value to. */
static void
read_param(ApiColumns *columns, ApiColumn *column, const char *param, const ApiColumnPlaces *places)
{
	column->param = to_utf8(param);
	column->param_number = columns->nparams++;
	column->in_path = api_columns_placeholder(places->path, column->param);
	column->placeholder = column->in_path;
	for (int i = 0; i < places->ntemplates; i++)
		column->placeholder |= api_columns_placeholder(places->templates[i], column->param);
}

/* How the values of IN are sent; a record must tell which of them it belongs to. */
static void
read_list(ApiColumn *column, const Wishes *wishes)
{
	const ApiOption *most = api_option_find("param_in_max", API_ON_COLUMN);

	column->list = (ApiListStyle)
		api_option_word(api_option_find("param_in", API_ON_COLUMN), wishes->param_in);
	column->list_max = column->list == API_LIST_FANOUT ? 1 :
		(int) api_option_int(most, wishes->param_in_max);
	if (column->list == API_LIST_FANOUT && strcmp(wishes->param_in_max, most->fallback) != 0)
		refuse(column, "param_in_max needs param_in",
			   "Say by param_in how several values go into one request, such as 'comma'.");
	if (column->list != API_LIST_FANOUT && column->param == NULL)
		refuse(column, "param_in needs param", "Give the option param the parameter's name.");
	if (column->list != API_LIST_FANOUT && column->source == API_SOURCE_PARAM)
		refuse(column, "param_in and param_only contradict each other",
			   "The rows of a request for several values must tell which of them they belong to: give"
			   " json_path, or param_only 'off' if the record has a member of the column's name, or"
			   " param_in 'fanout'.");
}

static void
load_column(ApiColumns *columns, ApiColumn *column, Oid relid, Form_pg_attribute att,
			const ApiColumnPlaces *places)
{
	Wishes		wishes = read_wishes(relid, att->attnum);

	column->name = pstrdup(NameStr(att->attname));
	column->typid = att->atttypid;
	column->typmod = att->atttypmod;
	column->collation = att->attcollation;
	column->not_null = att->attnotnull;
	check_conflicts(column, &wishes);
	read_equality(column, &wishes);
	if (wishes.param != NULL)
		read_param(columns, column, wishes.param, places);
	read_required(column, wishes.required);
	read_time_format(column, wishes.time_format);
	if (wishes.response != NULL)
	{
		column->source = API_SOURCE_RESPONSE;
		read_response(column, wishes.response);
	}
	else if (shows_param(column, &wishes))
		column->source = API_SOURCE_PARAM;
	else
	{
		column->source = API_SOURCE_RECORD;
		column->meta = wishes.meta_path != NULL;
		read_paths(column, column->meta ? wishes.meta_path : wishes.json_path);
	}
	read_list(column, &wishes);
}

ApiColumns *
api_columns_load(Oid relid, TupleDesc desc, const ApiColumnPlaces *places)
{
	ApiColumns *columns = palloc0(sizeof(*columns));
	MemoryContextCallback *callback = palloc0(sizeof(*callback));

	columns->natts = desc->natts;
	columns->columns = palloc0(sizeof(ApiColumn) * Max(desc->natts, 1));
	callback->func = free_paths;
	callback->arg = columns;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, callback);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		ApiColumn  *column = &columns->columns[i];

		column->attnum = att->attnum;
		column->param_number = -1;
		if (!att->attisdropped)
			load_column(columns, column, relid, att, places);
	}
	return columns;
}

bool
api_columns_placeholder(const char *text, const char *name)
{
	const char *found;
	size_t		len;
	bool		slashes;

	for (; *text != '\0'; text++)
		if (api_template_placeholder(text, &found, &len, &slashes) > 0 &&
			len == strlen(name) && memcmp(found, name, len) == 0)
			return true;
	return false;
}

bool
api_column_is_told(const ApiColumn *column)
{
	return column->source == API_SOURCE_PARAM && column->param_number >= 0 && !column->in_path;
}
