/*
 * datum_soft.c
 *		Types whose errors can be noted instead of raised.  See base/soft.h.
 *
 * PostgreSQL's own input functions note what does not fit, but not all of them, and
 * nobody knows of others; so a type is soft only where that is known.  A domain is as
 * its base type, if its conditions are made of what never raises: leakproof functions.
 */
#include "postgres.h"

#include "json/datum_type.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "nodes/execnodes.h"
#include "nodes/nodeFuncs.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* ---- domains ---- */

/* check_function_callback */
static bool
is_leaky(Oid function, void *context)
{
	return !get_func_leakproof(function);
}

/* May the condition raise anything, whatever the value is? */
static bool
may_raise(Node *node, void *context)
{
	if (node == NULL)
		return false;
	switch (nodeTag(node))
	{
		case T_CoerceToDomainValue:
		case T_Const:
		case T_List:
		case T_RelabelType:
		case T_BoolExpr:
		case T_BooleanTest:
		case T_NullTest:
		case T_CoalesceExpr:
			return expression_tree_walker(node, may_raise, context);
		case T_FuncExpr:
		case T_OpExpr:
		case T_DistinctExpr:
		case T_NullIfExpr:
		case T_ScalarArrayOpExpr:
			return check_functions_in_node(node, is_leaky, NULL) ||
				expression_tree_walker(node, may_raise, context);
		default:
			return true;
	}
}

static bool
is_soft_domain(Oid domain)
{
	DomainConstraintRef *constraints = palloc0(sizeof(*constraints));
	ListCell   *lc;

	if (!API_HAS_SOFT_DOMAINS)
		return false;
	InitDomainConstraintRef(domain, constraints, CurrentMemoryContext, false);
	foreach(lc, constraints->constraints)
	{
		DomainConstraintState *constraint = lfirst(lc);

		if (constraint->constrainttype == DOM_CONSTRAINT_CHECK &&
			may_raise((Node *) constraint->check_expr, NULL))
			return false;
	}
	return true;
}

/* ---- types ---- */

static bool
is_soft_input(const ApiDatumType *type)
{
	switch (type->typid)
	{
		case BITOID:
		case CHAROID:
		case CIDROID:
		case INETOID:
		case INTERVALOID:
		case MACADDROID:
		case MACADDR8OID:
		case NAMEOID:
		case OIDOID:
		case TIMEOID:
		case TIMETZOID:
		case UUIDOID:
		case VARBITOID:
			return true;
		default:
			return type->input.fn_oid == F_ENUM_IN;
	}
}

/* Other encodings are converted, which raises where a character is missing. */
bool
api_datum_type_is_soft(const ApiDatumType *type)
{
	if (!API_HAS_SOFT_ERRORS || GetDatabaseEncoding() != PG_UTF8 ||
		(OidIsValid(type->domain) && !is_soft_domain(type->domain)))
		return false;
	switch (type->way)
	{
		case WAY_INTEGER:
		case WAY_NUMBER:
		case WAY_BOOL:
		case WAY_TEXT:
		case WAY_JSON:
			return true;
		case WAY_TIME:
			return type->time.format != API_TIME_PATTERN;
		case WAY_BYTEA:
			return false;
		case WAY_ARRAY:
			return type->input.fn_oid == F_ARRAY_IN && api_datum_type_is_soft(type->element);
		case WAY_INPUT:
			return is_soft_input(type);
	}
	return false;
}

void
api_datum_type_soften(ApiDatumType *type, Node *soft)
{
	type->soft = type->time.soft = soft;
	if (type->element)
		api_datum_type_soften(type->element, soft);
}
