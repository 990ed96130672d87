/*
 * eager.c
 *		Eager start: the first requests of several scans leave together.
 *
 * A plan asks for its inputs one after the other: the second input of a join, or of a
 * UNION ALL that is not asynchronous, sends nothing before the first has been read.  So
 * the first scan that is asked for a row, the trigger, looks for others that the statement
 * must ask, too, and starts them (exec/proof).
 */
#include "postgres.h"

#include "base/raise.h"
#include "base/settings.h"
#include "common/int.h"
#include "exec/eager.h"
#include "exec/own.h"
#include "exec/proof.h"
#include "exec/scan.h"
#include "nodes/plannodes.h"
#include "tcop/pquery.h"

/* A running statement with scans of ours. */
typedef struct Statement
{
	EState	   *estate;
	List	   *scans;			/* of ForeignScanState, that have begun */
	bool		looked;			/* what must run was started */
	struct Statement *next;
	MemoryContextCallback callback; /* takes it out of the list */
} Statement;

static Statement *statements;

/* ---- statements ---- */

static Statement *
find_statement(const EState *estate)
{
	Statement  *statement = statements;

	while (statement && statement->estate != estate)
		statement = statement->next;
	return statement;
}

/* A reset callback. */
static void
forget_statement(void *arg)
{
	Statement **link = &statements;

	while (*link && *link != arg)
		link = &(*link)->next;
	if (*link)
		*link = (*link)->next;
}

void
api_eager_register(ForeignScanState *node)
{
	EState	   *estate = node->ss.ps.state;
	Statement  *statement = find_statement(estate);

	Assert(CurrentMemoryContext == estate->es_query_cxt);
	if (statement == NULL)
	{
		statement = palloc0(sizeof(Statement));
		statement->estate = estate;
		statement->callback.func = forget_statement;
		statement->callback.arg = statement;
		MemoryContextRegisterResetCallback(estate->es_query_cxt, &statement->callback);
		statement->next = statements;
		statements = statement;
	}
	statement->scans = lappend(statement->scans, node);
}

ForeignScanState *
api_eager_scan(const EState *estate, const Plan *plan)
{
	const Statement *statement = find_statement(estate);
	ListCell   *lc;

	foreach(lc, statement ? statement->scans : NIL)
	{
		if (((const ForeignScanState *) lfirst(lc))->ss.ps.plan == plan)
			return lfirst(lc);
	}
	return NULL;
}

/* ---- starting ---- */

/* Is it read through a cursor, which may be closed before the end? */
static bool
is_cursor(const EState *estate)
{
	return ActivePortal && ActivePortal->queryDesc && ActivePortal->queryDesc->estate == estate &&
		ActivePortal->name[0] != '\0';
}

/* Is it the first of several scans to be asked for a row? */
static bool
is_first(const Statement *statement)
{
	const EState *estate = statement->estate;

	return !statement->looked && list_length(statement->scans) > 1 &&
		estate->es_epq_active == NULL && estate->es_plannedstmt != NULL;
}

/* What must run; *whole: what is read to its end. */
static List *
look(const Statement *statement, const ForeignScanState *trigger, List **whole)
{
	return api_proof_look(statement->estate, statement->scans, trigger, !is_cursor(statement->estate),
						  whole);
}

/* Has another scan of that table been counted, with which this may share its requests? */
static bool
shares_requests(const List *counted, const ForeignScanState *node)
{
	ListCell   *lc;

	foreach(lc, counted)
	{
		const ForeignScanState *other = lfirst(lc);

		if (RelationGetRelid(other->ss.ss_currentRelation) ==
			RelationGetRelid(node->ss.ss_currentRelation))
			return true;
	}
	return false;
}

void
api_eager_check(ForeignScanState *node)
{
	Statement  *statement = find_statement(node->ss.ps.state);
	List	   *whole;
	List	   *counted = NIL;
	List	   *scans;
	int64		requests = 0;
	ListCell   *lc;

	/* a function may read some rows of its query, and no more */
	if (!is_first(statement) || !api_own_query(statement->estate))
		return;
	scans = look(statement, node, &whole);
	foreach(lc, whole)
	{
		if (!list_member_ptr(scans, lfirst(lc)) || shares_requests(counted, lfirst(lc)) ||
			pg_add_s64_overflow(requests, api_scan_requests(lfirst(lc)), &requests))
			continue;
		counted = lappend(counted, lfirst(lc));
	}
	if (list_length(counted) > 1 && requests > api_max_requests)
		ereport(ERROR,
				(errcode(api_error_sqlstate(API_ERR_FANOUT)),
				 errmsg("the statement needs " INT64_FORMAT " requests, and api_fdw.max_requests is %d",
						requests, api_max_requests),
				 errdetail("%d scans ask for one for each of their values.", list_length(counted)),
				 errhint("Ask for fewer values, or raise the setting.")));
}

void
api_eager_start(ForeignScanState *node)
{
	Statement  *statement = find_statement(node->ss.ps.state);
	List	   *whole;
	List	   *scans;
	ListCell   *lc;

	if (!is_first(statement))
		return;
	statement->looked = true;
	scans = look(statement, node, &whole);
	/* not one whose requests hang on values that the executor sets, nor one that would raise */
	foreach(lc, scans)
		api_scan_start(lfirst(lc));
}
