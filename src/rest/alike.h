/*
 * alike.h
 *		Pages that are one and the same but for what changes each time: a clock, a rank.
 *
 * An API that does not know the paging parameter gives its first page for ever.  Where the
 * records' bytes differ each time, their keys do not.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ALIKE_H
#define API_ALIKE_H

#include "rest/chain.h"

/*
 * Judged in page order.  After a few pages in a row that have records with the same keys, no
 * two of a page alike, chain->overlap tells; false with err: a hundred have.  Series have
 * keys that return, too, but hardly so many pages of exactly one round; on_repeated_page
 * 'ignore' takes them.
 */
extern bool api_alike_check(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err);

#endif							/* API_ALIKE_H */
