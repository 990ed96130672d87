/*
 * quals.c
 *		From WHERE clauses to values of request parameters.
 *
 * Each clause is matched against "column op value", where value holds no column
 * of the table and nothing volatile: it can be computed before the scan starts.
 * Matches are gathered by column, and the best kind of each column is taken.
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "plan/quals.h"
#include "plan/shippable.h"
#include "plan/spec.h"
#include "utils/lsyscache.h"

/* A clause read as "column op value". */
typedef struct Match
{
	const ApiColumn *column;
	bool		any;			/* value is an array, op holds for any element */
	StrategyNumber strategy;	/* op, by btree strategy */
	Expr	   *value;
	RestrictInfo *rinfo;		/* the clause */
} Match;

/* What clauses are matched for. */
typedef struct Matcher
{
	PlannerInfo *root;
	const RelOptInfo *rel;
	const ApiColumns *columns;
	Relids		outer;			/* whose columns values may hold */
} Matcher;

/* What is known of one column. */
typedef struct Candidate
{
	Match	   *equal;			/* or NULL */
	Match	   *any;			/* or NULL */
	List	   *bounds[BTMaxStrategyNumber + 1];	/* of Match, by strategy */
} Candidate;

/* The column that an expression is, if it feeds a parameter; else NULL. */
static const ApiColumn *
as_column(const Matcher *matcher, Node *node)
{
	const ApiColumns *columns = matcher->columns;
	const ApiColumn *column;
	Var		   *var;

	while (node && IsA(node, RelabelType))
		node = (Node *) ((RelabelType *) node)->arg;
	if (node == NULL || !IsA(node, Var))
		return NULL;
	var = (Var *) node;
	if (var->varno != (int) matcher->rel->relid || var->varlevelsup != 0 ||
		var->varattno < 1 || var->varattno > columns->natts)
		return NULL;
	column = &columns->columns[var->varattno - 1];
	return column->param_number >= 0 ? column : NULL;
}

/* Can it be computed before the scan starts, with the same result at each row? */
static bool
is_value(const Matcher *matcher, Node *node)
{
	return bms_is_subset(pull_varnos(matcher->root, node), matcher->outer) &&
		!contain_volatile_functions(node) && !contain_subplans(node);
}

static bool
match_operator(const Matcher *matcher, OpExpr *expr, Match *match)
{
	Oid			opno = expr->opno;
	Node	   *value;

	if (list_length(expr->args) != 2)
		return false;
	value = lsecond(expr->args);
	match->column = as_column(matcher, linitial(expr->args));
	if (match->column == NULL)
	{
		/* value op column */
		value = linitial(expr->args);
		match->column = as_column(matcher, lsecond(expr->args));
		opno = get_commutator(opno);
	}
	if (match->column == NULL || !OidIsValid(opno) || !is_value(matcher, value))
		return false;

	match->value = (Expr *) value;
	match->strategy = api_shippable_strategy(opno, expr->inputcollid, match->column->typid,
											 exprType(value));
	return match->strategy != InvalidStrategy;
}

/* column IN (...), column = ANY (array) */
static bool
match_array(const Matcher *matcher, ScalarArrayOpExpr *expr, Match *match)
{
	Node	   *array = lsecond(expr->args);
	Oid			element = get_base_element_type(exprType(array));

	match->column = as_column(matcher, linitial(expr->args));
	if (!expr->useOr || match->column == NULL || !OidIsValid(element) || !is_value(matcher, array))
		return false;

	match->any = true;
	match->value = (Expr *) array;
	match->strategy = api_shippable_strategy(expr->opno, expr->inputcollid,
											 match->column->typid, element);
	return match->strategy == BTEqualStrategyNumber;
}

/* A condition that is a column itself: flag, NOT flag, flag IS TRUE. */
static bool
match_bool(const Matcher *matcher, Node *clause, Match *match)
{
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
			return false;
		truth = test->booltesttype == IS_TRUE;
		clause = (Node *) test->arg;
	}

	match->column = as_column(matcher, clause);
	if (match->column == NULL || !api_shippable_is_bool(match->column->typid))
		return false;
	match->value = (Expr *) makeBoolConst(truth, false);
	match->strategy = BTEqualStrategyNumber;
	return true;
}

static bool
match_clause(const Matcher *matcher, Node *clause, Match *match)
{
	if (IsA(clause, OpExpr))
		return match_operator(matcher, (OpExpr *) clause, match);
	if (IsA(clause, ScalarArrayOpExpr))
		return match_array(matcher, (ScalarArrayOpExpr *) clause, match);
	return match_bool(matcher, clause, match);
}

/* The first equality and the first list stand; bounds gather. */
static void
add_match(Candidate *candidate, Match *match)
{
	if (match->strategy != BTEqualStrategyNumber)
		candidate->bounds[match->strategy] = lappend(candidate->bounds[match->strategy], match);
	else if (match->any && candidate->any == NULL)
		candidate->any = match;
	else if (!match->any && candidate->equal == NULL)
		candidate->equal = match;
}

