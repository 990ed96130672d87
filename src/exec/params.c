/*
 * params.c
 *		Parameters of the executor within expressions.
 */
#include "postgres.h"

#include "exec/params.h"
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

/* What is not known to evaluate all that it holds, counts for nothing. */
static bool
add_always(Node *node, void *params)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_Param:
			return add_all(node, params);
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
			return expression_tree_walker(node, add_always, params);
		default:
			return add_always(first_of(node), params);
	}
}

Bitmapset *
api_params_always(Node *node)
{
	Bitmapset  *params = NULL;

	(void) add_always(node, &params);
	return params;
}
