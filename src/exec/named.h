/*
 * named.h
 *		The option columns_path: records that are arrays, their values' names apart.
 */
#ifndef API_NAMED_H
#define API_NAMED_H

#include "postgres.h"

#include "base/soft.h"

#include "rest/config.h"
#include "rest/stream.h"

typedef struct ApiNamed ApiNamed;

/* For the table's columns_path, or NULL where it has none; in the current context.
 * All else ignores NULL. */
extern ApiNamed *api_named_create(const ApiConfig *config);

/* Wants the names, and the records whole. */
extern void api_named_project(ApiNamed *named, ApiProjection *projection);

/* A page begins: learns its names.  Raises if it has none. */
extern void api_named_begin(ApiNamed *named, const ApiStream *stream, ApiPage *page);

/* Has the page in hand the column's name? */
extern bool api_named_has(const ApiNamed *named, AttrNumber attnum);

/* The text of the names of that page, or NULL. */
extern const char *api_named_names(const ApiNamed *named, const ApiPage *page, size_t *len);

/* All is read, or the scan ends early: have records had fewer values than names?  check raises
 * where drift 'stop' says so. */
extern void api_named_check(const ApiNamed *named);
extern void api_named_warn(const ApiNamed *named);

/*
 * The text of a column's value in a record of that page, or NULL.  Raises, or notes, that
 * the record is malformed.
 */
extern const char *api_named_find(ApiNamed *named, const ApiPage *page, size_t record,
								  AttrNumber attnum, size_t *len, Node *soft);

#endif							/* API_NAMED_H */
