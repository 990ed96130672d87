/*
 * ahead_find.h
 *		Whom a node that reads ahead may hand keys, by the finished plan.
 */
#ifndef API_AHEAD_FIND_H
#define API_AHEAD_FIND_H

#include "postgres.h"

#include "nodes/execnodes.h"
#include "nodes/plannodes.h"

/* What is set before a scan is asked for, of a row of the node. */
typedef struct ApiAheadParam
{
	int			paramid;		/* of PARAM_EXEC */
	AttrNumber	column;			/* of the node's row */
} ApiAheadParam;

typedef struct ApiAheadPlan
{
	List	   *params;			/* of ApiAheadParam */
	List	   *scans;			/* of ForeignScanState: of ours, that are asked for each row's values */
} ApiAheadPlan;

/*
 * For the node of that plan, when all nodes of its statement have begun.  Nothing is found
 * where a row of the node may leave a scan unasked, or its values hang on something else
 * that changes from row to row.
 */
extern void api_ahead_find(ApiAheadPlan *found, EState *estate, const Plan *plan);

#endif							/* API_AHEAD_FIND_H */
