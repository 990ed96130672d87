/*
 * match.c
 *		A clause read as "column op value".
 *
 * The value holds no column of the table and nothing volatile: it can be computed before
 * the scan starts.  What is no such clause by itself may be made of several by OR, see
 * match_or.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "plan/constant.h"
#include "plan/match.h"
#include "plan/match_or.h"
#include "plan/shippable.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

/* A comparison has numeric where an integer column meets a numeric value: the integer. */
static Node *
strip_numeric(Node *node)
{
	const FuncExpr *cast = (const FuncExpr *) node;

	if (node && IsA(node, FuncExpr) && list_length(cast->args) == 1 &&
		(cast->funcid == F_NUMERIC_INT2 || cast->funcid == F_NUMERIC_INT4 ||
		 cast->funcid == F_NUMERIC_INT8))
		return linitial(cast->args);
	return node;
}

Node *
api_match_strip(Node *node)
{
	node = strip_numeric(node);
	while (node && IsA(node, RelabelType))
		node = (Node *) ((RelabelType *) node)->arg;
	return node;
}

/* The column that an expression is, if it feeds a parameter; else NULL. */
static const ApiColumn *
as_column(const ApiMatcher *matcher, Node *node)
{
	const ApiColumns *columns = matcher->columns;
	const ApiColumn *column;
	Var		   *var;

	node = api_match_strip(node);
	if (node == NULL || !IsA(node, Var))
		return NULL;
	var = (Var *) node;
	if (var->varno != (int) matcher->rel->relid || var->varlevelsup != 0 ||
		var->varattno < 1 || var->varattno > columns->natts)
		return NULL;
	column = &columns->columns[var->varattno - 1];
	return column->param_number >= 0 ? column : NULL;
}

bool
api_match_is_value(const ApiMatcher *matcher, Node *node)
{
	return bms_is_subset(pull_varnos(matcher->root, node), matcher->outer) &&
		!contain_volatile_functions(node) && !contain_subplans(node);
}

static ApiMatch *
make_match(const ApiColumn *column, Expr *value, StrategyNumber strategy)
{
	ApiMatch   *match = palloc0(sizeof(ApiMatch));

	match->columns = list_make1((void *) column);
	match->rows = list_make1(list_make1(value));
	match->strategy = strategy;
	match->exact = true;
	return match;
}

/* Not a spelling with decimal places of an integer's value, which the query itself has. */
static bool
is_sendable(const ApiMatcher *matcher, const ApiColumn *column, const Node *value)
{
	return api_shippable_constant(column->typid, value) ||
		((const Const *) value)->location < 0 ||
		api_constant_is_param((const Const *) value, matcher->root->glob->boundParams);
}

static ApiMatch *
match_operator(const ApiMatcher *matcher, const OpExpr *expr)
{
	Oid			opno = expr->opno;
	const ApiColumn *column;
	StrategyNumber strategy;
	Node	   *value;

	if (list_length(expr->args) != 2)
		return NULL;
	value = lsecond(expr->args);
	column = as_column(matcher, linitial(expr->args));
	if (column == NULL)
	{
		/* value op column */
		value = linitial(expr->args);
		column = as_column(matcher, lsecond(expr->args));
		opno = get_commutator(opno);
	}
	if (column == NULL || !OidIsValid(opno) || !api_match_is_value(matcher, value) ||
		!is_sendable(matcher, column, value))
		return NULL;
	strategy = api_shippable_strategy(opno, expr->inputcollid, column->typid, exprType(value));
	return strategy == InvalidStrategy ? NULL : make_match(column, (Expr *) value, strategy);
}

/*
 * column IS NOT DISTINCT FROM value: an equality, unless the value is NULL, of which a request
 * can say nothing.
 */
