/*
 * owed.h
 *		What the last page of a chain says, and no option has read.
 *
 * A chain that ends for want of records is held against what its last page says of more:
 * in words, by a token or link, or by a total.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_OWED_H
#define API_OWED_H

#include "rest/chain.h"
#include "rest/signs.h"

/*
 * The end of pages that can be counted, which is why; err: the page says that more come, or,
 * the first, that some were before it.  Where LIMIT has enough, more is told only to who
 * wants it.
 */
extern ApiEnd api_owed_counted(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiEnd why,
							   ApiError *err);

/*
 * The option that reads what was seen, without those of paging that the table has; of a
 * token or link with them; "": none does.
 */
extern const char *api_owed_option(const ApiSigns *signs);

#endif							/* API_OWED_H */
