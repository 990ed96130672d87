/*
 * join_hook.c
 *		Another extension that looks at joins: it tells of each, and asks who came before it.
 */
#include "postgres.h"

#include "fmgr.h"
#include "optimizer/paths.h"

PG_MODULE_MAGIC;

extern void _PG_init(void);

static set_join_pathlist_hook_type previous_hook;

static void
tell_of_join(PlannerInfo *root, RelOptInfo *joinrel, RelOptInfo *outer, RelOptInfo *inner,
			 JoinType type, JoinPathExtraData *extra)
{
	if (previous_hook)
		previous_hook(root, joinrel, outer, inner, type, extra);
	elog(NOTICE, "a join was seen");
}

void
_PG_init(void)
{
	previous_hook = set_join_pathlist_hook;
	set_join_pathlist_hook = tell_of_join;
}
