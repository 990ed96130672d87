/*
 * eager.c
 *		Eager start: the first requests of several scans leave together.
 *
 * A plan asks for its inputs one after the other: the second input of a join, or of a
 * UNION ALL that is not asynchronous, sends nothing before the first has been read.  So
 * the first scan that is asked for a row, the trigger, looks for others that the statement
 * must ask, too, and starts them.
 *
 * A node is proven if the statement asks it for a row, read to its end if it asks for
 * all.  The root is proven; so is whatever the trigger stands below, for it has been asked.
 * What a node proves of its inputs, prove() says node by node; what it does not know
 * proves nothing.  Plans of sub-selects are not looked at, but for CTEs that are scanned.
 *
 * A join that finds one input empty may leave the other unread.  Where both read APIs,
 * both count as proven all the same: their overlap is what this is for.
 *
 * The walk is over the plan, for scans know their plan nodes and nobody knows the states
 * of their parents.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/raise.h"
#include "base/settings.h"
#include "common/int.h"
#include "exec/eager.h"
#include "exec/own.h"
#include "exec/scan.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/plannodes.h"
#include "plan/spec.h"
#include "tcop/pquery.h"

/* A running statement with scans of ours. */
typedef struct Statement
{
	EState	   *estate;
	List	   *scans;			/* of ForeignScanState, that have begun */
	bool		looked;			/* what must run was started */
	struct Statement *next;
	MemoryContextCallback callback; /* takes it out of the list */
} Statement;

static Statement *statements;

/* What the walk is for. */
typedef struct Walk
{
	const Statement *statement;
	const ForeignScanState *trigger;
	bool		maybe;			/* below a join, which may leave an input unread */
	List	   *whole;			/* scans that are read to their end, if they are proven */
} Walk;

static List *prove(Walk *walk, Plan *plan, bool to_end);

/* ---- statements ---- */

static Statement *
find_statement(const EState *estate)
{
	Statement  *statement = statements;

	while (statement && statement->estate != estate)
		statement = statement->next;
	return statement;
}

/* A reset callback. */
static void
forget_statement(void *arg)
{
	Statement **link = &statements;

	while (*link && *link != arg)
		link = &(*link)->next;
	if (*link)
		*link = (*link)->next;
}

void
api_eager_register(ForeignScanState *node)
{
	EState	   *estate = node->ss.ps.state;
	Statement  *statement = find_statement(estate);

	Assert(CurrentMemoryContext == estate->es_query_cxt);
	if (statement == NULL)
	{
		statement = palloc0(sizeof(Statement));
		statement->estate = estate;
		statement->callback.func = forget_statement;
		statement->callback.arg = statement;
		MemoryContextRegisterResetCallback(estate->es_query_cxt, &statement->callback);
		statement->next = statements;
		statements = statement;
	}
	statement->scans = lappend(statement->scans, node);
}

/* ---- what must run ---- */

/* The scan of that plan node as a list, if it is one of ours. */
static List *
scan_of(const Walk *walk, const Plan *plan)
{
	ListCell   *lc;

	foreach(lc, walk->statement->scans)
	{
		const ForeignScanState *node = lfirst(lc);

		if (node->ss.ps.plan == plan)
			return list_make1(lfirst(lc));
	}
	return NIL;
}

/* What an input holds, if it is proven, or known to be asked since the trigger is in it. */
static List *
only_if(const Walk *walk, List *scans, bool proven)
{
	return proven || list_member_ptr(scans, walk->trigger) ? scans : NIL;
}

/* Does it limit the rows, and not to none, as far as can be told? */
static bool
is_limit(const Node *count, bool *positive)
{
	const Const *constant = (const Const *) count;

	*positive = true;
	if (count == NULL || (IsA(count, Const) && constant->constisnull))
		return false;
	*positive = IsA(count, Const) && DatumGetInt64(constant->constvalue) > 0;
	return true;
}

/* A LIMIT needs a row of its input, if it is no 0 that nobody knows yet; maybe not all. */
static List *
prove_limit(Walk *walk, const Limit *limit, bool to_end)
{
	bool		positive;
	bool		limited = is_limit(limit->limitCount, &positive);

	return only_if(walk, prove(walk, limit->plan.lefttree, to_end && !limited), positive);
}

/*
 * The outer input is asked first, and always.  The inner one may hang on the outer's rows;
 * if not, it is asked as soon as there is one.
 */
