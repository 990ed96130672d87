/*
 * string.c
 *		Escapes and UTF-8 of JSON strings.  See string.h and reader.h.
 */
#include "json/string.h"

#include <string.h>

#include "json/reader.h"
#include "json/scan.h"

const char *
api_string_fault_text(ApiStringFault fault)
{
	switch (fault)
	{
		case API_STRING_FINE:
			break;
		case API_STRING_QUOTES:
			return "not a string";
		case API_STRING_CONTROL:
			return "control character in a string";
		case API_STRING_ESCAPE:
			return "unknown escape in a string";
		case API_STRING_UTF8:
			return "malformed UTF-8 in a string";
		case API_STRING_NUL:
			return "\\u0000 in a string";
		case API_STRING_SURROGATE:
			return "half of a surrogate pair in a string";
	}
	return "nothing wrong";
}

static inline bool
is_continuation(char c)
{
	return ((unsigned char) c & 0xc0) == 0x80;
}

size_t
api_utf8_char(const char *p, const char *end)
{
	unsigned char first = (unsigned char) *p;
	unsigned char second;
	size_t		len;

	if (first < 0x80)
		return 1;
	len = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	if (len == 0 || (size_t) (end - p) < len)
		return 0;
	for (size_t i = 1; i < len; i++)
		if (!is_continuation(p[i]))
			return 0;

	/* overlong forms, surrogates, beyond 0x10ffff */
	second = (unsigned char) p[1];
	if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
		(first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
		return 0;
	return len;
}

bool
api_utf8_valid(const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end)
	{
		size_t		step = api_utf8_char(text, end);

		if (step == 0)
			return false;
		text += step;
	}
	return true;
}

