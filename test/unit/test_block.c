/*
 * test_block.c
 *		Blocks keep their bytes from small to large and back; large buffers are theirs.
 */
#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/buffer.h"
#include "check.h"

/* The same byte everywhere? */
static bool
is_filled(const char *block, size_t len, char with)
{
	for (size_t i = 0; i < len; i++)
		if (block[i] != with)
			return false;
	return true;
}

static void
test_resize(void)
{
	static const size_t sizes[] = {1, 4096, API_BLOCK_LARGE - 1, API_BLOCK_LARGE,
		API_BLOCK_LARGE + 1, API_BLOCK_LARGE * 8, API_BLOCK_LARGE, API_BLOCK_LARGE - 1, 100,
		API_BLOCK_LARGE * 2, 7};
	char	   *block = NULL;
	size_t		size = 0;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
	{
		char	   *resized = api_block_resize(block, size, sizes[i]);

		check(resized != NULL);
		if (resized == NULL)
			return;
		check(is_filled(resized, size < sizes[i] ? size : sizes[i], 'x'));
		block = resized;
		size = sizes[i];
		memset(block, 'x', size);
	}
	api_block_free(block, size);
	api_block_free(NULL, 0);
}

/* What a buffer gives away is malloc'd, however large it was. */
static void
test_detach(void)
{
	for (size_t len = 10; len < API_BLOCK_LARGE * 4; len *= 7)
	{
		ApiBuffer	buf;
		char	   *bytes;

		api_buffer_init(&buf, API_BLOCK_LARGE * 4);
		for (size_t i = 0; i < len; i++)
			(void) api_buffer_putc(&buf, 'x');
		check(buf.len == len);
		bytes = api_buffer_detach(&buf);
		check(bytes != NULL && strlen(bytes) == len && is_filled(bytes, len, 'x'));
		check(buf.data == NULL && buf.len == 0 && buf.room == 0);
		free(bytes);
	}
}

/* Byte by byte, the room changes as often as it doubles. */
static void
test_growth(void)
{
	ApiBuffer	buf;
	size_t		room = 0;
	int			changes = 0;

	api_buffer_init(&buf, 3 * 1024 * 1024);
	while (buf.len < buf.cap)
	{
		if (api_buffer_putc(&buf, 'x') != API_BUFFER_OK)
			break;
		changes += buf.room != room;
		room = buf.room;
	}
	check(buf.len == buf.cap);
	check(changes <= 16);
	check(api_buffer_putc(&buf, 'x') == API_BUFFER_FULL);
	api_buffer_free(&buf);
}

int
main(void)
{
	test_resize();
	test_detach();
	test_growth();
	return check_end();
}
