/*
 * mark.h
 *		Marks: what stands in a request in place of a secret until it is sent.
 *
 * {secret:name} in an option is made a mark when the option is read, and the secret of
 * that name when the request is signed, in net/place.c.  Between the two, a mark is
 * text like any other: it is made of characters that no encoding changes, with a random
 * word in it, so that no value of a query and no response can hold one by chance or on
 * purpose.  Messages and plans show it as it was written.
 *
 * Core: no PostgreSQL.
 */
#ifndef API_MARK_H
#define API_MARK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Most bytes of a secret's name. */
#define API_MARK_NAME_MAX 63

/* How the secret is written in the mark's place. */
typedef enum ApiMarkKind
{
	API_MARK_PLAIN,				/* as it is: in a header */
	API_MARK_PATH,				/* percent-encoded as a path segment's part */
	API_MARK_QUERY,				/* percent-encoded as a value of a query or form */
	API_MARK_JSON,				/* within a JSON string */
	API_MARK_QUERY_JSON			/* that, percent-encoded */
} ApiMarkKind;

typedef struct ApiSecretMark
{
	size_t		len;			/* bytes of the mark */
	ApiMarkKind kind;
	const char *name;			/* within the text */
	size_t		name_len;
} ApiSecretMark;

#define API_MARK_WORD 24		/* bytes of the random word */

/* Most bytes of a mark. */
#define API_MARK_MAX (API_MARK_WORD + API_MARK_NAME_MAX + 3)

/* Sets the random word of this process: API_MARK_WORD letters and digits. */
extern void api_mark_seed(const char *word);
extern bool api_mark_seeded(void);

/* If text begins with {secret:name}, its length, and where the name stands; else 0. */
extern size_t api_mark_placeholder(const char *text, const char **name, size_t *name_len);

extern ApiBufferStatus api_mark_put(ApiBuffer *out, ApiMarkKind kind, const char *name, size_t name_len);

/* The first mark in the text; NULL: there is none. */
extern const char *api_mark_find(const char *text, size_t len, ApiSecretMark *mark);

/* Makes marks what they were in the option, in place. */
extern void api_mark_show(char *text);

#endif							/* API_MARK_H */
