/*
 * reads.c
 *		Who reads a column of a table other than to give it out.  See reads.h.
 *
 * Its own clauses are looked at as the planner left them, all else as the query says it.
 */
#include "postgres.h"

#include "base/compat.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/appendinfo.h"
#include "plan/condition.h"
#include "plan/match.h"
#include "plan/quals.h"
#include "plan/reads.h"
#include "plan/state.h"

/* What the query says, in terms of the relation: a child's parent is the one that it names. */
static Node *
as_said_of(PlannerInfo *root, Index relid, Node *said)
{
	AppendRelInfo *info = root->append_rel_array ? root->append_rel_array[relid] : NULL;

	if (said == NULL || info == NULL)
		return said;
	return adjust_appendrel_attrs(root, as_said_of(root, info->parent_relid, said), 1, &info);
}

/* ---- what the query says ---- */

/*
 * What EXISTS compares in its hashed form: core takes clauses out of WHERE and makes columns of
 * a sub-query of them, which have no names, as the columns that users write have.
 */
static List *
hashed_exists(const PlannerInfo *root)
{
	List	   *compared = NIL;
	ListCell   *lc;

	foreach(lc, root->parent_root != NULL ? root->parse->targetList : NIL)
	{
		TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (entry->resname == NULL && !entry->resjunk)
			compared = lappend(compared, entry->expr);
	}
	return compared;
}

/* The equalities that joins are made of, as they were before others were concluded from them. */
static List *
equalities(const PlannerInfo *root)
{
	List	   *found = NIL;
	ListCell   *lc;
	ListCell   *source;

	foreach(lc, root->eq_classes)
	{
		foreach(source, ((EquivalenceClass *) lfirst(lc))->ec_sources)
			found = lappend(found, ((RestrictInfo *) lfirst(source))->clause);
	}
	return found;
}

/* Adds what another query level takes; a whole row is given out. */
static List *
add_taken(List *found, List *taken)
{
	ListCell   *lc;

	foreach(lc, taken)
	{
		const Var  *var = lfirst(lc);

		if (!IsA(var, Var) || var->varattno != 0)
			found = lappend(found, lfirst(lc));
	}
	return found;
}

/* The conditions within an expression that is given out: FILTER, and what sub-selects take. */
static bool
find_within(Node *node, void *context)
{
	List	  **found = context;

	if (node == NULL)
		return false;
	if (IsA(node, Aggref))
		*found = lappend(*found, ((Aggref *) node)->aggfilter);
	else if (IsA(node, WindowFunc))
		*found = lappend(*found, ((WindowFunc *) node)->aggfilter);
	else if (IsA(node, SubPlan))
		*found = add_taken(*found, ((SubPlan *) node)->args);
	return expression_tree_walker(node, find_within, context);
}

/* What MERGE decides by; what it writes is given out. */
static List *
when_of(const Query *query)
{
	List	   *found = NIL;
	ListCell   *lc;

	foreach(lc, api_merge_actions(query))
	{
		found = lappend(found, api_merge_condition(lfirst(lc)));
		(void) find_within((Node *) api_merge_targets(lfirst(lc)), &found);
	}
	return found;
}

/* All conditions of the level but the relations' own clauses, and what LATERAL takes. */
static List *
said_in_level(const PlannerInfo *root)
{
	List	   *found = list_concat(hashed_exists(root), equalities(root));
	int			i;

	found = lappend(found, root->parse->havingQual);
	found = list_concat(found, when_of(root->parse));
	(void) find_within((Node *) root->parse->targetList, &found);
	(void) find_within((Node *) root->parse->returningList, &found);
	for (i = 1; i < root->simple_rel_array_size; i++)
	{
		if (root->simple_rel_array[i])
			found = add_taken(found, root->simple_rel_array[i]->lateral_vars);
	}
	return found;
}

/* ---- what reads a column ---- */

/* Does a clause give the column its value?  It may read other columns beside. */
static bool
gives_value(PlannerInfo *root, RelOptInfo *rel, RestrictInfo *clause, AttrNumber attnum)
{
	const ApiColumns *columns = ((const ApiPlanState *) rel->fdw_private)->config->columns;
	ApiMatcher	matcher = {root, rel, columns, api_quals_outer(rel, clause)};
	const ApiMatch *match = api_match_clause(&matcher, clause);

	return match != NULL && list_member_ptr(match->columns, &columns->columns[attnum - 1]);
}

static List *
add_if_read(List *found, Node *condition, Index relid, AttrNumber attnum)
{
	if (bms_is_member(attnum, api_condition_reads(NULL, condition, relid, attnum)))
		found = list_append_unique(found, condition);
	return found;
}

List *
api_reads_of(PlannerInfo *root, RelOptInfo *rel, AttrNumber attnum, const List *sent)
{
	List	   *clauses = list_concat_copy(rel->baserestrictinfo, rel->joininfo);
	List	   *found = NIL;
	ListCell   *lc;

	foreach(lc, clauses)
	{
		RestrictInfo *clause = lfirst_node(RestrictInfo, lc);

		if (!(list_member_ptr(sent, clause) && gives_value(root, rel, clause, attnum)))
			found = add_if_read(found, (Node *) clause->clause, rel->relid, attnum);
	}
	foreach(lc, said_in_level(root))
		found = add_if_read(found, as_said_of(root, rel->relid, lfirst(lc)), rel->relid, attnum);
	return found;
}

List *
api_reads_nulls(List *found, const RelOptInfo *rel, AttrNumber attnum)
{
	ListCell   *lc;

	foreach(lc, rel->baserestrictinfo)
	{
		NullTest   *test = (NullTest *) lfirst_node(RestrictInfo, lc)->clause;
		const Var  *var = IsA(test, NullTest) ? (const Var *) test->arg : NULL;

		if (var && IsA(var, Var) && test->nulltesttype == IS_NULL && var->varattno == attnum)
			found = lappend(found, test);
	}
	return found;
}

/* ---- what computes with a column ---- */

/* Without casts, which are no more than another form of the same value. */
static Node *
strip_casts(Node *node)
{
	for (;;)
	{
		if (IsA(node, RelabelType))
			node = (Node *) ((RelabelType *) node)->arg;
		else if (IsA(node, CoerceViaIO))
			node = (Node *) ((CoerceViaIO *) node)->arg;
		else if (IsA(node, CoerceToDomain))
			node = (Node *) ((CoerceToDomain *) node)->arg;
		else if (IsA(node, FuncExpr) && ((FuncExpr *) node)->args != NIL &&
				 ((FuncExpr *) node)->funcformat != COERCE_EXPLICIT_CALL)
			node = linitial(((FuncExpr *) node)->args);
		else
			return node;
	}
}

bool
api_reads_computing(PlannerInfo *root, RelOptInfo *rel, AttrNumber attnum)
{
	List	   *entries = list_concat_copy(root->parse->targetList, root->parse->returningList);
	ListCell   *lc;

	foreach(lc, root->parse->commandType == CMD_SELECT ? NIL : api_merge_actions(root->parse))
		entries = list_concat(entries, api_merge_targets(lfirst(lc)));
	foreach(lc, entries)
	{
		const TargetEntry *entry = lfirst_node(TargetEntry, lc);
		Node	   *given = strip_casts(as_said_of(root, rel->relid, (Node *) entry->expr));

		if ((!IsA(given, Var) || entry->ressortgroupref != 0) &&
			bms_is_member(attnum, api_condition_reads(NULL, given, rel->relid, 0)))
			return true;
	}
	return false;
}
