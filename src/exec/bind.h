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
#include "exec/partition.h"
#include "nodes/execnodes.h"
#include "plan/spec.h"
#include "rest/binding.h"
#include "rest/columns.h"

typedef struct ApiBinder ApiBinder;

/*
 * Prepares the expressions (the plan's fdw_exprs).  spec, columns and the partition, which
 * may be NULL, must live as long as the binder, which lives in the current memory context.
 */
extern ApiBinder *api_binder_create(PlanState *parent, const ApiScanSpec *spec,
									const ApiColumns *columns, List *exprs,
									ApiPartition *partition, int64 max_fanout);

/*
 * Evaluates all values, of the context's tuples of now, into *bindings (NULL before; the
 * caller's to free, also after an error), and gives them as Datums in the current memory
 * context.  Lists lose their NULLs and repeats and keep their order; a
 * range goes upwards.  What the column's type, or the partition's bound, does not allow
 * goes, too.  A parameter that nothing is left for leaves no binding at all.
 *
 * Raises what the expressions raise; API_ERR_VALUE_MISSING when a column has no value that
 * needs one (see plan/need.h); API_ERR_VALUE_INVALID for a value without a spelling;
 * API_ERR_FANOUT for more than max_fanout requests, or for lists beyond measure.
 */
extern ApiBound *api_binder_bind(ApiBinder *binder, ApiBindings **bindings);

/*
 * Would api_binder_bind give bindings, and raise nothing?  false also where that cannot be
 * told without evaluating what might raise.
 */
extern bool api_binder_may_bind(ApiBinder *binder);

/* The rows that LIMIT wants of the scan as its parameters are now; 0: all.  Raises nothing. */
extern int64 api_binder_limit(ApiBinder *binder);

/* Likewise the rows before OFFSET that need not be read. */
extern int64 api_binder_offset(ApiBinder *binder);

/* Raises that a column needs a value, with that detail. */
extern void api_value_missing(const ApiColumn *column, const char *detail);

#endif							/* API_BIND_H */
