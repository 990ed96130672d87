/*
 * known.h
 *		What a session has learnt of tables: that their pages tell of the next one where
 *		the options say.
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

#endif							/* API_KNOWN_H */
