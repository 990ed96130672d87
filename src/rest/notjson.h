/*
 * notjson.h
 *		What a body is that is not the JSON asked for.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_NOTJSON_H
#define API_NOTJSON_H

#include <stddef.h>

#include "base/error.h"
#include "net/message.h"

/* "gzip-compressed data", "an HTML page", ...: by its first bytes; NULL: nothing known. */
extern const char *api_notjson_kind(const char *body, size_t len);

/*
 * Gives the reader's error about a response a hint, if it has none: what the body is, or
 * which option reads it.
 */
extern void api_notjson_hint(const ApiResponse *response, ApiError *err);

#endif							/* API_NOTJSON_H */
