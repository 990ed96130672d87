/*
 * constant.c
 *		Values that the planner knows.  See constant.h.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "plan/constant.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"

bool
api_constant_integer(const Node *node, int64 *value)
{
	const Const *constant = (const Const *) node;

	if (!IsA(node, Const) || constant->constisnull)
		return false;
	switch (getBaseType(constant->consttype))
	{
		case DATEOID:
			*value = DatumGetDateADT(constant->constvalue);
			return true;
		case INT2OID:
			*value = DatumGetInt16(constant->constvalue);
			return true;
		case INT4OID:
			*value = DatumGetInt32(constant->constvalue);
			return true;
		case INT8OID:
			*value = DatumGetInt64(constant->constvalue);
			return true;
	}
	return false;
}

static Expr *
array_constant(Oid element, Datum *datums, int count)
{
	Oid			type = get_array_type(element);
	int16		len;
	bool		byval;
	char		align;
	ArrayType  *array;

	get_typlenbyvalalign(element, &len, &byval, &align);
	array = construct_array(datums, count, element, len, byval, align);
	return (Expr *) makeConst(type, -1, InvalidOid, -1, PointerGetDatum(array), false, false);
}

Expr *
api_constant_range(Oid columntype, int64 first, int64 last)
{
	bool		is_date = getBaseType(columntype) == DATEOID;
	int			count = last < first ? 0 : (int) (last - first) + 1;
	Datum	   *datums = palloc(sizeof(Datum) * Max(count, 1));
	int			i;

	/* what is beyond a smaller type is left out by who evaluates it */
	for (i = 0; i < count; i++)
		datums[i] = is_date ? DateADTGetDatum((DateADT) (first + i)) : Int64GetDatum(first + i);
	return array_constant(is_date ? DATEOID : INT8OID, datums, count);
}

static List *
elements_of(const Const *constant)
{
	ArrayType  *array = DatumGetArrayTypeP(constant->constvalue);
	Oid			element = ARR_ELEMTYPE(array);
	List	   *elements = NIL;
	Datum	   *datums;
	bool	   *nulls;
	int16		len;
	bool		byval;
	char		align;
	int			count;
	int			i;

	get_typlenbyvalalign(element, &len, &byval, &align);
	deconstruct_array(array, element, len, byval, align, &datums, &nulls, &count);
	for (i = 0; i < count; i++)
	{
		if (!nulls[i])
			elements = lappend(elements, makeConst(element, -1, constant->constcollid, len,
												   datums[i], false, byval));
	}
	return elements;
}

bool
api_constant_elements(Expr *value, List **elements)
{
	*elements = NIL;
	if (!OidIsValid(get_base_element_type(exprType((Node *) value))))
		*elements = list_make1(value);
	else if (IsA(value, Const))
		*elements = ((Const *) value)->constisnull ? NIL : elements_of((Const *) value);
	else if (IsA(value, ArrayExpr) && !((ArrayExpr *) value)->multidims)
		*elements = ((ArrayExpr *) value)->elements;
	else
		return false;
	return true;
}

bool
api_constant_is_param(const Const *constant, ParamListInfo params)
{
	int			i;

	for (i = 0; params != NULL && i < params->numParams; i++)
	{
		ParamExternData room;
		const ParamExternData *param = params->paramFetch == NULL ? &params->params[i] :
			params->paramFetch(params, i + 1, true, &room);

		if (param->ptype == constant->consttype && param->isnull == constant->constisnull &&
			(param->isnull || datumIsEqual(param->value, constant->constvalue,
										   constant->constbyval, constant->constlen)))
			return true;
	}
	return false;
}
