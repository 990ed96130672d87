/*
 * scrub.h
 *		Secrets in text that is to be shown: found however their characters are written.
 *
 * A character may stand as it is, percent-encoded, as an escape of JSON, or as an entity of
 * HTML, each on its own; a letter of ASCII small or capital.
 *
 * Core: no PostgreSQL, no memory, nothing fails.
 */
#ifndef API_SCRUB_H
#define API_SCRUB_H

/* Overwrites each place where secret (not empty) stands in text by "***". */
extern void api_scrub(char *text, const char *secret);

#endif							/* API_SCRUB_H */
