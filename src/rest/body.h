/*
 * body.h
 *		A JSON body with {name} placeholders, taken apart once.
 *
 * A placeholder stands bare, where a value may stand: {"q": {title}, "size": {n}}; or
 * in a string, alone or in the midst of text: "title:{title}".  What has no value is
 * left out: a member; an element of an array, which stands or falls whole; and what
 * became empty by it goes too.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_BODY_H
#define API_BODY_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"
#include "rest/template.h"

/* Largest body that is sent, bytes. */
#define API_BODY_MAX (16 * 1024 * 1024)

typedef struct ApiBody ApiBody;

/* Takes the text apart; NULL with API_ERR_OPTION_VALUE when it is no such JSON. */
extern ApiBody *api_body_parse(const char *text, ApiError *err);

/* The bare placeholders' names, in order, repeats too; NULL behind the last. */
extern const char *api_body_placeholder(const ApiBody *body, int i);

/*
 * Says which parameter the i-th placeholder is.  To be called for each before
 * the body is written.
 */
extern void api_body_bind(ApiBody *body, int i, int parameter);

/* The i-th string that has placeholders, whose parts are bound there; NULL behind the last. */
extern ApiTemplate *api_body_string(ApiBody *body, int i);

/* What a body takes its values from. */
typedef struct ApiBodySource
{
	/* Appends a parameter's JSON text to out (NULL: only asks); *absent: it has none. */
	ApiBufferStatus (*value) (void *arg, int parameter, ApiBuffer *out, bool *absent);

	/* Appends a string with its values as JSON; all of them are there. */
	ApiBufferStatus (*string) (void *arg, const ApiTemplate *string, ApiBuffer *out);

	/* The parameter has a value, but falls out together with one that has none. */
	void		(*drop) (void *arg, int parameter, int lacking);
	void	   *arg;
} ApiBodySource;

/* Appends the body with its values; *absent: nothing is left of it, nothing is appended. */
extern ApiBufferStatus api_body_write(const ApiBody *body, const ApiBodySource *source,
									  ApiBuffer *out, bool *absent);

extern void api_body_free(ApiBody *body);

/* Appends text as a JSON string, quotes and escapes included. */
extern ApiBufferStatus api_body_put_string(ApiBuffer *out, const char *text);

#endif							/* API_BODY_H */
