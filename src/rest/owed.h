/*
 * owed.h
 *		What the last page of a chain says, and no option has read.
 *
 * A chain that ends for want of records is held against what its last page says of more:
 * in words, by a token or link, or by a total.  A total that is declared and reached ends no
 * chain whose page says otherwise: the next page shows who is right.
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

/*
 * A declared total is reached: does the page say that more come, in words or by another total?
 * A cursor or link that stays behind says nothing.
 */
extern bool api_owed_chained(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiSigns *signs);

/*
 * What a page's signs tell of totals: the largest that nobody declared, and whether the declared
 * one is a lower bound.  A last page whose total is smaller than one before, and was not reached,
 * is a doubt: others may have slipped by.
 */
extern void api_owed_remember(ApiChain *chain, const ApiSigns *signs);
extern void api_owed_doubt_fall(ApiChain *chain, const ApiSigns *signs);

/* has_more_path ends the pages: a page that says otherwise, in words or by a number, is a doubt. */
extern void api_owed_doubt_more(const ApiPaging *paging, ApiChain *chain, const ApiSigns *signs);

/* The warning that all was followed, and a total says more. */
extern void api_owed_doubt(const ApiSigns *signs, int64_t records, ApiError *doubt);

/* Do options declare a total of records, which is held against those that came? */
extern bool api_owed_declared(const ApiChain *chain);

/*
 * Does the parameter's name tell of the other pager: offset_param 'page'?  The hint is a
 * sentence, static.
 */
extern bool api_owed_misnamed(const ApiPaging *paging);
extern const char *api_owed_pager_hint(const ApiPaging *paging);

/* Are pages counted from 1 only because nobody said otherwise? */
extern bool api_owed_from_one(const ApiPaging *paging);

#endif							/* API_OWED_H */
