/*
 * bind.c
 *		From the plan's value expressions to bindings.
 *
 * Two passes: the first evaluates every expression and counts the values, the
 * second writes them out, when it is known that they are few enough.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/bind_state.h"
#include "executor/executor.h"
#include "nodes/nodeFuncs.h"
#include "utils/lsyscache.h"

/* ---- setting up ---- */

static void
init_values(ApiValues *values, const ApiColumn *column)
{
	values->column = column;
	values->basetype = getBaseType(column->typid);
	values->coerce = api_coerce_create(column);
	values->leads = true;
	get_typlenbyvalalign(values->basetype, &values->typlen, &values->typbyval, &values->typalign);
}

/* Is there anything to evaluate but constants and parameters? */
static bool
holds_code(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (!IsA(node, List) && !IsA(node, Const) && !IsA(node, RelabelType) && !IsA(node, ArrayExpr) &&
		!(IsA(node, Param) && ((Param *) node)->paramkind == PARAM_EXTERN))
		return true;
	return expression_tree_walker(node, holds_code, context);
}

static ApiValues *
values_of(const ApiBinder *binder, const ApiColumns *columns, AttrNumber attnum)
{
	return &binder->values[columns->columns[attnum - 1].param_number];
}

ApiBinder *
api_binder_create(PlanState *parent, const ApiScanSpec *spec, const ApiColumns *columns,
				  List *exprs, ApiPartition *partition, int64 max_fanout)
{
	ApiBinder  *binder = palloc0(sizeof(ApiBinder));
	ListCell   *lc;
	int			i;

	binder->econtext = parent->ps_ExprContext;
	binder->states = ExecInitExprList(exprs, parent);
	binder->types = palloc0(sizeof(Oid) * (list_length(exprs) + 1));
	foreach(lc, exprs)
		binder->types[foreach_current_index(lc)] = getBaseType(exprType(lfirst(lc)));
	binder->spec = spec;
	binder->partition = partition;
	binder->max_fanout = max_fanout;
	binder->plain = !holds_code((Node *) (spec->limit_exprs < 0 ? exprs :
										  list_truncate(list_copy(exprs), spec->limit_exprs)), NULL);
	binder->nparams = columns->nparams;
	binder->values = palloc0(sizeof(ApiValues) * (columns->nparams + 1));

	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->param_number >= 0 && column->source != API_SOURCE_DROPPED)
			init_values(&binder->values[column->param_number], column);
	}
	foreach(lc, spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);
		ApiValues  *values = values_of(binder, columns, pushed->attnum);

		values->pushed = pushed;
		values->leads = pushed->kind != API_PUSH_PAIRS || pushed->leader == pushed->attnum;
	}
	foreach(lc, spec->needs)
	{
		const ApiNeed *need = lfirst(lc);

		values_of(binder, columns, need->attnum)->need = need;
	}
	return binder;
}

/* ---- second pass: write out ---- */

static void
write_values(ApiBinder *binder, int param, ApiBindings *bindings)
{
	ApiValues  *values = &binder->values[param];
	ApiError	err = API_ERROR_INIT;
	int64		i;

	if (values->pushed->kind == API_PUSH_RANGE && values->texts == NULL)
	{
		api_values_enumerate(binder, values);
		api_values_check_memory(binder, values);
	}
	if (values->pushed->kind == API_PUSH_PAIRS)
	{
		int			k;

		for (k = 0; k < binder->nparams; k++)
		{
			if (binder->values[k].column &&
				binder->values[k].column->attnum == values->pushed->leader)
				api_bindings_tie(bindings, param, k);
		}
	}
	else
		api_bindings_set_group(bindings, param, values->column->list_max);
	if (values->count == 0)
		api_bindings_none(bindings);
	for (i = 0; i < values->count; i++)
	{
		if (!api_bindings_add(bindings, param, values->texts[i], &err))
			api_error_raise(&err);
	}
}

static ApiBound *
make_bound(const ApiBinder *binder)
{
	ApiBound   *bound = api_bound_create(binder->nparams);
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		const ApiValues *values = &binder->values[i];

		/* a range beside a parameter without values was not written out */
		if (values->given && values->datums)
			api_bound_set(bound, i, values->datums, values->count, values->column,
						  values->pushed->kind == API_PUSH_PAIRS ? 1 : values->column->list_max);
	}
	return bound;
}

ApiBound *
api_binder_bind(ApiBinder *binder, ApiBindings **bindings)
{
	ApiError	err = API_ERROR_INIT;
	MemoryContext old;
	int			i;

	binder->memory = CurrentMemoryContext;
	*bindings = api_bindings_create(binder->nparams, &err);
	api_error_check(&err);

	old = MemoryContextSwitchTo(binder->econtext->ecxt_per_tuple_memory);
	api_values_look(binder);
	api_values_check_given(binder);
	if (api_values_evaluate(binder))
	{
		api_values_check_fanout(binder);
		for (i = 0; i < binder->nparams; i++)
		{
			if (binder->values[i].given)
				write_values(binder, i, *bindings);
		}
	}
	else
		api_bindings_none(*bindings);
	MemoryContextSwitchTo(old);
	return make_bound(binder);
}

/* Has a parameter that is given a value a domain, whose constraints might raise? */
static bool
holds_domains(const ApiBinder *binder)
{
	int			i;

	for (i = 0; i < binder->nparams; i++)
	{
		if (binder->values[i].pushed && binder->values[i].basetype != binder->values[i].column->typid)
			return true;
	}
	return false;
}

bool
api_binder_may_bind(ApiBinder *binder)
{
	MemoryContext old;

	if (!binder->plain || holds_domains(binder))
		return false;
	binder->quiet = true;
	binder->refused = false;
	binder->memory = binder->econtext->ecxt_per_tuple_memory;
	old = MemoryContextSwitchTo(binder->memory);
	api_values_look(binder);
	api_values_check_given(binder);
	if (!binder->refused && api_values_evaluate(binder))
		api_values_check_fanout(binder);
	MemoryContextSwitchTo(old);
	binder->quiet = false;
	return !binder->refused;
}

/* The number that LIMIT or OFFSET has now; NULL: none. */
static int64
count_of(const ApiBinder *binder, int number, int64 none)
{
	bool		isnull;
	Datum		value = ExecEvalExprSwitchContext(list_nth(binder->states, number), binder->econtext, &isnull);

	return isnull ? none : DatumGetInt64(value);
}

int64
api_binder_limit(ApiBinder *binder)
{
	int			number = binder->spec->limit_exprs;
	int64		count;
	int64		offset;

	if (number < 0)
		return binder->spec->limit;
	count = count_of(binder, number, 0);
	offset = count_of(binder, number + 1, 0);
	/* what is wrong with them is said by the node of the LIMIT */
	if (count <= 0 || offset < 0 || count >= PG_INT32_MAX || offset >= PG_INT32_MAX)
		return 0;
	return count + offset;
}

int64
api_binder_offset(ApiBinder *binder)
{
	int64		offset = binder->spec->skips ? count_of(binder, binder->spec->limit_exprs + 1, 0) : 0;

	return offset > 0 && offset < PG_INT32_MAX ? offset : 0;
}
