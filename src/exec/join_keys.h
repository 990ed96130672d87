/*
 * join_keys.h
 *		The keys of a batched join: each is asked for once, and its rows are kept.
 *
 * A key is used by the outer rows that were read ahead and join it; those that none
 * uses stay, and go when memory is wanted, the one used longest ago first.
 */
#ifndef API_JOIN_KEYS_H
#define API_JOIN_KEYS_H

#include "postgres.h"

#include "access/htup.h"
#include "exec/fetch.h"
#include "lib/ilist.h"
#include "utils/tuplestore.h"

typedef struct ApiJoinKey
{
	ApiFetchKey *asked;
	struct ApiJoinRequest *request; /* that it is, or was, asked for by; NULL: not sent */
	bool		chosen;			/* to be sent */
	bool		whole;			/* all its rows are there, or an error */
	int			users;			/* outer rows */
	dlist_node	idle;			/* among those without any */
	dlist_node	waiting;		/* among those of a feed that were not sent */
	MemoryContext memory;		/* of the rows; NULL: they are few, and in asked->memory */
	MinimalTuple *rows;
	int			nrows;
	int			room;
	Size		bytes;			/* that it takes of the memory, all in all */
	Tuplestorestate *spilled;	/* where the rows are instead, if they are many */
} ApiJoinKey;

typedef struct ApiJoinKeys ApiJoinKeys;

/*
 * Rows are kept within bytes of memory, as far as nobody waits for more.  slot is one of
 * minimal tuples, to be used.  In the current memory context.
 */
extern ApiJoinKeys *api_join_keys_create(ApiFetch *fetch, const ApiScanSpec *spec,
										 TupleTableSlot *slot, Size bytes);

/*
 * The key of the values that the fetch bound last, for one more user; *is_new: nobody had
 * asked for it, or it was forgotten.
 */
extern ApiJoinKey *api_join_keys_use(ApiJoinKeys *keys, bool *is_new);

/* A user less. */
extern void api_join_keys_release(ApiJoinKeys *keys, ApiJoinKey *key);

/*
 * Asks for keys that were not sent: in one request if they are several, for which
 * api_join_keys_fit must be true of each and the first.
 */
extern void api_join_keys_send(ApiJoinKeys *keys, ApiJoinKey *const *some, int count);
extern bool api_join_keys_fit(const ApiJoinKeys *keys, const ApiJoinKey *a, const ApiJoinKey *b);

/* The bytes of a key's value in a list. */
extern Size api_join_keys_length(const ApiJoinKeys *keys, const ApiJoinKey *key);

/* When it may be whole, by the last request's time: in so many microseconds. */
extern int64 api_join_keys_due(const ApiJoinKeys *keys, const ApiJoinKey *key);

/* A time, in microseconds. */
extern int64 api_join_clock(void);

/* How many fit into a request; 1: each has its own. */
extern int	api_join_keys_most(const ApiJoinKeys *keys);

/*
 * Adds a copy of the slot's row, which came for what was sent, to the key that it is of;
 * slots are of one kind.
 */
extern void api_join_keys_add(ApiJoinKeys *keys, const ApiFetchKey *sent, TupleTableSlot *slot);

/* All rows have come for what was sent: its keys are whole. */
extern void api_join_keys_end(ApiJoinKeys *keys, const ApiFetchKey *sent);

/* The error that a key came to, or NULL. */
extern ApiError *api_join_keys_error(const ApiJoinKey *key);

/*
 * The slot with a key's i-th row, or NULL: there is none.  To be called from 0 on, one
 * after the other, for one key at a time.
 */
extern TupleTableSlot *api_join_keys_row(const ApiJoinKeys *keys, const ApiJoinKey *key, int64 i);

/* Is there memory for more? */
extern bool api_join_keys_room(const ApiJoinKeys *keys);

/* Requests that were sent, and have not ended. */
extern int	api_join_keys_pending(const ApiJoinKeys *keys);

/* Forgets all; nobody may use any, and the fetch must be closed. */
extern void api_join_keys_reset(ApiJoinKeys *keys);

#endif							/* API_JOIN_KEYS_H */
