/*
 * derived.c
 *		What a query concludes from the rows that a table does not have.  See derived.h.
 *
 * Told from the query's own tree of joins, which stays whole while the planner takes its
 * conditions apart.
 */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "plan/derived.h"

/* ---- NULLs of outer joins ---- */

/* A part of the tree of joins. */
typedef struct Part
{
	Relids		all;			/* entries */
	Relids		nulled;			/* of these, those that are NULL for want of the relation's row */
	bool		holds;			/* the relation */
} Part;

typedef struct Walk
{
	PlannerInfo *root;
	int			relid;
	bool		read;			/* by a condition that decides about rows */
} Walk;

static Part
join_parts(Part a, Part b)
{
	return (Part) {bms_union(a.all, b.all), bms_union(a.nulled, b.nulled), a.holds || b.holds};
}

/* An outer join that makes the inner part NULL where no row of it fits. */
static void
null_part(Part *both, Part inner, Part outer, Relids read)
{
	if (inner.holds || bms_overlap(outer.nulled, read))
		both->nulled = bms_union(both->nulled, inner.all);
}

static Part walk_tree(Walk *walk, Node *node);

static Part
walk_join(Walk *walk, const JoinExpr *join)
{
	Part		left = walk_tree(walk, join->larg);
	Part		right = walk_tree(walk, join->rarg);
	Part		both = join_parts(left, right);
	Relids		read = pull_varnos(walk->root, join->quals);

	if (join->jointype != JOIN_LEFT && join->jointype != JOIN_RIGHT)
		walk->read |= bms_overlap(both.nulled, read);
	if (join->jointype == JOIN_LEFT || join->jointype == JOIN_FULL)
		null_part(&both, right, left, read);
	if (join->jointype == JOIN_RIGHT || join->jointype == JOIN_FULL)
		null_part(&both, left, right, read);
	return both;
}

static Part
walk_tree(Walk *walk, Node *node)
{
	Part		part = {NULL, NULL, false};
	ListCell   *lc;

	if (node == NULL)
		return part;
	if (IsA(node, JoinExpr))
		return walk_join(walk, (const JoinExpr *) node);
	if (IsA(node, RangeTblRef))
	{
		part.all = bms_make_singleton(((const RangeTblRef *) node)->rtindex);
		part.holds = ((const RangeTblRef *) node)->rtindex == walk->relid;
		return part;
	}
	foreach(lc, castNode(FromExpr, node)->fromlist)
		part = join_parts(part, walk_tree(walk, lfirst(lc)));
	walk->read |= bms_overlap(part.nulled,
							  pull_varnos(walk->root, ((FromExpr *) node)->quals));
	return part;
}

bool
api_derived_nulls(PlannerInfo *root, Index relid)
{
	Walk		walk = {root, (int) relid, false};
	Part		part = walk_tree(&walk, (Node *) root->parse->jointree);
	int			i;

	/* what LATERAL takes is read where nobody sees it here */
	for (i = 1; i < root->simple_rel_array_size && !walk.read; i++)
		walk.read = root->simple_rel_array[i] != NULL &&
			bms_overlap(root->simple_rel_array[i]->lateral_relids, part.nulled);
	return walk.read;
}

/* ---- columns that count rows ---- */

static bool
counts_rows(Node *node, void *context)
{
	if (node == NULL)
		return false;
	return IsA(node, Aggref) || IsA(node, WindowFunc) ||
		expression_tree_walker(node, counts_rows, context);
}

bool
api_derived_having(const Query *query)
{
	return counts_rows(query->havingQual, NULL);
}

static bool
holds_unplanned(Node *node, void *context)
{
	if (node == NULL)
		return false;
	return IsA(node, SubLink) || expression_tree_walker(node, holds_unplanned, context);
}

bool
api_derived_sublinks_in(Node *node)
{
	return holds_unplanned(node, NULL);
}

static bool
holds_sublink(Node *node, void *context)
{
	if (node == NULL)
		return false;
	return IsA(node, SubLink) || IsA(node, SubPlan) || IsA(node, AlternativeSubPlan) ||
		expression_tree_walker(node, holds_sublink, context);
}

static Bitmapset *
columns_with(const Query *query, bool (*holds) (Node *, void *), void *context)
{
	Bitmapset  *columns = NULL;
	ListCell   *lc;

	foreach(lc, query->targetList)
	{
		const TargetEntry *entry = lfirst_node(TargetEntry, lc);

		if (!entry->resjunk && holds((Node *) entry->expr, context))
			columns = bms_add_member(columns, entry->resno);
	}
	return columns;
}

Bitmapset *
api_derived_counts(const Query *query)
{
	return columns_with(query, counts_rows, NULL);
}

Bitmapset *
api_derived_sublinks(const Query *query)
{
	return columns_with(query, holds_sublink, NULL);
}

/* ---- ... of an entry of FROM ---- */

typedef struct Columns
{
	int			relid;
	const Bitmapset *columns;
} Columns;

static bool
reads_columns(Node *node, void *context)
{
	const Columns *of = context;

	if (node == NULL)
		return false;
	if (IsA(node, Var))
	{
		const Var  *var = (const Var *) node;

		return var->varno == of->relid && var->varlevelsup == 0 &&
			(var->varattno == 0 || bms_is_member(var->varattno, of->columns));
	}
	return expression_tree_walker(node, reads_columns, context);
}

Bitmapset *
api_derived_from(const Query *query, int relid, const Bitmapset *columns)
{
	Columns		of = {relid, columns};

	/* the columns of set operations are those of their operands */
	if (query->setOperations != NULL)
		return bms_copy(columns);
	return bms_is_empty(columns) ? NULL : columns_with(query, reads_columns, &of);
}

/* The conditions of a tree of joins, of any kind. */
static bool
reads_in_tree(Node *node, void *context)
{
	ListCell   *lc;

	if (node == NULL || IsA(node, RangeTblRef))
		return false;
	if (IsA(node, JoinExpr))
	{
		const JoinExpr *join = (const JoinExpr *) node;

		return reads_columns(join->quals, context) || reads_in_tree(join->larg, context) ||
			reads_in_tree(join->rarg, context);
	}
	foreach(lc, castNode(FromExpr, node)->fromlist)
	{
		if (reads_in_tree(lfirst(lc), context))
			return true;
	}
	return reads_columns(((FromExpr *) node)->quals, context);
}

bool
api_derived_read(const Query *query, int relid, const Bitmapset *columns)
{
	Columns		of = {relid, columns};

	return !bms_is_empty(columns) && (reads_in_tree((Node *) query->jointree, &of) ||
									  reads_columns(query->havingQual, &of));
}