size_t
api_utf8_put(char *out, uint32_t code)
{
	if (code < 0x80)
	{
		out[0] = (char) code;
		return 1;
	}
	if (code < 0x800)
	{
		out[0] = (char) (0xc0 | code >> 6);
		out[1] = (char) (0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000)
	{
		out[0] = (char) (0xe0 | code >> 12);
		out[1] = (char) (0x80 | (code >> 6 & 0x3f));
		out[2] = (char) (0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char) (0xf0 | code >> 18);
	out[1] = (char) (0x80 | (code >> 12 & 0x3f));
	out[2] = (char) (0x80 | (code >> 6 & 0x3f));
	out[3] = (char) (0x80 | (code & 0x3f));
	return 4;
}

int
api_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The number that four hexadecimal digits write, -1 if they do not. */
static long
read_hex4(const char *p, const char *end)
{
	long		code = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++)
	{
		int			digit = api_hex_digit(p[i]);

		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* What the one-letter escape stands for, 0 if there is none. */
static char
plain_escape(char c)
{
	switch (c)
	{
		case '"':
		case '\\':
		case '/':
			return c;
		case 'b':
			return '\b';
		case 'f':
			return '\f';
		case 'n':
			return '\n';
		case 'r':
			return '\r';
		case 't':
			return '\t';
		default:
			return 0;
	}
}

/* Bytes of the escape at p, which is a backslash; 0 if there is none. */
static size_t
escape_length(const char *p, const char *end)
{
	if (end - p < 2)
		return 0;
	if (p[1] == 'u')
		return read_hex4(p + 2, end) >= 0 ? 6 : 0;
	return plain_escape(p[1]) != 0 ? 2 : 0;
}

/* Takes the quotes off; false if there are none. */
static bool
unquote(const char **text, const char **end, size_t len)
{
	*end = *text + len - 1;
	if (len < 2 || **text != '"' || **end != '"')
		return false;
	*text += 1;
	return true;
}

const char *
api_string_check(const char *text, size_t len, ApiStringFault *fault)
{
	const char *p = text;
	const char *end;
	unsigned	seen = 0;

	*fault = API_STRING_QUOTES;
	if (!unquote(&p, &end, len))
		return text;
	while ((p = api_string_run(p, end, &seen)) < end)
	{
		size_t		step = *p == '\\' ? escape_length(p, end) : 0;

		if (step == 0)
		{
			*fault = *p == '\\' ? API_STRING_ESCAPE :
				*p == '"' ? API_STRING_QUOTES : API_STRING_CONTROL;
			return p;
		}
		p += step;
	}
	*fault = API_STRING_UTF8;
	if (seen & API_STRING_HIGH)
		for (p = text; p < end;)
		{
			size_t		step = api_utf8_char(p, end);

			if (step == 0)
				return p;
			p += step;
		}
	*fault = API_STRING_FINE;
	return NULL;
}

/* Decodes the escape at *p; sets how many bytes it gave. */
static ApiStringFault
decode_escape(const char **p, const char *end, char *out, size_t *wrote)
{
	size_t		step = escape_length(*p, end);
	long		code;
	long		low;

	if (step == 0)
		return API_STRING_ESCAPE;
	if (step == 2)
	{
		*out = plain_escape((*p)[1]);
		*wrote = 1;
		*p += 2;
		return API_STRING_FINE;
	}
	code = read_hex4(*p + 2, end);
	*p += 6;
	if (code == 0)
		return API_STRING_NUL;
	if (code >= 0xdc00 && code <= 0xdfff)
		return API_STRING_SURROGATE;
	if (code >= 0xd800 && code <= 0xdbff)
	{
		if (end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
			return API_STRING_SURROGATE;
		low = read_hex4(*p + 2, end);
		if (low < 0xdc00 || low > 0xdfff)
			return API_STRING_SURROGATE;
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		*p += 6;
	}
	*wrote = api_utf8_put(out, (uint32_t) code);
	return API_STRING_FINE;
}

ApiStringFault
api_string_unescape(const char *text, size_t len, char *out, size_t *out_len)
{
	const char *p = text;
	const char *end;
	char	   *to = out;
	unsigned	seen = 0;

	if (!unquote(&p, &end, len))
		return API_STRING_QUOTES;
	for (;;)
	{
		const char *run = p;
		size_t		wrote;
		ApiStringFault fault;

		p = api_string_run(p, end, &seen);
		memcpy(to, run, (size_t) (p - run));
		to += p - run;
		if (p == end)
			break;
		if (*p != '\\')
			return *p == '"' ? API_STRING_QUOTES : API_STRING_CONTROL;
		fault = decode_escape(&p, end, to, &wrote);
		if (fault != API_STRING_FINE)
			return fault;
		to += wrote;
	}

	/* what the escapes gave is well-formed by itself, and so cannot hide a fault */
	if ((seen & API_STRING_HIGH) && !api_utf8_valid(out, (size_t) (to - out)))
		return API_STRING_UTF8;
	*out_len = (size_t) (to - out);
	return API_STRING_FINE;
}

bool
api_string_equals(const char *text, size_t len, const char *name, size_t name_len)
{
	const char *p = text;
	const char *end;

	if (!unquote(&p, &end, len))
		return false;
	while (p < end)
	{
		char		decoded[4];
		const char *bytes = p;
		size_t		wrote = 1;

		if (*p == '\\')
		{
			if (decode_escape(&p, end, decoded, &wrote) != API_STRING_FINE)
				return false;
			bytes = decoded;
		}
		else
			p++;
		if (wrote > name_len || memcmp(bytes, name, wrote) != 0)
			return false;
		name += wrote;
		name_len -= wrote;
	}
	return name_len == 0;
}

long
api_string_decode(const char *text, size_t len, char *out, ApiError *err)
{
	size_t		out_len = 0;
	ApiStringFault fault = api_string_unescape(text, len, out, &out_len);

	if (fault == API_STRING_FINE)
		return (long) out_len;
	api_error_set(err, API_ERR_JSON, "invalid JSON: %s", api_string_fault_text(fault));
	return -1;
}
