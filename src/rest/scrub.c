/*
 * scrub.c
 *		Secrets in text that is to be shown.  See scrub.h.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/string.h"
#include "rest/scrub.h"

#define SHOWN "***"
#define DIGITS_MAX 8			/* of a character's number in an entity */

/* A character that is written in several, and the text behind it. */
typedef struct Unit
{
	unsigned long code;			/* of percent-encoding: a byte */
	const char *end;			/* NULL: there is none */
} Unit;

/* The number of len digits at most to that base, that end says must stand behind it ('\0': nothing). */
static Unit
read_number(const char *text, int base, size_t least, size_t most, char end)
{
	char		digits[DIGITS_MAX + 1];
	size_t		len = strspn(text, base == 16 ? "0123456789abcdefABCDEF" : "0123456789");
	Unit		none = {0, NULL};

	if (len > most && end == '\0')
		len = most;
	if (len < least || len > most || (end != '\0' && text[len] != end))
		return none;
	memcpy(digits, text, len);
	digits[len] = '\0';
	return (Unit) {strtoul(digits, NULL, base), text + len + (end != '\0')};
}

/* "&lt;", "&#60;", "&#x3c;" */
static Unit
read_entity(const char *text)
{
	static const struct
	{
		const char *name;
		char		code;
	}			names[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};

	if (text[1] == '#')
		return strchr("xX", text[2]) != NULL && text[2] != '\0' ?
			read_number(text + 3, 16, 1, DIGITS_MAX, ';') : read_number(text + 2, 10, 1, DIGITS_MAX, ';');
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncasecmp(text, names[i].name, strlen(names[i].name)) == 0)
			return (Unit) {(unsigned char) names[i].code, text + strlen(names[i].name)};
	return (Unit) {0, NULL};
}

static Unit
read_unit(const char *text)
{
	switch (*text)
	{
		case '%':
			return read_number(text + 1, 16, 2, 2, '\0');
		case '+':
			return (Unit) {' ', text + 1};
		case '&':
			return read_entity(text);
		case '\\':
			if (text[1] == 'u')
				return read_number(text + 2, 16, 4, 4, '\0');
			if (text[1] != '\0' && strchr("\"\\/", text[1]) != NULL)
				return (Unit) {(unsigned char) text[1], text + 2};
			return (Unit) {0, NULL};
		default:
			return (Unit) {0, NULL};
	}
}

/* Is it that letter, small or capital?  A host is written in small ones. */
static bool
is_letter(unsigned char c, char letter)
{
	return c == (unsigned char) letter ||
		(c < 0x80 && (c | 0x20) == ((unsigned char) letter | 0x20) && (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* How many bytes of the secret the unit at text stands for; 0: it does not. */
static size_t
spells(const char *text, const Unit *unit, const char *secret)
{
	char		bytes[4];
	size_t		len;

	if (unit->end == NULL || unit->code == 0 || unit->code > 0x10FFFF || (unit->code & ~0x7FFul) == 0xD800)
		return 0;
	if (*text == '%' || unit->code < 0x80)
		return is_letter((unsigned char) unit->code, *secret);
	len = api_utf8_put(bytes, (uint32_t) unit->code);
	return strncmp(bytes, secret, len) == 0 ? len : 0;
}

/* Behind the secret, if the text begins with it; else NULL. */
static const char *
match(const char *text, const char *secret)
{
	while (*secret != '\0')
	{
		Unit		unit = read_unit(text);
		size_t		written = spells(text, &unit, secret);
		bool		plain = is_letter((unsigned char) *text, *secret);
		const char *end;

		/* a secret of "%2" may begin with "%25" in either way */
		if (written > 0 && plain && (end = match(unit.end, secret + written)) != NULL)
			return end;
		if (written == 0 && !plain)
			return NULL;
		text = plain ? text + 1 : unit.end;
		secret += plain ? 1 : written;
	}
	return text;
}

void
api_scrub(char *text, const char *secret)
{
	for (; *text != '\0'; text++)
	{
		const char *end = match(text, secret);
		size_t		len;

		if (end == NULL)
			continue;
		len = (size_t) (end - text);
		if (len < strlen(SHOWN))
			continue;
		memcpy(text, SHOWN, strlen(SHOWN));
		memmove(text + strlen(SHOWN), end, strlen(end) + 1);
		text += strlen(SHOWN) - 1;
	}
}
