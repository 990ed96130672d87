/*
 * graphql.h
 *		What a GraphQL document does: reads, or more.
 *
 * Core: no PostgreSQL, no memory.
 */
#ifndef API_GRAPHQL_H
#define API_GRAPHQL_H

#include <stdbool.h>

/*
 * Does it only read?  That is so unless one of its operations is a mutation or a
 * subscription; a fragment or query of that name counts as one, to be on the safe side.
 */
extern bool api_graphql_reads(const char *document);

#endif							/* API_GRAPHQL_H */
