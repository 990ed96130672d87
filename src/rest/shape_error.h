/*
 * shape_error.h
 *		Does a body tell of an error?  See tale.h for the names and words.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_SHAPE_ERROR_H
#define API_SHAPE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "json/reader.h"

/*
 * Has the object that the body of no records is a member such as "error", "errors", "fault",
 * or "ok": false, or nothing but a message, or one that speaks of a refusal?  Then err, which
 * may be set, gets a detail that quotes it.  records: their path, on which an object may have
 * such a member, too; or NULL.
 */
extern bool api_shape_tells_error(const char *body, size_t len, const ApiPath *records, ApiError *err);

/* Adds to an error that was set for another reason what the body tells, if it does. */
extern void api_shape_quote_error(const char *body, size_t len, ApiError *err);

/*
 * What a message says where there is a list without records: true with err, if it speaks of a
 * refusal; with doubt, if nobody can tell.  midway: pages with records came before; news: which
 * had no message.
 */
extern bool api_shape_tells_empty(const char *body, size_t len, bool midway, bool news, ApiError *err,
								  ApiError *doubt);

/* What stands before the records of a body that comes in portions. */
#define API_HEAD_MOST (64 * 1024)
typedef struct ApiHead
{
	char	   *text;			/* malloc'd; NULL: nothing is kept */
	size_t		len;
} ApiHead;

/* Before the first portion is dropped: keeps it, unless it is larger.  false: no memory. */
extern bool api_shape_keep_head(ApiHead *head, const ApiReader *reader, const char *body, size_t len);

/*
 * What a body with records tells beside them.  false with err: it is a GraphQL answer with
 * errors.  Anything else that tells of an error is set to warning.  *says: there is a message.
 */
extern bool api_shape_tells_beside(const ApiReader *reader, const ApiPath *records, const ApiHead *head,
								   const char *body, size_t len, bool *says, ApiError *warning, ApiError *err);

#endif							/* API_SHAPE_ERROR_H */
