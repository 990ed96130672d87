/*
 * row_spelt.c
 *		Records that have a column's member by another spelling than those before them.
 *
 * Pages are looked at when they have been read, and only for columns that were found by their very
 * names.  A name that stands beside the column's own in one record is another thing's.
 */
#include "postgres.h"

#include "base/raise.h"
#include "base/said.h"
#include "exec/near.h"
#include "exec/row_state.h"
#include "utils/lsyscache.h"

/* Has the record the column's member by its own name? */
static bool
has_own(const ApiRow *row, const ApiField *field, size_t record)
{
	size_t		len;

	for (int i = 0; i < field->column->npaths; i++)
	{
		if (api_page_value(row->page, record, field->slots[i], &len) != NULL)
			return true;
	}
	return false;
}

/* The record's member of a name like the field's; NULL: none, or another column's. */
static const char *
find_like(const ApiRow *row, const ApiField *field, size_t record, size_t *len)
{
	size_t		count;
	const ApiStray *strays = api_page_strays(row->page, record, &count);

	for (size_t i = 0; i < count; i++)
	{
		for (int j = 0; j < field->nloose; j++)
		{
			const char *name;

			if (strays[i].number != field->loose[j])
				continue;
			name = api_page_stray_name(row->page, &strays[i], len);
			if (!api_near_claimed(row->columns, field->column, name, *len))
				return name;
		}
	}
	return NULL;
}

/* Notes the records of the page that have the one and lack the other. */
static void
count_records(ApiRow *row, ApiField *field)
{
	for (size_t record = 0; record < row->read && !field->apart; record++)
	{
		size_t		len;
		const char *name = find_like(row, field, record, &len);

		if (name == NULL)
			continue;
		field->apart = has_own(row, field, record);
		if (field->spelt_name == NULL)
		{
			field->spelt_name = MemoryContextAllocZero(row->memory, len + 1);
			memcpy(field->spelt_name, name, len);
		}
		field->spelt++;
	}
}

void
api_row_look_spelt(ApiRow *row)
{
	for (int i = 0; i < row->nfields; i++)
	{
		ApiField   *field = &row->fields[i];
		bool		there = false;

		if (!field->exact || field->alias != NULL || field->apart || row->page->zip != NULL)
			continue;
		for (int j = 0; j < field->nloose && !there; j++)
			there = api_page_stray(row->page, field->loose[j]) != NULL;
		if (there)
			count_records(row, field);
	}
}

static void
report(const ApiRow *row, const ApiField *field, int level)
{
	ereport(level,
			(errcode(level == ERROR ? ERRCODE_FDW_INVALID_COLUMN_NAME : ERRCODE_WARNING),
			 errmsg("%lld record%s of foreign table \"%s\" ha%s %s, and not \"%s\" as those before",
					(long long) field->spelt, field->spelt == 1 ? "" : "s", get_rel_name(row->relid),
					field->spelt == 1 ? "s" : "ve", api_said(field->spelt_name), field->column->name),
			 level == ERROR ? api_errtable(row->table, NULL) : 0,
			 errhint("The column is NULL there.  If that is another thing, declare a column for it, or set"
					 " drift 'log'; if the same, read both by columns with a json_path, and coalesce().")));
}

void
api_row_tell_spelt(const ApiRow *row, int level)
{
	for (int i = 0; i < row->nfields; i++)
	{
		const ApiField *field = &row->fields[i];

		if (field->spelt > 0 && !field->apart)
			report(row, field, level);
	}
}
