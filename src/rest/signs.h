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
#include "rest/weigh.h"

/*
 * Searches a page that is whole.  records and pages: of its chain so far, this page's
 * too; what a total promises is held against them.  Not scrubbed: api_failure_wrap does
 * that.
 */
extern void api_signs_search(const ApiPaging *paging, ApiPage *page, int64_t records,
							 int64_t pages, ApiSigns *signs);

/* The hint of it; signs NULL: no options are known. */
extern void api_signs_hint(const ApiSigns *signs, ApiError *err);

/* The error that there is more, quoting it and with the options to paste. */
extern bool api_signs_refuse(const ApiSigns *signs, int64_t records, ApiError *err);

#endif							/* API_SIGNS_H */
