/*
 * path.h
 *		A subset of PostgreSQL's jsonpath, compiled: where a value stands.
 *
 *		$  $.a.b  $."odd key"  $[0]  $[last]  $.a[*].b  $.*  @key  $.a.*.@key
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_PATH_H
#define API_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define API_PATH_MAX_STEPS 32

typedef enum ApiPathStepKind
{
	API_STEP_MEMBER,			/* .name */
	API_STEP_INDEX,				/* [n] */
	API_STEP_LAST,				/* [last] */
	API_STEP_ANY_ELEMENT,		/* [*] */
	API_STEP_ANY_MEMBER			/* .* */
} ApiPathStepKind;

typedef struct ApiPathStep
{
	ApiPathStepKind kind;
	char	   *name;			/* member's name, decoded UTF-8; else NULL */
	size_t		name_len;		/* its bytes (a name may hold any character) */
	uint32_t	index;			/* element's number, from 0 */
} ApiPathStep;

typedef struct ApiPath
{
	int			nsteps;			/* 0: the root, "$" */
	bool		key;			/* wanted is not the value, but the name or index it has */
	ApiPathStep steps[API_PATH_MAX_STEPS];
} ApiPath;

/*
 * Compiles "$..." text.  Gives a malloc'd path (api_path_free), or NULL with
 * err set to API_ERR_OPTION_VALUE (says where it went wrong) or out of memory.
 */
extern ApiPath *api_path_parse(const char *text, ApiError *err);

/*
 * The paths a bare column name reads, best first: the exact key; then, where
 * the name has dots, the descent ("user.login" is $.user.login); then the same
 * two with each snake_case segment spelled camelCase.  Fills paths[] with at
 * most API_PATH_MAX_ALTERNATIVES malloc'd paths without repeats and gives
 * their number, or 0 with err set.
 */
#define API_PATH_MAX_ALTERNATIVES 4
extern int	api_path_alternatives(const char *column, ApiPath *paths[API_PATH_MAX_ALTERNATIVES],
								  ApiError *err);

/*
 * The paths between those two that a name of three parts or more reads, where keys have
 * dots themselves: of "a.b.c" $.a."b.c", which is better than the descent, and $."a.b".c,
 * which is worse.  Fills paths[] with malloc'd paths, best first; the first *better are
 * better than the descent.  Gives their number, or -1 with err set.
 */
#define API_PATH_MAX_OTHERS 16
extern int	api_path_splits(const char *column, ApiPath *paths[API_PATH_MAX_OTHERS], int *better,
							ApiError *err);

/*
 * Lax indexes: the paths by which the leading members and indexes of a path find what
 * they find where a value is no array, for [0] of that is the value itself: of $.a[0].b
 * $.a.b.  The record itself is left out: it has one kind.  single[i]: what paths[i] finds
 * counts only if it is no array.  Gives their number, or -1 with err set.
 */
extern int	api_path_lax(const ApiPath *path, ApiPath *paths[API_PATH_MAX_OTHERS],
						 bool single[API_PATH_MAX_OTHERS], ApiError *err);

/*
 * Lax names: the paths by which a path of members finds what elements of an array have, for a
 * name goes through an array: of $.a.b $.a[*].b.  Each is for an array at its first [*]; the
 * record itself is left out.  Adds to the *npaths that paths[] has; false: err is set.
 */
extern bool api_path_through(const ApiPath *path, ApiPath *paths[API_PATH_MAX_OTHERS], int *npaths,
							 ApiError *err);

/* Appends a step with a copy of len bytes of name (NULL: none); false: no memory, or
 * too many steps. */
extern bool api_path_add_step(ApiPath *path, ApiPathStepKind kind, const char *name, size_t len,
							  uint32_t index);

/* Number of leading steps that are members or indexes (no [last], no wildcard). */
extern int	api_path_fixed_steps(const ApiPath *path);

/* Copies a path; NULL: no memory. */
extern ApiPath *api_path_copy(const ApiPath *path);

/*
 * Writes the path as jsonpath text into out (always terminated, cut to room):
 * for messages.
 */
extern void api_path_format(const ApiPath *path, char *out, size_t room);

extern void api_path_free(ApiPath *path);

#endif							/* API_PATH_H */
