/*
 * heap.c
 *		What malloc has handed out, exactly, and the process's memory without what malloc only
 *		keeps for later.
 */
#include "postgres.h"

#include <malloc.h>

#include "fmgr.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(heap_used);
PG_FUNCTION_INFO_V1(heap_trim);

/* heap_used() returns bigint: the bytes that are in use, memory contexts' blocks included. */
Datum
heap_used(PG_FUNCTION_ARGS)
{
	struct mallinfo2 heap = mallinfo2();

	PG_RETURN_INT64((int64) (heap.uordblks + heap.hblkhd));
}

/* heap_trim() returns void: what is free goes back to the system. */
Datum
heap_trim(PG_FUNCTION_ARGS)
{
	(void) malloc_trim(0);
	PG_RETURN_VOID();
}
