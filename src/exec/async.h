/*
 * async.h
 *		Scans below one Append that fetch at the same time: the callbacks of asynchronous
 *		execution.
 */
#ifndef API_ASYNC_H
#define API_ASYNC_H

#include "postgres.h"

#include "foreign/fdwapi.h"

/* Always: no path needs to wait where it is. */
extern bool apiIsForeignPathAsyncCapable(ForeignPath *path);

/*
 * An Append asks for a row, has nothing else to do and waits, was told that its wait is
 * over.  None of them waits; they raise what the scan raises.
 */
extern void apiForeignAsyncRequest(AsyncRequest *request);
extern void apiForeignAsyncConfigureWait(AsyncRequest *request);
extern void apiForeignAsyncNotify(AsyncRequest *request);

#endif							/* API_ASYNC_H */
