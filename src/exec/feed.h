/*
 * feed.h
 *		A scan on the inner side of a loop that is told of keys before it is asked for them.
 *
 * The fetch of such a scan is shared: each key, the values that are sent, is asked for
 * once and its rows are kept (see join_keys.h), whether it was handed over or not.
 */
#ifndef API_FEED_H
#define API_FEED_H

#include "postgres.h"

#include "exec/fetch.h"
#include "exec/join_keys.h"

typedef struct ApiFeed ApiFeed;

/*
 * Of a scan that has sent nothing; makes its fetch, which may be shared, a shared one.  desc
 * is the table's, parent the scan.  In the query's memory context.
 */
extern ApiFeed *api_feed_create(ApiFetch *fetch, PlanState *parent, TupleDesc desc);

/* ---- for whoever knows the keys ---- */

/*
 * Hands the key of the values of now over, in whose order keys are sent; it is kept until
 * it is given back.  NULL: the values match nothing.  Raises what api_fetch_bind raises.
 */
extern ApiJoinKey *api_feed_hand(ApiFeed *feed);

/* The key is not wanted any more. */
extern void api_feed_give_back(ApiFeed *feed, ApiJoinKey *key);

/*
 * No more keys come for now: those that wait for others to go along are sent; slowly: more
 * come later, and these gather while a request is on its way.
 */
extern void api_feed_send(ApiFeed *feed, bool slowly);

/* Takes what has come, without waiting, as far as there is memory for it. */
extern void api_feed_take(ApiFeed *feed);

/* Waits so many microseconds at most for something to come of any; false: nothing will. */
extern bool api_feed_wait(ApiFeed *feed, int64 most_us);

/* Were keys sent since this was asked last? */
extern bool api_feed_has_sent(ApiFeed *feed);

/* All that is asked for has been: see api_fetch_check_end. */
extern void api_feed_check_end(ApiFeed *feed);

/* How many requests may be in flight at once. */
extern int	api_feed_window(const ApiFeed *feed);

/* How many keys were sent. */
extern int64 api_feed_keys(const ApiFeed *feed);

/* ---- for the scan ---- */

/* Goes to the values of now, which may have been handed over. */
extern void api_feed_start(ApiFeed *feed);

/* Stores the next row for them in a virtual slot; does not wait if it must not. */
extern ApiFetched api_feed_next(ApiFeed *feed, TupleTableSlot *slot, bool wait);

/* Forgets all keys: before the fetch is closed, and when nobody reads any more. */
extern void api_feed_close(ApiFeed *feed);

#endif							/* API_FEED_H */
