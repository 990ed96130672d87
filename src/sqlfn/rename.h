/*
 * rename.h
 *		Columns that are renamed, and read another member from then on.
 */
#ifndef API_RENAME_H
#define API_RENAME_H

#include "postgres.h"

#include "nodes/parsenodes.h"

/* Warns of the table's column that no longer reads what it read before it got another
 * name.  The table is ours, and whole. */
extern void api_rename_warn(Oid relid, const RenameStmt *stmt);

#endif							/* API_RENAME_H */
