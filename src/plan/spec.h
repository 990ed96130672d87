/*
 * spec.h
 *		The order form that the planner writes and the executor reads: the only
 *		header that exec takes from plan.
 *
 * Travels in a ForeignScan's fdw_private as plain nodes (copyObject must work);
 * the value expressions travel in fdw_exprs, so that the planner finishes them.  Those of
 * a join travel likewise in custom_private and custom_exprs.
 */
#ifndef API_SPEC_H
#define API_SPEC_H

#include "postgres.h"

#include "access/attnum.h"
#include "nodes/bitmapset.h"
#include "nodes/nodes.h"
#include "nodes/pg_list.h"
#include "rest/columns.h"

typedef enum ApiPushKind
{
	API_PUSH_EQUAL,				/* column = value */
	API_PUSH_ANY,				/* column = any of the values; of an array any element */
	API_PUSH_PAIRS,				/* the same, together with its leader: (a, b) IN (...) */
	API_PUSH_RANGE				/* integers, dates: lower <= column <= upper */
} ApiPushKind;

typedef struct ApiPushed
{
	AttrNumber	attnum;			/* the column */
	ApiPushKind kind;
	List	   *exprs;			/* EQUAL, ANY, PAIRS: indexes of the values in fdw_exprs */
	AttrNumber	leader;			/* PAIRS: the first of their columns; the lists are as long */
	int			guard;			/* index of what, if true, leaves the column without; -1: nothing */
	List	   *lower;			/* RANGE: indexes in fdw_exprs of inclusive bounds ... */
	List	   *lower_exclusive;	/* ... and of exclusive ones; at least one in all */
	List	   *upper;
	List	   *upper_exclusive;
} ApiPushed;

/* Why a column is looked at that has no value. */
typedef enum ApiNeedReason
{
	API_NEED_ALWAYS = 1,		/* the path, or the option required */
	API_NEED_CONDITION = 2,		/* a condition reads what it shows */
	API_NEED_BOUND = 4,			/* so does the partition's bound */
	API_NEED_NOT_NULL = 8,
	API_NEED_SHOWN = 16,		/* a level below gives its NULL out: a warning */
	API_NEED_RECORDS = 32,		/* a condition reads it: an error if no record has it */
	API_NEED_COMPUTED = 64,		/* the query computes with its NULL: a warning */
	API_NEED_OUT = 128,			/* the query gives it out: a warning if it is a function's */
	API_NEED_PARTS = 256,		/* a join gives it a value, but not to all parts of the table */
	API_NEED_WITHIN = 512		/* a sub-query gives it out, and is joined */
} ApiNeedReason;

/* Those for which no request goes out without a value. */
#define API_NEED_REQUIRES \
	(API_NEED_ALWAYS | API_NEED_CONDITION | API_NEED_BOUND | API_NEED_NOT_NULL)

typedef struct ApiNeed
{
	AttrNumber	attnum;
	int			reasons;		/* bits of ApiNeedReason */
	List	   *conditions;		/* of String: that read it and were not sent, some of them */
} ApiNeed;

typedef struct ApiScanSpec
{
	List	   *pushed;			/* of ApiPushed, one per column at most */
	List	   *needs;			/* of ApiNeed, of columns that may have no value */
	Bitmapset  *wanted;			/* attnums that the query reads; none: count(*) */
	Oid			user;			/* whose user mapping the scan uses; InvalidOid: the current user */
	int64		limit;			/* rows that LIMIT wants of the scan; 0: all */
	bool		limit_exact;	/* and of which none is dropped above the scan, or by its clauses */
	bool		counts;			/* a declared total may do instead of rows */
	int			limit_exprs;	/* index in fdw_exprs of LIMIT and OFFSET, which the executor
								 * evaluates; -1: it is as limit says */
	bool		skips;			/* rows before OFFSET need not be read */
	bool		security_barrier;	/* values may be hidden from the caller: quote none */
	bool		strict;			/* no failure may be passed over, for it would make a row */
	bool		keyed;			/* each chain has what the planner takes for a key */
	const char *learnt;			/* what earlier scans have taught the planner; NULL: nothing */
	double		requests;		/* how many the planner takes it to send */
	const char *loops;			/* why a loop asks it row by row, for EXPLAIN; NULL: none does */
} ApiScanSpec;

/* As nodes for fdw_private, and back (palloc'd). */
extern List *api_scan_spec_encode(const ApiScanSpec *spec);
extern ApiScanSpec *api_scan_spec_decode(List *list);

/*
 * The first column that is given one value, and whose values for several keys go out in a
 * list; NULL: none is.
 */
extern const ApiColumn *api_pushed_list(const List *pushed, const ApiColumns *columns);

/* The node of a batched join, by which its executor is found. */
#define API_JOIN_NAME "API Batch Join"

/*
 * The node that reads ahead on the outer side of a loop, whose inner side is core's, or of
 * sub-selects in its target list: what it hands over, and to whom, it finds in the finished plan.
 */
#define API_AHEAD_NAME "API Look-Ahead"

typedef struct ApiAheadSpec
{
	bool		for_target;		/* it reads ahead of sub-selects in its target list */
	bool		all_rows;		/* are wanted, as far as the query tells */
} ApiAheadSpec;

/* As nodes for custom_private, and back. */
extern List *api_ahead_spec_encode(const ApiAheadSpec *spec);
extern ApiAheadSpec api_ahead_spec_decode(const List *list);

/*
 * A batched join: the outer side is its only child, the inner one is what the spec scans.
 * custom_exprs has the values, then the clauses that look at the inner side alone, then
 * those of the join; the plan's own clauses are those above the join.
 */
typedef struct ApiJoinSpec
{
	JoinType	type;			/* INNER, LEFT, SEMI or ANTI */
	Oid			relid;			/* the foreign table */
	ApiScanSpec *scan;
	int			nvalues;		/* in custom_exprs */
	int			ninner;
	List	   *columns;		/* of the scan tuple: n is the outer side's column n, -n the
								 * table's column n */
	bool		all_rows;		/* are wanted, as far as the query tells */
} ApiJoinSpec;

/* As nodes for custom_private, and back (palloc'd). */
extern List *api_join_spec_encode(const ApiJoinSpec *spec);
extern ApiJoinSpec *api_join_spec_decode(List *list);

/* The node that counts records by what the API declares. */
#define API_COUNT_NAME "API Count"

/* It has no child; custom_exprs has the values that are sent. */
typedef struct ApiCountSpec
{
	Oid			relid;			/* the foreign table */
	ApiScanSpec *scan;
} ApiCountSpec;

/* As nodes for custom_private, and back (palloc'd). */
extern List *api_count_spec_encode(const ApiCountSpec *spec);
extern ApiCountSpec *api_count_spec_decode(List *list);

#endif							/* API_SPEC_H */
