/*
 * strict.c
 *		Where a failure that is passed over would make rows.  See strict.h.
 *
 * The levels of the query are walked upwards.  A level that is none of FROM, nor a CTE that
 * stands in FROM only, is a sub-select of an expression: in a condition NOT IN, NOT EXISTS,
 * count(*) = 0 and the like may make anything of a row that lacks.
 */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "plan/derived.h"
#include "plan/strict.h"

/* Is the relation on the side of an anti join whose lack of rows makes a row? */
static bool
is_anti_joined(const PlannerInfo *root, Relids relids)
{
	ListCell   *lc;

	foreach(lc, root->join_info_list)
	{
		const SpecialJoinInfo *join = lfirst(lc);

		if (join->jointype == JOIN_ANTI && bms_overlap(relids, join->syn_righthand))
			return true;
	}
	return false;
}

/* Is it reached by anything but inner and semi joins? */
static bool
is_outer_joined(const PlannerInfo *root, Relids relids)
{
	ListCell   *lc;

	foreach(lc, root->join_info_list)
	{
		const SpecialJoinInfo *join = lfirst(lc);

		if (join->jointype == JOIN_FULL && bms_overlap(relids, join->syn_lefthand))
			return true;
		if (join->jointype != JOIN_INNER && join->jointype != JOIN_SEMI &&
			bms_overlap(relids, join->syn_righthand))
			return true;
	}
	return false;
}

/* Does the operand of set operations hold the entry? */
static bool
holds_entry(const Node *operand, int relid)
{
	const SetOperationStmt *operation = (const SetOperationStmt *) operand;

	if (IsA(operand, RangeTblRef))
		return ((const RangeTblRef *) operand)->rtindex == relid;
	return holds_entry(operation->larg, relid) || holds_entry(operation->rarg, relid);
}

/* Is the entry what an EXCEPT takes away? */
static bool
is_excepted(const Node *operand, int relid)
{
	const SetOperationStmt *operation = (const SetOperationStmt *) operand;

	if (operand == NULL || IsA(operand, RangeTblRef))
		return false;
	return (operation->op == SETOP_EXCEPT && holds_entry(operation->rarg, relid)) ||
		is_excepted(operation->larg, relid) || is_excepted(operation->rarg, relid);
}

/* ---- CTEs ---- */

typedef struct CteUses
{
	const char *name;
	int			levels;			/* below that of the CTE */
	int			count;
} CteUses;

/* Counts the entries that read the CTE, wherever they stand. */
static bool
count_uses(Node *node, void *context)
{
	CteUses    *uses = context;

	if (node == NULL)
		return false;
	if (IsA(node, RangeTblEntry))
	{
		const RangeTblEntry *entry = (const RangeTblEntry *) node;

		uses->count += entry->rtekind == RTE_CTE && (int) entry->ctelevelsup == uses->levels &&
			strcmp(entry->ctename, uses->name) == 0;
		return false;
	}
	if (IsA(node, Query))
	{
		uses->levels++;
		(void) query_tree_walker((Query *) node, count_uses, context, QTW_EXAMINE_RTES_BEFORE);
		uses->levels--;
		return false;
	}
	return expression_tree_walker(node, count_uses, context);
}

/* Counts those that FROM reaches by inner joins. */
static int
count_plain_uses(const Query *query, const Node *node, const char *name)
{
	int			count = 0;
	ListCell   *lc;

	if (IsA(node, RangeTblRef))
	{
		const RangeTblEntry *entry = list_nth(query->rtable,
											  ((const RangeTblRef *) node)->rtindex - 1);

		return entry->rtekind == RTE_CTE && entry->ctelevelsup == 0 &&
			strcmp(entry->ctename, name) == 0;
	}
	if (IsA(node, JoinExpr))
	{
		const JoinExpr *join = (const JoinExpr *) node;

		return join->jointype != JOIN_INNER ? 0 : count_plain_uses(query, join->larg, name) +
			count_plain_uses(query, join->rarg, name);
	}
	if (IsA(node, FromExpr))
	{
		foreach(lc, ((const FromExpr *) node)->fromlist)
			count += count_plain_uses(query, lfirst(lc), name);
	}
	return count;
}

/* CTEs are planned before all else, in their order: while that goes on, it can be no other. */
static bool
plans_ctes(const PlannerInfo *root)
{
	return list_length(root->cte_plan_ids) < list_length(root->parse->cteList);
}

static const CommonTableExpr *
planned_cte(const PlannerInfo *root)
{
	return list_nth_node(CommonTableExpr, root->parse->cteList, list_length(root->cte_plan_ids));
}

