/*
 * doubts.h
 *		Signs that are not sure enough for an error: for a warning.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_DOUBTS_H
#define API_DOUBTS_H

#include "rest/weigh.h"

/* May a number above the records count more of them, though nothing supports it? */
extern bool api_doubts_number(const ApiSign *sign);

/*
 * May a total be a sum of money?  Of a cart or invoice, or, with nothing of pages about, far from
 * what the few records are a page of.
 */
extern bool api_doubts_sum(const ApiSign *sign, const ApiSignsScope *scope, int64_t number);

/*
 * May a total that is reached count this page alone?  Of servers that name so what they gave
 * one meets 100 of 100 as often as by chance.
 */
extern bool api_doubts_total(const ApiSign *sign, const ApiSignsScope *scope);

/* May what is called next, which may be data, be the number of a page or an offset? */
extern bool api_doubts_next(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope);

/* The number of the page, or the offset, that a link leads to, and its parameter; -1: none. */
extern int64_t api_doubts_page(const char *link, char *name, size_t room, bool *offset);

/* The name of a query's item, page%5Bnumber%5D decoded; its length. */
extern size_t api_doubts_decode(const char *item, size_t len, char *name, size_t room);

/* Does what is called last count pages, or lead to one behind this? */
extern bool api_doubts_last(const ApiSign *sign, const ApiSignsScope *scope);

/* Is a token one that the request itself sent? */
extern bool api_doubts_echo(const ApiSign *sign, const ApiSignsScope *scope);

/* Is it a link that some give on the last page, too: beside a limit that is larger than the page? */
extern bool api_doubts_link(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope);

/* Is it a count, size or number of rows with a total beside it, and so most likely the page's? */
extern bool api_doubts_outdone(const ApiSearch *search, const ApiSign *sign);

#endif							/* API_DOUBTS_H */
