/*
 * base64.c
 *		Base64 for Basic credentials (RFC 4648, with padding).
 */
#include <stdint.h>
#include <stdlib.h>

#include "rest/base64.h"

char *
api_base64_encode(const char *data, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *from = (const unsigned char *) data;
	char	   *out = malloc((len + 2) / 3 * 4 + 1);
	char	   *to = out;

	if (out == NULL)
		return NULL;
	for (size_t i = 0; i < len; i += 3)
	{
		size_t		left = len - i;
		uint32_t	bits = (uint32_t) from[i] << 16 |
			(left > 1 ? (uint32_t) from[i + 1] << 8 : 0) | (left > 2 ? from[i + 2] : 0);

		*to++ = digits[bits >> 18];
		*to++ = digits[bits >> 12 & 63];
		*to++ = left > 1 ? digits[bits >> 6 & 63] : '=';
		*to++ = left > 2 ? digits[bits & 63] : '=';
	}
	*to = '\0';
	return out;
}
