/*
 * row_project.c
 *		What is wanted of a body for the columns: the projection's side of row.c.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/row_state.h"

/* Is what a slice of the record has the field's value?  Where it has none, others are looked for. */
static int
plain_index(const ApiRow *row, const ApiField *field, const ApiProjection *projection)
{
	if (row->named || field->column->npaths < 1 ||
		field->fixed[0] < field->column->paths[0]->nsteps || field->column->paths[0]->key)
		return -1;
	return api_projection_record_index(projection, field->slots[0]);
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

/* Wants the column's value where the paths do not have it; numbers and *nloose as in ApiField. */
static void
add_strays(ApiProjection *projection, const ApiColumn *column, int others[API_PATH_MAX_OTHERS],
		   int loose[API_FIELD_LOOSE], int *nloose)
{
	ApiError	err = API_ERROR_INIT;
	int			i;

	for (i = 0; i < column->nothers; i++)
	{
		others[i] = api_projection_add_stray(projection, column->others[i], &err);
		api_error_check(&err);
	}
	*nloose = 0;
	for (i = 0; column->loose && i < column->npaths; i++)
	{
		int			added = api_projection_add_loose(projection, column->paths[i], loose + *nloose, &err);

		api_error_check(&err);
		*nloose += added;
	}
}

void
api_row_project(ApiRow *row, ApiProjection *projection)
{
	int			i;
	int			j;

	for (i = 0; i < row->nfields; i++)
	{
		ApiField   *field = &row->fields[i];

		if (field->column->source != API_SOURCE_RECORD)
			continue;
		for (j = 0; j < field->column->npaths; j++)
			field->slots[j] = add_path(projection, field->column, j, &field->fixed[j]);
		field->of_document = field->column->meta &&
			api_projection_is_of_document(projection, field->slots[0]);
		if (!field->column->meta)
			add_strays(projection, field->column, field->others, field->loose, &field->nloose);
		field->at = plain_index(row, field, projection);
		field->plain = field->at >= 0 && !field->recheck && row->null_values == NIL &&
			api_datum_type_is_plain(field->type);
	}
	api_named_project(row->named, projection);
}

bool
api_row_reads_nulls(const ApiConfig *config, const ApiProjection *declared)
{
	for (int i = 0; i < config->columns->natts; i++)
	{
		const ApiColumn *column = &config->columns->columns[i];

		if (column->source == API_SOURCE_RECORD && column->meta && column->paths[0]->key)
			return true;
	}
	return (api_projection_kinds(declared) & API_JSON_SCALAR) != 0;
}

void
api_row_declare(const ApiConfig *config, ApiProjection *projection)
{
	static const ApiPath element = {1, false, {{API_STEP_INDEX, NULL, 0, 0}}};
	const ApiColumns *columns = config->columns;
	ApiError	err = API_ERROR_INIT;
	int			others[API_PATH_MAX_OTHERS];
	int			loose[API_FIELD_LOOSE];
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
		add_strays(projection, column, others, loose, &fixed);
	}
}
