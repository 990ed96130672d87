/*
 * unheeded.h
 *		Does an API give the same, whatever it is asked for?
 *
 * Where columns show what was sent, an API that does not know their parameters gives its
 * rows once for each value, and each row claims to have it.  So the first pages of chains
 * are compared: where they have values that differ, and not one page does, nobody filters.
 * A page without records, or a failure, differs from all others.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_UNHEEDED_H
#define API_UNHEEDED_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiUnheeded
{
	int64_t		pages;			/* first ones */
	uint64_t	content;		/* digest of the first's records */
	int64_t		records;		/* how many it has */
	uint64_t	values;			/* hash of what it was asked for */
	bool		varied;			/* one was asked for with other values */
	bool		differs;		/* one has other records */
} ApiUnheeded;

/* A chain's first page; no records: it differs. */
extern void api_unheeded_add(ApiUnheeded *unheeded, uint64_t values, uint64_t content, int64_t records);

/* Those of another stream count, too. */
extern void api_unheeded_merge(ApiUnheeded *unheeded, const ApiUnheeded *other);

/*
 * Are the values ignored, as far as the pages show?  Of one record each nobody can tell: it
 * may well be the same.
 */
extern bool api_unheeded_ignored(const ApiUnheeded *unheeded);

#endif							/* API_UNHEEDED_H */
