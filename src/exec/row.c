/*
 * row.c
 *		From a page's records to rows.
 *
 * Columns that are rechecked come first, so that a record that was not asked for
 * is dropped before its other values are converted.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/render.h"
#include "exec/response.h"
#include "exec/row_state.h"
#include "rest/failure.h"
#include "utils/lsyscache.h"

#define EXCERPT_BYTES 64
#define SHORT_BYTES 8192		/* of the values of one row */

/* ---- setting up ---- */

static void
init_field(ApiField *field, const ApiColumn *column, bool recheck)
{
	field->column = column;
	field->recheck = recheck;
	field->at = -1;
	if (column->source != API_SOURCE_RECORD)
		return;
	field->type = api_datum_type_create(column->typid, column->typmod, column->time_format,
										column->time_pattern);
}

ApiRow *
api_row_create(const ApiScanSpec *spec, const ApiConfig *config)
{
	const ApiColumns *columns = config->columns;
	ApiRow	   *row = palloc0(sizeof(ApiRow));
	Bitmapset  *wanted;
	int			pass;
	int			i;

	row->named = api_named_create(config);
	row->recheck = api_recheck_create(spec, config);
	row->unique = api_unique_create(config);
	row->table = &config->table;
	row->security_barrier = spec->security_barrier;
	row->null_values = config->null_values;
	row->memory = CurrentMemoryContext;
	row->columns = columns;
	row->drift = api_drift_create(config);
	row->odd = api_odd_create(config);
	row->action = config->drift;
	row->natts = columns->natts;
	row->relid = config->relid;
	wanted = bms_union(spec->wanted, api_unique_columns(row->unique));
	row->fields = palloc0(sizeof(ApiField) * (columns->natts + 1));

	for (pass = 0; pass < 2; pass++)
	{
		for (i = 0; i < columns->natts; i++)
		{
			const ApiColumn *column = &columns->columns[i];
			bool		recheck = api_recheck_wants(row->recheck, column->attnum);

			if (column->source == API_SOURCE_DROPPED || recheck != (pass == 0))
				continue;
			if (recheck || bms_is_member(column->attnum, wanted))
				init_field(&row->fields[row->nfields++], column, recheck);
		}
	}
	return row;
}

/* Are all errors of the column's values such as can be noted? */
static bool
is_soft(const ApiField *field)
{
	const ApiColumn *column = field->column;

	if (column->source == API_SOURCE_RECORD)
		return api_datum_type_is_soft(field->type);
	return column->source != API_SOURCE_RESPONSE ||
		api_datum_type_is_soft(api_datum_type_create(column->typid, column->typmod,
													 API_TIME_ISO8601, NULL));
}

Node *
api_row_soften(ApiRow *row)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		if (!is_soft(&row->fields[i]))
			return NULL;
	}
	row->soft = api_soft_create();
	for (i = 0; i < row->nfields; i++)
	{
		if (row->fields[i].type)
			api_datum_type_soften(row->fields[i].type, row->soft);
	}
	return row->soft;
}

/* ---- context of errors ---- */

/* Does the value hold one of the credentials that were sent? */
static bool
holds_secret(const ApiRow *row)
{
	char	   *text = pnstrdup(row->text, row->len);
	char	   *scrubbed = pstrdup(text);

	api_auth_scrub(api_stream_auth(row->stream), scrubbed);
	return strcmp(text, scrubbed) != 0;
}

/*
 * Why the value may not be quoted, or NULL.  Below a security barrier the caller
 * may not see the row; and an API may answer with the credential it was sent.
 */
static const char *
reason_to_hide(const ApiRow *row)
{
	if (row->security_barrier)
		return "It is not shown, because it stands behind a security barrier.";
	if (row->text != NULL && holds_secret(row))
		return "It is not shown, because it holds a credential.";
	return NULL;
}

/*
 * What a type says of a value that does not fit quotes the value; where that may
 * not be, says it without.
 */
