/*
 * wait.h
 *		The place in a refusal's body that says how long to wait: retry_after_path.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_WAIT_H
#define API_WAIT_H

#include <stdbool.h>

#include "base/error.h"
#include "json/query.h"
#include "net/refusal.h"

typedef struct ApiWaitPath
{
	ApiWaitFinder finder;		/* for net; must stand first */
	ApiQuery   *query;			/* owned; NULL: there is no such place */
	bool		in_ms;			/* its number is of milliseconds, by its name */
} ApiWaitPath;

/* Parses the path; false with err.  A last name in _ms or Ms, or of millis, says the unit. */
extern bool api_wait_path_init(ApiWaitPath *wait, const char *path, ApiError *err);
extern void api_wait_path_free(ApiWaitPath *wait);

/* What net may call as long as wait lives; NULL: it has no path. */
extern const ApiWaitFinder *api_wait_path_finder(const ApiWaitPath *wait);

#endif							/* API_WAIT_H */
