/*
 * known.h
 *		What a session has learnt of tables: that their pages tell of the next one where
 *		the options say, and which members their records have.
 *
 * Backend code.
 */
#ifndef API_KNOWN_H
#define API_KNOWN_H

#include "rest/config.h"

/* Has a page of that table, by the options that it has now, told so? */
extern bool api_known_next(const ApiConfig *config);

/* One has. */
extern void api_known_note(const ApiConfig *config);

/* Has a record of that table had a member for the column, by what it reads now?  One that has not
 * leaves it out. */
extern bool api_known_member(const ApiConfig *config, const ApiColumn *column);

/* One has. */
extern void api_known_note_member(const ApiConfig *config, const ApiColumn *column);

#endif							/* API_KNOWN_H */
