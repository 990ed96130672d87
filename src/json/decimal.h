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

/* Digits, perhaps a sign before and a point within. */
typedef struct ApiDecimalPlain
{
	bool		negative;
	uint64_t	digits;			/* as one number */
	int			behind;			/* how many stand behind the point */
} ApiDecimalPlain;

/* Most digits of a plain number: any so many fit 63 bits. */
#define API_DECIMAL_DIGITS 18

/* Takes digits from *p on into *number; how many. */
static inline int
api_decimal_digits(const char **p, const char *end, uint64_t *number)
{
	const char *from = *p;
	const char *at = from;
	uint64_t	sum = *number;
	unsigned	digit;

	for (; at < end && (digit = (unsigned) (unsigned char) *at - '0') <= 9; at++)
		sum = sum * 10 + digit;
	*number = sum;
	*p = at;
	return (int) (at - from);
}

/* What most numbers look like, in one pass; false: not this one, which may be a number all the same. */
static inline bool
api_decimal_plain(const char *text, size_t len, ApiDecimalPlain *plain)
{
	const char *p = text;
	const char *end = text + len;
	const char *digits;
	int			before;

	if (len == 0 || len > API_DECIMAL_DIGITS + 2)
		return false;
	plain->negative = *p == '-';
	p += plain->negative;
	digits = p;
	plain->digits = 0;
	plain->behind = 0;
	before = api_decimal_digits(&p, end, &plain->digits);
	if (before == 0 || (before > 1 && *digits == '0'))
		return false;
	if (p < end)
	{
		if (*p++ != '.')
			return false;
		plain->behind = api_decimal_digits(&p, end, &plain->digits);
		if (plain->behind == 0)
			return false;
	}
	return p == end && before + plain->behind <= API_DECIMAL_DIGITS;
}

/* Its nearest double; false: that is not found so. */
static inline bool
api_decimal_nearest(const ApiDecimalPlain *plain, double *value)
{
	static const double powers[] = {
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
	};

	/* both are exact, and the quotient the nearest */
	if (plain->digits > UINT64_C(1) << 53)
		return false;
	*value = (double) plain->digits / powers[plain->behind];
	if (plain->negative)
		*value = -*value;
	return true;
}

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
