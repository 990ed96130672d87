/*
 * learnt.h
 *		What scans of this session have taught of a table's answers, for later plans.
 *
 * Figures are kept as steps: powers of four of what is taken by default.  One moves when what
 * is seen is clearly nearer to another step, so that plans do not change with each page.  A
 * table whose options are others has taught nothing.  Backend code.
 */
#ifndef API_LEARNT_H
#define API_LEARNT_H

#include "postgres.h"

#include "rest/config.h"

typedef enum ApiFact
{
	API_FACT_ROWS,				/* of the whole table */
	API_FACT_KEY_ROWS,			/* of one key */
	API_FACT_PAGE,				/* records a page */
	API_FACT_LATENCY			/* of a request, milliseconds */
} ApiFact;

#define API_FACTS (API_FACT_LATENCY + 1)

/* What is taken of a fact of which nothing is known. */
extern double api_learnt_default(ApiFact fact);

/* What that user has been taught of the table; 0: nothing, or the setting learn is off. */
extern double api_learnt_get(const ApiConfig *config, Oid user, ApiFact fact);

/* It was seen. */
extern void api_learnt_note(const ApiConfig *config, Oid user, ApiFact fact, double value);

#endif							/* API_LEARNT_H */
