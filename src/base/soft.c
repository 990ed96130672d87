/*
 * soft.c
 *		Errors of data that are noted instead of raised.  See soft.h.
 */
#include "postgres.h"

#include "base/soft.h"
#include "utils/memutils.h"

/* A place, and where its errors live: not all of one is freed by FreeErrorData. */
typedef struct Place
{
	ErrorSaveContext save;		/* the node */
	MemoryContext errors;
} Place;

Node *
api_soft_create(void)
{
	Place	   *place;

	if (!API_HAS_SOFT_ERRORS)
		return NULL;
	place = (Place *) newNode(sizeof(Place), T_ErrorSaveContext);
	place->save.details_wanted = true;
	place->errors = AllocSetContextCreate(CurrentMemoryContext, "api_fdw noted error",
										  ALLOCSET_SMALL_SIZES);
	return (Node *) place;
}

/*
 * The callbacks are called by raising only.  Between there and here nothing but them
 * runs, so that there is nothing to be undone.
 */
void
api_soft_complete(Node *soft)
{
	Place	   *place = (Place *) soft;
	ErrorData  *noted = place->save.error_data;
	MemoryContext old = CurrentMemoryContext;

	MemoryContextReset(place->errors);
	PG_TRY();
	{
		ThrowErrorData(noted);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(place->errors);
		place->save.error_data = CopyErrorData();
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
