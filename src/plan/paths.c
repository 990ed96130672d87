/*
 * paths.c
 *		The planner's side of a foreign table: sizes, paths, the plan node.
 */
#include "postgres.h"

#include <math.h>

#include "access/sysattr.h"
#include "base/compat.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/planmain.h"
#include "optimizer/restrictinfo.h"
#include "plan/paths.h"
#include "plan/quals.h"
#include "plan/spec.h"
#include "rest/config.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/* What one round trip costs, in units of a sequential page read. */
#define REQUEST_COST 100.0

/* How many values a list or range has when nobody knows. */
#define GUESSED_VALUES 10.0

/* What GetForeignRelSize leaves in rel->fdw_private for the others. */
typedef struct ApiPlanState
{
	ApiConfig  *config;			/* of the table */
	ApiQuals   *quals;			/* its clauses, classified */
	double		requests;		/* estimate */
} ApiPlanState;

/* The user whose mapping counts; InvalidOid: whoever runs the plan. */
static Oid
mapping_user(const RelOptInfo *rel)
{
	return OidIsValid(rel->userid) ? rel->userid : GetUserId();
}

/* ---- estimates ---- */

/* An integer constant? */
static bool
constant_integer(Node *node, double *value)
{
	Const	   *constant = (Const *) node;

	if (!IsA(node, Const) || constant->constisnull)
		return false;
	switch (getBaseType(constant->consttype))
	{
		case INT2OID:
			*value = DatumGetInt16(constant->constvalue);
			return true;
		case INT4OID:
			*value = DatumGetInt32(constant->constvalue);
			return true;
		case INT8OID:
			*value = (double) DatumGetInt64(constant->constvalue);
			return true;
	}
	return false;
}

/* The number of values in a range, as far as its first bounds tell. */
static double
estimate_range(const ApiQuals *quals, const ApiPushed *pushed)
{
	List	   *lowers = list_concat_copy(pushed->lower, pushed->lower_exclusive);
	List	   *uppers = list_concat_copy(pushed->upper, pushed->upper_exclusive);
	double		lower;
	double		upper;

	if (lowers == NIL || uppers == NIL ||
		!constant_integer(list_nth(quals->values, linitial_int(lowers)), &lower) ||
		!constant_integer(list_nth(quals->values, linitial_int(uppers)), &upper))
		return GUESSED_VALUES;
	return Max(upper - lower + 1, 1);
}

/* The number of requests: the product over the pushed columns. */
static double
estimate_requests(PlannerInfo *root, const ApiQuals *quals, double max_fanout)
{
	double		requests = 1;
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		ApiPushed  *pushed = lfirst(lc);

		if (pushed->kind == API_PUSH_ANY)
		{
			Node	   *array = list_nth(quals->values, pushed->expr);

			requests *= Max(API_ESTIMATE_ARRAY_LENGTH(root, array), 1);
		}
		else if (pushed->kind == API_PUSH_RANGE)
			requests *= estimate_range(quals, pushed);
	}
	return Min(requests, Max(max_fanout, 1));
}

/*
 * The option on_error takes subtransactions, and none can begin while the query has
 * parallel workers: it must have none.
 */
static void
forbid_workers(PlannerInfo *root)
{
	root->glob->parallelModeOK = false;
	for (; root != NULL; root = root->parent_root)
	{
		int			i;

		for (i = 1; i < root->simple_rel_array_size; i++)
		{
			if (root->simple_rel_array[i] != NULL)
				root->simple_rel_array[i]->consider_parallel = false;
		}
	}
}

