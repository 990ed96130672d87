/*
 * signs.h
 *		Does a page say that there are more?
 *
 * What stands outside of a page's records is searched for signs of more, wherever they
 * stand: in words (has_more, last), as tokens or links of a next page, as numbers
 * (totals, pages), in the headers.  docs/decisions.md has the grammar of names.  A
 * page whose one record is the root object is not searched: all of it is data.
 *
 * Core: no PostgreSQL, malloc, nothing fails.
 */
#ifndef API_SIGNS_H
#define API_SIGNS_H

#include <stdbool.h>
#include <stdint.h>

#include "rest/paging.h"
#include "rest/records.h"

/* What the strongest sign says. */
typedef enum ApiSignsVerdict
{
	API_SIGNS_NONE,				/* there is none */
	API_SIGNS_WEAK,				/* a token of the kind that stays at the end */
	API_SIGNS_END,				/* no more, by a null token or a total that is reached */
	API_SIGNS_MORE_NUMBER,		/* more, by a total */
	API_SIGNS_MORE_TOKEN,		/* more, by a token or link */
	API_SIGNS_MORE_WORD,		/* more, in words */
	API_SIGNS_END_WORD			/* no more, in words */
} ApiSignsVerdict;

#define API_SIGNS_SEEN 160
#define API_SIGNS_OPTIONS 400

typedef struct ApiSigns
{
	ApiSignsVerdict verdict;
	bool		full;			/* as many records as were asked for */
	bool		round;			/* that, or a number of records that pages are cut at */
	char		seen[API_SIGNS_SEEN];	/* "total_pages": 5; "" */
	char		options[API_SIGNS_OPTIONS]; /* to paste: pagination 'page_number', ...; "" */
} ApiSigns;

static inline bool
api_signs_more(const ApiSigns *signs)
{
	return signs->verdict >= API_SIGNS_MORE_NUMBER && signs->verdict <= API_SIGNS_MORE_WORD;
}

/*
 * Searches a page that is whole.  records and pages: of its chain so far, this page's
 * too; what a total promises is held against them.  Not scrubbed: api_failure_wrap does
 * that.
 */
extern void api_signs_search(const ApiPaging *paging, ApiPage *page, int64_t records,
							 int64_t pages, ApiSigns *signs);

/* The error that there is more, quoting it and with the options to paste. */
extern bool api_signs_refuse(const ApiSigns *signs, int64_t records, ApiError *err);

#endif							/* API_SIGNS_H */
