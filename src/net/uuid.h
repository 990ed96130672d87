/*
 * uuid.h
 *		Random identifiers of requests.
 *
 * Core: no PostgreSQL, no memory.
 */
#ifndef API_UUID_H
#define API_UUID_H

#define API_UUID_LEN 36			/* without the NUL */
#define API_IDEMPOTENCY_KEY "Idempotency-Key"	/* the header that they go in */

/* Writes a random one (version 4) as text; text has room for API_UUID_LEN + 1. */
extern void api_uuid_make(char *text);

#endif							/* API_UUID_H */
