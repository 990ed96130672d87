/*
 * row_find.c
 *		Where a record has the value of a column.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/near.h"
#include "exec/row_state.h"
#include "json/string.h"

/* ---- by paths ---- */

/* The value that the record has at a path. */
static void
take(ApiRow *row, const char *text, const ApiPath *path, int fixed)
{
	row->text = text;
	row->path = path;
	row->fixed = fixed;
}

/* Looks for the field's other paths, from first on, among the record's strays. */
static bool
find_other(ApiRow *row, const ApiField *field, int first, int last, const ApiStray *strays, size_t count)
{
	const ApiColumn *column = field->column;
	int			i;
	size_t		j;

	for (i = first; i < last; i++)
	{
		/* of several members of one name the last counts */
		for (j = count; j > 0; j--)
		{
			const char *text;

			if (strays[j - 1].number != field->others[i])
				continue;
			text = api_page_stray_text(row->page, row->record, &strays[j - 1], &row->len);
			if (text == NULL || (column->single[i] && *text == '[') ||
				(i >= column->nothers - column->nthrough && *text != '['))
				continue;
			take(row, text, column->others[i], api_path_fixed_steps(column->others[i]));
			return true;
		}
	}
	return false;
}

static void
find_by_paths(ApiRow *row, const ApiField *field, const ApiStray *strays, size_t count)
{
	const ApiColumn *column = field->column;
	int			i;

	for (i = 0; i < column->npaths; i++)
	{
		const char *text;

		if (i == 1 && find_other(row, field, 0, column->nbetter, strays, count))
			return;
		text = api_page_value(row->page, row->record, field->slots[i], &row->len);
		if (text != NULL)
		{
			take(row, text, column->paths[i], field->fixed[i]);
			return;
		}
	}
	(void) find_other(row, field, column->nbetter, column->nothers, strays, count);
}

/* ---- by a name like the column's ---- */

static void
refuse_names(const ApiField *field, const char *one, size_t one_len, const char *other, size_t other_len)
{
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_COLUMN_NAME),
			 errmsg("column \"%s\" could be the member %s or %s", field->column->name,
					pnstrdup(one, one_len), pnstrdup(other, other_len)),
			 errhint("Say by the column's option json_path which of them it reads.")));
}

static bool
same_names(const char *a, size_t a_len, const char *b, size_t b_len)
{
	return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static bool
is_loose(const ApiField *field, int number)
{
	int			i;

	for (i = 0; i < field->nloose; i++)
	{
		if (field->loose[i] == number)
			return true;
	}
	return false;
}

/*
 * Finds the one member whose name differs from the column's in case and underscores, and
 * that no other column reads.  The first record that has one fixes its name for the scan.
 */
static void
find_loose(ApiRow *row, ApiField *field, const ApiStray *strays, size_t count)
{
	const ApiStray *found = NULL;
	const char *name = field->alias;
	size_t		len = field->alias_len;
	size_t		i;

	for (i = 0; i < count; i++)
	{
		size_t		other_len;
		const char *other;

		if (!is_loose(field, strays[i].number))
			continue;
		other = api_page_stray_name(row->page, &strays[i], &other_len);
		if (name == NULL || !same_names(name, len, other, other_len))
		{
			if (api_near_claimed(row->columns, field->column, other, other_len))
				continue;
			if (name != NULL)
				refuse_names(field, name, len, other, other_len);
		}
		name = other;
		len = other_len;
		found = &strays[i];
	}
	if (found == NULL)
		return;
	if (field->alias == NULL)
	{
		field->alias = MemoryContextAlloc(row->memory, len);
		field->alias_len = len;
		memcpy(field->alias, name, len);
	}
	row->text = api_page_stray_text(row->page, row->record, found, &row->len);
}

/* The member by the column's very name, for a message. */
static void
refuse_exact(const ApiRow *row, const ApiField *field)
{
	char		path[NAMEDATALEN * 4];

	if (row->path->nsteps == 1)
		snprintf(path, sizeof(path), "\"%s\"", row->path->steps[0].name);
	else
		api_path_format(row->path, path, sizeof(path));
	refuse_names(field, field->alias, field->alias_len, path, strlen(path));
}

/* Finds the value that the record has for the field. */
static void
find_value(ApiRow *row, ApiField *field)
{
	const ApiStray *strays = NULL;
	size_t		count = 0;

	take(row, NULL, NULL, 0);
	if (field->nloose + field->column->nothers > 0)
		strays = api_page_strays(row->page, row->record, &count);
	find_by_paths(row, field, strays, count);
	if (row->text == NULL)
	{
		if (count > 0 && !field->exact)
			find_loose(row, field, strays, count);
		return;
	}
	field->exact = true;
	if (field->alias != NULL)
		refuse_exact(row, field);
}

bool
api_row_is_found(const ApiRow *row, const ApiField *field)
{
	const ApiColumn *column = field->column;
	int			i;

	if (field->exact || field->alias)
		return true;
	for (i = 0; i < column->npaths; i++)
	{
		if (api_page_finds(row->page, field->slots[i]))
			return true;
	}
	for (i = 0; !column->meta && i < column->nothers; i++)
	{
		if (api_page_stray(row->page, field->others[i]) != NULL)
			return true;
	}
	for (i = 0; i < field->nloose; i++)
	{
		const ApiStray *stray = api_page_stray(row->page, field->loose[i]);
		size_t		len;
		const char *name = stray ? api_page_stray_name(row->page, stray, &len) : NULL;

		if (name && !api_near_claimed(row->columns, column, name, len))
			return true;
	}
	return false;
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

/* The same, for what is the same for all records of a page once only. */
static void
descend_once(ApiRow *row, ApiField *field)
{
	if (field->is_kept)
	{
		row->text = field->kept;
		row->len = field->kept_len;
		return;
	}
	descend(row, row->path, row->fixed);
	field->is_kept = field->of_document && row->page->zip == NULL && !API_SOFT_FAILED(row->soft);
	field->kept = row->text;
	field->kept_len = row->len;
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
find_text(ApiRow *row, ApiField *field, bool *inside)
{
	*inside = row->page->zip != NULL;
	if (row->named && !field->column->meta)
	{
		*inside = true;
		row->path = NULL;
		row->text = api_named_find(row->named, row->page, row->record, field->column->attnum,
								   &row->len, row->soft);
	}
	else
		find_value(row, field);
	if (row->path == NULL)
		return false;
	if (row->fixed < row->path->nsteps && is_plural(row->path, row->fixed))
		return true;
	if (row->fixed < row->path->nsteps)
	{
		*inside = true;
		descend_once(row, field);
	}
	return false;
}

/* Takes the field's slice of the record; false: it must be looked for. */
static inline bool
take_slice(ApiRow *row, ApiField *field)
{
	ApiSlice	slice;

	if (field->at < 0 || row->slices == NULL)
		return false;
	slice = row->slices[field->at];
	if (slice.length > 0 && !api_slice_in_body(slice))
		return false;
	if (slice.length == 0)
		return field->column->npaths == 1 && field->nloose + field->column->nothers == 0;
	field->exact = true;
	row->path = field->column->paths[0];
	row->text = row->body + slice.offset;
	row->len = slice.length;
	return field->alias == NULL;
}

bool
api_row_find(ApiRow *row, ApiField *field)
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