static List *
prove_nested_loop(Walk *walk, const NestLoop *loop, bool to_end)
{
	const Join *join = &loop->join;
	bool		first_match = join->inner_unique || join->jointype == JOIN_SEMI ||
		join->jointype == JOIN_ANTI;
	List	   *outer = prove(walk, join->plan.lefttree, to_end);
	List	   *inner = prove(walk, join->plan.righttree, to_end && !first_match);

	return list_concat(outer, only_if(walk, inner, loop->nestParams == NIL && outer != NIL));
}

/* The outer input is asked first, and always; the end of one ends the other. */
static List *
prove_merge_join(Walk *walk, const Join *join)
{
	bool		fills_inner = join->jointype == JOIN_RIGHT || join->jointype == JOIN_FULL;
	List	   *outer = prove(walk, join->plan.lefttree, false);
	List	   *inner = prove(walk, join->plan.righttree, false);

	return list_concat(outer, only_if(walk, inner, fills_inner || outer != NIL));
}

/* Either may be asked first, and the other never if that is empty, but where its rows are
 * kept without a match. */
static List *
prove_hash_join(Walk *walk, const Join *join, bool to_end)
{
	bool		fills_outer = join->jointype == JOIN_LEFT || join->jointype == JOIN_FULL ||
		join->jointype == JOIN_ANTI;
	bool		fills_inner = join->jointype == JOIN_RIGHT || join->jointype == JOIN_FULL;
	List	   *outer = prove(walk, join->plan.lefttree, to_end);
	List	   *inner = prove(walk, join->plan.righttree, true);
	bool		both = outer != NIL && inner != NIL;

	return list_concat(only_if(walk, outer, fills_outer || both),
					   only_if(walk, inner, fills_inner || both));
}

static List *
prove_join(Walk *walk, Plan *plan, bool to_end)
{
	bool		maybe = walk->maybe;
	List	   *scans;

	walk->maybe = true;
	if (IsA(plan, NestLoop))
		scans = prove_nested_loop(walk, (NestLoop *) plan, to_end);
	else if (IsA(plan, MergeJoin))
		scans = prove_merge_join(walk, (Join *) plan);
	else
		scans = prove_hash_join(walk, (Join *) plan, to_end);
	walk->maybe = maybe;
	return scans;
}

/*
 * All inputs, if all rows are asked for; else the first, and those that are asked at once.
 * Inputs that the executor may still leave out are none.
 */
static List *
prove_append(Walk *walk, const Append *append, bool to_end)
{
	List	   *scans = NIL;
	ListCell   *lc;

	foreach(lc, append->appendplans)
	{
		Plan	   *plan = lfirst(lc);
		bool		asked = to_end || plan->async_capable || foreach_current_index(lc) == 0;

		scans = list_concat(scans, only_if(walk, prove(walk, plan, to_end),
										   asked && !API_APPEND_PRUNES(append)));
	}
	return scans;
}

/* A row of each input is needed for the first. */
static List *
prove_merge_append(Walk *walk, const MergeAppend *append, bool to_end)
{
	List	   *scans = NIL;
	ListCell   *lc;

	foreach(lc, append->mergeplans)
		scans = list_concat(scans, only_if(walk, prove(walk, lfirst(lc), to_end),
										   !API_APPEND_PRUNES(append)));
	return scans;
}

/* Nodes with one input, which they ask for a row when they are asked for one. */
static List *
prove_input(Walk *walk, const Plan *plan, bool to_end)
{
	Plan	   *input = plan->lefttree;

	switch (nodeTag(plan))
	{
		case T_Agg:
			to_end = to_end || ((const Agg *) plan)->aggstrategy == AGG_PLAIN ||
				((const Agg *) plan)->aggstrategy == AGG_HASHED;
			break;
		case T_SetOp:
			to_end = to_end || ((const SetOp *) plan)->strategy == SETOP_HASHED;
			break;
		case T_WindowAgg:
			to_end = false;		/* a condition on its result may end it */
			break;
		case T_Hash:
		case T_ModifyTable:
		case T_Sort:
			to_end = true;
			break;
		case T_SubqueryScan:
			input = ((const SubqueryScan *) plan)->subplan;
			break;
		default:
			break;
	}
	return prove(walk, input, to_end);
}

/* A batched join of ours reads its outer side first, and to its end if all rows are asked for. */
static List *
prove_batch_join(Walk *walk, const CustomScan *join, bool to_end)
{
	if (strcmp(join->methods->CustomName, API_JOIN_NAME) != 0)
		return NIL;
	return prove(walk, linitial(join->custom_plans), to_end);
}

