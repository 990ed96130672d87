/*
 * shippable.c
 *		The one rule of which comparisons may be sent to an API.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "plan/shippable.h"
#include "rest/columns.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

static bool
is_integer(Oid basetype)
{
	return basetype == INT2OID || basetype == INT4OID || basetype == INT8OID;
}

static bool
is_string(Oid basetype)
{
	return basetype == TEXTOID || basetype == VARCHAROID;
}

/* Has the type a value next to each, so that a range can be asked value by value? */
static bool
is_countable(Oid basetype)
{
	return is_integer(basetype) || basetype == DATEOID;
}

/* Is a value of this type one of the column's type as it stands? */
static bool
same_kind(Oid columntype, Oid valuetype)
{
	return columntype == valuetype ||
		(is_integer(columntype) && is_integer(valuetype)) ||
		(api_columns_float(columntype) && api_columns_float(valuetype)) ||
		(is_string(columntype) && (is_string(valuetype) || valuetype == NAMEOID)) ||
		(is_integer(columntype) && valuetype == NUMERICOID);
}

/* Is a date held against a point in time?  Bounds of a range may be such. */
static bool
is_date_bound(Oid columntype, Oid valuetype)
{
	return columntype == DATEOID && (valuetype == TIMESTAMPOID || valuetype == TIMESTAMPTZOID);
}

/* The type that the operator compares: the column's, or what both sides were cast to. */
static Oid
compared_type(Oid columntype, Oid valuetype)
{
	return is_integer(columntype) && valuetype == NUMERICOID ? NUMERICOID : columntype;
}

StrategyNumber
api_shippable_strategy(Oid opno, Oid collation, Oid columntype, Oid valuetype)
{
	Oid			type = getBaseType(columntype);
	Oid			value = getBaseType(valuetype);
	TypeCacheEntry *entry;
	int			strategy;

	if ((!api_columns_sendable(type) && !api_columns_float(type)) ||
		(!same_kind(type, value) && !is_date_bound(type, value)))
		return InvalidStrategy;

	/* equality is that of the bytes only under a deterministic collation */
	if (type_is_collatable(type) &&
		(!OidIsValid(collation) || !get_collation_isdeterministic(collation)))
		return InvalidStrategy;

	entry = lookup_type_cache(compared_type(type, value), TYPECACHE_BTREE_OPFAMILY);
	if (!OidIsValid(entry->btree_opf))
		return InvalidStrategy;
	strategy = get_op_opfamily_strategy(opno, entry->btree_opf);
	if (strategy == BTEqualStrategyNumber ? !is_date_bound(type, value) :
		is_countable(type) && compared_type(type, value) == type)
		return (StrategyNumber) strategy;
	return InvalidStrategy;
}

bool
api_shippable_constant(Oid columntype, const Node *value)
{
	const Const *constant = (const Const *) value;

	if (!is_integer(getBaseType(columntype)) || !IsA(value, Const) ||
		constant->consttype != NUMERICOID || constant->constisnull)
		return true;
	return strchr(DatumGetCString(DirectFunctionCall1(numeric_out, constant->constvalue)),
				  '.') == NULL;
}

bool
api_shippable_is_bool(Oid type)
{
	return getBaseType(type) == BOOLOID;
}
