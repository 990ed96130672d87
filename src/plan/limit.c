/*
 * limit.c
 *		What a LIMIT, or an EXISTS, wants of a scan.  See limit.h.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "plan/counting.h"
#include "plan/limit.h"
#include "plan/state.h"

void
api_limit_none(ApiScanSpec *spec)
{
	spec->limit = 0;
	spec->limit_exact = false;
	spec->limit_exprs = -1;
	spec->counts = spec->skips = false;
}

/* Can the level give rows before it has seen all of its only relation, and one for each? */
static bool
takes_rows_as_they_come(const PlannerInfo *root)
{
	const Query *parse = root->parse;

	return parse->commandType == CMD_SELECT && parse->sortClause == NIL &&
		parse->groupClause == NIL && parse->groupingSets == NIL && !parse->hasAggs &&
		!parse->hasWindowFuncs && parse->distinctClause == NIL && parse->havingQual == NULL &&
		parse->setOperations == NULL && !parse->hasTargetSRFs && parse->rowMarks == NIL &&
		bms_membership(root->all_baserels) == BMS_SINGLETON;
}

/* Is the column's condition satisfied by what was sent, so that no record's value is looked at? */
static bool
is_sent_exactly(const ApiColumns *columns, const ApiPushed *pushed)
{
	const ApiColumn *column = &columns->columns[pushed->attnum - 1];

	return pushed->guard < 0 && (column->in_path || column->source == API_SOURCE_PARAM);
}

bool
api_limit_is_exact(const RelOptInfo *rel, const ApiConfig *config, const ApiQuals *quals)
{
	ListCell   *lc;

	if (config->ignore_duplicates || config->on_error == API_ERROR_IGNORE ||
		rel->reloptkind != RELOPT_BASEREL)
		return false;
	foreach(lc, quals->local)
	{
		if (!lfirst_node(RestrictInfo, lc)->pseudoconstant)
			return false;
	}
	foreach(lc, quals->pushed)
	{
		if (!is_sent_exactly(config->columns, lfirst(lc)))
			return false;
	}
	return true;
}

/* Can the executor evaluate it without harm, and again?  NULL can. */
static bool
is_plain(const Node *node)
{
	if (node != NULL && IsA(node, FuncExpr) && list_length(((const FuncExpr *) node)->args) == 1 &&
		((const FuncExpr *) node)->funcformat != COERCE_EXPLICIT_CALL)
	{
		node = linitial(((const FuncExpr *) node)->args);
		if (exprType(node) != INT4OID && exprType(node) != INT2OID)
			return false;
	}
	return node == NULL || IsA(node, Const) ||
		(IsA(node, Param) && ((const Param *) node)->paramkind == PARAM_EXTERN);
}

static Expr *
or_null(Node *node)
{
	return node ? (Expr *) node : (Expr *) makeNullConst(INT8OID, -1, InvalidOid);
}

/*
 * May the scan give one row in the place of those before OFFSET?  Nothing may see them, and what
 * is computed of each must be the same however often it is.
 */
static bool
may_skip(const PlannerInfo *root, const RelOptInfo *rel, const ApiConfig *config, const ApiQuals *quals)
{
	return root->parse->limitOffset != NULL && config->paging.kind == API_PAGER_OFFSET &&
		config->paging.check_total == API_TOTAL_CHECKED &&
		!contain_volatile_functions((Node *) root->processed_tlist) &&
		api_counting_is_plain(rel, config, quals);
}

/* Has the executor to evaluate LIMIT and OFFSET, and can it? */
static bool
is_evaluated(const ApiScanSpec *spec, const Query *parse)
{
	return (spec->skips || (spec->limit == 0 && parse->limitCount != NULL)) &&
		is_plain(parse->limitCount) && is_plain(parse->limitOffset);
}

List *
api_limit_fill(ApiScanSpec *spec, PlannerInfo *root, const RelOptInfo *rel, const ApiQuals *quals)
{
	const Query *parse = root->parse;
	const ApiPlanState *state = rel->fdw_private;
	double		rows = 0;

	if (!takes_rows_as_they_come(root))
		return quals->values;
	if (root->limit_tuples > 0)
		rows = root->limit_tuples;
	else if (parse->limitCount == NULL && parse->limitOffset == NULL && root->tuple_fraction >= 1)
		rows = ceil(root->tuple_fraction);	/* EXISTS, or the LIMIT of a level above */
	if (rows > 0 && rows < PG_INT32_MAX)
	{
		spec->limit = (int64) rows;
		spec->limit_exact = root->limit_tuples > 0 && api_limit_is_exact(rel, state->config, quals);
	}
	spec->skips = may_skip(root, rel, state->config, quals);
	if (is_evaluated(spec, parse))
	{
		spec->limit_exact = api_limit_is_exact(rel, state->config, quals);
		spec->limit_exprs = list_length(quals->values);
		return lappend(lappend(list_copy(quals->values), or_null(parse->limitCount)),
					   or_null(parse->limitOffset));
	}
	spec->skips = false;
	return quals->values;
}
