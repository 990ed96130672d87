/*
 * buffer.h
 *		A growing run of bytes, born with its cap.
 *
 * Lives on blocks (block.h) and never raises: libcurl's write callback appends to it.
 */
#ifndef API_BUFFER_H
#define API_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ApiBufferStatus
{
	API_BUFFER_OK,
	API_BUFFER_FULL,			/* the cap would be passed; nothing was added */
	API_BUFFER_NO_MEMORY		/* malloc gave nothing; nothing was added */
} ApiBufferStatus;

typedef struct ApiBuffer
{
	char	   *data;			/* a block; NUL-terminated once anything was added */
	size_t		len;			/* bytes held, the closing NUL not counted */
	size_t		room;			/* bytes allocated */
	size_t		cap;			/* most bytes it may ever hold */
} ApiBuffer;

/* An empty buffer that will hold cap bytes at most. */
extern void api_buffer_init(ApiBuffer *buf, size_t cap);

/* Adds len bytes; all of them or none. */
extern ApiBufferStatus api_buffer_append(ApiBuffer *buf, const void *data, size_t len);

/* Adds a C string, a character. */
extern ApiBufferStatus api_buffer_puts(ApiBuffer *buf, const char *text);
extern ApiBufferStatus api_buffer_putc(ApiBuffer *buf, char c);

/* Makes room for len bytes in all, so that later appends do not copy. */
extern ApiBufferStatus api_buffer_reserve(ApiBuffer *buf, size_t len);

/* Drops the first len bytes; the others move to the front. */
extern void api_buffer_drop(ApiBuffer *buf, size_t len);

/* Gives back room that is not needed for the bytes held. */
extern void api_buffer_trim(ApiBuffer *buf);

/* Forgets the bytes, keeps the memory. */
extern void api_buffer_reset(ApiBuffer *buf);

/* Overwrites the bytes with zeros, then frees them: for secrets. */
extern void api_buffer_wipe(ApiBuffer *buf);

/* Frees the memory; the buffer may be used again. */
extern void api_buffer_free(ApiBuffer *buf);

/* Gives the bytes to the caller, malloc'd; NULL: there were none, or no memory. */
extern char *api_buffer_detach(ApiBuffer *buf);

/* Overwrites len bytes in a way that the compiler cannot drop. */
extern void api_memory_wipe(void *data, size_t len);

#endif							/* API_BUFFER_H */
