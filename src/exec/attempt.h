/*
 * attempt.h
 *		Work whose errors are not the statement's.
 */
#ifndef API_ATTEMPT_H
#define API_ATTEMPT_H

#include "postgres.h"

typedef void (*ApiAttemptWork) (void *arg);

/* Can there be one?  PostgreSQL has no subtransactions while a query runs in parallel. */
extern bool api_attempt_may(void);

/*
 * Runs work(arg) in the current memory context and in a subtransaction of its own.  NULL:
 * it went well; else a copy of what it raised, in memory, where FreeErrorData would leave
 * some of it.  Never of an interrupt: those are raised.
 */
extern ErrorData *api_attempt(ApiAttemptWork work, void *arg, MemoryContext memory);

#endif							/* API_ATTEMPT_H */
