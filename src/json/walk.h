/*
 * walk.h
 *		A walk over the members of a JSON text, as its bytes come, for who looks for
 *		names and small values wherever they stand.
 *
 * The text was framed by a reader before, or will be: what is malformed only ends
 * the walk.  Pieces may be left out between two feeds (the records of an envelope),
 * as long as brackets stay balanced.  Nothing is built and nothing allocated.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_WALK_H
#define API_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/scan.h"

/* Most bytes of a name and of a value that are shown; of a longer one its beginning. */
#define API_WALK_NAME 128
#define API_WALK_VALUE 1024

/* Where a value stands. */
typedef struct ApiWalkPlace
{
	const char *name;			/* as it is written, without quotes; NULL: an element */
	size_t		len;			/* its bytes */
	uint32_t	index;			/* of an element, from 0 */
} ApiWalkPlace;

/* Who is told of what the walk meets. */
typedef struct ApiWalker
{
	void	   *arg;

	/* A container begins; false: nothing in it is of interest, not its end either. */
	bool		(*open) (void *arg, const ApiWalkPlace *place, bool object);
	void		(*close) (void *arg);

	/* A string, without its quotes and as it is written, or a number or literal. */
	void		(*value) (void *arg, const ApiWalkPlace *place, const char *text, size_t len,
						  bool string);
} ApiWalker;

typedef enum ApiWalkState
{
	API_WALK_BETWEEN,
	API_WALK_STRING,
	API_WALK_SCALAR,
	API_WALK_SKIP,
	API_WALK_OVER				/* it is malformed: nothing more is told */
} ApiWalkState;

typedef struct ApiWalk
{
	ApiWalker	walker;
	ApiWalkState state;
	ApiFramer	framer;			/* the open containers */
	int			base;			/* SKIP: the depth to come back to */
	bool		escaped;		/* STRING: a backslash was the last byte */
	bool		name_next;		/* in an object: the next string is a name */
	bool		named;			/* name is of the value to come */
	uint32_t	indexes[API_READER_MAX_DEPTH + 1];	/* by depth: the element in hand */
	size_t		name_len;
	size_t		value_len;
	char		name[API_WALK_NAME];
	char		value[API_WALK_VALUE];
} ApiWalk;

extern void api_walk_begin(ApiWalk *walk, const ApiWalker *walker);

/* Goes on with the next bytes. */
extern void api_walk_feed(ApiWalk *walk, const char *text, size_t len);

#endif							/* API_WALK_H */