void
apiGetForeignRelSize(PlannerInfo *root, RelOptInfo *rel, Oid relid)
{
	ApiPlanState *state = palloc0(sizeof(ApiPlanState));
	Selectivity selectivity;

	state->config = api_config_load(relid, mapping_user(rel));
	state->quals = api_quals_classify(rel, rel->baserestrictinfo, state->config->columns);
	state->requests = estimate_requests(root, state->quals, (double) state->config->max_fanout);
	rel->fdw_private = state;
	if (state->config->on_error != API_ERROR_STOP)
		forbid_workers(root);

	/* the option says how many rows a request gives; the rest filter them */
	rel->tuples = clamp_row_est(state->config->rows * state->requests);
	selectivity = clauselist_selectivity(root, state->quals->local, rel->relid, JOIN_INNER, NULL);
	rel->rows = clamp_row_est(rel->tuples * selectivity);
}

/* ---- paths ---- */

void
apiGetForeignPaths(PlannerInfo *root, RelOptInfo *rel, Oid relid)
{
	ApiPlanState *state = rel->fdw_private;
	double		window = Max(state->config->limits.max_concurrency, 1);
	QualCost	qual_cost;
	Cost		startup;
	Cost		total;

	/* a first round trip, then as many as the window leaves */
	cost_qual_eval(&qual_cost, rel->baserestrictinfo, root);
	startup = REQUEST_COST + qual_cost.startup + rel->reltarget->cost.startup;
	total = startup + (ceil(state->requests / window) - 1) * REQUEST_COST +
		(cpu_tuple_cost + qual_cost.per_tuple) * rel->tuples +
		rel->reltarget->cost.per_tuple * rel->rows;

	add_path(rel, (Path *) API_CREATE_FOREIGNSCAN_PATH(root, rel, rel->rows, startup, total,
													   rel->lateral_relids));
}

/* ---- plan ---- */

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

/*
 * The rows that a constant LIMIT wants of the scan, where nothing stands between
 * that may drop or reorder rows; 0: all.
 */
static int64
limit_hint(const PlannerInfo *root, const ApiPlanState *state)
{
	const Query *parse = root->parse;

	if (state->quals->local != NIL || state->config->ignore_duplicates ||
		state->config->on_error == API_ERROR_IGNORE)
		return 0;
	if (root->limit_tuples <= 0 || root->limit_tuples > (double) PG_INT32_MAX ||
		parse->commandType != CMD_SELECT || parse->sortClause != NIL ||
		parse->groupClause != NIL || parse->groupingSets != NIL || parse->hasAggs ||
		parse->hasWindowFuncs || parse->distinctClause != NIL || parse->havingQual != NULL ||
		parse->setOperations != NULL || parse->hasTargetSRFs || parse->rowMarks != NIL ||
		bms_membership(root->all_baserels) != BMS_SINGLETON)
		return 0;
	return (int64) root->limit_tuples;
}

/* Is it the side of an anti join whose lack of rows makes a row? */
static bool
is_anti_joined(const PlannerInfo *root, const RelOptInfo *rel)
{
	ListCell   *lc;

	foreach(lc, root->join_info_list)
	{
		const SpecialJoinInfo *join = lfirst(lc);

		if (join->jointype == JOIN_ANTI && bms_is_member((int) rel->relid, join->syn_righthand))
			return true;
	}
	return false;
}

ForeignScan *
apiGetForeignPlan(PlannerInfo *root, RelOptInfo *rel, Oid relid, ForeignPath *best_path,
				  List *tlist, List *scan_clauses, Plan *outer_plan)
{
	ApiPlanState *state = rel->fdw_private;
	List	   *clauses = extract_actual_clauses(scan_clauses, false);
	ApiScanSpec spec;

	spec.pushed = state->quals->pushed;
	spec.wanted = wanted_columns(rel, clauses, state->config->columns->natts);
	spec.user = rel->userid;
	spec.limit = limit_hint(root, state);
	spec.security_barrier = behind_barrier(root);
	spec.strict = is_anti_joined(root, rel);

	/* every clause is checked again here: an API may take a filter lightly */
	return make_foreignscan(tlist, clauses, rel->relid, state->quals->values,
							api_scan_spec_encode(&spec), NIL, NIL, outer_plan);
}
