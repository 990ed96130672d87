/*
 * decimal.c
 *		Numbers as JSON writes them.  See decimal.h.
 */
#include "json/decimal.h"

#include <string.h>

#include "json/scan.h"

#define MOST_EXPONENT 1000000	/* beyond: as good as infinite */

/* A number in parts; the text was found valid. */
typedef struct Parts
{
	bool		negative;
	const char *digits;			/* all digits, the point among them */
	const char *end;			/* behind them */
	long		point;			/* digits before the point, exponent added */
} Parts;

static void
take_apart(const char *text, size_t len, Parts *parts)
{
	const char *end = text + len;
	const char *p = text;
	bool		below = false;
	long		exponent = 0;

	parts->negative = *p == '-';
	p += parts->negative;
	parts->digits = p;
	while (p < end && ((*p >= '0' && *p <= '9') || *p == '.'))
		p++;
	parts->end = p;
	if (p < end)
	{
		below = p[1] == '-';
		for (p += p[1] == '-' || p[1] == '+' ? 2 : 1; p < end; p++)
			if (exponent < MOST_EXPONENT)
				exponent = exponent * 10 + (*p - '0');
	}
	for (p = parts->digits; p < parts->end && *p != '.'; p++)
		;
	parts->point = (long) (p - parts->digits) + (below ? -exponent : exponent);
}

/* acc = acc * 10 + digit; false if 64 bits do not hold it. */
static inline bool
append_digit(uint64_t *acc, unsigned digit)
{
	return !__builtin_mul_overflow(*acc, 10, acc) && !__builtin_add_overflow(*acc, digit, acc);
}

ApiDecimalResult
api_decimal_read(const char *text, size_t len, int scale, bool round, int64_t *value)
{
	Parts		parts;
	ApiDecimalPlain plain;
	uint64_t	acc = 0;
	long		at = 0;			/* digits seen */
	unsigned	half = 0;		/* the first digit behind the point */
	bool		rest = false;	/* is there anything behind that? */

	if (scale == 0 && api_decimal_plain(text, len, &plain) && plain.behind == 0)
	{
		*value = plain.negative ? -(int64_t) plain.digits : (int64_t) plain.digits;
		return API_DECIMAL_OK;
	}
	if (!api_number_valid(text, len))
		return API_DECIMAL_MALFORMED;
	take_apart(text, len, &parts);
	parts.point += scale;
	for (const char *p = parts.digits; p < parts.end; p++)
	{
		unsigned	digit = (unsigned) (*p - '0');

		if (*p == '.')
			continue;
		if (at < parts.point)
		{
			if (!append_digit(&acc, digit))
				return API_DECIMAL_RANGE;
		}
		else if (at == parts.point)
			half = digit;
		else
			rest = rest || digit != 0;
		at++;
	}
	for (; at < parts.point && acc != 0; at++)
		if (!append_digit(&acc, 0))
			return API_DECIMAL_RANGE;

	if (half != 0 || rest)
	{
		if (!round)
			return API_DECIMAL_FRACTION;
		if (half > 5 || (half == 5 && (rest || (acc & 1))))
			acc++;
	}
	if (acc > (uint64_t) INT64_MAX + parts.negative)
		return API_DECIMAL_RANGE;
	*value = parts.negative ? (int64_t) (0 - acc) : (int64_t) acc;
	return API_DECIMAL_OK;
}

bool
api_decimal_double(const char *text, size_t len, double *value)
{
	static const double powers[] = {
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
		1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
	};
	Parts		parts;
	ApiDecimalPlain plain;
	uint64_t	acc = 0;
	long		ndigits = 0;
	long		exponent;

	if (api_decimal_plain(text, len, &plain) && api_decimal_nearest(&plain, value))
		return true;
	if (len > 40 || !api_number_valid(text, len))
		return false;
	take_apart(text, len, &parts);
	for (const char *p = parts.digits; p < parts.end; p++)
		if (*p != '.')
		{
			if (!append_digit(&acc, (unsigned) (*p - '0')))
				return false;
			ndigits++;
		}

	/* both factors must be exact for the result to be the nearest */
	exponent = parts.point - ndigits;
	if (acc > UINT64_C(1) << 53 || exponent > 22 || exponent < -22)
		return false;
	*value = exponent < 0 ? (double) acc / powers[-exponent] : (double) acc * powers[exponent];
	if (parts.negative)
		*value = -*value;
	return true;
}
