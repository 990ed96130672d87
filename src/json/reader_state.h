/*
 * reader_state.h
 *		What a reader is made of, for the files that it is made by.  Private to json:
 *		reader.c runs the machine, reader_value.c reads values and members,
 *		reader_members.c members that come as they did before.
 */
#ifndef API_READER_STATE_H
#define API_READER_STATE_H

#include "base/digest.h"
#include "json/projection.h"
#include "json/reader.h"
#include "json/scan.h"

/* See the essay in reader.c. */
typedef enum ApiReadState
{
	READ_START,
	READ_VALUE,
	READ_FIRST_VALUE,
	READ_STRING,
	READ_SCALAR,
	READ_SKIP,
	READ_FIRST_NAME,
	READ_NAME,
	READ_IN_NAME,
	READ_COLON,
	READ_NEXT,
	READ_LINE,
	READ_END,
	READ_FAILED
} ApiReadState;

/* Where a container began that was dropped from the body's front. */
#define API_READ_LOST UINT32_MAX

/* How the way to the records was. */
typedef struct ApiReadCounts
{
	uint32_t	missing;		/* see api_reader_missing, and so on */
	uint32_t	absent;
	uint32_t	misfits;
	uint32_t	places;
	uint32_t	bare;
	uint32_t	nulls;
	unsigned	kinds;
} ApiReadCounts;

/* A container on the way to wanted values. */
typedef struct ApiReadFrame
{
	const ApiWant *want;		/* what is wanted of it */
	uint32_t	start;			/* its first byte */
	uint32_t	index;			/* arrays: the element in hand */
	int			guess;			/* objects: which wanted member may come next */
	bool		object;			/* or an array */
	bool		led;			/* the way to the records was found in it */
	ApiReadCounts counts;		/* on the way to the records: the reader's when it began */
} ApiReadFrame;

/* The rows of a level. */
typedef struct ApiReadLevel
{
	ApiSlice   *slices;			/* malloc'd: rows x width, and the row in hand */
	uint32_t   *parents;		/* malloc'd, from level 2 on: the row above */
	size_t		room;			/* rows there is room for */
	size_t		rows;			/* complete ones */
	ApiSlice   *row;			/* the row in hand */
	bool		open;			/* there is one */
	bool		torn;			/* and records in it were dropped */
} ApiReadLevel;

struct ApiReader
{
	const ApiProjection *projection;	/* not owned */
	ApiReadState state;
	bool		lines;			/* values one after the other */
	ApiReaderShape shape;		/* UNKNOWN until the root value begins */
	size_t		pos;			/* bytes read */
	const ApiWant *want;		/* what is wanted of the value in hand, or NULL */
	ApiSlice	key;			/* the name or index it has */
	uint32_t	start;			/* first byte of the value or name in hand */
	uint32_t	gap;			/* behind the value before the name in hand; API_READ_LOST: dropped */
	unsigned	seen;			/* API_STRING_ bits of the string in hand */
	int			base;			/* SKIP: the depth to come back to */
	ApiFramer	framer;			/* the open brackets; its depth counts the frames */
	ApiReadFrame frames[API_PATH_MAX_STEPS * 2 + 2];
	ApiReadLevel levels[API_PROJECTION_LEVELS];
	ApiStray   *strays;			/* malloc'd: of complete records and the one in hand */
	size_t		nstrays;
	size_t		strays_room;
	size_t		slices;			/* allocated, over all levels, strays too */
	size_t		max_slices;		/* most there may be */
	ApiReadCounts counts;
	unsigned	kinds_before;	/* the record in hand, where it is no element */
	ApiSlice	span;			/* see api_reader_span */
	uint32_t	lines_read;		/* values that began at the root, with lines */

	/* what was dropped at the body's front */
	ApiEdges	edges;			/* records noted, where they are wanted */
	uint32_t	edge_from;		/* where it is told from others: there, or at its name in a map */
	uint32_t	outer_from;		/* where the outermost row in hand begins; API_READ_LOST: dropped */
	uint32_t	record_from;	/* where the record in hand begins */
	size_t		records_dropped;
	size_t		outer_dropped;
	uint64_t	bytes_dropped;
	bool		lost;			/* a wanted value began in them, and ended behind */
	bool		twice;			/* records went for a later member of the same name */
	int			late;			/* lowest slot whose value came behind records that were
								 * dropped; INT_MAX: none */
	ApiDigest	digest;			/* of the records in them, see api_reader_digest */
	uint64_t	breaks_dropped; /* line breaks in them */
	char	   *kept;			/* malloc'd: texts in them that are still wanted */
	size_t		kept_len;
};

/* The bytes of one feed. */
typedef struct ApiReadInput
{
	const char *body;
	const char *p;				/* the byte to look at */
	const char *end;
	bool		last;			/* nothing comes behind end */
	ApiErrorCode code;			/* kind of what went wrong */
	const char *problem;		/* what went wrong at p */
} ApiReadInput;

/* What a step came to. */
typedef enum ApiReadStep
{
	STEP_ON,					/* go on with the new state */
	STEP_MORE,					/* the bytes ended */
	STEP_BAD					/* see in->problem */
} ApiReadStep;

