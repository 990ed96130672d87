/*
 * error.h
 *		An error that waits: found where nothing may raise, raised by its owner.
 *
 * Code that runs under a libcurl callback, or that advances another scan's
 * stream, may not ereport.  It fills an ApiError instead; whoever owns the
 * stream raises it later, in page order (see base/raise.h).  This module lives
 * on malloc and knows nothing of PostgreSQL, so that the unit tests and the
 * fuzz targets link it as it is.
 */
#ifndef API_ERROR_H
#define API_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

#if defined(__GNUC__)
#define API_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define API_PRINTF(fmt, args)
#endif

/* What kind of failure it is; base/raise.c gives each its SQLSTATE. */
typedef enum ApiErrorCode
{
	API_ERR_NONE = 0,
	API_ERR_OUT_OF_MEMORY,		/* malloc gave nothing */
	API_ERR_OPTION_NAME,		/* no such option, or not allowed there */
	API_ERR_OPTION_VALUE,		/* an option's value is malformed */
	API_ERR_PRIVILEGE,			/* the role may not set this */
	API_ERR_VALUE_MISSING,		/* a required parameter has no value */
	API_ERR_VALUE_INVALID,		/* a parameter's value cannot be sent */
	API_ERR_FANOUT,				/* more requests than max_fanout */
	API_ERR_DESCRIPTORS,		/* no descriptor can be had */
	API_ERR_CONNECTIONS,		/* as many connections are open as may be */
	API_ERR_RESOLVE,			/* host name does not resolve */
	API_ERR_LOOKUP,				/* nobody has said in time whether it does */
	API_ERR_CONNECT,			/* refused, unreachable, connect timeout */
	API_ERR_TLS,				/* handshake or certificate failure */
	API_ERR_TIMEOUT,			/* no headers, or a stall, within the limit */
	API_ERR_TRANSFER,			/* reset or truncated in mid-transfer */
	API_ERR_PROTOCOL,			/* not HTTP, or HTTP that makes no sense */
	API_ERR_TOO_LARGE,			/* headers or body over their cap */
	API_ERR_REDIRECT,			/* too many, foreign or malformed redirect */
	API_ERR_ORIGIN,				/* an address or origin that is not allowed */
	API_ERR_UNAUTHORIZED,		/* 401, 403, 407 */
	API_ERR_NOT_FOUND,			/* 404, 410 */
	API_ERR_THROTTLED,			/* 429, or a gate shut for too long */
	API_ERR_CLIENT_STATUS,		/* any other 4xx */
	API_ERR_SERVER_STATUS,		/* 5xx */
	API_ERR_STATUS,				/* any status that carries no records */
	API_ERR_CONTENT,			/* a charset or coding that cannot be undone */
	API_ERR_JSON,				/* the body is not JSON */
	API_ERR_RECORDS,			/* JSON, but not the records asked for */
	API_ERR_API,				/* the API tells of an error in a body */
	API_ERR_PAGING,				/* the pages make no sense */
	API_ERR_INCOMPLETE,			/* not as many records as declared */
	API_ERR_INTERNAL			/* a bug of ours */
} ApiErrorCode;

/* Is it of a limit of ours, for which no API is to blame? */
static inline bool
api_error_is_own(ApiErrorCode code)
{
	return code == API_ERR_OUT_OF_MEMORY || code == API_ERR_DESCRIPTORS ||
		code == API_ERR_CONNECTIONS || code == API_ERR_FANOUT;
}

typedef struct ApiError
{
	ApiErrorCode code;			/* API_ERR_NONE: no error */
	char	   *message;		/* malloc'd; lower case, no period */
	char	   *detail;			/* malloc'd sentence, or NULL */
	char	   *hint;			/* malloc'd sentence, or NULL */
	char	   *where;			/* malloc'd: its place in the scan, see rest/where.h; or NULL */
} ApiError;

#define API_ERROR_INIT {API_ERR_NONE, NULL, NULL, NULL, NULL}

/*
 * Sets code and message; the first error stands, later ones are dropped.
 * err may be NULL (the caller does not care for the text).  Always returns
 * false, so that a function can "return api_error_set(err, ...)".  When there
 * is no memory for the text, the error becomes API_ERR_OUT_OF_MEMORY.
 */
extern bool api_error_set(ApiError *err, ApiErrorCode code, const char *fmt,...) API_PRINTF(3, 4);

/* Add a detail or a hint to an error that is set; replaces an earlier one. */
extern void api_error_detail(ApiError *err, const char *fmt,...) API_PRINTF(2, 3);
extern void api_error_hint(ApiError *err, const char *fmt,...) API_PRINTF(2, 3);

/* The same behind the hint that it has. */
extern void api_error_hint_more(ApiError *err, const char *more);

static inline bool
api_error_is_set(const ApiError *err)
{
	return err->code != API_ERR_NONE;
}

/* Gives *to what *from holds and leaves *from empty; *to must hold no error. */
extern void api_error_move(ApiError *to, ApiError *from);

/* Frees the texts and empties the error. */
extern void api_error_clear(ApiError *err);

#endif							/* API_ERROR_H */
