/*
 * counting.c
 *		count(*) by the total that the first page declares.  See counting.h.
 */
#include "postgres.h"

#include "base/compat.h"
#include "nodes/extensible.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "optimizer/pathnode.h"
#include "optimizer/paths.h"
#include "optimizer/restrictinfo.h"
#include "optimizer/tlist.h"
#include "plan/counting.h"
#include "plan/limit.h"
#include "plan/need.h"
#include "plan/scan_plan.h"
#include "plan/state.h"
#include "utils/fmgroids.h"

typedef struct CountPath
{
	CustomPath	custom;
	RelOptInfo *scanned;
	const ApiQuals *quals;
} CountPath;

/* Does it count rows, whatever they have? */
static bool
counts_rows(const Aggref *aggregate)
{
	const Expr *arg;

	if (aggregate->aggfilter != NULL || aggregate->aggdistinct != NIL || aggregate->aggorder != NIL)
		return false;
	if (aggregate->aggstar)
		return aggregate->aggfnoid == F_COUNT_;
	if (aggregate->aggfnoid != F_COUNT_ANY)
		return false;
	arg = linitial_node(TargetEntry, aggregate->args)->expr;
	return IsA(arg, Const) && !((const Const *) arg)->constisnull;
}

/* The aggregates that the level computes; NIL: others, too, or a column. */
static List *
counts_of(const RelOptInfo *grouped)
{
	List	   *found = pull_var_clause((Node *) grouped->reltarget->exprs,
										PVC_INCLUDE_AGGREGATES | PVC_INCLUDE_PLACEHOLDERS);
	ListCell   *lc;

	foreach(lc, found)
	{
		if (!IsA(lfirst(lc), Aggref) || !counts_rows(lfirst(lc)))
			return NIL;
	}
	return found;
}

/* Does the level count the rows of a table of ours, and no more? */
static bool
is_count(const PlannerInfo *root, RelOptInfo *scanned, const RelOptInfo *grouped)
{
	const Query *parse = root->parse;

	return parse->hasAggs && parse->groupClause == NIL && parse->groupingSets == NIL &&
		!root->hasHavingQual && !parse->hasTargetSRFs && parse->rowMarks == NIL &&
		scanned->reloptkind == RELOPT_BASEREL && !IS_DUMMY_REL(scanned) &&
		bms_is_empty(scanned->lateral_relids) && counts_of(grouped) != NIL;
}

/* Are records the elements of one list? */
static bool
lists_records_once(const ApiConfig *config)
{
	const char *wildcard = config->record_path ? strchr(config->record_path, '*') : NULL;

	return !config->in_columns && (wildcard == NULL || strcmp(wildcard, "*]") == 0);
}

/* Is any failure, and any value that does not fit, an error? */
static bool
passes_nothing_over(const ApiConfig *config)
{
	return config->unique_key == NIL && config->on_error == API_ERROR_STOP &&
		config->policy.on_http_error == API_HTTP_ERROR_STOP && config->policy.nignored == 0 &&
		!config->ignore_missing;
}

/* Is each column whose value is sent one that shows it? */
static bool
reads_no_record(const ApiConfig *config, const ApiQuals *quals)
{
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		AttrNumber	attnum = ((const ApiPushed *) lfirst(lc))->attnum;

		if (config->columns->columns[attnum - 1].source != API_SOURCE_PARAM)
			return false;
	}
	return quals->local == NIL;
}

bool
api_counting_is_plain(const RelOptInfo *rel, const ApiConfig *config, const ApiQuals *quals)
{
	return lists_records_once(config) && passes_nothing_over(config) &&
		reads_no_record(config, quals) && api_limit_is_exact(rel, config, quals);
}

static Plan *
make_plan(PlannerInfo *root, RelOptInfo *rel, CustomPath *path, List *tlist, List *clauses,
		  List *custom_plans)
{
	const CountPath *count = (const CountPath *) path;
	CustomScan *plan = makeNode(CustomScan);
	ApiCountSpec spec;
	ListCell   *lc;

	spec.relid = api_plan_state(count->scanned)->config->relid;
	spec.scan = palloc0(sizeof(ApiScanSpec));
	api_scan_spec_fill(spec.scan, root, count->scanned, count->quals,
					   extract_actual_clauses(count->quals->all, false));
	/* one page, unless that has no total */
	spec.scan->limit = 1;
	spec.scan->counts = true;
	spec.scan->requests = 1;
	foreach(lc, counts_of(rel))
	{
		TargetEntry *known = tlist_member(lfirst(lc), plan->custom_scan_tlist);

		if (known == NULL)
			plan->custom_scan_tlist = lappend(plan->custom_scan_tlist,
											  makeTargetEntry(copyObject(lfirst(lc)),
															  list_length(plan->custom_scan_tlist) + 1, NULL, false));
	}
	plan->scan.plan.targetlist = tlist;
	plan->flags = path->flags;
	plan->custom_exprs = count->quals->values;
	plan->custom_private = api_count_spec_encode(&spec);
	plan->methods = GetCustomScanMethods(API_COUNT_NAME, false);
	return (Plan *) plan;
}

static const CustomPathMethods path_methods = {
	.CustomName = API_COUNT_NAME,
	.PlanCustomPath = make_plan
};

static void
add_count_path(RelOptInfo *scanned, RelOptInfo *grouped, const ApiQuals *quals)
{
	CountPath  *count = (CountPath *) newNode(sizeof(CountPath), T_CustomPath);
	CustomPath *custom = &count->custom;
	const QualCost *target = &grouped->reltarget->cost;
	ApiPrice	price;

	count->scanned = scanned;
	count->quals = quals;
	custom->path.pathtype = T_CustomScan;
	custom->path.parent = grouped;
	custom->path.pathtarget = grouped->reltarget;
	custom->path.rows = 1;
	api_answers_price(&api_plan_state(scanned)->answers, 1, 1, false, &price);
	custom->path.startup_cost = price.all + target->startup;
	custom->path.total_cost = custom->path.startup_cost + target->per_tuple;
	custom->flags = API_CUSTOMPATH_PROJECTS;
	custom->methods = &path_methods;
	add_path(grouped, &custom->path);
}

void
apiGetForeignUpperPaths(PlannerInfo *root, UpperRelationKind stage, RelOptInfo *input_rel,
						RelOptInfo *output_rel, void *extra)
{
	const ApiPlanState *state = api_plan_state(input_rel);
	const ApiQuals *quals;

	(void) extra;
	if (stage != UPPERREL_GROUP_AGG || state == NULL || !state->config->paging.count_from_total ||
		!is_count(root, input_rel, output_rel))
		return;
	quals = api_quals_classify(root, input_rel, input_rel->baserestrictinfo, state->config->columns, NULL);
	if (api_counting_is_plain(input_rel, state->config, quals) && api_need_met(state, quals))
		add_count_path(input_rel, output_rel, quals);
}
