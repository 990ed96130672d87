/*
 * weigh.h
 *		What the signs that a search found come to.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_WEIGH_H
#define API_WEIGH_H

#include <stdbool.h>
#include <stdint.h>

#include "rest/search.h"

/* What the strongest sign says. */
typedef enum ApiSignsVerdict
{
	API_SIGNS_NONE,				/* there is none */
	API_SIGNS_DOUBTFUL,			/* more, by what may be data: for a warning */
	API_SIGNS_WEAK,				/* a token of the kind that stays at the end */
	API_SIGNS_END,				/* no more, by a null token or a total that is reached */
	API_SIGNS_MORE_NUMBER,		/* more, by a total */
	API_SIGNS_MORE_TOKEN,		/* more, by a token or link */
	API_SIGNS_MORE_WORD,		/* more, in words */
	API_SIGNS_END_WORD			/* no more, in words */
} ApiSignsVerdict;

#define API_SIGNS_SEEN 200
#define API_SIGNS_OPTIONS 600

typedef struct ApiSigns
{
	ApiSignsVerdict verdict;
	bool		full;			/* as many records as were asked for */
	bool		reached;		/* a total is */
	int64_t		total;			/* of records, by the number that counts; -1: none does */
	bool		owes;			/* the number that counts says that there are more */
	int64_t		bound;			/* a total that what stands beside it calls a lower bound; -1: none */
	bool		numbered;		/* a next page is told by a number, which is none that came */
	ApiOrdinal	ordinal;
	bool		round;			/* that, or a number of records that pages are cut at, or a limit in the body */
	char		seen[API_SIGNS_SEEN];	/* "total_pages": 5; "" */
	int64_t		own;			/* records of the list in a record that it is said of; -1: of the page */
	char		options[API_SIGNS_OPTIONS]; /* to paste: pagination 'page_number', ...; "" */
} ApiSigns;

static inline bool
api_signs_more(const ApiSigns *signs)
{
	return signs->verdict >= API_SIGNS_MORE_NUMBER && signs->verdict <= API_SIGNS_MORE_WORD;
}

/* What the signs are held against. */
typedef struct ApiSignsScope
{
	int64_t		records;		/* of the chain so far, this page's too */
	int64_t		page_records;	/* of this page */
	int64_t		pages;			/* of the chain so far, this one too */
	int64_t		asked;			/* records that the request asked for; 0: not known */
	const char *url;			/* of the request */
	bool		paged;			/* the table has options of paging */
	bool		counted;		/* and its pages are numbered, or more than one has come */
} ApiSignsScope;

extern void api_weigh(const ApiSearch *search, const ApiSignsScope *scope, ApiSigns *signs);

/*
 * Does the link look like one of the same API's: does its path equal or extend that of
 * url, or has the same last segment, or its query a word for paging?
 */
extern bool api_weigh_is_kin(const char *url, const char *link);

/* Is the text a link, and not a number or token?  Is it one that no person wrote? */
extern bool api_weigh_is_link(const char *text);
extern bool api_weigh_is_opaque(const char *text);

#endif							/* API_WEIGH_H */
