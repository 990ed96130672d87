/*
 * block.h
 *		Blocks of memory that may be large.
 *
 * A large one is the system's own pages: it grows without being copied, and goes back
 * at once when it is freed, where malloc would keep what is freed below something
 * else.  So what a scan holds is what it takes.
 */
#ifndef API_BLOCK_H
#define API_BLOCK_H

#include <stddef.h>

/* Blocks of that many bytes are large. */
#define API_BLOCK_LARGE ((size_t) 256 * 1024)

/*
 * A block of size bytes with the contents of the old one, which had old_size (NULL
 * and 0: none) and is gone.  NULL: no memory, and the old one is as it was.
 */
extern void *api_block_resize(void *old, size_t old_size, size_t size);

/* Frees a block of that size; NULL is ignored. */
extern void api_block_free(void *block, size_t size);

#endif							/* API_BLOCK_H */
