/*
 * string.h
 *		Escapes and UTF-8 of JSON strings.  Private to json.
 *
 * Core: no PostgreSQL, no memory, no errors: what was found is returned.
 */
#ifndef API_STRING_H
#define API_STRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is wrong with a string. */
typedef enum ApiStringFault
{
	API_STRING_FINE,
	API_STRING_QUOTES,			/* not one string in quotes */
	API_STRING_CONTROL,			/* a raw control character */
	API_STRING_ESCAPE,			/* an escape that does not exist */
	API_STRING_UTF8,			/* malformed UTF-8 */
	API_STRING_NUL,				/* \u0000 */
	API_STRING_SURROGATE		/* half of a surrogate pair */
} ApiStringFault;

/* What to say of it. */
extern const char *api_string_fault_text(ApiStringFault fault);

/*
 * Checks a string's text, quotes included: escapes exist, UTF-8 is well-formed.
 * Gives where it is wrong, NULL if nowhere.  \u0000 and surrogates are no
 * faults here: whoever decodes the string judges them.
 */
extern const char *api_string_check(const char *text, size_t len, ApiStringFault *fault);

/*
 * Decodes a string's text, quotes included, into out as UTF-8 and sets *out_len.
 * out has room for len bytes.  Anything but API_STRING_FINE leaves out undefined.
 */
extern ApiStringFault api_string_unescape(const char *text, size_t len, char *out, size_t *out_len);

/*
 * Does a string's text, quotes included, decode to that name?  No string that
 * api_string_unescape refuses does.
 */
extern bool api_string_equals(const char *text, size_t len, const char *name, size_t name_len);

/* Bytes of the well-formed UTF-8 character at p, 0 if it is none. */
extern size_t api_utf8_char(const char *p, const char *end);

/* The same for a whole text. */
extern bool api_utf8_valid(const char *text, size_t len);

/* Writes a code point (no surrogate, at most 0x10ffff) as UTF-8; gives its bytes. */
extern size_t api_utf8_put(char *out, uint32_t code);

/* Value of a hexadecimal digit, -1 if it is none. */
extern int	api_hex_digit(char c);

#endif							/* API_STRING_H */
