/*
 * row_state.h
 *		What row.c knows of the columns that are read.  Private to exec/row*.c.
 */
#ifndef API_ROW_STATE_H
#define API_ROW_STATE_H

#include "postgres.h"

#include "exec/drift.h"
#include "exec/odd.h"
#include "exec/named.h"
#include "exec/recheck.h"
#include "exec/row.h"
#include "exec/unique.h"
#include "json/datum_plain.h"

/* Strays by names like a column's. */
#define API_FIELD_LOOSE (API_PATH_MAX_ALTERNATIVES * API_STRAYS_OF_NAME)

/* A column that is read. */
typedef struct ApiField
{
	const ApiColumn *column;
	bool		recheck;		/* is its value held against the request's? */
	ApiDatumType *type;			/* RECORD: how its Datums are made */
	int			slots[API_PATH_MAX_ALTERNATIVES];	/* RECORD: of its paths */
	int			fixed[API_PATH_MAX_ALTERNATIVES];	/* steps before a path's first wildcard */
	int			others[API_PATH_MAX_OTHERS];	/* RECORD: strays of its other paths */
	int			loose[API_FIELD_LOOSE];	/* RECORD: strays of names like its own */
	int			nloose;
	bool		of_document;	/* RECORD: the same for all records of a page */
	const char *kept;			/* its text that was found in a page, or NULL */
	size_t		kept_len;
	bool		is_kept;		/* it was looked for in the page in hand */
	char	   *alias;			/* RECORD: the name that is read for its own, with quotes; NULL: none */
	size_t		alias_len;
	bool		exact;			/* RECORD: some record has had a value where the paths say */
	int			at;				/* RECORD: its first path ends in this slice of the row; -1: not so */
	bool		plain;			/* RECORD: what that slice has may be taken as it is */
	bool		apart;			/* RECORD: one had it, and a member of a like name beside it */
	int64		spelt;			/* RECORD: records that lack it, and have such a one */
	char	   *spelt_name;		/* of the first of these, with quotes */
	bool		skipped;		/* its value does not fit: NULL instead */
	int64		seen;			/* RECORD: records that had a value */
	int64		seen_before;	/* and before the page in hand */
} ApiField;

struct ApiRow
{
	MemoryContext memory;		/* it lives in */
	const ApiColumns *columns;	/* of the table */
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
	ApiDriftPolicy action;		/* the option drift */
	int64		made;			/* records that became rows */
	ApiDrift   *drift;
	ApiOdd	   *odd;

	ApiDatumRoom reused;		/* memory for short values of one row; none: they are kept */
	ApiDatumRoom room;			/* what is left of it */

	/* the page being read */
	ApiStream  *stream;
	ApiPage    *page;
	const ApiAsked *asked;		/* for it */

	/* the record in hand */
	const ApiSlice *slices;		/* its own, of body; NULL: see api_page_row */
	const char *body;

	/* where it stands, for error_context */
	size_t		record;
	size_t		read;			/* of the page */
	ApiField   *field;			/* NULL: at none */
	const ApiPath *path;		/* by which of its paths it was found; NULL: by none, or another name */
	int			fixed;			/* the path's steps before the first wildcard */
	const char *text;			/* the value's JSON text; NULL: none */
	size_t		len;
};

/*
 * Sets row->text to the text that the record has for the field, or NULL, and row->path
 * to the path it was found by.  true: there may be several values below it.  What is
 * malformed is raised, or noted.
 */
extern bool api_row_find(ApiRow *row, ApiField *field);

/* Has the page in hand a value for the field in some record? */
extern bool api_row_is_found(const ApiRow *row, const ApiField *field);

/* A page has been read: looks for records that lack what others have, and have it by another spelling. */
extern void api_row_look_spelt(ApiRow *row);

/* Tells of them. */
extern void api_row_tell_spelt(const ApiRow *row, int level);

/* Is the value found a string that stands for NULL? */
extern bool api_row_is_null_value(const ApiRow *row);

#endif							/* API_ROW_STATE_H */
