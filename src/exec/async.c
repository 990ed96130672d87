/*
 * async.c
 *		Scans below one Append that fetch at the same time.
 *
 * The Append asks each of its scans for a row; a scan that has none yet is pending.  With
 * no row from any of them the Append makes a set of events, lets each pending scan add what
 * it waits for, waits, and notifies the scans whose events came.
 *
 * All our scans wait for the same: the engine's descriptor, which tells of all streams.  So
 * the first pending one of an Append adds it and waits for all (a set takes a descriptor
 * once); when it is notified, every stream advances, and the others find their rows when the
 * next wait is prepared.  What is found there is answered on the spot, and the wait, should
 * there be one for others, must not last: the Append looks at its answers behind it.  So the
 * descriptor is added for a row, too, and armed at once; the Append passes over the event of
 * a request that was answered.
 *
 * Where all that the Append could wait for lacks a connection that nobody is about to give
 * back, a wait would not end: then one of them is asked as if it were alone, and fails.
 */
#include "postgres.h"

#include "exec/async.h"
#include "exec/scan.h"
#include "executor/execAsync.h"
#include "executor/instrument.h"
#include "rest/stream.h"
#include "storage/latch.h"

bool
apiIsForeignPathAsyncCapable(ForeignPath *path)
{
	return true;
}

/* Answers with a row or the end, or leaves the request pending. */
static void
try_request(AsyncRequest *request)
{
	TupleTableSlot *slot;

	if (api_scan_try((ForeignScanState *) request->requestee, &slot))
		ExecAsyncRequestDone(request, slot);
	else
		ExecAsyncRequestPending(request);
}

void
apiForeignAsyncRequest(AsyncRequest *request)
{
	try_request(request);
}

void
apiForeignAsyncNotify(AsyncRequest *request)
{
	api_stream_woken();
	try_request(request);
}

/* Is it a scan of ours? */
static bool
is_ours(const AsyncRequest *request)
{
	const ForeignScanState *scan = (const ForeignScanState *) request->requestee;

	return IsA(scan, ForeignScanState) &&
		scan->fdwroutine->ForeignAsyncConfigureWait == apiForeignAsyncConfigureWait;
}

static bool
is_pending(const AsyncRequest *request)
{
	return request->callback_pending && is_ours(request);
}

/*
 * Has one that had its turn before in preparing this wait added the descriptor?  So has one
 * that waits, and one that was answered with a row: before the wait nobody needed a request.
 */
static bool
is_waited_for(const AppendState *append, const AsyncRequest *request)
{
	int			i = -1;

	while ((i = bms_next_member(append->as_asyncplans, i)) >= 0 && i < request->request_index)
	{
		const AsyncRequest *other = append->as_asyncrequests[i];

		if (is_ours(other) && (other->callback_pending || bms_is_member(i, append->as_needrequest)))
			return true;
	}
	return false;
}

/* Can none of those that the Append has left go on, for want of a connection? */
static bool
all_starve(const AppendState *append)
{
	int			i = -1;

	if (!append->as_syncdone || append->as_nasyncresults > 0)
		return false;
	while ((i = bms_next_member(append->as_asyncplans, i)) >= 0)
	{
		const AsyncRequest *request = append->as_asyncrequests[i];

		if (request->callback_pending &&
			(!is_pending(request) || !api_scan_starves((ForeignScanState *) request->requestee)))
			return false;
	}
	return true;
}

/* Waits for the request's row. */
static void
insist(AsyncRequest *request)
{
	PlanState  *scan = request->requestee;
	TupleTableSlot *slot = scan->ExecProcNodeReal(scan);

	request->callback_pending = false;
	ExecAsyncRequestDone(request, TupIsNull(slot) ? NULL : slot);
}

/*
 * Has the request been served since it was pending?  The Append learns of it here, and so
 * must its row count, which counts only what comes of requests and notifications.
 */
static bool
answer_late(AsyncRequest *request)
{
	Instrumentation *instrument = request->requestee->instrument;

	request->callback_pending = false;
	try_request(request);
	if (!request->request_complete && all_starve((AppendState *) request->requestor))
		insist(request);
	if (!request->request_complete)
		return false;
	ExecAsyncResponse(request);
	if (instrument)
		InstrUpdateTupleCount(instrument, TupIsNull(request->result) ? 0.0 : 1.0);
	return true;
}

void
apiForeignAsyncConfigureWait(AsyncRequest *request)
{
	AppendState *append = (AppendState *) request->requestor;
	bool		answered = answer_late(request);
	int			fd;

	Assert(IsA(append, AppendState));
	if (answered && TupIsNull(request->result))
		return;
	fd = api_stream_wait_fd(append->as_nasyncresults > 0);
	if (!is_waited_for(append, request))
		AddWaitEventToSet(append->as_eventset, WL_SOCKET_READABLE, fd, NULL, request);
}
