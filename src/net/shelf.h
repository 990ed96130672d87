/*
 * shelf.h
 *		What a statement has asked for: requests that are on their way, found by what they
 *		ask, and pages that have been read, for scans of it that ask for the same later.
 *
 * A page on the shelf is a good response that came whole and that its reader is through
 * with.  It is given to whoever asks, as the same role and with the same credentials, for
 * the same of the same table.  The shelf has its bound, its bytes count with those of
 * bodies (memory.h), and it is what is given up first when those become scarce: then the
 * page is asked for again.  What is there stays, as who reads all of a table again begins
 * with the first page.
 *
 * A shelf is shared by its queues and whoever made it, and goes with the last of them.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SHELF_H
#define API_SHELF_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ApiShelf ApiShelf;

/* One that holds so many bytes at most; NULL: no memory. */
extern ApiShelf *api_shelf_create(size_t most);
extern ApiShelf *api_shelf_share(ApiShelf *shelf);

/* The statement has read all that it will: frees the pages, and takes no more.  NULL is ignored. */
extern void api_shelf_close(ApiShelf *shelf);

/* One that shared it uses it no more; NULL is ignored. */
extern void api_shelf_release(ApiShelf *shelf);

/* Bytes that the pages of all shelves take. */
extern size_t api_shelf_taken(void);

/* Memory is scarce: gives pages up, those that were put there first, until it is not. */
extern void api_shelf_yield(void);

#endif							/* API_SHELF_H */
