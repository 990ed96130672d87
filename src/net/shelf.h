/*
 * shelf.h
 *		Pages that a statement has read, for scans of it that ask for the same later.
 *
 * A page on the shelf is a good response that came whole and that its reader is through
 * with.  It is given to whoever asks, as the same role and with the same credentials, for
 * the same, of whatever table.  The shelf has its bound, its bytes count with those of
 * bodies (memory.h), and it is what is given up first when those become scarce: then the
 * page is asked for again.  Bodies beyond the bound go to a file, if there is one.  What is
 * there stays until it was given to all who may ask, as who reads all of a table again begins
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

/*
 * Where bodies go that memory has no room for.  Both raise nothing; false: it was not done.  They
 * are called until the shelf is closed, whoever runs then.
 */
typedef struct ApiShelfFile
{
	void	   *self;
	int64_t		most;			/* bytes */
	bool		(*write) (void *self, int64_t at, const char *bytes, size_t len);
	bool		(*read) (void *self, int64_t at, char *bytes, size_t len);
} ApiShelfFile;

/* One that holds so many bytes at most; NULL: no memory. */
extern ApiShelf *api_shelf_create(size_t most);
extern ApiShelf *api_shelf_share(ApiShelf *shelf);

/* Has it no room for so many bytes more, and no file?  It gets one, copied. */
extern bool api_shelf_is_short(const ApiShelf *shelf, size_t bytes);
extern void api_shelf_spill(ApiShelf *shelf, const ApiShelfFile *file);

/* The statement has read all that it will: frees the pages, and takes no more.  NULL is ignored. */
extern void api_shelf_close(ApiShelf *shelf);

/* One that shared it uses it no more; NULL is ignored. */
extern void api_shelf_release(ApiShelf *shelf);

/* Bytes that the pages of all shelves take. */
extern size_t api_shelf_taken(void);

/* Memory is scarce: gives pages up, those that were put there first, until it is not. */
extern void api_shelf_yield(void);

#endif							/* API_SHELF_H */
