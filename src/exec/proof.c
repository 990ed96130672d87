/*
 * proof.c
 *		Which scans of a statement are sure to be asked for a row.
 *
 * A node is proven if the statement asks it for a row, read to its end if it asks for
 * all.  The root is proven; so is whatever the trigger stands below, for it has been asked.
 * What a node proves of its inputs, prove() says node by node; what it does not know
 * proves nothing.  Of plans of sub-selects those count that are made once (InitPlans), and
 * CTEs that are scanned.
 *
 * An InitPlan runs when its parameter is first looked at, which stands in one place.  A row
 * that is given has its whole target list evaluated; so has one of whose sub-selects one is
 * the trigger.  A scan evaluates all values that it sends.
 *
 * A join that finds one input empty may leave the other unread.  Where both read APIs,
 * both count as proven all the same: their overlap is what this is for.
 *
 * The walk is over the plan, for scans know their plan nodes and nobody knows the states
 * of their parents.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/params.h"
#include "exec/proof.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/plannodes.h"
#include "plan/spec.h"

/* What the walk is for. */
typedef struct Walk
{
	const EState *estate;
	const List *scans;			/* of ours in the statement: of ForeignScanState */
	const ForeignScanState *trigger;
	bool		maybe;			/* below a join, which may leave an input unread */
	List	   *whole;			/* scans that are read to their end, if they are proven */
	List	   *inits;			/* of SubPlan: the InitPlans of the node, and of those above */
} Walk;

static List *prove(Walk *walk, Plan *plan, bool to_end);

/* ---- what must run ---- */

/* The scan of that plan node as a list, if it is one of ours. */
static List *
scan_of(const Walk *walk, const Plan *plan)
{
	ListCell   *lc;

	foreach(lc, walk->scans)
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

/* A join of ours, or what reads ahead for one, asks its outer side first, and to its end if it is. */
static List *
prove_batch_join(Walk *walk, const CustomScan *join, bool to_end)
{
	if (strcmp(join->methods->CustomName, API_JOIN_NAME) != 0 &&
		strcmp(join->methods->CustomName, API_AHEAD_NAME) != 0)
		return NIL;
	return prove(walk, linitial(join->custom_plans), to_end);
}

/* ---- InitPlans ---- */

/* Does the node give a row whenever it is asked for the first? */
static bool
gives_row(const Plan *plan)
{
	if (plan == NULL || plan->qual != NIL)
		return false;
	switch (nodeTag(plan))
	{
		case T_Agg:
			return ((const Agg *) plan)->aggstrategy == AGG_PLAIN && ((const Agg *) plan)->groupingSets == NIL;
		case T_Result:
			return ((const Result *) plan)->resconstantqual == NULL &&
				(plan->lefttree == NULL || gives_row(plan->lefttree));
		default:
			return false;
	}
}

/* The scans that are asked for a row where the InitPlan of a parameter runs. */
static List *
prove_init(Walk *walk, int param)
{
	ListCell   *lc;

	foreach(lc, walk->inits)
	{
		const SubPlan *init = lfirst_node(SubPlan, lc);
		Walk		within = {walk->estate, walk->scans, walk->trigger, walk->maybe, NIL, walk->inits};
		List	   *scans;

		if (!list_member_int(init->setParam, param))
			continue;
		scans = prove(&within, list_nth(walk->estate->es_plannedstmt->subplans,
										init->plan_id - 1), init->subLinkType != EXISTS_SUBLINK);
		walk->whole = list_concat(walk->whole, within.whole);
		return scans;
	}
	return NIL;
}

/* Those that parameters of the target list run, where a row is certain, or at hand since one of them runs. */
static List *
prove_target(Walk *walk, Plan *plan)
{
	Bitmapset  *params = api_params_always((Node *) plan->targetlist);
	bool		maybe = walk->maybe;
	bool		proven = !maybe && gives_row(plan);
	List	   *scans = NIL;
	int			param = -1;

	walk->maybe |= !proven;
	while ((param = bms_next_member(params, param)) >= 0)
	{
		List	   *of_one = prove_init(walk, param);

		proven |= list_member_ptr(of_one, walk->trigger);
		scans = list_concat(scans, of_one);
	}
	walk->maybe = maybe;
	return proven ? scans : NIL;
}

/* Those that run for the values which a scan of ours sends; but for such as a guard may leave out. */
static List *
prove_values(Walk *walk, const ForeignScan *scan)
{
	Bitmapset  *params = api_params_always((Node *) scan->fdw_exprs);
	List	   *scans = NIL;
	ListCell   *lc;
	int			param = -1;

	if (bms_is_empty(params) || scan_of(walk, &scan->scan.plan) == NIL)
		return NIL;
	foreach(lc, api_scan_spec_decode(scan->fdw_private)->pushed)
	{
		if (((const ApiPushed *) lfirst(lc))->guard >= 0)
			return NIL;
	}
	while ((param = bms_next_member(params, param)) >= 0)
		scans = list_concat(scans, prove_init(walk, param));
	return scans;
}

/* The scans of the InitPlans that are sure to run where the node is asked for a row. */
static List *
prove_inits(Walk *walk, Plan *plan)
{
	List	   *scans;

	if (walk->inits == NIL)
		return NIL;
	scans = prove_target(walk, plan);
	if (IsA(plan, ForeignScan) && !walk->maybe)
		scans = list_concat(scans, prove_values(walk, (ForeignScan *) plan));
	return scans;
}

/* ---- all ---- */

static List *
prove_node(Walk *walk, Plan *plan, bool to_end)
{
	List	   *scans;

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
			return prove(walk, list_nth(walk->estate->es_plannedstmt->subplans,
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

/* The scans of ours in a plan that is asked for a row that are asked for one, too. */
static List *
prove(Walk *walk, Plan *plan, bool to_end)
{
	List	   *above = walk->inits;
	List	   *scans;

	if (plan == NULL)
		return NIL;
	check_stack_depth();
	walk->inits = list_concat(list_copy(plan->initPlan), walk->inits);
	scans = list_concat(prove_node(walk, plan, to_end), prove_inits(walk, plan));
	walk->inits = above;
	return scans;
}

List *
api_proof_look(const EState *estate, const List *scans, const ForeignScanState *trigger,
			   bool to_end, List **whole)
{
	Walk		walk = {.estate = estate,.scans = scans,.trigger = trigger};
	List	   *proven = prove(&walk, estate->es_plannedstmt->planTree, to_end);

	*whole = walk.whole;
	return proven;
}
