/*
 * condition.c
 *		What a condition reads of a table, and how it is written.
 */
#include "postgres.h"

#include "commands/explain.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "plan/condition.h"
#include "plan/match.h"
#include "utils/ruleutils.h"

typedef struct Reads
{
	Bitmapset  *attnums;
	int			relid;
	int			natts;
} Reads;

/* The number of a column of the relation, or -1: it is none. */
static int
column_of(Node *node, int relid)
{
	const Var  *var;

	node = api_match_strip(node);
	if (node == NULL || !IsA(node, Var))
		return -1;
	var = (const Var *) node;
	return var->varno == relid && var->varlevelsup == 0 && var->varattno >= 0 ? var->varattno : -1;
}

static bool
add_reads(Node *node, void *context)
{
	Reads	   *reads = context;
	int			column;

	if (node == NULL)
		return false;
	if (IsA(node, NullTest) && ((NullTest *) node)->nulltesttype == IS_NULL &&
		column_of((Node *) ((NullTest *) node)->arg, reads->relid) > 0)
		return false;
	column = IsA(node, Var) ? column_of(node, reads->relid) : -1;
	if (column > 0)
		reads->attnums = bms_add_member(reads->attnums, column);
	else if (column == 0 && reads->natts > 0)
		reads->attnums = bms_add_range(reads->attnums, 1, reads->natts);
	return expression_tree_walker(node, add_reads, context);
}

Bitmapset *
api_condition_reads(Bitmapset *attnums, Node *condition, Index relid, int natts)
{
	Reads		reads = {attnums, (int) relid, natts};

	(void) add_reads(condition, &reads);
	return reads.attnums;
}

/* What only the planner knows becomes what it stands for. */
static Node *
write_out(Node *node, void *context)
{
	if (node == NULL)
		return NULL;
	if (IsA(node, PlaceHolderVar))
		return write_out((Node *) ((PlaceHolderVar *) node)->phexpr, context);
	if (IsA(node, RestrictInfo))
		return write_out((Node *) ((RestrictInfo *) node)->clause, context);
	return expression_tree_mutator(node, write_out, context);
}

char *
api_condition_text(PlannerInfo *root, Node *condition)
{
	PlannedStmt *statement = makeNode(PlannedStmt);
	Relids		relids = pull_varnos(root, condition);
	List	   *names;
	List	   *context;

	/* what another level takes is read there */
	if (IsA(condition, Var) || IsA(condition, PlaceHolderVar))
		return pstrdup("a condition of a sub-select or LATERAL");
	/* a plan's number says nothing to anybody */
	if (contain_subplans(condition))
		return pstrdup("a condition with a sub-select");
	/* no plan is made yet; columns can be named without */
	statement->rtable = root->parse->rtable;
	statement->subplans = root->glob->subplans;
	names = select_rtable_names_for_explain(statement->rtable, relids);
	context = deparse_context_for_plan_tree(statement, names);
	context = set_deparse_context_plan(context, (Plan *) makeNode(Result), NIL);
	return deparse_expression(write_out(condition, NULL), context, bms_num_members(relids) > 1, false);
}
