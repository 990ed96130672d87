/*
 * safe.c
 *		What a text from WHERE may hold in the midst of a template's text.  See safe.h.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "rest/safe.h"

static bool
is_control(char c)
{
	return (unsigned char) c < 0x20 || c == 0x7F;
}

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		(unsigned char) c > 0x7F;
}

bool
api_safe_in_word(char c)
{
	return is_letter_or_digit(c) || (c != '\0' && strchr("_.@-", c) != NULL);
}

bool
api_safe_is_word(const char *text, size_t len)
{
	static const char *const words[] = {"and", "or", "not", "to", "null", "true", "false"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (len == strlen(words[i]) && strncasecmp(text, words[i], len) == 0)
			return true;
	return false;
}

/* Blanks and controls of Unicode, which search languages take for blanks. */
static bool
is_wide_blank(const char *value)
{
	static const char *const blanks[] = {"\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9",
	"\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};
	const unsigned char *bytes = (const unsigned char *) value;

	if (bytes[0] == 0xC2 && bytes[1] >= 0x80 && bytes[1] <= 0x9F)
		return true;
	if (bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] >= 0x80 && bytes[2] <= 0x8A)
		return true;
	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (strncmp(value, blanks[i], strlen(blanks[i])) == 0)
			return true;
	return false;
}

/* May it stand at p, of the value that begins at value? */
static bool
stands(const char *value, const char *p)
{
	bool		first = p == value;

	if (*p == '-')
		return !first && p[-1] != '-' && p[1] != '\0';
	if (*p == '.')
		return first || p[-1] != '.';
	return api_safe_in_word(*p) && !is_wide_blank(p);
}

static void
say(char *fault, const char *value, const char *p)
{
	if (*p == ' ' || is_wide_blank(p))
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it holds a blank");
	else if (is_control(*p))
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it holds a control character");
	else if (*p == '-' && p == value)
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it begins with \"-\"");
	else if (*p == '-' && p[1] == '\0')
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it ends with \"-\"");
	else if (*p == '-' || *p == '.')
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it holds \"%c%c\"", *p, *p);
	else
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it holds \"%c\"", *p);
}

bool
api_safe_value(const char *value, bool quoted, char fault[API_SAFE_FAULT_MAX])
{
	const char *p = value;

	while (*p != '\0' && (quoted ? *p != '"' && *p != '\\' && !is_control(*p) : stands(value, p)))
		p++;
	if (*p != '\0')
	{
		say(fault, value, p);
		return false;
	}
	if (!quoted && p == value)
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it is empty");
	else if (!quoted && api_safe_is_word(value, strlen(value)))
		(void) snprintf(fault, API_SAFE_FAULT_MAX, "it is the word %s", value);
	else
		return true;
	return false;
}

bool
api_safe_typed(const char *value, bool quoted, char fault[API_SAFE_FAULT_MAX])
{
	const char *p = value;

	while (*p != '\0' && *p != '"' && *p != '\\' && !is_control(*p) && (quoted || *p != ' '))
		p++;
	if (*p != '\0')
		say(fault, value, p);
	return *p == '\0';
}
