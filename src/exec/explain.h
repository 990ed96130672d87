/*
 * explain.h
 *		What EXPLAIN shows of a scan: the request; with ANALYZE, an HTTP profile.
 */
#ifndef API_EXPLAIN_H
#define API_EXPLAIN_H

#include "postgres.h"

#include "base/compat.h"
#include "commands/explain.h"
#include API_EXPLAIN_STATE_H
#include "exec/fetch.h"
#include "foreign/fdwapi.h"

/*
 * What is asked, of spec's table by those values; context is for deparse_expression;
 * prefix: name columns with their tables.
 */
extern void api_explain_request(Oid relid, const ApiScanSpec *spec, List *values, List *context,
								bool prefix, ExplainState *es);

/* The table as a scan shows it: with its schema if all is wanted, and its alias, or NULL. */
extern void api_explain_table(Oid relid, const char *alias, ExplainState *es);

/* What was done. */
extern void api_explain_fetch(const ApiFetch *fetch, ExplainState *es);

/* In text, figures of a kind share a line. */
typedef struct ApiFigure
{
	const char *label;
	bool		is_time;		/* microseconds, shown as ms */
	int64		value;
} ApiFigure;

extern void api_explain_figures(const ApiFigure *figures, int count, ExplainState *es);

/* Sends nothing, shows no secret.  Times only where EXPLAIN measures time. */
extern void apiExplainForeignScan(ForeignScanState *node, struct ExplainState *es);

#endif							/* API_EXPLAIN_H */
