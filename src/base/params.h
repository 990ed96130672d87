/*
 * params.h
 *		Parameters of the executor, and sub-selects, within expressions.
 */
#ifndef API_PARAMS_H
#define API_PARAMS_H

#include "postgres.h"

#include "nodes/bitmapset.h"
#include "nodes/nodes.h"
#include "nodes/pg_list.h"

/* Those that are looked at whenever the expression, or list of them, is evaluated, whatever else is in it. */
extern Bitmapset *api_params_always(Node *node);

/*
 * The sub-selects (SubPlan) that are evaluated whenever the expression, or list of them, is, for
 * values of its row; of alternatives the first one.
 */
extern List *api_subplans_always(Node *node);

/* All. */
extern Bitmapset *api_params_all(Node *node);

#endif							/* API_PARAMS_H */
