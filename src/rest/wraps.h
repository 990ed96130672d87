/*
 * wraps.h
 *		Pages that come again, some pages later.
 *
 * Behind their last page some APIs begin again; others take a page's number modulo what
 * they have.  The first page is remembered for good, and with it a mark that is set anew at
 * page 1, 2, 4, 8 .. and so meets every circle in the end (Brent).
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_WRAPS_H
#define API_WRAPS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ApiWraps
{
	bool		began;			/* there was a page with records */
	uint64_t	first;			/* what it had */
	bool		again;			/* the page before had that once more, which may be by nature */
	uint64_t	mark;			/* what the page of that number had */
	int64_t		mark_page;
	int64_t		period;			/* pages from the mark to where it came again */
	int			times;			/* so often, each a period behind the other; -1: out of step */
} ApiWraps;

typedef enum ApiWrap
{
	API_WRAP_NONE,
	API_WRAP_FIRST,				/* the first page, behind others */
	API_WRAP_CIRCLE				/* one behind the first */
} ApiWrap;

/* Has it come before, as far as is remembered? */
extern bool api_wraps_knows(const ApiWraps *wraps, uint64_t content);

/*
 * The next page that has records, by its number in the chain.  sure: they differ from each
 * other, so that all of them again are no accident; else only a circle that turns twenty
 * times is one.
 */
extern ApiWrap api_wraps_add(ApiWraps *wraps, int64_t page, uint64_t content, bool sure);

#endif							/* API_WRAPS_H */
