/*
 * rename.h
 *		Columns that are renamed, and read another member from then on.
 */
#ifndef API_RENAME_H
#define API_RENAME_H

#include "postgres.h"

#include "nodes/parsenodes.h"

/* Warns of the columns of our tables that no longer read what they read before: of the
 * table that was altered, or of its partitions and children. */
extern void api_rename_warn(const RenameStmt *stmt);

#endif							/* API_RENAME_H */
