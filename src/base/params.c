/*
 * params.c
 *		Parameters of the executor, and sub-selects, within expressions.
 */
#include "postgres.h"

#include "base/params.h"
#include "nodes/nodeFuncs.h"

static bool
is_exec_param(const Node *node)
{
	return IsA(node, Param) && ((const Param *) node)->paramkind == PARAM_EXEC;
}

static bool
add_all(Node *node, void *params)
{
	if (node == NULL)
		return false;
	if (is_exec_param(node))
		*(Bitmapset **) params = bms_add_member(*(Bitmapset **) params, ((Param *) node)->paramid);
	return expression_tree_walker(node, add_all, params);
}

Bitmapset *
api_params_all(Node *node)
{
	Bitmapset  *params = NULL;

	(void) add_all(node, &params);
	return params;
}

/* Of alternatives, what is evaluated first, and always; NULL: nothing is. */
static Node *
first_of(Node *node)
{
	switch (nodeTag(node))
	{
		case T_BoolExpr:
			return linitial(((BoolExpr *) node)->args);
		case T_CoalesceExpr:
			return linitial(((CoalesceExpr *) node)->args);
		case T_CaseExpr:
			return ((CaseExpr *) node)->arg ? (Node *) ((CaseExpr *) node)->arg :
				(Node *) linitial_node(CaseWhen, ((CaseExpr *) node)->args)->expr;
		case T_SubscriptingRef:
			return (Node *) ((SubscriptingRef *) node)->refexpr;
		default:
			return NULL;
	}
}

/* What is evaluated whenever an expression is. */
typedef struct Always
{
	Bitmapset  *params;
	List	   *subplans;		/* of SubPlan */
	bool		multi;			/* what UPDATE sets several columns to, in a plan that is unfinished */
} Always;

/* What is not known to evaluate all that it holds, counts for nothing. */
static bool
add_always(Node *node, void *arg)
{
	Always	   *always = arg;

	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_Param:
			always->multi |= ((Param *) node)->paramkind == PARAM_MULTIEXPR;
			return add_all(node, &always->params);
		case T_SubPlan:
			always->subplans = lappend(always->subplans, node);
			return false;
		case T_AlternativeSubPlan:
			return add_always(linitial(((AlternativeSubPlan *) node)->subplans), arg);
		case T_List:
		case T_TargetEntry:
		case T_ArrayExpr:
		case T_BooleanTest:
		case T_CoerceToDomain:
		case T_CoerceViaIO:
		case T_ConvertRowtypeExpr:
		case T_DistinctExpr:
		case T_FieldSelect:
		case T_FuncExpr:
		case T_MinMaxExpr:
		case T_NullIfExpr:
		case T_NullTest:
		case T_OpExpr:
		case T_RelabelType:
		case T_RowExpr:
		case T_ScalarArrayOpExpr:
			return expression_tree_walker(node, add_always, arg);
		default:
			return add_always(first_of(node), arg);
	}
}

Bitmapset *
api_params_always(Node *node)
{
	Always		always = {NULL, NIL, false};

	(void) add_always(node, &always);
	return always.params;
}

/* Is it evaluated for values of each row, as it is met?  Of UPDATE's for several columns, that is a parameter. */
static bool
asks_for_row(const SubPlan *subplan, const Always *always)
{
	ListCell   *lc;

	if (subplan->parParam == NIL || subplan->useHashTable)
		return false;
	if (subplan->subLinkType != MULTIEXPR_SUBLINK || always->multi)
		return true;
	foreach(lc, subplan->setParam)
	{
		if (bms_is_member(lfirst_int(lc), always->params))
			return true;
	}
	return false;
}

List *
api_subplans_always(Node *node)
{
	Always		always = {NULL, NIL, false};
	List	   *asked = NIL;
	ListCell   *lc;

	(void) add_always(node, &always);
	foreach(lc, always.subplans)
	{
		if (asks_for_row(lfirst_node(SubPlan, lc), &always))
			asked = lappend(asked, lfirst(lc));
	}
	return asked;
}
