/*
 * totals.h
 *		How many records or pages a chain has, as its pages say.
 *
 * What an option names (total_path, total_header, total_pages_path,
 * total_pages_header) may plan the requests and end the chain.  What is seen
 * without being named (X-Total-Count, X-Total-Pages, Content-Range, Link rel=last)
 * may only plan.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_TOTALS_H
#define API_TOTALS_H

#include "rest/chain.h"

/*
 * Learns from the page that is being judged; false with err (API_ERR_PAGING) when a
 * total that an option names is no number.
 */
extern bool api_totals_learn(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err);

#endif							/* API_TOTALS_H */
