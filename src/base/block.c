/*
 * block.c
 *		Blocks of memory that may be large.  See block.h.
 */
#include "base/block.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void *
map(size_t size)
{
	void	   *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return block == MAP_FAILED ? NULL : block;
}

void *
api_block_resize(void *old, size_t old_size, size_t size)
{
	void	   *block;

	if (old_size < API_BLOCK_LARGE && size < API_BLOCK_LARGE)
		return realloc(old, size);
	if (old_size >= API_BLOCK_LARGE && size >= API_BLOCK_LARGE)
	{
		block = mremap(old, old_size, size, MREMAP_MAYMOVE);
		return block == MAP_FAILED ? NULL : block;
	}
	block = size < API_BLOCK_LARGE ? malloc(size) : map(size);
	if (block == NULL)
		return NULL;
	if (old != NULL)
		memcpy(block, old, old_size < size ? old_size : size);
	api_block_free(old, old_size);
	return block;
}

void
api_block_free(void *block, size_t size)
{
	if (size < API_BLOCK_LARGE)
		free(block);
	else
		(void) munmap(block, size);
}
