/*
 * bind_state.h
 *		What a binder is made of.  Private to exec/bind*.c: bind.c makes bindings of the
 *		values, bind_values.c evaluates them, bind_check.c says what is wrong with them.
 */
#ifndef API_BIND_STATE_H
#define API_BIND_STATE_H

#include "postgres.h"

#include "exec/bind.h"
#include "exec/coerce.h"

/* The values of one parameter. */
typedef struct ApiValues
{
	const ApiColumn *column;	/* NULL: no column feeds it */
	const ApiPushed *pushed;	/* NULL: WHERE gives none */
	const ApiNeed *need;		/* NULL: it may be without */
	bool		leads;			/* its values part the bindings: it is not led by another of PAIRS */
	ApiCoerce  *coerce;			/* to the column's type */
	Oid			basetype;		/* of the column */
	int16		typlen;
	bool		typbyval;
	char		typalign;

	/* of now */
	bool		given;			/* it has values: pushed, and not as its guard leaves it */
	int64		count;			/* saturated */
	int64		first;			/* RANGE: the lowest value */
	Datum	   *datums;			/* of the base type; in the caller's memory */
	char	  **texts;			/* rendered; short-lived; NULL: a range that is not written out */
	int			room;			/* of both */
	int64		look_at;		/* so many are looked at, whether they are too many */
	bool		too_many;		/* they were, and others were not made */
	bool		too_large;		/* they take too much memory, likewise */
} ApiValues;

/* The values that go along with one another: of one parameter, or of pairs. */
typedef struct ApiTied
{
	ApiValues **members;
	int			count;
} ApiTied;

struct ApiBinder
{
	ExprContext *econtext;		/* the scan's */
	List	   *states;			/* of ExprState, as fdw_exprs */
	Oid		   *types;			/* of the expressions; base types */
	const ApiScanSpec *spec;
	ApiPartition *partition;	/* NULL: the table is none, or has no bound */
	int64		max_fanout;
	bool		plain;			/* all values are constants and parameters: no code runs for them */
	bool		quiet;			/* what would be raised is noted instead */
	bool		refused;		/* something was */
	int			nparams;
	ApiValues  *values;			/* by parameter number */
	MemoryContext memory;		/* where the Datums go */
	int64		bytes;			/* that all values take */
};

/* ---- bind_values.c ---- */

/* Which parameters have values now? */
extern void api_values_look(ApiBinder *binder);

/* Evaluates all that do; false: one of them can match nothing. */
extern bool api_values_evaluate(ApiBinder *binder);

/* Writes a range out as a list. */
extern void api_values_enumerate(ApiBinder *binder, ApiValues *values);

/* ---- bind_many.c ---- */

/* How much a value takes that has that text. */
extern int64 api_value_bytes(const char *text);

/* Keeps the places that are not to go; drops all but the first of values with equal texts,
 * which are equal. */
extern void api_values_keep(ApiBinder *binder, ApiTied *group, const bool *goes);
extern void api_values_drop_repeats(ApiBinder *binder, ApiTied *group);

/* Are there too many, or do they take too much memory, so that no more are to be made? */
extern bool api_values_full(ApiBinder *binder, ApiValues *values);

/* ---- bind_check.c ---- */

/* Raises, or notes, if a column has no value that needs one. */
extern void api_values_check_given(ApiBinder *binder);

/* Raises, or notes, if there are more values, or requests for them, than there may be, or
 * if they take too much memory. */
extern void api_values_check_fanout(ApiBinder *binder);
extern void api_values_check_memory(ApiBinder *binder, const ApiValues *values);

#endif							/* API_BIND_STATE_H */
