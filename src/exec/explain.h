/*
 * explain.h
 *		What EXPLAIN shows of a scan: the request; with ANALYZE, an HTTP profile.
 */
#ifndef API_EXPLAIN_H
#define API_EXPLAIN_H

#include "postgres.h"

#include "foreign/fdwapi.h"

/* Sends nothing, shows no secret.  Times only where EXPLAIN measures time. */
extern void apiExplainForeignScan(ForeignScanState *node, struct ExplainState *es);

#endif							/* API_EXPLAIN_H */
