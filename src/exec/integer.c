/*
 * integer.c
 *		Values of the three integer types.  See integer.h.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "exec/integer.h"

bool
api_integer_type(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID;
}

int64
api_integer_of(Datum datum, Oid type)
{
	switch (type)
	{
		case INT2OID:
			return DatumGetInt16(datum);
		case INT4OID:
			return DatumGetInt32(datum);
		default:
			return DatumGetInt64(datum);
	}
}

Datum
api_integer_datum(int64 value, Oid type)
{
	switch (type)
	{
		case INT2OID:
			return Int16GetDatum((int16) value);
		case INT4OID:
			return Int32GetDatum((int32) value);
		default:
			return Int64GetDatum(value);
	}
}

void
api_integer_limits(Oid type, int64 *min, int64 *max)
{
	*min = type == INT2OID ? PG_INT16_MIN : type == INT4OID ? PG_INT32_MIN : PG_INT64_MIN;
	*max = type == INT2OID ? PG_INT16_MAX : type == INT4OID ? PG_INT32_MAX : PG_INT64_MAX;
}
