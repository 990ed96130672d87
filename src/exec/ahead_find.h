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
 * Is the node one for the sub-selects of its target list?  Its columns are those of its scan
 * tuple then, and its target list is evaluated for rows that are given.
 */
extern bool api_ahead_is_for_target(const CustomScan *plan);

/*
 * For the node of that plan, when all nodes of its statement have begun.  Nothing is found
 * where a row of the node may leave a scan unasked, or its values hang on something else
 * that changes from row to row.
 */
extern void api_ahead_find(ApiAheadPlan *found, EState *estate, const CustomScan *plan);

/* How many rows a LIMIT above that node lets be read of it, as far as is known; -1: all. */
extern int64 api_ahead_bound(PlanState *node);

#endif							/* API_AHEAD_FIND_H */
