/*
 * discard.c
 *		DISCARD ALL gives connections back, too.
 *
 * PostgreSQL has no hook for it but that of all utility statements.  The library is
 * loaded wherever there is a connection to give back.
 */
#include "postgres.h"

#include "nodes/parsenodes.h"
#include "tcop/utility.h"

#include "rest/upkeep.h"
#include "exec/discard.h"

static ProcessUtility_hook_type previous;

static bool
discards_all(const PlannedStmt *statement)
{
	const Node *utility = statement->utilityStmt;

	return IsA(utility, DiscardStmt) && ((const DiscardStmt *) utility)->target == DISCARD_ALL;
}

static void
process_utility(PlannedStmt *statement, const char *text, bool read_only_tree,
				ProcessUtilityContext context, ParamListInfo params,
				QueryEnvironment *environment, DestReceiver *dest, QueryCompletion *completion)
{
	ProcessUtility_hook_type next = previous != NULL ? previous : standard_ProcessUtility;
	bool		all = discards_all(statement);

	api_upkeep_enter();
	next(statement, text, read_only_tree, context, params, environment, dest, completion);
	if (all)
		(void) api_upkeep_disconnect(InvalidOid);
}

void
api_discard_install(void)
{
	previous = ProcessUtility_hook;
	ProcessUtility_hook = process_utility;
}
