/*
 * sublist.h
 *		Signs that stand in one of several ancestors of the records: of a list in a record.
 *
 * $.orders[*].lines.data[*]: an order is a record of its own, and what its members say is
 * about it (total: 120).  What stands in an object that the way leads through below it
 * (lines: {"total": 3}) is about the list, and so is what is named after that.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_SUBLIST_H
#define API_SUBLIST_H

#include <stdbool.h>

#include "rest/search.h"

/* Does a word, token or link say that the list was cut? */
extern bool api_sublist_cut(const ApiSign *sign);

/* May a number count the records of the list? */
extern bool api_sublist_counts(const ApiSearch *search, const ApiSign *sign);

/*
 * One of several ancestors has ended: its signs are held against its records.  Of a record
 * those that say nothing more are dropped, so that there is room for the next ones'.
 */
extern void api_sublist_settle(ApiSearch *search, const ApiSearchFrame *frame);

#endif							/* API_SUBLIST_H */
