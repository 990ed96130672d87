/*
 * iso.h
 *		Dates and times as ISO 8601 writes them, and RFC 3339 and 9557.  Private to json.
 *
 * Core: no PostgreSQL, no memory, no errors: what was found is returned.
 */
#ifndef API_ISO_H
#define API_ISO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ApiIsoTime
{
	int32_t		day;			/* days since 2000-01-01 */
	int64_t		clock;			/* microseconds since midnight */
	int			zone;			/* seconds east of UTC */
} ApiIsoTime;

/*
 * YYYY-MM-DD, perhaps T or a blank and hh:mm[:ss[.f]] behind it, and a zone; years from 1
 * on.  false: it is something else.
 */
extern bool api_iso_read(const char *text, size_t len, ApiIsoTime *iso);

#endif							/* API_ISO_H */
