/*
 * acts.c
 *		What reading a side of a join does beside giving rows.
 *
 * Core's contain_volatile_functions looks at expressions and at queries within them.  What
 * acts hides elsewhere, too: in the plan of a sub-select, which stands in an expression as
 * its number; in a CTE that a query names; and in locks of a query within another.
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "base/compat.h"
#include "plan/acts.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"

typedef struct Walk
{
	PlannerInfo *root;			/* of the level that depth counts from */
	int			depth;			/* query levels below it, of what is looked at */
	List	   *seen;			/* CommonTableExprs that are looked at already */
	bool		of_rows;		/* what is looked at picks rows, and is shown nowhere */
} Walk;

static bool acts(Node *node, Walk *walk);

/* Volatile, and more than a number or a time by which rows are picked. */
static bool
is_volatile(Oid function, void *context)
{
	const Walk *walk = context;

	return func_volatile(function) == PROVOLATILE_VOLATILE &&
		!(walk->of_rows && (function == API_F_RANDOM || function == F_CLOCK_TIMESTAMP));
}

/* A query one level below that root. */
static bool
query_acts(PlannerInfo *root, Node *query, const Walk *walk)
{
	Walk		below = {root, 0, walk->seen, walk->of_rows};

	return acts(query, &below);
}

/* The CTE that an entry names, at its level; one within what is looked at is met there. */
static bool
cte_acts(const RangeTblEntry *entry, Walk *walk)
{
	PlannerInfo *root = walk->root;
	int			level;
	ListCell   *lc;

	if ((int) entry->ctelevelsup < walk->depth)
		return false;
	for (level = (int) entry->ctelevelsup - walk->depth; level > 0 && root != NULL; level--)
		root = root->parent_root;
	foreach(lc, root ? root->parse->cteList : NIL)
	{
		CommonTableExpr *cte = lfirst_node(CommonTableExpr, lc);

		if (strcmp(cte->ctename, entry->ctename) != 0)
			continue;
		if (list_member_ptr(walk->seen, cte))
			return false;
		walk->seen = lappend(walk->seen, cte);
		return query_acts(root, cte->ctequery, walk);
	}
	return false;
}

/* The plan of a sub-select is known by its number; what it was made of, by its root. */
static bool
subplan_acts(const SubPlan *plan, const Walk *walk)
{
	PlannerInfo *root = list_nth(walk->root->glob->subroots, plan->plan_id - 1);

	return query_acts(root->parent_root, (Node *) root->parse, walk);
}

static bool
entries_act(const Query *query, Walk *walk)
{
	ListCell   *lc;

	foreach(lc, query->rtable)
	{
		const RangeTblEntry *entry = lfirst_node(RangeTblEntry, lc);

		if (entry->rtekind == RTE_CTE && cte_acts(entry, walk))
			return true;
	}
	return false;
}

/* Is there anything that acts, in an expression or query? */
static bool
acts(Node *node, Walk *walk)
{
	bool		found;

	if (node == NULL)
		return false;
	check_stack_depth();
	if (IsA(node, Query))
	{
		walk->depth++;
		found = ((Query *) node)->rowMarks != NIL || entries_act((Query *) node, walk) ||
			query_tree_walker((Query *) node, acts, walk, 0);
		walk->depth--;
		return found;
	}
	if (IsA(node, NextValueExpr) || check_functions_in_node(node, is_volatile, walk) ||
		(IsA(node, SubPlan) && subplan_acts((SubPlan *) node, walk)))
		return true;
	return expression_tree_walker(node, acts, walk);
}

/* Does an entry do anything for each row that is read of it, or of what it depends on? */
static bool
entry_acts(const RangeTblEntry *entry, Walk *walk)
{
	switch (entry->rtekind)
	{
		case RTE_SUBQUERY:
			return acts((Node *) entry->subquery, walk);
		case RTE_CTE:
			return cte_acts(entry, walk);
		case RTE_FUNCTION:
			return entry->lateral && acts((Node *) entry->functions, walk);
		case RTE_TABLEFUNC:
			return entry->lateral && acts((Node *) entry->tablefunc, walk);
		case RTE_VALUES:
			return acts((Node *) entry->values_lists, walk);
		default:
			return false;
	}
}

/* Do those of the conditions that need these relations alone? */
static bool
conditions_act(const List *clauses, Relids relids, Walk *walk)
{
	ListCell   *lc;

	foreach(lc, clauses)
	{
		const RestrictInfo *rinfo = lfirst_node(RestrictInfo, lc);

		if (bms_is_subset(rinfo->required_relids, relids) && acts((Node *) rinfo->clause, walk))
			return true;
	}
	return false;
}

bool
api_acts_when_read(PlannerInfo *root, Relids relids, const List *exprs)
{
	Walk		walk = {root, 0, NIL, false};
	Walk		picks = {root, 0, NIL, true};
	int			relid = -1;

	while ((relid = bms_next_member(relids, relid)) > 0)
	{
		const RelOptInfo *rel = root->simple_rel_array[relid];

		if (entry_acts(root->simple_rte_array[relid], &walk))
			return true;
		if (rel != NULL && (conditions_act(rel->baserestrictinfo, relids, &picks) ||
							conditions_act(rel->joininfo, relids, &picks)))
			return true;
	}
	return acts((Node *) exprs, &walk);
}
