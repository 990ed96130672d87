/*
 * row_find.c
 *		Where a record has the value of a column.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/row_state.h"
#include "json/string.h"

/* Finds the first of a field's paths that the record has. */
static void
find_value(ApiRow *row, const ApiField *field)
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
		(void) api_error_report(&err, row->soft);
	api_error_clear(&err);
}

bool
api_row_is_null_value(const ApiRow *row)
{
	ListCell   *lc;

	if (*row->text != '"')
		return false;
	foreach(lc, row->null_values)
	{
		const char *value = lfirst(lc);

		if (api_string_equals(row->text, row->len, value, strlen(value)))
			return true;
	}
	return false;
}

/* Finds the text; *inside: within a container that the reader has framed only. */
static bool
find_text(ApiRow *row, const ApiField *field, bool *inside)
{
	const ApiPath *path;
	int			fixed;

	*inside = row->page->zip != NULL;
	if (row->named && !field->column->meta)
	{
		*inside = true;
		row->path = -1;
		row->text = api_named_find(row->named, row->page, row->record, field->column->attnum,
								   &row->len, row->soft);
	}
	else
		find_value(row, field);
	if (row->path < 0)
		return false;
	path = field->column->paths[row->path];
	fixed = field->fixed[row->path];
	if (fixed < path->nsteps && is_plural(path, fixed))
		return true;
	if (fixed < path->nsteps)
	{
		*inside = true;
		descend(row, path, fixed);
	}
	return false;
}

/* Takes the field's slice of the record; false: it must be looked for. */
static inline bool
take_slice(ApiRow *row, const ApiField *field)
{
	ApiSlice	slice;

	if (field->at < 0 || row->slices == NULL)
		return false;
	slice = row->slices[field->at];
	if (slice.length > 0 && !api_slice_in_body(slice))
		return false;
	row->path = slice.length > 0 ? 0 : -1;
	row->text = slice.length > 0 ? row->body + slice.offset : NULL;
	row->len = slice.length;
	return true;
}

bool
api_row_find(ApiRow *row, const ApiField *field)
{
	bool		inside;

	if (take_slice(row, field))
		return false;
	if (find_text(row, field, &inside))
		return true;
	if (row->text != NULL && inside)
		(void) api_datum_check(row->text, row->len, row->soft);
	return false;
}
