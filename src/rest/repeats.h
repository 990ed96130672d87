/*
 * repeats.h
 *		Records that come twice: pages that repeat the one before, that lead round in a
 *		circle, or that run into each other.
 *
 * Judged in page order, whatever the order of arrival.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_REPEATS_H
#define API_REPEATS_H

#include "rest/chain.h"

/* Has the page the same records as the page before, and what becomes of it? */
extern ApiVerdict api_repeat_judge(const ApiPaging *paging, ApiChain *chain, const ApiPage *page,
								   ApiError *err);

/*
 * Chained: the same request with the same content leads round in a circle, also where a
 * total is reached on the way.  A mark set at page 1, 2, 4, 8 .. meets every circle in the
 * end.  Pages without records may end there, by on_repeated_page: then *why says so.
 */
extern bool api_repeat_check_circle(const ApiPaging *paging, ApiChain *chain, const ApiPage *page,
									ApiEnd *why, ApiError *err);

/*
 * Does the page begin with records that the page before ended with?  Servers that filter
 * behind the cut make offsets overlap, and so do records that are added meanwhile.  Where
 * records are alike within a page, too, they may be so by nature: then chain->overlap tells.
 */
extern bool api_repeat_check_overlap(const ApiPaging *paging, ApiChain *chain, const ApiPage *page,
									 ApiError *err);

/*
 * Chained, a request may be the same as the one before: of an API that goes on by itself with each,
 * or of a last page that leads to itself.  Notes that a request is made; is it the same?
 */
extern bool api_repeat_asks(const ApiPaging *paging, ApiChain *chain, const ApiRequest *request);

/* Its answer is another page: then nobody knows which, if one before was another scan's. */
extern bool api_repeat_check_given(ApiChain *chain, const ApiPage *page, ApiError *err);

/* By offsets, a page that is larger than the step runs into the next. */
extern bool api_repeat_check_step(const ApiPaging *paging, const ApiChain *chain, int64_t records,
								  ApiError *err);

#endif							/* API_REPEATS_H */
