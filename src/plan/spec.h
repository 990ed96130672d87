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
	API_PUSH_ANY,				/* column = ANY (array) */
	API_PUSH_RANGE				/* integers: lower <= column <= upper */
} ApiPushKind;

typedef struct ApiPushed
{
	AttrNumber	attnum;			/* the column */
	ApiPushKind kind;
	int			expr;			/* EQUAL, ANY: index of the value in fdw_exprs */
	List	   *lower;			/* RANGE: indexes in fdw_exprs of inclusive bounds ... */
	List	   *lower_exclusive;	/* ... and of exclusive ones; at least one in all */
	List	   *upper;
	List	   *upper_exclusive;
} ApiPushed;

typedef struct ApiScanSpec
{
	List	   *pushed;			/* of ApiPushed, one per column at most */
	Bitmapset  *wanted;			/* attnums that the query reads; none: count(*) */
	Oid			user;			/* whose user mapping the scan uses; InvalidOid: the current user */
	int64		limit;			/* rows that LIMIT wants of the scan; 0: all */
	bool		security_barrier;	/* values may be hidden from the caller: quote none */
	bool		strict;			/* in an anti join, where a failure would make a row: none is
								 * passed over */
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
} ApiJoinSpec;

/* As nodes for custom_private, and back (palloc'd). */
extern List *api_join_spec_encode(const ApiJoinSpec *spec);
extern ApiJoinSpec *api_join_spec_decode(List *list);

#endif							/* API_SPEC_H */
