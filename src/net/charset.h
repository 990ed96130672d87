/*
 * charset.h
 *		From the charset that a Content-Type declares to UTF-8, as the bytes arrive.
 *
 * JSON is UTF-8; what calls itself something else is converted by iconv(3).  ISO-8859-1
 * and windows-1252 are what servers write without meaning it: a body whose first bytes
 * beyond ASCII are UTF-8 is that.  UTF-16, UTF-32 and others whose ASCII is not ASCII's
 * bytes are not read.
 *
 * Core: no PostgreSQL, malloc, nothing raises.
 */
#ifndef API_CHARSET_H
#define API_CHARSET_H

#include <stddef.h>

#include "base/buffer.h"

typedef struct ApiCharset ApiCharset;

typedef enum ApiCharsetStatus
{
	API_CHARSET_OK,
	API_CHARSET_FULL,			/* beyond the buffer's cap */
	API_CHARSET_NO_MEMORY,
	API_CHARSET_WRONG,			/* bytes that are not of that charset */
	API_CHARSET_UNKNOWN			/* a charset that is not read, and bytes beyond ASCII */
} ApiCharsetStatus;

/*
 * A conversion from what the content type declares.  NULL with OK: there is nothing to
 * convert, as of UTF-8 and ASCII.  NULL with NO_MEMORY.
 */
extern ApiCharset *api_charset_open(const char *content_type, ApiCharsetStatus *status);

/* Its name, as it was declared; without control characters. */
extern const char *api_charset_name(const ApiCharset *charset);

/* Appends what the next bytes are in UTF-8; keeps a character that is cut for the next call. */
extern ApiCharsetStatus api_charset_convert(ApiCharset *charset, const char *data, size_t len,
											ApiBuffer *out);

/* There is no more: a character that is still cut is wrong. */
extern ApiCharsetStatus api_charset_end(ApiCharset *charset, ApiBuffer *out);

extern void api_charset_free(ApiCharset *charset);

#endif							/* API_CHARSET_H */
