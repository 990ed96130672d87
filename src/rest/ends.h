/*
 * ends.h
 *		Why a chain of pages ends: a closed set of reasons, and who gives them.
 *
 * A chain ends with a reason or not at all.  What only serves speed (guesses, POST,
 * concurrency) is none: without has_more or a total the end is an empty page.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ENDS_H
#define API_ENDS_H

#include <stdbool.h>

#include "base/error.h"

typedef enum ApiEnd
{
	API_END_OPEN,				/* it has not ended */
	API_END_HAS_MORE,			/* has_more_path says so */
	API_END_NO_NEXT,			/* no cursor or link, where the API is known to give them */
	API_END_NOT_FULL,			/* the same where it is not known to, behind a page that is not full */
	API_END_EMPTY,				/* a page without records */
	API_END_TOTAL,				/* as many as an option's total says */
	API_END_OBJECT,				/* the body is the one record */
	API_END_STATUS,				/* a status that means the end */
	API_END_LIMIT,				/* nobody wanted more of it */
	API_END_ONE_PAGE,			/* pagination 'none' */
	API_END_SHORT,				/* stop_on_short */
	API_END_REPEAT,				/* on_repeated_page 'end' */
	API_END_NO_SIGN,			/* auto, and nothing in the response tells of more */
	API_END_FAILED				/* a failure, which may be passed over */
} ApiEnd;

#define API_ENDS (API_END_FAILED + 1)

/* What a status behind good pages may be. */
typedef enum ApiPast
{
	API_PAST_NOT,				/* a failure */
	API_PAST_PERHAPS,			/* the end, if the page behind it has the same status */
	API_PAST_END				/* the end */
} ApiPast;

struct ApiChain;
struct ApiPage;
struct ApiPaging;

/* A reason's words, "" for API_END_OPEN; static. */
extern const char *api_end_words(ApiEnd why);

/* Reads what has_more_path says of the page that is judged into chain->has_more. */
extern bool api_end_read_more(const struct ApiPaging *paging, struct ApiChain *chain,
							  struct ApiPage *page, ApiError *err);

/*
 * Does a chain end with the page that is judged, and why?  Its pager and its totals have
 * learnt from it.  API_END_OPEN: it goes on, unless err is set.
 */
extern ApiEnd api_end_of_page(const struct ApiPaging *paging, struct ApiChain *chain,
							  struct ApiPage *page, ApiError *err);

/*
 * Nobody asks on behind max_pages: with an empty page the chain ends there, unless something
 * says that there are more.  false with err: there are.
 */
extern bool api_end_at_max(const struct ApiPaging *paging, const struct ApiChain *chain,
						   ApiEnd *why, ApiError *err);

/* The error of a page beyond max_pages; false. */
extern bool api_end_refuse_pages(const struct ApiPaging *paging, ApiError *err);

/*
 * The next page in order failed: does its status only say that the one before was the last?
 * Where it may, the page behind it is asked for, and must fail alike; API_PAST_PERHAPS:
 * that is to come.
 */
extern ApiPast api_end_by_failure(const struct ApiPaging *paging, struct ApiChain *chain,
								  struct ApiPage *page);

/* A status ends the chain: a warning, chain->doubt, where the page before leads on. */
extern void api_end_by_status(const struct ApiPaging *paging, struct ApiChain *chain,
							  const struct ApiPage *page);

/* The same page fails its chain: its hint names what says that it is the end. */
extern void api_end_hint(const struct ApiPaging *paging, const struct ApiChain *chain,
						 struct ApiPage *page);

#endif							/* API_ENDS_H */
