/*
 * datum_pattern.h
 *		Times by a to_timestamp pattern, which must fit the whole text.  Private to json;
 *		backend code: raises.
 */
#ifndef API_DATUM_PATTERN_H
#define API_DATUM_PATTERN_H

#include "postgres.h"

#include "datatype/timestamp.h"

/*
 * to_timestamp(value, pattern), under UTC.  Raises 22007 where to_char would not write
 * the text so: to_timestamp passes over text behind the pattern, and reads what does not
 * fit as something else.  Leading zeros, zeros behind a fraction, blanks, case and the kind of
 * a separator do not count.
 */
extern TimestampTz api_pattern_time(text *value, text *pattern);

#endif							/* API_DATUM_PATTERN_H */
