/*
 * once.h
 *		What is told once a table and session.
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
} ApiOnce;

/* Has it not been told of this table yet?  From then on it has. */
extern bool api_once(Oid relid, ApiOnce what);

#endif							/* API_ONCE_H */
