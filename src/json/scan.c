/*
 * scan.c
 *		The bytes of JSON text.  See scan.h.
 */
#include "json/scan.h"

#include "json/blocks.h"

#define B API_BYTE_BAD
#define W API_BYTE_SPACE
#define S API_BYTE_SCALAR
#define P API_BYTE_SEPARATOR
#define Q API_BYTE_QUOTE
#define O API_BYTE_OPEN
#define C API_BYTE_CLOSE

/* bytes over 0x7f are 0, API_BYTE_BAD */
const unsigned char api_byte_classes[256] = {
	B, B, B, B, B, B, B, B, B, W, W, B, B, W, B, B, /* 00 */
	B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, /* 10 */
	W, B, Q, B, B, B, B, B, B, B, B, S, P, S, S, B, /* 20:  "+,-. */
	S, S, S, S, S, S, S, S, S, S, P, B, B, B, B, B, /* 30: 0-9 : */
	B, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 40: A-O */
	S, S, S, S, S, S, S, S, S, S, S, O, B, C, B, B, /* 50: P-Z [ ] */
	B, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 60: a-o */
	S, S, S, S, S, S, S, S, S, S, S, O, B, C, B, B, /* 70: p-z { } */
};

#undef B
#undef W
#undef S
#undef P
#undef Q
#undef O
#undef C

static inline const char *
skip_blocks(const char *p, const char *end, unsigned *seen)
{
#ifdef API_BLOCKS
	return api_blocks()->skip_string(p, end, seen);
#else
	(void) end;
	(void) seen;
	return p;
#endif
}

ApiStringEnd
api_string_skip_rest(const char **p, const char *end, unsigned *seen)
{
	const char *at = *p;

	for (;;)
	{
		at = api_string_run(skip_blocks(at, end, seen), end, seen);
		*p = at;
		if (at == end)
			return API_STRING_MORE;
		if (*at == '"')
		{
			*p = at + 1;
			return API_STRING_CLOSED;
		}
		if (*at != '\\')
			return API_STRING_BROKEN;
		*seen |= API_STRING_ESCAPED;
		if (at + 1 == end)
			return API_STRING_MORE;
		if ((unsigned char) at[1] < 0x20)
		{
			*p = at + 1;
			return API_STRING_BROKEN;
		}
		if ((unsigned char) at[1] > 0x7f)
			*seen |= API_STRING_HIGH;
		at += 2;
	}
}

bool
api_number_valid(const char *text, size_t len)
{
	return len > 0 && api_number_end(text, text + len) == text + len;
}

bool
api_scalar_valid(const char *text, size_t len)
{
	if (len > 0 && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9')))
		return api_number_valid(text, len);
	return (len == 4 && memcmp(text, "true", 4) == 0) ||
		(len == 5 && memcmp(text, "false", 5) == 0) ||
		api_text_is_null(text, len);
}
