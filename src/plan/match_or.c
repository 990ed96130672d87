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
#include "plan/match_or.h"
#include "utils/lsyscache.h"

/* An arm: what it says of columns, of ApiMatch with one column and one value. */
typedef struct Arm
{
	List	   *matches;
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

	if (match && match->strategy == BTEqualStrategyNumber &&
		match_of(arm, linitial(match->columns)) == NULL)
		arm->matches = lappend(arm->matches, match);
	else
		arm->exact = false;
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

/* Does an arm give one of the columns any of several values? */
static bool
holds_arrays(List *arms, List *columns)
{
	ListCell   *arm;
	ListCell   *column;

	foreach(arm, arms)
	{
		foreach(column, columns)
		{
			Node	   *value = (Node *) value_of(lfirst(arm), lfirst(column));

			if (OidIsValid(get_base_element_type(exprType(value))))
				return true;
		}
	}
	return false;
}

/* The values of one arm. */
static List *
row_of(const Arm *arm, List *columns)
{
	List	   *row = NIL;
	ListCell   *lc;

	foreach(lc, columns)
		row = lappend(row, value_of(arm, lfirst(lc)));
	return row;
}

/* What all arms say together. */
static ApiMatch *
combine_arms(List *arms, List *columns)
{
	ApiMatch   *match = palloc0(sizeof(ApiMatch));
	ListCell   *lc;

	/* pairs are of single values; of lists the first column's will do */
	if (list_length(columns) > 1 && holds_arrays(arms, columns))
		columns = list_make1(linitial(columns));
	match->columns = columns;
	match->strategy = BTEqualStrategyNumber;
	match->exact = true;
	foreach(lc, arms)
	{
		const Arm  *arm = lfirst(lc);

		match->rows = lappend(match->rows, row_of(arm, columns));
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
