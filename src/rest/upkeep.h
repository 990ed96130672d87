/*
 * upkeep.h
 *		When the backend's connections are looked after: at the end of a scan and of a
 *		transaction, and whenever the extension is entered.
 *
 * A backend that waits for its client runs none of this.  Backend code; raises nothing.
 */
#ifndef API_UPKEEP_H
#define API_UPKEEP_H

#include "postgres.h"

#include "net/figures.h"

/* Has transactions and catalog changes tell: for _PG_init. */
extern void api_upkeep_install(void);

/* The extension is entered: what is too old, or may be used no more, goes. */
extern void api_upkeep_enter(void);

/*
 * A scan has ended; own: of the statement that the client sent.  What are too many go,
 * too; but for those that the next query of a function will use.
 */
extern void api_upkeep_scan_ended(bool own);

/* What the pool of that key hangs on: also its wrapper, and the role of its mapping. */
extern void api_upkeep_mark(ApiPoolKey *key, Oid wrapper, Oid role);

/* Closes all that no scan uses, of that server or (InvalidOid) of all; how many were? */
extern int	api_upkeep_disconnect(Oid server);

#endif							/* API_UPKEEP_H */
