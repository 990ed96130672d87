/*
 * blocks_skip.h
 *		What is made of a block's answers, whatever instructions gave them.
 *
 * A template: blocks_sse2.c, blocks_avx2.c and blocks_avx512.c include it, once each; they have
 *
 *		TARGET			the attribute that their functions need
 *		look_at			the answers for the block at p
 *		running_xor		a word, each bit of which says whether the number of bits of its
 *						argument up to there is odd
 *
 * From the quotes that no backslash escapes follows which bytes are in strings, by the
 * running exclusive or.  Only brackets are then looked at one by one.
 */

#define BLOCK 64

/* A bit for each byte of a block. */
typedef struct Block
{
	uint64_t	quotes;
	uint64_t	backslashes;
	uint64_t	controls;		/* what may not stand in a string */
	uint64_t	brackets;
	uint64_t	strange;		/* what may not stand outside of one */
	uint64_t	high;			/* bytes over 0x7f */
} Block;

static inline TARGET Block look_at(const char *p);
static inline TARGET uint64_t running_xor(uint64_t word);

/* The bytes behind runs of backslashes of odd length: they are escaped. */
static inline TARGET uint64_t
escaped_by(uint64_t backslashes)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	uint64_t	starts = backslashes & ~(backslashes << 1);
	uint64_t	behind_even = (backslashes + (starts & even)) & ~backslashes;
	uint64_t	behind_odd = (backslashes + (starts & ~even)) & ~backslashes;

	return (behind_even & ~even) | (behind_odd & even);
}

/* Does the block end in a backslash?  What it escapes is in the next block, perhaps. */
static inline TARGET bool
ends_open(uint64_t backslashes)
{
	return backslashes >> (BLOCK - 1) != 0;
}

/* Takes a block's brackets in turn; the first that does not fit, or ends the skip, or 0. */
static inline TARGET uint64_t
match_brackets(ApiFramer *framer, int base, const char *block, uint64_t brackets)
{
	for (; brackets != 0; brackets &= brackets - 1)
	{
		char		c = block[__builtin_ctzll(brackets)];

		if (api_byte_class(c) == API_BYTE_OPEN ? !api_frame_open(framer, c) :
			(framer->depth == base + 1 || framer->closers[framer->depth - 1] != c))
			return brackets & -brackets;
		framer->depth -= api_byte_class(c) == API_BYTE_CLOSE;
	}
	return 0;
}

static TARGET bool
skip_container(ApiFramer *framer, int base, const char **p, const char *end)
{
	uint64_t	inside = framer->in_string ? ~UINT64_C(0) : 0;

	for (; end - *p >= BLOCK; *p += BLOCK)
	{
		Block		block = look_at(*p);
		uint64_t	strings;
		uint64_t	wrong;
		uint64_t	stop;

		if (block.backslashes != 0)
		{
			if (ends_open(block.backslashes))
				break;
			block.quotes &= ~escaped_by(block.backslashes);
		}
		strings = running_xor(block.quotes) ^ inside;
		wrong = (block.controls & strings) | (block.strange & ~strings);
		wrong &= -wrong;
		stop = match_brackets(framer, base, *p,
							  block.brackets & ~strings & (wrong != 0 ? wrong - 1 : ~UINT64_C(0)));
		stop |= stop == 0 ? wrong : 0;
		if (stop != 0)
		{
			*p += __builtin_ctzll(stop);
			framer->in_string = (strings & stop) != 0;
			if (framer->in_string || framer->depth != base + 1 || **p != framer->closers[base])
				return false;
			framer->depth = base;
			++*p;
			return true;
		}
		inside = strings >> (BLOCK - 1) != 0 ? ~UINT64_C(0) : 0;
	}
	framer->in_string = inside != 0;
	return false;
}

static TARGET const char *
skip_string(const char *p, const char *end, unsigned *seen)
{
	uint64_t	high = 0;
	uint64_t	backslashes = 0;

	for (; end - p >= BLOCK; p += BLOCK)
	{
		Block		block = look_at(p);
		uint64_t	stops = block.quotes | block.controls;
		uint64_t	before = ~UINT64_C(0);

		if (ends_open(block.backslashes))
			break;
		if (block.backslashes != 0)
			stops &= ~(block.quotes & escaped_by(block.backslashes));
		if (stops != 0)
			before = (stops & -stops) - 1;
		high |= block.high & before;
		backslashes |= block.backslashes & before;
		if (stops != 0)
		{
			p += __builtin_ctzll(stops);
			break;
		}
	}
	*seen |= (high != 0 ? API_STRING_HIGH : 0) | (backslashes != 0 ? API_STRING_ESCAPED : 0);
	return p;
}
