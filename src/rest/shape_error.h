/*
 * shape_error.h
 *		Does a body without records tell of an error?
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SHAPE_ERROR_H
#define API_SHAPE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/*
 * Has the object that the body of no records is a member such as "error", "errors", "fault",
 * or "ok": false, or nothing but a message?  Then err, which may be set, gets a detail that
 * quotes it.
 */
extern bool api_shape_tells_error(const char *body, size_t len, ApiError *err);

#endif							/* API_SHAPE_ERROR_H */
