/*
 * shippable.c
 *		The one rule of which comparisons may be sent to an API.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "plan/shippable.h"
#include "rest/columns.h"
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

/* Is a value of this type one of the column's type as it stands? */
static bool
same_kind(Oid columntype, Oid valuetype)
{
	return columntype == valuetype ||
		(is_integer(columntype) && is_integer(valuetype)) ||
		(is_string(columntype) && is_string(valuetype));
}

StrategyNumber
api_shippable_strategy(Oid opno, Oid collation, Oid columntype, Oid valuetype)
{
	Oid			type = getBaseType(columntype);
	TypeCacheEntry *entry;
	int			strategy;

	if (!api_columns_sendable(type) || !same_kind(type, getBaseType(valuetype)))
		return InvalidStrategy;

	/* equality is that of the bytes only under a deterministic collation */
	if (type_is_collatable(type) &&
		(!OidIsValid(collation) || !get_collation_isdeterministic(collation)))
		return InvalidStrategy;

	entry = lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY);
	if (!OidIsValid(entry->btree_opf))
		return InvalidStrategy;
	strategy = get_op_opfamily_strategy(opno, entry->btree_opf);
	if (strategy == BTEqualStrategyNumber || is_integer(type))
		return (StrategyNumber) strategy;
	return InvalidStrategy;
}

bool
api_shippable_is_integer(Oid type)
{
	return is_integer(getBaseType(type));
}

bool
api_shippable_is_bool(Oid type)
{
	return getBaseType(type) == BOOLOID;
}
