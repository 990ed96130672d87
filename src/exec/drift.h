/*
 * drift.h
 *		Columns that no record has a member for: a name that was misspelt, or an API that
 *		has changed.
 *
 * Judged by all columns of the table: records of which none has a member that any of them
 * reads are an error, at once where a page has two or more, else at the end of the scan.
 * A column that is read and that no record had is a warning, once a session, where a
 * member's name is near its own or a hundred records were read; else a line in the log.
 */
#ifndef API_DRIFT_H
#define API_DRIFT_H

#include "postgres.h"

#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiDrift ApiDrift;

/* In the current memory context; config must live as long. */
extern ApiDrift *api_drift_create(const ApiConfig *config);

/* A page begins.  Raises if its records are none that the columns know. */
extern void api_drift_begin(ApiDrift *drift, const ApiStream *stream, const ApiPage *page);

/* Has no record had the column so far? */
extern bool api_drift_misses(const ApiDrift *drift, const ApiColumn *column);

/*
 * A page has been read, or as much of it as was wanted; found: a record had the column.  names:
 * as for api_near_find.
 */
extern void api_drift_note(ApiDrift *drift, const ApiColumn *column, const ApiPage *page,
						   const char *names, size_t names_len, bool found);
extern void api_drift_count(ApiDrift *drift, const ApiPage *page);

/* All pages have been read: raises if no column knew their records, or by drift 'stop'. */
extern void api_drift_check(ApiDrift *drift);

/* The scan ends, read to its end or not. */
extern void api_drift_warn(ApiDrift *drift);

#endif							/* API_DRIFT_H */
