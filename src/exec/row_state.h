/*
 * row_state.h
 *		What row.c knows of the columns that are read.  Private to exec/row*.c.
 */
#ifndef API_ROW_STATE_H
#define API_ROW_STATE_H

#include "postgres.h"

#include "exec/named.h"
#include "exec/recheck.h"
#include "exec/row.h"
#include "exec/unique.h"
#include "json/datum.h"

/* A column that is read. */
typedef struct ApiField
{
	const ApiColumn *column;
	bool		recheck;		/* is its value held against the request's? */
	ApiDatumType *type;			/* RECORD: how its Datums are made */
	int			slots[API_PATH_MAX_ALTERNATIVES];	/* RECORD: of its paths */
	int			fixed[API_PATH_MAX_ALTERNATIVES];	/* steps before a path's first wildcard */
	int			at;				/* RECORD: its only path ends in this slice of the row; -1: not so */
	bool		skipped;		/* its value does not fit: NULL instead */
	int64		seen;			/* RECORD: records that had a value */
} ApiField;

struct ApiRow
{
	ApiRecheck *recheck;
	ApiUnique  *unique;			/* NULL: no unique_key */
	const ApiTable *table;
	bool		security_barrier;	/* quote no values */
	ApiNamed   *named;			/* NULL: no columns_path */
	List	   *null_values;	/* strings that stand for NULL */
	Node	   *soft;			/* where values that do not fit are noted; NULL: raised */
	int			natts;			/* of the table */
	int			nfields;
	ApiField   *fields;			/* rechecked ones first */

	/* drift */
	Oid			relid;
	int64		records;		/* of the pages read to their end */
	int64		made;			/* that became rows */
	bool		drift_told;		/* the log has it */

	/* the page being read */
	ApiStream  *stream;
	ApiPage    *page;
	const ApiAsked *asked;		/* for it */

	/* the record in hand */
	const ApiSlice *slices;		/* its own, of body; NULL: see api_page_row */
	const char *body;

	/* where it stands, for error_context */
	size_t		record;
	ApiField   *field;			/* NULL: at none */
	int			path;			/* which of its paths was found; -1: none */
	const char *text;			/* the value's JSON text; NULL: none */
	size_t		len;
};

/*
 * Sets row->text to the text that the record has for the field, or NULL, and row->path
 * to the path it was found by.  true: there may be several values below it.  What is
 * malformed is raised, or noted.
 */
extern bool api_row_find(ApiRow *row, const ApiField *field);

/* Is the value found a string that stands for NULL? */
extern bool api_row_is_null_value(const ApiRow *row);

#endif							/* API_ROW_STATE_H */
