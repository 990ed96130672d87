/*
 * demand.h
 *		What a LIMIT keeps back of a stream's requests, and how long.
 *
 * A LIMIT is a budget, never a brake.  Nothing more is asked for while the rows that came,
 * and are not read yet, may be enough.  Rows that are still to come count only where their
 * number is known: where no row is dropped on its way, one chain is left, and its pages are
 * as full as its first.  As soon as the reader comes back for more than that, or such a page
 * has fewer records, the stream asks as if there were no LIMIT.  So no round of requests is
 * added, but by pages that are unlike the first: then one at most.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_DEMAND_H
#define API_DEMAND_H

#include <stdbool.h>

#include "rest/advance.h"

/* May the stream ask for a further page?  Notes where the LIMIT has not sufficed. */
extern bool api_demand_allows(ApiStream *stream);

/* A page has come, or failed, and is not judged yet: counts its rows. */
extern void api_demand_arrived(ApiStream *stream, const ApiChain *chain, const ApiPage *page);

/* The first page of a chain is judged: notes the total that it declares, where that is wanted. */
extern void api_demand_count(ApiStream *stream, ApiChain *chain, ApiPage *page);

#endif							/* API_DEMAND_H */
