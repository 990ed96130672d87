/*
 * scan_plan.c
 *		The plan node of a scan, and its order form.
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "optimizer/optimizer.h"
#include "optimizer/planmain.h"
#include "optimizer/restrictinfo.h"
#include "plan/limit.h"
#include "plan/need.h"
#include "plan/scan_plan.h"
#include "plan/state.h"
#include "plan/strict.h"
#include "plan/why.h"

/* The columns that the query reads of the table. */
static Bitmapset *
wanted_columns(const RelOptInfo *rel, List *clauses, int natts)
{
	Bitmapset  *attrs = NULL;
	Bitmapset  *wanted = NULL;
	int			i = -1;

	pull_varattnos((Node *) rel->reltarget->exprs, rel->relid, &attrs);
	pull_varattnos((Node *) clauses, rel->relid, &attrs);
	while ((i = bms_next_member(attrs, i)) >= 0)
	{
		int			attnum = i + FirstLowInvalidHeapAttributeNumber;

		if (attnum > 0)
			wanted = bms_add_member(wanted, attnum);
		else if (attnum == 0 && natts > 0)
			wanted = bms_add_range(wanted, 1, natts);	/* whole row */
	}
	return wanted;
}

/* Does the query, or one around it, hide rows from its caller? */
static bool
behind_barrier(const PlannerInfo *root)
{
	for (; root; root = root->parent_root)
	{
		ListCell   *lc;

		foreach(lc, root->parse->rtable)
		{
			RangeTblEntry *rte = lfirst_node(RangeTblEntry, lc);

			if (rte->security_barrier || rte->securityQuals)
				return true;
		}
	}
	return false;
}

void
api_scan_spec_fill(ApiScanSpec *spec, PlannerInfo *root, RelOptInfo *rel,
				   const ApiQuals *quals, List *clauses)
{
	const ApiPlanState *state = rel->fdw_private;

	spec->pushed = quals->pushed;
	spec->wanted = wanted_columns(rel, clauses, state->config->columns->natts);
	spec->user = rel->userid;
	api_limit_none(spec);
	spec->requests = 0;
	spec->keyed = api_answers_keyed(&state->answers, quals);
	spec->learnt = api_answers_learnt(&state->answers);
	spec->loops = NULL;
	spec->security_barrier = behind_barrier(root);
	spec->strict = api_strict_of(root, rel);
	spec->needs = api_need_list(root, rel, quals, !spec->security_barrier);
}

ForeignScan *
apiGetForeignPlan(PlannerInfo *root, RelOptInfo *rel, Oid relid, ForeignPath *best_path,
				  List *tlist, List *scan_clauses, Plan *outer_plan)
{
	const ApiPlanState *state = rel->fdw_private;
	const ParamPathInfo *info = best_path->path.param_info;
	const ApiQuals *quals = api_quals_classify(root, rel, scan_clauses, state->config->columns,
											   info ? info->ppi_req_outer : NULL);
	List	   *filter = extract_actual_clauses(list_difference_ptr(scan_clauses, quals->rechecked), false);
	ApiEstimate estimate;
	ApiScanSpec spec;
	List	   *values;

	api_scan_spec_fill(&spec, root, rel, quals, extract_actual_clauses(scan_clauses, false));
	values = api_limit_fill(&spec, root, rel, quals);
	api_estimate_scan(root, rel, &state->answers, quals, &estimate);
	spec.requests = api_estimate_requests(&estimate, &state->answers, (double) spec.limit);
	spec.loops = api_why_text(api_why_of_scan(root, &best_path->path, quals));

	/*
	 * Every clause is checked again, for an API may take a filter lightly: a list by the scan,
	 * which knows what a page was asked for, where a filter would go through all of it for each
	 * row; but where a row comes again (EvalPlanQual), that is not known.
	 */
	return make_foreignscan(tlist, filter, rel->relid, values,
							api_scan_spec_encode(&spec), NIL,
							extract_actual_clauses(quals->rechecked, false), outer_plan);
}
