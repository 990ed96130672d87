/*
 * pairs.h
 *		The options headers and params: JSON objects of names and values, checked
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
	API_PAIRS_PARAMS			/* arrays repeat the name */
} ApiPairsKind;

typedef struct ApiPairs
{
	ApiPair    *items;			/* palloc'd */
	int			count;
} ApiPairs;

/*
 * Reads the texts of one option from the narrowest place to the widest (NULLs are
 * skipped): a name that a narrower place has, null too, hides the wider one's.
 * Raises on what is no JSON object, or holds what cannot be sent; secret keeps
 * values out of the message.
 */
extern ApiPairs api_pairs_read(ApiPairsKind kind, const char *const *texts, int ntexts, bool secret);

#endif							/* API_PAIRS_H */