static ApiMatch *
match_not_distinct(const ApiMatcher *matcher, const DistinctExpr *expr)
{
	OpExpr		equality = *expr;
	ApiMatch   *match;
	Expr	   *value;
	NullTest   *guard;

	equality.xpr.type = T_OpExpr;
	match = match_operator(matcher, &equality);
	if (match == NULL || match->strategy != BTEqualStrategyNumber)
		return NULL;
	value = linitial(linitial(match->rows));
	if (IsA(value, Const))
		return ((Const *) value)->constisnull ? NULL : match;
	guard = makeNode(NullTest);
	guard->arg = value;
	guard->nulltesttype = IS_NULL;
	guard->location = -1;
	match->guard = (Expr *) guard;
	match->exact = false;		/* of NULL the clause says that the column is, too */
	return match;
}

/* column IN (...), column = ANY (array) */
static ApiMatch *
match_array(const ApiMatcher *matcher, const ScalarArrayOpExpr *expr)
{
	Node	   *array = lsecond(expr->args);
	Oid			element = get_base_element_type(exprType(array));
	const ApiColumn *column = as_column(matcher, linitial(expr->args));

	if (!expr->useOr || column == NULL || !OidIsValid(element) ||
		!api_match_is_value(matcher, array) ||
		api_shippable_strategy(expr->opno, expr->inputcollid, column->typid,
							   element) != BTEqualStrategyNumber)
		return NULL;
	return make_match(column, (Expr *) array, BTEqualStrategyNumber);
}

/* A condition that is a column itself: flag, NOT flag, flag IS TRUE. */
static ApiMatch *
match_bool(const ApiMatcher *matcher, Node *clause)
{
	const ApiColumn *column;
	bool		truth = true;

	if (is_notclause(clause))
	{
		truth = false;
		clause = (Node *) get_notclausearg((Expr *) clause);
	}
	else if (IsA(clause, BooleanTest))
	{
		BooleanTest *test = (BooleanTest *) clause;

		if (test->booltesttype != IS_TRUE && test->booltesttype != IS_FALSE)
			return NULL;
		truth = test->booltesttype == IS_TRUE;
		clause = (Node *) test->arg;
	}

	column = as_column(matcher, clause);
	if (column == NULL || !api_shippable_is_bool(column->typid))
		return NULL;
	return make_match(column, (Expr *) makeBoolConst(truth, false), BTEqualStrategyNumber);
}

bool
api_match_counts(const ApiColumn *column)
{
	return column->required || (column->placeholder && getBaseType(column->typid) != DATEOID);
}

ApiMatch *
api_match_simple(const ApiMatcher *matcher, Node *clause)
{
	if (IsA(clause, OpExpr))
		return match_operator(matcher, (OpExpr *) clause);
	if (IsA(clause, ScalarArrayOpExpr))
		return match_array(matcher, (ScalarArrayOpExpr *) clause);
	if (is_notclause(clause) && IsA(get_notclausearg((Expr *) clause), DistinctExpr))
		return match_not_distinct(matcher, (DistinctExpr *) get_notclausearg((Expr *) clause));
	return match_bool(matcher, clause);
}

ApiMatch *
api_match_clause(const ApiMatcher *matcher, RestrictInfo *rinfo)
{
	Node	   *clause = (Node *) rinfo->clause;
	ApiMatch   *match;

	if (rinfo->pseudoconstant)
		return NULL;
	match = is_orclause(clause) ? api_match_or(matcher, (BoolExpr *) clause) :
		api_match_simple(matcher, clause);
	if (match)
		match->rinfo = rinfo;
	return match;
}

ApiMatch *
api_match_project(const ApiMatch *match, const ApiColumn *column)
{
	ApiMatch   *one = palloc0(sizeof(ApiMatch));
	int			place = 0;
	ListCell   *lc;

	foreach(lc, match->columns)
	{
		if (lfirst(lc) == column)
			place = foreach_current_index(lc);
	}
	one->columns = list_make1((void *) column);
	foreach(lc, match->rows)
		one->rows = lappend(one->rows, list_make1(list_nth(lfirst(lc), place)));
	one->strategy = match->strategy;
	one->guard = match->guard;
	one->rinfo = match->rinfo;
	return one;
}

bool
api_match_is_single(const ApiMatch *match)
{
	return match->guard == NULL && list_length(match->columns) == 1 &&
		list_length(match->rows) == 1 &&
		!OidIsValid(get_base_element_type(exprType(linitial(linitial(match->rows)))));
}
