/*
 * bind.h
 *		From the plan's value expressions to bindings.
 *
 * A binder evaluates the values when a scan starts, when it starts over, and for each
 * row of a join.  What it gives beside the bindings are the values as Datums, so that a
 * row can show or compare what was asked.
 */
#ifndef API_BIND_H
#define API_BIND_H

#include "postgres.h"

#include "exec/bound.h"
#include "nodes/execnodes.h"
#include "plan/spec.h"
#include "rest/binding.h"
#include "rest/columns.h"

typedef struct ApiBinder ApiBinder;

/*
 * Prepares the expressions (the plan's fdw_exprs).  spec and columns must live as
 * long as the binder, which lives in the current memory context.
 */
extern ApiBinder *api_binder_create(PlanState *parent, const ApiScanSpec *spec,
									const ApiColumns *columns, List *exprs, int64 max_fanout);

/*
 * Evaluates all values, of the context's tuples of now, into *bindings (NULL before; the
 * caller's to free, also after an error), and gives them as Datums in the current memory
 * context.  Lists lose their NULLs and repeats and keep their order; a
 * range goes upwards.  A value that can match nothing (NULL, an empty list or
 * range, an integer beyond the column's type) leaves no binding at all.
 *
 * Raises what the expressions raise; API_ERR_VALUE_MISSING when a column of the
 * path has no value; API_ERR_VALUE_INVALID for a value without a spelling;
 * API_ERR_FANOUT for more than max_fanout requests, or for lists beyond measure.
 */
extern ApiBound *api_binder_bind(ApiBinder *binder, ApiBindings **bindings);

#endif							/* API_BIND_H */
