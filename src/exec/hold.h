/*
 * hold.h
 *		What the scans of a statement have in common: the shelf of pages that were read, and
 *		what is read more than once.
 *
 * A statement is one run of the executor: a function's queries, each FETCH of another cursor
 * and each statement have their own.
 */
#ifndef API_HOLD_H
#define API_HOLD_H

#include "postgres.h"

#include "nodes/execnodes.h"
#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiHold ApiHold;

/*
 * One more scan of that statement, of that table as that role; the same for all of a
 * statement's.  again: it may ask for the same more than once.  In the context of its query,
 * with which it is forgotten.
 */
extern ApiHold *api_hold_join(const EState *estate, const ApiConfig *config, Oid role, bool again);

/* What a stream of the scan is to share.  To be asked for when all scans have begun. */
extern ApiFamily api_hold_family(ApiHold *hold, const ApiConfig *config, Oid role, bool again);

/* A page that may be kept is read: sees to it that there is room for it, in a temporary file if
 * memory has none.  Raises what the file's opening raises. */
extern void api_hold_make_room(ApiHold *hold, const ApiPage *page);

/* The statement has read all that it will.  Raises nothing, may be called again, and from reset
 * callbacks.  NULL is ignored. */
extern void api_hold_end(ApiHold *hold);

#endif							/* API_HOLD_H */
