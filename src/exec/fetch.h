/*
 * fetch.h
 *		The rows of a foreign table for given values: what a scan and a join share.
 *
 * A fetch is bound to values, opens a stream for them, and makes rows of its pages.
 * It may be bound to others and opened again.  A fetch that is shared keeps one stream
 * open, asks for further values in it, and says whose each row is.
 */
#ifndef API_FETCH_H
#define API_FETCH_H

#include "postgres.h"

#include "exec/bind.h"
#include "executor/tuptable.h"
#include "lib/ilist.h"
#include "nodes/execnodes.h"
#include "plan/spec.h"
#include "rest/stream.h"
#include "utils/rel.h"

typedef struct ApiFetch ApiFetch;

/*
 * For the columns that the spec wants of a foreign table; exprs are the values of its
 * pushed columns, evaluated in parent's expression context.  In the current memory
 * context, which must be the query's: what lives on malloc goes with it.  Sends nothing.
 */
extern ApiFetch *api_fetch_create(PlanState *parent, ApiScanSpec *spec, List *exprs,
								  Relation relation);

/*
 * Evaluates the values.  true: they are those that the fetch is open for.  Raises what
 * api_binder_bind raises.
 */
extern bool api_fetch_bind(ApiFetch *fetch);

/* Opens a stream for the values of the last api_fetch_bind; what was open is closed. */
extern void api_fetch_open(ApiFetch *fetch);

/* How many chains it would open if it were opened now; 0 where that cannot be told. */
extern int64 api_fetch_requests(ApiFetch *fetch);

/* The first opening has raised, and that is passed over: as if nobody had tried. */
extern void api_fetch_retreat(ApiFetch *fetch);

/* May it be opened before its rows are asked for?  The option start_early, and nothing raises. */
extern bool api_fetch_may_start_early(ApiFetch *fetch);

/*
 * Stores the next row in a virtual slot; false: there is none.  Waits; raises what the
 * stream and the columns' types raise.
 */
extern bool api_fetch_next(ApiFetch *fetch, TupleTableSlot *slot);

/*
 * How many rows before the one that api_fetch_next has given were left out, by a spec that
 * skips; the next time 0.
 */
extern int64 api_fetch_left_out(ApiFetch *fetch);

/*
 * It was just opened, by a spec that counts: how many records it has, as its first page
 * declares, which is then all that is read.  false: that does not say it; the rows are to be
 * read.  Waits and raises as api_fetch_next does.
 */
extern bool api_fetch_total(ApiFetch *fetch, int64 *records);

/*
 * All has been read: raises if no record has a member that a column reads; if a condition reads
 * a column that was not sent, and that no record has; or if a chain ended with a full page
 * and nothing has shown that the API tells of a next one where the options say.
 */
extern void api_fetch_check_end(const ApiFetch *fetch);

/*
 * The scan ends, read to its end or not: one warning of each kind of what was passed over,
 * if anything was.  To be called once, before api_fetch_close.
 */
extern void api_fetch_warn(ApiFetch *fetch);

/* The same without waiting: there is a row, none, or none yet. */
typedef enum ApiFetched
{
	API_FETCHED_ROW,
	API_FETCHED_END,
	API_FETCHED_LATER
} ApiFetched;

extern ApiFetched api_fetch_try(ApiFetch *fetch, TupleTableSlot *slot);

/* Would api_fetch_next wait, as far as can be told? */
extern bool api_fetch_waits(const ApiFetch *fetch);

/*
 * Waits so many microseconds at most, or until something may have come of this or any other
 * fetch; false: of this nothing can.
 */
extern bool api_fetch_wait(ApiFetch *fetch, int64 most_us);

/* Can nothing come, for want of a connection that nobody is about to give back? */
extern bool api_fetch_starves(const ApiFetch *fetch);

/* Frees what lives on malloc; may be called again. */
extern void api_fetch_close(ApiFetch *fetch);

/* ---- samples, page by page ---- */

/* Of each chain no more pages are asked for, from that page on; to be called before it is opened. */
extern void api_fetch_sample(ApiFetch *fetch, int64 first, int64 size, int64 pages);

/*
 * Goes to the next page, or part of one; false: there is none.  Waits and raises as
 * api_fetch_next does.  *whole: it is not a part that others follow.
 */
extern bool api_fetch_turn(ApiFetch *fetch, bool *whole);

