/*
 * pasted.h
 *		A URL that was given as a path: how it is taken apart.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_PASTED_H
#define API_PASTED_H

#include "base/error.h"

/*
 * Has an error that is set hint at the options base_url, path and params that say the same
 * as the text, to be pasted; leaves it alone if that cannot be said.
 */
extern void api_pasted_hint(const char *text, ApiError *err);

#endif							/* API_PASTED_H */
