/*
 * safe.h
 *		What a text from WHERE may hold in the midst of a template's text.
 *
 * Other text stands around it, in a language that nobody here knows: a search, a
 * filter, a range.  So a value is one word of letters and digits, or stands between
 * double quotes that the template has.
 *
 * Core: no PostgreSQL, never raises.
 */
#ifndef API_SAFE_H
#define API_SAFE_H

#include <stdbool.h>
#include <stddef.h>

/* Room for a fault's text. */
#define API_SAFE_FAULT_MAX 48

/*
 * May the value stand there?  Else fault says why not, as the end of a
 * message: "it holds a blank".
 *
 * Unquoted: letters (all bytes above 0x7F, but for Unicode's blanks and controls),
 * digits, "_" "@", and single "." and "-", the latter inside; not nothing, not a
 * word of api_safe_is_word.  Quoted: all but double quotes, backslashes, controls.
 */
extern bool api_safe_value(const char *value, bool quoted, char fault[API_SAFE_FAULT_MAX]);

/*
 * The same of a number, date or the like, whose text is its type's or a time_format's: such
 * has other signs, but unquoted no blanks, and nowhere double quotes and backslashes.
 */
extern bool api_safe_typed(const char *value, bool quoted, char fault[API_SAFE_FAULT_MAX]);

/* Is it a word that languages have for themselves: and, or, not, to, null, true, false? */
extern bool api_safe_is_word(const char *text, size_t len);

/* May the byte stand in a word? */
extern bool api_safe_in_word(char c);

#endif							/* API_SAFE_H */
