/*
 * pairs.h
 *		The options headers, params and secrets: JSON objects of names and values, checked
 *		and merged by name.  Backend code: raises.
 */
#ifndef API_PAIRS_H
#define API_PAIRS_H

#include "postgres.h"

#include "rest/endpoint.h"

/* Where a list of pairs comes from, and so what it may hold. */
typedef enum ApiPairsKind
{
	API_PAIRS_HEADERS,			/* no header that has words of its own */
	API_PAIRS_PARAMS,			/* arrays repeat the name */
	API_PAIRS_SECRETS			/* of a user mapping */
} ApiPairsKind;

/* One place's text of the option. */
typedef struct ApiPairsText
{
	const char *text;			/* or NULL: the place says nothing */
	bool		secret;			/* of a user mapping: no message quotes it */
} ApiPairsText;

typedef struct ApiPairs
{
	ApiPair    *items;			/* palloc'd; UTF-8 */
	bool	   *secret;			/* palloc'd: is that item of a secret text? */
	int			count;
} ApiPairs;

/*
 * Reads the texts of one option from the narrowest place to the widest: a name that
 * a narrower place has, null too, hides the wider one's.  Raises on what is no JSON
 * object, or holds what cannot be sent.
 */
extern ApiPairs api_pairs_read(ApiPairsKind kind, const ApiPairsText *texts, int ntexts);

/* The hint what to use instead of a header that has words of its own, or NULL. */
extern const char *api_pairs_reserved(const char *header);

#endif							/* API_PAIRS_H */
