/*
 * ours.h
 *		Which objects of the catalogs are this wrapper's.
 */
#ifndef API_OURS_H
#define API_OURS_H

#include "postgres.h"

#include "nodes/pg_list.h"

/* Is it a server of this wrapper, whatever the wrapper is called? */
extern bool api_ours_server(Oid server);

/* Is it a foreign table of such a server?  false, too, for what does not exist. */
extern bool api_ours_table(Oid relid);

/* The options (DefElems) of the mapping of that user, InvalidOid: PUBLIC, itself; false: there
 * is none. */
extern bool api_ours_mapping(Oid user, Oid server, List **options);

#endif							/* API_OURS_H */
