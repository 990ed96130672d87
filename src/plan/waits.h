/*
 * waits.h
 *		What is waited for by scans that a loop, or a sub-select, asks for each row.
 */
#ifndef API_WAITS_H
#define API_WAITS_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/* What the scans that are told of keys come to. */
typedef struct ApiWaits
{
	const Path *outer;
	PlannerInfo *root;			/* whose rows give the keys */
	List	   *lateral;		/* what a sub-query around the scans, or sub-select, takes of them */
	List	   *set;			/* parameters that are set for each row; NIL: any */
	Cost		each;			/* of requests for one outer row, if nobody tells them */
	Cost		first;			/* until the first answer, if somebody does */
	Cost		all;			/* and for all keys: they wait together */
	bool		some;			/* there is one */
} ApiWaits;

/* Are there any that the query level computes for itself, once for each time that it is asked? */
extern bool api_waits_for_itself(const PlannerInfo *root, const Bitmapset *params);

/* Adds the scans of a path, one of a query level, that are asked for a row when it is. */
extern void api_waits_add(PlannerInfo *root, const Path *path, ApiWaits *waits);

#endif							/* API_WAITS_H */
