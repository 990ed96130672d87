/*
 * deadline.h
 *		How long a send may take: until the next sign of life, in all, and at what pace.
 *
 * Times are microseconds on the engine's pumped clock: it stands still while nobody waits
 * for the engine.  What a body waits at our own wish (pause.c) does not count either.
 *
 * Core: pure.
 */
#ifndef API_DEADLINE_H
#define API_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

#define API_DEADLINE_PACE_US INT64_C(60000000)	/* the pace is measured over so long */

/* What bounds it. */
typedef struct ApiPatience
{
	int64_t		connect_us;		/* longest wait for a connection */
	int64_t		silence_us;		/* until headers; then between two bytes */
	int64_t		whole_us;		/* an attempt in all, redirects included */
	int			pace;			/* bytes a second at least; 0: no bound */
} ApiPatience;

typedef struct ApiDeadline
{
	bool		connected;
	bool		answered;		/* the head is there */
	int64_t		begun_at;		/* the attempt, moved on by its pauses */
	int64_t		heard_at;		/* the last sign of life */
	int64_t		paused_at;		/* -1: it is not */
	int64_t		paced_at;		/* the minute in hand began */
	int64_t		paced_bytes;	/* that came in it */
} ApiDeadline;

/* What it was too late for. */
typedef enum ApiLateness
{
	API_LATE_NOT,
	API_LATE_CONNECTION,
	API_LATE_HEAD,
	API_LATE_SILENCE,
	API_LATE_PACE,
	API_LATE_WHOLE
} ApiLateness;

/* A send begins, of an attempt that began then. */
extern void api_deadline_begin(ApiDeadline *deadline, int64_t begun_at, int64_t now);

extern void api_deadline_connected(ApiDeadline *deadline, int64_t now);

/* So many bytes came. */
extern void api_deadline_heard(ApiDeadline *deadline, int64_t bytes, int64_t now);

extern void api_deadline_pause(ApiDeadline *deadline, int64_t now);
extern void api_deadline_resume(ApiDeadline *deadline, int64_t now);

/* When it must be looked at again, at the latest. */
extern int64_t api_deadline_due(const ApiDeadline *deadline, const ApiPatience *patience, int64_t now);

/* Looks: is it too late?  A minute that was quick enough gives way to the next. */
extern ApiLateness api_deadline_judge(ApiDeadline *deadline, const ApiPatience *patience, int64_t now);

#endif							/* API_DEADLINE_H */
