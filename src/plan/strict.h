/*
 * strict.h
 *		Where a failure that is passed over would make rows.
 */
#ifndef API_STRICT_H
#define API_STRICT_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/spec.h"

/*
 * Could the lack of a row of the relation make a row of the query?  So it is on that side of
 * an anti join, and below the top level wherever more than inner joins lies above: behind
 * EXCEPT, or on the inner side of an outer join.  In a sub-select of a condition nobody
 * can tell: there statuses that mean no records do so, and failures are none.
 */
extern ApiStrict api_strict_of(PlannerInfo *root, const RelOptInfo *rel);

#endif							/* API_STRICT_H */
