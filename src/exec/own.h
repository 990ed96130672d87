/*
 * own.h
 *		Whose query is it?
 *
 * Backend code.
 */
#ifndef API_OWN_H
#define API_OWN_H

#include "postgres.h"

#include "nodes/execnodes.h"

/*
 * Is the query that begins the one that the client sent, or executes by its name?  Else it is
 * one of a function.
 */
extern bool api_own_query(const EState *estate);

#endif							/* API_OWN_H */
