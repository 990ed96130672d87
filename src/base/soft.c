/*
 * soft.c
 *		Errors of data that are noted instead of raised.  See soft.h.
 */
#include "postgres.h"

#include "base/soft.h"
#include "utils/memutils.h"

Node *
api_soft_create(void)
{
	ErrorSaveContext *place;

	if (!API_HAS_SOFT_ERRORS)
		return NULL;
	place = makeNode(ErrorSaveContext);
	place->details_wanted = true;
	return (Node *) place;
}

/*
 * The callbacks are called by raising only.  Between there and here nothing but them
 * runs, so that there is nothing to be undone.
 */
void
api_soft_complete(Node *soft)
{
	ErrorSaveContext *place = (ErrorSaveContext *) soft;
	ErrorData  *noted = place->error_data;
	MemoryContext old = CurrentMemoryContext;

	PG_TRY();
	{
		ThrowErrorData(noted);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(GetMemoryChunkContext(place));
		place->error_data = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(old);
	FreeErrorData(noted);
}

ErrorData *
api_soft_take(Node *soft)
{
	ErrorSaveContext *place = (ErrorSaveContext *) soft;
	ErrorData  *noted = place->error_data;

	place->error_occurred = false;
	place->error_data = NULL;
	return noted;
}
