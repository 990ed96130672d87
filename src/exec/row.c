/*
 * row.c
 *		From a page's records to rows.
 *
 * Columns that are rechecked come first, so that a record that was not asked for
 * is dropped before its other values are converted.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/named.h"
#include "exec/recheck.h"
#include "exec/render.h"
#include "exec/response.h"
#include "exec/row.h"
#include "exec/unique.h"
#include "json/datum.h"
#include "rest/failure.h"

#define EXCERPT_BYTES 64

/* A column that is read. */
typedef struct Field
{
	const ApiColumn *column;
	bool		recheck;		/* is its value held against the request's? */
	ApiDatumType *type;			/* RECORD: how its Datums are made */
	int			slots[API_PATH_MAX_ALTERNATIVES];	/* RECORD: of its paths */
	int			fixed[API_PATH_MAX_ALTERNATIVES];	/* steps before a path's first wildcard */
} Field;

struct ApiRow
{
	const ApiBinder *binder;
	ApiRecheck *recheck;
	ApiUnique  *unique;			/* NULL: no unique_key */
	bool		security_barrier;	/* quote no values */
	ApiNamed   *named;			/* NULL: no columns_path */
	int			nfields;
	Field	   *fields;			/* rechecked ones first */

	/* the page being read */
	ApiStream  *stream;
	ApiPage    *page;

	/* where it stands, for error_context */
	size_t		record;
	const Field *field;			/* NULL: at none */
	int			path;			/* which of its paths was found; -1: none */
	const char *text;			/* the value's JSON text; NULL: none */
	size_t		len;
};

/* ---- setting up ---- */

static void
init_field(Field *field, const ApiColumn *column, bool recheck)
{
	field->column = column;
	field->recheck = recheck;
	if (column->source != API_SOURCE_RECORD)
		return;
	field->type = api_datum_type_create(column->typid, column->typmod, column->time_format,
										column->time_pattern);
}

ApiRow *
api_row_create(const ApiScanSpec *spec, const ApiConfig *config, const ApiBinder *binder)
{
	const ApiColumns *columns = config->columns;
	ApiRow	   *row = palloc0(sizeof(ApiRow));
	Bitmapset  *wanted;
	int			pass;
	int			i;

	row->binder = binder;
	row->named = api_named_create(config);
	row->recheck = api_recheck_create(spec, columns, binder);
	row->unique = api_unique_create(config);
	row->security_barrier = spec->security_barrier;
	wanted = bms_union(spec->wanted, api_unique_columns(row->unique));
	row->fields = palloc0(sizeof(Field) * (columns->natts + 1));

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

/* Wants a column's path; *fixed: its steps before the slot. */
static int
add_path(ApiProjection *projection, const ApiColumn *column, int path, int *fixed)
{
	ApiError	err = API_ERROR_INIT;
	int			slot;

	*fixed = api_path_fixed_steps(column->paths[path]);
	if (column->meta)
		slot = api_projection_add_meta(projection, column->paths[path], fixed, &err);
	else
		slot = api_projection_add(projection, column->paths[path], &err);

	if (slot < 0)
		api_error_raise(&err);
	return slot;
}

void
api_row_project(ApiRow *row, ApiProjection *projection)
{
	int			i;
	int			j;

	for (i = 0; i < row->nfields; i++)
	{
		Field	   *field = &row->fields[i];

		if (field->column->source != API_SOURCE_RECORD)
			continue;
		for (j = 0; j < field->column->npaths; j++)
			field->slots[j] = add_path(projection, field->column, j, &field->fixed[j]);
	}
	api_named_project(row->named, projection);
}

void
api_row_declare(const ApiConfig *config, ApiProjection *projection)
{
	static const ApiPath element = {1, false, {{API_STEP_INDEX, NULL, 0, 0}}};
	const ApiColumns *columns = config->columns;
	ApiError	err = API_ERROR_INIT;
	int			fixed;
	int			i;
	int			j;

	if (config->columns_path != NULL)
	{
		(void) api_projection_add(projection, &element, &err);
		api_error_check(&err);
		return;
	}
	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->source != API_SOURCE_RECORD || column->meta)
			continue;
		for (j = 0; j < column->npaths; j++)
			(void) add_path(projection, column, j, &fixed);
	}
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
error_context(void *arg)
{
	ApiRow	   *row = arg;
	ApiError	where = API_ERROR_INIT;
	const ApiColumn *column;
	char		path[128] = "";
	const char *reason;
	char	   *value = NULL;

	if (row->field == NULL)
		return;
	reason = reason_to_hide(row);
	if (reason != NULL)
		hide_value(row, reason);
	column = row->field->column;
	if (row->path >= 0)
		api_path_format(column->paths[row->path], path, sizeof(path));
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

/* ---- records ---- */

/* Finds the first of a field's paths that the record has. */
static void
find_value(ApiRow *row, const Field *field)
{
	int			i;

	row->path = -1;
	row->text = NULL;
	for (i = 0; i < field->column->npaths; i++)
	{
		row->text = api_page_value(row->page, row->record, field->slots[i], &row->len);
		if (row->text)
		{
			row->path = i;
			return;
		}
	}
}

/* Do the steps from there on lead to several values? */
static bool
is_plural(const ApiPath *path, int from)
{
	for (; from < path->nsteps; from++)
	{
		if (path->steps[from].kind == API_STEP_ANY_ELEMENT ||
			path->steps[from].kind == API_STEP_ANY_MEMBER)
			return true;
	}
	return false;
}

/* For api_slice_unfold: the one match becomes the row's value. */
static bool
keep_match(void *arg, const char *text, size_t len)
{
	ApiRow	   *row = arg;

	row->text = text;
	row->len = len;
	return false;
}

/* Follows the steps behind the slot that lead to one value at most. */
static void
descend(ApiRow *row, const ApiPath *path, int from)
{
	ApiError	err = API_ERROR_INIT;
	const char *text = row->text;

	row->text = NULL;
	(void) api_slice_unfold(text, row->len, path, from, keep_match, row, &err);
	if (row->text == NULL)
		api_error_check(&err);
	api_error_clear(&err);
}

static Datum
record_datum(ApiRow *row, const Field *field, bool *isnull)
{
	const ApiPath *path;
	int			fixed;

	if (row->named && !field->column->meta)
	{
		row->path = -1;
		row->text = api_named_find(row->named, row->page, row->record, field->column->attnum,
								   &row->len);
	}
	else
		find_value(row, field);
	if (row->text && row->path < 0)
		return api_datum_convert(field->type, row->text, row->len, isnull);
	if (row->text && field->fixed[row->path] < field->column->paths[row->path]->nsteps &&
		!is_plural(field->column->paths[row->path], field->fixed[row->path]))
	{
		descend(row, field->column->paths[row->path], field->fixed[row->path]);
		if (row->text)
			return api_datum_convert(field->type, row->text, row->len, isnull);
	}
	if (row->text == NULL)
	{
		*isnull = true;
		return (Datum) 0;
	}
	path = field->column->paths[row->path];
	fixed = field->fixed[row->path];
	if (fixed < path->nsteps)
		return api_datum_convert_matches(field->type, row->text, row->len, path, fixed, isnull);
	return api_datum_convert(field->type, row->text, row->len, isnull);
}

/* What was asked for by the column's parameter. */
static Datum
asked_datum(const ApiRow *row, const ApiColumn *column, bool *isnull)
{
	Datum		value = (Datum) 0;

	*isnull = column->param_number < 0 ||
		!api_binder_value(row->binder, api_stream_bindings(row->stream), row->page->binding,
						  column->param_number, &value);
	return value;
}

static Datum
field_datum(ApiRow *row, const Field *field, bool *isnull)
{
	const ApiColumn *column = field->column;
	Datum		value = (Datum) 0;

	row->field = field;
	row->path = -1;
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
			value = api_response_datum(column, row->page, isnull);
			break;
		case API_SOURCE_DROPPED:
			*isnull = true;
			break;
	}
	return value;
}