/* Something is wrong at in->p. */
static inline ApiReadStep
api_read_bad(ApiReadInput *in, const char *problem)
{
	in->code = API_ERR_JSON;
	in->problem = problem;
	return STEP_BAD;
}

/* The container on top. */
static inline ApiReadFrame *
api_read_top(ApiReader *reader)
{
	return &reader->frames[reader->framer.depth - 1];
}

/* The value from start to in->p has ended: a slice, if it is wanted. */
static inline void
api_read_note(ApiReader *reader, const ApiReadInput *in, int slot, uint32_t start)
{
	ApiSlotPlace place;
	ApiReadLevel *level;

	if (slot < 0)
		return;
	if (start == API_READ_LOST)
	{
		reader->lost = true;
		return;
	}
	place = reader->projection->slots[slot];
	level = &reader->levels[place.level];
	if (level->torn && slot < reader->late)
		reader->late = slot;
	level->row[place.index] = (ApiSlice) {start, (uint32_t) (in->p - in->body) - start};
}

/* ---- reader_rows.c ---- */

/* Begins a row of want's level; *problem when there is no room. */
extern ApiReadStep api_row_begin_at(ApiReader *reader, ApiReadInput *in, const ApiWant *want);

/* The row in hand of want's level has ended, behind in->p. */
extern void api_row_end_at(ApiReader *reader, const ApiReadInput *in, const ApiWant *want);

/* It is none: what [*] sees of a value that says "nothing". */
extern void api_row_cancel(ApiReader *reader, const ApiWant *want);

/* Has the record in hand nothing that is wanted of it? */
extern bool api_row_is_bare(const ApiReader *reader);

/* Forgets what an earlier member of the same name gave, rows too. */
extern void api_rows_forget(ApiReader *reader, ApiReadFrame *frame, const ApiWant *want);

/* Empties all levels and begins the document's row. */
extern void api_rows_reset(ApiReader *reader);

/* ---- reader_way.c ---- */

/* Did the value come where an array could have, as the one record? */
static inline bool
api_way_is_over(const ApiReader *reader, const ApiWant *want)
{
	return want->over != NULL &&
		(reader->framer.depth == 0 ? !(reader->lines && want->over == reader->projection->root) :
		 reader->frames[reader->framer.depth - 1].want != want->over);
}

/* Begins the rows that the value at in->p begins, of which reader->want says so. */
extern ApiReadStep api_way_begin(ApiReader *reader, ApiReadInput *in);

/* The value in hand ended before in->p, of which want is odd.  entered: it had a frame. */
extern ApiReadStep api_way_end(ApiReader *reader, ApiReadInput *in, const ApiWant *want, bool entered);

/* The container of the frame, which leads to records, ends before in->p without a way on. */
extern void api_way_lost(ApiReader *reader, const ApiReadInput *in, const ApiReadFrame *frame);

/* ---- reader_strays.c ---- */

/* The stray's value has ended before in->p. */
extern ApiReadStep api_stray_note(ApiReader *reader, ApiReadInput *in, int number, uint32_t start);

/* Those of the record in hand with that number go. */
extern void api_strays_forget(ApiReader *reader, int number);

/* Those of rows that are not there any more go. */
extern void api_strays_truncate(ApiReader *reader);

/* Complete records and bytes were dropped. */
extern void api_strays_drop(ApiReader *reader, size_t records, uint32_t bytes);

/* ---- reader_value.c ---- */

/*
 * One step each: reads on from in->p and sets the state that comes next.
 * api_read_token is for the states that skip white space first: in->p must be at
 * a byte that is none.
 */
extern ApiReadStep api_read_start(ApiReader *reader, ApiReadInput *in);
extern ApiReadStep api_read_string(ApiReader *reader, ApiReadInput *in);
extern ApiReadStep api_read_scalar(ApiReader *reader, ApiReadInput *in);
extern ApiReadStep api_read_skip(ApiReader *reader, ApiReadInput *in);
extern ApiReadStep api_read_in_name(ApiReader *reader, ApiReadInput *in);
extern ApiReadStep api_read_token(ApiReader *reader, ApiReadInput *in);

/* The value at in->p, of which reader->want says what is wanted. */
extern ApiReadStep api_read_value(ApiReader *reader, ApiReadInput *in);

/*
 * A member begins whose name, quotes included, is so long and stands at reader->start;
 * reader->want is not NULL.  What an earlier one of its name gave is forgotten.
 */
extern void api_read_begin_member(ApiReader *reader, size_t len);

/* ---- reader_members.c ---- */

/*
 * Reads members of the object on top as long as they come as they did in the object
 * before: from in->p, where its first name begins or the value before ended.  STEP_ON
 * with *same: in->p is at something else in this object.
 */
extern ApiReadStep api_read_members(ApiReader *reader, ApiReadInput *in, bool *same);

/* Remembers the place of the member whose value begins at in->p. */
extern void api_read_learn(ApiReader *reader, const ApiReadInput *in);

#endif							/* API_READER_STATE_H */
