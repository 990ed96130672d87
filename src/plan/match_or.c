/*
 * match_or.c
 *		A clause of several by OR, read as the values that columns may have.
 *
 * An arm gives some columns a value each, by an equality or by several with AND, as the
 * parser writes a row of "(a, b) IN (...)".  Columns that all arms give a value can have no
 * other: one column makes a list, several make pairs.  What else the arms say is checked on
 * the rows.  An arm that holds no column of the table is the guard.
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "plan/constant.h"
#include "plan/match_or.h"
#include "utils/lsyscache.h"

/* An arm: what it says of columns, of ApiMatch with one column and one value. */
typedef struct Arm
{
	List	   *matches;
	List	   *bounds;			/* of ApiMatch with another strategy */
	bool		exact;			/* it says nothing else */
} Arm;

/* The arm's match of a column, or NULL. */
static ApiMatch *
match_of(const Arm *arm, const ApiColumn *column)
{
	ListCell   *lc;

	foreach(lc, arm->matches)
	{
		ApiMatch   *match = lfirst(lc);

		if (linitial(match->columns) == column)
			return match;
	}
	return NULL;
}

/* Adds what a conjunct of an arm says, if the column has no value yet. */
static void
add_conjunct(const ApiMatcher *matcher, Arm *arm, Node *conjunct)
{
	ApiMatch   *match = api_match_simple(matcher, conjunct);

	if (match == NULL || match->guard != NULL)
		arm->exact = false;
	else if (match->strategy != BTEqualStrategyNumber)
		arm->bounds = lappend(arm->bounds, match);
	else if (match_of(arm, linitial(match->columns)) == NULL)
		arm->matches = lappend(arm->matches, match);
	else
		arm->exact = false;
}

/* Narrows a range by a bound that is known; true: it was. */
static bool
narrow(const ApiMatch *bound, int64 *first, int64 *last)
{
	bool		less = bound->strategy == BTLessStrategyNumber ||
		bound->strategy == BTLessEqualStrategyNumber;
	int64		value;

	if (!api_constant_integer(linitial(linitial(bound->rows)), &value))
		return false;
	if (bound->strategy == BTLessStrategyNumber)
		value -= value > PG_INT64_MIN;
	else if (bound->strategy == BTGreaterStrategyNumber)
		value += value < PG_INT64_MAX;
	if (less)
		*last = Min(*last, value);
	else
		*first = Max(*first, value);
	return true;
}

/* The known bounds of a column, written out as its values; false: they do not enclose a few. */
static bool
write_range(Arm *arm, const ApiColumn *column)
{
	int64		first = PG_INT64_MIN;
	int64		last = PG_INT64_MAX;
	bool		all = true;
	ApiMatch   *match;
	ListCell   *lc;

	foreach(lc, arm->bounds)
	{
		if (linitial(((ApiMatch *) lfirst(lc))->columns) == column)
			all &= narrow(lfirst(lc), &first, &last);
	}
	if (first == PG_INT64_MIN || last == PG_INT64_MAX ||
		(double) last - (double) first >= API_CONSTANT_MAX)
		return false;
	match = palloc0(sizeof(ApiMatch));
	match->columns = list_make1((void *) column);
	match->rows = list_make1(list_make1(api_constant_range(column->typid, first, last)));
	match->strategy = BTEqualStrategyNumber;
	match->exact = all;
	arm->matches = lappend(arm->matches, match);
	return all;
}

/* Bounds of columns without a value, which could be asked for value by value. */
static void
write_ranges(Arm *arm)
{
	List	   *done = NIL;
	ListCell   *lc;

	foreach(lc, arm->bounds)
	{
		ApiColumn  *column = linitial(((ApiMatch *) lfirst(lc))->columns);

		if (list_member_ptr(done, column))
			continue;
		done = lappend(done, column);
		if (match_of(arm, column) != NULL || !api_match_counts(column) || !write_range(arm, column))
			arm->exact = false;
	}
}

