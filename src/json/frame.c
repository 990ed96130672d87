/*
 * frame.c
 *		Where a container ends.  See scan.h.
 *
 * Blocks (blocks.h) go ahead where there are any.  Whatever a block cannot settle is left
 * to the loop over bytes, which goes on where the block stopped.
 */
#include "json/blocks.h"
#include "json/scan.h"

static inline bool
skip_blocks(ApiFramer *framer, int base, const char **p, const char *end)
{
#ifdef API_BLOCKS
	return api_blocks()->skip_container(framer, base, p, end);
#else
	(void) framer;
	(void) base;
	(void) p;
	(void) end;
	return false;
#endif
}

ApiFrameEnd
api_frame_skip(ApiFramer *framer, int base, const char **p, const char *end)
{
	const char *at = *p;
	unsigned	seen = 0;

	for (;;)
	{
		if (skip_blocks(framer, base, &at, end))
		{
			*p = at;
			return API_FRAME_CLOSED;
		}
		if (framer->in_string)
		{
			ApiStringEnd how = api_string_skip(&at, end, &seen);

			*p = at;
			if (how != API_STRING_CLOSED)
				return how == API_STRING_MORE ? API_FRAME_MORE : API_FRAME_BROKEN;
			framer->in_string = false;
		}
		while (at < end && api_byte_class(*at) <= API_BYTE_SEPARATOR &&
			   api_byte_class(*at) != API_BYTE_BAD)
			at++;
		*p = at;
		if (at == end)
			return API_FRAME_MORE;

		switch (api_byte_class(*at))
		{
			case API_BYTE_QUOTE:
				framer->in_string = true;
				break;
			case API_BYTE_OPEN:
				if (!api_frame_open(framer, *at))
					return API_FRAME_DEEP;
				break;
			case API_BYTE_CLOSE:
				if (framer->closers[framer->depth - 1] != *at)
					return API_FRAME_BROKEN;
				if (--framer->depth == base)
				{
					*p = at + 1;
					return API_FRAME_CLOSED;
				}
				break;
			default:
				return API_FRAME_BROKEN;
		}
		at++;
	}
}

const char *
api_value_skip(const char *p, const char *end)
{
	ApiFramer	framer;
	unsigned	seen = 0;
	const char *begin = p;

	if (p == end)
		return NULL;
	switch (api_byte_class(*p))
	{
		case API_BYTE_QUOTE:
			p++;
			return api_string_skip(&p, end, &seen) == API_STRING_CLOSED ? p : NULL;
		case API_BYTE_OPEN:
			framer.depth = 0;
			framer.max_depth = API_READER_MAX_DEPTH;
			framer.in_string = false;
			return api_frame_skip(&framer, 0, &p, end) == API_FRAME_CLOSED ? p : NULL;
		default:
			p = api_scalar_skip(p, end);
			return p > begin ? p : NULL;
	}
}
