/*
 * row_end.c
 *		What is told of records once they were read: at the end of a page, and of the scan.
 */
#include "postgres.h"

#include "exec/row_state.h"

/* What the page has for the columns that no record has had so far. */
static void
look_for_drift(ApiRow *row)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		const ApiField *field = &row->fields[i];

		if (field->column->source != API_SOURCE_RECORD)
			continue;
		if (row->named && !field->column->meta)
		{
			size_t		len;
			const char *names = api_named_names(row->named, row->page, &len);

			api_drift_note(row->drift, field->column, row->page, names, len,
						   api_named_has(row->named, field->column->attnum));
		}
		else if (api_drift_misses(row->drift, field->column))
			api_drift_note(row->drift, field->column, row->page, NULL, 0, api_row_is_found(row, field));
	}
	api_drift_count(row->drift, row->page);
}

/* Looks for records that no column knows where none of the columns read was in all records; where
 * the query reads none, in a page that the others do not know either. */
static void
look_for_odd(ApiRow *row)
{
	bool		any = false;

	if (row->read == 0)
		return;
	for (int i = 0; i < row->nfields; i++)
	{
		const ApiField *field = &row->fields[i];

		if (field->column->source != API_SOURCE_RECORD || field->column->meta)
			continue;
		any = true;
		if (field->seen - field->seen_before >= (int64) row->read)
		{
			api_odd_others(row->odd);
			return;
		}
	}
	if (!any && api_page_known(row->page))
		api_odd_others(row->odd);
	else
		api_odd_look(row->odd, row->stream, row->page, row->read);
}

void
api_row_check(ApiRow *row)
{
	api_drift_check(row->drift);
	api_odd_check(row->odd);
	if (row->action == API_DRIFT_STOP)
		api_row_tell_spelt(row, ERROR);
	api_named_check(row->named);
}

void
api_row_warn(ApiRow *row)
{
	api_recheck_warn(row->recheck);
	api_drift_warn(row->drift);
	api_odd_warn(row->odd);
	api_row_tell_spelt(row, row->action == API_DRIFT_LOG ? LOG : WARNING);
	api_named_warn(row->named);
}

void
api_row_end(ApiRow *row)
{
	api_recheck_end(row->recheck);
	if (!row->page->stands_in && api_page_records(row->page) > 0)
	{
		look_for_drift(row);
		look_for_odd(row);
		api_row_look_spelt(row);
	}
	row->page = NULL;
}
