/*
 * attempt.c
 *		Work whose errors are not the statement's.  See attempt.h.
 *
 * What raises may have left locks, pins and contexts behind; a subtransaction takes them
 * back.  One costs microseconds.
 */
#include "postgres.h"

#include "access/parallel.h"
#include "access/xact.h"
#include "exec/attempt.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

bool
api_attempt_may(void)
{
	return !IsInParallelMode();
}

ErrorData *
api_attempt(ApiAttemptWork work, void *arg, MemoryContext memory)
{
	MemoryContext old = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(old);
	PG_TRY();
	{
		work(arg);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(memory);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(old);
	CurrentResourceOwner = owner;
	if (error && ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION)
		ReThrowError(error);
	return error;
}