static void
hide_value(const ApiRow *row, const char *reason)
{
	if (ERRCODE_TO_CATEGORY(geterrcode()) != ERRCODE_DATA_EXCEPTION)
		return;
	errmsg("a value does not fit column \"%s\"", row->field->column->name);
	errdetail("%s", reason);
}

/* "GET /posts/7: record 3, column "amount" ($.amount), value "12,5"" */
static void
value_context(ApiRow *row)
{
	ApiError	where = API_ERROR_INIT;
	const ApiColumn *column;
	char		path[128] = "";
	const char *reason;
	char	   *value = NULL;

	reason = reason_to_hide(row);
	if (reason != NULL)
		hide_value(row, reason);
	column = row->field->column;
	if (row->path)
		api_path_format(row->path, path, sizeof(path));
	if (row->text && reason == NULL)
		value = api_render_excerpt(row->text, row->len, EXCERPT_BYTES);

	api_error_set(&where, API_ERR_RECORDS, "record %zu, column \"%s\"%s%s%s%s%s",
				  api_page_before(row->page) + row->record + 1, column->name,
				  path[0] ? " (" : "", path, path[0] ? ")" : "", value ? ", value " : "", value ? value : "");
	api_failure_wrap(row->page->transfer, api_stream_auth(row->stream), &where);
	if (where.message)
		errcontext("%s", where.message);
	api_error_clear(&where);
}

/* The value at hand, if there is one, and the table with the page. */
static void
error_context(void *arg)
{
	ApiRow	   *row = arg;
	char	   *where = api_stream_where(row->stream, row->page);

	if (row->field)
		value_context(row);
	api_errtable(row->table, where);
	free(where);
}

/* ---- records ---- */

static Datum
record_datum(ApiRow *row, ApiField *field, bool *isnull)
{
	bool		several = api_row_find(row, field);

	*isnull = row->text == NULL || API_SOFT_FAILED(row->soft);
	if (*isnull)
		return (Datum) 0;
	field->seen++;
	if (field->skipped)
		return api_datum_convert(field->type, "null", strlen("null"), isnull);
	if (several)
		return api_datum_convert_matches(field->type, row->text, row->len,
										 row->path, row->fixed, isnull);
	if (row->null_values != NIL && api_row_is_null_value(row))
		return api_datum_convert(field->type, "null", strlen("null"), isnull);
	return api_datum_convert(field->type, row->text, row->len, isnull);
}

/* Takes a value that needs no second look; false: see field_datum. */
static inline bool
take_plain(ApiRow *row, ApiField *field, Datum *value)
{
	ApiSlice	slice;

	if (row->slices == NULL || field->alias != NULL)
		return false;
	slice = row->slices[field->at];
	if (!api_slice_in_body(slice) ||
		!api_datum_plain(field->type, row->body + slice.offset, slice.length, &row->room, value))
		return false;
	field->exact = true;
	field->seen++;
	return true;
}

/* What was asked for by the column's parameter. */
static Datum
asked_datum(const ApiRow *row, const ApiColumn *column, bool *isnull)
{
	Datum		value = (Datum) 0;

	*isnull = column->param_number < 0 ||
		!api_asked_value(row->asked, column->param_number, &value);
	return value;
}

static Datum
field_datum(ApiRow *row, ApiField *field, bool *isnull)
{
	const ApiColumn *column = field->column;
	Datum		value = (Datum) 0;

	row->field = field;
	row->path = NULL;
	row->text = NULL;
	switch (column->source)
	{
		case API_SOURCE_RECORD:
			if (row->page->stands_in)
				value = asked_datum(row, column, isnull);
			else
				value = record_datum(row, field, isnull);
			break;
		case API_SOURCE_PARAM:
			value = asked_datum(row, column, isnull);
			break;
		case API_SOURCE_RESPONSE:
			value = api_response_datum(column, row->page, api_stream_auth(row->stream), row->soft, isnull);
			break;
		case API_SOURCE_DROPPED:
			*isnull = true;
			break;
	}
	return value;
}

