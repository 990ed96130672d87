/*
 * error.c
 *		An error that waits.  See error.h; no PostgreSQL here.
 */
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

static char *format_text(const char *fmt, va_list args) API_PRINTF(1, 0);

/* Formats into fresh malloc memory; NULL when there is none. */
static char *
format_text(const char *fmt, va_list args)
{
	va_list		again;
	char	   *text;
	int			len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		return NULL;
	text = malloc((size_t) len + 1);
	if (text != NULL)
		vsnprintf(text, (size_t) len + 1, fmt, args);
	return text;
}

bool
api_error_set(ApiError *err, ApiErrorCode code, const char *fmt,...)
{
	va_list		args;

	if (err == NULL || api_error_is_set(err))
		return false;
	va_start(args, fmt);
	err->message = format_text(fmt, args);
	va_end(args);
	err->code = err->message != NULL ? code : API_ERR_OUT_OF_MEMORY;
	return false;
}

void
api_error_detail(ApiError *err, const char *fmt,...)
{
	va_list		args;

	if (err == NULL || !api_error_is_set(err))
		return;
	free(err->detail);
	va_start(args, fmt);
	err->detail = format_text(fmt, args);
	va_end(args);
}

void
api_error_hint(ApiError *err, const char *fmt,...)
{
	va_list		args;

	if (err == NULL || !api_error_is_set(err))
		return;
	free(err->hint);
	va_start(args, fmt);
	err->hint = format_text(fmt, args);
	va_end(args);
}

void
api_error_hint_more(ApiError *err, const char *more)
{
	char	   *hint = err->hint;

	err->hint = NULL;
	api_error_hint(err, "%s%s%s", hint != NULL ? hint : "", hint != NULL ? "  " : "", more);
	free(hint);
}

void
api_error_move(ApiError *to, ApiError *from)
{
	*to = *from;
	*from = (ApiError) API_ERROR_INIT;
}

void
api_error_clear(ApiError *err)
{
	free(err->message);
	free(err->detail);
	free(err->hint);
	free(err->where);
	*err = (ApiError) API_ERROR_INIT;
}
