/*
 * params.h
 *		Parameters of the executor within expressions.
 */
#ifndef API_PARAMS_H
#define API_PARAMS_H

#include "postgres.h"

#include "nodes/bitmapset.h"
#include "nodes/nodes.h"

/* Those that are looked at whenever the expression, or list of them, is evaluated, whatever else is in it. */
extern Bitmapset *api_params_always(Node *node);

/* All. */
extern Bitmapset *api_params_all(Node *node);

#endif							/* API_PARAMS_H */
