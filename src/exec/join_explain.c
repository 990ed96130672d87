/*
 * join_explain.c
 *		What EXPLAIN shows of a batched join.
 */
#include "postgres.h"

#include "base/compat.h"
#include API_EXPLAIN_FORMAT_H
#include "exec/explain.h"
#include "exec/join_state.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/ruleutils.h"

static const char *
type_name(JoinType type)
{
	switch (type)
	{
		case JOIN_LEFT:
			return "Left";
		case JOIN_SEMI:
			return "Semi";
		case JOIN_ANTI:
			return "Anti";
		default:
			return "Inner";
	}
}

/* The table's alias in the query, or NULL. */
static const char *
alias_of(const CustomScan *plan, const ApiJoinSpec *spec, const ExplainState *es)
{
	const ListCell *lc;
	const ListCell *column;

	forboth(lc, plan->custom_scan_tlist, column, spec->columns)
	{
		const Var  *var = (const Var *) lfirst_node(TargetEntry, lc)->expr;

		if (lfirst_int(column) < 0)
			return list_nth(es->rtable_names, var->varno - 1);
	}
	return NULL;
}

static void
explain_clauses(const char *label, List *clauses, List *context, ExplainState *es)
{
	if (clauses != NIL)
		ExplainPropertyText(label, deparse_expression((Node *) make_ands_explicit(clauses), context,
													  true, false), es);
}

static void
explain_figures(const ApiJoinFigures *done, ExplainState *es)
{
	const ApiFigure figures[] = {
		{"Keys", false, done->keys},
		{"Distinct Keys", false, done->distinct},
		{"Batches", false, done->batches},
		{"Requests Saved", false, done->saved}
	};

	api_explain_figures(figures, lengthof(figures), es);
}

void
api_join_explain(CustomScanState *node, List *ancestors, struct ExplainState *es)
{
	const ApiJoin *join = (const ApiJoin *) node;
	const CustomScan *plan = (const CustomScan *) node->ss.ps.plan;
	const ApiJoinSpec *spec = join->spec;
	List	   *context = set_deparse_context_plan(es->deparse_cxt, (Plan *) plan, ancestors);
	List	   *rest = list_copy_tail(plan->custom_exprs, spec->nvalues);

	ExplainPropertyText("Join Type", type_name(spec->type), es);
	api_explain_table(spec->relid, alias_of(plan, spec, es), es);
	explain_clauses("Join Cond", list_copy_tail(rest, spec->ninner), context, es);
	explain_clauses("Inner Filter", list_truncate(rest, spec->ninner), context, es);
	api_explain_request(spec->relid, spec->scan, plan->custom_exprs, context, true, es);
	if (es->analyze && join->fetch)
	{
		explain_figures(&join->figures, es);
		api_explain_fetch(join->fetch, es);
	}
}
