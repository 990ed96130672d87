/*
 * inflate.h
 *		A compressed body undone in steps, each of which gives a bounded piece.
 *
 * libcurl's own decoder gives all that a piece of the wire holds at once, and keeps what
 * is refused: a thousand times the piece, for each transfer.  It does not say either
 * whether the compressed stream has come to its end.
 *
 * Reads gzip (several members in a row, too), zlib, and deflate as some send it.  A body
 * that does not begin as one of them was not compressed, whatever its header says: it is
 * given as it is.
 *
 * Core: no PostgreSQL, malloc, nothing raises.
 */
#ifndef API_INFLATE_H
#define API_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

#define API_INFLATE_STEP (32 * 1024)	/* most bytes that one step gives */

typedef struct ApiInflate ApiInflate;

typedef enum ApiInflateStatus
{
	API_INFLATE_HUNGRY,			/* it has given all that the input so far holds */
	API_INFLATE_MORE,			/* there may be more: ask again, without input if none is left */
	API_INFLATE_WRONG,			/* no such stream */
	API_INFLATE_NO_MEMORY
} ApiInflateStatus;

/*
 * bare: deflate may come without zlib's header.  twice: what comes of it is compressed,
 * too.  NULL: no memory.
 */
extern ApiInflate *api_inflate_new(bool bare, bool twice);

/*
 * Takes what it can of *len bytes, and sets *len to how many that were; *piece is what
 * came of them, *piece_len bytes, there until the next step of any stream.
 */
extern ApiInflateStatus api_inflate_step(ApiInflate *self, const char *data, size_t *len,
										 const char **piece, size_t *piece_len);

/* Has the stream begun and not ended?  Has it ended, as it says itself? */
extern bool api_inflate_cut(const ApiInflate *self);
extern bool api_inflate_ended(const ApiInflate *self);

extern void api_inflate_free(ApiInflate *self);

#endif							/* API_INFLATE_H */