/* The records that its first page declares; -1: that does not say it. */
extern int64 api_fetch_declared(const ApiFetch *fetch);

/* How many records the page at hand has, which is no part of one. */
extern int64 api_fetch_page_records(const ApiFetch *fetch);

/* Stores the next row of the page at hand; false: it has no more. */
extern bool api_fetch_page_row(ApiFetch *fetch, TupleTableSlot *slot);

/* ---- shared ---- */

/* Values that are asked for in the one stream of a shared fetch. */
typedef struct ApiFetchKey
{
	dlist_node	node;			/* among the fetch's */
	void	   *owner;			/* whoever knows it */
	ApiBindings *bindings;		/* a share */
	ApiBound   *bound;
	MemoryContext memory;		/* of bound; the owner's to use, and to delete */
	int64		left;			/* chains that have not ended */
	ApiError	error;			/* of the first that failed: the owner's to raise */
} ApiFetchKey;

/* What api_fetch_event came upon. */
typedef enum ApiFetchEvent
{
	API_FETCH_ROW,				/* a row of *key is in the slot */
	API_FETCH_END,				/* *key has all its rows, or an error */
	API_FETCH_IDLE				/* nothing is on its way */
} ApiFetchEvent;

/* Is it a partition's, and does the query give all columns that its bound reads a value? */
extern bool api_fetch_asks_for_bound(const ApiFetch *fetch);

/* May it be shared?  Not where rows are told apart, or counted, over all keys. */
extern bool api_fetch_may_share(const ApiFetch *fetch);

/* To be called behind api_fetch_create, and then none of bind's open and next. */
extern void api_fetch_share(ApiFetch *fetch);

/* The values of the last api_fetch_bind; they may be none. */
extern const ApiBindings *api_fetch_values(const ApiFetch *fetch);

/* What it was created for. */
extern const ApiScanSpec *api_fetch_spec(const ApiFetch *fetch);

/* How many requests may be in flight at once. */
extern int	api_fetch_window(const ApiFetch *fetch);

/* Makes a key of them, which has no owner yet. */
extern ApiFetchKey *api_fetch_key(ApiFetch *fetch);

/*
 * The column whose values go out as lists, and that those of a spec may differ in: with
 * one value of it each, keys may be sent together.  NULL: there is none.
 */
extern const ApiColumn *api_fetch_list(const ApiFetch *fetch, const ApiScanSpec *spec);

/* May two keys be sent together in a list of that column? */
extern bool api_fetch_same_but(const ApiFetchKey *a, const ApiFetchKey *b, const ApiColumn *list);

/* Makes a key of several such, which must live until it has ended. */
extern ApiFetchKey *api_fetch_key_of(ApiFetch *fetch, ApiFetchKey *const *keys, int count,
									 const ApiColumn *list);

/* The text that a value of the list's column is sent as, palloc'd; NULL: it is not sent. */
extern char *api_fetch_text(const ApiColumn *list, Datum value);

/* Asks for a key, once. */
extern void api_fetch_send(ApiFetch *fetch, ApiFetchKey *key);

/*
 * Goes on until something has happened; waits, but with wait false gives IDLE where it
 * would.  Raises what api_fetch_next raises, but for errors of keys.
 */
extern ApiFetchEvent api_fetch_event(ApiFetch *fetch, TupleTableSlot *slot, bool wait,
									 ApiFetchKey **key);

/* Closes the stream: no key that was sent has its rows to come. */
extern void api_fetch_stop(ApiFetch *fetch);

/* Raises a key's error, if it is set, as one of the table's. */
extern void api_fetch_check(const ApiFetch *fetch, ApiError *err);

/* A key that was not sent, or has ended: frees it, but for its memory. */
extern void api_fetch_forget(ApiFetchKey *key);

/* ---- figures ---- */

/* What on_error passed over. */
typedef struct ApiFetchRejects
{
	bool		keeps_records;	/* values were set to NULL; else records were passed over */
	int64		records;
	int64		values;
} ApiFetchRejects;

/* What was done so far, over all streams. */
extern void api_fetch_stats(const ApiFetch *fetch, ApiStreamStats *stats);

/* Rows that the partition's bound kept out. */
extern int64 api_fetch_out_of_bound(const ApiFetch *fetch);

/* false: on_error is stop. */
extern bool api_fetch_rejects(const ApiFetch *fetch, ApiFetchRejects *rejects);

#endif							/* API_FETCH_H */