/* Is the CTE that is being planned read in FROM only, by inner joins? */
static bool
is_plain_cte(const PlannerInfo *root)
{
	const Query *query = root->parse;
	CteUses		uses = {planned_cte(root)->ctename, 0, 0};

	(void) query_tree_walker((Query *) query, count_uses, &uses, QTW_EXAMINE_RTES_BEFORE);
	return uses.count == count_plain_uses(query, (Node *) query->jointree, uses.name);
}

/* ---- levels ---- */

/*
 * Sub-selects of the target list, which are planned first, make values and no rows; those of
 * conditions are still there while they are planned.
 */
static bool
plans_conditions(const PlannerInfo *root)
{
	return api_derived_sublinks_in((Node *) root->parse->jointree) ||
		api_derived_sublinks_in(root->parse->havingQual);
}

/* The number by which the query names an entry that may be a part of another. */
static int
whole_entry(const RelOptInfo *rel)
{
	return rel->top_parent_relids ? bms_singleton_member(rel->top_parent_relids) : (int) rel->relid;
}

/* Is an entry of FROM, or of set operations, reached by inner joins, and no EXCEPT? */
static bool
is_plain_entry(const PlannerInfo *root, int relid)
{
	return !is_excepted(root->parse->setOperations, relid) &&
		!is_outer_joined(root, bms_make_singleton(relid));
}

/* Does the entry's level above let it be, and conclude nothing from its rows?  Its columns too. */
static bool
is_harmless(const PlannerInfo *root, int relid, const Bitmapset *columns, Bitmapset **above)
{
	*above = bms_join(*above, api_derived_from(root->parse, relid, columns));
	return is_plain_entry(root, relid) && !api_derived_read(root->parse, relid, columns);
}

/* A CTE may be in several places of the level, and below. */
static bool
is_harmless_cte(const PlannerInfo *root, const Bitmapset *columns, Bitmapset **above)
{
	const char *name = planned_cte(root)->ctename;
	bool		harmless = is_plain_cte(root);
	ListCell   *lc;

	foreach(lc, root->parse->rtable)
	{
		const RangeTblEntry *entry = lfirst(lc);
		int			relid = foreach_current_index(lc) + 1;

		if (entry->rtekind != RTE_CTE || entry->ctelevelsup != 0 || strcmp(entry->ctename, name) != 0)
			continue;
		*above = bms_join(*above, api_derived_from(root->parse, relid, columns));
		harmless = harmless && !api_derived_read(root->parse, relid, columns);
	}
	return harmless;
}

/*
 * Could the lack of rows below make one here?  columns: what counts them there, which
 * becomes what does so here.  An entry knows the level below once that is planned; until
 * then it may be any of which none is known.  Before there are entries, it is a CTE or a
 * sub-select of an expression.
 */
static bool
is_strict_above(const PlannerInfo *root, const PlannerInfo *below, Bitmapset **columns)
{
	Bitmapset  *above = NULL;
	bool		some = false;
	bool		harmless = true;
	int			i;

	for (i = 1; i < root->simple_rel_array_size; i++)
	{
		const RelOptInfo *rel = root->simple_rel_array[i];
		bool		known = rel && rel->subroot == below;

		if (known)
		{
			above = NULL;
			harmless = true;
		}
		if (known || (rel && rel->rtekind == RTE_SUBQUERY && rel->subroot == NULL))
		{
			some = true;
			harmless &= is_harmless(root, whole_entry(rel), *columns, &above);
		}
		if (known)
			break;
	}
	if (!some && plans_ctes(root))
		harmless = is_harmless_cte(root, *columns, &above);
	else if (!some)
	{
		harmless = !plans_conditions(root);
		above = api_derived_sublinks(root->parse);
	}
	*columns = bms_join(above, api_derived_counts(root->parse));
	return !harmless || api_derived_having(root->parse);
}

bool
api_strict_of(PlannerInfo *root, const RelOptInfo *rel)
{
	int			relid = whole_entry(rel);
	const PlannerInfo *level = root;
	Bitmapset  *columns = api_derived_counts(root->parse);
	bool		strict;

	strict = is_anti_joined(root, bms_make_singleton(relid)) ||
		(root->parent_root != NULL && is_outer_joined(root, bms_make_singleton(relid))) ||
		api_derived_nulls(root, relid) || api_derived_having(root->parse);
	for (; !strict && level->parent_root != NULL; level = level->parent_root)
		strict = is_strict_above(level->parent_root, level, &columns);
	return strict;
}
