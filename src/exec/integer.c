/*
 * integer.c
 *		Values of the three integer types.  See integer.h.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "exec/integer.h"
#include "utils/date.h"

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
		case DATEOID:
			return DatumGetDateADT(datum);
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
		case DATEOID:
			return DateADTGetDatum((DateADT) value);
		default:
			return Int64GetDatum(value);
	}
}

void
api_integer_limits(Oid type, int64 *min, int64 *max)
{
	bool		is_short = type == INT4OID || type == DATEOID;

	*min = type == INT2OID ? PG_INT16_MIN : is_short ? PG_INT32_MIN : PG_INT64_MIN;
	*max = type == INT2OID ? PG_INT16_MAX : is_short ? PG_INT32_MAX : PG_INT64_MAX;
}
