/*
 * jump.h
 *		Pages that an OFFSET lets be left out.
 *
 * Where pages are asked for by offset, behind the first the chain goes on with the page that has
 * the first row behind the OFFSET: if the first page is full, which shows how many records one
 * has, and declares a total.  The records between count as if they had come.  Never is a page
 * asked for that the total has not, and if the one that is jumped to has not as many records
 * as it should, the chain goes back, and reads all pages.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_JUMP_H
#define API_JUMP_H

#include <stdbool.h>

#include "rest/advance.h"

/* A page of the chain was judged: goes on behind those that are not wanted. */
extern void api_jump_ahead(ApiStream *stream, ApiChain *chain);

/*
 * The page has come, to be judged next: does a jump to it prove wrong?  Then all that was
 * asked for is dropped, the page, too.
 */
extern bool api_jump_fails(ApiStream *stream, ApiChain *chain, const ApiPage *page);

#endif							/* API_JUMP_H */
