/*
 * rows.h
 *		The rows of a function that returns a set of them.
 */
#ifndef API_ROWS_H
#define API_ROWS_H

#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"

typedef struct ApiRowSource
{
	/* What the rows are made of, palloc'd, or NULL; and how many there are. */
	void	   *(*begin) (int *count);

	/* One of them, from 0 on. */
	HeapTuple	(*make) (TupleDesc desc, const void *state, int number);
} ApiRowSource;

/* The function's result: for it to return, each time it is called. */
extern Datum api_rows_give(FunctionCallInfo fcinfo, const ApiRowSource *source);

#endif							/* API_ROWS_H */
