/*
 * recheck.h
 *		Is a record one that its own request asked for?
 *
 * The executor checks WHERE on every row, but under a fan-out that is not enough:
 * an API that ignores the filter answers "id IN (1, 2)" twice with everything,
 * and both answers hold both rows.  So each record is held against the value of
 * the binding that asked for it, or the values where it was a list, by the column
 * type's btree equality; a NULL is no match.
 */
#ifndef API_RECHECK_H
#define API_RECHECK_H

#include "postgres.h"

#include "exec/bind.h"
#include "plan/spec.h"
#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiRecheck ApiRecheck;

/*
 * For the pushed columns that come from the record.  In the current memory context;
 * the arguments must live as long.
 */
extern ApiRecheck *api_recheck_create(const ApiScanSpec *spec, const ApiConfig *config);

/* Is the column checked? */
extern bool api_recheck_wants(const ApiRecheck *recheck, AttrNumber attnum);

/* A page begins, which was asked for so; all stay until api_recheck_end. */
extern void api_recheck_begin(ApiRecheck *recheck, ApiStream *stream, ApiPage *page,
							  const ApiAsked *asked);

/*
 * Is value what the page's binding asked of the column, or among it?  text: the value's JSON
 * text, for the warning; NULL: none.  The first false of a record drops it.
 */
extern bool api_recheck_same(ApiRecheck *recheck, AttrNumber attnum, Datum value, bool isnull,
							 const char *text, size_t len);

/* The page has been read to its end: counts where all of its records were dropped. */
extern void api_recheck_end(ApiRecheck *recheck);

/* The scan ends: one WARNING tells of the first such page and of their number, if there is one. */
extern void api_recheck_warn(const ApiRecheck *recheck);

#endif							/* API_RECHECK_H */
