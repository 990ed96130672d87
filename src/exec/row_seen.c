/*
 * row_seen.c
 *		What has been seen of a scan's records.
 */
#include "postgres.h"

#include "exec/row_state.h"

int64
api_row_count(const ApiRow *row)
{
	return row->made;
}

bool
api_row_has(const ApiRow *row, AttrNumber attnum)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		if (row->fields[i].column->attnum == attnum)
			return row->fields[i].seen > 0;
	}
	return false;
}

bool
api_row_lacks(const ApiRow *row, AttrNumber attnum)
{
	int			i;

	for (i = 0; i < row->nfields; i++)
	{
		if (row->fields[i].column->attnum == attnum)
			return row->made > 0 && row->fields[i].seen == 0;
	}
	return false;
}
