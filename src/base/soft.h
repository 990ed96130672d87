/*
 * soft.h
 *		Errors of data that are noted instead of raised.
 *
 * From PostgreSQL 16 on, what finds that a value does not fit may be given a place to
 * note it in, and returns; nothing has to be undone.  Functions that take such a place
 * raise where it is NULL, and give a result of no meaning where they have noted an
 * error: who called asks API_SOFT_FAILED.  What is no error of data is raised as ever.
 */
#ifndef API_SOFT_H
#define API_SOFT_H

#include "postgres.h"

#include "base/compat.h"
#include "nodes/nodes.h"
#include API_SOFT_NODES_H

/* A place in the current memory context; NULL where PostgreSQL can only raise. */
extern Node *api_soft_create(void);

/*
 * Gives the error that was noted what raising it would: the contexts of those who
 * called, as their callbacks stand now.  The one that was taken before is gone.
 */
extern void api_soft_complete(Node *soft);

/* The error that was noted, which lives until the next one is; NULL: none was. */
extern ErrorData *api_soft_take(Node *soft);

#endif							/* API_SOFT_H */
