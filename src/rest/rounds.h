/*
 * rounds.h
 *		Are the chains' pages cut?  Pages that say nothing of others, and are as large as
 *		pages are: 100 records, 250.
 *
 * Of one chain such a page is worth a warning.  Of several chains it is one only where
 * they pile up at the largest: where no chain has more records, and at least two, and
 * one in fifty, have that many.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_ROUNDS_H
#define API_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiRounds
{
	int64_t		chains;			/* that have ended */
	int64_t		most;			/* records of the largest */
	int64_t		piled;			/* of those with so many: that say nothing, and are round */
} ApiRounds;

/* Is it a number of records that servers cut pages to, whatever is asked for? */
extern bool api_rounds_is(int64_t records);

/* A chain has ended with so many records. */
extern void api_rounds_add(ApiRounds *rounds, int64_t records, bool round);

/* Those of other chains count, too. */
extern void api_rounds_merge(ApiRounds *rounds, const ApiRounds *others);

/* The number of records at which chains may be cut; 0: they do not look like it. */
extern int64_t api_rounds_cut(const ApiRounds *rounds);

#endif							/* API_ROUNDS_H */
