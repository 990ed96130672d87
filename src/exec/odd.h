/*
 * odd.h
 *		Records that have members, but none that a column of the table reads, among others
 *		that have some, on their page or on others: the last line of a stream, an error in it,
 *		a header, a page of something else.
 *
 * Each is a row of NULLs, which a warning tells at the end of the scan; one that tells of an
 * error is one.
 */
#ifndef API_ODD_H
#define API_ODD_H

#include "postgres.h"

#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiOdd ApiOdd;

/* In the current memory context; config must live as long. */
extern ApiOdd *api_odd_create(const ApiConfig *config);

/* Looks for such among the page's first records, so many as were read. */
extern void api_odd_look(ApiOdd *odd, const ApiStream *stream, const ApiPage *page, size_t read);

/* There are records that columns know. */
extern void api_odd_others(ApiOdd *odd);

/* All pages have been read: raises what tells of an error, and by drift 'stop' all. */
extern void api_odd_check(ApiOdd *odd);

/* The scan ends, read to its end or not. */
extern void api_odd_warn(ApiOdd *odd);

#endif							/* API_ODD_H */
