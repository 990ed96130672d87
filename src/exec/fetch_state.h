/*
 * fetch_state.h
 *		What a fetch is made of, for the files that it is made by.  Private to
 *		exec/fetch*.c: fetch.c opens and reads, fetch_keys.c is for what is shared,
 *		fetch_end.c says what there is to say at the end.
 */
#ifndef API_FETCH_STATE_H
#define API_FETCH_STATE_H

#include "postgres.h"

#include "exec/batch.h"
#include "exec/fetch.h"
#include "exec/hold.h"
#include "exec/row.h"
#include "lib/ilist.h"
#include "rest/config.h"

/* What a warning says, and its hint; NULL: it has none. */
typedef struct ApiHinted
{
	char	   *text;			/* NULL: there is nothing to say */
	char	   *hint;
} ApiHinted;

struct ApiFetch
{
	ApiConfig  *config;
	ApiHold    *hold;			/* what it shares with the statement's other scans */
	bool		keeps;			/* its pages may be kept for others */
	bool		again;			/* it may be opened again for values that it had */
	Oid			user;			/* whose mapping is used */
	ApiBinder  *binder;
	ApiRow	   *row;
	ApiReject  *reject;			/* NULL: a value that does not fit is an error */
	ApiBatch   *batch;			/* of rows made ahead, where it is none */
	ApiPartition *partition;	/* NULL: the table is none, or has no bound */
	int64		out_of_bound;	/* rows that it keeps out */
	int64		without_key;	/* of these, such as have no value for any column of its key */
	const ApiScanSpec *spec;
	MemoryContext context;		/* the query's */
	MemoryContext row_memory;	/* of the row at hand */
	MemoryContextCallback callback; /* frees what lives on malloc */
	int64		fanned_out;		/* chains that were opened, over all streams */
	bool		strict;			/* no failure may be passed over */
	bool		own;			/* it is of the query that the client sent */
	bool		begun;			/* its end is to be told */
	bool		hides_values;	/* no error may quote what is sent */

	/* values, each a share of the bindings and Datums in a context of their own */
	ApiBindings *fresh;			/* just bound */
	ApiBound   *fresh_bound;
	MemoryContext fresh_memory;
	ApiBindings *bindings;		/* that it is open for */
	ApiBound   *bound;
	MemoryContext memory;

	/* malloc'd; the stream takes them when it opens */
	ApiStreamSpec parts;
	MemoryContext parts_memory; /* what their making leaves */

	/* shared */
	bool		shared;			/* the values are in keys, and the stream tells of ends */
	dlist_head	keys;			/* of ApiFetchKey, malloc'd */

	/* reading */
	ApiStream  *stream;			/* NULL: none is needed, or not open yet */
	ApiPage    *page;			/* the stream's; NULL: at none */
	ApiAsked	asked;			/* for the page */
	size_t		record;			/* its next record */
	size_t		records;		/* that it had when last asked; it has no fewer now */
	bool		ended;			/* the stream has no more pages */

	ApiStreamStats past;		/* of streams that are closed */
	ApiFetchRejects past_rejects;	/* of rows made of them */
	int64		past_repeats;
	char	   *ignored;		/* the first failure that was passed over */
	char	   *overlap;		/* the first page that seemed to begin with records of another */
	char	   *incomplete;		/* the first total that was not met */
	ApiHinted	doubt;			/* the first chain that may have had more than it gave */
	ApiHinted	lost;			/* the first link that lacks what its page was asked by */
	ApiHinted	beside;			/* the first page that told of an error beside its records */
};

/* An ErrorContextCallback's: which table an error is of; arg is the fetch. */
extern void api_fetch_context(void *arg);

/* Adds a stream's figures. */
extern void api_fetch_add_stats(ApiStreamStats *sum, const ApiStream *stream);

/* Notes what a stream that is to be closed has to say at the end. */
extern void api_fetch_note(ApiFetch *fetch);

/* Lets the statement at hand send what it may. */
extern void api_fetch_allow(void);

/* Bindings are to be asked for: raises if they are too many, over all that were before. */
extern void api_fetch_fan_out(ApiFetch *fetch, const ApiBindings *bindings);

/* Fills in how many of the rows are wanted. */
extern void api_fetch_want(ApiFetch *fetch, ApiStreamSpec *spec);

/* Opens a stream, for the bindings if it is not shared. */
extern void api_fetch_open_stream(ApiFetch *fetch);

/*
 * Goes to the next page, or to the end, which is checked; false: it cannot without waiting, and
 * must not.
 */
extern bool api_fetch_next_page(ApiFetch *fetch, bool wait);

/* Gives the page at hand back, if there is one. */
extern void api_fetch_leave_page(ApiFetch *fetch);

/* Begins to read a page, which was asked for with these values. */
extern void api_fetch_begin_page(ApiFetch *fetch, ApiPage *page, const ApiBound *bound);

/*
 * Makes the next record of the page, or of the batch, the slot's row.  false: it was not
 * asked for, or is a repeat.
 */
extern bool api_fetch_read(ApiFetch *fetch, TupleTableSlot *slot);

/* Frees what lives on malloc of all keys. */
extern void api_fetch_free_keys(ApiFetch *fetch);

#endif							/* API_FETCH_STATE_H */