static bool
check_not_null(const ApiColumn *column, bool isnull, Node *soft)
{
	if (isnull && column->not_null)
		API_SOFT_REPORT(soft, false,
						(errcode(ERRCODE_NOT_NULL_VIOLATION),
						 errmsg("null value for column \"%s\", which is NOT NULL", column->name),
						 errhint("Drop the column's NOT NULL, or correct its json_path.")));
	return true;
}

/* Fills the slot's arrays; false: not what was asked for, or an error was noted. */
static bool
fill(ApiRow *row, Datum *values, bool *isnull)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		ApiField   *field = &row->fields[i];
		int			at = field->column->attnum - 1;

		if (field->plain && take_plain(row, field, &values[at]))
		{
			isnull[at] = false;
			continue;
		}
		values[at] = field_datum(row, field, &isnull[at]);
		if (API_SOFT_FAILED(row->soft))
			return false;
		if (row->page->stands_in)
			continue;
		if (field->recheck && !api_recheck_same(row->recheck, field->column->attnum, values[at],
												isnull[at], row->text, row->len))
			return false;
		if (!check_not_null(field->column, isnull[at], row->soft))
			return false;
	}
	return true;
}

void
api_row_begin(ApiRow *row, ApiStream *stream, ApiPage *page, const ApiAsked *asked)
{
	row->asked = asked;
	row->stream = stream;
	row->page = page;
	api_drift_begin(row->drift, stream, page);
	row->read = 0;
	for (int i = 0; i < row->nfields; i++)
	{
		row->fields[i].is_kept = false;
		row->fields[i].seen_before = row->fields[i].seen;
	}
	api_recheck_begin(row->recheck, stream, page, asked);
	api_named_begin(row->named, stream, page);
}

/* Until error_context_stack is given back its own. */
static void
begin_context(ApiRow *row, ErrorContextCallback *callback)
{
	callback->callback = error_context;
	callback->arg = row;
	callback->previous = error_context_stack;
	error_context_stack = callback;
}

bool
api_row_convert(ApiRow *row, size_t record, Datum *values, bool *isnull)
{
	ErrorContextCallback callback;
	bool		wanted;

	begin_context(row, &callback);
	memset(isnull, true, sizeof(bool) * row->natts);
	row->room = row->reused;
	row->record = record;
	row->read = record + 1;
	row->slices = api_page_row(row->page, record, &row->body);
	row->field = NULL;
	wanted = fill(row, values, isnull);
	row->made += wanted;
	if (API_SOFT_FAILED(row->soft))
		api_soft_complete(row->soft);
	else
		row->field = NULL;

	error_context_stack = callback.previous;
	return wanted;
}

static bool
is_repeat(ApiRow *row, Datum *values, bool *isnull)
{
	ErrorContextCallback callback;
	bool		repeat;

	begin_context(row, &callback);
	row->field = NULL;
	repeat = api_unique_seen(row->unique, values, isnull, !row->security_barrier);
	error_context_stack = callback.previous;
	return repeat;
}

bool
api_row_store(ApiRow *row, Datum *values, bool *isnull, TupleTableSlot *slot)
{
	if (row->unique && !row->page->stands_in && is_repeat(row, values, isnull))
		return false;
	if (!TTS_EMPTY(slot))
		ExecClearTuple(slot);
	if (slot->tts_values != values)
	{
		memcpy(slot->tts_values, values, sizeof(Datum) * row->natts);
		memcpy(slot->tts_isnull, isnull, sizeof(bool) * row->natts);
	}
	ExecStoreVirtualTuple(slot);
	return true;
}

void
api_row_reuse(ApiRow *row)
{
	char	   *room = MemoryContextAlloc(row->memory, SHORT_BYTES);

	row->reused = (ApiDatumRoom) {room, room + SHORT_BYTES};
}

bool
api_row_skip_failed(ApiRow *row)
{
	if (row->field == NULL || row->field->skipped)
		return false;
	row->field->skipped = true;
	return true;
}

void
api_row_skip_none(ApiRow *row)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
		row->fields[i].skipped = false;
}

int64
api_row_repeats(const ApiRow *row)
{
	return api_unique_repeats(row->unique);
}

void
api_row_restart(ApiRow *row)
{
	api_unique_reset(row->unique);
}
