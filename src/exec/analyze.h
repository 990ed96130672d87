/*
 * analyze.h
 *		ANALYZE of a foreign table: rows of some of its pages.
 *
 * Backend code.
 */
#ifndef API_ANALYZE_H
#define API_ANALYZE_H

#include "postgres.h"

#include "foreign/fdwapi.h"

/*
 * false, with a WARNING that says why: the table needs values of a query, or its owner lacks a
 * user mapping that others have; or, without one, analyze_requests is 0.  Sends nothing.  What
 * fails later is a WARNING, too, and leaves the statistics as they are.
 */
extern bool apiAnalyzeForeignTable(Relation relation, AcquireSampleRowsFunc *acquire,
								   BlockNumber *pages);

#endif							/* API_ANALYZE_H */
