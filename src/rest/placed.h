/*
 * placed.h
 *		{secret:name} in the options of a request, made marks (base/mark.h); and the
 *		user mapping's option secrets, which has what goes there.
 *
 * Backend code: raises.
 */
#ifndef API_PLACED_H
#define API_PLACED_H

#include "postgres.h"

#include "nodes/pg_list.h"

#include "rest/endpoint.h"
#include "rest/pairs.h"

/* Most secrets that a mapping has by name, and fewest bytes of one: shorter ones could
 * not be told from other text. */
#define API_PLACED_MAX 20
#define API_PLACED_MIN_BYTES 4

/* Makes marks of what stands in the request's options. */
extern void api_placed_mark(ApiEndpointSpec *spec);

/* The same in the path and the body of the pages behind the first; NULL stays. */
extern const char *api_placed_path(const char *path);
extern const char *api_placed_body(const char *body, const char *content_type);

/* The option secrets of a mapping: checked, UTF-8, palloc'd. */
extern ApiPairs api_placed_read(const char *text);

/* Raises if the text has a place for a secret that is not there; command: the head of
 * what gives it, up to the option's name. */
extern void api_placed_check(const char *text, const ApiPairs *secrets, const char *command);

#endif							/* API_PLACED_H */
