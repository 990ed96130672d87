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
 * an anti join; where a condition reads the NULLs of an outer join, or what counts rows
 * (HAVING, an aggregate of a sub-query); and below the top level wherever more than inner
 * joins lies above: behind EXCEPT, on the inner side of an outer join, in a sub-select of a
 * condition, of which nobody can tell.  Statuses that are declared to mean no records are an
 * answer, and no failure.
 */
extern bool api_strict_of(PlannerInfo *root, const RelOptInfo *rel);

#endif							/* API_STRICT_H */
