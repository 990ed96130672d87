/*
 * time_text.h
 *		Dates and timestamps as a column's time_format writes them: what is sent is what
 *		is read.  Backend code: raises.
 */
#ifndef API_TIME_TEXT_H
#define API_TIME_TEXT_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "json/datum.h"

/*
 * A value of type DATEOID, TIMESTAMPOID or TIMESTAMPTZOID, finite, by a format other than
 * iso8601, in UTC: *text, palloc'd, in the server's encoding.  False where that would be
 * read as another value, or as none: no text of the format stands for it.
 */
extern bool api_time_text(Oid typid, Datum value, ApiTimeFormat format, const char *pattern,
						  char **text);

/* Are its texts JSON numbers? */
extern bool api_time_text_is_number(ApiTimeFormat format);

#endif							/* API_TIME_TEXT_H */
