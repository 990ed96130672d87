/*
 * inflate.c
 *		A compressed body undone in steps.  See inflate.h.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "net/inflate.h"

#define EITHER_FORMAT (MAX_WBITS + 32)	/* zlib tells gzip from its own by itself */
#define NO_FORMAT (-MAX_WBITS)	/* deflate alone */
#define GZIP_BEGINS 0x1f

struct ApiInflate
{
	z_stream	stream;
	bool		bare;			/* deflate may come without zlib's header */
	ApiInflate *inner;			/* undoes what comes of it; owned; or NULL */
	char	   *held;			/* what came of it and was not undone yet, of inner */
	size_t		held_len;
	size_t		held_at;
	enum
	{
		BEFORE,					/* nothing has come */
		WITHIN,					/* a member has begun */
		BEHIND,					/* a member has ended; another may follow */
		PLAIN					/* it is not compressed */
	}			place;
};

/* Steps never overlap, and what one gives is used before the next. */
static char scratch[API_INFLATE_STEP];

ApiInflate *
api_inflate_new(bool bare, bool twice)
{
	ApiInflate *self = calloc(1, sizeof(*self));

	if (self == NULL)
		return NULL;
	self->bare = bare;
	if (inflateInit2(&self->stream, EITHER_FORMAT) != Z_OK)
	{
		free(self);
		return NULL;
	}
	if (twice)
	{
		self->held = malloc(API_INFLATE_STEP);
		self->inner = api_inflate_new(bare, false);
	}
	if (!twice || (self->held != NULL && self->inner != NULL))
		return self;
	api_inflate_free(self);
	return NULL;
}

/* Does a gzip member begin so, or a zlib stream: deflate, in a window of at most 32 kB? */
static bool
begins_stream(unsigned char byte)
{
	return byte == GZIP_BEGINS || (byte & 0x8f) == 8;
}

/* Does JSON or markup begin so?  Bare deflate hardly does. */
static bool
begins_text(unsigned char byte)
{
	return byte == 0xef || (byte != '\0' && strchr("{[\"< \t\r\n", byte) != NULL);
}

/* Looks at the first byte of a stream, or of what follows a member; false: it is not of one. */
static bool
enter(ApiInflate *self, unsigned char byte)
{
	if (self->place == BEFORE)
	{
		bool		bare = self->bare && !begins_stream(byte) && !begins_text(byte);

		self->place = begins_stream(byte) || (bare && inflateReset2(&self->stream, NO_FORMAT) == Z_OK) ?
			WITHIN : PLAIN;
	}
	else if (self->place == BEHIND && byte == GZIP_BEGINS)
	{
		(void) inflateReset(&self->stream);
		self->place = WITHIN;
	}
	return self->place == WITHIN;
}

/* One step within a member. */
static ApiInflateStatus
undo(ApiInflate *self, const char *data, size_t *len, size_t *piece_len)
{
	z_stream   *stream = &self->stream;
	int			code;

	stream->next_in = (z_const Bytef *) data;
	stream->avail_in = *len;
	stream->next_out = (Bytef *) scratch;
	stream->avail_out = sizeof(scratch);
	code = inflate(stream, Z_NO_FLUSH);
	*len -= stream->avail_in;
	*piece_len = sizeof(scratch) - stream->avail_out;
	switch (code)
	{
		case Z_STREAM_END:
			self->place = BEHIND;
			return API_INFLATE_HUNGRY;
		case Z_OK:
			return stream->avail_out == 0 ? API_INFLATE_MORE : API_INFLATE_HUNGRY;
		case Z_BUF_ERROR:		/* nothing to do */
			return API_INFLATE_HUNGRY;
		case Z_MEM_ERROR:
			return API_INFLATE_NO_MEMORY;
		default:
			return API_INFLATE_WRONG;
	}
}

static ApiInflateStatus
step_once(ApiInflate *self, const char *data, size_t *len, const char **piece, size_t *piece_len)
{
	*piece = scratch;
	*piece_len = 0;
	if (self->place != WITHIN && *len == 0)
		return API_INFLATE_HUNGRY;
	if (self->place == WITHIN || enter(self, (unsigned char) data[0]))
		return undo(self, data, len, piece_len);
	/* padding behind the last member counts for nothing */
	if (self->place == PLAIN)
	{
		*piece = data;
		*piece_len = *len;
	}
	return API_INFLATE_HUNGRY;
}

/* The outer stream gives a step, of which the inner takes what it can; the rest is held. */
static ApiInflateStatus
step_twice(ApiInflate *self, const char *data, size_t *len, const char **piece, size_t *piece_len)
{
	ApiInflateStatus outer = API_INFLATE_MORE;
	ApiInflateStatus inner;
	size_t		taken;

	if (self->held_at < self->held_len)
		*len = 0;
	else
	{
		outer = step_once(self, data, len, piece, piece_len);
		if (outer == API_INFLATE_WRONG || outer == API_INFLATE_NO_MEMORY)
			return outer;
		/* what is not compressed may be longer: it is taken in steps as well */
		if (*piece_len > API_INFLATE_STEP)
		{
			*len = *piece_len = API_INFLATE_STEP;
			outer = API_INFLATE_MORE;
		}
		memcpy(self->held, *piece, *piece_len);
		self->held_len = *piece_len;
		self->held_at = 0;
	}
	taken = self->held_len - self->held_at;
	inner = step_once(self->inner, self->held + self->held_at, &taken, piece, piece_len);
	self->held_at += taken;
	return inner == API_INFLATE_HUNGRY && self->held_at < self->held_len ? API_INFLATE_MORE :
		inner == API_INFLATE_HUNGRY ? outer : inner;
}

ApiInflateStatus
api_inflate_step(ApiInflate *self, const char *data, size_t *len,
				 const char **piece, size_t *piece_len)
{
	return self->inner != NULL ? step_twice(self, data, len, piece, piece_len) :
		step_once(self, data, len, piece, piece_len);
}

bool
api_inflate_cut(const ApiInflate *self)
{
	return self->place == WITHIN || (self->inner != NULL && api_inflate_cut(self->inner));
}

bool
api_inflate_ended(const ApiInflate *self)
{
	return self->place == BEHIND && (self->inner == NULL || api_inflate_ended(self->inner));
}

void
api_inflate_free(ApiInflate *self)
{
	if (self == NULL)
		return;
	(void) inflateEnd(&self->stream);
	api_inflate_free(self->inner);
	free(self->held);
	free(self);
}
