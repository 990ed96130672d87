/*
 * ask.h
 *		What a pager asks for in one request: values of its parameters, or a URL that
 *		the server gave.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ASK_H
#define API_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Most parameters that a pager has: the page size and several tokens. */
#define API_ASK_MAX 6

/* A parameter's value, as text for a URL or header and as JSON for a body. */
typedef struct ApiAskValue
{
	char	   *plain;			/* malloc'd; NULL: has no value, is left out */
	char	   *json;			/* malloc'd */
} ApiAskValue;

typedef struct ApiAsk
{
	ApiAskValue values[API_ASK_MAX];	/* in the order of the endpoint's asked names */
	char	   *url;			/* malloc'd: asked for as it is; NULL: by the values */
} ApiAsk;

#define API_ASK_INIT {{{NULL, NULL}}, NULL}

/* Sets a value to a number; false with err when out of memory. */
extern bool api_ask_number(ApiAsk *ask, int which, int64_t number, ApiError *err);

/* Sets a value to a text, which is a string in a body. */
extern bool api_ask_text(ApiAsk *ask, int which, const char *text, ApiError *err);

/*
 * Sets a value to what a response said: plain is its text, json the JSON it was
 * written in.  Takes both, also on failure.
 */
extern bool api_ask_take(ApiAsk *ask, int which, char *plain, char *json, ApiError *err);

/* Frees what it holds; it may be used again. */
extern void api_ask_clear(ApiAsk *ask);

#endif							/* API_ASK_H */
