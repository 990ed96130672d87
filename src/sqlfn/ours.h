/*
 * ours.h
 *		Which objects of the catalogs are this wrapper's.
 */
#ifndef API_OURS_H
#define API_OURS_H

#include "postgres.h"

/* Is it a server of this wrapper, whatever the wrapper is called? */
extern bool api_ours_server(Oid server);

/* Is it a foreign table of such a server?  false, too, for what does not exist. */
extern bool api_ours_table(Oid relid);

#endif							/* API_OURS_H */
