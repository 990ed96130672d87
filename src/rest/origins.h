/*
 * origins.h
 *		Where a user mapping's secrets may go: its option secret_origins.
 *
 * The option is written by an event trigger when the secrets are given, and is not
 * changed by itself after that: a server's owner who moves base_url gets nothing.
 * Backend code: raises.
 */
#ifndef API_ORIGINS_H
#define API_ORIGINS_H

#include "postgres.h"

#include "nodes/pg_list.h"

/* Does the mapping's list of options hold a secret? */
extern bool api_origins_needed(List *mapping);

/* The origin of a URL as the option has it, without a default port; palloc'd, raises. */
extern char *api_origins_of(const char *url);

/* The origins that the mapping names, NULL-terminated, palloc'd; NULL: it has no such option. */
extern const char *const *api_origins_list(List *mapping);

/*
 * Raises unless the mapping's secrets, if it has any, may go to base_url's origin.  An
 * origin covers only itself: https is not http.  words: the mapping, as in ALTER USER
 * MAPPING words, for the hint.
 */
extern void api_origins_check(List *mapping, const char *base_url, const char *words);

/* The mapping of user (InvalidOid: PUBLIC) and server, in those words. */
extern char *api_origins_words(Oid user, const char *server);

#endif							/* API_ORIGINS_H */
