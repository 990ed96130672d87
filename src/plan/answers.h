/*
 * answers.h
 *		What is known of a table's answers: the one model that estimates are made from.
 *
 * Every figure says where it comes from.  An option goes before statistics (ANALYZE),
 * these go before what earlier scans have taught, and that goes before a default.  How
 * costs are made of the figures: docs/internals/costs.md.
 */
#ifndef API_ANSWERS_H
#define API_ANSWERS_H

#include "postgres.h"

#include "nodes/pathnodes.h"
#include "plan/quals.h"
#include "rest/config.h"

typedef enum ApiSource
{
	API_FROM_DEFAULT,
	API_FROM_LEARNT,
	API_FROM_STATISTICS,
	API_FROM_OPTION
} ApiSource;

typedef struct ApiGuess
{
	double		value;
	ApiSource	from;
} ApiGuess;

/* The columns of which one value each makes a key. */
typedef struct ApiKey
{
	Bitmapset  *columns;		/* attnums */
	bool		any;			/* any of them does, not all together */
	ApiGuess	rows;			/* of one key; 0: as many as the table has by its values */
} ApiKey;

typedef struct ApiAnswers
{
	const ApiConfig *config;
	ApiGuess	rows;			/* of the whole table */
	ApiGuess	page;			/* records a page */
	ApiGuess	latency;		/* of a request, milliseconds */
	ApiKey		unique;			/* unique_key; no columns: none is given */
	ApiKey		key;			/* what the API is asked by */
	bool		listed;			/* it can be read without a value of a path */
	bool		one_page;		/* an answer is whole: there are no pages */
	bool		chained;		/* a page tells of the next, so pages come one by one */
} ApiAnswers;

/*
 * The figures of a table, for a user's mapping.  tuples: those that statistics tell of; negative: there are none.
 * Allocates in the current context.
 */
extern void api_answers_load(ApiAnswers *answers, const ApiConfig *config, Oid user,
							 double tuples);

/* How many rows one combination of the values has; without any, how many the table has. */
extern double api_answers_rows(const ApiAnswers *answers, PlannerInfo *root, RelOptInfo *rel,
							   const ApiQuals *quals);

/* Has a value of that column one row at most, as far as is known? */
extern bool api_answers_unique(const ApiAnswers *answers, AttrNumber attnum);

/* Is each combination of the values one key, sent by itself, and no more than that? */
extern bool api_answers_keyed(const ApiAnswers *answers, const ApiQuals *quals);

/* Those of the figures that earlier scans have taught, as text; NULL: none. */
extern const char *api_answers_learnt(const ApiAnswers *answers);

/* What asking comes to. */
typedef struct ApiPrice
{
	double		requests;		/* as many as are expected */
	double		rounds;			/* round trips, one behind the other, as many as are paid for */
	Cost		first;			/* until the first answer is there */
	Cost		all;
} ApiPrice;

/* For so many chains of pages, with so many records in all.  whole: nothing narrows them. */
extern void api_answers_price(const ApiAnswers *answers, double chains, double records,
							  bool whole, ApiPrice *price);

#endif							/* API_ANSWERS_H */
