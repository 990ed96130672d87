/*
 * template.h
 *		A text with {name} placeholders, taken apart once.
 *
 * Only {identifier} and {+identifier} are placeholders; other braces are text.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_TEMPLATE_H
#define API_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/* A run of plain text, or one placeholder. */
typedef struct ApiTemplatePart
{
	char	   *text;			/* malloc'd: the plain text, or the placeholder's name */
	bool		placeholder;
	bool		slashes;		/* {+name}: slashes of the value stay */
	int			column;			/* the parameter it names, set by bind; -1: plain */
} ApiTemplatePart;

typedef struct ApiTemplate
{
	ApiTemplatePart *parts;		/* malloc'd */
	int			nparts;
} ApiTemplate;

/* Takes text apart; false with err only when out of memory. */
extern bool api_template_parse(ApiTemplate *template, const char *text, ApiError *err);

extern void api_template_free(ApiTemplate *template);

/* Makes text of a placeholder: braces that name nothing.  False: no memory. */
extern bool api_template_make_plain(ApiTemplatePart *part);

/* Is it one placeholder and nothing else? */
static inline bool
api_template_alone(const ApiTemplate *template)
{
	return template->nparts == 1 && template->parts[0].placeholder;
}

/* Has it a placeholder at all? */
extern bool api_template_has_values(const ApiTemplate *template);

/* Does the part stand between two double quotes of the text?  \" is none. */
extern bool api_template_quoted(const ApiTemplate *template, int part);

/* Appends the template as it was written. */
extern void api_template_show(const ApiTemplate *template, ApiBuffer *out);

/*
 * If text begins with a placeholder, gives its whole length, braces included, and
 * where its name stands; else 0.
 */
extern size_t api_template_placeholder(const char *text, const char **name, size_t *name_len,
									   bool *slashes);

#endif							/* API_TEMPLATE_H */