/* Takes a match: its value gets a number, its clause is no local one any more. */
static int
take_match(ApiQuals *quals, const Match *match)
{
	quals->values = lappend(quals->values, match->value);
	quals->local = list_delete_ptr(quals->local, match->rinfo);
	return list_length(quals->values) - 1;
}

static List *
take_bounds(ApiQuals *quals, List *matches)
{
	List	   *numbers = NIL;
	ListCell   *lc;

	foreach(lc, matches)
		numbers = lappend_int(numbers, take_match(quals, lfirst(lc)));
	return numbers;
}

/*
 * A range is asked value by value, so only where the API has no other way: its
 * column's placeholder.  A half-open one cannot be asked; for a required column it
 * is kept, so that the executor can say what is missing.
 */
static bool
range_is_asked(const ApiColumn *column, const Candidate *candidate)
{
	bool		lower = candidate->bounds[BTGreaterStrategyNumber] ||
		candidate->bounds[BTGreaterEqualStrategyNumber];
	bool		upper = candidate->bounds[BTLessStrategyNumber] ||
		candidate->bounds[BTLessEqualStrategyNumber];

	if (!column->placeholder && !column->in_path)
		return false;
	return (lower && upper) || (column->in_path && (lower || upper));
}

/* Takes the best of what is known of a column. */
static void
take_candidate(ApiQuals *quals, const ApiColumn *column, const Candidate *candidate)
{
	ApiPushed  *pushed;

	if (!candidate->equal && !candidate->any && !range_is_asked(column, candidate))
		return;

	pushed = palloc0(sizeof(ApiPushed));
	pushed->attnum = column->attnum;
	pushed->expr = -1;
	if (candidate->equal || candidate->any)
	{
		pushed->kind = candidate->equal ? API_PUSH_EQUAL : API_PUSH_ANY;
		pushed->expr = take_match(quals, candidate->equal ? candidate->equal : candidate->any);
	}
	else
	{
		pushed->kind = API_PUSH_RANGE;
		pushed->lower = take_bounds(quals, candidate->bounds[BTGreaterEqualStrategyNumber]);
		pushed->lower_exclusive = take_bounds(quals, candidate->bounds[BTGreaterStrategyNumber]);
		pushed->upper = take_bounds(quals, candidate->bounds[BTLessEqualStrategyNumber]);
		pushed->upper_exclusive = take_bounds(quals, candidate->bounds[BTLessStrategyNumber]);
	}
	quals->pushed = lappend(quals->pushed, pushed);
}

/* Matches a clause; its match belongs to the clause from then on. */
static bool
match_restriction(const Matcher *matcher, RestrictInfo *rinfo, Match *match)
{
	match->rinfo = rinfo;
	return !rinfo->pseudoconstant && match_clause(matcher, (Node *) rinfo->clause, match);
}

Relids
api_quals_outer(const RelOptInfo *rel, const RestrictInfo *clause)
{
	return bms_del_member(bms_copy(clause->clause_relids), (int) rel->relid);
}

const ApiColumn *
api_quals_match(PlannerInfo *root, RelOptInfo *rel, RestrictInfo *clause,
				const ApiColumns *columns)
{
	Matcher		matcher = {root, rel, columns, api_quals_outer(rel, clause)};
	Match		match = {0};

	return match_restriction(&matcher, clause, &match) ? match.column : NULL;
}

ApiQuals *
api_quals_classify(PlannerInfo *root, RelOptInfo *rel, List *clauses, const ApiColumns *columns,
				   Relids outer)
{
	Matcher		matcher = {root, rel, columns, outer};
	ApiQuals   *quals = palloc0(sizeof(ApiQuals));
	Candidate  *candidates = palloc0(sizeof(Candidate) * Max(columns->natts, 1));
	ListCell   *lc;
	int			i;

	quals->all = clauses;
	quals->local = list_copy(clauses);
	foreach(lc, clauses)
	{
		Match	   *match = palloc0(sizeof(Match));

		if (match_restriction(&matcher, lfirst_node(RestrictInfo, lc), match))
			add_match(&candidates[match->column->attnum - 1], match);
	}

	for (i = 0; i < columns->natts; i++)
	{
		if (columns->columns[i].param_number >= 0)
			take_candidate(quals, &columns->columns[i], &candidates[i]);
	}
	return quals;
}

/* Do the values give the column one, or both ends of a range? */
static bool
is_given(const ApiQuals *quals, AttrNumber attnum)
{
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		if (pushed->attnum == attnum)
			return pushed->kind != API_PUSH_RANGE ||
				((pushed->lower != NIL || pushed->lower_exclusive != NIL) &&
				 (pushed->upper != NIL || pushed->upper_exclusive != NIL));
	}
	return false;
}

bool
api_quals_from_outer(PlannerInfo *root, const ApiQuals *quals)
{
	return !bms_is_empty(pull_varnos(root, (Node *) quals->values));
}

bool
api_quals_suffice(const ApiQuals *quals, const ApiColumns *columns, const Bitmapset *needed)
{
	int			i;

	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if ((column->in_path || bms_is_member(column->attnum, needed)) &&
			!is_given(quals, column->attnum))
			return false;
	}
	return true;
}