static void
check_not_null(const ApiColumn *column, bool isnull)
{
	if (isnull && column->not_null)
		ereport(ERROR,
				(errcode(ERRCODE_NOT_NULL_VIOLATION),
				 errmsg("null value for column \"%s\", which is NOT NULL", column->name),
				 errhint("Drop the column's NOT NULL, or correct its json_path.")));
}

/* Fills the slot's arrays; false: not what was asked for. */
static bool
fill(ApiRow *row, Datum *values, bool *isnull)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		const Field *field = &row->fields[i];
		int			at = field->column->attnum - 1;

		values[at] = field_datum(row, field, &isnull[at]);
		if (row->page->stands_in)
			continue;
		if (field->recheck && !api_recheck_same(row->recheck, field->column->attnum, values[at],
												isnull[at], row->text, row->len))
			return false;
		check_not_null(field->column, isnull[at]);
	}
	return true;
}

void
api_row_begin(ApiRow *row, ApiStream *stream, ApiPage *page)
{
	row->stream = stream;
	row->page = page;
	api_recheck_begin(row->recheck, stream, page);
	api_named_begin(row->named, stream, page);
}

bool
api_row_store(ApiRow *row, size_t record, TupleTableSlot *slot)
{
	ErrorContextCallback callback;
	bool		stored;

	callback.callback = error_context;
	callback.arg = row;
	callback.previous = error_context_stack;
	error_context_stack = &callback;

	ExecClearTuple(slot);
	memset(slot->tts_isnull, true, sizeof(bool) * slot->tts_tupleDescriptor->natts);
	row->record = record;
	row->field = NULL;
	stored = fill(row, slot->tts_values, slot->tts_isnull);
	row->field = NULL;
	if (stored && row->unique && !row->page->stands_in)
		stored = !api_unique_seen(row->unique, slot->tts_values, slot->tts_isnull,
								  !row->security_barrier);
	if (stored)
		ExecStoreVirtualTuple(slot);

	error_context_stack = callback.previous;
	return stored;
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

void
api_row_end(ApiRow *row)
{
	api_recheck_end(row->recheck);
	row->page = NULL;
}
