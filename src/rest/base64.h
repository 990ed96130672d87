/*
 * base64.h
 *		Base64 for Basic credentials; core, so that it needs no PostgreSQL.
 */
#ifndef API_BASE64_H
#define API_BASE64_H

#include <stddef.h>

/* A malloc'd, NUL-terminated text; NULL: no memory. */
extern char *api_base64_encode(const char *data, size_t len);

#endif							/* API_BASE64_H */