static Arm *
read_arm(const ApiMatcher *matcher, Node *node)
{
	Arm		   *arm = palloc0(sizeof(Arm));
	ListCell   *lc;

	arm->exact = true;
	if (!is_andclause(node))
		add_conjunct(matcher, arm, node);
	else
	{
		foreach(lc, ((BoolExpr *) node)->args)
			add_conjunct(matcher, arm, lfirst(lc));
	}
	write_ranges(arm);
	return arm;
}

/* The columns that all arms give a value. */
static List *
common_columns(List *arms)
{
	List	   *columns = NIL;
	ListCell   *lc;
	ListCell   *other;

	foreach(lc, ((const Arm *) linitial(arms))->matches)
	{
		ApiMatch   *match = lfirst(lc);
		bool		common = true;

		foreach(other, arms)
			common = common && match_of(lfirst(other), linitial(match->columns)) != NULL;
		if (common)
			columns = lappend(columns, linitial(match->columns));
	}
	return columns;
}

static Expr *
value_of(const Arm *arm, const ApiColumn *column)
{
	return linitial(linitial(match_of(arm, column)->rows));
}

/* The rows (List of Expr) with each of the values behind; more than are written out: NIL. */
static List *
append_to_each(List *rows, List *values)
{
	List	   *longer = NIL;
	ListCell   *row;
	ListCell   *value;

	if ((int64) list_length(rows) * list_length(values) > API_CONSTANT_MAX)
		return NIL;
	foreach(row, rows)
	{
		foreach(value, values)
			longer = lappend(longer, lappend(list_copy(lfirst(row)), lfirst(value)));
	}
	return longer;
}

/* Adds the rows of values that an arm gives several columns; false: they are not known. */
static bool
add_rows(List **rows, const Arm *arm, List *columns)
{
	List	   *own = list_make1(NIL);
	ListCell   *lc;

	foreach(lc, columns)
	{
		List	   *values;

		if (!api_constant_elements(value_of(arm, lfirst(lc)), &values))
			return false;
		if (values == NIL)
			return true;
		own = append_to_each(own, values);
		if (own == NIL)
			return false;
	}
	*rows = list_concat(*rows, own);
	return list_length(*rows) <= API_CONSTANT_MAX;
}

/* The values of all arms: one column's may be arrays. */
static List *
rows_of(List *arms, List *columns)
{
	List	   *rows = NIL;
	ListCell   *lc;

	foreach(lc, arms)
	{
		if (list_length(columns) == 1)
			rows = lappend(rows, list_make1(value_of(lfirst(lc), linitial(columns))));
		else if (!add_rows(&rows, lfirst(lc), columns))
			return NIL;
	}
	return rows;
}

/* What all arms say together. */
static ApiMatch *
combine_arms(List *arms, List *columns)
{
	ApiMatch   *match = palloc0(sizeof(ApiMatch));
	ListCell   *lc;

	match->rows = rows_of(arms, columns);
	/* of lists that cannot be written out as pairs the first column's will do */
	if (match->rows == NIL)
	{
		columns = list_make1(linitial(columns));
		match->rows = rows_of(arms, columns);
	}
	match->columns = columns;
	match->strategy = BTEqualStrategyNumber;
	match->exact = true;
	foreach(lc, arms)
	{
		const Arm  *arm = lfirst(lc);

		match->exact = match->exact && arm->exact &&
			list_length(arm->matches) == list_length(columns);
	}
	return match;
}

ApiMatch *
api_match_or(const ApiMatcher *matcher, const BoolExpr *clause)
{
	List	   *guards = NIL;
	List	   *arms = NIL;
	List	   *columns;
	ApiMatch   *match;
	ListCell   *lc;

	foreach(lc, clause->args)
	{
		Node	   *arg = lfirst(lc);

		if (api_match_is_value(matcher, arg))
			guards = lappend(guards, arg);
		else
			arms = lappend(arms, read_arm(matcher, arg));
	}
	columns = arms ? common_columns(arms) : NIL;
	if (columns == NIL)
		return NULL;
	match = combine_arms(arms, columns);
	if (guards != NIL)
		match->guard = list_length(guards) > 1 ? make_orclause(guards) : linitial(guards);
	return match;
}
