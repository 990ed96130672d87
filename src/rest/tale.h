/*
 * tale.h
 *		What the members of an object tell of errors.
 *
 * All is a guess by names and words; an error_path of the table takes its place.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_TALE_H
#define API_TALE_H

#include <stdbool.h>
#include <stddef.h>

#define API_TALE_QUOTED 100		/* bytes of a value that are quoted */
#define API_TALE_SHOWN (3 * API_TALE_QUOTED)	/* room for a member that is shown */

/* A member; its name with quotes. */
typedef struct ApiTold
{
	const char *name;			/* NULL: there is none */
	size_t		name_len;
	const char *text;
	size_t		len;
} ApiTold;

typedef struct ApiTale
{
	ApiTold		error;			/* named after errors, and something in it */
	ApiTold		denied;			/* "ok": false, "status": "error" */
	ApiTold		failed;			/* "_shards": {"failed": 2} */
	ApiTold		said;			/* a message */
	ApiTold		aside;			/* a text that may be one: a reason, a description */
	ApiTold		titled;			/* a title: of an error that has a number */
	ApiTold		numbered;		/* the number of an HTTP error, or one below 0 */
	bool		inner;			/* it is of an object around the records' that is for such words: meta */
	bool		data;			/* it has a member data: as GraphQL's answers do */
	bool		more;			/* there is something that none of these could be */
	int			members;		/* looked at so far */
} ApiTale;

/* Notes what an object's members tell; *tale begins as {0}. */
extern void api_tale_read(const char *text, size_t len, ApiTale *tale);

/*
 * What of it tells of an error, where there are no records: of a body, or of one of several
 * objects that have some, whose own state may be a failure.  NULL: nothing.
 */
extern const ApiTold *api_tale_without_records(const ApiTale *tale);
extern const ApiTold *api_tale_of_group(const ApiTale *tale);

/* The status of an answer within an answer, of its own name; NULL: none, or none of an error. */
extern const ApiTold *api_tale_status(const ApiTale *tale);

/* What a message says. */
typedef enum ApiSaid
{
	API_SAID_NOTHING,			/* that there are no records, or that all is well */
	API_SAID_REFUSED,			/* that a request was refused, or failed */
	API_SAID_FAILED,			/* perhaps that, perhaps something of the matter */
	API_SAID_OTHER
} ApiSaid;
extern ApiSaid api_tale_said(const ApiTold *said);

/* Is it the errors of a GraphQL answer: a list of objects with a message, and a path or locations? */
extern bool api_tale_is_graphql(const ApiTale *tale);

/* Writes the member to out, of a long value its beginning; before stands in front. */
extern void api_tale_show(const ApiTold *told, const char *before, char out[API_TALE_SHOWN]);

/* What tells of an error, and the message behind it, if there is another. */
extern void api_tale_quote(const ApiTale *tale, const ApiTold *told, char shown[API_TALE_SHOWN],
						   char said[API_TALE_SHOWN]);

#endif							/* API_TALE_H */