/* The scans of ours in a plan that is asked for a row that are asked for one, too. */
static List *
prove(Walk *walk, Plan *plan, bool to_end)
{
	List	   *scans;

	if (plan == NULL)
		return NIL;
	check_stack_depth();
	switch (nodeTag(plan))
	{
		case T_ForeignScan:
			scans = scan_of(walk, plan);
			if (to_end && !walk->maybe)
				walk->whole = list_concat(walk->whole, scans);
			return scans;
		case T_Append:
			return prove_append(walk, (Append *) plan, to_end);
		case T_MergeAppend:
			return prove_merge_append(walk, (MergeAppend *) plan, to_end);
		case T_NestLoop:
		case T_MergeJoin:
		case T_HashJoin:
			return prove_join(walk, plan, to_end);
		case T_CustomScan:
			return prove_batch_join(walk, (CustomScan *) plan, to_end);
		case T_Limit:
			return prove_limit(walk, (Limit *) plan, to_end);
		case T_Result:
			return only_if(walk, prove(walk, plan->lefttree, to_end),
						   ((Result *) plan)->resconstantqual == NULL);
		case T_CteScan:
			return prove(walk, list_nth(walk->statement->estate->es_plannedstmt->subplans,
										((CteScan *) plan)->ctePlanId - 1), to_end);
		case T_Agg:
		case T_Group:
		case T_Hash:
		case T_IncrementalSort:
		case T_LockRows:
		case T_Material:
		case T_ModifyTable:
		case T_ProjectSet:
		case T_SetOp:
		case T_Sort:
		case T_SubqueryScan:
		case T_Unique:
		case T_WindowAgg:
			return prove_input(walk, plan, to_end);
		default:
			return NIL;
	}
}

/* ---- starting ---- */

/* Is it read through a cursor, which may be closed before the end? */
static bool
is_cursor(const EState *estate)
{
	return ActivePortal && ActivePortal->queryDesc && ActivePortal->queryDesc->estate == estate &&
		ActivePortal->name[0] != '\0';
}

/* Is it the first of several scans to be asked for a row? */
static bool
is_first(const Statement *statement)
{
	const EState *estate = statement->estate;

	return !statement->looked && list_length(statement->scans) > 1 &&
		estate->es_epq_active == NULL && estate->es_plannedstmt != NULL;
}

/* What must run. */
static List *
look(Walk *walk)
{
	const EState *estate = walk->statement->estate;

	return prove(walk, estate->es_plannedstmt->planTree, !is_cursor(estate));
}

/* Has another scan of that table been counted, with which this may share its requests? */
static bool
shares_requests(const List *counted, const ForeignScanState *node)
{
	ListCell   *lc;

	foreach(lc, counted)
	{
		const ForeignScanState *other = lfirst(lc);

		if (RelationGetRelid(other->ss.ss_currentRelation) ==
			RelationGetRelid(node->ss.ss_currentRelation))
			return true;
	}
	return false;
}

void
api_eager_check(ForeignScanState *node)
{
	Statement  *statement = find_statement(node->ss.ps.state);
	Walk		walk = {statement, node, false, NIL};
	List	   *counted = NIL;
	List	   *scans;
	int64		requests = 0;
	ListCell   *lc;

	/* a function may read some rows of its query, and no more */
	if (!is_first(statement) || !api_own_query(statement->estate))
		return;
	scans = look(&walk);
	foreach(lc, walk.whole)
	{
		if (!list_member_ptr(scans, lfirst(lc)) || shares_requests(counted, lfirst(lc)) ||
			pg_add_s64_overflow(requests, api_scan_requests(lfirst(lc)), &requests))
			continue;
		counted = lappend(counted, lfirst(lc));
	}
	if (list_length(counted) > 1 && requests > api_max_requests)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the statement needs " INT64_FORMAT " requests, and api_fdw.max_requests is %d",
						requests, api_max_requests),
				 errdetail("%d scans ask for one for each of their values.", list_length(counted)),
				 errhint("Ask for fewer values, or raise the setting.")));
}

void
api_eager_start(ForeignScanState *node)
{
	Statement  *statement = find_statement(node->ss.ps.state);
	Walk		walk = {statement, node, false, NIL};
	List	   *scans;
	ListCell   *lc;

	if (!is_first(statement))
		return;
	statement->looked = true;
	scans = look(&walk);
	/* not one whose requests hang on values that the executor sets, nor one that would raise */
	foreach(lc, scans)
		api_scan_start(lfirst(lc));
}
