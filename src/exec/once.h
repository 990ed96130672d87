/*
 * once.h
 *		What a session remembers of tables: mostly, what it has told of them.
 *
 * Backend code.
 */
#ifndef API_ONCE_H
#define API_ONCE_H

typedef enum ApiOnce
{
	API_ONCE_CUT,				/* the records may be cut */
	API_ONCE_LOST,				/* a link leaves out what was asked by */
	API_ONCE_UNHEEDED,				/* values make no difference */
	API_ONCE_OUT,				/* a function's query gives NULLs out that want a value */
	API_ONCE_FEWER,				/* records have fewer values than names */
	API_ONCE_COLUMN,			/* no record has a column; of: its number */
	API_ONCE_KNOWN,				/* something has been seen; of: a digest of what */
} ApiOnce;

/* Has it not been told of this table yet?  From then on it has. */
extern bool api_once(Oid relid, ApiOnce what);

/* The same of one of several things. */
extern bool api_once_of(Oid relid, ApiOnce what, uint64 of);

/* Has it been told?  Leaves it as it is. */
extern bool api_once_was(Oid relid, ApiOnce what, uint64 of);

#endif							/* API_ONCE_H */
