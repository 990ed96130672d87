/*
 * eager.h
 *		Eager start: when a statement asks for its first row of any API, the scans that it
 *		is going to read as well send their first requests, too.
 */
#ifndef API_EAGER_H
#define API_EAGER_H

#include "postgres.h"

#include "nodes/execnodes.h"

/* A scan begins; in the context of its query, with which it is forgotten. */
extern void api_eager_register(ForeignScanState *node);

/* The scan of that plan node, if it has begun and is one of ours; else NULL. */
extern ForeignScanState *api_eager_scan(const EState *estate, const Plan *plan);

/*
 * The scan is asked for a row, and has sent nothing.  The first time in a statement: must its
 * scans send more requests than the statement may?  That is an error (API_ERR_FANOUT), for as
 * much as is certain: not below joins, nor behind LIMIT.
 */
extern void api_eager_check(ForeignScanState *node);

/*
 * The scan has been asked for a row.  The first time in a statement this starts the scans
 * that must run as well (api_scan_start, which says what it raises); later nothing.
 */
extern void api_eager_start(ForeignScanState *node);

#endif							/* API_EAGER_H */
