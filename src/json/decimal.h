/*
 * decimal.h
 *		Numbers as JSON writes them, read without losing a digit.  Private to json.
 *
 * Core: no PostgreSQL, no memory, no errors: what was found is returned.
 */
#ifndef API_DECIMAL_H
#define API_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ApiDecimalResult
{
	API_DECIMAL_OK,
	API_DECIMAL_MALFORMED,		/* not a number */
	API_DECIMAL_FRACTION,		/* not integral */
	API_DECIMAL_RANGE			/* does not fit 64 bits */
} ApiDecimalResult;

/*
 * Reads the number times ten to the power of scale, exactly.  round: what is left
 * behind the point is rounded, halves to even; otherwise it is
 * API_DECIMAL_FRACTION.
 */
extern ApiDecimalResult api_decimal_read(const char *text, size_t len, int scale, bool round,
										 int64_t *value);

/*
 * Reads a number whose nearest double one multiplication or division finds: few
 * digits, small exponent.  false: another way must be taken.
 */
extern bool api_decimal_double(const char *text, size_t len, double *value);

#endif							/* API_DECIMAL_H */
