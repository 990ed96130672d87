/*
 * reader_state.h
 *		What a reader is made of, for the two files that it is made by.  Private to
 *		json: reader.c runs the machine, reader_value.c reads values and members.
 */
#ifndef API_READER_STATE_H
#define API_READER_STATE_H

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
	READ_END,
	READ_FAILED
} ApiReadState;

/* A container on the way to wanted values. */
typedef struct ApiReadFrame
{
	const ApiWant *want;		/* what is wanted of it; NULL: the root array */
	uint32_t	start;			/* its first byte */
	uint32_t	index;			/* arrays: the element in hand */
	int			guess;			/* objects: which wanted member may come next */
	bool		object;			/* or an array */
} ApiReadFrame;

struct ApiReader
{
	const ApiProjection *projection;	/* not owned */
	ApiReadState state;
	ApiReaderShape shape;		/* UNKNOWN until the root value begins */
	size_t		pos;			/* bytes read */
	const ApiWant *want;		/* what is wanted of the value in hand, or NULL */
	bool		is_record;		/* the value in hand is a record */
	uint32_t	start;			/* first byte of the value or name in hand */
	unsigned	seen;			/* API_STRING_ bits of the string in hand */
	int			base;			/* SKIP: the depth to come back to */
	ApiFramer	framer;			/* the open brackets; its depth counts the frames */
	ApiReadFrame frames[API_PATH_MAX_STEPS + 2];
	ApiSlice   *slices;			/* malloc'd; records x slots, and the one in hand */
	size_t		room;			/* slices allocated */
	size_t		max_slices;		/* most there may be */
	size_t		records;		/* complete ones */
	ApiSlice   *row;			/* slices of the record in hand */
	size_t	   *found;			/* malloc'd, per slot: records that have it */
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

#endif							/* API_READER_STATE_H */
