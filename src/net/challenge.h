/*
 * challenge.h
 *		What a refusal says in its WWW-Authenticate headers.
 *
 *		WWW-Authenticate: Bearer realm="x", error="invalid_token", error_description="The token expired"
 *
 * Core: pure, malloc.
 */
#ifndef API_CHALLENGE_H
#define API_CHALLENGE_H

#include "net/message.h"

/* Longest text that is taken out of a challenge, bytes. */
#define API_CHALLENGE_MAX 4096

/*
 * The error_description of the first challenge that has one, else an error; malloc'd, or
 * NULL: none has either.  Unprintable characters come as blanks.  It may hold what was
 * sent: to be scrubbed and cut by who quotes it.
 */
extern char *api_challenge_complaint(const ApiHeaders *headers);

#endif							/* API_CHALLENGE_H */
