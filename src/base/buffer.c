/*
 * buffer.c
 *		A growing run of bytes, born with its cap.  See buffer.h.
 */
#include "base/buffer.h"

#include "base/block.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 256

void
api_buffer_init(ApiBuffer *buf, size_t cap)
{
	*buf = (ApiBuffer) {.cap = cap};
}

ApiBufferStatus
api_buffer_reserve(ApiBuffer *buf, size_t len)
{
	char	   *data;

	if (len > buf->cap)
		return API_BUFFER_FULL;
	if (len < buf->room)
		return API_BUFFER_OK;
	data = api_block_resize(buf->data, buf->room, len + 1);
	if (data == NULL)
		return API_BUFFER_NO_MEMORY;
	buf->data = data;
	buf->room = len + 1;
	return API_BUFFER_OK;
}

/* The room to ask for when need bytes and a NUL must fit: doubled, within the cap. */
static size_t
next_room(const ApiBuffer *buf, size_t need)
{
	size_t		room = buf->room > FIRST_ROOM ? buf->room : FIRST_ROOM;

	while (room <= need && room <= buf->cap / 2)
		room *= 2;
	if (room <= need || room > buf->cap)
		room = buf->cap;
	return room;
}

ApiBufferStatus
api_buffer_append(ApiBuffer *buf, const void *data, size_t len)
{
	if (len > buf->cap - buf->len)
		return API_BUFFER_FULL;
	if (buf->len + len >= buf->room)
	{
		ApiBufferStatus status = api_buffer_reserve(buf, next_room(buf, buf->len + len));

		if (status != API_BUFFER_OK)
			return status;
	}
	if (len > 0)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
	return API_BUFFER_OK;
}

ApiBufferStatus
api_buffer_puts(ApiBuffer *buf, const char *text)
{
	return api_buffer_append(buf, text, strlen(text));
}

ApiBufferStatus
api_buffer_putc(ApiBuffer *buf, char c)
{
	return api_buffer_append(buf, &c, 1);
}

void
api_buffer_drop(ApiBuffer *buf, size_t len)
{
	if (len == 0 || buf->data == NULL)
		return;
	buf->len -= len;
	memmove(buf->data, buf->data + len, buf->len + 1);
}

void
api_buffer_trim(ApiBuffer *buf)
{
	char	   *data;

	if (buf->len == 0)
	{
		api_buffer_free(buf);
		return;
	}
	data = api_block_resize(buf->data, buf->room, buf->len + 1);
	if (data == NULL)
		return;
	buf->data = data;
	buf->room = buf->len + 1;
}

void
api_buffer_reset(ApiBuffer *buf)
{
	buf->len = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
api_memory_wipe(void *data, size_t len)
{
	volatile unsigned char *byte = data;

	while (len-- > 0)
		*byte++ = 0;
}

void
api_buffer_wipe(ApiBuffer *buf)
{
	if (buf->data != NULL)
		api_memory_wipe(buf->data, buf->room);
	api_buffer_free(buf);
}

void
api_buffer_free(ApiBuffer *buf)
{
	api_block_free(buf->data, buf->room);
	api_buffer_init(buf, buf->cap);
}

char *
api_buffer_detach(ApiBuffer *buf)
{
	char	   *data = buf->data;

	/* whoever gets it frees it by free() */
	if (buf->room >= API_BLOCK_LARGE)
	{
		data = malloc(buf->len + 1);
		if (data != NULL)
			memcpy(data, buf->data, buf->len + 1);
		api_block_free(buf->data, buf->room);
	}
	api_buffer_init(buf, buf->cap);
	return data;
}
